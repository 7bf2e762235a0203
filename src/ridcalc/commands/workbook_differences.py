"""The differences between the workbook that the files give and one that is stored in a file, sheet by sheet."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from math import isfinite
from typing import NamedTuple

from ridcalc.commands.recorded_fields import FIELD, FREE, VALUE
from ridcalc.core.values.money import PM
from ridcalc.core.values.problems import Message, Number, say
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import visible
from ridcalc.reading.workbook.book import StoredBook
from ridcalc.reading.workbook.sheet import SheetRows, Stored, StoredRow
from ridcalc.render.excel.basis import BASIS
from ridcalc.render.excel.cells import Book, Cell, Sheet, SheetRow, Value, letters

STRUCTURE, INPUT, FORMULA, CALCULATED, UNCALCULATED = range(5)
"""Severities in the order in which differences are listed: a difference can be the cause of those after it."""
_INEXACT = ("share", "exact", "input_rate", "input_number")
"""The styles of numbers that are no amounts. Another program may store the last digit of such a number differently."""
_CELL, _TIMES = 100, 10
"""Bytes that a cell takes besides its texts, and how many times the expected bytes are read at most.

A sheet that LibreOffice saved again has at most 1.5 times the bytes of an export. No way of writing a character in XML
takes more than ten bytes.
"""


class Found(NamedTuple):
    """A difference between the workbook and the files."""

    severity: int
    message: Message


class Findings:
    """The number of differences of each severity, and the first of them."""

    def __init__(self, most: int) -> None:
        """Take how many differences of a severity are kept; the others are counted."""
        self._most = most
        self.counts = [0] * (UNCALCULATED + 1)
        self._first: list[list[Found]] = [[] for _ in self.counts]

    def add(self, found: Found) -> None:
        """Count a difference, and keep it if it is one of the first."""
        self.counts[found.severity] += 1
        if len(self._first[found.severity]) < self._most:
            self._first[found.severity].append(found)

    def discard(self, severity: int) -> None:
        """Forget the differences of a severity."""
        self.counts[severity] = 0
        self._first[severity].clear()

    def first(self) -> list[Message]:
        """Return the first differences, by severity."""
        return [found.message for kept in self._first for found in kept][: self._most]


def compare(expected: Book, book: StoredBook, findings: Findings, progress: Progress) -> None:
    """Add the differences between two workbooks: those of the workbook as a whole, then those of each sheet.

    Raises:
        ProblemsFoundError: a sheet is damaged, or is far larger than the expected one.
    """
    progress.begin(say("reading the workbook"), sum(sheet.length for sheet in expected.sheets), say("rows"))
    for found in (*_book_differences(expected, book), *_named(expected, book)):
        findings.add(found)
    for sheet in expected.sheets:
        for found in _sheet_differences(sheet, book, progress):
            findings.add(found)


def _book_differences(expected: Book, book: StoredBook) -> Iterator[Found]:
    """Yield the sheets that do not belong in the workbook, and a wrong order of sheets."""
    names = [sheet.name for sheet in expected.sheets]
    for name in book.sheets:
        if name not in names:
            yield Found(STRUCTURE, say("sheet {sheet} does not belong in it", sheet=name))
    if [name for name in book.sheets if name in names] != [name for name in names if name in book.sheets]:
        yield Found(STRUCTURE, say("the sheets stand in another order"))


def _named(expected: Book, book: StoredBook) -> Iterator[Found]:
    """Yield the wrong defined names."""
    for name, reference in expected.names:
        stored = book.names.get(name, "")
        if stored.replace("$", "") != reference.replace("$", ""):
            yield Found(STRUCTURE, say("{cell}: {difference}", cell=name, difference=_says(_text(stored), reference)))


def _sheet_differences(sheet: Sheet, book: StoredBook, progress: Progress) -> Iterator[Found]:
    """Yield the differences of a sheet, row by row."""
    if sheet.name not in book.sheets:
        yield Found(STRUCTURE, say("sheet {sheet} is missing", sheet=sheet.name))
        return
    if book.sheets[sheet.name].hidden:
        yield Found(STRUCTURE, say("sheet {sheet} is hidden", sheet=sheet.name))
    reader = book.rows(sheet.name, FREE)
    stored = (row for row in reader if row.cells)
    first = next(stored, None)
    if first is None:
        yield Found(STRUCTURE, say("sheet {sheet} is missing", sheet=sheet.name))
        return
    comparison = _Comparison(sheet.name, book.number_formats)
    rows = _counted(sheet.rows, progress)
    for number, row, cells in _side_by_side(rows, first, stored, reader):
        yield from comparison.row(number, row, cells)


def _counted(rows: Iterable[SheetRow], progress: Progress) -> Iterator[SheetRow]:
    """Yield the rows, and count each."""
    for row in rows:
        yield row
        progress.done += 1


def _side_by_side(
    rows: Iterable[SheetRow], first: StoredRow, stored: Iterator[StoredRow], reader: SheetRows
) -> Iterator[tuple[int, SheetRow, Sequence[Stored]]]:
    """Yield each number of a row with the expected cells and the stored cells; allow what the expected cells take."""
    following: StoredRow | None = first
    number = 0
    for number, row in enumerate(rows, 1):
        reader.allowed += _TIMES * sum(_CELL + _length(cell) for cell in row)
        if following is not None and following.number == number:
            yield number, row, following.cells
            following = next(stored, None)
        else:
            yield number, row, ()
    while following is not None:
        yield following.number, (), following.cells
        following = next(stored, None)


def _length(cell: Cell | None) -> int:
    if cell is None:
        return 0
    return len(cell.formula or "") + (len(cell.value) if isinstance(cell.value, str) else 0)


class _Comparison:
    """The comparison of a sheet's cells."""

    def __init__(self, sheet: str, number_formats: Sequence[str]) -> None:
        self._sheet = sheet
        self._deceiving = [_shows_another_number(number_format) for number_format in number_formats]
        self._number_formats = number_formats

    def row(self, number: int, row: SheetRow, cells: Sequence[Stored]) -> Iterator[Found]:
        """Yield the differences of a row."""
        stored = {cell.column: cell for cell in cells}
        field = row[FIELD - 1] if len(row) == len(BASIS.columns) else None
        for column, cell in enumerate(row, 1):
            difference = self._difference(cell or _EMPTY, stored.pop(column, _NOTHING))
            if difference and column == VALUE and field is not None and str(field.value).startswith("sha256 "):
                file = str(field.value).removeprefix("sha256 ")
                yield Found(STRUCTURE, say("{file} is not what it was when the workbook was made", file=file))
            elif difference:
                yield difference._replace(message=self._at(number, column, difference.message))
        for column, extra in stored.items():
            yield Found(INPUT, self._at(number, column, _says(_stored_text(extra), say("nothing"))))

    def _at(self, number: int, column: int, message: Message) -> Message:
        return say("{cell}: {difference}", cell=f"{self._sheet}!{letters(column)}{number}", difference=message)

    def _difference(self, expected: Cell, stored: Stored) -> Found | None:
        """Return the difference between an expected and a stored cell; None if equal, or for the reader to fill in."""
        if expected.style == "fill_in" and stored.formula is None:
            return None
        if expected.formula != stored.formula:
            return Found(FORMULA, _formula_difference(expected.formula, stored))
        if self._deceiving[stored.style]:
            number_format = self._number_formats[stored.style]
            return Found(INPUT, say("its number format shows another number: {format}", format=number_format))
        if _same(expected, stored):
            return None
        calculated = UNCALCULATED if stored.value is None else CALCULATED
        severity = INPUT if expected.formula is None else calculated
        says = _says(_stored_text(stored), _text(expected.value))
        return Found(severity, says if expected.path is None else _with_setting(says, expected, stored))


