"""Periods: a year, a half-year, a quarter, a month or months in a row, stored in days so that they can be compared."""

import re
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.values.problems import InvalidValueError, say

_PERIOD = re.compile(r"([1-9][0-9]{3})(?:-(?:H([12])|Q([1-4])|M(0[1-9]|1[0-2])))?")
_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")


class Period(NamedTuple):
    """Days in a row within one year. Periods sort by start; of periods with one start, the longest comes first."""

    start: int
    """The first day, as an ordinal of the calendar (`date.toordinal`)."""
    minus_days: int
    """The length in days, negative so that the longest period sorts first."""
    text: str
    """The period as written: `2023`, `2023-H2`, `2023-Q1`, `2023-M03`; of the start of a version also `2023-05-20`."""

    @property
    def year(self) -> int:
        """The calendar year of the period; a period lies within one year."""
        return int(self.text[:4])

    @property
    def end(self) -> int:
        """The first day after the period, counted as `start`."""
        return self.start - self.minus_days

    @property
    def first_month(self) -> int:
        """The month in which the period begins, counted from year 0: year × 12 + 0 … 11."""
        return month_of(self.start)

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.minus_days == -1

    @property
    def month(self) -> str:
        """The month in which the period begins, as written: `2023-M05`."""
        return f"{self.year}-M{self.first_month % 12 + 1:02}"

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two periods have a day in common."""
        return self.start < other.end and other.start < self.end

    def within(self, start: int, end: int) -> "Period":
        """Return the days of the period from day `start` up to day `end`, under the text of the whole period."""
        first = max(self.start, start)
        return Period(first, first - min(self.end, end), self.text)


def month_of(day: int) -> int:
    """Return the month of a day, counted from year 0: year × 12 + 0 … 11."""
    first = date.fromordinal(day)
    return first.year * 12 + first.month - 1


def days_of_year(year: int) -> int:
    """Return the number of days of a year."""
    return first_day(year * 12 + 12) - first_day(year * 12)


def first_day(month: int) -> int:
    """Return the first day, as an ordinal, of a month counted from year 0; also of the month after the last year."""
    year, number = divmod(month, 12)
    return date(year, number + 1, 1).toordinal() if year <= MAXYEAR else date.max.toordinal() + 1


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Return the period in `text`: `2023`, `2023-H2`, `2023-Q1` or `2023-M01`.

    Raises:
        InvalidValueError: The text has another form.
    """
    match = _PERIOD.fullmatch(text)
    if not match:
        raise InvalidValueError("period-form", say("'{text}' is not a period", text=text), _FORMS)
    year, half, quarter, month = match.groups()
    first, months = 0, 12
    for number, length in ((half, 6), (quarter, 3), (month, 1)):
        if number:
            first, months = length * (int(number) - 1), length
    return _of_months(int(year) * 12 + first, months, text)


_FORMS = say(
    "write a year (2023), a half-year (2023-H1 or 2023-H2), a quarter (2023-Q1 to 2023-Q4) or a month "
    "(2023-M01 to 2023-M12)"
)


def _of_months(start: int, months: int, text: str) -> Period:
    """Return the period of `months` months from month `start`, counted from year 0; they lie in one year."""
    begin = first_day(start)
    return Period(begin, begin - first_day(start + months), text)


def parse_start(text: str) -> Period:
    """Return the period in `text`, from whose start something holds, or a day such as `2023-05-20`.

    Raises:
        InvalidValueError: The text has another form, or the day does not exist.
    """
    if not _DAY.fullmatch(text):
        return parse_period(text)
    try:
        return Period(date.fromisoformat(text).toordinal(), -1, text)
    except ValueError:
        raise InvalidValueError("period-form", say("the date '{text}' does not exist", text=text)) from None


def period_between(start: int, end: int) -> Period:
    """Return the period from month `start` up to month `end`, both counted from year 0; the two lie in one year.

    Its text is that of the year, half-year, quarter or month that it is; otherwise from and to, in quarters where it
    begins and ends with one (`2023-Q2..Q4`), or else in months (`2023-M03..M12`).
    """
    year, first = divmod(start, 12)
    months = end - start
    for letter, length in (("", 12), ("H", 6), ("Q", 3), ("M", 1)):
        if months == length and first % length == 0:
            number = f"{first // length + 1:02}" if letter == "M" else f"{first // length + 1}"
            return parse_period(f"{year}-{letter}{number}" if letter else str(year))
    if first % 3 == 0 and months % 3 == 0:
        text = f"{year}-Q{first // 3 + 1}..Q{(first + months) // 3}"
    else:
        text = f"{year}-M{first + 1:02}..M{first + months:02}"
    return _of_months(start, months, text)


def parse_year(text: str) -> int:
    """Return the year in `text`, which has four digits and does not begin with 0.

    Raises:
        InvalidValueError: The text has another form.
    """
    if not re.fullmatch(r"[1-9][0-9]{3}", text):
        raise InvalidValueError("period-form", say("'{text}' is not a year", text=text), say("write a year as 2023"))
    return int(text)
