"""The cells of a workbook as they are stored, formulas and values in one reading: a tenth of what openpyxl needs.

`render/excel/test_cells_as_stored.py` holds them against openpyxl.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from string import ascii_uppercase
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

Cells = dict[tuple[str, str], Any]
"""By sheet and coordinate."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Stored(NamedTuple):
    """What a workbook holds."""

    sheets: tuple[str, ...]
    """The titles of the sheets in their order."""
    formulas: dict[tuple[str, str], str]
    values: Cells
    """The values, without empty cells."""
    names: dict[str, tuple[str, str]]
    """Defined name → the sheet and cell, or range, that it stands for."""
    last_rows: dict[str, int]
    """Sheet → the number of the last row with a cell, filled or empty."""

    def rows(self, sheet: str) -> list[list[Any]]:
        """Return the values of a sheet, row by row, as wide as the widest row; None: an empty cell."""
        values = {}
        for (title, place), value in self.values.items():
            if title == sheet:
                column, row = coordinate_from_string(place)
                values[row, column_index_from_string(column)] = value
        columns = range(1, max(column for _, column in values) + 1)
        return [[values.get((row, column)) for column in columns] for row in range(1, self.last_rows[sheet] + 1)]


def stored(path: Path) -> Stored:
    """Return what a workbook holds; that of a workbook that was read before costs nothing."""
    return _stored(path.read_bytes())


@lru_cache(maxsize=16)
def _stored(workbook: bytes) -> Stored:
    formulas: dict[tuple[str, str], str] = {}
    values: Cells = {}
    last_rows: dict[str, int] = {}
    with ZipFile(BytesIO(workbook)) as archive:
        book = _xml(archive.read("xl/workbook.xml"))
        parts = dict(_parts(archive, book))
        texts = _shared_texts(archive)
        for title, part in parts.items():
            sheet = _xml(archive.read(part))
            places = [one.get("r") for one in sheet.iter(f"{_MAIN}c")]
            places += [one.get("ref") for one in sheet.iter(f"{_MAIN}mergeCell")]
            last_rows[title] = max(int(str(place).rpartition(":")[2].lstrip(ascii_uppercase)) for place in places)
            for cell in sheet.iter(f"{_MAIN}c"):
                place = title, str(cell.get("r"))
                formula = cell.find(f"{_MAIN}f")
                if formula is not None:
                    assert formula.text, "a formula that is shared needs openpyxl"
                    formulas[place] = f"={formula.text}"
                value = _value(cell, texts)
                if value is not None:
                    values[place] = value
    return Stored(tuple(parts), formulas, values, dict(_names(book)), last_rows)


def _xml(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314  parts that ridcalc and the engines write


def _parts(archive: ZipFile, book: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield the title of each sheet, and the name of its part."""
    relations = _xml(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets[sheet.get(_RELATION)]
        yield str(sheet.get("name")), target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _names(book: ET.Element) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each defined name of the book with its sheet and place."""
    for name in book.iter(f"{_MAIN}definedName"):
        if name.get("localSheetId") is None and not str(name.get("name")).startswith("_xlnm"):
            sheet, _, place = str(name.text).rpartition("!")
            yield str(name.get("name")), (sheet.strip("'").replace("''", "'"), place.replace("$", ""))


def _shared_texts(archive: ZipFile) -> list[str]:
    """Return the texts that cells share by number."""
    name = "xl/sharedStrings.xml"
    return [_text(text) for text in _xml(archive.read(name))] if name in archive.namelist() else []


def _text(element: ET.Element) -> str:
    """Return the text of an element, in one piece or several."""
    return "".join(piece.text or "" for piece in element.iter(f"{_MAIN}t"))


def _value(cell: ET.Element, texts: list[str]) -> Any:  # noqa: ANN401  text, number or truth
    """Return the value of a cell; None if it has none."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell) or None
    value = cell.findtext(f"{_MAIN}v")
    if not value:
        return None
    if kind == "s":
        return texts[int(value)]
    if kind == "b":
        return value == "1"
    if kind == "n":
        return int(value) if value.lstrip("-").isdigit() else float(value)
    return value
