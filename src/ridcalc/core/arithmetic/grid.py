"""The exact table that is rounded: amounts per row and column, rows in groups, and figures that are chosen already."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class NoSuchTableError(ArithmeticError):
    """No table has all the figures that it was to have."""


class Grid(NamedTuple):
    """An exact table: amounts per row and column, and for each row, and then each group, the group that it is in.

    `parents` gives the position of the group among rows and groups, None directly below the total; groups follow what
    is in them. `forced` gives figures that are chosen already, in units, by row or group (or the total, which comes
    last) and column (or the row's total, which comes last); each is the exact amount rounded down or up.
    """

    cells: Sequence[Sequence[int]]
    parents: Sequence[int | None]
    forced: Mapping[tuple[int, int], int] = {}
    costs: Mapping[tuple[int, int], int] = {}
    """What it costs to round a cell up rather than down, by row and column, where that is other than its deviation."""


Rounded = list[list[int]]
"""By row, group and last the total: the figure of each column and last their total, in whole units."""


def exact_table(grid: Grid) -> list[list[int]]:
    """Return the exact amounts of all rows, groups and last the total, each with its own total last."""
    leaves, root = len(grid.cells), len(grid.parents)
    amounts = [list(row) for row in grid.cells] + [[0] * len(grid.cells[0]) for _ in range(root + 1 - leaves)]
    for node, parent in enumerate(grid.parents):
        above = amounts[root if parent is None else parent]
        for column, amount in enumerate(amounts[node]):
            above[column] += amount
    for row in amounts:
        row.append(sum(row))
    return amounts
