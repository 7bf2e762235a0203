"""The columns of the factors of indices, on the sheet Indexation."""

from collections.abc import Callable
from typing import NamedTuple

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.by_rule.inputs import input_columns, last_input_row
from ridcalc.render.excel.cells import Cell, Value
from ridcalc.render.excel.columns import At, Column, Columns, empty
from ridcalc.render.excel.composition.factors import Factor, FactorKind
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.weights import GCD_BELOW
from ridcalc.render.excel.wording import AS_VALUE

INDEX_INPUTS = input_columns(say("Indexation"), say("Indexation: rates to change"))
"""The columns of the inputs, at the top of the sheet."""


class FactorLine(NamedTuple):
    """A row of the block of factors."""

    layout: Layout
    factor: Factor
    in_use: bool
    """Whether an amount follows from the factor."""


def factor_rows(layout: Layout) -> tuple[int, int]:
    """Return the first and the last row of the factors, below the inputs and a heading."""
    first = last_input_row(layout.composition.of_indices) + 4
    return first, first + len(layout.composition.factors.rows) - 1


def _input(line: FactorLine, position: str) -> str:
    """Return the formula of the input in a position, as a whole number."""
    last = last_input_row(line.layout.composition.of_indices)
    return f"INDEX({INDEX_INPUTS.down('whole', FIRST_ROW, last)},{position})"


def _group(line: FactorLine, group: str) -> str:
    """Return the formula of the sum of a group of inputs, as whole numbers."""
    last = last_input_row(line.layout.composition.of_indices)
    whole, groups = (INDEX_INPUTS.down(name, FIRST_ROW, last) for name in ("whole", "group"))
    return f"SUMIFS({whole},{groups},{group})"


def _mixed(line: FactorLine, at: At, name: str) -> str:
    """Return the formula of a figure of the factor that a row mixes in: one of the rows above."""
    above = f"{FACTORS.cell(name, factor_rows(line.layout)[0] - 1)}:{FACTORS.at(at.row - 1)[name]}"
    return f"INDEX({above},{at.of}+1)"


def multiple(first: str, second: str) -> str:
    """Return the formula of the least common multiple of two numbers, the second below `GCD_BELOW`."""
    return f"{first}/GCD({second},{first}-INT({first}/{second})*{second})*{second}"


def _common(line: FactorLine, at: At) -> Cell | None:
    above = FACTORS.at(at.row - 1)
    match line.factor.kind:
        case "rates" | "precision":
            formula = at.scale
        case "values":
            formula = _input(line, at.before)
        case "first":
            formula = _mixed(line, at, "denominator")
        case "mix":
            formula = multiple(above.common, _mixed(line, at, "denominator"))
        case "plus":
            formula = multiple(at.scale, above.denominator)
        case "times":
            corrections = f"ABS({_group(line, at.group)})"
            divisor = f"GCD({at.scale},{corrections}-INT({corrections}/{at.scale})*{at.scale})"
            formula = f"{above.denominator}*{at.scale}/{divisor}"
    return _if_exact(line, Cell(line.factor.common, "whole", formula))


def _total(line: FactorLine, at: At) -> Cell | None:
    above = FACTORS.at(at.row - 1)
    rise = f"({above.numerator}-{above.denominator})"
    match line.factor.kind:
        case "rates":
            formula = _group(line, at.group)
        case "values":
            formula = f"{_input(line, at.now)}-{at.common}"
        case "first" | "mix":
            mixed = f"({_mixed(line, at, 'numerator')}-{_mixed(line, at, 'denominator')})"
            formula = f"{_input(line, at.now)}*{mixed}*({at.common}/{_mixed(line, at, 'denominator')})"
            if line.factor.kind == "mix":
                formula = f"{above.total}*({at.common}/{above.common})+{formula}"
        case "precision":
            step = f"({above.denominator}*{_input(line, at.now)})"
            steps = f"INT((2*ABS({rise})*{at.scale}+{step})/(2*{step}))"
            formula = f"IF({rise}<0,-1,1)*{steps}*{_input(line, at.now)}"
        case "plus":
            formula = f"{rise}*({at.common}/{above.denominator})+{_group(line, at.group)}*({at.common}/{at.scale})"
        case "times":
            divisor = f"({above.denominator}*{at.scale}/{at.common})"
            formula = f"{above.numerator}*(({at.scale}+{_group(line, at.group)})/{divisor})-{at.common}"
    return _if_exact(line, Cell(line.factor.total, "whole", formula))


def _divisor(line: FactorLine, at: At) -> Cell | None:
    whole, total = f"({at.over}*{at.common})", f"ABS({at.total})"
    divisor = f"GCD({whole},{total}-INT({total}/{whole})*{whole})"
    return _if_exact(line, Cell(line.factor.divisor, "whole", f"IF({whole}<{GCD_BELOW},{divisor},1)"))