_EMPTY = Cell("")
_NOTHING = Stored(0, "text", None, None, 0)
_LITERAL = re.compile(r'"([^"]*)"|[\\*](.)|\[\$([^]-]*)[^]]*\]|\[[^]]*\]|_.')
"""Literal text in a number format: quoted, escaped, repeated, or in the place of a currency. Conditions, colours and
spaces hold none."""
_DECEIVING = re.compile(r"[1-9]|[0#?],+(?![,0#?])|^[^;0#?]*-")
"""A digit, a comma that divides by a thousand, and a minus sign before a positive number, in a number format of whose
literal text only digits (as 9) and minus signs are left."""


def _shows_another_number(number_format: str) -> bool:
    """Return whether a number format shows digits of its own, divides the number or puts a minus sign before it."""
    return bool(_DECEIVING.search(_LITERAL.sub(_digits_and_signs, number_format)))


def _digits_and_signs(literal: re.Match[str]) -> str:
    text = "".join(literal.groups(""))
    return "".join(
        "9" if character.isdigit() else "-" for character in text if character.isdigit() or character in "-−–"
    )


def _formula_difference(expected: str | None, stored: Stored) -> Message:
    if stored.formula is None:
        value = _stored_text(stored)
        return say("says {found}, and should be the formula {expected}", found=value, expected=f"={expected}")
    wanted = say("none") if expected is None else f"={expected}"
    return say("its formula is {found}, and should be {expected}", found=f"={stored.formula}", expected=wanted)


