"""A table of cells as a spreadsheet holds it: exact texts with their places, row after row."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, Protocol

from ridcalc.core.values.problems import Place

Kind = Literal["number", "text", "date", "percentage", "broken", "uncalculated"]
"""What a cell holds: `broken` is an error or a boolean, `uncalculated` a formula without a value."""


class Cell(NamedTuple):
    """A cell that is not empty."""

    text: str
    """The text without spaces around it; of a number its exact decimal text, of a date its day as `2027-03-04`."""
    kind: Kind = "text"
    sums: bool = False
    """Whether a formula adds up cells of its own column."""


class Row(NamedTuple):
    """A row with its number, from 1, and its cells by column, from 1."""

    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False

    def text(self, column: int | None) -> str:
        """Return the text of a cell; an empty text for an empty cell, and for no column."""
        cell = self.cells.get(column or 0)
        return cell.text if cell else ""


class Table(Protocol):
    """A sheet of a workbook, or a CSV file. Its rows can be read more than once."""

    @property
    def path(self) -> str:
        """The path of the file."""

    @property
    def sheet(self) -> str | None:
        """The title of the sheet; None for a CSV file."""

    @property
    def hidden(self) -> bool:
        """Whether the workbook hides the sheet."""

    def hidden_columns(self) -> frozenset[int]:
        """Return the columns that the sheet hides."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty, in order."""

    def place(self, row: Row, column: int | None = None) -> Place:
        """Return the place of a cell with its row as excerpt; of the row without a column."""


def typed(text: str) -> str:
    """Return a text without spaces around it, and without characters that nobody sees.

    >>> typed(" Duiven\u200b ")
    'Duiven'
    """
    text = text.strip()
    if text.isprintable():
        return text
    from ridcalc.reading.invisible import CONTROL, FORMAT  # seldom needed

    return re.sub(f"{CONTROL}|{FORMAT}", "", text).strip()


def column_of(text: str) -> int | None:
    """Return the column with these letters; None if the text is no column.

    >>> column_of("AB"), column_of("Bedrag")
    (28, None)
    """
    if not 1 <= len(text) <= 3 or not text.isascii() or not text.isalpha() or not text.isupper():
        return None
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number
