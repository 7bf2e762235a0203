"""Checks of the dates of decisions, across fields and sections."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from ridcalc.core.budget.decision_dates import DecisionDates, OrganisationDates
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Path, Problem, say


def check_decisions(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of the dates of the decisions of a budget."""
    executor = budget.settings.executor.id if budget.settings.executor else None
    for stage, dates in budget.decisions.items():
        yield from _date_of_stage(budget, stage, dates)
        yield from _year_in_reach(budget, stage)
        for name in dict.fromkeys((executor, *dates.organisations)):
            meeting = meeting_of(budget, stage, name)
            yield from _meetings_in_order(dates.of(name), ("decisions", stage, str(name)))
            if meeting is not None:
                yield from _sent_before_offer(dates.of(name), meeting, ("decisions", stage, str(name)))
                yield from _year_of_meeting(budget, stage, name, meeting)


def meeting_of(budget: Budget, stage: str, organisation: str | None) -> date | None:
    """Return the day on which an organisation decides: as written, or for the executor the date of the stage."""
    written, entry = budget.decisions[stage].of(organisation).meeting, budget.stages.get(stage)
    executor = budget.settings.executor.id if budget.settings.executor else None
    if written is None and organisation == executor and entry is not None and entry.date is not None:
        with suppress(ValueError):  # a month or a year
            return date.fromisoformat(entry.date)
    return written


def _year_in_reach(budget: Budget, stage: str) -> Iterator[Problem]:
    """Yield a problem if a decision is of the last year that a date can have, after which no days are counted."""
    dates = budget.decisions[stage]
    of_year: Path = ("decisions", stage, "year") if dates.year is not None else ("decisions", stage)
    years = {_year_of(budget, dates): of_year}
    executor = budget.settings.executor.id if budget.settings.executor else None
    for name in (executor, *dates.organisations):
        meeting = meeting_of(budget, stage, name)
        if meeting is not None:
            years.setdefault(meeting.year, _path_of_meeting(stage, dates, name))
    path = years.get(date.max.year)
    if path is not None:
        message = say("no terms can be counted in {year}", year=str(date.max.year))
        yield Problem("date-form", message, say("write the year of the decision"), path)


def _year_of(budget: Budget, dates: DecisionDates) -> int:
    """Return the year that is decided on: as written, or else the first one of the budget."""
    return dates.year if dates.year is not None else min(budget.settings.years)


def _path_of_meeting(stage: str, dates: DecisionDates, organisation: str | None) -> Path:
    """Return where the day on which an organisation decides is written: among the dates, or at the stage."""
    written = dates.of(organisation).meeting is not None
    return ("decisions", stage, str(organisation), "meeting") if written else ("stages", stage, "date")


def _date_of_stage(budget: Budget, stage: str, dates: DecisionDates) -> Iterator[Problem]:
    """Yield a problem if the executor's meeting is on another day than the stage is dated; that may be a month."""
    executor, entry = budget.settings.executor, budget.stages.get(stage)
    if executor is None or entry is None or entry.date is None:
        return
    meeting = dates.of(executor.id).meeting
    if meeting is not None and not str(meeting).startswith(entry.date):
        message = say(
            "'{executor}' meets on {meeting}, and stage '{id}' is of {date}",
            executor=executor.id,
            meeting=str(meeting),
            id=stage,
            date=entry.date,
        )
        hint = say("the meeting of the executor is the date of the stage: correct one of the two, or leave it out")
        yield Problem("date-order", message, hint, ("decisions", stage, executor.id, "meeting"))


def _meetings_in_order(entry: OrganisationDates, path: Path) -> Iterator[Problem]:
    """Yield a problem for the first meeting that stands below a later one, or twice."""
    for position, (before, after) in enumerate(pairwise(entry.meetings), 1):
        if after <= before:
            message = say("the meeting of {date} stands below that of {other}", date=str(after), other=str(before))
            hint = say("write the meetings in the order of their dates, each once")
            yield Problem("date-order", message, hint, (*path, "meetings", position))
            return


def _sent_before_offer(entry: OrganisationDates, meeting: date, path: Path) -> Iterator[Problem]:
    """Yield a problem if a draft is sent on the day on which it is offered to the board, or after it."""
    offered = meeting - timedelta(days=entry.papers)
    if entry.sent is not None and entry.sent >= offered:
        message = say(
            "the draft is sent on {sent}, and offered to the board on {offered}",
            sent=str(entry.sent),
            offered=str(offered),
        )
        yield Problem("date-order", message, say("a draft is sent before it is offered"), (*path, "sent"))


def _year_of_meeting(budget: Budget, stage: str, organisation: str | None, meeting: date) -> Iterator[Problem]:
    """Yield a problem if a decision falls in a year in which it cannot be taken any more, or not yet."""
    dates = budget.decisions[stage]
    year = _year_of(budget, dates)
    has_board = organisation not in budget.participants or bool(budget.participants[organisation].members)
    at = _path_of_meeting(stage, dates, organisation)
    values = {"year": str(year), "meeting": str(meeting)}
    if meeting.year == date.max.year:  # reported by itself
        return
    if dates.kind == "amendment" and meeting.year > year:
        message = say("the amendment of {year} is decided on {meeting}", **values)
        hint = say("a budget can be amended until 31 December of its own year")
        yield Problem("meeting-after-year", message, hint, at)
    if dates.kind == "budget" and has_board and meeting.year >= year:
        message = say("the budget of {year} is adopted on {meeting}", **values)
        hint = say("a budget is adopted in the year before its own: correct the date or the year")
        yield Problem("budget-too-late", message, hint, at)
    if dates.kind == "accounts" and has_board and meeting.year <= year:
        message = say("the accounts of {year} are adopted on {meeting}", **values)
        hint = say("accounts are adopted after their year: correct the date or the year")
        yield Problem("date-order", message, hint, at)
