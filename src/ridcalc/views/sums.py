"""The sums that other programs read: of both natures together, per unit of a driver, and less another scenario's."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.per_unit import cents_per_unit
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.keys.counts import Counts
from ridcalc.core.values.filter import Filter


class NetRow(NamedTuple):
    """The total of a participant (None: all together) in a year, both natures together."""

    participant: str | None
    year: int
    total: Total


class UnitRow(NamedTuple):
    """The total of a participant (None: all together) in a year, per unit of a driver."""

    participant: str | None
    year: int
    reference_year: int
    """The year of the values of the driver."""
    units: Fraction
    cents: int | None
    """The cents per unit, to the nearest cent; None: there are no units."""
    pm: int


class AgainstRow(NamedTuple):
    """The total of a participant (None: all together) in a year and nature, as shown and in another scenario."""

    participant: str | None
    year: int
    nature: NatureName
    shown: Total
    other: Total


def net_rows(allocation: Allocation, selection: Filter) -> Iterator[NetRow]:
    """Yield the selected participants by year, and all together unless the filter has participants."""
    for participant in _participants(allocation, selection):
        for year in allocation.years:
            if selection.takes(year):
                natures = (_total(allocation, participant, year, nature) for nature in NATURES)
                yield NetRow(participant, year, sum(natures, start=NOTHING))


def unit_rows(allocation: Allocation, selection: Filter, driver: str) -> Iterator[UnitRow]:
    """Yield the rows of `net_rows` per unit of a driver; all together have the units of the participants at the top.

    Raises:
        InvalidValueError: the driver has no values for a year or earlier, or no value for a participant.
    """
    tree = allocation.tree
    counts = Counts(allocation.case.budget, tree)
    everybody = [name for name in tree.ids if name not in tree.parent]
    for participant, year, total in net_rows(allocation, selection):
        names = everybody if participant is None else [participant]
        units = sum((counts.units(driver, name, year) for name in names), start=Fraction(0))
        cents = cents_per_unit(total.amount, units)
        yield UnitRow(participant, year, counts.reference_year(driver, year), units, cents, total.pm)


def against_rows(allocation: Allocation, other: Allocation, selection: Filter) -> Iterator[AgainstRow]:
    """Yield the totals of the selected participants by year and nature, beside those of another scenario."""
    for participant in _participants(allocation, selection):
        for year in allocation.years:
            for nature in NATURES if selection.takes(year) else ():
                totals = (_total(one, participant, year, nature) for one in (allocation, other))
                yield AgainstRow(participant, year, nature, *totals)


def _participants(allocation: Allocation, selection: Filter) -> tuple[str | None, ...]:
    order = allocation.tree.order
    if selection.participants:
        return tuple(sorted(order.keys() & set(selection.participants), key=order.__getitem__))
    return (*allocation.tree.ids, None)


def _total(allocation: Allocation, participant: str | None, year: int, nature: NatureName) -> Total:
    """Return the total of a participant (None: all together); `NOTHING` in a year that the budget does not have."""
    if participant is None:
        return allocation.grand_totals.get((year, nature), NOTHING)
    return allocation.totals.get((participant, year, nature), NOTHING)
