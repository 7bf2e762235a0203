"""The limits of a spreadsheet: the rows of a sheet, and exact whole numbers. Checked before a workbook is written."""

from collections.abc import Iterator

from ridcalc.core.values.problems import Euros, Problem, ProblemsFoundError, say
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import EXACT_BELOW, WRITTEN_BELOW

MOST_ROWS = 1_048_576
"""Rows of a sheet."""


def check_limits(layout: Layout) -> None:
    """Check that a spreadsheet can hold the workbook and calculate it exactly.

    Raises:
        ProblemsFoundError: it cannot; with every problem.
    """
    problems = [*_too_large(layout)]
    rows = max(layout.last_trace_row, layout.last_amount_row + len(layout.outside), layout.last_group_row)
    if rows > MOST_ROWS:
        problems.append(
            Problem(
                "workbook-too-large",
                say("the workbook would have {count} rows; a sheet has {most} at most", count=rows, most=MOST_ROWS),
                say("ridcalc allocate --format csv has no such limit"),
                ("measures",),
            )
        )
    if problems:
        raise ProblemsFoundError(problems)


def _too_large(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each measure with an amount that, times its largest weight, is not calculated exactly.

    The sum of all amounts must also have at most fifteen digits, in units of rounding.
    """
    if layout.options.values:
        return
    largest_weight = {row.versions: row.weight for row in sorted(layout.weights, key=lambda row: row.weight)}
    reported: set[str] = set()
    total_units = 0
    for division in layout.divisions:
        measure = division.amounts[0].measure
        total_units += abs(division.amount or 0) // layout.unit
        for stage in division.plan.stages:
            units = abs(division.whole(stage) or 0) // layout.unit
            weight = largest_weight.get(stage.versions, 0)
            too_large = units * weight >= EXACT_BELOW or max(weight, total_units) >= WRITTEN_BELOW
            if too_large and measure not in reported:
                reported.add(measure)
                yield Problem(
                    "product-too-large",
                    say(
                        "measure '{id}' in {period}: {amount} by key '{key}' is more than a spreadsheet calculates"
                        " exactly",
                        id=measure,
                        period=division.period.text,
                        amount=Euros(division.amount or 0),
                        key=stage.key,
                    ),
                    say("--values writes the workbook without formulas"),
                    ("measures", measure),
                )
