"""Widths of columns and alignment of headings, worked out from what the columns hold."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from ridcalc.render.excel.cells import WITHOUT_CENTS, Cell, SheetRow, Style
from ridcalc.render.excel.text_width import width_of_cell

_NARROWEST = 5
_WIDEST_TEXT = 70
"""The width up to which a column is widened where a page has room."""
_LONGEST_WORD = 24
"""The width up to which a column is as wide as its longest word."""
_NUMBERS: tuple[Style, ...] = (
    "whole",
    "share",
    "share_total",
    "percent",
    "percent_total",
    "exact",
    "thousands",
    "thousands_assumed",
    "input_weight",
)
_LABELS: tuple[Style, ...] = ("text", "wrapped", "label", "indented", "beside")


class Fitted(NamedTuple):
    """A column's width, in digits, and the style of its heading."""

    width: float
    head: Style
    wanted: float = 0
    """The width in which no text is wrapped."""
    least: float = 0
    """The width below which more than a few words are wrapped, or a number does not fit."""


def fitted(
    widths: Sequence[float],
    headings: Sequence[Cell | None],
    rows: Sequence[SheetRow],
    *,
    whole_euros: bool,
    printed: int | None = None,
) -> list[Fitted]:
    """Return the width and the heading's style of each column.

    A number always fits. A text, and a heading, are wrapped if they would take more than the width in `widths`, or
    beside the first `printed` columns (None: all are printed) more than the widest column of text. `whole_euros` is
    whether amounts are shown without cents.
    """
    most = [width if printed is None or number < printed else _WIDEST_TEXT for number, width in enumerate(widths)]
    columns: list[list[Cell]] = [[] for _ in widths]
    for row in rows:
        if len(row) > 1:
            for cells, cell in zip(columns, row, strict=False):
                if cell is not None and cell.value != "":
                    style = WITHOUT_CENTS.get(cell.style, cell.style) if whole_euros else cell.style
                    cells.append(cell._replace(style=style))
    return [_fitted(width, heading, cells) for width, heading, cells in zip(most, headings, columns, strict=True)]


def stretched(columns: Sequence[Fitted], printed: int, room: float) -> list[Fitted]:
    """Return the columns with wrapped texts wider, as far as the first `printed` columns leave `room` on a page."""
    spare = room - sum(column.width for column in columns[:printed])
    return wider(columns, printed, spare) if spare > 0 else list(columns)


def squeezed(columns: Sequence[Fitted], printed: int, room: float) -> list[Fitted]:
    """Return the columns with wrapped texts narrower, if the first `printed` columns then fit into `room`."""
    excess = sum(column.width for column in columns[:printed]) - room
    spare = [max(0.0, column.width - column.least) for column in columns[:printed]]
    if not 0 < excess <= sum(spare):
        return list(columns)
    part = excess / sum(spare)
    narrower = [
        column._replace(width=round(column.width - part * less - 0.05, 1))
        for column, less in zip(columns[:printed], spare, strict=True)
    ]
    return [*narrower, *columns[printed:]]


def wider(columns: Sequence[Fitted], printed: int, spare: float) -> list[Fitted]:
    """Return the first `printed` columns with wrapped texts wider, by `spare` together at most; and the others."""
    lacking = [max(0.0, column.wanted - column.width) for column in columns[:printed]]
    if not sum(lacking):
        return list(columns)
    part = min(1.0, spare / sum(lacking))
    stretched_columns = [
        column._replace(width=round(column.width + part * lack, 1))
        for column, lack in zip(columns[:printed], lacking, strict=True)
    ]
    return [*stretched_columns, *columns[printed:]]


def is_number(style: Style) -> bool:
    """Return whether a style is one of numbers, which stand at the right of a cell."""
    return style.startswith(("money", "euros", "input_")) or style in _NUMBERS


def _fitted(most: float, heading: Cell | None, cells: list[Cell]) -> Fitted:
    numbers = any(is_number(cell.style) for cell in cells)
    texts = any(cell.style in _LABELS for cell in cells)
    head: Style = "head_number" if numbers else "head_text" if texts else "head"
    needed = max((_needed(cell, most) for cell in cells), default=0.0)
    wanted = max((_width(cell) for cell in cells if not numbers), default=0.0)
    width = ceil(max(_NARROWEST, needed, _head_width(heading)) * 10) / 10
    least = max(_NARROWEST, _head_width(heading), *(_least(cell) for cell in cells)) if cells and not numbers else width
    return Fitted(width, head, min(wanted, _WIDEST_TEXT), min(width, least))


_INDENTS: dict[Style, int] = {"indented": 2, "beside": 1, "link_beside": 1}
"""The room, in digits, that stays empty before a text."""


def _width(cell: Cell) -> float:
    """Return the width of a cell, with its indent."""
    return width_of_cell(cell) + _INDENTS.get(cell.style, 0)


_FEW_WORDS = 20
"""The width of a text that is wrapped into as many lines as it takes."""


def _least(cell: Cell) -> float:
    """Return the smallest width of a cell: of a text its longest word, of a long text a few words."""
    whole = _width(cell)
    if not isinstance(cell.value, str):
        return whole
    longest_word = max((_width(cell._replace(value=word)) for word in cell.value.split()), default=0.0)
    return min(whole, max(longest_word, _FEW_WORDS if whole > 2 * _FEW_WORDS else 0))


def _needed(cell: Cell, most: float) -> float:
    width = _width(cell)
    if width > most and isinstance(cell.value, str) and not cell.style.startswith("pm") and cell.value != "PM":
        longest_word = max((_width(cell._replace(value=word)) for word in cell.value.split()), default=0.0)
        return min(width, max(most, min(longest_word, _LONGEST_WORD)))
    return width


def _head_width(heading: Cell | None) -> float:
    """Return the width in which a heading takes two lines at most."""
    if heading is None:
        return 0.0
    words = str(heading.value).split() or [""]
    splits = range(1, len(words) + 1)
    lines = ((" ".join(words[:split]), " ".join(words[split:])) for split in splits)
    return 0.5 + min(max(width_of_cell(Cell(line, "head")) for line in pair) for pair in lines)
