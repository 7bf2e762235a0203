"""Grids of tables in whole units with more sums than those of rows and columns: a total in parts, groups of columns."""

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import product
from typing import NamedTuple

from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, NoSuchTableError, exact_table

MOST_TABLES = 100
"""Limit on the tables that are tried for the subtotals of groups of rows."""
MOST_ROWS = 2_000
"""Limit on the rows of all these tables together."""

Matrix = list[list[int]]
"""Figures in units of rounding: by row, group and last the total, the figure of each column and last their total."""
Forced = dict[tuple[int, int], int]
"""Figures in units that are fixed beforehand, by node and column."""


def with_parts(grid: Grid, parts: Sequence[Sequence[int]], unit: int) -> Matrix:
    """Return the rounded table of a grid whose total row can also be divided into `parts`, which are rounded too.

    Such a table always exists: the parts are rows of opposite sign, so that the whole is zero in every column.
    `parts` has amounts in cents by part and column. `grid.forced` counts the nodes of `grid`.

    Raises:
        NoSuchTableError: no table has the figures of `grid.forced`.
    """
    leaves, count, last = len(grid.cells), len(parts), len(grid.cells[0])
    whole = len(grid.parents) + count
    above: list[int | None] = [whole if parent is None else parent + count for parent in grid.parents]
    total = sum(map(sum, grid.cells))
    forced = {(node if node < leaves else node + count, column): units for (node, column), units in grid.forced.items()}
    forced[whole, last] = nearest(total, unit) // unit
    joined = Grid(
        [*grid.cells, *([-amount for amount in part] for part in parts)],
        [*above[:leaves], *[None] * count, *above[leaves:], None],
        forced,
        {(leaves + part, column): 0 for part in range(count) for column in range(last)},
    )
    table = controlled(joined, unit)
    return [*table[:leaves], *table[leaves + count : -1]]


def in_column_groups(grid: Grid, groups: Sequence[Sequence[int]], unit: int) -> Matrix:
    """Return the rounded table of a grid whose columns, in groups of their positions, have a subtotal for each group.

    The subtotal of each row and of the total is always its exact amount rounded down or up. That of a group of rows is
    too, unless no such table is found.
    """
    table = controlled(grid, unit)
    search = _Search(grid, groups, unit)
    return table if search.broken(table) is None else search.nearest_table()


class _Choice(NamedTuple):
    """A table in the search, the nearest first: its deviation in cents, its number, and the figures it fixes."""

    deviation: int
    number: int
    table: Matrix
    forced: Forced


class _Search:
    """The search for the nearest table in which each subtotal of a group of columns is rounded down or up.

    Each row is divided into a row per group of columns. What is left are the subtotals of groups of rows: where one is
    farther off, tables are tried with each of the ways in which its figures can be rounded (branch and bound).
    """

    def __init__(self, grid: Grid, groups: Sequence[Sequence[int]], unit: int) -> None:
        self._exact, self._groups, self._unit = exact_table(grid), groups, unit
        self._leaves = len(grid.cells)
        self._rows = self._leaves * len(groups)
        """The number of rows before the nodes of the grid itself."""
        self._parts = [[self._within(row, group) for group in groups] for row in (*grid.cells, self._exact[-1][:-1])]
        parents: list[int | None] = [self._rows + row for row in range(self._leaves) for _ in groups]
        parents += [None if parent is None else parent + self._rows for parent in grid.parents]
        self._grid = Grid([part for parts in self._parts[:-1] for part in parts], parents)

    @staticmethod
    def _within(row: Sequence[int], group: Sequence[int]) -> list[int]:
        return [amount if column in group else 0 for column, amount in enumerate(row)]

    def broken(self, table: Matrix) -> tuple[int, Sequence[int]] | None:
        """Return the first node and group of columns whose subtotal is not rounded down or up; None if all are."""
        for node, (amounts, units) in enumerate(zip(self._exact, table, strict=True)):
            for group in self._groups:
                difference = sum(units[column] * self._unit - amounts[column] for column in group)
                if abs(difference) >= self._unit:
                    return node, group
        return None

    def nearest_table(self) -> Matrix:
        """Return the nearest table that has all subtotals, or the nearest without those of groups of rows."""
        first = self._table({})
        queue = [_Choice(self._deviation(first), 0, first, {})]
        number, most = 0, min(MOST_TABLES, MOST_ROWS // len(self._grid.cells))
        while queue and number < most:
            choice = heappop(queue)
            place = self.broken(choice.table)
            if place is None:
                return choice.table
            for figures in self._ways(*place):
                number += 1
                forced = {**choice.forced, **figures}
                try:
                    table = self._table(forced)
                except NoSuchTableError:
                    continue
                heappush(queue, _Choice(self._deviation(table), number, table, forced))
        return first

    def _table(self, forced: Forced) -> Matrix:
        shifted = {(node + self._rows, column): units for (node, column), units in forced.items()}
        return with_parts(self._grid._replace(forced=shifted), self._parts[-1], self._unit)[self._rows :]

    def _deviation(self, table: Matrix) -> int:
        """Return the sum of the absolute deviations of the cells, in cents."""
        return sum(
            abs(units * self._unit - amount)
            for row, amounts in zip(table[: self._leaves], self._exact, strict=False)
            for units, amount in zip(row[:-1], amounts, strict=False)
        )

    def _ways(self, node: int, group: Sequence[int]) -> list[Forced]:
        """Return the ways to round the figures of a node in a group of columns so that their sum is rounded too."""
        amounts = [self._exact[node][column] for column in group]
        choices = [dict.fromkeys((amount // self._unit, -(-amount // self._unit))) for amount in amounts]
        ways = (dict(zip([(node, column) for column in group], units, strict=True)) for units in product(*choices))
        return [way for way in ways if abs(sum(way.values()) * self._unit - sum(amounts)) < self._unit]
