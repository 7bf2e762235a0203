"""Workbooks as they are stored, and recalculated by two engines that know nothing of ridcalc."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import formualizer
import ironcalc
import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

Cells = dict[tuple[str, str], Any]
"""By sheet and coordinate."""


def formulas_of(path: Path) -> dict[tuple[str, str], str]:
    """Return every formula of a workbook."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def stored_values(path: Path) -> Cells:
    """Return every value of a workbook as it is stored."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def names_of(path: Path) -> dict[str, tuple[str, str]]:
    """Return the cell that each defined name of a workbook stands for."""
    names = openpyxl.load_workbook(path).defined_names
    return {name: (sheet, place.replace("$", "")) for name, one in names.items() for sheet, place in one.destinations}


def by_formualizer(path: Path) -> Cells:
    """Return what formualizer makes of every formula."""
    output = path.with_suffix(".formualizer.xlsx")
    formualizer.recalculate_file(str(path), output=str(output))
    stored = stored_values(output)
    return {place: stored.get(place) for place in formulas_of(path)}


def by_ironcalc(path: Path, changes: Mapping[tuple[str, str], Any] | None = None) -> Cells:
    """Return what ironcalc makes of every formula, after some cells were changed."""
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    sheets = {sheet.title: index for index, sheet in enumerate(openpyxl.load_workbook(path))}
    for (sheet, place), value in (changes or {}).items():
        column, row = coordinate_from_string(place)
        model.set_user_input(sheets[sheet], row, column_index_from_string(column), str(value))
    model.evaluate()
    found = {}
    for sheet, place in formulas_of(path):
        column, row = coordinate_from_string(place)
        value = model.get_cell_value(sheets[sheet], row, column_index_from_string(column))
        found[sheet, place] = value
    return found


def alike(one: object, other: object) -> bool:
    """Tell whether two values of a cell are the same: text, or a number to a millionth of a cent (or relatively)."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= max(1e-8, 1e-13 * abs(other))
    return (one or "") == (other or "")
