"""A workbook as values: cells with a value, a formula and a style, in the rows of named sheets; and references.

Does not import openpyxl, which is slow to load.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.render.excel.rows import WRITTEN_BELOW

Value = str | int | float | Decimal

Style = Literal[
    "title",
    "fact",
    "alert",
    "guard",
    "head",
    "block",
    "label",
    "indented",
    "text",
    "wrapped",
    "small",
    "money",
    "money_total",
    "money_assumed",
    "money_total_assumed",
    "thousands",
    "thousands_assumed",
    "whole",
    "share",
    "exact",
    "pm",
    "total",
    "centre",
    "input_money",
    "input_weight",
]


class Cell(NamedTuple):
    """A cell: its value, its style, and its formula without the `=` (None: no formula)."""

    value: Value
    style: Style = "text"
    formula: str | None = None
    note: str | None = None
    """The text of a comment on the cell."""
    link: str | None = None
    """The reference, in this workbook, to which a click leads."""


SheetRow = Sequence[Cell | None]


class Chart(NamedTuple):
    """A chart of stacked columns: a series for each of `rows`, named by the first column, over `columns`."""

    title: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    heading_row: int
    """The row that names the columns."""
    anchor: str
    """The reference to the cell at the top left of the chart."""
    money: str
    """The title of the vertical axis: the currency."""


Look = Literal["alarm", "caution", "unseen", "pm_count"]
"""The looks that a condition gives to cells."""


class Condition(NamedTuple):
    """A look that cells have while a formula holds."""

    cells: str
    """The reference to the cells, on the same sheet."""
    formula: str
    """The formula for the first of the cells; the references in it move along, as in a spreadsheet."""
    look: Look


class Validation(NamedTuple):
    """What a spreadsheet program accepts in cells while a reader types, and the hint that it shows."""

    cells: str
    """The reference to the cells, on the same sheet."""
    formula: str
    """The formula for the first of the cells, which holds if its content is accepted."""
    title: str
    hint: str


class Sheet(NamedTuple):
    """A sheet: its rows from the top, and how they are shown and printed. Rows count from 1."""

    name: str
    rows: Iterable[SheetRow]
    length: int
    """The number of rows."""
    widths: tuple[float, ...]
    """The widths of the columns, in characters."""
    heading_row: int = 0
    """The row that stays in view and is repeated on every printed page; 0 for none."""
    frozen_columns: int = 0
    """The number of columns that stay in view."""
    table: tuple[str, int, int] | None = None
    """A table with filters: its name, its first row (the headings) and its last row."""
    chart: Chart | None = None
    breaks: tuple[int, ...] = ()
    """The rows after which a new page begins."""
    pages: int = 0
    """The number of printed pages, one below the other; 0 for as many as are needed."""
    printed_columns: int | None = None
    """The number of printed columns; None for all."""
    conditions: tuple[Condition, ...] = ()
    validations: tuple[Validation, ...] = ()


class Book(NamedTuple):
    """A workbook: its title, its sheets in order, and the defined names of its totals."""

    title: str
    sheets: tuple[Sheet, ...]
    names: tuple[tuple[str, str], ...]
    """Each defined name, and the reference to its cell."""
    protected: bool = False
    """Whether cells other than inputs are protected, without a password."""


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Return the letters of a column; columns count from 1.

    >>> letters(1), letters(27)
    ('A', 'AA')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def at(column: int, row: int, sheet: str = "") -> str:
    """Return the absolute reference to a cell, with the name of its sheet if that is given.

    >>> at(3, 7, "Maatregelen")
    'Maatregelen!$C$7'
    """
    return f"{sheet}{'!' if sheet else ''}${letters(column)}${row}"


def down(column: int, first: int, last: int, sheet: str = "") -> str:
    """Return the absolute reference to the rows `first` to `last` of a column."""
    return f"{at(column, first, sheet)}:${letters(column)}${last}"


def runs_of(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each run of adjacent rows."""
    first = previous = rows[0]
    for row in rows[1:]:
        if row != previous + 1:
            yield first, previous
            first = row
        previous = row
    yield first, previous


_MOST_ARGUMENTS = 200
"""Arguments of a function in a formula; spreadsheets accept 255."""


def over(function: str, columns: Sequence[int], row: int) -> str:
    """Return the formula of SUM, COUNT or MAX over columns of a row, in ascending order; adjacent columns form a range.

    >>> over("SUM", [1, 2, 3, 5], 7)
    'SUM($A$7:$C$7,$E$7)'
    """
    ranges = []
    first = previous = columns[0]
    for column in (*columns[1:], 0):
        if column != previous + 1:
            ranges.append(at(first, row) + (f":{at(previous, row)}" if previous > first else ""))
            first = column
        previous = column
    if len(ranges) <= _MOST_ARGUMENTS:
        return f"{function}({','.join(ranges)})"
    chunks = [ranges[start : start + _MOST_ARGUMENTS] for start in range(0, len(ranges), _MOST_ARGUMENTS)]
    outer = "MAX" if function == "MAX" else "SUM"
    parts = [f"{function}({','.join(chunk)})" for chunk in chunks]
    return f"{outer}({','.join(parts)})"


def sum_or_pm(cells: Sequence[str]) -> str:
    """Return the formula of the sum of cells, or of the text PM where the sum is zero and a cell is not a number."""
    chunks = [",".join(cells[start : start + _MOST_ARGUMENTS]) for start in range(0, len(cells), _MOST_ARGUMENTS)]
    counted, summed = ("+".join(f"{name}({chunk})" for chunk in chunks) for name in ("COUNT", "SUM"))
    return f'IF(({summed}=0)*({counted}<{len(cells)})>0,"PM",{summed})'


def euros(cents: int) -> int | Decimal:
    """Return an amount in cents as the exact number of euros.

    >>> euros(21320000), euros(12308843)
    (213200, Decimal('123088.43'))
    """
    whole, rest = divmod(abs(cents), 100)
    if not rest:
        return cents // 100
    return Decimal(f"{'-' if cents < 0 else ''}{whole}.{rest:02d}".rstrip("0"))


def whole_number(number: int) -> int | str:
    """Return a whole number for a cell: as text, which no program reads as a number, beyond the digits that it keeps.

    >>> whole_number(44153), whole_number(10**15)
    (44153, '1_000_000_000_000_000')
    """
    return number if abs(number) < WRITTEN_BELOW else f"{number:_}"


def quoted(text: str) -> str | None:
    """Return a text as it stands in formulas, or None if programs do not all take it there for the same text.

    >>> quoted('the "new" key')
    '"the ""new"" key"'
    """
    plain = len(text) <= _LONGEST_LITERAL and text.isprintable() and "_x" not in text
    return '"' + text.replace('"', '""') + '"' if plain else None


def literal(value: Value) -> str:
    """Return a number, or a short text without quotation marks, as it stands in formulas."""
    return f'"{value}"' if isinstance(value, str) else str(value)


_LONGEST_LITERAL = 200
"""Characters of a text in a formula; spreadsheets accept 255."""


def nearest_euros(expression: str) -> str:
    """Return the formula that rounds a sum in euros to whole cents."""
    return f"ROUND({expression},2)"


def money_style(*, total: bool, assumed: bool) -> Style:
    """Return the style of an amount; `assumed` is whether the amount rests on an assumption."""
    if total:
        return "money_total_assumed" if assumed else "money_total"
    return "money_assumed" if assumed else "money"


def total_value(total: Total) -> Value:
    """Return a total in euros, or the text PM where the total is zero and leaves out PM posts."""
    return "PM" if total.pm and not total.amount else euros(total.amount)
