"""The figures of a comparison for each unit of a driver, such as euros per inhabitant."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.compare import Comparison
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.keys.counts import Counts


class Figures(NamedTuple):
    """What is in A and in B, the difference, and the causes that add to the difference; in cents, None: no figure."""

    a: Total | None
    b: Total | None
    difference: int | None
    causes: tuple[int | None, ...]


class PerUnit:
    """A driver, and how many of its units there are in A and in B."""

    def __init__(self, comparison: Comparison, driver: str) -> None:
        """Take the comparison, and the id of a driver that both budgets have."""
        self._counts = tuple(Counts(one.case.budget, one.tree) for one in (comparison.a, comparison.b))
        self._driver = driver
        self.name = comparison.a.case.budget.drivers[driver].name or driver

    def units(self, participants: Iterable[str], year: int) -> tuple[Fraction, Fraction]:
        """Return how many units some participants have together in A and in B, in a year.

        Raises:
            Refused: the driver has no values for the year, or none for one of the participants.
        """
        names = tuple(participants)
        a, b = ([counts.units(self._driver, name, year) for name in names] for counts in self._counts)
        return sum(a, start=Fraction(0)), sum(b, start=Fraction(0))


def figures_of(a: Total, b: Total, causes: Sequence[int], units: tuple[Fraction, Fraction] | None = None) -> Figures:
    """Return the figures of a row, or those for each unit (to the nearest cent) where the numbers of units are given.

    The difference and the causes add up as they are shown. Where A and B have other numbers of units, the causes are
    left out: they are not all of that difference.
    """
    if units is None:
        return Figures(a, b, b.amount - a.amount, tuple(causes))
    of_a, of_b = (_divided(total.amount, count) for total, count in zip((a, b), units, strict=True))
    none = (None,) * len(causes)
    shown_a = None if of_a is None else a._replace(amount=of_a)
    shown_b = None if of_b is None else b._replace(amount=of_b)
    if of_a is None or of_b is None:
        return Figures(shown_a, shown_b, None, none)
    if units[0] != units[1]:
        return Figures(shown_a, shown_b, of_b - of_a, none)
    reached = [_divided(amount, units[0]) or 0 for amount in accumulate(causes, initial=a.amount)]
    return Figures(shown_a, shown_b, of_b - of_a, tuple(later - earlier for earlier, later in pairwise(reached)))


def _divided(cents: int, units: Fraction) -> int | None:
    """Return the nearest cents for each unit; None where there are no units."""
    if units == 0:
        return None
    exact = Fraction(cents) / units
    return nearest(exact.numerator, exact.denominator) // exact.denominator
