"""Tables with a block per nature and a sum of the years, in whole units.

Participants add up to their partnership and to the total, and years to their sum, in every block. Both natures together
are rounded first. Natures that cannot be rounded so that they add up to both together are rounded by themselves.
"""

from collections.abc import Iterable

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, exact_table
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.rounded import ParticipantRows, Scope, add_years, split
from ridcalc.views.rounded_grids import Matrix, with_parts


def natures_over_years(allocation: Allocation, unit: int, scope: Scope) -> RoundedTable:
    """Return the figures of the table, in whole units of `unit` cents.

    With sides, a net amount is the expense and the income as shown.
    """
    table = _Rounding(allocation, unit, scope)
    divisions = allocation.divisions
    of_natures = [[part for part in divisions if part.nature == nature] for nature in NATURES]
    both_grid, grids = table.grid(divisions), [table.grid(own) for own in of_natures]
    both = controlled(both_grid, unit)
    natures, adds_up = split(both, grids, unit)
    if not adds_up:
        both = with_parts(both_grid, [exact_table(grid)[-1][:-1] for grid in grids], unit)
        natures, _ = split(both, grids, unit)
    table.add(both_grid, both, None, None)
    for nature, own, grid, rounded in zip(NATURES, of_natures, grids, natures, strict=True):
        sides = {part.side for part in own}
        if len(sides) == 1:
            table.add(grid, rounded, nature, next(iter(sides)))
        net = (
            table.add_sides(own, rounded, nature) if len(sides) == 2 and scope.sides and None not in sides else rounded
        )
        table.add(grid, net, nature, None)
    return RoundedTable(unit, table.figures)


class _Rounding:
    """The rows and years of the table, and the figures so far."""

    def __init__(self, allocation: Allocation, unit: int, scope: Scope) -> None:
        """Start without figures."""
        self.figures: dict[CellKey, RoundedFigure] = {}
        self._tree, self._years, self._unit = allocation.tree, scope.years_of(allocation), unit
        self._rows = ParticipantRows(allocation.tree)

    def grid(self, divisions: Iterable[Division]) -> Grid:
        """Return the amounts of divisions by participant and year."""
        return self._rows.grid(Sums(self._tree, ((part.period.year, part) for part in divisions)), self._years)

    def add(self, grid: Grid, rounded: Matrix, nature: NatureName | None, side: SideName | None) -> None:
        """Add the figures of a block."""
        keys = [CellKey(name, nature=nature, side=side) for name in self._rows.names]
        add_years(self.figures, keys, (*self._years, None), (exact_table(grid), rounded), self._unit)

    def add_sides(self, divisions: list[Division], net: Matrix, nature: NatureName) -> Matrix:
        """Add the figures of the sides of a nature; return their sum."""
        grids = [self.grid(part for part in divisions if part.side == side) for side in SIDES]
        sides, _ = split(net, grids, self._unit)
        for side, grid, rounded in zip(SIDES, grids, sides, strict=True):
            self.add(grid, rounded, nature, side)
        return [[one + other for one, other in zip(*rows, strict=True)] for rows in zip(*sides, strict=True)]
