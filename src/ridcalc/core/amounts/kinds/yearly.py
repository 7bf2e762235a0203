"""Amounts per year, which hold from the start of an entry until the next entry or the last year of the budget.

An entry that begins or ends within a year is an amount for a full year, of which the year has a part.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ridcalc.core.amounts.kinds.kind import Entry, Kind
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.budget.model import Measure
from ridcalc.core.values.periods import period_between

_YEAR = 12
"""The months of a year."""


def _entries(measure: Measure, rules: Rules, _: Others) -> Iterator[Entry]:
    """Yield each part of a year of the budget in which one entry holds; entries of 0 have no amounts."""
    last = max(rules.years, default=0) if measure.ends is None else measure.ends
    end = (last + 1) * _YEAR
    starts = sorted((since.first_month, since.text, cents) for since, cents in (measure.yearly or {}).items())
    spans = [(*one, other[0]) for one, other in pairwise(starts)] + [(*one, end) for one in starts[-1:]]
    years = dict.fromkeys(rules.years)
    for start, since, cents, until in spans:
        begin, stop = max(start, min(years, default=0) * _YEAR), min(until, end)
        for year in range(begin // _YEAR, (stop - 1) // _YEAR + 1):
            first, after = max(begin, year * _YEAR), min(stop, (year + 1) * _YEAR)
            if year in years and first < after and cents != 0:
                yield Entry(period_between(first, after), cents, Fraction(after - first, _YEAR), since)


KIND = Kind(_entries)
