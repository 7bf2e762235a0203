"""Tables by period in whole units: in each year, participants add up to their period and periods to the year."""

from collections.abc import Hashable, Iterator, Sequence

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.grid import Grid
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.rounded import EACH_YEAR, Scope, add_blocks, column_of, columns_of


def periods_in_units(allocation: Allocation, unit: int, scope: Scope = EACH_YEAR) -> RoundedTable:
    """Return the figures of a table by period, in whole units of `unit` cents. A year is a table by itself."""
    tree = allocation.tree
    columns = columns_of(allocation.divisions, sides=scope.sides)
    figures: dict[CellKey, RoundedFigure] = {}
    for year in scope.years_of(allocation):
        divisions = [division for division in allocation.divisions if division.period.year == year]
        pairs = (((part.period.text, *column_of(part, columns)), part) for part in divisions)
        sums = Sums(tree, pairs)
        nested = _Nested()
        for period in sorted({division.period for division in divisions}):
            keys = [(period.text, *column) for column in columns]
            period_key = CellKey(period=period.text, year=year)
            for participant in _reached(sums, tree, keys):
                cells = [total.amount if (total := sums.of(participant, key)) else 0 for key in keys]
                partnerships = (period_key._replace(participant=above) for above in tree.ancestors(participant))
                nested.add(period_key._replace(participant=participant), cells, (*partnerships, period_key))
        row_keys, grid = nested.grid()
        if grid.cells:
            add_blocks(figures, [*row_keys, CellKey(year=year)], grid, columns, unit)
    return RoundedTable(unit, figures)


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
