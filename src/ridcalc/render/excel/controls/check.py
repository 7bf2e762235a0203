"""A check of the workbook: its record, the cells of its row, and the three ways in which checks count failures."""

from collections.abc import Callable
from typing import NamedTuple

from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Value
from ridcalc.render.excel.columns import Addresses, Cells, Name
from ridcalc.render.excel.heads import CHECKS
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW

FAULT = say("FAILS")
"""The verdict of a check that fails."""
_BELOW = 1000
"""Rows below a table in which a row that was added is found."""


class Check(NamedTuple):
    """A check: what fails, the formula of how many times, and where to look."""

    fault: Message
    sheet: str
    """The name of the sheet, which is the place as long as nothing fails."""
    link: str
    """The reference to which a click leads."""
    failures: Callable[[str], str]
    """Returns the formula of the number of failures from the reference to `value`; an error counts as a failure."""
    value: Value = ""
    """The value that is counted, or the number of cells that there should be."""
    column: str = ""
    """The letters of the column of the place; empty: the sheet is the place."""
    searched: str = ""
    """The reference to the column in which the first row with the value is the place."""


def check_cells(layout: Layout, check: Check, row: int) -> Cells:
    """Return the cells of a check in its row: its verdict, its failures, the place, and the first that fails below."""
    fine, wrong, at = layout.text(say("in order")), layout.text(FAULT), CHECKS.at(row)
    fault, found = layout.text(check.fault), at.found_row
    verdict = f'IF(ISNUMBER({at.count}),IF({at.count}=0,"{fine}","{wrong}"),"{wrong}")'
    place = f'IF(ISNUMBER({found}),{at.sheet}&"!"&{at.column}&{found},{at.sheet})'
    first = f'IF({at.verdict}="{wrong}",{at.label}&": "&{at.place},{CHECKS.at(row + 1).first}&"")'
    cells: Cells = {
        "label": Cell(fault, "wrapped"),
        "verdict": Cell(fine, "text", verdict),
        "count": Cell(0, "whole", check.failures(at.value)),
        "place": Cell(check.sheet, "indented", place, link=check.link),
        "first": Cell("", "small", first),
        "sheet": Cell(check.sheet, "small"),
    }
    if check.value != "":
        cells["value"] = Cell(check.value, "small")
    if check.searched:
        cells["column"] = Cell(check.column, "small")
        cells["found_row"] = Cell("", "small", f'IF({at.count}=0,"",MATCH({at.value},{check.searched},0))')
    return cells


def in_column(layout: Layout, fault: Message, table: tuple[Addresses, Name, int], value: Value, place: Name) -> Check:
    """Return the check that a column does not hold a value; the place is the column `place` of the first row.

    `table` is the columns of a sheet, the name of the column to look in, and the last row.
    """
    columns, name, last = table
    column = layout.down(columns, name, 1, last)

    def failures(value: str) -> str:
        return f"IF(ISNUMBER(SUM({column})),COUNTIFS({column},{value}),1)"

    link = layout.link(columns, FIRST_ROW)
    return Check(fault, layout.text(columns.sheet), link, failures, value, letters(columns.numbers[place]), column)


def on_sheet(layout: Layout, fault: Message, columns: Addresses, count: str) -> Check:
    """Return the check that `count`, the formula of the number of failures on a sheet, is 0."""
    return Check(fault, layout.text(columns.sheet), layout.link(columns, FIRST_ROW), lambda _: count)


def cells_filled(layout: Layout, fault: Message, columns: Addresses, names: tuple[str, str], filled: int) -> Check:
    """Return the check that two columns, and what is below them, have as many filled cells as at the export."""
    last = FIRST_ROW + filled + _BELOW
    counts = [other_number(f'SUMPRODUCT(({layout.down(columns, name, FIRST_ROW, last)}<>"")*1)') for name in names]
    sheet, link = layout.text(columns.sheet), layout.link(columns, FIRST_ROW)
    return Check(fault, sheet, link, lambda value: "+".join(count(value) for count in counts), filled)


def other_number(count: str) -> Callable[[str], str]:
    """Return the function that returns the formula that is 1 if a count is not the number in a cell."""
    return lambda value: f"IF({count}={value},0,1)"


def quoted(sheet: str) -> str:
    """Return the name of a sheet as references write it."""
    return f"'{sheet}'"
