"""Prices of one year in those of another, by an index: later ones, or earlier ones (deflating, IDX-8 of the rules).

Exact until an amount is rounded. No year is filled in: a factor that the index does not have is None.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from ridcalc.core.amounts.indices import IndexBook
from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.budget.amount_rules import Index
from ridcalc.core.values.problems import SeveralRefusalsError, UnavailableError


class Prices:
    """The indices of a budget as factors between the prices of two years."""

    def __init__(self, indices: Mapping[str, Index]) -> None:
        """Keep the indices."""
        self._book = IndexBook(indices)

    def factor(self, index: str, of_year: int, in_prices_of: int) -> Fraction | None:
        """Return by what an amount of a year is multiplied to be in prices of another year.

        None: the index lacks a value of one of the two years, or a rate of a year between them.
        """
        first, last = sorted((of_year, in_prices_of))
        if first == last:
            return Fraction(1)
        values = self._book.indices[index].values
        if values is not None:
            known = first in values and last in values
            raised = values[last] / values[first] if known else None
        else:
            raised = self._chain(index, range(first + 1, last + 1))
        if raised is None or in_prices_of == last:
            return raised
        return 1 / raised if raised else None

    def _chain(self, index: str, years: range) -> Fraction | None:
        """Return the product of the rates of all years; None: a rate is missing."""
        try:
            self._book.check(index, years)
        except (SeveralRefusalsError, UnavailableError):
            return None
        return prod((1 + self._book.rate(index, year) for year in years), start=Fraction(1))

    def converted(self, cents: int, index: str, of_year: int, in_prices_of: int) -> int | None:
        """Return an amount of a year in prices of another year, to the nearest cent; None: as for the factor."""
        factor = self.factor(index, of_year, in_prices_of)
        return None if factor is None else nearest_to(cents * factor, 1)
