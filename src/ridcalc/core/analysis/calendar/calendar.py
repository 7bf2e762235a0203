"""The calendar of a stage: for each organisation its steps, the window for the councils, and whether views are needed.

Nothing here looks at today's date.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.calendar.terms import Step, Terms, steps_of_board, steps_of_council
from ridcalc.core.analysis.calendar.window import Window, window_of
from ridcalc.core.analysis.decisions.decision import OrganisationKind
from ridcalc.core.budget.decision_checks import meeting_of
from ridcalc.core.budget.decision_dates import DecisionDates
from ridcalc.core.budget.model import Case
from ridcalc.core.values.problems import Message, say


class OrganisationCalendar(NamedTuple):
    """The calendar of one organisation."""

    organisation: str | None
    """The id; None for an executor that the budget does not name."""
    kind: OrganisationKind
    steps: tuple[Step, ...]
    terms: Terms | None
    """What the steps of an arrangement follow from; None for a municipality."""
    window: Window | None
    view_needed: bool | None
    """Whether the councils give their views; None for a municipality, and for accounts."""


class Calendar(NamedTuple):
    """The calendar of a stage."""

    case: Case
    """The case that the stage decides."""
    stage: str
    dates: DecisionDates
    year: int
    """The year that is decided on."""
    blocks: tuple[OrganisationCalendar, ...]


def calendar_of(before: Allocation | None, after: Allocation, stage: str) -> Calendar:
    """Return the calendar of a stage with dates, which leads from one allocation (None: from nothing) to another."""
    budget, tree = after.case.budget, after.tree
    dates = budget.decisions[stage]
    year = dates.year if dates.year is not None else min(budget.settings.years)
    executor = budget.settings.executor.id if budget.settings.executor else None
    moved = changed(before, after)
    top = [name for name in tree.ids if name not in tree.parent]
    of_executor = _board(dates, _terms(dates, year, executor, meeting_of(budget, stage, executor)), tree.municipalities)
    main = OrganisationCalendar(executor, "executor", *_shown(dates, of_executor, moved & set(top)))
    blocks = [main]
    for name in tree.ids:
        if name in tree.members and name in dates.organisations:
            below = [one for one in tree.municipalities if name in tree.ancestors(one)]
            board = _board(dates, _terms(dates, year, name, dates.of(name).meeting), below)
            steps, terms, window, needed = _shown(dates, board, moved & set(tree.members[name]))
            marked = tuple(_provisional(step, of_executor[0]) for step in steps)
            blocks.append(OrganisationCalendar(name, "partnership", marked, terms, window, needed))
    for name in tree.municipalities:
        if name in dates.organisations:
            steps = tuple(_of_council(dates, name, of_executor[0]))
            blocks.append(OrganisationCalendar(name, "municipality", steps, None, None, None))
    return Calendar(after.case, stage, dates, year, tuple(blocks))


def changed(before: Allocation | None, after: Allocation) -> set[str]:
    """Return the participants whose contribution changes in a year: its amount, or its PM posts (DAT-8)."""
    paid = {one: _paid(allocation) for one, allocation in enumerate((before, after))}
    moved = {
        name for name, year in {*paid[0], *paid[1]} if paid[0].get((name, year), 0) != paid[1].get((name, year), 0)
    }
    posts = _posts(before) ^ _posts(after)
    return moved | {name for name, _, _ in posts}


def _paid(allocation: Allocation | None) -> dict[tuple[str, int], int]:
    """Return the contribution of each participant in each year, in cents; those of an allocation of nothing are 0."""
    paid: dict[tuple[str, int], int] = {}
    for (name, year, _), total in allocation.totals.items() if allocation else ():
        paid[name, year] = paid.get((name, year), 0) + total.amount
    return paid


def _posts(allocation: Allocation | None) -> set[tuple[str, int, str | None]]:
    """Return each PM post: who has a part in it, its year and its measure."""
    unknown = (one for one in allocation.divisions if one.amount is None) if allocation else ()
    return {(name, one.period.year, one.measure) for one in unknown for name in one.plan.slots}


_Board = tuple[Terms, Window | None]


def _terms(dates: DecisionDates, year: int, name: str | None, meeting: date | None) -> Terms:
    """Return what the days of an arrangement follow from."""
    entry = dates.of(name)
    return Terms(dates.kind, year, meeting, entry.papers, entry.sent)


def _board(dates: DecisionDates, terms: Terms, below: Collection[str]) -> _Board:
    """Return the terms of an arrangement, and its window for those of the councils `below` that are named."""
    meetings = {
        one: (*dates.of(one).meetings, *filter(None, (dates.of(one).meeting,)))
        for one in below
        if one in dates.organisations
    }
    return terms, window_of(terms, dates.recess, meetings)


def _shown(
    dates: DecisionDates, board: _Board, moved: Collection[str]
) -> tuple[tuple[Step, ...], Terms, Window | None, bool | None]:
    """Return the steps, terms and window of an arrangement, and whether views are needed.

    `moved` are those of its participants whose contribution changes.
    """
    terms, window = board
    needed = (bool(moved) or "no-change" not in dates.exempt) if terms.has_views else None
    steps = tuple(steps_of_board(terms))
    if needed is False:
        steps = tuple(
            step._replace(remark=say("not needed: no contribution changes")) if step.name == "draft" else step
            for step in steps
        )
    return steps, terms, window, needed


def _provisional(step: Step, of_executor: Terms) -> Step:
    """Return the adoption of a step with a remark if it is before that of the executor."""
    if step.name != "adopt" or not _before(step.latest, of_executor.meeting):
        return step
    return step._replace(remark=UNDER_RESERVE)


UNDER_RESERVE: Message = say("provisionally")


def _before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def _of_council(dates: DecisionDates, name: str, of_executor: Terms) -> Iterator[Step]:
    """Yield the steps of a municipality: its council meets as written, or first at or after the executor's meeting."""
    entry, decided = dates.of(name), of_executor.meeting
    after = [day for day in entry.meetings if not _before(day, decided)]
    meeting = entry.meeting or min(after, default=None)
    remark = UNDER_RESERVE if _before(meeting, decided) else None
    if meeting is None and entry.meetings:
        remark = say("no meeting after that of the executor")
    yield from steps_of_council(of_executor, meeting, remark)
