"""The sheet Controls: the self-check, the published figures with their bridges, and the totals."""

from collections.abc import Iterator

from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.controls.bridge import bridges
from ridcalc.render.excel.controls.published import CONTROLS_ROW, PUBLISHED, published_rows
from ridcalc.render.excel.controls.self_check import check_rows
from ridcalc.render.excel.controls.totals import TOTALS, checked_totals, total_rows
from ridcalc.render.excel.fitting import fitted
from ridcalc.render.excel.heads import CHECKS, UNIT_ROW, head, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.legends import net_legend


def controls_sheet(layout: Layout) -> Sheet:
    """Return the sheet."""
    rows = list(_rows(layout))
    fits = fitted(PUBLISHED.widths, PUBLISHED.headings(layout.text), rows, whole_euros=layout.whole_euros)
    return Sheet(
        layout.text(CHECKS.sheet),
        rows,
        len(rows),
        tuple(fit.width for fit in fits),
        HEADING_ROW - 1,
        tables=tables_in(rows, 1),
        repeated_rows=(UNIT_ROW, HEADING_ROW - 1),
    )


def _rows(layout: Layout) -> Iterator[SheetRow]:
    text = layout.text
    controls = list(published_rows(layout))
    bridged = list(bridges(layout, CONTROLS_ROW + len(controls) + 1))
    totals = list(checked_totals(layout))
    first = CONTROLS_ROW + len(controls) + 1 + len(bridged) + 2
    yield from head(layout, say("Controls: checks and published figures"))
    yield [Cell(text(say("Self-check")), "block")]
    yield from check_rows(layout, first, first + len(totals) - 1)
    yield []
    yield [Cell(text(say("Published figures against the calculation")), "block")]
    yield PUBLISHED.headings(text)
    yield from controls
    yield []
    yield from bridged
    yield [Cell(text(say("Formula against the value that ridcalc calculated")), "block")]
    yield TOTALS.headings(text)
    yield from total_rows(totals, first)
    yield []
    yield net_legend(layout)
