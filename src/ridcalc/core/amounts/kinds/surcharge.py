"""Surcharges: a rate of what other measures come to in a year, after index, expense minus income."""

from collections.abc import Iterator
from fractions import Fraction

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.kinds.kind import Entry, Kind, Others
from ridcalc.core.amounts.kinds.tariff import in_force
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.budget.amount_rules import Over
from ridcalc.core.budget.model import Measure
from ridcalc.core.values.periods import parse_period


def measures_under(measure: Measure, measures: dict[str, Measure]) -> list[str]:
    """Return the ids of the measures that a surcharge is over: those that are there, surcharges passed over."""
    over = measure.surcharge.of if measure.surcharge else ()
    if isinstance(over, Over):
        field = "key" if over.key is not None else "task"
        wanted = getattr(over, field)
        return [name for name, other in measures.items() if not other.surcharge and getattr(other, field) == wanted]
    return [name for name in over if name in measures and measures[name].surcharge is None]


def rate_in(measure: Measure, year: int) -> Fraction | None:
    """Return the rate of a surcharge that holds in a year, as a part of 1; None before the first."""
    rates = measure.surcharge.rate if measure.surcharge else {}
    since = in_force(rates, year)
    return None if since is None else rates[since]


def _amounts(measure: Measure, others: Others) -> Iterator[Amount]:
    for name in measures_under(measure, others.measures):
        yield from others.amounts.get(name, ())


def _entries(measure: Measure, rules: Rules, others: Others) -> Iterator[Entry]:
    """Yield each year in which a rate holds and there is an amount; PM if one of the amounts is."""
    by_year: dict[int, list[int | None]] = {}
    for amount in _amounts(measure, others):
        by_year.setdefault(amount.period.year, []).append(amount.cents)
    for year in rules.years:
        rate = rate_in(measure, year)
        if rate is not None and year in by_year:
            known = [cents for cents in by_year[year] if cents is not None]
            is_known = len(known) == len(by_year[year])
            written = nearest_to(rate * sum(known), rules.unit) if is_known else None
            yield Entry(parse_period(str(year)), written)


def _assumed(measure: Measure, _: Rules, others: Others) -> bool:
    """Return whether one of the amounts rests on an assumption."""
    return any(amount.assumed for amount in _amounts(measure, others))


KIND = Kind(_entries, assumed=_assumed)
