"""Controlled rounding against a min-cost flow of networkx, on the same tables: `python benchmarks/controlled.py`.

Shows for each size the time of both (the median of five), and by how much the sum of deviations is above the optimum.
networkx is left out where it would take minutes.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from min_cost_flow import deviation, optimum
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid

UNIT = 100_000
SIZES = ((10, 5, True), (8, 8, True), (342, 10, True), (342, 100, True), (342, 1000, False))


def seconds(run: Callable[[], object], times: int) -> float:
    """Return the median of how long some runs take."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Measure and show."""
    draw = random.Random(1)  # noqa: S311  the same tables each time, and no secret
    print("size           ridcalc    networkx   above the optimum")
    for rows, columns, with_peer in SIZES:
        cells = [[draw.randint(0, 10**8) for _ in range(columns)] for _ in range(rows)]
        grid = Grid(cells, [None] * rows)
        own = seconds(partial(controlled, grid, UNIT), 5 if rows * columns < 50_000 else 1)
        if not with_peer:
            print(f"{rows:>4} x {columns:<6} {own * 1000:9.1f} ms")
            continue
        peer = seconds(partial(optimum, grid, UNIT), 1)
        above = deviation(grid, controlled(grid, UNIT), UNIT) / optimum(grid, UNIT) - 1
        print(f"{rows:>4} x {columns:<6} {own * 1000:9.1f} ms {peer * 1000:9.1f} ms   {above:.2%}")


if __name__ == "__main__":
    main()
