"""The columns in whole thousands: each year of a side by itself, by largest remainder, in formulas.

A line is rounded down; what is left of the total's nearest thousand goes to the largest rests, ties to the first line.
"""

from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.lines import AmendmentLine, Side
from ridcalc.render.excel.cells import Cell, Value, literal, total_value
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.heads import frozen
from ridcalc.render.excel.layout import Layout
from ridcalc.views.rounded import THOUSAND

_MOST_LIVE_LINES = 1000
"""Lines of a side whose thousands follow a change. Each line looks at all others, so more would take too long."""


def thousands_cells(layout: Layout, side: Side, line: AmendmentLine) -> Cells:
    """Return the cells of a line in thousands of euros, and of what rounding down leaves over, in cents."""
    cells: Cells = {}
    at = amendment_columns(layout).at(line.row)
    for year, amount, figure in zip(layout.years, line.amounts, line.thousands, strict=True):
        value: Value = "PM" if total_value(amount) == "PM" else figure
        if len(side.lines) > _MOST_LIVE_LINES:
            cells["thousands", year] = Cell(value, "whole", frozen(layout, literal(value)))
            continue
        cents = f"ROUND({at['amount', year]}*100,0)"
        rounded_down = f"INT({cents}/{THOUSAND})"
        one_more = f"IF({_rank(layout, side, line, year)}<={_left(layout, side, year)},1,0)"
        cells["thousands", year] = Cell(value, "whole", f'IF({at["amount", year]}="PM","PM",{rounded_down}+{one_more})')
        rest = f'IF({at["amount", year]}="PM",0,{cents}-{THOUSAND}*{rounded_down})'
        cells["rest", year] = Cell(amount.amount % THOUSAND, "small", rest)
    return cells


def _rank(layout: Layout, side: Side, line: AmendmentLine, year: int) -> str:
    """Return the formula of a line's place in the order of the largest rests, from 1; ties as listed."""
    columns, name = amendment_columns(layout), ("rest", year)
    first, this = side.lines[0].row, columns.at(line.row)[name]
    larger = f"SUMPRODUCT((({columns.down(name, first, side.lines[-1].row)}-{this})>0)*1)"
    equal = f"SUMPRODUCT((({columns.down(name, first, line.row)}-{this})=0)*1)"
    return f"({larger}+{equal})"


def _left(layout: Layout, side: Side, year: int) -> str:
    """Return the formula of how many thousands the total's nearest has more than the lines rounded down."""
    columns = amendment_columns(layout)
    amounts, rests = (columns.down((name, year), side.lines[0].row, side.lines[-1].row) for name in ("amount", "rest"))
    cents = f"ROUND(SUM({amounts})*100,0)"
    return f"(ROUND({cents}/{THOUSAND},0)-ROUND(({cents}-SUM({rests}))/{THOUSAND},0))"


def thousands_total(layout: Layout, side: Side, position: int) -> Cell:
    """Return the cell of a side's total in thousands of euros: the sum of the lines above it."""
    year = layout.years[position]
    figure = sum(line.thousands[position] for line in side.lines)
    unknown = any(total_value(line.amounts[position]) == "PM" for line in side.lines) and not figure
    value: Value = "PM" if unknown else figure
    if len(side.lines) > _MOST_LIVE_LINES:
        return Cell(value, "thousands", frozen(layout, literal(value)))
    span = amendment_columns(layout).down(("thousands", year), side.lines[0].row, side.lines[-1].row)
    return Cell(value, "thousands", f'IF((SUM({span})=0)*(COUNT({span})<{len(side.lines)})>0,"PM",SUM({span}))')
