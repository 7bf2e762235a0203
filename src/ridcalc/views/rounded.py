"""Tables in thousands: the figures of an allocation in whole units, so that what is shown adds up in both directions.

Which figures are held to which sums is decided here; how, in core/arithmetic/controlled_rounding.py. What cannot all
hold is given up in this order, and named: first that expense and income add to their net, then that incidental and
structural add to both together. Within a block participants always add to their partnership and to the total, and
years to their sum.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, NoSuchTableError, exact_table
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.figures import CellKey, Figure, Shown

THOUSAND = 1000 * 100
"""The usual unit, in cents."""
NATURES_APART = say("incidental and structural do not add to both together everywhere")

Matrix = list[list[int]]


def in_units(allocation: Allocation, by: str, unit: int) -> Shown:
    """Return the figures of an allocation's table by participant, measure or period, in whole units of `unit` cents."""
    makers: dict[str, Callable[[Allocation, int], Shown]] = {
        "participant": _by_participant,
        "measure": _by_measure,
        "period": _by_period,
    }
    return makers[by](allocation, unit)


class _Rows:
    """The participants as rows of a grid: municipalities first, then the partnerships as groups, the deepest first."""

    def __init__(self, tree: Tree) -> None:
        self.leaves = [one for one in tree.ids if one not in tree.members]
        self.groups = [one for one in reversed(tree.top_down) if one in tree.members]
        self.names = [*self.leaves, *self.groups]
        place = {name: number for number, name in enumerate(self.names)}
        self.parents = [place[tree.parent[name]] if name in tree.parent else None for name in self.names]

    def grid(self, sums: Sums, columns: Sequence[Hashable]) -> Grid:
        """Return the exact amounts of the municipalities under some columns."""
        cells = [[total.amount if (total := sums.of(one, key)) else 0 for key in columns] for one in self.leaves]
        return Grid(cells, self.parents)


def _by_participant(allocation: Allocation, unit: int) -> Shown:
    """Round both natures together first, then split them, and split each into its sides."""
    rows = _Rows(allocation.tree)
    years = allocation.years
    figures: dict[CellKey, Figure] = {}
    given_up: list[Message] = []

    def grid(divisions: Iterable[Division]) -> Grid:
        sums = Sums(allocation.tree, ((division.period.year, division) for division in divisions))
        return rows.grid(sums, years)

    def keep(grid: Grid, rounded: Matrix, nature: NatureName | None, side: SideName | None) -> None:
        exact = exact_table(grid)
        for number, name in enumerate([*rows.names, None]):
            for column, year in enumerate([*years, None]):
                key = CellKey(name, year, nature, side)
                figures[key] = Figure(exact[number][column], rounded[number][column] * unit)

    whole = grid(allocation.divisions)
    together = controlled(whole, unit)
    keep(whole, together, None, None)
    of_nature = {nature: [one for one in allocation.divisions if one.nature == nature] for nature in NATURES}
    grids = [grid(of_nature[nature]) for nature in NATURES]
    parts, adds = _split(together, grids[0], grids[1], unit)
    if not adds:
        given_up.append(NATURES_APART)
    for nature, exact, part in zip(NATURES, grids, parts, strict=True):
        keep(exact, part, nature, None)
        sides = [grid(one for one in of_nature[nature] if one.side == side) for side in SIDES]
        if any(division.side is None for division in of_nature[nature]):
            continue
        of_sides, adds = _split(part, sides[0], sides[1], unit)
        if not adds:
            given_up.append(say("expense and income do not add to their net everywhere"))
        for side, side_grid, of_side in zip(SIDES, sides, of_sides, strict=True):
            keep(side_grid, of_side, nature, side)
    return Shown(unit, figures, tuple(given_up))


