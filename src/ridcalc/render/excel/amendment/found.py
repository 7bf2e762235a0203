"""Formulas, for other sheets, of the amounts of lines of the amendment after the change."""

from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.rows import amendment_rows
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.rows import FIRST_ROW


def amendment_sum(layout: Layout, name: str, number: str, year: str) -> str:
    """Return the formula, for other sheets, of the amount of some lines after the change in a year.

    `name` is the column with the number of the lines, `number` and `year` are references.
    """
    whose = f"{layout.down(amendment_columns(layout), name, FIRST_ROW, amendment_rows(layout).last)},{number}"
    return f"SUMIFS({_after_in(layout, year)},{whose})"


def amendment_lines(layout: Layout, name: str, number: str, year: str) -> str:
    """Return the conditions of COUNTIFS, for other sheets, for some lines, and their amounts after the change."""
    whose = f"{layout.down(amendment_columns(layout), name, FIRST_ROW, amendment_rows(layout).last)},{number}"
    return f"{whose},{_after_in(layout, year)}"


def _after_in(layout: Layout, year: str) -> str:
    """Return the formula of the column with the amounts after the change of a year."""
    columns, years = amendment_columns(layout), layout.decision.years
    first, end = (layout.cell(columns, ("before", years[0]), row) for row in (FIRST_ROW, HEADING_ROW))
    block = f"{first}:{columns.cell(('posts', years[-1]), amendment_rows(layout).last, fixed='$')}"
    headings = f"{end}:{columns.cell(('posts', years[-1]), HEADING_ROW, fixed='$')}"
    return f"INDEX({block},0,MATCH({year},{headings},0)-{5 * len(years) - 3})"
