"""Controlled rounding: a table in whole units that adds up in both directions, as near to the exact one as can be.

Every cell, every group's cell, each row total, column total and the grand total becomes its exact amount rounded down
or up to the unit; what is whole stays. The grand total is the nearest. Among such tables it is the one whose cells have
the least sum of absolute deviations; of equals, the order of the rows and columns decides.

It is a flow of single units from the columns, through the groups of rows, to the cells and on to the rows' totals: a
cell that takes a unit is rounded up. Each column is first rounded by itself at the least cost, and then units move
along the cheapest path from rows that have too many to rows that have too few (successive shortest paths), which gives
the optimum. Large tables try direct exchanges first. Integers only.
"""

from collections.abc import Sequence

from ridcalc.core.arithmetic.exchanges import exchange
from ridcalc.core.arithmetic.grid import Grid, Rounded
from ridcalc.core.arithmetic.network import Network
from ridcalc.core.arithmetic.shortest_paths import move

AT_ONCE = 3_000
"""Cells up to which the best table is looked for at once; beyond it, exchanges that come near enough are enough."""
EXACT_UP_TO = 20_000
"""Cells up to which the best table is looked for where exchanges do not surely come near enough."""


def controlled(grid: Grid, unit: int) -> Rounded:
    """Return a table in whole units.

    Raises:
        NoSuchTableError: figures that were forced admit none; without any, there always is one.
    """
    if not grid.cells or not grid.cells[0]:
        return [[0] for _ in range(len(grid.parents) + 1)]
    flat = len(grid.cells) == len(grid.parents)
    if flat and len(grid.cells) > len(grid.cells[0]):  # the fewer rows, the fewer there are to put right
        return _turned(_rounded(Network(_turned_grid(grid), unit)))
    return _rounded(Network(grid, unit))


def _rounded(network: Network) -> Rounded:
    """Return the table of a network."""
    cells = network.leaves * network.last
    near_enough = cells > AT_ONCE and _exchanged(network, judged=cells <= EXACT_UP_TO)
    if not near_enough:
        prices = [0] * network.leaves
        network.round_columns(prices)
        network.count_excess(prices)
        move(network, costly=True)
    return network.figures()


def _exchanged(network: Network, *, judged: bool) -> bool:
    """Round by exchanges, which is fast; if judged, tell whether that is surely within half a percent of the best.

    No table is nearer than one whose columns are rounded by themselves.
    """
    prices = [0] * network.leaves
    network.round_columns(prices)
    least = network.deviation() if judged else 0
    network.set_prices(prices)
    network.round_columns(prices)
    network.count_excess(prices)
    exchange(network)
    move(network, costly=False)
    return not judged or network.deviation() * 1000 <= least * 1005


def _turned(table: Sequence[Sequence[int]]) -> list[list[int]]:
    return [list(row) for row in zip(*table, strict=True)]


def _turned_grid(grid: Grid) -> Grid:
    """Return a table without groups with its columns as rows."""
    forced = {(column, node): figure for (node, column), figure in grid.forced.items()}
    costs = {(column, row): cost for (row, column), cost in grid.costs.items()}
    return Grid(_turned(grid.cells), [None] * len(grid.cells[0]), forced, costs)
