"""Dutch legal holidays and working days, as art. 3 of the Algemene termijnenwet has them. Needs no library.

What is not in here: the days that a royal decree equates with holidays, one year at a time.
"""

from datetime import date, timedelta
from functools import cache

_SATURDAY, _SUNDAY = 5, 6
_KING_SINCE = 2014
"""The first year in which the birthday of the King is celebrated; before it that of the Queen."""


def easter(year: int) -> date:
    """Return Easter Sunday of a year, by the Gregorian rule: the Sunday after the full moon of the church."""
    century, of_century = divmod(year, 100)
    leap_century, rest_of_century = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap_century - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * rest_of_century + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the legal holidays of a year that may fall on a weekday, with Good Friday, which is equated with them."""
    sunday = easter(year)
    # Good Friday, Easter Monday, Ascension Day, Whit Monday
    moving = (sunday + timedelta(days=days) for days in (-2, 1, 39, 50))
    fixed = (date(year, 1, 1), _birthday(year), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26))
    return frozenset((*moving, *fixed))


def _birthday(year: int) -> date:
    """Return the day on which the birthday of the King or the Queen is celebrated: not on a Sunday, but before it."""
    day = date(year, 4, 27 if year >= _KING_SINCE else 30)
    return day - timedelta(days=1) if day.weekday() == _SUNDAY else day


def is_working_day(day: date) -> bool:
    """Return whether a day is no Saturday, Sunday or legal holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """Return a day if it is a working day, or else the first working day after it (Algemene termijnenwet art. 1-1)."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def last_working_day(day: date) -> date:
    """Return a day if it is a working day, or else the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
