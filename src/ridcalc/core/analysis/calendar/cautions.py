"""Warnings about a calendar: terms that are hard to keep, and law that is not known."""

from collections.abc import Iterator
from datetime import date, timedelta

from ridcalc.core.analysis.calendar import law
from ridcalc.core.analysis.calendar.calendar import Calendar, OrganisationCalendar
from ridcalc.core.analysis.calendar.terms import OF_THE_YEAR
from ridcalc.core.values.problems import Path, Problem, say

_FIRST_WEEKS = timedelta(weeks=2)
"""The beginning of a window, in which a council is too early to give its views."""


def cautions_of(calendar: Calendar) -> Iterator[Problem]:
    """Yield the warnings about the dates of a stage."""
    for block in calendar.blocks:
        yield from _unknown(calendar, block)
        if block.terms is not None and block.view_needed:
            yield from _no_time(calendar, block)
            yield from _sent_in_recess(calendar, block)
            yield from _no_meeting(calendar, block)
    yield from _may_change(calendar)


def _path(calendar: Calendar, organisation: str | None, field: str | None = None) -> Path:
    """Return the path of a field of an organisation's dates, or of what is nearest to it."""
    entry = calendar.dates.organisations.get(organisation or "")
    if entry is None:
        return ("decisions", calendar.stage)
    path = ("decisions", calendar.stage, str(organisation))
    return (*path, field) if field is not None and field in entry.model_fields_set else path


def _unknown(calendar: Calendar, block: OrganisationCalendar) -> Iterator[Problem]:
    """Yield a warning if steps have no date because the law of that time is unknown."""
    if block.terms is None:
        return
    lacking = sum(step.latest is None for step in block.steps if block.terms.meeting or step.name in OF_THE_YEAR)
    if not lacking:
        return
    values = {"date": str(law.KNOWN_SINCE), "count": lacking}
    message = (
        say("the law before {date} is not known here, so that a step has no date", **values)
        if lacking == 1
        else say("the law before {date} is not known here, so that {count} steps have no date", **values)
    )
    hint = say("look these terms up in the text of that time")
    yield Problem("law-unknown-then", message, hint, _path(calendar, block.organisation, "meeting"))


def _may_change(calendar: Calendar) -> Iterator[Problem]:
    """Yield a warning if a day falls in a year for which the law may change."""
    last = max((step.latest for block in calendar.blocks for step in block.steps if step.latest), default=date.min)
    if last >= law.PROVISIONAL_SINCE:
        message = say("the days up to {date} follow the law as it is known now", date=str(last))
        hint = say("terms and holidays of later years may still change: look them up again")
        yield Problem("provisional-dates", message, hint, ("decisions", calendar.stage))


def _no_time(calendar: Calendar, block: OrganisationCalendar) -> Iterator[Problem]:
    """Yield a warning if the draft would have to go out before the date of the figures."""
    figures, draft = calendar.case.budget.settings.date, block.terms.draft_by if block.terms else None
    if figures is not None and draft is not None and str(draft)[: len(figures)] < figures:
        message = say(
            "the draft would have to go out by {date}, before the figures, which are of {figures}",
            date=str(draft),
            figures=figures,
        )
        hint = say("the councils have no time for their views: choose a later meeting")
        yield Problem("no-time-for-views", message, hint, _path(calendar, block.organisation, "meeting"))


def _sent_in_recess(calendar: Calendar, block: OrganisationCalendar) -> Iterator[Problem]:
    """Yield a warning if the draft goes out in a recess of the councils."""
    sent = block.terms.out if block.terms else None
    if sent is not None and any(sent in one for one in calendar.dates.recess):
        message = say("the draft goes out on {date}, in a recess of the councils", date=str(sent))
        hint = say("send it earlier: the term runs on during a recess")
        yield Problem("send-in-recess", message, hint, _path(calendar, block.organisation, "sent"))


def _no_meeting(calendar: Calendar, block: OrganisationCalendar) -> Iterator[Problem]:
    """Yield a warning for each council without a meeting in the window, or with meetings at its beginning alone."""
    window = block.window
    for council, meetings in window.councils.items() if window is not None else ():
        path = _path(calendar, council, "meetings")
        period = {"first": str(window.first), "last": str(window.last)} if window is not None else {}
        if not meetings:
            message = say("the council of '{id}' does not meet between {first} and {last}", id=council, **period)
            hint = say("without a meeting it gives no views: choose another meeting of the board, or an extra one")
            yield Problem("no-council-meeting", message, hint, path)
        elif window is not None and meetings[-1] <= window.first + _FIRST_WEEKS:
            message = say(
                "the council of '{id}' meets only in the first two weeks between {first} and {last}",
                id=council,
                **period,
            )
            hint = say("that is too early for its committees: add a later meeting")
            yield Problem("no-council-meeting", message, hint, path)
