"""The columns of the chains of factors, on the sheet Indexation."""

from collections.abc import Callable
from typing import NamedTuple

from ridcalc.core.values.problems import say
from ridcalc.render.excel.by_rule.factors import FACTORS, INDEX_INPUTS, factor_rows
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.columns import At, Column, Columns, empty
from ridcalc.render.excel.composition.chains import Link
from ridcalc.render.excel.composition.inputs import number
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.wording import AS_VALUE


class LinkLine(NamedTuple):
    """A row of the block of chains."""

    layout: Layout
    link: Link


def link_rows(layout: Layout) -> tuple[int, int]:
    """Return the first and the last row of the chains, below the factors and a heading."""
    first = factor_rows(layout)[1] + 4
    return first, first + len(layout.composition.chains.rows) - 1


def _of_factor(line: LinkLine, at: At, name: str) -> str:
    return f"INDEX({FACTORS.down(name, *factor_rows(line.layout))},{at.of})"


def _of_year(name: str) -> Callable[[LinkLine, At], Cell | None]:
    """Return the function that returns the cell of a figure of the year's own factor."""

    def cell(line: LinkLine, at: At) -> Cell | None:
        value = line.link.numerator if name == "numerator" else line.link.denominator
        return Cell(value, "whole", _of_factor(line, at, name)) if line.link.exact else None

    return cell


def _before(line: LinkLine, at: At, name: str) -> str:
    """Return the formula of a figure of the year before in the chain, or 1 where the chain begins."""
    above = f"{LINKS.cell(name, link_rows(line.layout)[0] - 1)}:{LINKS.at(at.row - 1)[name]}"
    return f"IF({at.before}=0,1,INDEX({above},{at.before}+1))"


def _chain(line: LinkLine, at: At) -> Cell:
    """Return the cell of a factor to look at; amounts follow from the exact fraction beside it."""
    value = float(number(line.link.chained))  # a factor to look at; no money follows from it
    if not line.link.exact:
        return Cell(value, "exact")
    return Cell(value, "exact", f"{_before(line, at, 'chain')}*{at.numerator}/{at.denominator}")


def _chained(name: str) -> Callable[[LinkLine, At], Cell | None]:
    """Return the function that returns the cell of a chain's numerator or denominator, without common divisors."""

    def cell(line: LinkLine, at: At) -> Cell | None:
        if not (line.link.exact and line.layout.composition.at_once):
            return None
        before, other = (_before(line, at, f"chained_{part}") for part in (name, _OTHER[name]))
        own, reduced = at[name], at[_OTHER[name]]
        down = _divisor_of(before, reduced)
        formula = f"({before})/{down}*({own}/{_divisor_of(other, own)})"
        return Cell(getattr(line.link.chained, name), "whole", formula)

    return cell


_OTHER = {"numerator": "denominator", "denominator": "numerator"}


def _divisor_of(large: str, small: str) -> str:
    """Return the formula of the greatest common divisor of a number, and one below `GCD_BELOW`, which may be 0."""
    return f"IF({small}=0,{large},GCD({small},{large}-INT({large}/MAX({small},1))*{small}))"


def _link_fault(line: LinkLine, at: At) -> Cell | None:
    """Return the cell that is 1 if the numbers of a chain are too large."""
    if not (line.link.exact and line.layout.composition.at_once):
        return None
    small = f"({at.numerator}-10^10>=0)+({at.denominator}-10^10>=0)"
    large = f"({at.chained_numerator}-10^15>=0)+({at.chained_denominator}-10^15>=0)"
    return Cell(0, "whole", f"IF({small}+{large}>0,1,0)")


def _link_year(line: LinkLine, _: At) -> Cell:
    return Cell(line.link.year, "small")


def _level(line: LinkLine, _: At) -> Cell:
    return Cell(line.layout.text(say("price level {year}", year=str(line.link.level))))


def _link_remark(line: LinkLine, _: At) -> Cell | None:
    return None if line.link.exact else Cell(line.layout.text(AS_VALUE), "beside")


LINKS: Columns[LinkLine] = Columns(
    INDEX_INPUTS.sheet,
    (
        Column("spare", "", 5, empty),
        Column(
            "index",
            say("index"),
            28,
            lambda line, _: Cell(line.layout.case.budget.names.of("indices", line.link.name), "wrapped"),
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
        Column("spare 3", "", 9, empty),
        Column("spare 4", "", 9, empty),
        Column("spare 5", "", 9, empty),
        Column("spare 6", "", 9, empty),
        Column("spare 7", "", 9, empty),
        Column("fault", say("fault"), 7, _link_fault),
    ),
)
"""The columns of the chains."""
