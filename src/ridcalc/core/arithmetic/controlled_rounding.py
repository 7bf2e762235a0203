"""Controlled rounding: tables in whole units that add up in both directions (docs/rounding.md).

Every cell, every group's cell, each row total, column total and the grand total is its exact amount rounded down or up
to the unit; a whole number of units stays. The grand total is rounded to the nearest unit. Among all such tables, the
result has the least sum of absolute deviations of the cells, or the least sum of `grid.costs` where they are given; of
equals, the order of the rows and columns decides. A table of more than MOST_CELLS_WITHOUT_EXCHANGES cells may be half a
percent above the least, one of more than MOST_CELLS_FOR_OPTIMUM cells is near it.

The algorithm is a minimum-cost flow of single units from the columns, through the groups of rows, to the cells and the
row totals: a cell that receives a unit is rounded up. First each column is rounded separately at the least cost. Then
units move along the cheapest path from rows with too many units to rows with too few (successive shortest paths), which
gives the optimum. In large tables, rows exchange units directly first. All numbers are integers. The decision for this
algorithm is in docs/decisions/rounding.md, *Tables in thousands are a flow*.
"""

from collections.abc import Sequence
from fractions import Fraction

from ridcalc.core.arithmetic.exchanges import exchange
from ridcalc.core.arithmetic.grid import Grid, Rounded
from ridcalc.core.arithmetic.network import Network
from ridcalc.core.arithmetic.shortest_paths import move

MOST_CELLS_WITHOUT_EXCHANGES = 3_000
"""Largest number of cells of a table that is rounded to the optimum at once (docs/performance.md)."""
MOST_CELLS_FOR_OPTIMUM = 20_000
"""Largest number of cells of a table that is rounded to the optimum if its exchanges may be too far above it."""
MOST_ABOVE_OPTIMUM = Fraction(5, 1000)
"""Largest part by which the deviation after exchanges may be above the optimum: half a percent."""


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
    done = cells > MOST_CELLS_WITHOUT_EXCHANGES and _exchanged(network, near=cells <= MOST_CELLS_FOR_OPTIMUM)
    if not done:
        no_prices = [0] * network.leaves
        network.round_columns(no_prices)
        network.count_excess(no_prices)
        move(network, cheapest=True)
    return network.figures()


def _exchanged(network: Network, *, near: bool) -> bool:
    """Round by exchanges, which is fast, and return whether the result is good enough.

    A result need not be `near` the optimum in a very large table. Otherwise its deviation may be MOST_ABOVE_OPTIMUM
    above the least one. The least one is not known, but it is not below the deviation of the table whose columns are
    rounded separately.

    Prices give a better start than the columns alone. A row with too many units gets a positive price: rounding its
    cells up then costs more, and they get fewer units. A row with too few units gets a negative price.
    """
    prices = [0] * network.leaves
    network.round_columns(prices)
    lower_bound = network.deviation() if near else 0
    network.set_prices(prices)
    network.round_columns(prices)
    network.count_excess(prices)
    exchange(network)
    move(network, cheapest=False)  # the units that no exchange within a group could move
    return not near or network.deviation() <= lower_bound * (1 + MOST_ABOVE_OPTIMUM)


def _turned(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the table with its columns as rows."""
    return [list(row) for row in zip(*table, strict=True)]


def _turned_grid(grid: Grid) -> Grid:
    """Return a grid without groups with its columns as rows."""
    forced = {(column, node): figure for (node, column), figure in grid.forced.items()}
    costs = {(column, row): cost for (row, column), cost in grid.costs.items()}
    return Grid(_turned(grid.cells), [None] * len(grid.cells[0]), forced, costs)
