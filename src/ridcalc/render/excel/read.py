"""Read an untrusted workbook as cells: within size limits; no links, macros or document types."""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

os.environ.setdefault("OPENPYXL_LXML", "False")  # Python's own parser, which is always installed

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import WorkSheetParser

from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, say

LARGEST = 500_000_000
"""Bytes of an unzipped workbook."""
MOST_PARTS = 1000
"""Files in the archive of a workbook."""

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")


class Stored(NamedTuple):
    """A cell as stored in the file: its formula without `=` (None: no formula), its value, and its number format."""

    formula: str | None
    value: object
    number_format: str = "General"


class StoredSheet(NamedTuple):
    """A sheet as stored in the file: its non-empty cells by (row, column), from 1, and whether it is hidden."""

    cells: dict[tuple[int, int], Stored]
    hidden: bool


class StoredBook(NamedTuple):
    """A workbook as stored in the file: its sheets by title, in order, and the reference of each defined name."""

    sheets: dict[str, StoredSheet]
    names: dict[str, str]


def read_workbook(path: str, content: bytes) -> StoredBook:
    """Return the sheets and the defined names of a workbook; `path` is the place of a problem.

    Raises:
        ProblemsFoundError: the content is not a workbook, is too large, or holds links, macros or a document type.
    """
    refusal = _refusal(content)
    if refusal is None:
        try:
            return _book(content)
        except Exception:  # noqa: BLE001  openpyxl raises errors of any kind on untrusted files
            refusal = say("this is no workbook that can be read")
    raise ProblemsFoundError([Problem("workbook-refused", refusal, place=Place(path))])


def _refusal(content: bytes) -> Message | None:
    """Return why a workbook is refused before it is read; None if it is not refused."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
                return say("this workbook is too large: more than {most} bytes unzipped", most=LARGEST)
            for part in parts:
                name = part.filename.lower()
                if "externallink" in name or name.endswith((".bin", ".vba")) or "/embeddings/" in name:
                    return say("this workbook holds links or macros, which no workbook of ridcalc does")
                text = archive.read(part)
                if any(doctype in text for doctype in _DOCTYPES):
                    return say("this workbook holds a document type definition, which no workbook does")
                if name.endswith(".rels") and _EXTERNAL.search(text):
                    return say("this workbook holds links or macros, which no workbook of ridcalc does")
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return say("this is no workbook that can be read")
    return None


def _book(content: bytes) -> StoredBook:
    formulas = load_workbook(BytesIO(content), read_only=True)
    values = load_workbook(BytesIO(content), read_only=True, data_only=True)
    sheets = {}
    for with_formulas, with_values in zip(formulas.worksheets, values.worksheets, strict=True):
        stored = {place: cell["value"] for place, cell in _cells(with_values)}
        cells = {}
        for place, cell in _cells(with_formulas):
            formula = str(cell["value"]).removeprefix("=") if cell["data_type"] == "f" else None
            number_format = _number_format(formulas, cell["style_id"])
            cells[place] = Stored(_unescaped(formula), _unescaped(stored.get(place)), number_format)
        sheets[with_formulas.title] = StoredSheet(cells, with_formulas.sheet_state != "visible")
    return StoredBook(sheets, {name: defined.attr_text for name, defined in formulas.defined_names.items()})


def _cells(sheet: Any) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:  # noqa: ANN401  openpyxl's own
    """Yield (row, column) and the stored cell of each non-empty cell.

    openpyxl's public iterator also yields the empty cells between them, up to a whole sheet.
    """
    with sheet._get_source() as source:  # noqa: SLF001  there is no public way
        for _, row in WorkSheetParser(source, sheet._shared_strings, data_only=sheet.parent.data_only).parse():  # noqa: SLF001
            for cell in row:
                if cell["value"] is not None:
                    yield (cell["row"], cell["column"]), cell


def _number_format(book: Any, style: int) -> str:  # noqa: ANN401  openpyxl's own
    number = book._cell_styles[style].numFmtId  # noqa: SLF001  openpyxl's own cells read the same
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, "General"))
    return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])  # noqa: SLF001  the same


_ESCAPE = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")


def _unescaped(value: Any) -> Any:  # noqa: ANN401  any value of a cell
    return _ESCAPE.sub("_", value) if isinstance(value, str) else value
