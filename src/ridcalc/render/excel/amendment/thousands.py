"""The columns in whole thousands: each year of a side by itself, by largest remainder, in formulas.

A line is rounded down; what is left of the total's nearest thousand goes to the largest rests, ties to the first line.
"""

from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.lines import AmendmentLine, BlockLines, Side
from ridcalc.render.excel.amendment.references import above, added_above
from ridcalc.render.excel.cells import Cell, Value, total_value
from ridcalc.render.excel.columns import Cells, Name
from ridcalc.render.excel.heads import frozen
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.views.rounded import THOUSAND

MOST_LIVE_LINES = 2000
"""Lines of the sheet whose thousands follow a change. Each line looks at all others, so more would take too long."""


def thousands_cells(layout: Layout, lines: BlockLines, side: Side, line: AmendmentLine) -> Cells:
    """Return the cells of a line in thousands of euros, and those that lead to them; amounts there are in cents."""
    cells: Cells = {}
    columns = amendment_columns(layout)
    at = columns.at(line.row)
    for position, (year, amount) in enumerate(zip(layout.years, line.amounts, strict=True)):
        value: Value = "PM" if total_value(amount) == "PM" else line.thousands[position]
        if not lines.live:
            cells["thousands", year] = Cell(value, "whole", frozen(layout, at["rest", year]))
            cells["rest", year] = Cell(value, "small")
            continue
        cents = f"ROUND({at['amount', year]}*100,0)"
        rounded_down = f"INT({cents}/{THOUSAND})"
        one_more = f"IF({at['rank', year]}<={at['left', year]},1,0)"
        cells["thousands", year] = Cell(value, "whole", f'IF({at["amount", year]}="PM","PM",{rounded_down}+{one_more})')
        rest = f'IF({at["amount", year]}="PM",0,{cents}-{THOUSAND}*{rounded_down})'
        cells["rest", year] = Cell(amount.amount % THOUSAND, "small", rest)
        cells["rank", year] = Cell(line.ranks[position], "small", _rank(layout, lines, line, year))
        cells["left", year] = Cell(side.left[position], "small", _left(layout, lines, line, year))
    return cells


def _rank(layout: Layout, lines: BlockLines, line: AmendmentLine, year: int) -> str:
    """Return the formula of a line's place in the order of the largest rests, from 1; ties as listed."""
    rest: Name = ("rest", year)
    at = amendment_columns(layout).at(line.row)
    larger = f'COUNTIFS({_down(layout, lines, "group")},{at.group},{_down(layout, lines, rest)},">"&{at[rest]})'
    groups, rests = (above(layout, name, line.row, own=True) for name in ("group", rest))
    return f"{larger}+COUNTIFS({groups},{at.group},{rests},{at[rest]})"


def _left(layout: Layout, lines: BlockLines, line: AmendmentLine, year: int) -> str:
    """Return the formula of how many thousands the total's nearest has more than the lines rounded down."""
    where = f"{_down(layout, lines, 'group')},{amendment_columns(layout).at(line.row).group}"
    amounts, rests = (f"SUMIFS({_down(layout, lines, (name, year))},{where})" for name in ("amount", "rest"))
    cents = f"ROUND({amounts}*100,0)"
    return f"ROUND({cents}/{THOUSAND},0)-ROUND(({cents}-{rests})/{THOUSAND},0)"


def _down(layout: Layout, lines: BlockLines, name: Name) -> str:
    return amendment_columns(layout).down(name, FIRST_ROW, lines.last)


def thousands_total(layout: Layout, side: Side, position: int) -> Cell:
    """Return the cell of a side's total in thousands of euros: the sum of the lines above it."""
    year = layout.years[position]
    figure = sum(line.thousands[position] for line in side.lines)
    unknown = any(total_value(line.amounts[position]) == "PM" for line in side.lines) and not figure
    name, at = ("thousands", year), amendment_columns(layout).at(side.row)
    summed = added_above(layout, name, side.row, "sums")
    groups = f"{above(layout, 'group', side.row)},{at.sums}"
    without = f'COUNTIFS({groups},{above(layout, name, side.row)},"PM")'
    value: Value = "PM" if unknown else figure
    return Cell(value, "thousands", f'IF(({summed}=0)*({without}>0)>0,"PM",{summed})')
