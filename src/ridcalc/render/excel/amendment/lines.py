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
    ranks: tuple[int, ...]
    """The line's place, in each year, in the order of who gets a thousand more."""
    account: int
    """The number, from 1, of the estimate that the line changes."""


class Side(NamedTuple):
    """The lasten or the baten of a block: the lines, the row of their total, and the total."""

    name: SideName
    lines: tuple[AmendmentLine, ...]
    row: int
    total: Totals
    left: tuple[int, ...]
    """The number of lines, in each year, that get a thousand more."""
    group: int
    """The number of the lines' group; the total has the next number."""

    @property
    def account(self) -> int | None:
        """The number of the estimate that the side changes; None if its lines change more than one."""
        accounts = {line.account for line in self.lines}
        return accounts.pop() if len(accounts) == 1 else None

    @property
    def paid(self) -> list[AmendmentLine]:
        """The lines that are contributions."""
        return [line for line in self.lines if line.entry.payer is not None]


class Place(NamedTuple):
    """The place of a block on the sheet."""

    number: int
    """The number of the block, from 0."""
    last: int
    """The last row of the sheet."""
    live: bool
    """Whether figures in thousands follow a change."""


class BlockLines(NamedTuple):
    """The block of an organisation: its sides in their rows, and (`below`) the first row below the sides."""

    block: Block
    sides: dict[SideName, Side]
    below: int
    last: int
    """The last row of the sheet."""
    live: bool
    """Whether figures in thousands follow a change."""

    @property
    def rounds(self) -> bool:
        """Whether amounts are booked in the amendment's unit rather than to the cent."""
        return self.block.kind == "municipality"


def lines_of(layout: Layout, block: Block, first: int, place: Place) -> BlockLines:
    """Return the lines of a block; the heading of its first side is in the row `first`."""
    sides: dict[SideName, Side] = {}
    row = first
    for number, side in enumerate(SIDES):
        entries = _entries(block, side)
        if entries:
            booked_rows = [_booked(layout, block, entry.amounts) for entry in entries]
            columns = [_in_thousands([total.amount for total in totals]) for totals in zip(*booked_rows, strict=True)]
            lines = tuple(
                AmendmentLine(
                    entry,
                    row + 1 + position,
                    booked_rows[position],
                    tuple(column.figures[position] for column in columns),
                    tuple(column.ranks[position] for column in columns),
                    _account_of(block, entry, side),
                )
                for position, entry in enumerate(entries)
            )
            row += 1 + len(lines)
            total = _total(layout, block, lines, sides.get("expense") if side == "income" else None, side)
            group = 1 + 2 * (len(SIDES) * place.number + number)
            sides[side] = Side(side, lines, row, total, tuple(column.left for column in columns), group)
            row += 1
    return BlockLines(block, sides, row, place.last, place.live)


def _account_of(block: Block, entry: Entry, side: SideName) -> int:
    """Return the number, from 1, of the estimate that an entry changes."""
    accounts = [((estimate.programma, estimate.taakveld), estimate.side) for estimate in block.estimates]
    return accounts.index((entry.account.heading, side)) + 1


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


class _Thousands(NamedTuple):
    """A year's amounts of a side in whole thousands."""

    figures: list[int]
    ranks: list[int]
    """The place of each line in the order of who gets a thousand more, from 1."""
    left: int
    """The number of lines that get a thousand more."""


def _in_thousands(cents: Sequence[int]) -> _Thousands:
    """Return amounts in whole thousands by largest remainder, ties to the first: as the formulas in thousands.py."""
    figures = [amount // THOUSAND for amount in cents]
    left = nearest(sum(cents), THOUSAND) // THOUSAND - sum(figures)
    ranks = [0] * len(cents)
    for rank, position in enumerate(by_remainder([amount % THOUSAND for amount in cents]), 1):
        ranks[position] = rank
        figures[position] += int(rank <= left)
    return _Thousands(figures, ranks, left)
