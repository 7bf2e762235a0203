"""The limits of a spreadsheet: the rows of a sheet, and the digits of sums. Checked before a workbook is written."""

from ridcalc.core.values.problems import Problem, ProblemsFoundError, say
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import WRITTEN_BELOW

MOST_ROWS = 1_048_576
"""Rows of a sheet."""


def check_limits(layout: Layout) -> None:
    """Check that a spreadsheet can hold the rows of the workbook.

    Raises:
        ProblemsFoundError: it cannot.
    """
    rows = max(
        layout.last_trace_row,
        layout.last_amount_row + len(layout.outside),
        layout.last_weight_row,
        layout.last_group_row,
    )
    if rows > MOST_ROWS:
        problem = Problem(
            "workbook-too-large",
            say("the workbook would have {count} rows; a sheet has {most} at most", count=rows, most=MOST_ROWS),
            say("ridcalc allocate --format csv has no such limit"),
            ("measures",),
        )
        raise ProblemsFoundError([problem])


def sums_are_exact(layout: Layout) -> bool:
    """Return whether a spreadsheet keeps every digit of the sum of all amounts, in units of rounding."""
    return sum(abs(division.amount or 0) // layout.unit for division in layout.divisions) < WRITTEN_BELOW
