"""Workbooks as they are stored, and recalculated by two engines that know nothing of ridcalc."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import formualizer
import ironcalc
import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from stored_cells import Cells, stored
from tampering import parts_of, sheet_part, sheet_text, write_parts

FUNCTIONS = {
    "ABS",
    "COUNT",
    "COUNTIFS",
    "GCD",
    "IF",
    "INDEX",
    "INT",
    "ISNUMBER",
    "MATCH",
    "MAX",
    "MIN",
    "ROUND",
    "ROWS",
    "SUM",
    "SUMIFS",
    "SUMPRODUCT",
}
"""The functions that formulas may have."""


def formulas_of(path: Path) -> dict[tuple[str, str], str]:
    """Return every formula of a workbook."""
    return dict(stored(path).formulas)


def stored_values(path: Path) -> Cells:
    """Return every value of a workbook as it is stored."""
    return dict(stored(path).values)


def sheets_of(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook."""
    return stored(path).sheets


def rows_of(path: Path, sheet: str) -> list[list[Any]]:
    """Return the values of a sheet, row by row."""
    return stored(path).rows(sheet)


def names_of(path: Path) -> dict[str, tuple[str, str]]:
    """Return the cell that each defined name of a workbook stands for."""
    return dict(stored(path).names)


def with_changes(path: Path, changes: Mapping[tuple[str, str], Any]) -> Path:
    """Return a copy of a workbook in which some cells have another number, or PM."""
    parts = parts_of(path)
    for (sheet, place), value in changes.items():
        content = 't="inlineStr"><is><t>PM</t></is>' if value == "PM" else f"><v>{float(value)!r}</v>"
        cell = rf'(<c r="{place}"(?: s="[0-9]+")?)[^>]*?(?:/>|>.*?</c>)'
        text, found = re.subn(cell, rf"\1 {content}</c>", sheet_text(parts, sheet), count=1, flags=re.DOTALL)
        assert found, f"{sheet} has no cell {place}"
        parts[sheet_part(parts, sheet)] = text.encode()
    return write_parts(path.with_suffix(".changed.xlsx"), parts)


def by_formualizer(path: Path, changes: Mapping[tuple[str, str], Any] | None = None) -> Cells:
    """Return what formualizer makes of every formula, after some cells were changed."""
    output = path.with_suffix(".formualizer.xlsx")
    formualizer.recalculate_file(str(with_changes(path, changes) if changes else path), output=str(output))
    stored = stored_values(output)
    return {place: stored.get(place) for place in formulas_of(path)}


def by_ironcalc(path: Path, changes: Mapping[tuple[str, str], Any] | None = None) -> Cells:
    """Return what ironcalc makes of every formula, after some cells were changed."""
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    sheets = {sheet: index for index, sheet in enumerate(sheets_of(path))}
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


def guard_after(path: Path, edit: Callable[[Any, Mapping[str, int]], None]) -> str:
    """Return what the guard says after an edit of ironcalc's model, which takes the position of each sheet by name."""
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    edit(model, {sheet: index for index, sheet in enumerate(sheets_of(path))})
    model.evaluate()
    return str(model.get_cell_value(0, 4, 1))


def alike(one: object, other: object) -> bool:
    """Tell whether two values of a cell are the same: text, or a number to a millionth of a cent (or relatively)."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= max(1e-8, 1e-13 * abs(other))
    return (one or "") == (other or "")


def assert_live(path: Path) -> None:
    """Hold every formula of a workbook against the value stored with it, by two engines."""
    assert_excel_accepts(path)
    stored = stored_values(path)
    for engine in (by_formualizer, by_ironcalc):
        found = engine(path)
        assert {place: value for place, value in found.items() if not alike(value, stored.get(place))} == {}
    assert not [place for place, value in stored.items() if str(value).startswith("#")]


def assert_excel_accepts(path: Path) -> None:
    """Hold a workbook against what Excel would repair or refuse."""
    book = openpyxl.load_workbook(path)
    for formula in formulas_of(path).values():
        assert len(formula) < 8192
        assert max((call.count(",") for call in re.findall(r"\(([^()]*)\)", formula)), default=0) < 255
        assert all(len(text) <= 255 for text in re.findall(r'"([^"]*)"', formula))
        assert set(re.findall(r"([A-Z]+)\(", formula)) <= FUNCTIONS
    names = [name.casefold() for name in book.defined_names]
    tables = [name.casefold() for sheet in book for name in sheet.tables]
    assert len({*names, *tables}) == len(names) + len(tables)
    assert all(
        re.fullmatch(r"[a-z_][a-z0-9_]*", name) and not re.fullmatch(r"[a-z]{1,3}[0-9]+", name) for name in names
    )
    for sheet in book:
        for table in sheet.tables.values():
            heads = [str(cell.value).replace("_x005F_", "_") for cell in sheet[table.ref][0]]
            assert heads == [column.name for column in table.tableColumns]
            assert len({head.casefold() for head in heads}) == len(heads)
            assert all(len(head) <= 255 for head in heads)
        assert all((row.height or 0) <= 409 for row in sheet.row_dimensions.values())
        assert len([cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]) <= 65_530
        assert all(len(str(cell.value or "")) <= 32_767 for row in sheet.iter_rows() for cell in row)
