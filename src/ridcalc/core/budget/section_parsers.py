"""Parsers of the values of decisions: days of recess, and the days between papers and a meeting."""

from datetime import date
from typing import NamedTuple

from ridcalc.core.budget.key_parsers import parse_day
from ridcalc.core.values import money
from ridcalc.core.values.problems import InvalidValueError, say

_MOST_DAYS = 366


class Days(NamedTuple):
    """The days from a first to a last one, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        """Return whether a day is one of them."""
        return isinstance(day, date) and self.first <= day <= self.last


def parse_days(text: str) -> Days:
    """Return the days in `text`, such as `2023-07-15/2023-08-27`.

    Raises:
        InvalidValueError: The text has another form, a day does not exist, or the last day is before the first.
    """
    first, slash, last = text.partition("/")
    if not slash:
        hint = say("write the first and the last day: 2023-07-15/2023-08-27")
        raise InvalidValueError("date-form", say("'{text}' is not a first and a last day", text=text), hint)
    days = Days(parse_day(first.strip()), parse_day(last.strip()))
    if days.last < days.first:
        message = say("the last day, {last}, is before the first, {first}", last=str(days.last), first=str(days.first))
        raise InvalidValueError("date-order", message, say("write the first day before the slash"))
    return days


def parse_papers(text: str) -> int:
    """Return the number of days in `text` between papers and the meeting that they are for.

    Raises:
        InvalidValueError: The text is not a whole number from 0 to 366.
    """
    number = money.parse_number(text)
    if number.denominator != 1 or not 0 <= number <= _MOST_DAYS:
        raise InvalidValueError("number-form", say("'{text}' is not a number of days from 0 to 366", text=text))
    return number.numerator
