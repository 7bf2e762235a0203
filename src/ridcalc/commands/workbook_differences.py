"""The differences between the workbook that the files give and one that is stored in a file, sheet by sheet."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import isfinite

from ridcalc.commands.appearance.books import book_differences
from ridcalc.commands.appearance.sheets import SheetAppearance
from ridcalc.commands.findings import (
    APPEARANCE,
    CALCULATED,
    CONSTANT,
    FORMULA,
    INPUT,
    STRUCTURE,
    UNCALCULATED,
    Changed,
    Findings,
    Found,
    Unfit,
)
from ridcalc.commands.recorded_fields import FIELD, FREE, VALUE
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, Number, say
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import visible
from ridcalc.reading.workbook.book import StoredBook
from ridcalc.reading.workbook.sheet import SheetRows, Stored, StoredRow
from ridcalc.render.excel.basis import BASIS
from ridcalc.render.excel.cells import Book, Cell, Sheet, SheetRow, Value

_INEXACT = ("share", "exact", "percent", "percent_total", "input_rate", "input_number")
"""The styles of numbers that are no amounts. Another program may store the last digit of such a number differently."""
_CELL, _TIMES = 100, 10
"""Bytes that a cell takes besides its texts, and how many times the expected bytes are read at most.

A sheet that LibreOffice saved again has at most 1.5 times the bytes of an export. No way of writing a character in XML
takes more than ten bytes.
"""


def compare(expected: Book, book: StoredBook, findings: Findings, progress: Progress) -> None:
    """Add the differences between two workbooks: those of the workbook as a whole, then those of each sheet.

    Raises:
        ProblemsFoundError: a part is damaged, or a sheet is far larger than the expected one.
    """
    progress.begin(say("reading the workbook"), sum(sheet.length for sheet in expected.sheets), say("rows"))
    for found in (*_sheet_names(expected, book), *_named(expected, book), *book_differences(expected, book)):
        findings.add(found)
    for sheet in expected.sheets:
        for found in _sheet_differences(sheet, expected, book, findings, progress):
            findings.add(found)


def _sheet_names(expected: Book, book: StoredBook) -> Iterator[Found]:
    """Yield the sheets that do not belong in the workbook, and a wrong order of sheets."""
    names = [sheet.name for sheet in expected.sheets]
    for name in book.sheets:
        if name not in names:
            yield Found(STRUCTURE, say("sheet {sheet} does not belong in it", sheet=name), "sheet")
    if [name for name in book.sheets if name in names] != [name for name in names if name in book.sheets]:
        yield Found(APPEARANCE, say("the sheets stand in another order"), "sheet")


def _named(expected: Book, book: StoredBook) -> Iterator[Found]:
    """Yield the wrong defined names."""
    for name, reference in expected.names:
        stored = book.settings.names.get(name, "")
        if stored.replace("$", "") != reference.replace("$", ""):
            yield Found(STRUCTURE, _says(_text(stored), reference), "name", cell=name)


def _sheet_differences(
    sheet: Sheet, expected: Book, book: StoredBook, findings: Findings, progress: Progress
) -> Iterator[Found]:
    """Yield the differences of a sheet, row by row."""
    if sheet.name not in book.sheets:
        yield Found(STRUCTURE, say("sheet {sheet} is missing", sheet=sheet.name), "sheet")
        return
    if book.sheets[sheet.name].hidden:
        yield Found(APPEARANCE, say("sheet {sheet} is hidden", sheet=sheet.name), "hidden")
    reader = book.rows(sheet.name, FREE)
    stored = (row for row in reader if row.cells)
    first = next(stored, None)
    if first is None:
        yield Found(STRUCTURE, say("sheet {sheet} is missing", sheet=sheet.name), "sheet")
        return
    comparison, appearance = _Comparison(sheet.name, findings), SheetAppearance(sheet, expected, book, reader)
    rows = _counted(sheet.rows, progress)
    for number, row, found in _side_by_side(rows, first, stored, reader):
        yield from comparison.row(number, row, found)
        if number <= sheet.length:
            yield from appearance.row(number, row, found)
    yield from appearance.end()


def _counted(rows: Iterable[SheetRow], progress: Progress) -> Iterator[SheetRow]:
    """Yield the rows, and count each."""
    for row in rows:
        yield row
        progress.done += 1


def _side_by_side(
    rows: Iterable[SheetRow], first: StoredRow, stored: Iterator[StoredRow], reader: SheetRows
) -> Iterator[tuple[int, SheetRow, StoredRow | None]]:
    """Yield each number of a row with the expected cells and the stored row; allow what the expected cells take."""
    following: StoredRow | None = first
    number = 0
    for number, row in enumerate(rows, 1):
        reader.allowed += _TIMES * sum(_CELL + _length(cell) for cell in row)
        if following is not None and following.number == number:
            yield number, row, following
            following = next(stored, None)
        else:
            yield number, row, None
    while following is not None:
        yield following.number, (), following
        following = next(stored, None)


def _length(cell: Cell | None) -> int:
    if cell is None:
        return 0
    return len(cell.formula or "") + (len(cell.value) if isinstance(cell.value, str) else 0)


class _Comparison:
    """The comparison of what the cells of a sheet hold."""

    def __init__(self, sheet: str, findings: Findings) -> None:
        self._sheet, self._findings = sheet, findings
        self._input_columns: set[int] = set()

    def row(self, number: int, row: SheetRow, found: StoredRow | None) -> Iterator[Found]:
        """Yield the differences of a row."""
        stored = {cell.column: cell for cell in found.cells} if found else {}
        field = row[FIELD - 1] if len(row) == len(BASIS.columns) else None
        self._findings.unfit += self._unfit(number, row, stored)
        for column, cell in enumerate(row, 1):
            has = stored.pop(column, _NOTHING)
            difference = self._difference(cell or _EMPTY, has)
            if difference is None:
                continue
            if column == VALUE and field is not None and str(field.value).startswith("sha256 "):
                file = str(field.value).removeprefix("sha256 ")
                message = say("{file} is not what it was when the workbook was made", file=file)
                yield Found(STRUCTURE, message, "file")
                continue
            if cell is not None and cell.style.startswith("input_") and difference.severity == CONSTANT:
                difference = difference._replace(severity=INPUT, kind="input")
                percent = cell.style == "input_rate"
                value, before = _input_value(has), str(cell.value)
                self._findings.change(Changed(self._sheet, number, column, value, cell.path, before, percent))
            yield difference._replace(sheet=self._sheet, cell=f"{letters(column)}{number}")
        for column, extra in stored.items():
            message = _says(_stored_text(extra), say("nothing"))
            yield Found(CONSTANT, message, "constant", self._sheet, f"{letters(column)}{number}")

    def _unfit(self, number: int, row: SheetRow, stored: Mapping[int, Stored]) -> Iterator[Unfit]:
        """Yield what keeps the inputs of a row from being taken over; the first cell of such a row is its number."""
        inputs = {column for column, cell in enumerate(row, 1) if cell is not None and cell.style.startswith("input_")}
        self._input_columns |= inputs
        if inputs and row[0] is not None and not _same(row[0], stored.get(1, _NOTHING)):
            yield Unfit(self._sheet, number, 1, "row")
        for column in sorted(self._input_columns & stored.keys()):
            expected = row[column - 1] if column <= len(row) else None
            if column in inputs and stored[column].formula is not None:
                yield Unfit(self._sheet, number, column, "formula")
            elif expected is None and stored[column].formula is None and _input_value(stored[column]) is not None:
                yield Unfit(self._sheet, number, column, "number")

    def _difference(self, expected: Cell, stored: Stored) -> Found | None:
        """Return the difference between an expected and a stored cell; None if equal, or for the reader to fill in."""
        if expected.style == "fill_in" and stored.formula is None:
            return None
        if expected.formula != stored.formula:
            return Found(FORMULA, _formula_difference(expected.formula, stored), "formula")
        typed_again = expected.style.startswith("input_") and expected.value == _input_value(stored) == "PM"  # pm
        if typed_again or _same(expected, stored):
            return None
        calculated = UNCALCULATED if stored.value is None else CALCULATED
        severity = CONSTANT if expected.formula is None else calculated
        kind = "constant" if expected.formula is None else "value"
        return Found(severity, _says(_stored_text(stored), _text(expected.value)), kind)


_EMPTY = Cell("")
_NOTHING = Stored(0, "text", None, None, 0)


def _input_value(stored: Stored) -> str | None:
    """Return what was filled in, if an input may be that: a number, or PM."""
    if stored.kind == "number" and stored.value and len(stored.value) <= _LONGEST_NUMBER:
        return stored.value
    return "PM" if stored.kind == "text" and (stored.value or "").upper() == "PM" else None


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


def _stored_text(stored: Stored) -> Message | Number | str:
    """Return a stored value as it is shown: a number beyond what a float holds as it stands in the file."""
    value = stored.value or ""
    if stored.kind == "number" and 0 < len(value) <= _LONGEST_NUMBER and isfinite(float(value)):
        return _number(value)
    return _text(_TRUTHS.get(value, value) if stored.kind == "boolean" else value)


_LONGEST_NUMBER = 30
"""The most characters of a number that is shown in the language of the reader; a longer one is shown as stored."""
_TRUTHS = {"0": "FALSE", "1": "TRUE"}


def _text(value: Value) -> Message | Number | str:
    if isinstance(value, str):
        return value or say("nothing")
    return _number(str(value))


def _number(text: str) -> Number | str:
    number = Fraction(text)
    is_short = (number * 10_000).denominator == 1  # a Number is shown with four decimals at most
    return Number(number) if is_short else text
