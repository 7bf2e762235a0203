"""References within the sheet Amendment: the rows above a row, the rows of the whole sheet, and the year of a column.

Lines and totals have a group, a number in a column that is not printed. A row adds up the rows above it that have a
group, so that all totals have one formula.
"""

from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.columns import Name
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.rows import FIRST_ROW


def year_of(layout: Layout, year: int) -> str:
    """Return the reference to the heading of a year's amounts."""
    return amendment_columns(layout).cell(("amount", year), HEADING_ROW)


def above(layout: Layout, name: Name, row: int, *, own: bool = False) -> str:
    """Return the reference to a column in the rows above a row (with `own`: and in the row itself)."""
    columns = amendment_columns(layout)
    return f"{columns.cell(name, FIRST_ROW)}:{columns.at(row if own else row - 1)[name]}"


def added_above(layout: Layout, name: Name, row: int, group: str, *conditions: str) -> str:
    """Return the formula of the sum of a column over the rows above a row that have a group.

    The column `group` holds the group in the row `row`; `conditions` are further conditions of SUMIFS.
    """
    at = amendment_columns(layout).at(row)
    return f"SUMIFS({','.join((above(layout, name, row), above(layout, 'group', row), at[group], *conditions))})"
