"""The rows of a sheet, written by openpyxl itself: what `SheetData` is compared with."""

import re
from copy import copy
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.worksheet.hyperlink import Hyperlink

from ridcalc.language.sentences import visible
from ridcalc.render.excel.cells import WITHOUT_CENTS, Cell
from ridcalc.render.excel.rows_shown import ShownRow
from ridcalc.render.excel.styles import Styles

_MARK = "\ue000"
"""Stands between a formula and its value: openpyxl writes formulas without values."""
_MARKED = re.compile(
    rb'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"><f>([^<]*?)\xee\x80\x80([ns])([^<]*)</f><v ?/?>(?:</v>)?</c>'
)


class OpenpyxlRows:
    """Has the methods of `SheetData`, and gives every cell to openpyxl."""

    def __init__(self, worksheet: Any, styles: Styles, *, whole_euros: bool) -> None:  # noqa: ANN401  openpyxl's sheet
        self._worksheet = worksheet
        self._styles = styles
        self._whole_euros = whole_euros

    def add(self, number: int, row: ShownRow) -> None:
        if row.height:
            self._worksheet.row_dimensions[number].height = row.height
        self._worksheet.append([None if cell is None else self._cell(cell) for cell in row.cells])

    def _cell(self, cell: Cell) -> Any:  # noqa: ANN401  openpyxl's cell
        written: Any = WriteOnlyCell(self._worksheet)
        style = WITHOUT_CENTS.get(cell.style, cell.style) if self._whole_euros else cell.style
        written._style = copy(self._styles._styles[style])  # noqa: SLF001  what openpyxl's cells need
        value = visible(cell.value) if isinstance(cell.value, str) else cell.value
        if cell.formula is not None:
            kind = "s" if isinstance(value, str) else "n"
            written.value = f"={cell.formula}{_MARK}{kind}{value}"
        elif isinstance(value, str):
            written.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value)
            written.data_type = "s"
            written.quotePrefix = value[:1] in {"=", "+", "-", "@"}
        else:
            written.value = value
        if cell.note:
            written.comment = Comment(cell.note[:2000], "ridcalc", height=120, width=320)
        if cell.link:
            written.hyperlink = Hyperlink(ref="", location=cell.link)
        return written


def with_values(part: bytes) -> bytes:
    """Return a part of a workbook in which the values of formulas stand beside the formulas."""
    return _MARKED.sub(_with_value, part)


def _with_value(match: re.Match[bytes]) -> bytes:
    reference, style, formula, kind, value = match.groups()
    typed = b' t="str"' if kind == b"s" else b""
    return b'<c r="%b" s="%b"%b><f>%b</f><v>%b</v></c>' % (reference, style, typed, formula, value)
