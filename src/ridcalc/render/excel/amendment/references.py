"""References within the sheet Amendment: the rows below a row, all rows, and the year of a column.

A row adds up rows below it that have its number in a column that is not printed, so that all sums have one formula.
"""

from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.columns import Name
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.rows import FIRST_ROW


def year_of(layout: Layout, year: int) -> str:
    """Return the reference to the number of a year."""
    return amendment_columns(layout).cell(("year", year), HEADING_ROW)


def above(layout: Layout, name: Name, row: int) -> str:
    """Return the reference to a column in the rows above a row."""
    columns = amendment_columns(layout)
    return f"{columns.cell(name, FIRST_ROW)}:{columns.at(row - 1)[name]}"


def below(layout: Layout, name: Name, row: int, last: int) -> str:
    """Return the reference to a column in the rows below a row, down to the row `last`."""
    columns = amendment_columns(layout)
    return f"{columns.at(row + 1)[name]}:{columns.cell(name, last)}"


def whole(layout: Layout, name: Name, last: int) -> str:
    """Return the reference to a column in all rows, down to the row `last`."""
    return amendment_columns(layout).down(name, FIRST_ROW, last)
