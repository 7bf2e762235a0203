"""The figures of tables: their keys, and their cells with exact amounts or with whole units."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.views.table import Label, Money, Role, Row, money


class CellKey(NamedTuple):
    """The key of a figure in a table; a field that is None is summed over."""

    participant: str | None = None
    year: int | None = None
    nature: NatureName | None = None
    side: SideName | None = None
    measure: str | None = None
    period: str | None = None
    step: str | None = None
    """A step of keys that hold amounts, or `none` for what is given without steps."""
    task: str | None = None
    """The id of a task; empty: the measures without a task."""

    @property
    def item(self) -> str | None:
        """The measure or the task."""
        return self.task if self.measure is None else self.measure


class RoundedFigure(NamedTuple):
    """An exact amount and the rounded amount that a table shows, both in cents."""

    exact: int
    shown: int

    def moved(self, unit: int) -> bool:
        """Return whether another multiple of `unit` (in cents) is nearer to the exact amount than the shown one."""
        return 2 * abs(self.shown - self.exact) > unit


class RoundedTable(NamedTuple):
    """The figures of a table in whole units."""

    unit: int
    """The unit of rounding, in cents."""
    figures: Mapping[CellKey, RoundedFigure]

    def of(self, keys: Iterable[CellKey]) -> dict[CellKey, RoundedFigure]:
        """Return key → figure, without the keys that the table lacks."""
        return {key: self.figures[key] for key in keys if key in self.figures}

    def cell(self, total: Total, key: CellKey) -> Money:
        """Return the cell of a total in whole units, or with its exact amount if the table lacks the key."""
        figure = self.figures.get(key)
        return money(total) if figure is None else in_whole_units(total, figure)


def in_whole_units(total: Total, figure: RoundedFigure) -> Money:
    """Return the cell of a total with the rounded amount of its figure."""
    return Money(figure.shown, total.pm, total.assumed, whole=bool(figure.exact))


class FigureRow(NamedTuple):
    """A row whose cells are still exact: for each cell its key and its total (None: an empty cell)."""

    role: Role
    label: Label
    figures: tuple[tuple[CellKey, Total | None], ...] = ()
    indent: int = 0

    def shown_keys(self) -> Iterable[CellKey]:
        """Yield the keys of the cells that are not empty."""
        return (key for key, total in self.figures if total is not None)

    def row(self, table: RoundedTable | None) -> Row:
        """Return the row with the rounded amounts of `table`, or with exact amounts if it is None."""
        return Row(self.role, self.label, tuple(_cell(key, total, table) for key, total in self.figures), self.indent)


def _cell(key: CellKey, total: Total | None, table: RoundedTable | None) -> Money | None:
    if total is None:
        return None
    return money(total) if table is None else table.cell(total, key)
