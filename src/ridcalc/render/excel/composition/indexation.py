"""The sheet Indexation: the inputs of the indices, their factors per year, and the chains of factors in use."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Value
from ridcalc.render.excel.columns import At, Column, Columns, empty
from ridcalc.render.excel.composition.factors import Factor, FactorKind, Link
from ridcalc.render.excel.composition.inputs import InputLine, input_columns, last_input_row, number
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.weights import GCD_BELOW
from ridcalc.render.excel.wording import AS_VALUE

INDEX_INPUTS = input_columns(say("Indexation"), say("Indexation: rates to change"))
"""The columns of the inputs, at the top of the sheet."""


class _FactorLine(NamedTuple):
    """A row of the block of factors."""

    layout: Layout
    factor: Factor


class _LinkLine(NamedTuple):
    """A row of the block of chains."""

    layout: Layout
    link: Link


def factor_rows(layout: Layout) -> tuple[int, int]:
    """Return the first and the last row of the factors, below the inputs and a heading."""
    first = last_input_row(layout.composition.of_indices) + 4
    return first, first + len(layout.composition.factors.rows) - 1


def link_rows(layout: Layout) -> tuple[int, int]:
    """Return the first and the last row of the chains, below the factors and a heading."""
    first = factor_rows(layout)[1] + 4
    return first, first + len(layout.composition.chains.rows) - 1


def indexation_rows(layout: Layout) -> Iterator[SheetRow]:
    """Yield the rows of the sheet below the headings of the inputs."""
    composition, text = layout.composition, layout.text
    for position, one in enumerate(composition.of_indices.all, 1):
        yield INDEX_INPUTS.row(InputLine(layout, position, one), FIRST_ROW + position - 1)
    yield []
    yield [Cell(text(say("Factor per index and year")), "block")]
    yield FACTORS.headings(text)
    for row, factor in enumerate(composition.factors.rows, factor_rows(layout)[0]):
        yield FACTORS.row(_FactorLine(layout, factor), row)
    if composition.chains.rows:
        yield []
        yield [Cell(text(_method(layout)), "block")]
        yield LINKS.headings(text)
        for row, link in enumerate(composition.chains.rows, link_rows(layout)[0]):
            yield LINKS.row(_LinkLine(layout, link), row)


def _method(layout: Layout) -> Message:
    """Return the title of the chains: how amounts are indexed."""
    rules = layout.settings.indexation
    if rules.method == "cumulative":
        at_once = say("Chains in use: amounts are multiplied by the whole chain and rounded once")
        until = say(
            "Chains in use: amounts are multiplied by the whole chain and rounded once; prices as in {year} after it",
            year=str(rules.constant_from),
        )
        return until if rules.prices == "constant" else at_once
    per_year = say("Chains in use: amounts are multiplied and rounded year by year")
    until = say(
        "Chains in use: amounts are multiplied and rounded year by year; prices as in {year} after it",
        year=str(rules.constant_from),
    )
    return until if rules.prices == "constant" else per_year


def _input(line: _FactorLine, position: str) -> str:
    """Return the formula of the input in a position, as a whole number."""
    last = last_input_row(line.layout.composition.of_indices)
    return f"INDEX({INDEX_INPUTS.down('whole', FIRST_ROW, last)},{position})"


def _group(line: _FactorLine, group: str) -> str:
    """Return the formula of the sum of a group of inputs, as whole numbers."""
    last = last_input_row(line.layout.composition.of_indices)
    whole, groups = (INDEX_INPUTS.down(name, FIRST_ROW, last) for name in ("whole", "group"))
    return f"SUMIFS({whole},{groups},{group})"


def _mixed(line: _FactorLine, at: At, name: str) -> str:
    """Return the formula of a figure of the factor that a row mixes in: one of the rows above."""
    above = f"{FACTORS.cell(name, factor_rows(line.layout)[0] - 1)}:{FACTORS.at(at.row - 1)[name]}"
    return f"INDEX({above},{at.of}+1)"


def multiple(one: str, other: str) -> str:
    """Return the formula of the least common multiple of two numbers, the other below `GCD_BELOW`."""
    return f"{one}/GCD({other},{one}-INT({one}/{other})*{other})*{other}"


def _common(line: _FactorLine, at: At) -> Cell | None:
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


def _total(line: _FactorLine, at: At) -> Cell | None:
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


def _divisor(line: _FactorLine, at: At) -> Cell | None:
    whole, total = f"({at.over}*{at.common})", f"ABS({at.total})"
    divisor = f"GCD({whole},{total}-INT({total}/{whole})*{whole})"
    return _if_exact(line, Cell(line.factor.divisor, "whole", f"IF({whole}<{GCD_BELOW},{divisor},1)"))


def _if_exact(line: _FactorLine, cell: Cell) -> Cell | None:
    return cell if line.factor.exact else None


def _rate(line: _FactorLine, at: At) -> Cell:
    formula = f"{at.total}/({at.over}*{at.common})" if line.factor.exact else None
    return Cell(float(line.factor.rate), "share", formula)


def _fault(line: _FactorLine, at: At) -> Cell | None:
    """Return the cell that is 1 if the numbers on the way are too large, or the factor is negative."""
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


def _remark(line: _FactorLine, _: At) -> Cell | None:
    """Return the cell that says whether a rate is provisional, or stands as a value."""
    provisional = line.layout.case.budget.indices[line.factor.index].provisional
    texts = [say("provisional")] if provisional else []
    texts += [] if line.factor.exact else [AS_VALUE]
    return Cell(", ".join(map(line.layout.text, texts)), "beside") if texts else None


def _small(name: str, heading: Message, value: Callable[[Factor], int]) -> Column[_FactorLine]:
    """Return a column of numbers by which formulas look something up, or calculate."""
    return Column(name, heading, 9, lambda line, _: Cell(value(line.factor), "small") if value(line.factor) else None)


def _if_exact_column(
    name: str, heading: Message, value: Callable[[Factor], Value], formula: Callable[[At], str]
) -> Column[_FactorLine]:
    return Column(
        name, heading, 14, lambda line, at: _if_exact(line, Cell(value(line.factor), "whole", formula(at)))
    )


def _factor_year(line: _FactorLine, _: At) -> Cell:
    factor = line.factor
    return Cell(factor.year, "small") if factor.since == factor.year - 1 else Cell(f"{factor.since}–{factor.year}")


FACTORS: Columns[_FactorLine] = Columns(
    INDEX_INPUTS.sheet,
    (
        Column("spare", "", 5, empty),
        Column(
            "index",
            say("index"),
            28,
            lambda line, _: Cell(line.layout.case.budget.names.of("indices", line.factor.index), "wrapped"),
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


def _of_factor(line: _LinkLine, at: At, name: str) -> str:
    return f"INDEX({FACTORS.down(name, *factor_rows(line.layout))},{at.of})"


def _of_year(name: str) -> Callable[[_LinkLine, At], Cell | None]:
    """Return the function that returns the cell of a figure of the year's own factor."""

    def cell(line: _LinkLine, at: At) -> Cell | None:
        value = line.link.numerator if name == "numerator" else line.link.denominator
        return Cell(value, "whole", _of_factor(line, at, name)) if line.link.exact else None

    return cell


