"""Periods: a year, a half-year or a quarter, stored as text and as quarters so that periods can be compared."""

import re
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.values.problems import InvalidValueError, say

_PERIOD = re.compile(r"([1-9][0-9]{3})(?:-(?:H([12])|Q([1-4])))?")


class Period(NamedTuple):
    """A year, half-year or quarter. Periods sort by start; of periods with one start, the longest comes first."""

    start: int
    """The first quarter, counted from year 0: year × 4 + 0 … 3."""
    minus_quarters: int
    """The length in quarters (4, 2 or 1), negative so that the longest period sorts first."""
    text: str
    """The period as written: `2023`, `2023-H2`, `2023-Q1`."""

    @property
    def year(self) -> int:
        """The calendar year of the period; a period lies within one year."""
        return self.start // 4

    @property
    def end(self) -> int:
        """The first quarter after the period, counted as `start`."""
        return self.start - self.minus_quarters

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two periods have a quarter in common."""
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Return the period in `text`: `2023`, `2023-H2` or `2023-Q1`.

    Raises:
        InvalidValueError: The text has another form.
    """
    match = _PERIOD.fullmatch(text)
    if not match:
        raise InvalidValueError(
            "period-form",
            say("'{text}' is not a period", text=text),
            say("write a year (2023), a half-year (2023-H1 or 2023-H2) or a quarter (2023-Q1 to 2023-Q4)"),
        )
    first = int(match[1]) * 4
    if match[2]:
        return Period(first + 2 * (int(match[2]) - 1), -2, text)
    if match[3]:
        return Period(first + int(match[3]) - 1, -1, text)
    return Period(first, -4, text)


def parse_year(text: str) -> int:
    """Return the year in `text`, which has four digits and does not begin with 0.

    Raises:
        InvalidValueError: The text has another form.
    """
    if not re.fullmatch(r"[1-9][0-9]{3}", text):
        raise InvalidValueError("period-form", say("'{text}' is not a year", text=text), say("write a year as 2023"))
    return int(text)
