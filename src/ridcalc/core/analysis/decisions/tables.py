"""Tables of exact cents by payer and account, rounded to whole units so that both margins stay as they are."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid

MOST_TIES = 400
"""Most cells that are not whole in a table whose ties are settled in order; in a larger one they fall as they come."""


def rounded_table(cells: Sequence[Sequence[Fraction]], unit: int) -> list[list[int]]:
    """Return cells in cents, whose row and column sums are multiples of `unit`, in multiples of it with the same sums.

    Each is its exact amount rounded down or up, and the sum of the deviations is the least; of equals, the cells of
    the earlier rows are rounded up, and in a row those of the earlier columns.
    """
    common = lcm(*(cell.denominator for row in cells for cell in row)) if cells and cells[0] else 1
    whole = [[int(cell * common) for cell in row] for row in cells]
    step = unit * common
    open_cells = [
        (row, column, cents % step)
        for row, line in enumerate(whole)
        for column, cents in enumerate(line)
        if cents % step
    ]
    if not open_cells:
        return [[cents // common for cents in row] for row in whole]
    grid = Grid(whole, [None] * len(whole))
    if len(open_cells) <= MOST_TIES:
        count = len(open_cells)
        costs = {
            (row, column): ((step - 2 * rest) << (count + 1)) - (1 << (count - position))
            for position, (row, column, rest) in enumerate(open_cells)
        }
        grid = grid._replace(costs=costs)
    rounded = controlled(grid, step)
    return [[number * unit for number in row[: len(cells[0])]] for row in rounded[: len(cells)]]
