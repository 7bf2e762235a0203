"""The steps of a decision, each with its legal last day and the advised one (docs/calendar.md)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, assert_never

from ridcalc.core.analysis.calendar import law
from ridcalc.core.analysis.calendar.holidays import last_working_day, next_working_day
from ridcalc.core.budget.section_types import DecisionKind
from ridcalc.core.values.problems import Message, say

StepName = Literal[
    "kaderbrief", "accounts-provisional", "draft", "offer", "adopt", "to-gs", "last-draft", "last-adoption"
]
"""The steps, in the order of the table."""
OF_THE_YEAR: Collection[StepName] = ("kaderbrief", "accounts-provisional", "last-draft", "last-adoption")
"""The steps whose days follow from the year that is decided on; those of the others follow from the meeting."""
Who = Literal["DB", "AB", "council"]
"""Who takes a step: the dagelijks bestuur, the algemeen bestuur, or the council of a municipality."""

_OF_DRAFT: dict[DecisionKind, str] = {"budget": "Wgr 35-1", "amendment": "Wgr 35-1, 35-5"}
_OF_ADOPTION: dict[DecisionKind, str] = {
    "budget": "Wgr 34-1",
    "amendment": "Wgr 35-5",
    "accounts": "Wgr 34-3",
}
_TO_GS: dict[DecisionKind, str] = {
    "budget": "Wgr 34-2",
    "amendment": "Wgr 34-2, 35-5",
    "accounts": "Wgr 34-4",
}
_AMENDED = "Gemw. 192-1"
"""Until when a budget is amended; by Wgr 35-6 also that of an arrangement."""


class Step(NamedTuple):
    """A step: who takes it, the legal last day, the last working day not after it, the law, and a remark.

    A day is None if the date of the meeting is not given, or if the law of that time is unknown.
    """

    name: StepName
    who: Who
    latest: date | None
    basis: str | None
    remark: Message | None = None

    @property
    def advised(self) -> date | None:
        """The last working day that is not after the legal last day."""
        return None if self.latest is None else last_working_day(self.latest)


class Terms(NamedTuple):
    """What the days of a decision of an arrangement follow from."""

    kind: DecisionKind
    year: int
    """The year of the budget, or the year accounted for."""
    meeting: date | None
    papers: int
    """The days between papers and meeting."""
    sent: date | None

    @property
    def offered(self) -> date | None:
        """The day on which the draft is offered to the board (DAT-1)."""
        return None if self.meeting is None else self.meeting - timedelta(days=self.papers)

    @property
    def has_views(self) -> bool:
        """Whether councils give their views: on a budget and on an amendment."""
        return self.kind != "accounts"

    @property
    def draft_by(self) -> date | None:
        """The last day on which the draft is sent to the councils (DAT-2); None: no meeting, or the law is unknown."""
        if self.offered is None or not self.has_views:
            return None
        weeks = law.weeks_before(self.offered)
        return None if weeks is None else self.offered - timedelta(weeks=weeks)

    @property
    def out(self) -> date | None:
        """The day on which the draft was sent, or else the last day on which it can be."""
        return self.sent or self.draft_by

    @property
    def to_gs_by(self) -> date | None:
        """The last day on which the decision is sent to Gedeputeerde Staten (DAT-5); None: as for the draft."""
        if self.meeting is None or self.meeting < law.KNOWN_SINCE:
            return None
        after = next_working_day(self.meeting + timedelta(weeks=2))
        match self.kind:
            case "amendment":
                fixed: date | None = None
            case "budget":
                fixed = law.budget_to_gs_by(self.year - 1)
            case "accounts":
                fixed = law.accounts_to_gs_by(self.year + 1)
            case _:
                assert_never(self.kind)
        return after if fixed is None else min(after, fixed)


def steps_of_board(terms: Terms) -> Iterator[Step]:
    """Yield the steps of an arrangement."""
    year = terms.year
    if terms.kind == "budget":
        yield Step("kaderbrief", "DB", law.policy_sent_by(year - 1), "Wgr 34b")
    if terms.kind == "accounts":
        yield Step("accounts-provisional", "DB", law.policy_sent_by(year + 1), "Wgr 34b")
    if terms.has_views:
        yield Step("draft", "DB", terms.draft_by, _OF_DRAFT[terms.kind], _of_sending(terms))
    yield Step("offer", "DB", terms.offered, _OF_DRAFT.get(terms.kind))
    yield Step("adopt", "AB", terms.meeting, _OF_ADOPTION[terms.kind])
    yield Step("to-gs", "DB", terms.to_gs_by, _TO_GS[terms.kind], _too_late_for_gs(terms))
    if terms.kind == "amendment":
        last = Terms("amendment", year, date(year, 12, 31), 0, None)
        known = last.draft_by is not None
        yield Step("last-draft", "DB", last.draft_by, _OF_DRAFT["amendment"])
        yield Step("last-adoption", "AB", last.meeting if known else None, _AMENDED)


def steps_of_council(terms: Terms, meeting: date | None, remark: Message | None) -> Iterator[Step]:
    """Yield the steps of a municipality, whose council decides in a meeting; `terms` are those of the executor."""
    last = date(terms.year, 12, 31)
    if terms.has_views and meeting is not None and meeting > last:
        remark = say("after the last day")
    yield Step("adopt", "council", meeting, _AMENDED if terms.has_views else None, remark)
    if terms.has_views:
        yield Step("last-adoption", "council", last if last >= law.KNOWN_SINCE else None, _AMENDED)


def _of_sending(terms: Terms) -> Message | None:
    """Return when the draft was sent, and whether that is after the last day."""
    if terms.sent is None:
        return None
    if terms.draft_by is not None and terms.sent > terms.draft_by:
        return say("sent {date}, too late", date=str(terms.sent))
    return say("sent {date}", date=str(terms.sent))


def _too_late_for_gs(terms: Terms) -> Message | None:
    """Return the remark that the board meets after the last day on which its decision is sent."""
    if terms.meeting is not None and terms.to_gs_by is not None and terms.meeting > terms.to_gs_by:
        return say("the board meets after this day")
    return None
