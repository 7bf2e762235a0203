"""The figures of tables in whole units."""

from collections.abc import Mapping

from ridcalc.core.allocation.result import Allocation
from ridcalc.views.allocation import body_of, rounded_of
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.view import Frame, View

UNIT = 1000
Figures = Mapping[CellKey, RoundedFigure]


def table_of(allocation: Allocation, view: View) -> RoundedTable:
    """Return the figures of a view in whole units."""
    frame = Frame(view, (allocation,))
    return rounded_of(allocation, frame, body_of(allocation, frame))


def shown_figures(allocation: Allocation, view: View, table: RoundedTable) -> dict[CellKey, RoundedFigure]:
    """Return the figures that a reader sees; each has the exact amount of its cell."""
    figures = {}
    for row in body_of(allocation, Frame(view, (allocation,))).rows:
        for key, total in row.figures:
            figures[key] = table.figures.get(key, RoundedFigure(0, 0))
            assert figures[key].exact == (total.amount if total else 0), key
    return figures
