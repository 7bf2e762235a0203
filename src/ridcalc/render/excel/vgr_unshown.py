"""What the sheet VGR says once a changed input gives an amount to posts that have no row on the sheet."""

from collections.abc import Mapping

from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.amendment.figures import again
from ridcalc.render.excel.booked.reports import NOWHERE, Report
from ridcalc.render.excel.cells import Cell, nearest_euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.heads import changed
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.trace import parts
from ridcalc.render.excel.vgr_columns import vgr_columns, year_cell


def parts_in_column(layout: Layout, row: int, year: int) -> str:
    """Return the conditions of SUMIFS for the parts that a row shows in a year's column."""
    at, heading, years = vgr_columns(layout).at(row), year_cell(layout, year), parts(layout, "year")
    since = f"IF({heading}={at.first_year},0,{heading}-1)"
    return f'{parts(layout, "report")},{at.line},{years},"<="&{heading},{years},">"&{since}'


def asking(layout: Layout, report: Report, side: SideName, row: int, group: int) -> Cells:
    """Return the cells that ask for a new export, per year, once posts of a side without a row have an amount or PM.

    `row` is the heading of the side. The totals with the number `group` then ask for a new export as well.
    """
    formulas: dict[int, str] = {}
    unshown = next((one for one in report.unshown if one.side == side), None)
    if unshown is None:
        return {}
    for year in sorted(unshown.years):
        where = parts_in_column(layout, row, year)
        amount, unknown = (f"SUMIFS({parts(layout, name)},{where})" for name in ("amount", "first_unknown"))
        fault = f"({nearest_euros(amount)}<>0)+({unknown}>0)>0"
        formulas[year] = changed(layout) if unshown.number in layout.reports.apart else fault
    cells = _cells(layout, formulas, unshown.number, group)
    return cells | {"first_year": Cell(report.first_year, "small")}


def headless_asking(layout: Layout, report: Report, row: int, group: int) -> Cells:
    """Return the cells that ask for a new export once a municipality has an amount on a side without any row.

    `row` is the heading of its first report.
    """
    number = layout.reports.headless.get(report.municipality)
    if number is None:
        return {}
    fault = _has_amounts(layout, vgr_columns(layout).at(row).line, number)
    return _cells(layout, dict.fromkeys(layout.decision.years, fault), number, group)


def unshown_warning(layout: Layout) -> Cell | None:
    """Return the cell that warns once a municipality without a report has an amount; None if all have reports."""
    if NOWHERE not in layout.reports.headless.values():
        return None
    words = layout.text(say("WARNING: not every change is listed any more; export again"))
    return Cell("", "alert", f'IF({_has_amounts(layout, str(NOWHERE), NOWHERE)},"{words}","")', longest=words)


def _has_amounts(layout: Layout, line: str, number: int) -> str:
    """Return the formula that holds once an input was changed and a part of a line has an amount or is PM.

    `line` is the reference to `number`, or that number.
    """
    if number in layout.reports.apart:
        return changed(layout)
    wanted = (("amount", ">0"), ("amount", "<0"), ("first_unknown", ">0"))
    found = (f'COUNTIFS({parts(layout, "report")},{line},{parts(layout, name)},"{sign}")' for name, sign in wanted)
    return f"({changed(layout)})*({'+'.join(found)})>0"


def _cells(layout: Layout, formulas: Mapping[int, str], number: int, group: int) -> Cells:
    text = again(layout)
    cells: Cells = {"line": Cell(number, "small"), "group": Cell(group, "small")}
    for year, fault in formulas.items():
        cells["amount", year] = Cell("", "money", f'IF({fault},{text},"")')
    return cells
