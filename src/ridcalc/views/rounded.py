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
from ridcalc.core.values.problems import say
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable

THOUSAND = 1000 * 100
"""The usual unit of rounding, in cents: € 1.000."""
NATURES_APART = say("incidental and structural do not add to both together everywhere")
NET_APART = say("the net of a nature is not everywhere its own amount rounded down or up")

Matrix = list[list[int]]
"""Figures in units of rounding: by row, group and last the total, the figure of each column and last their total."""
NatureAndSide = tuple[NatureName, SideName | None]
"""A column of a rounded table. The side None is that of batches with both sides."""


class Scope(NamedTuple):
    """Which figures a table of contributions shows besides the participants, and so which sums it keeps."""

    total: bool = False
    """Whether the years are added up."""
    sides: bool = False
    """Whether the expense and the income of a nature are shown apart."""
    participants: tuple[str, ...] = ()
    """The participants whose natures are shown below their contribution."""


YEARS_APART = Scope()
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


def years_in_units(
    keys: Sequence[CellKey], grid: Grid, years: Sequence[int], unit: int, *, total: bool
) -> dict[CellKey, RoundedFigure]:
    """Return the figures of a grid with a column per year; `keys` holds the key of each node, without the year.

    Each year is rounded by itself, or with `total` all years together with their sum.
    """
    figures: dict[CellKey, RoundedFigure] = {}
    for columns in year_sets(len(years), total=total):
        part = grid._replace(cells=[[row[column] for column in columns] for row in grid.cells])
        exact, rounded = exact_table(part), controlled(part, unit)
        times = [*(years[column] for column in columns), *((None,) if total else ())]
        for node, key in enumerate(keys):
            for column, year in enumerate(times):
                figures[key._replace(year=year)] = RoundedFigure(exact[node][column], rounded[node][column] * unit)
    return figures


def contributions_in_units(allocation: Allocation, unit: int, scope: Scope = YEARS_APART) -> RoundedTable:
    """Return the figures of the table of contributions, in whole units of `unit` cents."""
    tree, years = allocation.tree, allocation.years
    rows = ParticipantRows(tree)
    grid = rows.grid(_by_year(tree, allocation.divisions), years)
    keys = [CellKey(name) for name in rows.names]
    figures = years_in_units(keys, grid, years, unit, total=scope.total)
    sums = [_by_year(tree, (part for part in allocation.divisions if part.nature == nature)) for nature in NATURES]
    adds_up = True
    for name in (None, *scope.participants):
        totals = [[(own.of(name, year) if name else own.whole(year)) for year in years] for own in sums]
        cells = [[total.amount if total else 0 for total in row] for row in totals]
        for numbers in year_sets(len(years), total=scope.total):
            times = [*(years[number] for number in numbers), *((None,) if scope.total else ())]
            whole = [figures[CellKey(name, time)].shown // unit for time in times]
            whole = whole if scope.total else whole * 2  # a grid has a column for the sum of its columns
            grids = [Grid([[row[number] for number in numbers]], [None]) for row in cells]
            tables, split_adds_up = split([whole, whole], grids[0], grids[1], unit)
            adds_up &= split_adds_up
            for nature, grid, table in zip(NATURES, grids, tables, strict=True):
                for time, exact, rounded in zip(times, exact_table(grid)[0], table[0], strict=False):
                    figures[CellKey(name, time, nature)] = RoundedFigure(exact, rounded * unit)
    return RoundedTable(unit, figures, () if adds_up else (NATURES_APART,))


def year_sets(count: int, *, total: bool) -> list[range]:
    """Return the positions of the years that are rounded together: all, or each year by itself."""
    return [range(count)] if total else [range(number, number + 1) for number in range(count)]


def natures_in_units(allocation: Allocation, unit: int, scope: Scope = YEARS_APART) -> RoundedTable:
    """Return the figures of the table with a block per nature and no sum of years, in whole units of `unit` cents.

    With sides, a net amount is the expense and the income as shown.
    """
    rows = ParticipantRows(allocation.tree)
    columns = columns_of(allocation.divisions, sides=scope.sides)
    figures: dict[CellKey, RoundedFigure] = {}
    off_by_a_unit = False
    for year in allocation.years:
        divisions = [division for division in allocation.divisions if division.period.year == year]
        pairs = (((part.nature, part.side if scope.sides else None), part) for part in divisions)
        grid = rows.grid(Sums(allocation.tree, pairs), columns)
        keys = [CellKey(name, year) for name in rows.names]
        off_by_a_unit |= add_blocks(figures, keys, grid, columns, unit)
    return RoundedTable(unit, figures, (NET_APART,) if off_by_a_unit else ())


def columns_of(divisions: Iterable[Division], *, sides: bool) -> list[NatureAndSide]:
    """Return the columns that divisions need, in the order of tables: a nature, or with `sides` a nature and side."""
    found = {(division.nature, division.side if sides else None) for division in divisions}
    return [(nature, side) for nature in NATURES for side in (*SIDES, None) if (nature, side) in found]


def add_blocks(
    figures: dict[CellKey, RoundedFigure],
    keys: Sequence[CellKey],
    grid: Grid,
    columns: Sequence[NatureAndSide],
    unit: int,
) -> bool:
    """Round a grid with a column per nature and side, and add the figures of each block: sums of columns.

    Args:
        figures: The figures to add to.
        keys: The key of each node of the grid, without nature and side.
        grid: The exact amounts.
        columns: The nature and side of each column.
        unit: The unit of rounding, in cents.

    Returns: Whether the net of a nature is somewhere not its exact amount rounded down or up.
    """
    exact, rounded = exact_table(grid), controlled(grid, unit)
    off_by_a_unit = False
    blocks = dict.fromkeys((*columns, *((nature, None) for nature, _ in columns), (None, None)))
    for node, key in enumerate(keys):
        for nature, side in blocks:
            in_block = [
                number
                for number, column in enumerate(columns)
                if nature in {None, column[0]} and side in {None, column[1]}
            ]
            amount = sum(exact[node][number] for number in in_block)
            shown = sum(rounded[node][number] for number in in_block) * unit
            figures[key._replace(nature=nature, side=side)] = RoundedFigure(amount, shown)
            off_by_a_unit = off_by_a_unit or (nature is not None and abs(amount - shown) >= unit)
    return off_by_a_unit


def _by_year(tree: Tree, divisions: Iterable[Division]) -> Sums:
    return Sums(tree, ((division.period.year, division) for division in divisions))


def split(whole: Matrix, first: Grid, second: Grid, unit: int) -> tuple[tuple[Matrix, Matrix], bool]:
    """Return two rounded tables, and whether they add up to `whole`, which is rounded already.

    If no two such tables exist, each grid is rounded by itself.
    """
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
