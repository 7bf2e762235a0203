"""The columns of an amendment: per year before, change, V/N and after, in whole units or as booked."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ridcalc.core.analysis.decisions.amendment import Amendment
from ridcalc.core.analysis.decisions.lines import mark_of
from ridcalc.core.values.problems import Message, say
from ridcalc.views.in_units import InUnits
from ridcalc.views.table import Cell, Label, Text

NO_MEASURES: frozenset[str] = frozenset()


class Change(NamedTuple):
    """An amount before, its change and after, in cents, and as they are shown."""

    before: int | None
    change: int
    after: int | None
    unknown_before: frozenset[str] = NO_MEASURES
    """The measures that are PM before."""
    unknown_after: frozenset[str] = NO_MEASURES
    shown: tuple[int | None, int] | None = None
    """Before and change as they add up in the table; None: each at its nearest."""

    @property
    def known(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.before or self.change or self.after or self.unknown_before or self.unknown_after)


def total_of(changes: Iterable[tuple[Change, int]], units: InUnits) -> Change:
    """Return the sum of changes, each with its sign (1 or -1); it adds up as they are shown."""
    changes = list(changes)

    def added(values: Iterable[int | None]) -> int | None:
        """Return the sum with the signs; None if one is not known."""
        total = 0
        for value, (_, sign) in zip(values, changes, strict=True):
            if value is None:
                return None
            total += sign * value
        return total

    before = added(one.before for one, _ in changes)
    shown = added(None if one.before is None else units.of(one.before) for one, _ in changes)
    return Change(
        before,
        sum(sign * one.change for one, sign in changes),
        added(one.after for one, _ in changes),
        NO_MEASURES.union(*(one.unknown_before for one, _ in changes)),
        NO_MEASURES.union(*(one.unknown_after for one, _ in changes)),
        (shown, sum(sign * units.of(one.change) for one, sign in changes)),
    )


class Columns:
    """The columns of an amendment. Where nothing is known before, the change stands alone."""

    def __init__(self, amendment: Amendment, units: InUnits) -> None:
        """Take the years in which anything changes, and whether any account has an amount before."""
        self.units = units
        rows = [row for block in amendment.blocks for row in block.accounts]
        every = amendment.decision.years if amendment.blocks else ()
        changed = {row.year for row in rows if row.change or row.unknown_before != row.unknown_after}
        self.years = tuple(sorted(changed)) or every
        self.unchanged = tuple(year for year in every if year not in self.years)
        self._whole = amendment.decision.before is not None or any(row.before is not None for row in rows)

    def labels(self) -> tuple[Label, ...]:
        """Return the headings."""
        labels: list[Label] = []
        for year in self.years:
            labels += [say("{year} before", year=str(year)), say("change"), say("V/N"), say("after")]
            if not self._whole:
                labels[-4:] = [say("{year} change", year=str(year)), say("V/N")]
        return tuple(labels)

    def said(self) -> tuple[Label, ...]:
        """Return the headings for sentences, each with its year."""
        labels: list[Label] = []
        for year in map(str, self.years):
            labels += [say("{year} before", year=year)] if self._whole else []
            labels += [say("{year} change", year=year), say("{year} V/N", year=year)]
            labels += [say("{year} after", year=year)] if self._whole else []
        return tuple(labels)

    def spans(self) -> tuple[int, ...]:
        """Return how many columns stand together."""
        return (4 if self._whole else 2,) * len(self.years)

    def cells(
        self, changes: Mapping[int, Change], *, adds: bool | None, place: Callable[[int], Message] | None = None
    ) -> tuple[Cell | None, ...]:
        """Return the cells of a row; `adds` tells whether more is in favour of the result; None: it is neither.

        `place` gives what the amount of a year is called, for a sum that is not its own nearest.
        """
        cells: list[Cell | None] = []
        for year in self.years:
            cells += self._of_year(changes.get(year), year, place, adds=adds)
        return tuple(cells)

    def _of_year(
        self, one: Change | None, year: int, place: Callable[[int], Message] | None, *, adds: bool | None
    ) -> list[Cell | None]:
        if one is None:
            return [None] * self.spans()[0]
        units = self.units
        before = None if one.before is None else units.of(one.before)
        change = units.of(one.change)
        if one.shown is not None:
            before, change = one.shown
        mark = None if adds is None else mark_of("income" if adds else "expense", one.change)
        words = Text(mark) if mark else None
        known = len(one.unknown_before), len(one.unknown_after)
        if not self._whole:
            return [units.money(self._checked(one.change, change, year, place), known[1]), words]
        first = None if before is None else units.money(self._checked(one.before, before, year, place), known[0])
        last = None
        if one.after is not None:
            last = units.money(self._checked(one.after, (before or 0) + change, year, place), known[1])
        added = len(one.unknown_after - one.unknown_before)
        return [first, units.money(self._checked(one.change, change, year, place), added), words, last]

    def _checked(self, exact: int | None, shown: int, year: int, place: Callable[[int], Message] | None) -> int:
        """Return an amount as shown; keep its place if its own nearest is another."""
        return shown if place is None or exact is None else self.units.sum(exact, (shown,), place(year))
