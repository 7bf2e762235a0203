"""The workbook of an allocation: its sheets in order, and the defined names of its totals."""

from collections.abc import Callable, Iterator
from datetime import date

from ridcalc.render.excel.amendment.sheet import amendment_sheet
from ridcalc.render.excel.basis import basis_sheet
from ridcalc.render.excel.by_rule.sheet import composition_sheets
from ridcalc.render.excel.calendar import calendar_sheets
from ridcalc.render.excel.cells import Book, Sheet, SheetRow
from ridcalc.render.excel.controls.sheet import controls_sheet
from ridcalc.render.excel.division import division_sheet
from ridcalc.render.excel.guide import guide_sheet
from ridcalc.render.excel.heads import scenario_text
from ridcalc.render.excel.iv3 import iv3_sheet
from ridcalc.render.excel.keys import keys_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.limits import check_limits, sums_are_exact
from ridcalc.render.excel.measures import MEASURES, measures_sheet
from ridcalc.render.excel.overview import overview_sheet
from ridcalc.render.excel.overview_lines import names_of
from ridcalc.render.excel.papers.contributions import contributions_sheet
from ridcalc.render.excel.papers.incidental import incidental_sheet
from ridcalc.render.excel.papers.outlook import outlook_sheet
from ridcalc.render.excel.papers.resolution import resolution_sheet
from ridcalc.render.excel.trace import trace_sheet
from ridcalc.render.excel.vgr import vgr_sheet

SHEETS: tuple[Callable[..., Sheet | None], ...] = (
    guide_sheet,
    overview_sheet,
    amendment_sheet,
    vgr_sheet,
    contributions_sheet,
    incidental_sheet,
    outlook_sheet,
    iv3_sheet,
    resolution_sheet,
    division_sheet,
    measures_sheet,
    keys_sheet,
    trace_sheet,
    controls_sheet,
    basis_sheet,
)
"""The sheets, in order. A new one is a file with its columns, and an entry here; None: the files have none of it."""


def workbook(layout: Layout) -> Book:
    """Return the workbook of a decision; its rows are made while they are read, and can be read once.

    It has no formulas if a spreadsheet would not keep every digit of the sum of its amounts.

    Raises:
        ProblemsFoundError: a spreadsheet cannot hold the workbook.
    """
    check_limits(layout)
    options = layout.options
    if not options.values and not sums_are_exact(layout):
        return workbook(Layout(layout.amendment, options._replace(values=True), layout.basis, layout.language))
    name = layout.settings.name or "ridcalc"
    book = Book(
        name,
        tuple(_sheets(layout)),
        tuple(names_of(layout)),
        options.protect,
        header=(name, scenario_text(layout)),
        made=date.fromisoformat(layout.settings.date) if layout.settings.date else None,
        whole_euros=layout.whole_euros,
    )
    if options.values:
        return book._replace(sheets=tuple(map(_without_formulas, book.sheets)), names=())
    return book


def _sheets(layout: Layout) -> Iterator[Sheet]:
    """Yield the sheets in order. The checks on the sheet Controls know the sizes of the others."""
    made = {make: make(layout) for make in SHEETS if make is not controls_sheet}
    others = {make: sheet for make, sheet in made.items() if sheet is not None}
    calendar, by_rule = tuple(calendar_sheets(layout)), tuple(composition_sheets(layout, MEASURES))
    sizes = {sheet.name: (sheet.length, len(sheet.widths)) for sheet in (*others.values(), *calendar, *by_rule)}
    for make in SHEETS:
        if make is controls_sheet:
            yield controls_sheet(layout, sizes)
        elif make in others:
            yield others[make]
        if make is division_sheet:
            yield from calendar
        if make is measures_sheet:
            yield from by_rule


def _without_formulas(sheet: Sheet) -> Sheet:
    return sheet._replace(rows=map(_values_of, sheet.rows))


def _values_of(row: SheetRow) -> SheetRow:
    return [None if cell is None else cell._replace(formula=None) for cell in row]
