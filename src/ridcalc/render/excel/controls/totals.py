"""The block of totals: each total of the overview, and the value that ridcalc calculated."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow, total_value
from ridcalc.render.excel.columns import At, Column, Columns, empty
from ridcalc.render.excel.heads import CHANGED_ROW, CHECKS
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.overview_lines import overview_columns, totals_of
from ridcalc.render.excel.row_checks import TYPED_OVER, verdict
from ridcalc.views.notes import NATURE_NAMES


class Checked(NamedTuple):
    """A total as ridcalc calculated it, and the row and the year of its cell on the overview."""

    label: str
    total: Total
    row: int
    year: int


class _Line(NamedTuple):
    """A row of the block: a total, and the last row of the overview."""

    layout: Layout
    checked: Checked
    last: int


def checked_totals(layout: Layout) -> Iterator[Checked]:
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
            yield Checked(label, total, line.row, year)


def total_rows(
    layout: Layout, totals: Sequence[Checked], first: int, sizes: Mapping[str, tuple[int, int]]
) -> Iterator[SheetRow]:
    """Yield the rows of the totals, from the row `first` on; `sizes` are the rows and columns of the other sheets."""
    last = sizes[layout.text(overview_columns(layout).sheet)][0]
    for index, total in enumerate(totals):
        yield TOTALS.row(_Line(layout, total, last), first + index)


def _here(line: _Line, at: At) -> Cell:
    """Return the cell of a total in the workbook: that of the overview in a row and among the columns of years."""
    columns, years = overview_columns(line.layout), line.layout.years
    begin = line.layout.cell(columns, ("amount", years[0]), 1)
    amounts = f"{begin}:{columns.cell(('amount', years[-1]), line.last, fixed='$')}"
    return Cell(total_value(line.checked.total), "money", f"INDEX({amounts},{at.row_there},{at.column_there})")


def _row_there(line: _Line, _: At) -> Cell:
    return Cell(line.checked.row, "small")


def _column_there(line: _Line, _: At) -> Cell:
    columns, years = overview_columns(line.layout), line.layout.years
    first, this = (columns.numbers["amount", year] for year in (years[0], line.checked.year))
    return Cell(1 + this - first, "small")


def _differs(_: _Line, at: At) -> Cell:
    numbers = f"IF(ABS({at.here}-{at.calculated})>0.004,1,0)"
    return Cell(0, "whole", f"IF(COUNT({at.here},{at.calculated})=2,{numbers},IF({at.here}={at.calculated},0,1))")


def _check(_: _Line, at: At) -> Cell:
    return verdict((f"IF({CHECKS.cell('count', CHANGED_ROW)}>0,0,{at.differs})", TYPED_OVER))


TOTALS: Columns[_Line] = Columns(
    CHECKS.sheet,
    (
        Column("label", say("Total"), 0, lambda line, _: Cell(line.checked.label)),
        Column("here", say("in the workbook"), 20, _here),
        Column("calculated", say("by ridcalc"), 0, lambda line, _: Cell(total_value(line.checked.total), "money")),
        Column("differs", say("differs"), 0, _differs),
        Column("spare", "", 0, empty),
        Column("spare 2", "", 0, empty),
        Column("spare 3", "", 0, empty),
        Column("check", say("check"), 0, _check),
        Column(
            "row_there",
            say("row in {sheet}", sheet=say("Overview")),
            0,
            lambda line, _: Cell(line.checked.row, "small"),
        ),
        Column("column_there", say("column of the years"), 0, _column_there),
    ),
)
