"""The calendar of a decision worked out a second time, from the text of its rules; imports nothing of ridcalc."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)

FULL_MOONS = (
    (4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5), (3, 25), (4, 13), (4, 2),
    (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27),
)  # fmt: skip
"""The full moon of the church before Easter, for each golden number from 1; holds from 1900 to 2199."""


def easter(year: int) -> date:
    """Return Easter Sunday: the first Sunday after the full moon of the year's golden number."""
    day = date(year, *FULL_MOONS[year % 19]) + DAY
    while day.isoweekday() != 7:
        day += DAY
    return day


def is_holiday(day: date) -> bool:
    """Return whether a day is a legal holiday that may fall on a weekday, or Good Friday."""
    monarch = date(day.year, 4, 27) if day.year >= 2014 else date(day.year, 4, 30)
    if monarch.isoweekday() == 7:
        monarch -= DAY
    named = (day.month, day.day) in {(1, 1), (5, 5), (12, 25), (12, 26)}
    return named or day == monarch or (day - easter(day.year)).days in {-2, 1, 39, 50}


def works(day: date) -> bool:
    """Return whether people work on a day."""
    return day.isoweekday() <= 5 and not is_holiday(day)


def forward(day: date) -> date:
    """Return the first working day from a day on."""
    return day if works(day) else forward(day + DAY)


def backward(day: date) -> date:
    """Return the last working day up to a day."""
    return day if works(day) else backward(day - DAY)


def draft(offered: date) -> date | None:
    """Return by when a draft goes out: 84 days before it is offered, or 56 before 1 July 2022."""
    if offered - 84 * DAY >= date(2022, 7, 1):
        return offered - 84 * DAY
    return offered - 56 * DAY if offered - 56 * DAY >= date(2015, 1, 1) else None


def policy(year: int) -> date | None:
    """Return the last day before 30 April, or until 2022 before 15 April."""
    if year < 2015:
        return None
    return date(year, 4, 14) if year <= 2022 else date(year, 4, 29)


def to_gs(kind: str, year: int, meeting: date) -> date | None:
    """Return by when a decision goes to Gedeputeerde Staten: two weeks, and never past the fixed day."""
    if meeting.year < 2015:
        return None
    day = forward(meeting + 14 * DAY)
    if kind == "budget" and year - 1 >= 2015:
        day = min(day, date(year - 1, 7, 31) if year - 1 <= 2021 else date(year - 1, 9, 14))
    if kind == "accounts" and year + 1 >= 2015:
        day = min(day, date(year + 1, 7, 14))
    return day


def steps(kind: str, year: int, meeting: date, papers: int) -> dict[str, date | None]:
    """Return by when each step of an arrangement is taken."""
    offered = meeting - papers * DAY
    if kind == "accounts":
        return {
            "accounts-provisional": policy(year + 1),
            "offer": offered,
            "adopt": meeting,
            "to-gs": to_gs(kind, year, meeting),
        }
    found = {"kaderbrief": policy(year - 1)} if kind == "budget" else {}
    found |= {"draft": draft(offered), "offer": offered, "adopt": meeting, "to-gs": to_gs(kind, year, meeting)}
    if kind == "amendment":
        last = draft(date(year, 12, 31))
        found |= {"last-draft": last, "last-adoption": date(year, 12, 31) if last else None}
    return found


def window(
    meeting: date, papers: int, sent: date | None, recess: Iterable[tuple[date, date]], meetings: Iterable[date]
) -> dict[str, Any] | None:
    """Return the days from sending to offering, the first one not counted, and the meetings among them."""
    offered = meeting - papers * DAY
    first = sent or draft(offered)
    if first is None:
        return None
    weeks = 12 if (sent or offered - 84 * DAY) >= date(2022, 7, 1) else 8
    days: list[date] = []
    while first + (len(days) + 1) * DAY <= offered:
        days.append(first + (len(days) + 1) * DAY)
    off = {day for day in days for one, other in recess if one <= day <= other}
    return {
        "from": first,
        "to": offered,
        "term_ends": forward(first + 7 * weeks * DAY) if first >= date(2015, 1, 1) else None,
        "days_in_recess": len(off),
        "days_outside": len(days) - len(off),
        "meetings": [day for day in meetings if day in days],
    }
