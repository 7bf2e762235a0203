"""Surcharges: a rate of what other measures come to in a year, after index, expense minus income."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from ridcalc.core.amounts.kinds.kind import Entry, Kind
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.kinds.tariff import in_force
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.budget.model import Measure
from ridcalc.core.values.periods import parse_period

if TYPE_CHECKING:
    from ridcalc.core.budget.amount_rules import Surcharge


def rate_in(measure: Measure, year: int) -> Fraction | None:
    """Return the rate of a surcharge that holds in a year, as a part of 1; None before the first."""
    rates = measure.surcharge.rate if measure.surcharge else {}
    since = in_force(rates, year)
    return None if since is None else rates[since]


def _entries(measure: Measure, rules: Rules, others: Others) -> Iterator[Entry]:
    """Yield each year in which a rate holds and there is an amount; PM if one of the amounts is."""
    sums = others.sums(cast("Surcharge", measure.surcharge).of)
    for year in rules.years:
        rate = rate_in(measure, year)
        if rate is not None and year in sums:
            found = sums[year]
            yield Entry(parse_period(str(year)), None if found.pm else nearest_to(rate * found.cents, rules.unit))


def _assumed(measure: Measure, _: Rules, others: Others) -> bool:
    """Return whether one of the amounts rests on an assumption."""
    return any(one.assumed for one in others.sums(cast("Surcharge", measure.surcharge).of).values())


KIND = Kind(_entries, assumed=_assumed)
