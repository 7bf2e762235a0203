"""The sheet Controls: the summary, the published figures with their bridges, the checks, and the totals."""

from collections.abc import Iterator, Mapping

from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.conditions import Condition
from ridcalc.render.excel.controls.bridge import bridges
from ridcalc.render.excel.controls.check import FAULT, Check, check_cells
from ridcalc.render.excel.controls.checks import Placed, checks_of
from ridcalc.render.excel.controls.published import CONTROLS_ROW, PUBLISHED, published_rows
from ridcalc.render.excel.controls.summary import guard_formula, published_formula, summary_rows
from ridcalc.render.excel.controls.totals import TOTALS, checked_totals, total_rows
from ridcalc.render.excel.fitting import fitted
from ridcalc.render.excel.heads import CHECKS, FACTS_ROW, GUARD_ROW, PUBLISHED_ROW, head, head_conditions, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.legends import net_legend


def controls_sheet(layout: Layout, sizes: Mapping[str, tuple[int, int]]) -> Sheet:
    """Return the sheet; `sizes` are the numbers of rows and of columns of each other sheet, by name."""
    controls = list(published_rows(layout))
    first_bridge = CONTROLS_ROW + len(controls) + 1
    bridged = list(bridges(layout, first_bridge))
    totals = list(checked_totals(layout))
    first = first_bridge + len(bridged) + 2
    of_bridges = first_bridge, first_bridge + len(bridged) - 1
    last = first - 1 + len(checks_of(layout, Placed(of_bridges, (1, len(totals)), sizes)))
    of_totals = last + 4, last + 3 + len(totals)
    checks = checks_of(layout, Placed(of_bridges, of_totals, sizes))
    text = layout.text
    rows: list[SheetRow] = [
        *_head(layout, checks, first),
        [Cell(text(say("Self-check")), "block")],
        *summary_rows(layout, first, last, of_totals),
        [],
        [Cell(text(say("Published figures against the calculation")), "block")],
        PUBLISHED.headings(text) if controls else [Cell(text(say("none in the files")))],
        *controls,
        [],
        *bridged,
        [Cell(text(say("Checks of the workbook on itself")), "block")],
        CHECKS.headings(text),
        *(CHECKS.filled(check_cells(layout, check, row)) for row, check in enumerate(checks, first)),
        [],
        [Cell(text(say("Formula against the value that ridcalc calculated")), "block")],
        TOTALS.headings(text),
        *total_rows(layout, totals, of_totals[0], sizes),
        [],
        net_legend(layout),
    ]
    red = Condition(CHECKS.down("verdict", first, last), f'$B{first}="{text(FAULT)}"', "alarm")
    fits = fitted(
        PUBLISHED.widths, PUBLISHED.headings(text), rows, whole_euros=layout.whole_euros, printed=PUBLISHED.printed
    )
    return Sheet(
        text(CHECKS.sheet),
        rows,
        len(rows),
        tuple(fit.width for fit in fits),
        HEADING_ROW - 1,
        tables=tables_in(rows, 1),
        printed_columns=PUBLISHED.printed,
        repeated_rows=(FACTS_ROW, HEADING_ROW - 1),
        conditions=(*head_conditions(layout, PUBLISHED.printed or 0), red),
    )


def _head(layout: Layout, checks: tuple[Check, ...], first: int) -> Iterator[SheetRow]:
    """Yield the first rows, with the formulas to which those of the other sheets refer."""
    formulas = {GUARD_ROW: guard_formula(layout, checks, first), PUBLISHED_ROW: published_formula(layout)}
    for number, row in enumerate(head(layout, say("Controls: checks and published figures")), 1):
        cell = row[0]
        yield [cell._replace(formula=formulas[number])] if cell and number in formulas else row
