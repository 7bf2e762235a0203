"""Periods: a year, a half-year, a quarter, a month or months in a row, stored so that periods can be compared."""

import re
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.values.problems import InvalidValueError, say

_PERIOD = re.compile(r"([1-9][0-9]{3})(?:-(?:H([12])|Q([1-4])|M(0[1-9]|1[0-2])))?")


class Period(NamedTuple):
    """Months in a row within one year. Periods sort by start; of periods with one start, the longest comes first."""

    start: int
    """The first month, counted from year 0: year × 12 + 0 … 11."""
    minus_months: int
    """The length in months (12, 6, 3 or 1, or of a part of a year any up to 12), negative so that the longest period
    sorts first."""
    text: str
    """The period as written: `2023`, `2023-H2`, `2023-Q1`, `2023-M03`."""

    @property
    def year(self) -> int:
        """The calendar year of the period; a period lies within one year."""
        return self.start // 12

    @property
    def end(self) -> int:
        """The first month after the period, counted as `start`."""
        return self.start - self.minus_months

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two periods have a month in common."""
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Return the period in `text`: `2023`, `2023-H2`, `2023-Q1` or `2023-M01`.

    Raises:
        InvalidValueError: The text has another form.
    """
    match = _PERIOD.fullmatch(text)
    if not match:
        raise InvalidValueError(
            "period-form",
            say("'{text}' is not a period", text=text),
            say(
                "write a year (2023), a half-year (2023-H1 or 2023-H2), a quarter (2023-Q1 to 2023-Q4) or a month "
                "(2023-M01 to 2023-M12)"
            ),
        )
    year, half, quarter, month = match.groups()
    first = int(year) * 12
    if half:
        return Period(first + 6 * (int(half) - 1), -6, text)
    if quarter:
        return Period(first + 3 * (int(quarter) - 1), -3, text)
    if month:
        return Period(first + int(month) - 1, -1, text)
    return Period(first, -12, text)


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
    return Period(start, -months, text)


def parse_year(text: str) -> int:
    """Return the year in `text`, which has four digits and does not begin with 0.

    Raises:
        InvalidValueError: The text has another form.
    """
    if not re.fullmatch(r"[1-9][0-9]{3}", text):
        raise InvalidValueError("period-form", say("'{text}' is not a year", text=text), say("write a year as 2023"))
    return int(text)
