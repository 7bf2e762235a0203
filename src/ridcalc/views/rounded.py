"""Tables in whole units, such as thousands of euros: the figures of an allocation, rounded so that they add up.

This module decides which figures must add up to which sums (docs/rounding.md); core/arithmetic/controlled_rounding.py
does the rounding. Only sums that a table shows are kept. A year is a table by itself, with a total that is the nearest
unit, unless the table adds up the years.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, NoSuchTableError, exact_table
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.rounded_grids import Matrix, in_column_groups, with_parts

THOUSAND = 1000 * 100
"""The usual unit of rounding, in cents: € 1.000."""

NatureAndSide = tuple[NatureName, SideName | None]
"""A column of a rounded table. The side is None if the column has both sides."""


class Scope(NamedTuple):
    """Which figures a table of contributions shows besides the participants, and so which sums it keeps."""

    total: bool = False
    """Whether the years are added up."""
    sides: bool = False
    """Whether the expense and the income of a nature are shown apart."""
    participants: tuple[str, ...] = ()
    """The participants whose natures are shown below their contribution."""
    years: tuple[int, ...] | None = None
    """The years that are shown, which are those that are added up; None: all."""

    def years_of(self, allocation: Allocation) -> list[int]:
        """Return the years of the allocation that are shown."""
        return [year for year in allocation.years if self.years is None or year in self.years]

    def year_sets(self, allocation: Allocation) -> list[list[int]]:
        """Return the years that are rounded together: all that are shown, or each year by itself."""
        years = self.years_of(allocation)
        return [years] if self.total else [[year] for year in years]

    def times(self, years: Sequence[int]) -> list[int | None]:
        """Return the years of a set, and last None for their sum if it is shown."""
        return [*years, *((None,) if self.total else ())]


EACH_YEAR = Scope()
"""The participants and the total, in each year by itself."""


class ParticipantRows:
    """The participants as rows of a grid: first those without members, then partnerships, the deepest first."""

    def __init__(self, tree: Tree) -> None:
        """Order the participants of the tree."""
        self.leaves = list(tree.municipalities)
        self.groups = [name for name in reversed(tree.top_down) if name in tree.members]
        self.names: list[str | None] = [*self.leaves, *self.groups, None]
        """The participants by node of the grid; None: the total."""
        positions = {name: number for number, name in enumerate(self.names)}
        self.parents = [
            positions[tree.parent[name]] if name in tree.parent else None for name in self.names[:-1] if name
        ]

    def grid(self, sums: Sums, columns: Sequence[object]) -> Grid:
        """Return the grid of exact amounts, in cents, with a column for each key of the sums."""
        cells = [[total.amount if (total := sums.of(name, key)) else 0 for key in columns] for name in self.leaves]
        return Grid(cells, self.parents)


def add_years(
    figures: dict[CellKey, RoundedFigure],
    keys: Sequence[CellKey],
    times: Sequence[int | None],
    amounts: tuple[Matrix, Matrix],
    unit: int,
) -> None:
    """Add the figures of a table with a column per year.

    Args:
        figures: The figures to add to.
        keys: The key of each node, without the year.
        times: The year of each column, and None for the total of the row if that is a figure too.
        amounts: The exact amounts in cents and the rounded figures in units, by node and column.
        unit: The unit of rounding, in cents.
    """
    for key, exact_row, rounded_row in zip(keys, *amounts, strict=True):
        for year, exact, rounded in zip(times, exact_row, rounded_row, strict=False):
            figures[key._replace(year=year)] = RoundedFigure(exact, rounded * unit)


def contributions_in_units(allocation: Allocation, unit: int, scope: Scope = EACH_YEAR) -> RoundedTable:
    """Return the figures of the table of contributions, in whole units of `unit` cents."""
    rows = ParticipantRows(allocation.tree)
    keys = [CellKey(name) for name in rows.names]
    sums = _by_year(allocation)
    of_natures = [_by_year(allocation, nature) for nature in NATURES]
    figures: dict[CellKey, RoundedFigure] = {}
    for years in scope.year_sets(allocation):
        grid = rows.grid(sums, years)
        parts = [_one_row(own, None, years) for own in of_natures]
        table = controlled(grid, unit)
        if not split([table[-1]] * 2, parts, unit)[1]:
            table = with_parts(grid, [part.cells[0] for part in parts], unit)
        add_years(figures, keys, scope.times(years), (exact_table(grid), table), unit)
        for name in (None, *scope.participants):
            parts = [_one_row(own, name, years) for own in of_natures]
            shown, _ = split([table[rows.names.index(name)]] * 2, parts, unit)
            for nature, part, rounded in zip(NATURES, parts, shown, strict=True):
                own_key = CellKey(name, nature=nature)
                add_years(figures, [own_key], scope.times(years), (exact_table(part)[:1], rounded[:1]), unit)
    return RoundedTable(unit, figures)


def _by_year(allocation: Allocation, nature: NatureName | None = None) -> Sums:
    divisions = (part for part in allocation.divisions if nature in {None, part.nature})
    return Sums(allocation.tree, ((part.period.year, part) for part in divisions))


def _one_row(sums: Sums, name: str | None, years: Sequence[int]) -> Grid:
    """Return the amounts of a participant, or (None) of all together, as a grid of one row."""
    totals = [sums.of(name, year) if name else sums.whole(year) for year in years]
    return Grid([[total.amount if total else 0 for total in totals]], [None])


def natures_in_units(allocation: Allocation, unit: int, scope: Scope = EACH_YEAR) -> RoundedTable:
    """Return the figures of the table with a block per nature and no sum of years, in whole units of `unit` cents.

    With sides, a net amount is the expense and the income as shown.
    """
    rows = ParticipantRows(allocation.tree)
    columns = columns_of(allocation.divisions, sides=scope.sides)
    figures: dict[CellKey, RoundedFigure] = {}
    for year in scope.years_of(allocation):
        divisions = [division for division in allocation.divisions if division.period.year == year]
        pairs = ((column_of(part, columns), part) for part in divisions)
        grid = rows.grid(Sums(allocation.tree, pairs), columns)
        add_blocks(figures, [CellKey(name, year) for name in rows.names], grid, columns, unit)
    return RoundedTable(unit, figures)


def columns_of(divisions: Iterable[Division], *, sides: bool) -> list[NatureAndSide]:
    """Return the columns that divisions need, in the order of tables.

    A nature has a column for each side with `sides`, or if it has only one. The side of a batch with both is unknown.
    """
    found: dict[NatureName, set[SideName | None]] = {}
    for division in divisions:
        found.setdefault(division.nature, set()).add(division.side)
    shown = {nature: own if len(own) == 1 or (sides and None not in own) else {None} for nature, own in found.items()}
    return [(nature, side) for nature in NATURES for side in (*SIDES, None) if side in shown.get(nature, ())]


def column_of(division: Division, columns: Sequence[NatureAndSide]) -> NatureAndSide:
    """Return the column that a division belongs to."""
    own = division.nature, division.side
    return own if own in columns else (division.nature, None)


def add_blocks(
    figures: dict[CellKey, RoundedFigure],
    keys: Sequence[CellKey],
    grid: Grid,
    columns: Sequence[NatureAndSide],
    unit: int,
) -> None:
    """Round a grid with a column per nature and side, and add the figures of each block: sums of columns.

    Args:
        figures: The figures to add to.
        keys: The key of each node of the grid, without nature and side.
        grid: The exact amounts.
        columns: The nature and side of each column.
        unit: The unit of rounding, in cents.
    """
    natures = dict.fromkeys(nature for nature, _ in columns)
    groups = [[number for number, column in enumerate(columns) if column[0] == nature] for nature in natures]
    exact, rounded = exact_table(grid), in_column_groups(grid, groups, unit)
    blocks = {column: [number] for number, column in enumerate(columns)}
    blocks |= {(nature, None): group for nature, group in zip(natures, groups, strict=True)}
    for key, amounts, units in zip(keys, exact, rounded, strict=True):
        figures[key] = RoundedFigure(amounts[-1], units[-1] * unit)
        for (nature, side), block in blocks.items():
            amount, shown = sum(amounts[number] for number in block), sum(units[number] for number in block)
            figures[key._replace(nature=nature, side=side)] = RoundedFigure(amount, shown * unit)


def split(whole: Matrix, parts: Sequence[Grid], unit: int) -> tuple[tuple[Matrix, Matrix], bool]:
    """Return the rounded tables of two grids, and whether they add up to `whole`, which is rounded already.

    If no two such tables exist, each grid is rounded by itself.
    """
    first, second = parts
    exact = exact_table(first)
    forced: dict[tuple[int, int], int] = {}
    costs: dict[tuple[int, int], int] = {}
    choices: list[int] = []
    for node, (first_row, second_row) in enumerate(zip(exact, exact_table(second), strict=True)):
        for column, (amount, rest) in enumerate(zip(first_row, second_row, strict=True)):
            choices = [
                choice
                for choice in dict.fromkeys((amount // unit, -(-amount // unit)))
                if whole[node][column] - choice in {rest // unit, -(-rest // unit)}
            ]
            if len(choices) == 1:
                forced[node, column] = choices[0]
            elif node < len(first.cells) and column < len(first.cells[0]):
                low, high = (
                    abs(choice * unit - amount) + abs((whole[node][column] - choice) * unit - rest)
                    for choice in choices
                )
                costs[node, column] = high - low
    grand_total = exact[-1][-1]  # `choices` now holds those of the grand total, the last figure of the loop
    for total in sorted(choices, key=lambda choice: abs(choice * unit - grand_total)):
        all_forced = {**forced, (len(exact) - 1, len(exact[0]) - 1): total}
        try:
            table = controlled(first._replace(forced=all_forced, costs=costs), unit)
        except NoSuchTableError:
            continue
        rows = zip(whole, table, strict=True)
        return (table, [[both - part for both, part in zip(row, parts, strict=True)] for row, parts in rows]), True
    return (controlled(first, unit), controlled(second, unit)), False
