"""Parsers of the values from which amounts follow: starts, rates and prices."""

from fractions import Fraction

from ridcalc.core.budget.context import Definitions
from ridcalc.core.values import money
from ridcalc.core.values.periods import Period, parse_period, parse_year
from ridcalc.core.values.problems import InvalidValueError, say


def parse_start_year(text: str, definitions: Definitions) -> int:
    """Return the year in `text`, from which something holds: a year of the budget, or one before it.

    Raises:
        InvalidValueError: The text has another form, or the year comes after the last year of the budget.
    """
    year = parse_year(text)
    _check_start(year, definitions)
    return year


def parse_start_period(text: str, definitions: Definitions) -> Period:
    """Return the period in `text`, from whose start something holds; its year is as for `parse_start_year`.

    Raises:
        InvalidValueError: The text has another form, or the period comes after the last year of the budget.
    """
    period = parse_period(text)
    _check_start(period.year, definitions)
    return period


def _check_start(year: int, definitions: Definitions) -> None:
    """Refuse a year after the last year of the budget."""
    years = definitions.years
    if years is not None and year > max(years):
        raise InvalidValueError(
            "year-outside-budget",
            say("{year} is after the last year of the budget, {last}", year=str(year), last=str(max(years))),
            say("what begins later has no amount in this budget: leave it out"),
        )


def parse_decimals(text: str) -> int:
    """Return the number of decimals in `text`.

    Raises:
        InvalidValueError: The text is not a whole number from 0 to 10.
    """
    number = money.parse_number(text)
    if number.denominator != 1 or not 0 <= number <= 10:
        raise InvalidValueError("number-form", say("'{text}' is not a number of decimals from 0 to 10", text=text))
    return number.numerator


def parse_index_rate(text: str) -> Fraction:
    """Return the rate of change in `text`, as a part of 1.

    Raises:
        InvalidValueError: As for `money.parse_rate`, and if the rate is below -100%.
    """
    rate = money.parse_rate(text)
    if rate < -1:
        raise InvalidValueError(
            "index-rate-too-low",
            say("'{text}' is below -100%, so that prices would be below zero", text=text),
            say("write what prices change by in a year, such as 2.9% or -0.5%"),
        )
    return rate


def parse_index_value(text: str) -> Fraction:
    """Return the value of an index in `text`, such as 720.9.

    Raises:
        InvalidValueError: The text is not a number above zero.
    """
    number = money.parse_number(text)
    if number <= 0:
        raise InvalidValueError("number-form", say("'{text}' is not above zero", text=text))
    return number


def parse_precision(text: str) -> Fraction:
    """Return what a rate is rounded to, as a part of 1.

    Raises:
        InvalidValueError: As for `money.parse_rate`, and if the text is not above zero.
    """
    rate = money.parse_rate(text)
    if rate <= 0:
        raise InvalidValueError("number-form", say("'{text}' is not above zero", text=text))
    return rate
