"""The checks of the workbook on itself: failures, and differences from the export."""

from collections.abc import Iterator

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, Style, Value
from ridcalc.render.excel.controls.totals import TOTALS
from ridcalc.render.excel.division import division_columns, groups
from ridcalc.render.excel.heads import CHECKS, DIFFERING_ROW
from ridcalc.render.excel.keys import KEYS, weights
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES, amounts
from ridcalc.render.excel.quotients import UNDIVIDED
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.trace import TRACE, parts
from ridcalc.render.excel.wording import EXPORT_AGAIN, some_names

LAST_CHECK_ROW = DIFFERING_ROW + 6
"""The row of the last check."""


def check_rows(layout: Layout, first: int, last: int) -> Iterator[SheetRow]:
    """Yield the rows of the failing checks, of the differences, and of each check.

    `first` and `last` are the first and the last row of the block of totals.
    """
    failing = f"SUM({CHECKS.down('count', DIFFERING_ROW + 1, LAST_CHECK_ROW)})"
    yield _row(layout, say("Checks that fail (0: none)"), failing, "total", Cell("", "total"))
    label = say("Inputs and totals other than when it was exported (0: none)")
    yield _row(layout, label, _differing(layout, first, last))
    for check, formula in _each_check(layout):
        yield _row(layout, check, formula)
    yield CHECKS.filled({"label": Cell(layout.text(_as_values(layout))), "count": Cell(len(_values(layout)), "whole")})


def _row(
    layout: Layout, label: Message, formula: str | None, style: Style | None = None, spare: Cell | None = None
) -> SheetRow:
    count: Value = 0
    return CHECKS.filled(
        {
            "label": Cell(layout.text(label), style or "text"),
            "spare": spare,
            "count": Cell(count, style or "whole", formula),
        }
    )


def _differing(layout: Layout, first: int, last: int) -> str | None:
    """Return the formula that counts the inputs and totals that differ from the export; None if there are none."""
    changed = [
        *([amounts(layout, "changed")] if layout.amounts else []),
        *([weights(layout, "changed")] if layout.weights else []),
        *([TOTALS.down("differs", first, last)] if last >= first else []),
    ]
    return f"SUM({','.join(changed)})" if changed else None


def _each_check(layout: Layout) -> Iterator[tuple[Message, str | None]]:
    """Yield the label of each check, and the formula that counts its failures (None: nothing to check)."""
    again = layout.text(EXPORT_AGAIN)
    stale = f'COUNTIFS({parts(layout, "as_value")},"{again}")' if _values(layout) else None
    yield say("Parts that are values, of an amount that was changed: export again"), stale
    yield (
        say("Amounts that are no whole unit, no number and not PM, or that need a new export"),
        f"SUM({amounts(layout, 'fault')})" if layout.amounts else None,
    )
    yield (
        say("Weights that are negative, no whole number, all zero, too large together, or a changed value"),
        f"SUM({weights(layout, 'fault')})" if layout.weights else None,
    )
    large = "+".join(f'COUNTIFS({parts(layout, name)},"{UNDIVIDED}")' for name in ("remainder", "units"))
    yield say("Amounts too large, or too small, for the method to divide exactly"), large
    moved = "+".join(_moved(layout))
    yield say("Rows that were moved or sorted; sort by the first column to restore them"), moved or None
    yield say("Parts that do not add up to the amounts"), _adds_up(layout)


def _values(layout: Layout) -> list[int]:
    """Return the positions of the divisions with parts that are values."""
    if layout.options.values:
        return list(range(len(layout.divisions)))
    return [
        position
        for position, division in enumerate(layout.divisions)
        if any(layout.forms[stage.versions] == "value" for stage in division.plan.stages)
    ]


def _as_values(layout: Layout) -> Message:
    """Return the label of the number of divisions with parts that are values: their first rows in the trace."""
    positions = _values(layout)
    if not positions or layout.options.values:
        return say("Divisions that are values instead of formulas")
    rows = some_names([str(layout.first_rows[position]) for position in positions])
    sheet = layout.text(TRACE.sheet)
    return say("Divisions that are values instead of formulas: {sheet}, from rows {rows}", sheet=sheet, rows=rows)


def _moved(layout: Layout) -> Iterator[str]:
    """Yield for each sheet with row numbers the formula that counts the rows that do not follow the row above."""
    for columns, last in (
        (MEASURES, layout.last_amount_row),
        (KEYS, layout.last_weight_row),
        (TRACE, layout.last_trace_row),
        (division_columns(layout), layout.last_group_row),
    ):
        if last > FIRST_ROW:
            below = layout.down(columns, "row", FIRST_ROW + 1, last)
            yield f"SUMPRODUCT((({below}-{layout.down(columns, 'row', FIRST_ROW, last - 1)})<>1)*1)"


def _adds_up(layout: Layout) -> str | None:
    """Return the formula that is 1 if the parts differ from the amounts by more than 0.004 euros, else 0."""
    if not layout.amounts or not layout.divisions:
        return None
    whole = layout.to_euros(f"SUM({amounts(layout, 'units')})")
    divided = f"SUM({groups(layout, ('amount', None))})"
    # if another check fails, the sums may be errors
    faulty = f"SUM({CHECKS.down('count', DIFFERING_ROW + 1, LAST_CHECK_ROW - 1)})"
    return f"IF({faulty}>0,0,IF(ABS({whole}-{divided})>0.004,1,0))"