def _split(whole: Matrix, one: Grid, other: Grid, unit: int) -> tuple[tuple[Matrix, Matrix], bool]:
    """Return two tables that add to a third that is rounded already, and whether they do: else each is by itself."""
    exact = exact_table(one)
    forced: dict[tuple[int, int], int] = {}
    costs: dict[tuple[int, int], int] = {}
    totals: list[int] = []
    for node, (ones, others) in enumerate(zip(exact, exact_table(other), strict=True)):
        for column, (amount, rest) in enumerate(zip(ones, others, strict=True)):
            choices = [
                choice
                for choice in dict.fromkeys((amount // unit, -(-amount // unit)))
                if whole[node][column] - choice in {rest // unit, -(-rest // unit)}
            ]
            if len(choices) == 1:
                forced[node, column] = choices[0]
            elif node < len(one.cells) and column < len(one.cells[0]):
                low, high = (
                    abs(choice * unit - amount) + abs((whole[node][column] - choice) * unit - rest)
                    for choice in choices
                )
                costs[node, column] = high - low
            totals = choices  # in the end, those of the total of all
    amount = exact[-1][-1]
    for total in sorted(totals, key=lambda choice: abs(choice * unit - amount)):
        chosen = {**forced, (len(exact) - 1, len(exact[0]) - 1): total}
        try:
            first = controlled(one._replace(forced=chosen, costs=costs), unit)
        except NoSuchTableError:
            continue
        rows = zip(whole, first, strict=True)
        return (first, [[both - part for both, part in zip(row, parts, strict=True)] for row, parts in rows]), True
    return (controlled(one, unit), controlled(other, unit)), False


class _Nested:
    """A grid whose rows stand in groups of several kinds, such as participants in measures in natures."""

    def __init__(self) -> None:
        self.leaves: list[tuple[CellKey, list[int]]] = []
        self.paths: list[tuple[CellKey, ...]] = []

    def add(self, key: CellKey, cells: list[int], path: tuple[CellKey, ...]) -> None:
        """Add a row, with the groups that it is in, the nearest first."""
        self.leaves.append((key, cells))
        self.paths.append(path)

    def grid(self) -> tuple[list[CellKey], Grid]:
        """Return the keys of all rows and groups, and the grid."""
        above: dict[CellKey, CellKey | None] = {}
        for path in self.paths:
            for number, key in enumerate(path):
                above[key] = path[number + 1] if number + 1 < len(path) else None

        def height(key: CellKey | None) -> int:
            return 0 if key is None else 1 + height(above[key])

        groups = sorted(above, key=height, reverse=True)  # what is deepest first; equal depth as met
        place = {key: len(self.leaves) + number for number, key in enumerate(groups)}
        parents = [place[path[0]] if path else None for path in self.paths]
        parents += [None if (parent := above[key]) is None else place[parent] for key in groups]
        return [key for key, _ in self.leaves] + groups, Grid([cells for _, cells in self.leaves], parents)


def _reached(sums: Sums, tree: Tree, keys: Sequence[Hashable]) -> Iterator[str]:
    for one in tree.ids:
        if one not in tree.members and any(sums.reaches(one, key) for key in keys):
            yield one


def _by_measure(allocation: Allocation, unit: int) -> Shown:
    """Round, year by year, participants × measures: first the totals of natures and sides, then each side's table."""
    rows = _Rows(allocation.tree)
    figures: dict[CellKey, Figure] = {}
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
            whole = totals[CellKey(None, year, nature, side)].shown // unit
            grid = grid._replace(forced={(len(rows.names), len(measures)): whole})
            exact, rounded = exact_table(grid), controlled(grid, unit)
            for node, name in enumerate([*rows.names, None]):
                for column, measure in enumerate([*measures, None]):
                    key = CellKey(name, year, nature, side, measure)
                    figures[key] = Figure(exact[node][column], rounded[node][column] * unit)
    return Shown(unit, figures)


def _totals_of_kinds(
    divisions: Sequence[Division], kinds: Sequence[tuple[NatureName, SideName]], year: int, unit: int
) -> dict[CellKey, Figure]:
    """Return the totals of a year: of each nature and side, of each nature, and of all."""
    natures = list(dict.fromkeys(nature for nature, _ in kinds))
    cells = [[sum(one.amount or 0 for one in divisions if (one.nature, one.side) == kind)] for kind in kinds]
    parents = [len(kinds) + natures.index(nature) for nature, _ in kinds]
    grid = Grid(cells, [*parents, *[None] * len(natures)])
    if not kinds:
        return {CellKey(year=year): Figure(0, 0)}
    keys = [CellKey(None, year, nature, side) for nature, side in kinds]
    keys += [*(CellKey(None, year, nature) for nature in natures), CellKey(year=year)]
    exact, rounded = exact_table(grid), controlled(grid, unit)
    return {key: Figure(exact[node][0], rounded[node][0] * unit) for node, key in enumerate(keys)}


def _by_period(allocation: Allocation, unit: int) -> Shown:
    """Round all periods in one table: participants in a period, periods in a year, natures and sides as columns."""
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
        head = CellKey(period=period.text, year=period.year)
        for one in _reached(sums, tree, keys):
            cells = [total.amount if (total := sums.of(one, key)) else 0 for key in keys]
            within = tuple(head._replace(participant=above) for above in tree.ancestors(one))
            nested.add(head._replace(participant=one), cells, (*within, head, CellKey(year=period.year)))
    names, grid = nested.grid()
    if not grid.cells or not columns:
        return Shown(unit, {})
    exact, rounded = exact_table(grid), controlled(grid, unit)
    figures: dict[CellKey, Figure] = {}
    off_by_a_unit = False
    for node, key in enumerate([*names, CellKey()]):
        for nature, side in (*((one, each) for one in NATURES for each in (*SIDES, None)), (None, None)):
            chosen = [
                number
                for number, column in enumerate(columns)
                if nature in {None, column[0]} and side in {None, column[1]}
            ]
            amount = sum(exact[node][number] for number in chosen)
            shown = sum(rounded[node][number] for number in chosen) * unit
            figures[key._replace(nature=nature, side=side)] = Figure(amount, shown)
            off_by_a_unit = off_by_a_unit or (nature is not None and abs(amount - shown) >= unit)
    told = (say("the net of a nature is not everywhere its own amount rounded down or up"),) if off_by_a_unit else ()
    return Shown(unit, figures, told)
