"""Workbooks as they are stored, and recalculated by two engines that know nothing of ridcalc."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import formualizer
import ironcalc
import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

Cells = dict[tuple[str, str], Any]
"""By sheet and coordinate."""


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
    return dict(_contents(path.read_bytes()).formulas)


def stored_values(path: Path) -> Cells:
    """Return every value of a workbook as it is stored."""
    return dict(_contents(path.read_bytes()).values)


def sheets_of(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook."""
    return _contents(path.read_bytes()).sheets


class _Contents(NamedTuple):
    """What a workbook holds."""

    sheets: tuple[str, ...]
    formulas: dict[tuple[str, str], str]
    values: Cells


@lru_cache(maxsize=8)
def _contents(workbook: bytes) -> _Contents:
    """Return what a workbook holds; that of a workbook that was looked at before costs nothing."""
    book, values = (openpyxl.load_workbook(BytesIO(workbook), data_only=only) for only in (False, True))
    return _Contents(
        tuple(book.sheetnames),
        {place: str(cell.value) for place, cell in _cells(book) if cell.data_type == "f"},
        {place: cell.value for place, cell in _cells(values) if cell.value is not None},
    )


def _cells(book: openpyxl.Workbook) -> Iterator[tuple[tuple[str, str], Any]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                yield (sheet.title, cell.coordinate), cell


def rows_of(path: Path, sheet: str) -> list[list[Any]]:
    """Return the values of a sheet, row by row."""
    return [list(row) for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


def names_of(path: Path) -> dict[str, tuple[str, str]]:
    """Return the cell that each defined name of a workbook stands for."""
    names = openpyxl.load_workbook(path).defined_names
    return {name: (sheet, place.replace("$", "")) for name, one in names.items() for sheet, place in one.destinations}


def with_changes(path: Path, changes: Mapping[tuple[str, str], Any]) -> Path:
    """Return a copy of a workbook in which some cells were changed; numbers are written as text."""
    book = openpyxl.load_workbook(path)
    for (sheet, place), value in changes.items():
        book[sheet][place] = value if value == "PM" else float(value)
    changed = path.with_suffix(".changed.xlsx")
    book.save(changed)
    return changed


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
