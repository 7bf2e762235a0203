"""Tables by measure or task, and matrices, in whole units."""

from typing import TYPE_CHECKING

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.controlled_rounding import controlled
from ridcalc.core.arithmetic.grid import Grid, exact_table
from ridcalc.views.batch_rows import in_order, row_of
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.rounded import EACH_YEAR, ParticipantRows, Scope, add_years
from ridcalc.views.view import Body

if TYPE_CHECKING:
    from collections.abc import Sequence


def measures_in_units(allocation: Allocation, body: Body, unit: int, scope: Scope = EACH_YEAR) -> RoundedTable:
    """Return the figures of a table by measure or task: these add up to their nature and to the total.

    `body` is the table with exact amounts. Measures and tasks that the allocation lacks have no figures.
    """
    measures = allocation.case.measures
    natures = {name: measure.nature for name, measure in measures.items()}
    keys = [CellKey(measure=name) for name, _ in in_order(allocation, natures)]
    keys += dict.fromkeys(CellKey(task=measure.task or "") for measure in measures.values())
    order = {key: number for number, key in enumerate(keys)}
    rows = {row.figures[0][0]._replace(year=None): dict(row.figures) for row in body.rows if row.figures}
    known = [key for key in rows if key._replace(nature=None) in order]
    leaves = sorted(known, key=lambda key: order[key._replace(nature=None)])
    groups = [key for key in rows if key.item is None and key.nature is not None]
    positions = {key.nature: len(leaves) + number for number, key in enumerate(groups)}
    parents = [*(positions.get(key.nature) for key in leaves), *[None] * len(groups)]
    figures: dict[CellKey, RoundedFigure] = {}
    for years in scope.year_sets(allocation) if leaves else ():
        totals = ([rows[key][key._replace(year=year)] for year in years] for key in leaves)
        grid = Grid([[total.amount if total else 0 for total in row] for row in totals], parents)
        table = controlled(grid, unit)
        add_years(figures, [*leaves, *groups, CellKey()], scope.times(years), (exact_table(grid), table), unit)
    return RoundedTable(unit, figures)


def matrix_in_units(allocation: Allocation, unit: int, scope: Scope = EACH_YEAR) -> RoundedTable:
    """Return the figures of a matrix: in each year, participants add up to partnerships and measures to a total."""
    rows = ParticipantRows(allocation.tree)
    figures: dict[CellKey, RoundedFigure] = {}
    for year in scope.years_of(allocation):
        divisions = [division for division in allocation.divisions if division.period.year == year]
        measures: Sequence[str | None] = list(dict.fromkeys(map(row_of, divisions)))
        grid = rows.grid(Sums(allocation.tree, ((row_of(part), part) for part in divisions)), measures)
        if not measures:
            continue
        for name, amounts, units in zip(rows.names, exact_table(grid), controlled(grid, unit), strict=True):
            for measure, exact, shown in zip([*measures, None], amounts, units, strict=True):
                figures[CellKey(name, year, measure=measure)] = RoundedFigure(exact, shown * unit)
    return RoundedTable(unit, figures)
