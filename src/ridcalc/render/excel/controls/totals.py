"""The block of totals: each total of the overview, and the value that ridcalc calculated."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow, total_value
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.heads import CHECKS
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.overview_lines import amount_at, totals_of
from ridcalc.views.notes import NATURE_NAMES


class _Checked(NamedTuple):
    """A row of the block: a total as ridcalc calculated it, and the reference to its cell on the overview."""

    label: str
    total: Total
    place: str


def checked_totals(layout: Layout) -> Iterator[_Checked]:
    """Yield each total of the overview that has a defined name."""
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


def total_rows(totals: Sequence[_Checked], first: int) -> Iterator[SheetRow]:
    """Yield the rows of the totals, from the row `first` on."""
    for index, total in enumerate(totals):
        yield TOTALS.row(total, first + index)


def _differs(_: _Checked, at: At) -> Cell:
    in_workbook, calculated = TOTALS.cell("here", at.row), TOTALS.cell("calculated", at.row)
    numbers = f"IF(ABS({in_workbook}-{calculated})>0.004,1,0)"
    return Cell(0, "whole", f"IF(COUNT({in_workbook},{calculated})=2,{numbers},IF({in_workbook}={calculated},0,1))")


TOTALS: Columns[_Checked] = Columns(
    CHECKS.sheet,
    (
        Column("label", say("Total"), 0, lambda checked, _: Cell(checked.label)),
        Column(
            "here",
            say("in the workbook"),
            20,
            lambda checked, _: Cell(total_value(checked.total), "money", checked.place),
        ),
        Column("calculated", say("by ridcalc"), 0, lambda checked, _: Cell(total_value(checked.total), "money")),
        Column("differs", say("differs"), 0, _differs),
    ),
)
