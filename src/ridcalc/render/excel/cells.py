"""What a workbook is made of: cells with a value, a formula and a style, in the rows of named sheets. Opens nothing."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Total

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
    """A cell: what it shows, how it looks, and the formula behind it (without its `=`), if it has one."""

    value: Value
    style: Style = "text"
    formula: str | None = None
    note: str | None = None
    """A comment on the cell."""
    link: str | None = None
    """Where a click leads, in this workbook."""


Row = Sequence[Cell | None]


class Chart(NamedTuple):
    """A column chart: a series for each row of `rows`, named by the first column, over the columns of `columns`."""

    title: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    heading_row: int
    anchor: str
    money: str
    """What the vertical axis counts."""


class Sheet(NamedTuple):
    """A sheet: its rows from the first, and how they are shown and printed."""

    name: str
    rows: Iterable[Row]
    length: int
    """How many rows there are."""
    widths: tuple[float, ...]
    heading_row: int = 0
    """The row that stays in view and is repeated in print; 0 for none."""
    frozen_columns: int = 0
    table: tuple[str, int, int] | None = None
    """A table to filter: its name, and its first (heading) and last row."""
    chart: Chart | None = None
    breaks: tuple[int, ...] = ()
    """After which rows a new page begins."""
    pages: int = 0
    """On how many pages, one below the other, it is printed; 0: as many as it takes."""
    printed_columns: int | None = None
    """How many columns are printed; all when None."""


class Book(NamedTuple):
    """A workbook: its sheets in order, and the names that its totals go by."""

    title: str
    sheets: tuple[Sheet, ...]
    names: tuple[tuple[str, str], ...]
    """Each name and the cell that it stands for."""
    protected: bool = False


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Return the letters of a column that is counted from 1.

    >>> letters(1), letters(27)
    ('A', 'AA')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def at(column: int, row: int, sheet: str = "") -> str:
    """Return a fixed reference to a cell, on another sheet if one is named.

    >>> at(3, 7, "Maatregelen")
    'Maatregelen!$C$7'
    """
    return f"{sheet}{'!' if sheet else ''}${letters(column)}${row}"


def down(column: int, first: int, last: int, sheet: str = "") -> str:
    """Return a fixed reference to the rows `first` to `last` of a column."""
    return f"{at(column, first, sheet)}:${letters(column)}${last}"


_MOST_ARGUMENTS = 200
"""A function takes 255 at most."""


def over(function: str, columns: Sequence[int], row: int) -> str:
    """Return the formula of SUM, COUNT or MAX over some columns of a row, in as few ranges as they make.

    >>> over("SUM", [1, 2, 3, 5], 7)
    'SUM($A$7:$C$7,$E$7)'
    """
    ranges = []
    first = before = columns[0]
    for column in (*columns[1:], 0):
        if column != before + 1:
            ranges.append(at(first, row) + (f":{at(before, row)}" if before > first else ""))
            first = column
        before = column
    if len(ranges) <= _MOST_ARGUMENTS:
        return f"{function}({','.join(ranges)})"
    chunks = [ranges[start : start + _MOST_ARGUMENTS] for start in range(0, len(ranges), _MOST_ARGUMENTS)]
    together = "MAX" if function == "MAX" else "SUM"
    parts = [f"{function}({','.join(chunk)})" for chunk in chunks]
    return f"{together}({','.join(parts)})"


def sum_or_pm(cells: Sequence[str]) -> str:
    """Return the formula of a sum of cells that is the text PM where it is zero and one of them is no number."""
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


def nearest_euros(expression: str) -> str:
    """Return the formula of a sum of euros as the number nearest to whole cents."""
    return f"ROUND({expression},2)"


def money_style(*, total: bool, assumed: bool) -> Style:
    """Return the style of an amount: whether it is a total, and whether it rests on an assumption."""
    if total:
        return "money_total_assumed" if assumed else "money_total"
    return "money_assumed" if assumed else "money"


def total_value(total: Total) -> Value:
    """Return a sum in euros, or PM where there is nothing but unknown posts."""
    return "PM" if total.pm and not total.amount else euros(total.amount)
