"""Tables with a block per nature and a sum of the years, in whole units.

Participants add up to their partnership and to the total, and years to their sum, in every block. Both natures together
are rounded first. Natures that cannot be rounded so that they add up to both together are rounded by themselves, and
the foot says so.
"""

from collections.abc import Iterable

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, exact_table
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.rounded import NATURES_APART, NET_APART, Matrix, ParticipantRows, Scope, split


def natures_over_years(allocation: Allocation, unit: int, scope: Scope) -> RoundedTable:
    """Return the figures of the table, in whole units of `unit` cents.

    With sides, a net amount is the expense and the income as shown.
    """
    table = _Rounding(allocation, unit)
    divisions = allocation.divisions
    both_grid = table.grid(divisions)
    both = controlled(both_grid, unit)
    table.add(both_grid, both, None, None)
    grids = [table.grid(part for part in divisions if part.nature == nature) for nature in NATURES]
    natures, add_up = split(both, grids[0], grids[1], unit)
    given_up = [] if add_up else [NATURES_APART]
    for nature, grid, rounded in zip(NATURES, grids, natures, strict=True):
        own = [part for part in divisions if part.nature == nature]
        net = table.add_sides(own, rounded, nature) if scope.sides else rounded
        table.add(grid, net, nature, None)
        if net != rounded:
            given_up = [NATURES_APART, NET_APART]
    return RoundedTable(unit, table.figures, tuple(given_up))


class _Rounding:
    """The rows and years of the table, and the figures so far."""

    def __init__(self, allocation: Allocation, unit: int) -> None:
        """Start without figures."""
        self.figures: dict[CellKey, RoundedFigure] = {}
        self._tree, self._years, self._unit = allocation.tree, allocation.years, unit
        self._rows = ParticipantRows(allocation.tree)

    def grid(self, divisions: Iterable[Division]) -> Grid:
        """Return the amounts of divisions by participant and year."""
        return self._rows.grid(Sums(self._tree, ((part.period.year, part) for part in divisions)), self._years)

    def add(self, grid: Grid, rounded: Matrix, nature: NatureName | None, side: SideName | None) -> None:
        """Add the figures of a block."""
        for name, amounts, units in zip(self._rows.names, exact_table(grid), rounded, strict=True):
            for year, exact, shown in zip([*self._years, None], amounts, units, strict=True):
                self.figures[CellKey(name, year, nature, side)] = RoundedFigure(exact, shown * self._unit)

    def add_sides(self, divisions: list[Division], net: Matrix, nature: NatureName) -> Matrix:
        """Add the figures of the sides of a nature, if each division has one; return their sum."""
        if any(division.side is None for division in divisions):
            return net
        grids = [self.grid(part for part in divisions if part.side == side) for side in SIDES]
        sides, _ = split(net, grids[0], grids[1], self._unit)
        for side, grid, rounded in zip(SIDES, grids, sides, strict=True):
            self.add(grid, rounded, nature, side)
        return [[one + other for one, other in zip(*rows, strict=True)] for rows in zip(*sides, strict=True)]
