"""Parsers of the values from which amounts follow: starts, rates and prices."""

from fractions import Fraction

from ridcalc.core.budget.context import Definitions
from ridcalc.core.budget.parsers import parse_unit_multiple
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


def parse_key_amount(text: str, definitions: Definitions) -> int:
    """Return the cents for the euros in `text`, an amount in a key.

    Raises:
        InvalidValueError: The text is PM, a percentage or another form, the amount is negative, or it is not a multiple
            of the rounding unit.
    """
    cents = _known_cents(text)
    return parse_unit_multiple(text, cents, definitions.unit)


def parse_last_contribution(text: str) -> int:
    """Return the cents for the euros in `text`, the last contribution of a participant that leaves.

    Raises:
        InvalidValueError: As for `parse_key_amount`, but any number of cents is allowed.
    """
    return _known_cents(text)


def _known_cents(text: str) -> int:
    """Return the cents for the euros in `text`, which are known and not negative."""
    if text == money.PM:
        message = say("an amount in a key cannot be PM: without it nothing can be divided")
        raise InvalidValueError("number-form", message, say("leave it out, or write the amount that is expected"))
    if text.endswith("%"):
        message = say("'{text}' is a share, and an amount in a key is in euros", text=text)
        raise InvalidValueError("number-form", message, say("write the amount in euros per participant"))
    cents = money.parse_cents(text)
    if cents < 0:
        raise InvalidValueError("negative", say("'{text}' is negative; amounts in a key never are", text=text))
    return cents


def parse_key_price(text: str) -> Fraction:
    """Return the exact price in euros in `text`.

    Raises:
        InvalidValueError: The text is PM or another form, or the price is negative.
    """
    price = money.parse_price(text)
    if price is None:
        message = say("the price in a key cannot be PM: without it nothing can be divided")
        raise InvalidValueError("number-form", message, say("leave it out, or write the price that is expected"))
    return price
