"""The sheets of a workbook of any program as tables: numbers as the exact text that the file stores."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Context, Decimal

from ridcalc.core.values.problems import Place
from ridcalc.reading.spreadsheets.table import Cell, Kind, Row, column_of, letters, typed
from ridcalc.reading.workbook.archive import LARGEST
from ridcalc.reading.workbook.foreign import ForeignBook
from ridcalc.reading.workbook.sheet import Stored

_SHOWN = Context(prec=15)
"""A spreadsheet calculates and shows fifteen digits; programs store up to seventeen."""
_MOST_EXPONENT = 30
_EPOCH = 693_594
"""The ordinal of the day that a workbook counts as 0."""
_LAST_DAY = 2_958_465
_CELL = r"\$?([A-Z]{1,3})\$?([0-9]+)"
_RANGE = re.compile(rf"(?:SUM\(|SUBTOTAL\((?:9|109),){_CELL}:{_CELL}\)")
_ADDED = re.compile(rf"\+?{_CELL}(?:\+{_CELL})+")


class SheetTable:
    """A sheet of a workbook as a table."""

    def __init__(self, book: ForeignBook, sheet: str) -> None:
        """Take the book and the title of the sheet; nothing is read yet."""
        self.path = book.path
        self.sheet = sheet
        self._book = book

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty.

        Raises:
            ProblemsFoundError: the sheet is damaged.
        """
        dates = self._book.dates
        for stored in self._book.rows(self.sheet, LARGEST):
            cells = {
                one.column: cell for one in stored.cells if (cell := _cell(one, one.style in dates, stored.number))
            }
            if cells:
                yield Row(stored.number, cells, stored.attributes.get("hidden", "0") in {"1", "true"})

    def place(self, row: Row, column: int | None = None) -> Place:
        """Return the place of a cell, or of a row, with the texts of the row."""
        cell = f"{letters(column)}{row.number}" if column else f"{row.number}"
        excerpt, start = "", 0
        for number, one in sorted(row.cells.items()):
            excerpt += " | " if excerpt else ""
            if number == column:
                start = len(excerpt)
            excerpt += " ".join(one.text.split())
        length = len(row.text(column)) if column else len(excerpt)
        return Place(f"{self.path}!{self.sheet}!{cell}", None, start + 1, max(1, length), excerpt or None)


def _cell(stored: Stored, is_date: bool, row: int) -> Cell | None:  # noqa: FBT001  read from a set, once
    """Return a cell; None if it is empty."""
    text = typed(stored.value or "")
    if stored.kind == "number" and text:
        cell = _number(text, is_date=is_date)
        return cell._replace(sums=_is_sum(stored.formula, stored.column, row)) if stored.formula else cell
    if not text:
        if stored.formula is None:
            return None
        return Cell(f"={stored.formula}"[:80], "uncalculated", _is_sum(stored.formula, stored.column, row))
    if stored.kind == "text":
        return Cell(text)
    kind: Kind = "date" if stored.kind == "date" else "broken"
    return Cell(text[:10] if kind == "date" else text, kind)


def _number(text: str, *, is_date: bool) -> Cell:
    """Return the cell of a number as stored, or of the day that it stands for."""
    number = Decimal(text)
    if is_date and 0 < number <= _LAST_DAY:
        return Cell(date.fromordinal(_EPOCH + int(number)).isoformat(), "date")
    if abs(number.adjusted()) > _MOST_EXPONENT:
        return Cell(text, "broken")
    return Cell(plain_decimal(_SHOWN.plus(number)), "number")


def plain_decimal(number: Decimal) -> str:
    """Return a number without exponent and without zeros at its end.

    >>> plain_decimal(Decimal("1.50E3")), plain_decimal(Decimal("0.10"))
    ('1500', '0.1')
    """
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _is_sum(formula: str | None, column: int, row: int) -> bool:
    """Return whether a formula adds up other cells of its own column."""
    text = (formula or "").replace(" ", "").upper()
    if not (_RANGE.fullmatch(text) or _ADDED.fullmatch(text)):
        return False
    return all(column_of(name) == column and int(number) != row for name, number in re.findall(_CELL, text))
