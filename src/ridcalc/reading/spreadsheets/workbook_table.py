"""The sheets of a workbook of any program as tables: numbers as the exact text that the file stores."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Context, Decimal

from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Place
from ridcalc.reading.spreadsheets.table import Cell, Kind, Row, column_of, typed
from ridcalc.reading.workbook.archive import LARGEST
from ridcalc.reading.workbook.date_formats import Shows
from ridcalc.reading.workbook.foreign import ForeignBook
from ridcalc.reading.workbook.sheet import MOST_COLUMNS, Stored

_SHOWN = Context(prec=15)
"""A spreadsheet calculates and shows fifteen digits; programs store up to seventeen."""
_MOST_EXPONENT = 30
_EPOCH, _EPOCH_1904 = 693_594, 695_056
"""The ordinals of the day that a workbook counts as 0: from 1900, and from 1904."""
_LAST_DAY = date.max.toordinal()
_CELL = r"\$?([A-Z]{1,3})\$?([0-9]+)"
_RANGE = re.compile(rf"(?:SUM\(|SUBTOTAL\((?:9|109),){_CELL}:{_CELL}\)")
_ADDED = re.compile(rf"\+?{_CELL}(?:\+{_CELL})+")


class SheetTable:
    """A sheet of a workbook as a table."""

    def __init__(self, book: ForeignBook, sheet: str) -> None:
        """Take the book and the title of the sheet; nothing is read yet."""
        self.path = book.path
        self.sheet = sheet
        self.hidden = book.sheets[sheet].hidden
        self._book = book
        self._epoch = _EPOCH_1904 if book.from_1904 else _EPOCH

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty.

        Raises:
            ProblemsFoundError: the sheet is damaged.
        """
        shows, epoch = self._book.shows, self._epoch
        for stored in self._book.rows(self.sheet, LARGEST):
            cells = {
                one.column: cell
                for one in stored.cells
                if (cell := _cell(one, shows.get(one.style), stored.number, epoch))
            }
            if cells:
                yield Row(stored.number, cells, stored.attributes.get("hidden", "0") in {"1", "true"})

    def hidden_columns(self) -> frozenset[int]:
        """Return the columns that the sheet hides.

        Raises:
            ProblemsFoundError: the sheet is damaged.
        """
        rows = self._book.rows(self.sheet, LARGEST)
        next(iter(rows), None)  # the columns stand before the first row
        hidden: set[int] = set()
        for one in rows.columns:
            first, last = one.get("min", ""), one.get("max", "")
            if one.get("hidden") in {"1", "true"} and first.isdecimal() and last.isdecimal():
                hidden.update(range(int(first[:6]), min(int(last[:6]), MOST_COLUMNS) + 1))
        return frozenset(hidden)

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


def _cell(stored: Stored, shows: Shows | None, row: int, epoch: int) -> Cell | None:
    """Return a cell; None if it is empty."""
    text = typed(stored.value or "")
    if stored.kind == "number" and text:
        cell = _number(text, shows, epoch)
        return cell._replace(sums=_is_sum(stored.formula, stored.column, row)) if stored.formula else cell
    if not text:
        if stored.formula is None:
            return None
        return Cell(f"={stored.formula}"[:80], "uncalculated", _is_sum(stored.formula, stored.column, row))
    if stored.kind == "text":
        return Cell(text)
    kind: Kind = "date" if stored.kind == "date" else "broken"
    return Cell(text[:10] if kind == "date" else text, kind)


def _number(text: str, shows: Shows | None, epoch: int) -> Cell:
    """Return the cell of a number as stored, or of the day or the percentage that it stands for."""
    number = Decimal(text)
    if shows == "date" and 0 < number <= _LAST_DAY - epoch:
        return Cell(date.fromordinal(epoch + int(number)).isoformat(), "date")
    if abs(number.adjusted()) > _MOST_EXPONENT:
        return Cell(text, "broken")
    if shows == "percentage":
        return Cell(f"{plain_decimal(_SHOWN.plus(number).scaleb(2))}%", "percentage")
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
