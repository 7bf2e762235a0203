"""The rows of the sheet Amendment before they are made: each row's place, and the function that returns its cells."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from ridcalc.render.excel.cells import SheetRow
from ridcalc.render.excel.layout import HEADING_ROW
from ridcalc.render.excel.rows import FIRST_ROW


class PlannedRow(NamedTuple):
    """A row: the function that returns its cells, and the number by which another sheet finds the row."""

    cells: Callable[[int], SheetRow]
    """Takes the number of the row on the sheet, from 1."""
    programme: int | None = None
    """The number of the programma and side whose amounts the row has; None for other rows."""
    total: int | None = None
    """The number of the total of a side; None for other rows."""


class PlannedRows:
    """The rows of the sheet, in order. All are planned before the first is made: formulas refer to the last row."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._rows: list[PlannedRow] = []
        self.programmes: dict[int, int] = {}
        """The number of each programma and side → its row on the sheet."""
        self.totals: dict[int, int] = {}
        """The number of the total of each side → its row on the sheet."""
        self.breaks: list[int] = []
        """The rows after which a page begins."""

    @property
    def last(self) -> int:
        """The last row of the sheet."""
        return HEADING_ROW + len(self._rows)

    def add(self, rows: Iterable[PlannedRow]) -> None:
        """Add rows below those that are planned."""
        for row in rows:
            self._rows.append(row)
            if row.programme is not None:
                self.programmes[row.programme] = self.last
            if row.total is not None:
                self.totals[row.total] = self.last

    def add_fixed(self, *rows: SheetRow) -> None:
        """Add rows whose cells are the same in every place."""
        self.add(PlannedRow(partial(_fixed, cells)) for cells in rows)

    def break_page(self) -> None:
        """Begin a page below the rows that are planned."""
        self.breaks.append(self.last)

    def made(self) -> list[SheetRow]:
        """Return the cells of every row."""
        return [row.cells(number) for number, row in enumerate(self._rows, FIRST_ROW)]


def _fixed(cells: SheetRow, _row: int) -> SheetRow:
    return cells
