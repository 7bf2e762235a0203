"""The terms of the Wet gemeenschappelijke regelingen and the Gemeentewet, by the law of the day (docs/calendar.md).

A row of each table holds from its date until the next row. Before the first row the law is unknown.
"""

from collections.abc import Sequence
from datetime import date, timedelta

KNOWN_SINCE = date(2015, 1, 1)
"""The first day of which the law is known."""
PROVISIONAL_SINCE = date(2028, 1, 1)
"""The first day for which the law may have changed: it was read in 2026."""

_WEEKS = ((KNOWN_SINCE, 8), (date(2022, 7, 1), 12))
"""Since when → for how many weeks a draft lies with the councils (Wgr art. 35-1)."""
_POLICY = ((2015, (4, 15)), (2023, (4, 30)))
"""Year of the act → month and day before which policy and provisional accounts are sent (Wgr art. 34b)."""
_BUDGET_TO_GS = ((2015, (8, 1)), (2022, (9, 15)))
"""Year of the act → month and day before which a budget is sent to Gedeputeerde Staten (Wgr art. 34-2)."""
_ACCOUNTS_TO_GS = ((2015, (7, 15)),)
"""Year of the act → month and day before which accounts are sent to Gedeputeerde Staten (Wgr art. 34-4)."""

_Table = Sequence[tuple[int, tuple[int, int]]]


def weeks_before(offered: date) -> int | None:
    """Return how many weeks before it is offered to the board a draft is sent to the councils; None: unknown.

    The longer term holds if the draft, sent by it, falls under the law that has it.
    """
    for since, weeks in reversed(_WEEKS):
        if offered - timedelta(weeks=weeks) >= since:
            return weeks
    return None


def weeks_after(sent: date) -> int | None:
    """Return for how many weeks a draft lies with the councils that is sent on a day; None: unknown."""
    return next((weeks for since, weeks in reversed(_WEEKS) if sent >= since), None)


def policy_sent_by(year: int) -> date | None:
    """Return the last day of a year on which policy, or provisional accounts, are sent; None: the law is unknown."""
    return _day_before(_POLICY, year)


def budget_to_gs_by(year: int) -> date | None:
    """Return the last day of a year on which a budget is sent to Gedeputeerde Staten; None: the law is unknown."""
    return _day_before(_BUDGET_TO_GS, year)


def accounts_to_gs_by(year: int) -> date | None:
    """Return the last day of a year on which accounts are sent to Gedeputeerde Staten; None: the law is unknown."""
    return _day_before(_ACCOUNTS_TO_GS, year)


def _day_before(table: _Table, year: int) -> date | None:
    """Return the day before the one that a table has for a year: what is due before a day is in time the day before."""
    for since, (month, day) in reversed(table):
        if year >= since:
            return date(year, month, day) - timedelta(days=1)
    return None
