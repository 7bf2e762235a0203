"""The exact table to round: amounts by row and column, groups of rows, and figures that are fixed beforehand."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class NoSuchTableError(ArithmeticError):
    """No rounded table has all the forced figures."""


class Grid(NamedTuple):
    """An exact table: amounts in cents, and the groups of its rows.

    Nodes are the rows, then the groups, then the total; a group comes after its members. Columns are those of `cells`,
    then the column of row totals.
    """

    cells: Sequence[Sequence[int]]
    """The amounts in cents by row and column."""
    parents: Sequence[int | None]
    """By row and then by group, the node of the group above; None directly below the total."""
    forced: Mapping[tuple[int, int], int] = {}
    """Figures that are fixed beforehand, in units, by node and column: each the exact amount rounded down or up."""
    costs: Mapping[tuple[int, int], int] = {}
    """The cost of rounding a cell up rather than down, by row and column, where the cost is not the deviation."""


Rounded = list[list[int]]
"""A rounded table in units: by node the figure of each column, and the node's total last."""


def exact_table(grid: Grid) -> list[list[int]]:
    """Return the exact amounts in cents by node (rows, groups, the total), each with the node's own total last."""
    leaves, root = len(grid.cells), len(grid.parents)
    amounts = [list(row) for row in grid.cells] + [[0] * len(grid.cells[0]) for _ in range(root + 1 - leaves)]
    for node, parent in enumerate(grid.parents):
        above = amounts[root if parent is None else parent]
        for column, amount in enumerate(amounts[node]):
            above[column] += amount
    for row in amounts:
        row.append(sum(row))
    return amounts
