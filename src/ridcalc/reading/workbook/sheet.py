"""The rows of a sheet, one after the other, with the formula and the value of each cell as written in the file.

openpyxl reads formulas or values, not both, and numbers as floats (docs/decisions/workbook.md).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from ridcalc.reading.workbook.archive import Archive
from ridcalc.reading.workbook.shared_formulas import SharedFormulas
from ridcalc.reading.workbook.trees import MOST_NODES, Growing, Node
from ridcalc.reading.workbook.xml import AHEAD, DEEPEST, XmlPart

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Rows and columns of a sheet."""

Kind = Literal["number", "text", "boolean", "error", "date", "unknown"]
_KINDS: dict[str, Kind] = {
    "n": "number",
    "s": "text",
    "str": "text",
    "inlineStr": "text",
    "b": "boolean",
    "e": "error",
    "d": "date",
}
_DATA, _ROW, _CELL, _VALUE, _FORMULA, _INLINE, _TEXT, _PHONETIC, _RUN, _COLUMN, _MERGED, _LINK = (
    f"{MAIN} {tag}"
    for tag in ("sheetData", "row", "c", "v", "f", "is", "t", "rPh", "rPr", "col", "mergeCell", "hyperlink")
)
_IN_TEXT = {_INLINE, _PHONETIC, _RUN}
_OWN = {_ROW, _CELL, _FORMULA, _INLINE, _PHONETIC, _RUN, _DATA, _COLUMN, _MERGED, _LINK}
"""The elements that are no part of a tree, wherever they stand."""
_AT_PART, _AT_ROW, _AT_CELL, _IN_CELL = 2, 3, 4, 5
"""Depths of elements in a sheet: worksheet, sheetData, row, c, v."""
_NUMBER = re.compile(r"[-+]?[0-9]{1,400}(\.[0-9]{0,400})?([eE][-+]?[0-9]{1,4})?")
_DIGITS = "0123456789"
_ESCAPE = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")


class Stored(NamedTuple):
    """A cell that is not empty, as stored in the file.

    A number's value is the text that stands there. A value of None is empty, a formula of None no formula.
    """

    column: int
    kind: Kind
    value: str | None
    formula: str | None
    style: int
    """The position of the cell's style among those of the workbook, from 0."""
    styled: bool = False
    """Whether pieces of its text have a look of their own."""


class StoredRow(NamedTuple):
    """A row as stored in the file: its number, from 1, its attributes (height, hidden and so on), and its cells."""

    number: int
    attributes: dict[str, str]
    cells: list[Stored]


class SharedTexts(NamedTuple):
    """The texts that cells share, and the positions, as written, of those of which pieces have a look of their own."""

    texts: Sequence[str]
    styled: AbstractSet[str] = frozenset()


