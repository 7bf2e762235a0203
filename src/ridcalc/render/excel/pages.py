"""The printed pages of a sheet: which columns stand on a page together, and before which rows a new page begins.

A page is one block of columns wide. A block is never so wide that the letters on paper become smaller than 8 points;
further columns form further blocks, each with the first columns of the sheet repeated.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.render.excel.cells import Sheet

WIDEST = 150
"""The width of a block, in digits of 8 points, the widest digits that a program may use instead of Calibri's."""
FULL_SIZE = 146
"""Widths up to this are printed at full size, in Calibri."""
_ALL, _ROOM = 100, 111
"""Percent, and the width of a page at full size in the widest digits."""
_HEIGHT = 480
"""Points of a page between its margins, header and footer."""
_LEAST = 60
"""Points of a longer table that stand on the page where it begins: its heading and some rows."""


class Block(NamedTuple):
    """Columns that stand on a page together, from 1."""

    first: int
    last: int


def blocks_of(sheet: Sheet) -> list[Block]:
    """Return the blocks of a sheet's printed columns; each but the first has the repeated columns before it."""
    printed = sheet.printed_columns or len(sheet.widths)
    widths = sheet.widths[:printed]
    repeated = sum(widths[: sheet.repeated_columns])
    blocks: list[Block] = []
    first, used = 1, 0.0
    for column, width in enumerate(widths, 1):
        unit = column if column <= sheet.repeated_columns else _begin(sheet, column)
        if used + width > WIDEST and unit > first and unit > sheet.repeated_columns:
            blocks.append(Block(first, unit - 1))
            first, used = unit, repeated + sum(widths[unit - 1 : column - 1])
        used += width
    return [*blocks, Block(first, printed)]


def _begin(sheet: Sheet, column: int) -> int:
    """Return the column that may begin a block so that `column` is in it and joined columns stay together."""
    while column in sheet.joined:
        column -= 1
    return column


def spans_of(sheet: Sheet) -> tuple[int, int]:
    """Return the number of columns that stand on every page, and of those on the first, for lines of text."""
    blocks = blocks_of(sheet)
    first = blocks[0].last
    return (first if len(blocks) == 1 or not sheet.printed else max(1, sheet.repeated_columns)), first


def scale_of(sheet: Sheet) -> int:
    """Return the size, in percent, in which each block fits on a page in the widest letters."""
    return min(_ALL, int(_ALL * _ROOM / _widest(sheet)))


def _widest(sheet: Sheet) -> float:
    """Return the width of the widest block, with the columns that are repeated before it."""
    repeated = sum(sheet.widths[: sheet.repeated_columns])
    return max(
        sum(sheet.widths[block.first - 1 : block.last]) + (repeated if block.first > 1 else 0)
        for block in blocks_of(sheet)
    )


class Breaks:
    """The rows after which a page begins, while the rows of a sheet pass by, each with its height."""

    def __init__(self, sheet: Sheet) -> None:
        """Begin above the first row."""
        self._sheet = sheet
        self._tables = set(sheet.tables)
        blocks = blocks_of(sheet)
        self._room = _HEIGHT * (_ALL / scale_of(sheet) if len(blocks) > 1 else max(1.0, _widest(sheet) / FULL_SIZE))
        first, last = sheet.repeated_rows
        self._repeated_rows = range(first, last + 1)
        self._heights: list[tuple[int, float]] = []
        """The first row of each table (0: what stands above the tables) and the table's height."""
        self._repeated = 0.0

    def add(self, row: int, height: float) -> None:
        """Count a row and its height in points."""
        if row in self._tables or not self._heights:
            self._heights.append((row, 0.0))
        first, so_far = self._heights[-1]
        self._heights[-1] = (first, so_far + height)
        if row in self._repeated_rows:
            self._repeated += height

    def rows(self) -> Iterator[int]:
        """Yield each row after which a page begins: as asked for, and before a table that fits on one page.

        The first table follows its sheet's title, whatever its length: a page with a title alone says nothing.
        """
        asked = set(self._sheet.breaks)
        used = 0.0
        for number, (row, height) in enumerate(self._heights):
            least = height if self._repeated + height <= self._room else min(height, _LEAST)
            is_below = row > self._repeated_rows.stop
            if number and (row - 1 in asked or (is_below and used + least > self._room)):
                asked.add(row - 1)
                used = self._repeated
            used += height
            while self._repeated < self._room < used:  # the table goes on
                used += self._repeated - self._room
        yield from sorted(asked)


def repeated_rows(sheet: Sheet) -> str | None:
    """Return the rows that stand at the top of every page, as a range; None without any."""
    first, last = sheet.repeated_rows
    return f"{first}:{last}" if first else None


def header_text(text: str, most: int = 110) -> str:
    """Return a text as a page header holds it: `&` begins a code there, and a header has 255 characters in all."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return short.replace("&", "&&")
