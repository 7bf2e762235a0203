"""How rows are shown: what fills a row besides its cells, the columns that a line of text covers, and heights."""

from collections.abc import Sequence
from typing import NamedTuple

from ridcalc.render.excel.cells import Cell, SheetRow, Style
from ridcalc.render.excel.fitting import is_number
from ridcalc.render.excel.text_width import lines_of, scale_of

_LINE, _TITLE_LINE = 15, 19
"""The height of a line of text and of a line of a title, in points."""
_RULE = 3
"""The room below a rule, in points."""
_HIGHEST = 409
"""The largest height of a row, in points."""
_LINES_OF_TEXT: tuple[Style, ...] = ("title", "fact", "alert", "guard")
"""Styles of texts that run over the columns to the right."""
_WRAPPED: tuple[Style, ...] = (
    *_LINES_OF_TEXT,
    *(
        "head",
        "head_text",
        "head_number",
        "head_beside",
        "block",
        "label",
        "indented",
        "text",
        "wrapped",
        "beside",
        "total",
        "link",
        "link_beside",
    ),
)


class ShownRow(NamedTuple):
    """A row as it is shown: its cells, its height in points (0: as a line), and the columns that one cell covers."""

    cells: SheetRow
    height: float
    covered: tuple[int, int] | None


def shown_row(row: SheetRow, widths: Sequence[float], printed: int, spans: tuple[int, int]) -> ShownRow:
    """Return a row as it is shown; `printed` columns are printed, and `spans` is of spans_of in pages.py."""
    covered = _covered(row, *spans)
    height = _height(row, widths, covered)
    return ShownRow(_filled(row, printed), height, covered)


def _covered(row: SheetRow, span: int, page: int) -> tuple[int, int] | None:
    """Return the columns that a line of text covers: those from the row's last cell on.

    A line that begins in the first column stands on every page; others run over the columns of the first page.
    """
    column = len(row)
    span = span if column == 1 else page
    if not row or column >= span:
        return None
    last = row[-1]
    alone = column == 1 and last is not None and last.style in {"text", "block"}
    runs_on = (
        last is not None and (last.style in _LINES_OF_TEXT or alone) and (last.value != "" or last.formula is not None)
    )
    return (column, span) if runs_on else None


def _height(row: SheetRow, widths: Sequence[float], covered: tuple[int, int] | None) -> float:
    """Return the height of a row in points; 0 for one line. Some programs do not work it out."""
    lines, line, rule = 1, _LINE, 0
    for column, (cell, width) in enumerate(zip(row, widths, strict=False), 1):
        if cell is None:
            continue
        if "total" in cell.style:
            rule = _RULE
        if cell.style in _WRAPPED and isinstance(cell.value, str):
            room = sum(widths[covered[0] - 1 : covered[1]]) if covered and column == covered[0] else width
            lines = max(lines, lines_of(max(cell.value, cell.longest, key=len), room / scale_of(cell.style)))
        if cell.style == "title":
            line = _TITLE_LINE
    height = min(lines * line + rule, _HIGHEST)
    return 0 if height == _LINE else height


def _filled(row: SheetRow, printed: int) -> SheetRow:
    """Return a row with unbroken fills and rules: of a block's heading over every printed column, of a total."""
    row = [_indented(cell, before) for cell, before in zip(row, (None, *row), strict=False)]
    if row and row[0] is not None and row[0].style == "block":
        rest = [cell or Cell("", "block") for cell in row[1:]]
        return [row[0], *rest, *[Cell("", "block")] * (printed - len(row))]
    if any(cell is not None and "total" in cell.style for cell in row):
        return [_ruled(cell) for cell in row]
    return row


def _indented(cell: Cell | None, before: Cell | None) -> Cell | None:
    """Return a text with room before it if a number, at the right of its cell, stands before it."""
    if cell is None or before is None or cell.style not in _INDENTED:
        return cell
    after_number = is_number(before.style) or before.style in {"pm", "head_number"}
    return cell._replace(style=_INDENTED[cell.style]) if after_number else cell


_INDENTED: dict[Style, Style] = {"text": "beside", "wrapped": "beside", "head_text": "head_beside"}
"""The styles of texts after a number."""


def _ruled(cell: Cell | None) -> Cell:
    if cell is None:
        return Cell("", "total")
    return cell._replace(style=_BELOW_A_RULE.get(cell.style, cell.style))


_BELOW_A_RULE: dict[Style, Style] = {"pm": "pm_total", "thousands": "thousands_total"}
"""The styles of cells in the row of a total."""
