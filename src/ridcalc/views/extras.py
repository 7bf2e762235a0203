"""The columns beside each column of amounts: its percentage of the total, its amount per unit, and a difference."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.analysis.per_unit import cents_per_unit
from ridcalc.core.arithmetic.percentages import percentages
from ridcalc.core.keys.counts import Counts
from ridcalc.core.values.problems import Message, say
from ridcalc.views.blocks import in_group
from ridcalc.views.figures import CellKey, RoundedTable
from ridcalc.views.table import Cell, Label, Money, Share
from ridcalc.views.view import Body, Frame
from ridcalc.views.words import per_unit_words

Shares = dict[CellKey, Fraction | None]
"""Key of an amount → share of 1 that is shown beside it; None: no share."""


class Extra(NamedTuple):
    """A column beside each column of amounts: its headings, and its cell of each amount. None: an empty cell."""

    headings: Mapping[CellKey, Label]
    """The headings, by the key of each column of amounts that has this column beside it."""
    cells: Mapping[CellKey, Cell]

    def in_body(self, body: Body) -> "Extra":
        """Return the column without the headings below which the rows of a body have no cell."""
        filled = [
            any(row.figures and row.figures[number][0] in self.cells for row in body.rows)
            for number in range(len(body.columns))
        ]
        keys = {column.key for column, has_cells in zip(body.columns, filled, strict=True) if has_cells}
        return self._replace(headings={key: label for key, label in self.headings.items() if key in keys})


def share_column(allocation: Allocation, body: Body, frame: Frame) -> Extra:
    """Return the percentages of the total. The rows of a block add up to 100%, members to their partnership."""
    headings = {column.key: say("{column} %", column=column.label) for column in body.columns}
    keys = [key for row in body.rows for key, _ in row.figures]
    shares = _measure_shares(body) if frame.view.by_item else _participant_shares(allocation, keys)
    if frame.view.by == "participant":
        shares |= _nature_shares(body)
    known = {key for row in body.rows for key, total in row.figures if total and (total.amount or not total.pm)}
    return Extra(headings, {key: Share(share) for key, share in shares.items() if share is not None and key in known})


def _participant_shares(allocation: Allocation, keys: Sequence[CellKey]) -> Shares:
    """Return the share of each participant in the total of all, in the column and block of the key."""
    tree = allocation.tree
    shares: dict[CellKey, Fraction] = {}
    for whole in dict.fromkeys(key._replace(participant=None) for key in keys):
        divisions = in_group(allocation.divisions, (whole.nature, whole.side, False))
        sums = Sums(tree, ((0, division) for division in divisions if whole.year in {None, division.period.year}))
        amounts = [total.amount if (total := sums.of(name, 0)) else 0 for name in tree.municipalities]
        if not sum(amounts):
            continue
        found = dict(zip(tree.municipalities, percentages(amounts), strict=True))
        for name in reversed(tree.top_down):
            if name in tree.members:
                found[name] = sum((found[member] for member in tree.members[name]), start=Fraction(0))
        shares |= {whole._replace(participant=name): share for name, share in found.items()}
        shares[whole] = Fraction(1)
    return {key: shares[key] for key in keys if key in shares}


def _nature_shares(body: Body) -> Shares:
    """Return the share of each nature in the total of its column; None for the natures of one participant."""
    shares: Shares = {}
    parts = [row.figures for row in body.rows if row.role == "part"]
    for figures in zip(*parts, strict=True):
        amounts: list[int] = [total.amount if total else 0 for _, total in figures]
        has_shares = figures[0][0].participant is None and sum(amounts) != 0
        found = percentages(amounts) if has_shares else [None] * len(amounts)
        shares |= {key: share for (key, _), share in zip(figures, found, strict=True)}
    return shares


def _measure_shares(body: Body) -> Shares:
    """Return the share of each measure or task in the total of its column; that of a nature is the sum of its rows."""
    shares: dict[CellKey, Fraction] = {}
    for column in range(len(body.columns)):
        figures = [row.figures[column] for row in body.rows if row.figures]
        measures = [(key, total.amount if total else 0) for key, total in figures if key.item is not None]
        if not sum(cents for _, cents in measures):
            continue
        found = percentages([cents for _, cents in measures])
        shares |= {key: share for (key, _), share in zip(measures, found, strict=True)}
        for key, _ in figures:
            if key.item is None:
                of_nature = (shares[name] for name, _ in measures if key.nature in {None, name.nature})
                shares[key] = sum(of_nature, start=Fraction(0))
    return dict(shares)


def per_unit_column(allocation: Allocation, body: Body, frame: Frame, driver: str) -> tuple[Extra, tuple[Message, ...]]:
    """Return the amounts per unit of a driver in the years, and a sentence per reference year that is used.

    Raises:
        InvalidValueError: the driver has no values for a year or earlier, or no value for a participant.
    """
    budget, tree = allocation.case.budget, allocation.tree
    counts = Counts(budget, tree)
    name, per = budget.names.of("drivers", driver), per_unit_words(budget, driver)
    columns = [column for column in body.columns if column.key.year is not None]
    everybody = [participant for participant in tree.ids if participant not in tree.parent]
    together = frame.payers() if frame.view.by_item and frame.payers() else everybody
    cells: dict[CellKey, Cell] = {}
    units: dict[tuple[str | None, int], Fraction] = {}
    for row in body.rows:
        for key, total in row.figures:
            if key.year is None or total is None:
                continue
            pair = key.participant, key.year
            if pair not in units:
                names = together if key.participant is None else [key.participant]
                units[pair] = sum((counts.units(driver, one, key.year) for one in names), start=Fraction(0))
            cents = cents_per_unit(total.amount, units[pair])
            if cents is not None:
                cells[key] = Money(cents, total.pm, total.assumed, exact=True)
    headings = {column.key: say("{column} {per}", column=column.label, per=per) for column in columns}
    years: dict[int, list[str]] = {}
    for column in columns:
        if column.key.year is not None:
            years.setdefault(counts.reference_year(driver, column.key.year), []).append(str(column.key.year))
    notes = tuple(
        say("{per}: {driver} of {year} for {years}", per=per, driver=name, year=str(year), years=tuple(of_years))
        for year, of_years in years.items()
    )
    return Extra(headings, cells), notes


def difference_column(
    body: Body, other: Body, name: Label, table: RoundedTable | None, other_table: RoundedTable | None
) -> Extra:
    """Return the difference of each amount with that of another scenario (`name`), as both are shown.

    PM posts that the other scenario lacks stand beside the difference; where it has more of them, a zero is not shown.
    The difference rests on an assumption if either amount does.
    """
    before = {key: total for row in other.rows for key, total in row.figures if total is not None}
    cells: dict[CellKey, Cell] = {}
    for row in body.rows:
        for key, total in row.figures:
            now, earlier = total or NOTHING, before.get(key, NOTHING)
            cents = _shown(now.amount, key, table) - _shown(earlier.amount, key, other_table)
            if cents or earlier.pm <= now.pm:
                cells[key] = Money(cents, max(0, now.pm - earlier.pm), now.assumed or earlier.assumed)
    headings: dict[CellKey, Label] = {
        column.key: say("{column} less {name}", column=column.label, name=name) for column in body.columns
    }
    return Extra(headings, cells)


def _shown(cents: int, key: CellKey, table: RoundedTable | None) -> int:
    figure = table.figures.get(key) if table else None
    return cents if figure is None else figure.shown
