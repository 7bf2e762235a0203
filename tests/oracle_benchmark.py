"""Benchmarks worked out a second time, from the text of their rules; imports nothing of ridcalc."""

from collections.abc import Mapping
from fractions import Fraction


def cents(amount: Fraction) -> int:
    """Return the cents of an amount in euros, halves away from zero."""
    doubled = abs(amount) * 200
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    return whole if amount >= 0 else -whole


def moved(
    amount: Fraction, year: int, to: int, series: Mapping[int, Fraction] | None, rates: Mapping[int, Fraction]
) -> Fraction | None:
    """Return an amount of a year in prices of another, exact; None where a value or a rate is missing."""
    if year == to:
        return amount
    if series is not None:
        return amount * series[to] / series[year] if year in series and to in series else None
    while year < to:
        if year + 1 not in rates:
            return None
        year += 1
        amount *= 1 + rates[year]
    while year > to:
        if year not in rates:
            return None
        amount /= 1 + rates[year]
        year -= 1
    return amount


def rows(
    national: Mapping[int, Fraction],
    own: Mapping[int, Fraction],
    series: Mapping[int, Fraction] | None,
    rates: Mapping[int, Fraction],
    prices_of: int | None,
) -> dict[int, tuple[int | None, int | None, int | None, int | None]]:
    """Return book year → own, national, difference, and the first national figure raised by the index alone."""
    found = {}
    for year in sorted({*national, *own}):
        shown: list[int | None] = []
        for figures in (own, national):
            figure = figures.get(year)
            if figure is not None and prices_of is not None:
                figure = moved(figure, year, prices_of, series, rates)
            shown.append(None if figure is None else cents(figure))
        raised = None
        if national and year >= min(national):
            raised = moved(national[min(national)], min(national), year, series, rates)
        one, other = shown
        difference = None if one is None or other is None else one - other
        found[year] = (one, other, difference, None if raised is None else cents(raised))
    return found
