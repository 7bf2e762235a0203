"""Parsers of the values by which drivers follow from others, participants join, and transitions proceed."""

import re
from datetime import date
from fractions import Fraction

from ridcalc.core.budget.parsers import parse_date
from ridcalc.core.values import money
from ridcalc.core.values.problems import InvalidValueError, Message, say


def parse_average(text: str) -> int:
    """Return the number of years in `text` over which a driver is averaged.

    Raises:
        InvalidValueError: The text is not a whole number from 1 to 100.
    """
    number = money.parse_number(text)
    if number.denominator != 1 or not 1 <= number <= 100:
        raise InvalidValueError("number-form", say("'{text}' is not a whole number of years from 1 to 100", text=text))
    return number.numerator


def parse_step(text: str) -> Fraction:
    """Return the number in `text` to whose multiples a driver is rounded.

    Raises:
        InvalidValueError: The text is not a number above zero.
    """
    number = money.parse_number(text)
    if number <= 0:
        hint = say("write 1 for whole numbers, 0.1 for one decimal")
        raise InvalidValueError("number-form", say("'{text}' is not above zero", text=text), hint)
    return number


def parse_day(text: str) -> date:
    """Return the day in `text`: `2026-04-15`.

    Raises:
        InvalidValueError: The text has another form, or the day does not exist.
    """
    if not re.fullmatch(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", text):
        hint = say("write year, month and day: 2026-04-15")
        raise InvalidValueError("date-form", say("'{text}' is not a day", text=text), hint)
    return date.fromisoformat(parse_date(text))


def parse_path_share(text: str) -> Fraction:
    """Return the share of 1 in `text` that the new key of a transition has.

    Raises:
        InvalidValueError: The text has another form, or the share is negative or above 1.
    """
    return _part(text, say("write what part of the amount the new key divides, such as {form}", form=f"{text}%"))


def parse_leaving_part(text: str) -> Fraction:
    """Return the part in `text` of its last contribution that a participant that leaves pays.

    Raises:
        InvalidValueError: The text has another form, or the part is negative or above 1.
    """
    return _part(text, say("write {form} for a percentage", form=f"{text}%"))


def _part(text: str, hint: Message) -> Fraction:
    """Return the part of 1 in `text`; a number above 1 gets the hint, which is to add a sign %."""
    part = money.parse_share(text)
    if part > 1:
        lacks_sign = part <= 100 and not {"%", "/"} & set(text)
        message = say("'{text}' is more than the whole, 100%", text=text)
        raise InvalidValueError("number-form", message, hint if lacks_sign else None)
    return part