def _if_exact(line: FactorLine, cell: Cell) -> Cell | None:
    return cell if line.factor.exact else None


def _rate(line: FactorLine, at: At) -> Cell:
    formula = f"{at.total}/({at.over}*{at.common})" if line.factor.exact else None
    return Cell(float(line.factor.rate), "share", formula)


def _fault(line: FactorLine, at: At) -> Cell | None:
    """Return the cell that is 1 if the numbers on the way are too large, or the factor is negative."""
    if not line.in_use:
        return None
    numbers = f"(ABS({at.total})-10^15>=0)+({at.over}*{at.common}-10^15>=0)+({at.numerator}-10^15>=0)"
    wrong = f"{numbers}+({at.numerator}<0)+({at.common}<=0)"
    if line.factor.kind == "precision":
        above = FACTORS.at(at.row - 1)
        sizes = f"2*ABS({above.numerator}-{above.denominator})*{at.scale}+{above.denominator}*{_input(line, at.now)}"
        wrong += f"+({_input(line, at.now)}<=0)+({sizes}-2^53>=0)"
    if line.factor.kind in _MIXED:
        wrong += f"+({_mixed(line, at, 'denominator')}-10^10>=0)+({_group(line, at.group)}<>{at.over})"
    return _if_exact(line, Cell(0, "whole", f"IF({wrong}>0,1,0)"))


_MIXED: tuple[FactorKind, ...] = ("first", "mix")
_KINDS: dict[FactorKind, Message] = {
    "rates": say("rate with corrections"),
    "values": say("value over the value before"),
    "first": say("first of the mix"),
    "mix": say("mixed in"),
    "precision": say("rounded to the precision"),
    "plus": say("corrections added"),
    "times": say("correction compounded"),
}
"""What each row does."""


def _remark(line: FactorLine, _: At) -> Cell | None:
    """Return the cell that says whether a rate is provisional, or stands as a value."""
    provisional = line.layout.case.budget.indices[line.factor.name].provisional
    texts = [say("provisional")] if provisional else []
    texts += [] if line.factor.exact else [AS_VALUE]
    return Cell(", ".join(map(line.layout.text, texts)), "beside") if texts else None


def _small(name: str, heading: Message, value: Callable[[Factor], int]) -> Column[FactorLine]:
    """Return a column of numbers by which formulas look something up, or calculate."""
    return Column(name, heading, 9, lambda line, _: Cell(value(line.factor), "small") if value(line.factor) else None)


def _if_exact_column(
    name: str, heading: Message, value: Callable[[Factor], Value], formula: Callable[[At], str]
) -> Column[FactorLine]:
    return Column(name, heading, 14, lambda line, at: _if_exact(line, Cell(value(line.factor), "whole", formula(at))))


def _factor_year(line: FactorLine, _: At) -> Cell:
    factor = line.factor
    return Cell(factor.year, "small") if factor.since == factor.year - 1 else Cell(f"{factor.since}–{factor.year}")


FACTORS: Columns[FactorLine] = Columns(
    INDEX_INPUTS.sheet,
    (
        Column("spare", "", 5, empty),
        Column(
            "index",
            say("index"),
            28,
            lambda line, _: Cell(line.layout.case.budget.names.of("indices", line.factor.name), "wrapped"),
        ),
        Column("kind", say("what"), 24, lambda line, _: Cell(line.layout.text(_KINDS[line.factor.kind]))),
        Column("year", say("year"), 10, _factor_year),
        Column("spare 2", "", 22, empty),
        Column("rate", say("rate"), 16, _rate),
        Column("remark", say("remark"), 36, _remark),
        _small("group", say("group"), lambda factor: factor.group),
        _small("now", say("input"), lambda factor: factor.now),
        _small("before", say("compared with"), lambda factor: factor.before),
        _small("of", say("row of the mixed index"), lambda factor: factor.of),
        _small("scale", say("scale"), lambda factor: factor.scale),
        _small("over", say("scale of the shares"), lambda factor: factor.over),
        Column("common", say("denominator of the rate"), 14, _common),
        Column("total", say("numerator of the rate"), 14, _total),
        Column("divisor", say("common divisor"), 14, _divisor),
        _if_exact_column(
            "numerator",
            say("numerator"),
            lambda factor: factor.numerator,
            lambda at: f"({at.over}*{at.common}+{at.total})/{at.divisor}",
        ),
        _if_exact_column(
            "denominator",
            say("denominator"),
            lambda factor: factor.denominator,
            lambda at: f"{at.over}*{at.common}/{at.divisor}",
        ),
        Column("fault", say("fault"), 7, _fault),
    ),
)
"""The columns of the factors."""
