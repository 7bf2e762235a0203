"""The figures of tables: what each is a figure of, and how it is shown, exactly or in whole units."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.values.problems import Message
from ridcalc.views.table import Label, Money, Role, Row, money


class CellKey(NamedTuple):
    """Which figure of a table: None where it is summed over."""

    participant: str | None = None
    year: int | None = None
    nature: NatureName | None = None
    side: SideName | None = None
    measure: str | None = None
    period: str | None = None


class Figure(NamedTuple):
    """An exact amount and what is shown of it, both in cents."""

    exact: int
    shown: int

    def moved(self, unit: int) -> bool:
        """Tell whether another unit is nearer to the exact amount than the one that is shown."""
        return 2 * abs(self.shown - self.exact) > unit


class Shown(NamedTuple):
    """A table in whole units: every figure, and the sums that could not hold."""

    unit: int
    """In cents."""
    figures: Mapping[CellKey, Figure]
    given_up: tuple[Message, ...] = ()

    def of(self, keys: Iterable[CellKey]) -> dict[CellKey, Figure]:
        """Return key → figure for the keys that the table has."""
        return {key: self.figures[key] for key in keys if key in self.figures}

    def cell(self, total: Total, key: CellKey) -> Money:
        """Return the cell of a total in whole units, or the exact one if the table has no figure for the key."""
        figure = self.figures.get(key)
        return money(total) if figure is None else in_whole_units(total, figure)


def in_whole_units(total: Total, figure: Figure) -> Money:
    """Return the cell of a total as a table in whole units shows it."""
    return Money(figure.shown, total.pm, total.assumed, whole=bool(figure.exact))


class FigureRow(NamedTuple):
    """A row before its figures are shown: for each cell its key and its exact total (None: an empty cell)."""

    role: Role
    label: Label
    figures: tuple[tuple[CellKey, Total | None], ...] = ()
    indent: int = 0

    def shown_keys(self) -> Iterable[CellKey]:
        """Return the keys of the cells that are not empty."""
        return (key for key, total in self.figures if total is not None)

    def row(self, table: Shown | None) -> Row:
        """Return the row with exact amounts, or (with a table) with amounts in whole units."""
        return Row(self.role, self.label, tuple(_cell(key, total, table) for key, total in self.figures), self.indent)


def _cell(key: CellKey, total: Total | None, table: Shown | None) -> Money | None:
    if total is None:
        return None
    return money(total) if table is None else table.cell(total, key)