def _same(expected: Cell, stored: Stored) -> bool:
    """Return whether a stored value is the expected one, apart from the last digit of an inexact number."""
    value = expected.value
    if isinstance(value, str):
        return (stored.value or "") == visible(value) and (stored.kind == "text" or stored.value is None)
    if stored.kind != "number" or stored.value is None:
        return False
    found, wanted = float(stored.value), float(value)  # spreadsheets store floats; compared, never calculated with
    if expected.style in _INEXACT:
        return abs(found - wanted) <= 1e-12 * max(1.0, abs(wanted))
    return found == wanted


def _says(stored: Message | Number | str, expected: Message | Number | str) -> Message:
    return say("says {found}, and should say {expected}", found=stored, expected=expected)


def _with_setting(says: Message, expected: Cell, stored: Stored) -> Message:
    """Return a difference of an input with the setting that makes the stored value that of the files."""
    if stored.kind == "number" and stored.value is not None:
        percent = expected.style == "input_rate"
        kept = _KEPT.multiply(Decimal(stored.value), Decimal(100 if percent else 1))
        value = f"{kept.normalize():f}"
        value += "%" if percent else ""
    elif stored.value == PM:
        value = PM
    else:
        return says
    return say("{difference} (--set {setting})", difference=says, setting=f"{expected.path}={value}")


def _stored_text(stored: Stored) -> Message | Number | str:
    """Return a stored value as it is shown: a number beyond what a float holds as it stands in the file."""
    value = stored.value or ""
    if stored.kind == "number" and 0 < len(value) <= _LONGEST_NUMBER and isfinite(float(value)):
        return _number(value)
    return _text(_TRUTHS.get(value, value) if stored.kind == "boolean" else value)


_KEPT = Context(prec=15)
"""The digits of a number that spreadsheets keep."""
_LONGEST_NUMBER = 30
"""Characters of a number that is shown as one, and not as it stands in the file."""
_TRUTHS = {"0": "FALSE", "1": "TRUE"}


def _text(value: Value) -> Message | Number | str:
    if isinstance(value, str):
        return value or say("nothing")
    return _number(str(value))


def _number(text: str) -> Number | str:
    number = Fraction(text)
    is_short = (number * 10_000).denominator == 1  # a Number is shown with four decimals at most
    return Number(number) if is_short else text
