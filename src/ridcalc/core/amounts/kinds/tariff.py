"""Tariffs: each participant pays a price for every unit that a driver counts."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar, cast

from ridcalc.core.amounts.amount import Given, Rates
from ridcalc.core.amounts.indexation import Level
from ridcalc.core.amounts.kinds.kind import Entry, Kind, Outcome
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.budget.amount_rules import Tariff
from ridcalc.core.budget.model import Measure
from ridcalc.core.values.periods import parse_period
from ridcalc.core.values.problems import InvalidValueError, say

V = TypeVar("V")


def in_force(values: Mapping[int, V], year: int) -> int | None:
    """Return the year of the entry that holds in `year`: the newest that is not after it; None before the first."""
    starts = sorted(values)
    before = bisect_right(starts, year)
    return starts[before - 1] if before else None


def _entries(measure: Measure, rules: Rules, _: Others) -> Iterator[Entry]:
    """Yield each year of the budget in which a price holds."""
    tariff = cast("Tariff", measure.tariff)
    for year in rules.years:
        if in_force(tariff.price, year) is not None:
            yield Entry(parse_period(str(year)), recipients=rules.counts.mergers.named(tariff.among, year))


class Calculation(NamedTuple):
    """What a tariff is multiplied from in a year."""

    price: Fraction
    """The price in the files, in euros."""
    rates: Rates
    """The rates by which the price is indexed."""
    indexed: Fraction
    """The indexed price, in euros."""
    reference_year: int
    """The year of the counts."""
    counts: dict[str, Fraction]
    """Participant → units of the driver."""


def calculation(tariff: Tariff, year: int, rules: Rules, level: Level | None) -> Calculation | None:
    """Return what a tariff is multiplied from in a year in which a price holds; None: the price is PM.

    Raises:
        InvalidValueError: a count or an index is missing.
    """
    price = tariff.price[cast("int", in_force(tariff.price, year))]
    reference_year, counts = _counts(tariff, rules, year)
    if price is None:
        return None
    rates = rules.indexation.rates(level, year) if level else ()
    scale = 10**tariff.price_decimals
    indexed = Fraction(rules.indexation.raised(price * scale, rates, 1)) / scale
    return Calculation(price, rates, indexed, reference_year, counts)


def _parts(measure: Measure, entry: Entry, rules: Rules, level: Level | None) -> Outcome:
    """Return what each participant has: its count × the price × the factor, each rounded; PM under a price of PM."""
    tariff = cast("Tariff", measure.tariff)
    found = calculation(tariff, entry.period.year, rules, level)
    if found is None:
        return Outcome(tuple(Given(name, None, Fraction(0)) for name in entry.recipients))
    each = found.indexed * tariff.factor * 100
    exact = {name: count * each for name, count in found.counts.items()}
    return Outcome(tuple(Given(name, nearest_to(one, rules.unit), one) for name, one in exact.items()), found.rates)


def _counts(tariff: Tariff, rules: Rules, year: int) -> tuple[int, dict[str, Fraction]]:
    """Return the reference year of an amount of `year`, and participant → units of the driver in that year.

    Raises:
        InvalidValueError: the driver has no reference year that is early enough, or no value for a participant.
        UnavailableError: there is no such driver, or it has no values; the checks report that.
    """
    name = tariff.driver
    newest = year - tariff.lag
    reference_year = rules.counts.newest(name, newest)
    if reference_year is None:
        message = say("driver '{driver}' has no values for {years} or earlier", driver=name, years=(str(newest),))
        hint = say("add the values of an earlier year, or change the lag of the tariff")
        raise InvalidValueError("no-reference-year", message, hint, ("drivers", name, "values"))
    among = rules.counts.mergers.named(tariff.among, year)
    return reference_year, rules.counts.of_all(name, reference_year, among, year)


def _assumed(measure: Measure, rules: Rules, _: Others) -> bool:
    """Return whether the driver, or a driver that it follows from, rests on an assumption."""
    return any(driver.assumption for driver in rules.counts.behind(cast("Tariff", measure.tariff).driver))


KIND = Kind(_entries, _parts, _assumed)