class SheetRows(XmlPart):
    """The rows of a sheet, in ascending order. `columns` has the attributes of its columns once a row was read.

    Once all rows were read, `around` has the other elements of the sheet, `merged` the references of merged cells, and
    `links` the number that stands for its links.
    """

    def __init__(
        self, archive: Archive, name: str, allowed: int, strings: SharedTexts, styles: Mapping[str, int]
    ) -> None:
        """Take the shared texts and the positions of the styles as written; nothing is read yet."""
        super().__init__(archive, name, allowed)
        self.columns: list[dict[str, str]] = []
        self.around: list[Node] = []
        self.merged: set[str] = set()
        self.links = 0
        self._growing = Growing()
        self._nodes = 0
        self._styled = False
        self._strings = strings
        self._styles = styles
        self._letters: dict[str, int] = {}
        self._shared = SharedFormulas()
        self._rows: list[StoredRow] = []
        self._in_data = False
        self._row: StoredRow | None = None
        self._number = self._column = 0
        self._cell: dict[str, str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._formula_attributes: dict[str, str] = {}
        self._inline: list[str] | None = None
        self._phonetic = False

    def __iter__(self) -> Iterator[StoredRow]:
        """Yield the rows.

        Raises:
            ProblemsFoundError: the sheet is damaged, or has more bytes than allowed.
        """
        for _ in self.feed():
            yield from self._rows
            self._rows.clear()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element; those outside rows and cells, but for columns, are passed over."""
        self.depth += 1
        if tag == _CELL:
            if self._row is None or self.depth != _AT_CELL:
                self.damaged()
            self._cell, self._value, self._formula, self._inline = attributes, None, None, None
            self._styled = False
        elif tag == _FORMULA:
            self._formula_attributes = attributes
        elif tag == _ROW:
            self._start_row(attributes)
        elif tag in _IN_TEXT:
            self._start_text(tag)
        elif tag == _DATA:
            self._in_data = True
        elif self.depth > DEEPEST:
            self.damaged()
        elif not self._in_data and self.depth >= _AT_PART:
            self._start_around(tag, attributes)
        self.texts.clear()

    def _start_text(self, tag: str) -> None:
        """Begin a text in a cell, or its pronunciation, or the look of a piece of it."""
        if tag == _INLINE:
            self._once(self._inline)
            self._inline = []
        self._phonetic = self._phonetic or tag == _PHONETIC
        self._styled = self._styled or tag == _RUN

    def _start_around(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element outside the rows. Columns, merged cells and links, which may be many, are kept apart."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self.damaged()
        if tag == _COLUMN:
            self.columns.append(attributes)
        elif tag == _MERGED:
            self.merged.add(attributes.get("ref", ""))
        elif tag == _LINK:
            self.links += link_number(attributes.get("ref", ""), attributes.get("location", ""))
        else:
            self._growing.start(tag, attributes)

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag == _CELL and self._row is not None and self._cell is not None:
            self._end_cell(self._row, self._cell.get)
        elif tag == _VALUE and self.depth == _IN_CELL:
            self._once(self._value)
            self._value = "".join(self.texts)
        elif tag == _FORMULA and self.depth == _IN_CELL:
            self._once(self._formula)
            self._formula = "".join(self.texts)
        elif tag == _TEXT and self._inline is not None and not self._phonetic:
            self._inline.append("".join(self.texts))
        elif tag == _ROW and self._row is not None:
            self._rows.append(self._row)
            self._row = None
        elif tag == _PHONETIC:
            self._phonetic = False
        elif tag == _DATA:
            self._in_data = False
        elif not self._in_data and self.depth >= _AT_PART and tag not in _OWN:
            node = self._growing.end("".join(self.texts))
            if node is not None:
                self.around.append(node)
        self.depth -= 1
        self.texts.clear()

    def _once(self, before: object) -> None:
        """Refuse a second content of a cell: programs do not all show the same one."""
        if before is not None:
            self.damaged()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes.get("r", str(self._number + 1)))
        if self.depth != _AT_ROW or not self._in_data or number is None or not self._number < number <= MOST_ROWS:
            self.damaged()
        self._number, self._column = number, 0
        self._row = StoredRow(number, attributes, [])

    def _end_cell(self, row: StoredRow, get: Callable[[str, str], str]) -> None:
        self._column = self._column_of(get("r", ""))
        style = self._styles.get(get("s", "0"))
        if style is None:
            self.damaged()
        written = get("t", "n")
        kind, value = _KINDS.get(written, "unknown"), self._value
        if written == "s":
            value = self._shared_string(value)
        elif written == "inlineStr":
            self._once(value)
            value = "".join(self._inline or ())
        elif kind == "number" and value and not _NUMBER.fullmatch(value):
            kind = "unknown"
        formula = None if self._formula is None else self._whole_formula(self._formula)
        if value or formula is not None:
            styled = self._styled or (written == "s" and self._value in self._strings.styled)
            cell = Stored(self._column, kind, _unescaped(value) or None, _unescaped(formula), style, styled)
            row.cells.append(cell)
        self._cell = self._inline = None

    def _column_of(self, reference: str) -> int:
        """Return the column of a cell's reference; that after the last cell if there is none."""
        if not reference:
            return self._column + 1
        letters = reference.rstrip(_DIGITS)
        column = self._letters.get(letters)
        if column is None:
            column = self._letters[letters] = _column(letters)
        if not self._column < column <= MOST_COLUMNS or reference[len(letters) :] != str(self._number):
            self.damaged()
        return column

    def _shared_string(self, index: str | None) -> str | None:
        if not index:
            return None
        number = _whole(index)
        if number is None or number >= len(self._strings.texts):
            self.damaged()
        return self._strings.texts[number]

    def _whole_formula(self, text: str) -> str:
        """Return the formula of a cell: that of the first cell, moved, if cells share it; in braces if for an array."""
        kind = self._formula_attributes.get("t", "normal")
        if kind == "normal":
            return text
        if kind != "shared":
            return f"{{{text}}}"
        group, place = self._formula_attributes.get("si", ""), (self._cell or {}).get("r", "")
        if text:
            self._shared.add(group, text, place)
            return text
        formula = self._shared.at(group, place)
        if formula is None:
            self.damaged()
        self.taken += len(formula)  # a few bytes may stand for a long formula
        self.check_size(AHEAD)
        return formula


def link_number(reference: str, location: str) -> int:
    """Return the number of a link from a cell to another; the sum of such numbers stands for the links of a sheet."""
    return hash((reference, location))


def _whole(text: str) -> int | None:
    """Return a whole number of at most ten digits; None for any other text."""
    return int(text) if len(text) <= 10 and text.isascii() and text.isdecimal() else None


def _column(letters: str) -> int:
    """Return the number of a column from its letters; 0 if they are none."""
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _unescaped(text: str | None) -> str | None:
    return _ESCAPE.sub("_", text) if text and "_x005F_" in text else text
