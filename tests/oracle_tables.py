"""Exact amounts in whole cents, one by one and in tables, worked out a second time, with nothing of ridcalc's own."""

from fractions import Fraction
from itertools import product

ZERO = Fraction(0)
CENT = Fraction(1, 100)


def spread(amount: Fraction, exact: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return exact parts in whole cents: down, then a cent each to the largest remainders, ties to the first."""
    sign = -1 if amount < 0 else 1
    cents = {name: sign * part / CENT for name, part in exact.items()}
    down = {name: part.numerator // part.denominator for name, part in cents.items()}
    left = int(abs(amount) / CENT) - sum(down.values())
    ranked = sorted(cents, key=lambda name: down[name] - cents[name])
    return {name: sign * (down[name] + (name in ranked[: max(0, left)])) * CENT for name in exact}


def largest_remainders(amount: Fraction, weights: list[Fraction]) -> list[Fraction]:
    """Return an amount of whole cents in proportion to weights, in whole cents."""
    total = sum(weights)
    exact = {str(place): amount * weight / total for place, weight in enumerate(weights)}
    return list(spread(amount, exact).values())


def nearest_table(cells: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return the table in whole cents with the same sums of rows and columns that is nearest, trying every way."""
    down = [[(cell / CENT).numerator // (cell / CENT).denominator * CENT for cell in row] for row in cells]
    open_cells = [
        (at, column) for at, row in enumerate(cells) for column, cell in enumerate(row) if cell != down[at][column]
    ]
    assert len(open_cells) <= 14, "the table is too large to try every way"
    best: tuple[Fraction, tuple[int, ...]] | None = None
    for ups in product((1, 0), repeat=len(open_cells)):
        table = [list(row) for row in down]
        for (at, column), up in zip(open_cells, ups, strict=True):
            table[at][column] += up * CENT
        if [sum(row) for row in table] != [sum(row) for row in cells]:
            continue
        if [sum(column) for column in zip(*table, strict=True)] != [sum(column) for column in zip(*cells, strict=True)]:
            continue
        far = sum((abs(table[at][column] - cells[at][column]) for at, column in open_cells), ZERO)
        if best is None or far < best[0]:  # of equals the first: the earlier cells up
            best = far, ups
    assert best is not None, "a table with whole sums always has a rounding"
    for (at, column), up in zip(open_cells, best[1], strict=True):
        down[at][column] += up * CENT
    return down
