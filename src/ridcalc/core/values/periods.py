"""Periods: a year, a half-year or a quarter, as text and on one line of quarters so that they can be compared."""

import re
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.values.problems import InvalidValueError, say

_PERIOD = re.compile(r"([1-9][0-9]{3})(?:-(?:H([12])|Q([1-4])))?")


class Period(NamedTuple):
    """A stretch of `quarters` (4, 2 or 1) from the quarter `start` (year × 4 + 0 … 3); sorts by time, longest first."""

    start: int
    minus_quarters: int
    text: str

    @property
    def year(self) -> int:
        """The calendar year in which the period lies; no period crosses a year."""
        return self.start // 4

    @property
    def end(self) -> int:
        """The first quarter after the period."""
        return self.start - self.minus_quarters

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods share a quarter."""
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Return the period that `text` writes: `2023`, `2023-H2` or `2023-Q1`.

    Raises:
        Refused: any other form.
    """
    match = _PERIOD.fullmatch(text)
    if not match:
        raise InvalidValueError(
            "period-form",
            say("'{text}' is not a period", text=text),
            say("write a year 2023, a half-year 2023-H1 or 2023-H2, or a quarter 2023-Q1 to 2023-Q4"),
        )
    first = int(match[1]) * 4
    if match[2]:
        return Period(first + 2 * (int(match[2]) - 1), -2, text)
    if match[3]:
        return Period(first + int(match[3]) - 1, -1, text)
    return Period(first, -4, text)


def parse_year(text: str) -> int:
    """Return the year that `text` writes in four digits.

    Raises:
        Refused: any other form.
    """
    if not re.fullmatch(r"[1-9][0-9]{3}", text):
        raise InvalidValueError("period-form", say("'{text}' is not a year", text=text), say("write a year as 2023"))
    return int(text)
