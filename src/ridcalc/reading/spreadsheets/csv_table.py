"""A CSV file as a table: its encoding and delimiter are found in the file, as municipalities' programs write them."""

import csv
from collections.abc import Iterator
from itertools import islice

from ridcalc.core.values.problems import Place, refuse, say
from ridcalc.reading.spreadsheets.table import Cell, Row, typed

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""How a file begins that says its encoding."""
_DELIMITERS = ";\t|,"
"""The delimiters that are tried, the most probable first: a comma stands in Dutch numbers too."""
_FIRST = 60
"""Lines of which the delimiter is found."""


class CsvTable:
    """A CSV file as a table."""

    sheet = None
    hidden = False

    def __init__(self, path: str, content: bytes) -> None:
        """Take the bytes of the file.

        Raises:
            ProblemsFoundError: the bytes are no text.
        """
        self.path = path
        text = _text(path, content)
        self._lines = text.splitlines(keepends=True)
        self._skipped = 0
        self.delimiter = _delimiter(self._lines)
        if self._lines and (first := self._lines[0].strip()).lower().startswith("sep=") and len(first) == len("sep=;"):
            self.delimiter, self._skipped = first[-1], 1

    def hidden_columns(self) -> frozenset[int]:
        """Return no columns: a CSV file hides none."""
        return frozenset()

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty."""
        for number, fields in self._records():
            cells = {column: Cell(text) for column, field in enumerate(fields, 1) if (text := typed(field))}
            if cells:
                yield Row(number, cells)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the fields of each record, with the number of its first line."""
        reader = csv.reader(islice(self._lines, self._skipped, None), delimiter=self.delimiter)
        number = self._skipped + 1
        try:
            for fields in reader:
                yield number, fields
                number = reader.line_num + self._skipped + 1
        except csv.Error:
            message = say("this line cannot be read as CSV: a field is too long")
            hint = say("is a quotation mark opened and not closed?")
            refuse("table-unreadable", message, hint, place=f"{self.path}:{number}")

    def place(self, row: Row, column: int | None = None) -> Place:
        """Return the place of a cell, or of a row."""
        line = self._lines[row.number - 1].rstrip("\r\n")
        if column is None:
            return Place(self.path, row.number, 1, max(1, len(line)), line)
        fields = line.split(self.delimiter)
        text = row.text(column)
        start = sum(len(field) + 1 for field in fields[: column - 1])
        if '"' in line:  # a delimiter may stand in a field
            start = 0
        return Place(self.path, row.number, max(0, line.find(text, start)) + 1, max(1, len(text)), line)


def _text(path: str, content: bytes) -> str:
    """Return the text of the bytes: in the encoding that the file says, or else UTF-8 or Windows-1252."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    try:
        if encoding is None:
            try:
                text = content.decode("utf-8")
            except UnicodeDecodeError:
                text = content.decode("cp1252")
        else:
            text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        message = say("this is neither a workbook nor a CSV file")
        refuse("table-unreadable", message, say("save the sheet as .xlsx or as CSV (UTF-8)"), place=path)
    return text


def _delimiter(lines: list[str]) -> str:
    """Return the delimiter that divides most lines."""

    def divided(delimiter: str) -> int:
        return sum(delimiter in line for line in lines[:_FIRST])

    return max(_DELIMITERS, key=divided)
