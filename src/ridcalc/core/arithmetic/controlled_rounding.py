"""Controlled rounding: tables in whole units that add up in both directions (docs/rounding.md).

Every cell, every group's cell, each row total, column total and the grand total is its exact amount rounded down or up
to the unit; a whole number of units stays. The grand total is rounded to the nearest unit. Among all such tables, the
result has the least sum of absolute deviations of the cells, or the least sum of `grid.costs` where they are given; of
equals, the order of the rows and columns decides. A table of more than AT_ONCE cells may be half a percent above the
least, one of more than EXACT_UP_TO cells is near it.

The algorithm is a minimum-cost flow of single units from the columns, through the groups of rows, to the cells and the
row totals: a cell that receives a unit is rounded up. First each column is rounded separately at the least cost. Then
units move along the cheapest path from rows with too many units to rows with too few (successive shortest paths), which
gives the optimum. In large tables, rows exchange units directly first. All numbers are integers.
"""

from collections.abc import Sequence

from ridcalc.core.arithmetic.exchanges import exchange
from ridcalc.core.arithmetic.grid import Grid, Rounded
from ridcalc.core.arithmetic.network import Network
from ridcalc.core.arithmetic.shortest_paths import move

AT_ONCE = 3_000
"""Up to so many cells the optimum is always searched. Larger tables start with exchanges (docs/performance.md)."""
EXACT_UP_TO = 20_000
"""Up to so many cells the optimum is searched if the exchanges may be over half a percent above it."""


def controlled(grid: Grid, unit: int) -> Rounded:
    """Return the table of `grid`, whose amounts are in cents, in whole units of `unit` cents.

    Raises:
        NoSuchTableError: no table has the figures of `grid.forced`; without them a table always exists.
    """
    if not grid.cells or not grid.cells[0]:
        return [[0] for _ in range(len(grid.parents) + 1)]
    has_no_groups = len(grid.cells) == len(grid.parents)
    if has_no_groups and len(grid.cells) > len(grid.cells[0]):  # fewer rows leave fewer row totals to correct
        return _turned(_rounded(Network(_turned_grid(grid), unit)))
    return _rounded(Network(grid, unit))


def _rounded(network: Network) -> Rounded:
    """Return the rounded table of a network, in units."""
    cells = network.leaves * network.last
    near_enough = cells > AT_ONCE and _exchanged(network, judged=cells <= EXACT_UP_TO)
    if not near_enough:
        prices = [0] * network.leaves
        network.round_columns(prices)
        network.count_excess(prices)
        move(network, costly=True)
    return network.figures()


def _exchanged(network: Network, *, judged: bool) -> bool:
    """Round by exchanges, which is fast. Return False if `judged` and the result may be over 0.5 % above the optimum.

    The deviation of a table whose columns are rounded separately is a lower bound of the optimum.
    """
    prices = [0] * network.leaves
    network.round_columns(prices)
    lower_bound = network.deviation() if judged else 0
    network.set_prices(prices)
    network.round_columns(prices)
    network.count_excess(prices)
    exchange(network)
    move(network, costly=False)
    return not judged or network.deviation() * 1000 <= lower_bound * 1005


def _turned(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the table with its columns as rows."""
    return [list(row) for row in zip(*table, strict=True)]


def _turned_grid(grid: Grid) -> Grid:
    """Return a grid without groups with its columns as rows."""
    forced = {(column, node): figure for (node, column), figure in grid.forced.items()}
    costs = {(column, row): cost for (row, column), cost in grid.costs.items()}
    return Grid(_turned(grid.cells), [None] * len(grid.cells[0]), forced, costs)
