"""The sheet Amendment: for each organisation what is decided per programma, what pays for it, and its accounts."""

from collections.abc import Sequence

from ridcalc.core.values.problems import say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.rows import amendment_rows
from ridcalc.render.excel.cells import Sheet, SheetRow
from ridcalc.render.excel.heads import pm_conditions, tabled_sheet, tables_in
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW


def amendment_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the amendment of every organisation, or of the selected participant."""
    columns, planned = amendment_columns(layout), amendment_rows(layout)
    rows = planned.made()
    concept = layout.text(say("CONCEPT: {names}", names=layout.concepts)) if layout.concepts else ""
    sheet = tabled_sheet(layout, columns, rows, len(rows), alert=concept)
    pairs = ((("after", year), ("unknown", year)) for year in layout.decision.years)
    conditions = (*sheet.conditions, *pm_conditions(columns, pairs, sheet.length))
    tables = _tables(rows, planned.breaks)
    return sheet._replace(breaks=tuple(planned.breaks), tables=tables, conditions=conditions)


def _tables(rows: Sequence[SheetRow], breaks: Sequence[int]) -> tuple[int, ...]:
    """Return the rows in which a table begins: an organisation with its first table, and each heading below that."""
    starts = sorted({FIRST_ROW, *(row + 1 for row in breaks)})
    headings = tables_in(rows, FIRST_ROW)
    first = {next((row for row in headings if row > start), None) for start in starts}
    return tuple(sorted({*starts, *(row for row in headings if row not in first)}))
