"""Amounts that may be dates: numbers by which spreadsheets store a day."""

from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.columns import At
from ridcalc.render.excel.layout import Layout

_DATES = 36_526, 73_050
"""The numbers by which spreadsheets store the days of 2000 to 2099."""
DATE = say("date?")
"""The remark on an amount that may be a date."""


def date_remark(layout: Layout, at: At) -> Cell:
    """Return the remark on an amount that was changed to a number by which a spreadsheet stores a day."""
    first, last = _DATES
    within = f"({at.amount}>={first})*({at.amount}<={last})*({at.amount}=INT({at.amount}))*{at.changed}"
    return Cell("", "small", f'IF(ISNUMBER({at.amount}),IF({within}>0,"{layout.text(DATE)}",""),"")')
