"""Controlled rounding: every promise on random tables, and the optimum that a min-cost flow finds."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import times
from min_cost_flow import deviation, optimum
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, NoSuchTableError, Rounded, exact_table

AMOUNTS = st.one_of(
    st.integers(-3000, 3000), st.sampled_from([0, 500, 1000, 250, 750, -500, -1000]), st.integers(0, 20)
)


@st.composite
def grids(draw: st.DrawFn, rows: int = 8, columns: int = 8, groups: int = 3) -> Grid:
    """Draw a table, its rows perhaps in groups and those in groups again."""
    count, width = draw(st.integers(1, rows)), draw(st.integers(1, columns))
    cells = [[draw(AMOUNTS) for _ in range(width)] for _ in range(count)]
    more = draw(st.integers(0, groups))
    parents = [draw(st.sampled_from([None, *range(count, count + more)])) for _ in range(count)]
    parents += [draw(st.sampled_from([None, *range(one + 1, count + more)])) for one in range(count, count + more)]
    return Grid(cells, parents)


def assert_promised(grid: Grid, table: Rounded, unit: int) -> None:
    """Hold a table against everything that is promised but the least deviation."""
    exact, root, leaves = exact_table(grid), len(grid.parents), len(grid.cells)
    above = [root if parent is None else parent for parent in grid.parents]
    for node, (row, amounts) in enumerate(zip(table, exact, strict=True)):
        assert row[-1] == sum(row[:-1])
        for figure, amount in zip(row, amounts, strict=True):
            assert figure in {amount // unit, -(-amount // unit)}
        if node >= leaves:
            below = [table[one] for one, parent in enumerate(above) if parent == node]
            assert row == [sum(figures) for figures in zip(*below, strict=True)] if below else not any(row)
    assert table[root][-1] * unit == nearest(exact[root][-1], unit)


@given(grid=grids(), unit=st.sampled_from([10, 1000]))
@settings(max_examples=times(50), deadline=None)
def test_a_table_adds_up(grid: Grid, unit: int) -> None:
    table = controlled(grid, unit)
    assert_promised(grid, table, unit)
    assert controlled(grid, unit) == table


@pytest.mark.slow
@given(grid=grids(), unit=st.sampled_from([10, 1000]))
@settings(max_examples=times(300), deadline=None)
def test_no_table_is_nearer(grid: Grid, unit: int) -> None:
    assert deviation(grid, controlled(grid, unit), unit) == optimum(grid, unit)


@given(grid=grids(), order=st.randoms(use_true_random=False))
@settings(max_examples=times(20), deadline=None)
def test_another_order_of_rows_is_no_farther(grid: Grid, order: Random) -> None:
    flat = grid._replace(parents=[None] * len(grid.cells))
    places = list(range(len(grid.cells)))
    order.shuffle(places)
    moved = Grid([grid.cells[place] for place in places], flat.parents)
    assert deviation(moved, controlled(moved, 1000), 1000) == deviation(flat, controlled(flat, 1000), 1000)


@pytest.mark.law
@pytest.mark.parametrize(("rows", "columns"), [(342, 10), (150, 150)])
def test_a_large_table_keeps_every_promise(rows: int, columns: int) -> None:
    cells = [[(row * 7919 + column * 104729) ** 2 % 99_999_989 for column in range(columns)] for row in range(rows)]
    grid = Grid(cells, [None] * rows)
    table = controlled(grid, 100_000)
    assert_promised(grid, table, 100_000)
    grouped = Grid(cells, [*(rows + row % 5 for row in range(rows)), *[None] * 5])
    assert_promised(grouped, controlled(grouped, 100_000), 100_000)
    nearest_each = sum(abs(nearest(amount, 100_000) - amount) for row in cells for amount in row)
    assert deviation(grid, table, 100_000) < nearest_each * 1.03


@pytest.mark.slow
def test_a_table_of_thousands_of_cells_is_within_half_a_percent_of_the_best() -> None:
    cells = [[(row * 7919 + column * 104729) ** 2 % 99_999_989 for column in range(10)] for row in range(342)]
    grid = Grid(cells, [None] * 342)
    assert deviation(grid, controlled(grid, 100_000), 100_000) <= optimum(grid, 100_000) * 1.005


def test_figures_that_are_chosen_already_are_kept_or_refused() -> None:
    grid = Grid([[500, 500], [500, 500]], [None, None])
    table = controlled(grid._replace(forced={(0, 0): 0, (2, 1): 1}), 1000)
    assert (table[0][0], table[2][1]) == (0, 1)
    with pytest.raises(NoSuchTableError):
        controlled(grid._replace(forced={(0, 0): 1, (1, 0): 1}), 1000)
    with pytest.raises(NoSuchTableError):
        controlled(grid._replace(forced={(0, 0): 1, (0, 1): 1}), 1000)
    grouped = Grid([[400, 400], [400, 300]], [2, 2, None])
    assert controlled(grouped._replace(forced={(0, 0): 1, (1, 0): 0}), 1000)[2][0] == 1
    with pytest.raises(NoSuchTableError):  # the total of 1500 is nearest to 2 and asks for both columns
        controlled(grouped._replace(forced={(0, 0): 0, (1, 0): 0}), 1000)
    smaller = Grid([[400, 300], [400, 300]], [2, 2, None], {(0, 0): 0, (1, 0): 0})
    assert controlled(smaller, 1000)[2] == [0, 1, 1]


@given(data=st.data(), grid=grids(rows=3, columns=3, groups=1), unit=st.sampled_from([10, 1000]))
@settings(max_examples=times(50), deadline=None)
def test_of_the_tables_with_the_figures_that_are_chosen_none_costs_less(
    data: st.DataObject, grid: Grid, unit: int
) -> None:
    exact, places = exact_table(grid), list(product(range(len(grid.parents) + 1), range(len(grid.cells[0]) + 1)))
    either = [place for place in places if exact[place[0]][place[1]] % unit]
    chosen = data.draw(st.lists(st.sampled_from(either), max_size=2, unique=True)) if either else []
    forced = {(node, column): exact[node][column] // unit + data.draw(st.integers(0, 1)) for node, column in chosen}
    cells = [(row, column) for row, column in either if row < len(grid.cells) and column < len(grid.cells[0])]
    costs = {place: data.draw(st.integers(-2 * unit, 2 * unit)) for place in cells if data.draw(st.booleans())}
    least = min(tables_with(grid, unit, forced, costs), default=None)
    try:
        table = controlled(grid._replace(forced=forced, costs=costs), unit)
    except NoSuchTableError:
        assert least is None
    else:
        assert all(table[node][column] == figure for (node, column), figure in forced.items())
        assert least == cost_of(grid, table, unit, costs)


def cost_of(grid: Grid, table: Rounded, unit: int, costs: Mapping[tuple[int, int], int]) -> int:
    """Return what the cells that are rounded up cost more than if they were rounded down."""
    return sum(
        costs.get((row, column), unit - 2 * (amount % unit)) * (table[row][column] - amount // unit)
        for row, amounts in enumerate(grid.cells)
        for column, amount in enumerate(amounts)
    )


def tables_with(
    grid: Grid, unit: int, forced: Mapping[tuple[int, int], int], costs: Mapping[tuple[int, int], int]
) -> Iterator[int]:
    """Yield what every table costs that keeps the promises and has the figures that are chosen already."""
    exact, width = exact_table(grid), len(grid.cells[0])
    for ups in product((0, 1), repeat=len(grid.cells) * width):
        cells = [
            [amount // unit + up for amount, up in zip(amounts, ups[row * width :], strict=False)]
            for row, amounts in enumerate(grid.cells)
        ]
        table = exact_table(Grid(cells, grid.parents))
        figures = {(node, column): figure for node, row in enumerate(table) for column, figure in enumerate(row)}
        whole = {(len(table) - 1, width): nearest(exact[-1][-1], unit) // unit, **forced}
        if all(
            figures[node, column] in {amount // unit, -(-amount // unit)}
            and figures[node, column] == whole.get((node, column), figures[node, column])
            for node, amounts in enumerate(exact)
            for column, amount in enumerate(amounts)
        ):
            yield cost_of(grid, table, unit, costs)


def test_given_costs_decide_in_a_table_of_more_rows_than_columns() -> None:
    # Every cell is half a unit, so that each row has one unit in one of its two columns; a given cost is a unit less.
    halves = Grid([[500, 500], [500, 500], [500, 500]], [None, None, None])
    costs = {(0, 1): -1000, (1, 0): -1000, (2, 1): -1000}
    assert controlled(halves._replace(costs=costs), 1000)[:3] == [[0, 1, 1], [1, 0, 1], [0, 1, 1]]
    mirrored = {(row, 1 - column): cost for (row, column), cost in costs.items()}
    assert controlled(halves._replace(costs=mirrored), 1000)[:3] == [[1, 0, 1], [0, 1, 1], [1, 0, 1]]


def test_a_group_cannot_be_less_than_its_amount_rounded_down() -> None:
    grid = Grid([[400], [400], [400], [0]], [4, 4, 4, None, None], {(row, 0): 0 for row in range(3)})
    with pytest.raises(NoSuchTableError):
        controlled(grid, 1000)


def test_nothing_is_an_empty_table() -> None:
    assert controlled(Grid([], []), 1000) == [[0]]
    assert controlled(Grid([[]], [None]), 1000) == [[0], [0]]


@pytest.mark.law
@pytest.mark.slow
def test_a_large_table_of_small_amounts_is_within_half_a_percent_too() -> None:
    cells = [
        [(row * 7919 + column * 104729) ** 2 % 61 * ((row + column) % 4 == 0) for column in range(12)]
        for row in range(400)
    ]
    grid = Grid(cells, [None] * 400)
    table = controlled(grid, 1000)
    assert_promised(grid, table, 1000)
    assert deviation(grid, table, 1000) <= optimum(grid, 1000) * 1.005


def wild(rows: int, columns: int, modulus: int, every: int = 1) -> list[list[int]]:
    """Return a table of amounts that look like chance and are the same each time; but one in `every` is zero."""
    return [
        [(row * 7919 + column * 104729) ** 2 % modulus * ((row + column) % every == 0) for column in range(columns)]
        for row in range(rows)
    ]


@pytest.mark.law
@pytest.mark.parametrize(
    ("cells", "groups", "unit", "digest"),
    [
        (wild(40, 75, 9973), 0, 1000, "ba447735b77f"),  # just as many cells as are rounded for the best at once
        (wild(40, 76, 9973), 0, 1000, "fc2af8547f77"),
        (wild(310, 10, 9973), 0, 1000, "918d0b0e91e1"),
        (wild(310, 10, 9973), 4, 1000, "802b1a3815f7"),
        (wild(120, 60, 61), 7, 1000, "5971e7fbd63a"),
        (wild(400, 12, 61, 4), 0, 1000, "76bd18809bbe"),
        (wild(400, 12, 17, 3), 9, 1000, "4223a21c2ce9"),
        (wild(200, 101, 9973), 3, 1000, "d8b2ea20a8d7"),
        (wild(142, 141, 61, 5), 0, 1000, "59ba85cef4c4"),
        (wild(150, 140, 99_999_989), 0, 100_000, "46a9a106b2e1"),
        (wild(150, 140, 61, 7), 11, 1000, "0f7dc872e16a"),
    ],
)
def test_a_large_table_is_rounded_the_same_way_in_each_release(
    cells: list[list[int]], groups: int, unit: int, digest: str
) -> None:
    rows = len(cells)
    parents = [rows + row % groups if groups else None for row in range(rows)]
    table = controlled(Grid(cells, [*parents, *[None] * groups]), unit)
    assert sha256(repr(table).encode()).hexdigest()[:12] == digest
