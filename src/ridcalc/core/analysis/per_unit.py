"""The figures of a comparison per unit of a driver, such as euros per inhabitant.

docs/decisions/compare.md, *Per unit*, says which figures are left out and why.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.compare import Comparison
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.keys.counts import Counts


class Figures(NamedTuple):
    """The figures of a row of a comparison, in cents, as a whole or per unit. None: there is no figure."""

    a: Total | None
    b: Total | None
    difference: int | None
    """B − A."""
    causes: tuple[int | None, ...]
    """The effect of each cause, in the order of `CAUSES`; together they add to the difference."""


class PerUnit:
    """The units of a driver in A and in B."""

    def __init__(self, comparison: Comparison, driver: str) -> None:
        """Keep the drivers of both allocations, and the id `driver` of a driver that both budgets have."""
        allocations = comparison.a, comparison.b
        self._counts = tuple(Counts(allocation.case.budget, allocation.tree) for allocation in allocations)
        self.driver = driver
        self.name = comparison.a.case.budget.names.of("drivers", driver)

    def reference_years(self, year: int) -> tuple[int, int]:
        """Return the reference years whose values are used in a year, in A and in B.

        Raises:
            InvalidValueError: the driver has no values for the year or earlier.
        """
        a, b = (counts.reference_year(self.driver, year) for counts in self._counts)
        return a, b

    def units(self, participants: Iterable[str], year: int) -> tuple[Fraction, Fraction]:
        """Return the units that the participants have together in A and in B, in a year.

        Raises:
            InvalidValueError: the driver has no values for the year or earlier, or no value for a participant.
        """
        names = tuple(participants)
        a, b = ([counts.units(self.driver, name, year) for name in names] for counts in self._counts)
        return sum(a, start=Fraction(0)), sum(b, start=Fraction(0))


def figures_of(a: Total, b: Total, causes: Sequence[int], units: tuple[Fraction, Fraction] | None = None) -> Figures:
    """Return the figures of a row in cents or, with `units`, per unit to the nearest cent.

    The difference and the causes are calculated from rounded figures, so that they add up as shown. If A and B have
    different numbers of units, the causes are left out, because the units are then a cause as well. If A or B has no
    units, the difference is left out too.

    Args:
        a: The total in A.
        b: The total in B.
        causes: The effect of each cause in cents, in the order of `CAUSES`.
        units: The number of units in A and in B; None: the figures are not per unit.
    """
    if units is None:
        return Figures(a, b, b.amount - a.amount, tuple(causes))
    cents_a, cents_b = (cents_per_unit(total.amount, count) for total, count in zip((a, b), units, strict=True))
    no_causes = (None,) * len(causes)
    total_a = None if cents_a is None else a._replace(amount=cents_a)
    total_b = None if cents_b is None else b._replace(amount=cents_b)
    if cents_a is None or cents_b is None:
        return Figures(total_a, total_b, None, no_causes)
    if units[0] != units[1]:
        return Figures(total_a, total_b, cents_b - cents_a, no_causes)
    after_causes = [cents_per_unit(amount, units[0]) or 0 for amount in accumulate(causes, initial=a.amount)]
    effects = tuple(later - earlier for earlier, later in pairwise(after_causes))
    return Figures(total_a, total_b, cents_b - cents_a, effects)


def cents_per_unit(cents: int, units: Fraction) -> int | None:
    """Return the cents per unit, to the nearest cent, halves away from zero; None if there are no units."""
    if units == 0:
        return None
    exact = Fraction(cents) / units
    return nearest(exact.numerator, exact.denominator) // exact.denominator
