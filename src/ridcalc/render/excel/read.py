"""A workbook that a stranger may have made, read as cells: within limits, and nothing in it is followed or run."""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

os.environ.setdefault("OPENPYXL_LXML", "False")  # the parser that is always there

from openpyxl import load_workbook

from ridcalc.core.problems import Message, Place, Problem, ProblemsFoundError, say

LARGEST = 1_000_000_000
"""Bytes, unzipped."""
MOST_PARTS = 1000

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")


class Stored(NamedTuple):
    """A cell as it is stored: its formula, without `=`, and its value."""

    formula: str | None
    value: object


Sheets = dict[str, dict[tuple[int, int], Stored]]
"""By name of the sheet, and by row and column, every cell that holds something."""


def read_workbook(path: str, content: bytes) -> Sheets:
    """Return every cell of a workbook.

    Raises:
        ProblemsFoundError: it is no workbook, too large, or holds what a workbook of ours never does.
    """
    refusal = _refusal(content)
    if refusal is None:
        try:
            return {name: dict(cells) for name, cells in _sheets(content)}
        except Exception:  # noqa: BLE001  whatever openpyxl finds in a stranger's file
            refusal = say("this is no workbook that can be read")
    raise ProblemsFoundError([Problem("workbook-refused", refusal, place=Place(path))])


def _refusal(content: bytes) -> Message | None:
    """Return why a file is not read on, None if nothing speaks against it."""
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


def _sheets(content: bytes) -> Iterator[tuple[str, Iterator[tuple[tuple[int, int], Stored]]]]:
    formulas = load_workbook(BytesIO(content), read_only=True)
    values = load_workbook(BytesIO(content), read_only=True, data_only=True)
    for with_formulas, with_values in zip(formulas.worksheets, values.worksheets, strict=True):
        yield with_formulas.title, _cells(with_formulas, with_values)


def _cells(with_formulas, with_values) -> Iterator[tuple[tuple[int, int], Stored]]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for row, stored_row in zip(with_formulas.iter_rows(), with_values.iter_rows(), strict=True):
        for cell, stored in zip(row, stored_row, strict=True):
            if cell.value is not None:
                formula = str(cell.value).removeprefix("=") if cell.data_type == "f" else None
                yield (cell.row, cell.column), Stored(formula, stored.value)
