"""The calendar, written a second time, day by day: from the text of the rules, with nothing of ridcalc's own."""

from functools import cache

from oracle_rules import MONTHS

Day = tuple[int, int, int]
"""Year, month and day."""

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The days of the months of a year that is no leap year."""


def is_leap(year: int) -> bool:
    """Tell whether February has 29 days: every fourth year, but of the centuries every fourth."""
    return year % 400 == 0 if year % 100 == 0 else year % 4 == 0


def days_of_month(year: int, month: int) -> list[Day]:
    """Return the days of a month."""
    length = LENGTHS[month - 1] + (1 if month == 2 and is_leap(year) else 0)
    return [(year, month, day) for day in range(1, length + 1)]


@cache
def days_of(period: str) -> list[Day]:
    """Return all days of a period as it is written, of a day, or from a day to a day: `2024-04-01/2024-05-19`."""
    first, _, last = str(period).partition("/")
    if last:
        within = days_of(first[:4])
        return within[within.index(day_of(first)) : within.index(day_of(last)) + 1]
    if first.count("-") == 2:
        return [day_of(first)]
    first, _, last = str(period).partition("..")
    year, (begin, length) = int(first[:4]), MONTHS[first[4:]]
    if last:
        until, of_last = MONTHS[f"-{last}"]
        length = until + of_last - begin
    return [day for month in range(begin + 1, begin + length + 1) for day in days_of_month(year, month)]


def day_of(text: str) -> Day:
    """Return a day as it is written."""
    year, month, day = map(int, text.split("-"))
    return year, month, day


def written(days: list[Day]) -> str:
    """Return days in a row as text."""
    first, last = ("{}-{:02}-{:02}".format(*day) for day in (days[0], days[-1]))
    return f"{first}/{last}"
