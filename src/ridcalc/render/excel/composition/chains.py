"""The chains of factors of an index, from a price level to each year."""

from fractions import Fraction
from typing import NamedTuple

from ridcalc.render.excel.composition.factors import Factors
from ridcalc.render.excel.rows import WRITTEN_BELOW
from ridcalc.render.excel.weights import GCD_BELOW


class Link(NamedTuple):
    """A row of a chain: the factor of one year, and that of all years since the price level."""

    name: str
    """The id of the index."""
    level: int
    year: int
    of: int
    """The position of the factor of the year."""
    before: int
    """The position of the year before in the chain; 0: the chain begins here."""
    exact: bool
    numerator: int
    denominator: int
    chained: Fraction


class Chains:
    """The chains of factors, from the price levels of the amounts. Positions count from 1."""

    def __init__(self, factors: Factors, *, at_once: bool) -> None:
        """Begin without chains; `at_once` is whether amounts are multiplied by the whole chain."""
        self.rows: list[Link] = []
        self._factors = factors
        self._at_once = at_once
        self._positions: dict[tuple[str, int, int, int], int] = {}

    def positions(self, index: str, level: int, years: tuple[int, ...]) -> list[int]:
        """Return the position of each year of a chain; a chain that is not there yet is added."""
        places: list[int] = []
        since = level
        for year in years:
            start = years[0] - level  # chains of values that have gaps are rows of their own
            place = index, level, year, start
            if place not in self._positions:
                of = self._factors.position(index, year, since)
                self.rows.append(self._link(index, level, year, of, places[-1] if places else 0))
                self._positions[place] = len(self.rows)
            places.append(self._positions[place])
            since = year
        return places

    def factors_in_use(self) -> set[int]:
        """Return the positions of the factors that lead to a chain."""
        return {place for link in self.rows for place in self._factors.used_with(link.of)}

    def at(self, position: int) -> Link:
        """Return the row in a position."""
        return self.rows[position - 1]

    def _link(self, index: str, level: int, year: int, of: int, position: int) -> Link:
        factor = self._factors.at(of)
        before = self.at(position) if position else None
        exact = factor.exact and (before is None or before.exact)
        chained = (before.chained if before else Fraction(1)) * (1 + factor.rate)
        if self._at_once:
            small = max(factor.numerator, factor.denominator) < GCD_BELOW
            exact = exact and small and max(chained.numerator, chained.denominator) < WRITTEN_BELOW
        return Link(index, level, year, of, position, exact, factor.numerator, factor.denominator, chained)
