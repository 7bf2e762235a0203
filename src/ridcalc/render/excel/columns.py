"""Columns of a sheet, each declared once: a name, a heading, a width, and a function that returns a row's cell.

Formulas refer to columns by name, so a column can be inserted anywhere without changing a formula:

    Column("share", say("share"), 12, lambda row, at: Cell(row.share, "share", f"{at.weight}/{at.total}"))
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message
from ridcalc.render.excel.cells import Cell, at, down

Item = TypeVar("Item")

Name = str | tuple[str, object]
"""The name of a column: a word, or a word with the year or participant that the column is for."""

Cells = dict[Name, Cell | None]
"""The cells of a row, by the names of their columns."""


class At:
    """References to a row's cells within a sheet: `at.weight` is `$I7`, `at["amount", 2023]` is `G7`.

    The columns of a year or participant are relative, so that all of them have one formula, filled right.
    """

    def __init__(self, letters_of: Mapping[Name, str], row: int) -> None:
        """Take the letters of the columns as they stand in references (`$I`), by name, and the row, from 1."""
        self._letters = letters_of
        self.row = row

    def __getitem__(self, name: Name) -> str:
        """Return the reference to a column's cell in this row."""
        return f"{self._letters[name]}{self.row}"

    def pinned(self, name: Name) -> str:
        """Return the reference to a column's cell in this row, which stays this row where a formula is filled down."""
        return f"{self._letters[name]}${self.row}"

    def __getattr__(self, name: str) -> str:
        """Return the reference to a column's cell in this row."""
        return f"{self._letters[name]}{self.row}"


class Column(NamedTuple, Generic[Item]):
    """A column: its name in formulas, its heading, and the greatest width of its texts in characters.

    A heading that is a year is a number. A width of 0 is set by another block; a heading of "" is no cell.

    `cell` takes an item and the references to the cells of its row, and returns the cell of the column.
    """

    name: Name
    heading: Message | str | int
    width: float
    cell: Callable[[Item, At], Cell | None]


class Addresses:
    """The positions of a sheet's columns by name, and references to their cells."""

    def __init__(self, sheet: Message, names: Sequence[Name]) -> None:
        """Take the sheet's name, and the names of its columns in order.

        Raises:
            ValueError: two columns have the same name.
        """
        self.sheet = sheet
        self.numbers: dict[Name, int] = {name: number for number, name in enumerate(names, 1)}
        if len(self.numbers) < len(names):
            raise ValueError("two columns of a sheet have the same name")
        self._letters = {name: f"{_fixed(name)}{letters(number)}" for name, number in self.numbers.items()}

    def at(self, row: int) -> At:
        """Return the references to the cells of a row, for formulas on the same sheet."""
        return At(self._letters, row)

    def cell(self, name: Name, row: int, sheet: str = "", *, fixed: str = "") -> str:
        """Return the reference to a cell (`$I$7`), with the sheet's name if that is given.

        On the same sheet the column of a year or participant is relative (`I$7`), unless `fixed` is `$`.
        """
        return at(self.numbers[name], row, sheet, fixed="$" if sheet else fixed or _fixed(name))

    def down(self, name: Name, first: int, last: int, sheet: str = "") -> str:
        """Return the reference to the rows `first` to `last` of a column (`$I$7:$I$9`), relative as in `cell`."""
        return down(self.numbers[name], first, last, sheet, fixed="$" if sheet else _fixed(name))


class Columns(Addresses, Generic[Item]):
    """The columns of a sheet, or of one block of a sheet, in order."""

    def __init__(  # noqa: PLR0913  the declaration of a sheet: most parameters have a default
        self,
        sheet: Message,
        columns: Sequence[Column[Item]],
        *,
        title: Message | str = "",
        frozen: int = 0,
        repeated: int | None = None,
        last_printed: Name | None = None,
    ) -> None:
        """Take the sheet's name and its columns.

        `title` heads the sheet, the first `frozen` columns stay in view, the first `repeated` (None: those in view)
        stand on every page, and `last_printed` is the last column on paper (None: all are printed).
        """
        super().__init__(sheet, [column.name for column in columns])
        self.columns = tuple(columns)
        self.title = title
        self.frozen = frozen
        self.repeated = frozen if repeated is None else repeated
        self.printed = None if last_printed is None else self.numbers[last_printed]
        self.widths = tuple(column.width for column in self.columns)

    def headings(self, text: Callable[[Message | str], str]) -> list[Cell | None]:
        """Return the row of headings; `text` puts a message in the workbook's language."""
        return [_heading(column.heading, text) for column in self.columns]

    def row(self, item: Item, row: int) -> list[Cell | None]:
        """Return the cells of an item in the row `row`; rows count from 1."""
        references = self.at(row)
        return [column.cell(item, references) for column in self.columns]

    def filled(self, cells: Mapping[Name, Cell | None]) -> list[Cell | None]:
        """Return a row of the given cells, up to the last of them; columns between them stay empty."""
        filled: list[Cell | None] = [None] * max((self.numbers[name] for name in cells), default=0)
        for name, cell in cells.items():
            filled[self.numbers[name] - 1] = cell
        return filled


def _fixed(name: Name) -> str:
    """Return the sign of a column that stays the same where a formula is filled right."""
    return "$" if isinstance(name, str) else ""


_JOINED = ("change", "mark", "after", "unknown")


def is_joined(name: Name) -> bool:
    """Return whether a column stays on a page with the column before it: PM posts, and what changes from before."""
    return isinstance(name, tuple) and name[0] in _JOINED


def _heading(heading: Message | str | int, text: Callable[[Message | str], str]) -> Cell | None:
    if isinstance(heading, int):
        return Cell(heading, "head_number")
    return Cell(text(heading), "head") if heading else None


def empty(_item: object, _at: At) -> None:
    """Return no cell; for columns that only some rows fill, with `Columns.filled`."""
