"""Tables by measure and matrices in whole units."""

from typing import TYPE_CHECKING

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, exact_table
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.rounded import ParticipantRows, years_in_units
from ridcalc.views.view import Body, Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridcalc.core.budget.types import NatureName


def measures_in_units(body: Body, frame: Frame, unit: int) -> RoundedTable:
    """Return the figures of a table by measure: measures add up to their nature and to the total."""
    rows = [row.figures for row in body.rows if row.figures]
    years = [column.key.year for column in body.columns if column.key.year is not None]
    leaves = [figures for figures in rows if figures[0][0].measure is not None]
    if not leaves:
        return RoundedTable(unit, {})
    subtotals = (figures[0][0].nature for figures in rows if figures[0][0].measure is None)
    groups = [nature for nature in subtotals if nature is not None]
    positions: dict[NatureName | None, int] = {nature: len(leaves) + number for number, nature in enumerate(groups)}
    parents = [positions.get(figures[0][0].nature) for figures in leaves] + [None] * len(groups)
    cells = [[total.amount if total else 0 for key, total in figures if key.year is not None] for figures in leaves]
    keys = [figures[0][0]._replace(year=None) for figures in leaves]
    keys += [*(CellKey(nature=nature) for nature in groups), CellKey()]
    total = frame.view.total and len(years) > 1
    return RoundedTable(unit, years_in_units(keys, Grid(cells, parents), years, unit, total=total))


def matrix_in_units(allocation: Allocation, frame: Frame, unit: int) -> RoundedTable:
    """Return the figures of a matrix: in each year, participants add up to partnerships and measures to a total."""
    rows = ParticipantRows(allocation.tree)
    figures: dict[CellKey, RoundedFigure] = {}
    for year in frame.years:
        divisions = [division for division in allocation.divisions if division.period.year == year]
        measures: Sequence[str | None] = list(dict.fromkeys(division.measure for division in divisions))
        grid = rows.grid(Sums(allocation.tree, ((part.measure, part) for part in divisions)), measures)
        if not measures:
            continue
        for name, amounts, units in zip(rows.names, exact_table(grid), controlled(grid, unit), strict=True):
            for measure, exact, shown in zip([*measures, None], amounts, units, strict=True):
                figures[CellKey(name, year, measure=measure)] = RoundedFigure(exact, shown * unit)
    return RoundedTable(unit, figures)
