"""Tables in whole units, such as thousands of euros: the figures of an allocation, rounded so that they add up.

This module decides which figures must add up to which sums (docs/rounding.md); core/arithmetic/controlled_rounding.py
does the rounding. Within a block, participants always add up to their partnership and to the total, and years to their
sum. Two other sums cannot always be kept. They are given up in this order, and named in the foot: expense and income
add up to their net; incidental and structural add up to both together.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, NoSuchTableError, exact_table
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable

THOUSAND = 1000 * 100
"""The usual unit of rounding, in cents: € 1.000."""
NATURES_APART = say("incidental and structural do not add to both together everywhere")

Matrix = list[list[int]]
"""Figures in units of rounding: by row, group and last the total, the figure of each column and last their total."""


def in_units(allocation: Allocation, by: str, unit: int) -> RoundedTable:
    """Return the figures of the table by participant, measure or period (`by`), in whole units of `unit` cents."""
    makers: dict[str, Callable[[Allocation, int], RoundedTable]] = {
        "participant": _by_participant,
        "measure": _by_measure,
        "period": _by_period,
    }
    return makers[by](allocation, unit)


class _Rows:
    """The participants as rows of a grid: first those without members, then partnerships, the deepest first."""

    def __init__(self, tree: Tree) -> None:
        self.leaves = [name for name in tree.ids if name not in tree.members]
        self.groups = [name for name in reversed(tree.top_down) if name in tree.members]
        self.names = [*self.leaves, *self.groups]
        positions = {name: number for number, name in enumerate(self.names)}
        self.parents = [positions[tree.parent[name]] if name in tree.parent else None for name in self.names]

    def grid(self, sums: Sums, keys: Sequence[Hashable]) -> Grid:
        """Return the grid of exact amounts, in cents, with a column for each key of the sums."""
        cells = [[total.amount if (total := sums.of(name, key)) else 0 for key in keys] for name in self.leaves]
        return Grid(cells, self.parents)


def _by_participant(allocation: Allocation, unit: int) -> RoundedTable:
    """Round both natures together first, then split them, and split each into its sides."""
    rows = _Rows(allocation.tree)
    years = allocation.years
    figures: dict[CellKey, RoundedFigure] = {}
    given_up: list[Message] = []

    def grid_of(divisions: Iterable[Division]) -> Grid:
        sums = Sums(allocation.tree, ((division.period.year, division) for division in divisions))
        return rows.grid(sums, years)

    def add_figures(grid: Grid, rounded: Matrix, nature: NatureName | None, side: SideName | None) -> None:
        exact = exact_table(grid)
        for number, name in enumerate([*rows.names, None]):
            for column, year in enumerate([*years, None]):
                key = CellKey(name, year, nature, side)
                figures[key] = RoundedFigure(exact[number][column], rounded[number][column] * unit)

    both_grid = grid_of(allocation.divisions)
    both = controlled(both_grid, unit)
    add_figures(both_grid, both, None, None)
    by_nature = {
        nature: [division for division in allocation.divisions if division.nature == nature] for nature in NATURES
    }
    nature_grids = [grid_of(by_nature[nature]) for nature in NATURES]
    nature_tables, adds_up = _split(both, nature_grids[0], nature_grids[1], unit)
    if not adds_up:
        given_up.append(NATURES_APART)
    for nature, nature_grid, nature_table in zip(NATURES, nature_grids, nature_tables, strict=True):
        add_figures(nature_grid, nature_table, nature, None)
        divisions = by_nature[nature]
        side_grids = [grid_of(division for division in divisions if division.side == side) for side in SIDES]
        if any(division.side is None for division in divisions):
            continue
        side_tables, adds_up = _split(nature_table, side_grids[0], side_grids[1], unit)
        if not adds_up:
            given_up.append(say("expense and income do not add to their net everywhere"))
        for side, side_grid, side_table in zip(SIDES, side_grids, side_tables, strict=True):
            add_figures(side_grid, side_table, nature, side)
    return RoundedTable(unit, figures, tuple(given_up))


def _split(whole: Matrix, first: Grid, second: Grid, unit: int) -> tuple[tuple[Matrix, Matrix], bool]:
    """Return two rounded tables, and whether they add up to `whole`, which is rounded already.

    If no two such tables exist, each grid is rounded by itself.
    """
    exact = exact_table(first)
    forced: dict[tuple[int, int], int] = {}
    costs: dict[tuple[int, int], int] = {}
    choices: list[int] = []
    for node, (first_row, second_row) in enumerate(zip(exact, exact_table(second), strict=True)):
        for column, (amount, rest) in enumerate(zip(first_row, second_row, strict=True)):
            choices = [
                choice
                for choice in dict.fromkeys((amount // unit, -(-amount // unit)))
                if whole[node][column] - choice in {rest // unit, -(-rest // unit)}
            ]
            if len(choices) == 1:
                forced[node, column] = choices[0]
            elif node < len(first.cells) and column < len(first.cells[0]):
                low, high = (
                    abs(choice * unit - amount) + abs((whole[node][column] - choice) * unit - rest)
                    for choice in choices
                )
                costs[node, column] = high - low
    grand_total = exact[-1][-1]  # `choices` now holds those of the grand total, the last figure of the loop
    for total in sorted(choices, key=lambda choice: abs(choice * unit - grand_total)):
        all_forced = {**forced, (len(exact) - 1, len(exact[0]) - 1): total}
        try:
            table = controlled(first._replace(forced=all_forced, costs=costs), unit)
        except NoSuchTableError:
            continue
        rows = zip(whole, table, strict=True)
        return (table, [[both - part for both, part in zip(row, parts, strict=True)] for row, parts in rows]), True
    return (controlled(first, unit), controlled(second, unit)), False


class _Nested:
    """A grid whose rows are in groups of several kinds, such as participants in partnerships in periods in years."""

    def __init__(self) -> None:
        self.leaves: list[tuple[CellKey, list[int]]] = []
        self.paths: list[tuple[CellKey, ...]] = []

    def add(self, key: CellKey, cells: list[int], path: tuple[CellKey, ...]) -> None:
        """Add a row of amounts in cents, with the keys of its groups, the innermost first."""
        self.leaves.append((key, cells))
        self.paths.append(path)

    def grid(self) -> tuple[list[CellKey], Grid]:
        """Return the keys of all rows and groups, and the grid."""
        above: dict[CellKey, CellKey | None] = {}
        for path in self.paths:
            for number, key in enumerate(path):
                above[key] = path[number + 1] if number + 1 < len(path) else None

        def depth(key: CellKey | None) -> int:
            return 0 if key is None else 1 + depth(above[key])

        groups = sorted(above, key=depth, reverse=True)  # the deepest first; groups of equal depth in order of addition
        positions = {key: len(self.leaves) + number for number, key in enumerate(groups)}
        parents = [positions[path[0]] if path else None for path in self.paths]
        parents += [None if (parent := above[key]) is None else positions[parent] for key in groups]
        return [key for key, _ in self.leaves] + groups, Grid([cells for _, cells in self.leaves], parents)


def _reached(sums: Sums, tree: Tree, keys: Sequence[Hashable]) -> Iterator[str]:
    """Yield the participants without members that a division under one of the keys reaches."""
    for participant in tree.ids:
        if participant not in tree.members and any(sums.reaches(participant, key) for key in keys):
            yield participant


def _by_measure(allocation: Allocation, unit: int) -> RoundedTable:
    """Round each year by itself: first the totals of natures and sides, then participants × measures of each side."""
    rows = _Rows(allocation.tree)
    figures: dict[CellKey, RoundedFigure] = {}
    for year in allocation.years:
        divisions = [division for division in allocation.divisions if division.period.year == year]
        kinds = [
            (nature, side)
            for nature in NATURES
            for side in SIDES
            if any((division.nature, division.side) == (nature, side) for division in divisions)
        ]
        totals = _totals_of_kinds(divisions, kinds, year, unit)
        figures |= totals
        for nature, side in kinds:
            of_kind = [division for division in divisions if (division.nature, division.side) == (nature, side)]
            measures = list(dict.fromkeys(division.measure for division in of_kind))
            grid = rows.grid(Sums(allocation.tree, ((division.measure, division) for division in of_kind)), measures)
            total = totals[CellKey(None, year, nature, side)].shown // unit
            grid = grid._replace(forced={(len(rows.names), len(measures)): total})
            exact, rounded = exact_table(grid), controlled(grid, unit)
            for node, name in enumerate([*rows.names, None]):
                for column, measure in enumerate([*measures, None]):
                    key = CellKey(name, year, nature, side, measure)
                    figures[key] = RoundedFigure(exact[node][column], rounded[node][column] * unit)
    return RoundedTable(unit, figures)


def _totals_of_kinds(
    divisions: Sequence[Division], kinds: Sequence[tuple[NatureName, SideName]], year: int, unit: int
) -> dict[CellKey, RoundedFigure]:
    """Return the totals of a year: of each kind (a nature and side), of each nature, and of all."""
    natures = list(dict.fromkeys(nature for nature, _ in kinds))
    cells = [
        [sum(division.amount or 0 for division in divisions if (division.nature, division.side) == kind)]
        for kind in kinds
    ]
    parents = [len(kinds) + natures.index(nature) for nature, _ in kinds]
    grid = Grid(cells, [*parents, *[None] * len(natures)])
    if not kinds:
        return {CellKey(year=year): RoundedFigure(0, 0)}
    keys = [CellKey(None, year, nature, side) for nature, side in kinds]
    keys += [*(CellKey(None, year, nature) for nature in natures), CellKey(year=year)]
    exact, rounded = exact_table(grid), controlled(grid, unit)
    return {key: RoundedFigure(exact[node][0], rounded[node][0] * unit) for node, key in enumerate(keys)}


def _by_period(allocation: Allocation, unit: int) -> RoundedTable:
    """Round all periods in one table: participants in a period, periods in a year; a column is a nature and side."""
    tree = allocation.tree
    columns = [
        (nature, side)
        for nature in NATURES
        for side in (*SIDES, None)
        if any((division.nature, division.side) == (nature, side) for division in allocation.divisions)
    ]
    sums = Sums(
        tree,
        (((division.period.text, division.nature, division.side), division) for division in allocation.divisions),
    )
    nested = _Nested()
    for period in sorted({division.period for division in allocation.divisions}):
        keys = [(period.text, *column) for column in columns]
        period_key = CellKey(period=period.text, year=period.year)
        for participant in _reached(sums, tree, keys):
            cells = [total.amount if (total := sums.of(participant, key)) else 0 for key in keys]
            partnerships = tuple(period_key._replace(participant=above) for above in tree.ancestors(participant))
            path = (*partnerships, period_key, CellKey(year=period.year))
            nested.add(period_key._replace(participant=participant), cells, path)
    row_keys, grid = nested.grid()
    if not grid.cells or not columns:
        return RoundedTable(unit, {})
    exact, rounded = exact_table(grid), controlled(grid, unit)
    figures: dict[CellKey, RoundedFigure] = {}
    off_by_a_unit = False
    blocks = (*((nature, side) for nature in NATURES for side in (*SIDES, None)), (None, None))
    for node, key in enumerate([*row_keys, CellKey()]):
        for nature, side in blocks:
            in_block = [
                number
                for number, column in enumerate(columns)
                if nature in {None, column[0]} and side in {None, column[1]}
            ]
            amount = sum(exact[node][number] for number in in_block)
            shown = sum(rounded[node][number] for number in in_block) * unit
            figures[key._replace(nature=nature, side=side)] = RoundedFigure(amount, shown)
            off_by_a_unit = off_by_a_unit or (nature is not None and abs(amount - shown) >= unit)
    given_up = (
        (say("the net of a nature is not everywhere its own amount rounded down or up"),) if off_by_a_unit else ()
    )
    return RoundedTable(unit, figures, given_up)
