"""The lines of a block of the amendment: the row and the amounts of each entry and of each total."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.amendment import Block, Entry, booked
from ridcalc.core.arithmetic.apportionment import by_remainder, nearest
from ridcalc.core.budget.types import NATURES, SIDES, SideName
from ridcalc.render.excel.layout import Layout
from ridcalc.views.rounded import THOUSAND

Totals = tuple[Total, ...]
"""A total for each year, in cents."""


class AmendmentLine(NamedTuple):
    """An entry in its row: the amounts booked per year, in cents, and in whole thousands that add up in each year."""

    entry: Entry
    row: int
    amounts: Totals
    thousands: tuple[int, ...]


class Side(NamedTuple):
    """The lasten or the baten of a block: the lines, the row of their total, and the total."""

    name: SideName
    lines: tuple[AmendmentLine, ...]
    row: int
    total: Totals

    @property
    def own(self) -> list[AmendmentLine]:
        """The lines that are not contributions."""
        return [line for line in self.lines if line.entry.payer is None]

    @property
    def paid(self) -> list[AmendmentLine]:
        """The lines that are contributions."""
        return [line for line in self.lines if line.entry.payer is not None]


class BlockLines(NamedTuple):
    """The block of an organisation: its sides in their rows, and (`below`) the first row below the sides."""

    block: Block
    sides: dict[SideName, Side]
    below: int

    @property
    def rounds(self) -> bool:
        """Whether amounts are booked in the amendment's unit rather than to the cent."""
        return self.block.kind == "municipality"


def lines_of(layout: Layout, block: Block, first: int) -> BlockLines:
    """Return the lines of a block; the heading of its first side is in the row `first`."""
    sides: dict[SideName, Side] = {}
    row = first
    for side in SIDES:
        entries = _entries(block, side)
        if entries:
            booked_rows = [_booked(layout, block, entry.amounts) for entry in entries]
            lines = tuple(
                AmendmentLine(entry, row + 1 + number, amounts, figures)
                for number, (entry, amounts, figures) in enumerate(
                    zip(entries, booked_rows, _thousands(booked_rows), strict=True)
                )
            )
            row += 1 + len(lines)
            total = _total(layout, block, lines, sides.get("expense") if side == "income" else None, side)
            sides[side] = Side(side, lines, row, total)
            row += 1
    return BlockLines(block, sides, row)


def added(rows: Iterable[Sequence[Total]]) -> Totals:
    """Return the sum of the rows for each year."""
    return tuple(sum(totals, NOTHING) for totals in zip(*rows, strict=True))


def _entries(block: Block, side: SideName) -> Sequence[Entry]:
    return block.expense if side == "expense" else block.income


def _booked(layout: Layout, block: Block, amounts: Sequence[Total]) -> Totals:
    """Return the amounts that the organisation books; a municipality rounds them to the amendment's unit."""
    if block.kind != "municipality":
        return tuple(amounts)
    return tuple(total._replace(amount=booked(layout.case, total.amount)) for total in amounts)


def _total(
    layout: Layout, block: Block, lines: Sequence[AmendmentLine], expense: Side | None, side: SideName
) -> Totals:
    """Return the total of a side. The PM posts of the baten are those of the lasten and of own income."""
    amounts = added([line.amounts for line in lines])
    if side == "income":
        own = [line.amounts for line in lines if line.entry.payer is None]
        of_expense = expense.total if expense else [NOTHING] * len(amounts)
        posts = [sum(total.pm for total in totals) for totals in zip(of_expense, *own, strict=True)]
    elif block.kind == "municipality":  # a PM post behind two contributions counts once
        allocated = layout.allocation.totals
        posts = [sum(allocated[block.organisation, year, nature].pm for nature in NATURES) for year in layout.years]
    else:
        return amounts
    return tuple(amount._replace(pm=pm) for amount, pm in zip(amounts, posts, strict=True))


def _thousands(rows: Sequence[Totals]) -> list[tuple[int, ...]]:
    """Return the amounts of a side's lines in whole thousands, which add up to the total's nearest in each year."""
    by_year = [_column_in_thousands([total.amount for total in totals]) for totals in zip(*rows, strict=True)]
    return list(zip(*by_year, strict=True))


def _column_in_thousands(cents: Sequence[int]) -> list[int]:
    """Return amounts in whole thousands by largest remainder, ties to the first: as the formulas in thousands.py."""
    figures = [amount // THOUSAND for amount in cents]
    left = nearest(sum(cents), THOUSAND) // THOUSAND - sum(figures)
    for position in by_remainder([amount % THOUSAND for amount in cents])[:left]:
        figures[position] += 1
    return figures
