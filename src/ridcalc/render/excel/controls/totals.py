"""Each total of the overview beside the value that ridcalc calculated."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Row, total_value
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.heads import CHECKS
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.overview_lines import amount_at, totals_of
from ridcalc.views.notes import NATURE_NAMES


class _Checked(NamedTuple):
    """A total as ridcalc calculated it, and the reference to where it stands."""

    label: str
    total: Total
    place: str


def checked_totals(layout: Layout) -> Iterator[_Checked]:
    """Yield each total of the overview."""
    text, allocation = layout.text, layout.allocation
    for line, nature in totals_of(layout):
        owner = text(say("Total")) if line.participant is None else layout.name(line.participant)
        for year in layout.years:
            if line.participant is None:
                total = allocation.grand_totals.get((year, nature), NOTHING)
            else:
                total = allocation.totals[line.participant, year, nature]
            label = f"{owner}, {year}, {text(NATURE_NAMES[nature]).lower()}"
            yield _Checked(label, total, amount_at(layout, line, year))


def total_rows(totals: Sequence[_Checked], first: int) -> Iterator[Row]:
    """Yield the rows of the totals, from the row `first` on."""
    for index, total in enumerate(totals):
        yield TOTALS.row(total, first + index)


def _differs(_: _Checked, at: At) -> Cell:
    here, calculated = TOTALS.cell("here", at.row), TOTALS.cell("calculated", at.row)
    numbers = f"IF(ABS({here}-{calculated})>0.004,1,0)"
    return Cell(0, "whole", f"IF(COUNT({here},{calculated})=2,{numbers},IF({here}={calculated},0,1))")


TOTALS: Columns[_Checked] = Columns(
    CHECKS.sheet,
    (
        Column("label", say("Total"), 66, lambda one, _: Cell(one.label)),
        Column("here", say("in the workbook"), 20, lambda one, _: Cell(total_value(one.total), "money", one.place)),
        Column("calculated", say("by ridcalc"), 20, lambda one, _: Cell(total_value(one.total), "money")),
        Column("differs", say("differs"), 20, _differs),
    ),
)
