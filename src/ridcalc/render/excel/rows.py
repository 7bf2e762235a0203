"""Where the rows of tables begin, the numbers that a spreadsheet holds exactly, and the rows of the sheet Division."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ridcalc.core.allocation.result import Division

FIRST_ROW = 7
"""The first row of every sheet's table, below the headings; rows count from 1."""
EXACT_BELOW = 2**53
"""Spreadsheets calculate exactly with whole numbers below this."""
WRITTEN_BELOW = 10**15
"""Whole numbers below this keep all digits: spreadsheets keep fifteen of a number that is typed, rounded or shown."""


class DivisionRow(NamedTuple):
    """A row of the sheet Division: the divisions of a measure, or of a batch (`measure` is None), in a year."""

    measure: str | None
    year: int
    divisions: tuple[int, ...]
    """The positions of the divisions, from 0."""


def division_rows(divisions: Sequence[Division]) -> Iterator[DivisionRow]:
    """Yield the rows of the sheet Division, in the order of the divisions."""

    def same(position: int) -> tuple[object, int]:
        division = divisions[position]
        return (division.measure or position, division.period.year)

    for (measure, year), positions in groupby(range(len(divisions)), key=same):
        yield DivisionRow(measure if isinstance(measure, str) else None, year, tuple(positions))
