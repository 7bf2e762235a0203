"""A workbook as values: cells with a value, a formula and a style, in the rows of named sheets; and references.

Does not import openpyxl, which is slow to load.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.values.column_letters import letters
from ridcalc.render.excel.conditions import Condition, Validation
from ridcalc.render.excel.rows import WRITTEN_BELOW

Value = str | int | float | Decimal

Style = Literal[
    "title",
    "fact",
    "alert",
    "guard",
    "head",
    "head_text",
    "head_number",
    "head_beside",
    "block",
    "block_number",
    "label",
    "label_number",
    "indented",
    "text",
    "wrapped",
    "beside",
    "small",
    "money",
    "money_total",
    "money_assumed",
    "money_total_assumed",
    "money_strong",
    "money_strong_assumed",
    "euros",
    "euros_total",
    "euros_assumed",
    "euros_total_assumed",
    "euros_strong",
    "euros_strong_assumed",
    "thousands",
    "thousands_total",
    "thousands_assumed",
    "whole",
    "share",
    "share_total",
    "percent",
    "percent_total",
    "exact",
    "pm",
    "pm_total",
    "total",
    "total_mark",
    "centre",
    "date",
    "input_money",
    "input_euros",
    "input_weight",
    "input_rate",
    "input_number",
    "fill_in",
    "link",
    "link_beside",
]

WITHOUT_CENTS: dict[Style, Style] = {
    "money": "euros",
    "money_total": "euros_total",
    "money_assumed": "euros_assumed",
    "money_total_assumed": "euros_total_assumed",
    "money_strong": "euros_strong",
    "money_strong_assumed": "euros_strong_assumed",
    "input_money": "input_euros",
}
"""The style of amounts that are whole euros, for each style of amounts to the cent."""


class Cell(NamedTuple):
    """A cell: its value, its style, and its formula without the `=` (None: no formula)."""

    value: Value
    style: Style = "text"
    formula: str | None = None
    note: str | None = None
    """The text of a comment on the cell."""
    link: str | None = None
    """The reference, in this workbook, to which a click leads."""
    path: str | None = None
    """The path in the files of the number that the cell holds, as in `--set`."""
    longest: str = ""
    """The longest text that the formula can give, for which the row has room."""


SheetRow = Sequence[Cell | None]


class ChartSeries(NamedTuple):
    """A series of a chart: the row of its cells, its name in the first column, and the values of its cells."""

    row: int
    name: str
    values: tuple[Value, ...]


class Chart(NamedTuple):
    """A chart of stacked columns: a part of each column for each series, the first at the bottom."""

    title: str
    series: tuple[ChartSeries, ...]
    columns: tuple[int, ...]
    headings: tuple[int, ...]
    """The years, which stand above the columns."""
    heading_row: int
    """The row that names the columns."""
    anchor: str
    """The reference to the cell at the top left of the chart."""


class Sheet(NamedTuple):
    """A sheet: its rows from the top, and how they are shown and printed. Rows count from 1."""

    name: str
    rows: Iterable[SheetRow]
    length: int
    """The number of rows."""
    widths: tuple[float, ...]
    """The widths of the columns, in characters."""
    heading_row: int = 0
    """The last row that stays in view; 0 for none."""
    frozen_columns: int = 0
    """The number of columns that stay in view."""
    table: tuple[str, int, int] | None = None
    """A table with filters: its name, its first row (the headings) and its last row."""
    chart: Chart | None = None
    breaks: tuple[int, ...] = ()
    """The rows after which a new page begins."""
    tables: tuple[int, ...] = ()
    """The first row of each table that stays on one page: a new page begins before it if it does not fit."""
    printed_columns: int | None = None
    """The number of printed columns; None for all."""
    repeated_rows: tuple[int, int] = (0, 0)
    """The first and the last row at the top of every printed page; 0 for none."""
    repeated_columns: int = 0
    """The number of columns that are repeated where the others do not fit on one page."""
    joined: frozenset[int] = frozenset()
    """The columns that stay on one page with the column before them."""
    printed: bool = True
    """Whether the sheet is printed; otherwise its title is."""
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
    header: tuple[str, str] = ("", "")
    """The texts at the left and the right of the top of every printed page."""
    made: date | None = None
    """The date of the figures; None if the files have none."""
    whole_euros: bool = False
    """Whether all amounts are whole euros, and are shown without cents."""


def at(column: int, row: int, sheet: str = "", *, fixed: str = "$") -> str:
    """Return the reference to a cell, with the name of its sheet if that is given; `fixed` is "" to move right.

    >>> at(3, 7, "Maatregelen")
    'Maatregelen!$C$7'
    """
    return f"{sheet}{'!' if sheet else ''}{fixed}{letters(column)}${row}"


def down(column: int, first: int, last: int, sheet: str = "", *, fixed: str = "$") -> str:
    """Return the reference to the rows `first` to `last` of a column, as `at` does."""
    return f"{at(column, first, sheet, fixed=fixed)}:{fixed}{letters(column)}${last}"


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
    'SUM($A7:$C7,$E7)'
    """
    ranges = []
    first = previous = columns[0]
    for column in (*columns[1:], 0):
        if column != previous + 1:
            ranges.append(f"${letters(first)}{row}" + (f":${letters(previous)}{row}" if previous > first else ""))
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


def literal(value: Value) -> str:
    """Return a number, or a short text without quotation marks, as formulas write it."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def nearest_euros(expression: str) -> str:
    """Return the formula that rounds a sum in euros to whole cents."""
    return f"ROUND({expression},2)"


def money_style(*, total: bool, assumed: bool, whole_euros: bool = False) -> Style:
    """Return the style of an amount; `assumed` is whether the amount rests on an assumption."""
    styles: tuple[Style, Style] = ("money_total", "money_total_assumed") if total else ("money", "money_assumed")
    style = styles[assumed]
    return WITHOUT_CENTS[style] if whole_euros else style


def total_value(total: Total) -> Value:
    """Return a total in euros, or the text PM where the total is zero and leaves out PM posts."""
    return "PM" if total.pm and not total.amount else euros(total.amount)
