"""The window for the councils: the days from sending a draft to offering it to the board (DAT-7)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ridcalc.core.analysis.calendar import law
from ridcalc.core.analysis.calendar.holidays import next_working_day
from ridcalc.core.analysis.calendar.terms import Terms
from ridcalc.core.budget.section_parsers import Days


class Window(NamedTuple):
    """The days in which councils give their views: after the first day, up to and including the last."""

    first: date
    """The day on which the draft is sent, which does not count."""
    last: date
    """The day on which the draft is offered to the board."""
    ends: date | None
    """The last day of the legal term; None: the law is unknown."""
    in_recess: int
    """The days in a recess."""
    councils: Mapping[str, tuple[date, ...]]
    """Municipality → the meetings of its council in the window."""

    @property
    def outside(self) -> int:
        """The days that are in no recess."""
        return (self.last - self.first).days - self.in_recess


def window_of(terms: Terms, recess: Iterable[Days], meetings: Mapping[str, Iterable[date]]) -> Window | None:
    """Return the window of a draft, with the meetings of each council in it; None: one of its ends is unknown."""
    first, last = terms.out, terms.offered
    if first is None or last is None or not terms.has_views:
        return None
    breaks = tuple(recess)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    in_recess = sum(any(day in one for one in breaks) for day in days)
    inside = {
        name: tuple(day for day in sorted(set(of_one)) if first < day <= last) for name, of_one in meetings.items()
    }
    weeks = law.weeks_after(first) if terms.sent is not None else law.weeks_before(last)
    ends = None if weeks is None else next_working_day(first + timedelta(weeks=weeks))
    return Window(first, last, ends, in_recess, inside)