def _before(line: _LinkLine, at: At, name: str) -> str:
    """Return the formula of a figure of the year before in the chain, or 1 where the chain begins."""
    above = f"{LINKS.cell(name, link_rows(line.layout)[0] - 1)}:{LINKS.at(at.row - 1)[name]}"
    return f"IF({at.before}=0,1,INDEX({above},{at.before}+1))"


def _chain(line: _LinkLine, at: At) -> Cell:
    value = number(line.link.chained)
    if not line.link.exact:
        return Cell(float(value), "exact")
    return Cell(float(value), "exact", f"{_before(line, at, 'chain')}*{at.numerator}/{at.denominator}")


def _chained(name: str) -> Callable[[_LinkLine, At], Cell | None]:
    """Return the function that returns the cell of a chain's numerator or denominator, without common divisors."""

    def cell(line: _LinkLine, at: At) -> Cell | None:
        if not (line.link.exact and line.layout.composition.at_once):
            return None
        before, other = (_before(line, at, f"chained_{one}") for one in (name, _OTHER[name]))
        own, reduced = at[name], at[_OTHER[name]]
        down = _divisor_of(before, reduced)
        formula = f"({before})/{down}*({own}/{_divisor_of(other, own)})"
        return Cell(getattr(line.link.chained, name), "whole", formula)

    return cell


_OTHER = {"numerator": "denominator", "denominator": "numerator"}


def _divisor_of(large: str, small: str) -> str:
    """Return the formula of the greatest common divisor of a number, and one below `GCD_BELOW`, which may be 0."""
    return f"IF({small}=0,{large},GCD({small},{large}-INT({large}/MAX({small},1))*{small}))"


def _link_fault(line: _LinkLine, at: At) -> Cell | None:
    """Return the cell that is 1 if the numbers of a chain are too large."""
    if not (line.link.exact and line.layout.composition.at_once):
        return None
    small = f"({at.numerator}-10^10>=0)+({at.denominator}-10^10>=0)"
    large = f"({at.chained_numerator}-10^15>=0)+({at.chained_denominator}-10^15>=0)"
    return Cell(0, "whole", f"IF({small}+{large}>0,1,0)")


def _link_year(line: _LinkLine, _: At) -> Cell:
    return Cell(line.link.year, "small")


def _level(line: _LinkLine, _: At) -> Cell:
    return Cell(line.layout.text(say("price level {year}", year=str(line.link.level))))


def _link_remark(line: _LinkLine, _: At) -> Cell | None:
    return None if line.link.exact else Cell(line.layout.text(AS_VALUE), "beside")


LINKS: Columns[_LinkLine] = Columns(
    INDEX_INPUTS.sheet,
    (
        Column("spare", "", 5, empty),
        Column(
            "index",
            say("index"),
            28,
            lambda line, _: Cell(line.layout.case.budget.names.of("indices", line.link.index), "wrapped"),
        ),
        Column("level", say("what"), 24, _level),
        Column("year", say("year"), 10, _link_year),
        Column("spare 2", "", 22, empty),
        Column("chain", say("factor since the price level"), 16, _chain),
        Column("remark", say("remark"), 36, _link_remark),
        Column("of", say("row of the factor"), 9, lambda line, _: Cell(line.link.of, "small")),
        Column("before", say("row of the year before"), 9, lambda line, _: Cell(line.link.before, "small")),
        Column("numerator", say("numerator"), 14, _of_year("numerator")),
        Column("denominator", say("denominator"), 14, _of_year("denominator")),
        Column("chained_numerator", say("numerator of the chain"), 16, _chained("numerator")),
        Column("chained_denominator", say("denominator of the chain"), 16, _chained("denominator")),
        *(Column(f"spare {number}", "", 9, empty) for number in range(3, 8)),
        Column("fault", say("fault"), 7, _link_fault),
    ),
)
"""The columns of the chains."""
