"""The summary of the checks: how many fail, what was changed, and the sentences at the top of every sheet."""

from collections.abc import Iterator

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.by_rule.sheet import input_blocks
from ridcalc.render.excel.cells import Cell, SheetRow, Style
from ridcalc.render.excel.controls.check import FAULT, Check
from ridcalc.render.excel.controls.published import CONTROLS_ROW, PUBLISHED
from ridcalc.render.excel.controls.totals import TOTALS
from ridcalc.render.excel.dates import DATE
from ridcalc.render.excel.heads import (
    ALL_MET,
    CHANGED,
    CHANGED_ROW,
    CHECKS,
    COUNT,
    DATES_ROW,
    FAILING,
    FAULTS_ROW,
    FINE,
    INCOMPLETE_ROW,
    MISSED_ROW,
    PUBLISHED_FIGURES,
    incomplete_text,
    missed_text,
    with_number,
)
from ridcalc.render.excel.key_amounts.inputs import amounts_of_keys
from ridcalc.render.excel.keys import weights
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES, amounts
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.trace import TRACE
from ridcalc.render.excel.values import amounts_as_values, divisions_as_values
from ridcalc.render.excel.wording import some_names
from ridcalc.views.notes import STATUS_NAMES


def summary_rows(layout: Layout, first: int, last: int, totals: tuple[int, int]) -> Iterator[SheetRow]:
    """Yield the rows of the summary; the checks are in the rows `first` to `last`, the totals in those of `totals`."""
    text = layout.text
    changed = [
        *([amounts(layout, "changed")] if layout.amounts else []),
        *([weights(layout, "changed")] if layout.weights else []),
        *amounts_of_keys(layout, "changed"),
        *(layout.down(*block) for block in input_blocks(layout, "changed")),
    ]
    differing = f"SUM({TOTALS.down('differs', *totals)})" if totals[1] >= totals[0] else "0"
    outcomes = PUBLISHED.down("outcome", CONTROLS_ROW, CONTROLS_ROW + len(layout.controls) - 1)
    dates = f'COUNTIFS({amounts(layout, "remark")},"{text(DATE)}")' if layout.amounts else "0"
    failing = f'COUNTIFS({CHECKS.down("verdict", first, last)},"{text(FAULT)}")'
    statuses = [result.status for result in layout.controls]

    def published(status: str) -> str:
        return f'COUNTIFS({outcomes},"{text(STATUS_NAMES[status])}*")' if statuses else "0"

    yield _row(layout, say("Checks that fail (0: none)"), failing, 0, "total")
    yield _row(layout, say("Inputs other than when it was exported"), f"SUM({','.join(changed)})" if changed else "0")
    yield _row(layout, say("Totals other than when it was exported"), differing)
    yield _row(layout, say("Published figures that are not met"), published("missed"), statuses.count("missed"))
    yield _row(layout, say("Published figures with PM posts"), published("incomplete"), statuses.count("incomplete"))
    yield _row(layout, say("Changed amounts that may be a date"), dates)
    values = len(divisions_as_values(layout)) + len(amounts_as_values(layout))
    yield _row(layout, _as_values(layout), None, values)


def _row(layout: Layout, label: Message, formula: str | None, count: int = 0, style: Style | None = None) -> SheetRow:
    return CHECKS.filled(
        {
            "label": Cell(layout.text(label), style or "text"),
            "verdict": Cell("", "total") if style else None,
            "count": Cell(count, style or "whole", formula),
        }
    )


def _as_values(layout: Layout) -> Message:
    """Return the label of the number of divisions and amounts that are values, with their rows."""
    positions, values = divisions_as_values(layout), amounts_as_values(layout)
    if values:
        rows = some_names([str(FIRST_ROW + position) for position in values])
        sheet = layout.text(MEASURES.sheet)
        message = say(
            "Amounts by rule that are values instead of formulas: {sheet}, rows {rows}", sheet=sheet, rows=rows
        )
        divisions = [str(layout.first_rows[position]) for position in positions]
        trace = layout.text(TRACE.sheet)
        more = say(
            "{text}; divisions: {sheet}, from rows {rows}", text=message, sheet=trace, rows=some_names(divisions)
        )
        return more if divisions else message
    if not positions or layout.options.values:
        return say("Divisions that are values instead of formulas")
    rows = some_names([str(layout.first_rows[position]) for position in positions])
    sheet = layout.text(TRACE.sheet)
    return say("Divisions that are values instead of formulas: {sheet}, from rows {rows}", sheet=sheet, rows=rows)


def guard_formula(layout: Layout, checks: tuple[Check, ...], first: int) -> str:
    """Return the formula of the guard: whether a check fails, which is the first of them, and what was changed."""
    text = layout.text
    faults, changed, dates = (CHECKS.cell("count", row) for row in (FAULTS_ROW, CHANGED_ROW, DATES_ROW))
    of_all = with_number(text(say(" ({count} of {all}): ", count=COUNT, all=len(checks))), faults)
    wrong = f'"{text(FAILING)}"&{of_all}&{CHECKS.cell("first", first)}'
    fine = f'IF({changed}>0,"{text(CHANGED)}","{text(FINE)}")'
    where = f'"{text(MEASURES.sheet)}!{_letters("amount")}"&{_first_row_of_date(layout)}' if layout.amounts else '""'
    remark = with_number(text(say("; may be a date: {count} amount, see ", count=COUNT)), dates)
    remarks = with_number(text(say("; may be dates: {count} amounts, the first is ", count=COUNT)), dates)
    noticed = f'IF({dates}=0,"",IF({dates}=1,{remark},{remarks})&{where})'
    return f"IF({faults}>0,{wrong},{fine}&{noticed})"


def _letters(name: str) -> str:
    return MEASURES.at(FIRST_ROW)[name].strip("$0123456789")


def _first_row_of_date(layout: Layout) -> str:
    """Return the formula of the row of the first amount that may be a date."""
    remarks = layout.down(MEASURES, "remark", 1, layout.last_amount_row)
    return f'MATCH("{layout.text(DATE)}",{remarks},0)'


def published_formula(layout: Layout) -> str:
    """Return the formula of the sentence on published figures."""
    missed, incomplete = (CHECKS.cell("count", row) for row in (MISSED_ROW, INCOMPLETE_ROW))
    one, more = (with_number(missed_text(layout, one=alone), missed) for alone in (True, False))
    are_missed = f'IF({missed}=0,"",IF({missed}=1,{one},{more}))'
    are_incomplete = f'IF({incomplete}=0,"",{with_number(incomplete_text(layout), incomplete)})'
    between = f'IF({missed}*{incomplete}>0,", ","")'
    listed = f'"{layout.text(PUBLISHED_FIGURES)}"&{are_missed}&{between}&{are_incomplete}'
    return f'IF({missed}+{incomplete}=0,"{layout.text(ALL_MET)}",{listed})'
