"""The words of an amendment: what its lines and organisations are called."""

from typing import assert_never

from ridcalc.core.analysis.decisions.accounts import RowSide
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.budget.types import CoverageName, OverviewName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.table import Label

SIDE_NAMES: dict[RowSide, Message] = {
    "expense": say("expense"),
    "income": say("income"),
    "addition": say("addition"),
    "withdrawal": say("withdrawal"),
}
RESULT_SIGNS: dict[RowSide, int] = {"expense": -1, "income": 1, "addition": -1, "withdrawal": 1}
"""The sign of a side in the result: 1 raises it, -1 lowers it."""
SOURCES: dict[CoverageName, Message] = {
    "saldo": say("charged to the balance of the budget"),
    "reserve": say("withdrawal from a reserve"),
    "unforeseen": say("from the item for unforeseen expenses"),
    "existing": say("within the existing budget"),
}

OVERVIEWS: dict[OverviewName, Message] = {
    "overhead": say("overhead"),
    "algemene dekkingsmiddelen": say("general means of coverage"),
    "vennootschapsbelasting": say("corporation tax"),
    "onvoorzien": say("unforeseen"),
}


def description_of(decision: Decision, post: Post | None) -> Label:
    """Return what a post is called; None: the posts below the threshold of a report, together."""
    if post is None:
        return say("other changes, below the threshold")
    match post.kind:
        case "spending" | "contribution":
            if decision.measure_of(post.measure) is None:
                return say("contribution to {name}", name=(organisation_name(decision, post.payee),))
            return _measure_name(decision, str(post.measure))
        case "received":
            return say("contribution of {name}", name=organisation_name(decision, post.participant))
        case "coverage":
            return _coverage(decision, post)
        case _:
            assert_never(post.kind)


def _measure_name(decision: Decision, measure: str) -> str:
    """Return the name of a measure, which may be in one of the two states only."""
    before, budget = decision.before, decision.after.budget
    if before is not None and measure not in budget.measures:
        budget = before.budget
    return budget.names.of("measures", measure)


def _coverage(decision: Decision, post: Post) -> Message:
    """Return what pays, with the name of the reserve."""
    if post.reserve not in decision.after.budget.reserves:
        return SOURCES[post.source or "saldo"]
    name = reserve_name(decision, post.reserve)
    return say("withdrawal from {name}", name=name) if post.side == "income" else say("addition to {name}", name=name)


def reserve_name(decision: Decision, reserve: str) -> str:
    """Return the name of a reserve."""
    budget = decision.after.budget
    return budget.names.of("reserves", reserve) if reserve in budget.reserves else reserve


def organisation_name(decision: Decision, organisation: str | None) -> Label:
    """Return the name of the executor or of a participant."""
    budget = decision.after.budget
    if organisation in budget.participants:
        return budget.names.of("participants", organisation)
    executor = budget.settings.executor
    return say("the executor") if executor is None else executor.name_or(executor.id)


def counted_from(decision: Decision) -> Message:
    """Return the sentence that says what is counted from."""
    stages = decision.after.budget.stages
    scenario = decision.after.allocation.case.scenario
    shown: Label = say("without a scenario") if scenario.id == NO_SCENARIO else scenario.name
    name = stages[decision.stage].name_or(decision.stage) if decision.stage else shown
    if decision.before is None:
        return say("Amendment {name}, counted from nothing", name=name)
    before: Label = decision.before.allocation.case.scenario.name
    if decision.stage is not None:
        above = list(stages)[list(stages).index(decision.stage) - 1]
        before = stages[above].name_or(above)
    elif decision.before.allocation.case.scenario.id == NO_SCENARIO:
        before = say("the base files alone")
    return say("Amendment {name}, counted from {before}", name=name, before=before)


def programme_name(programma: str | None, overview: OverviewName | None) -> Label:
    """Return what a programma is called, or the group that stands apart from it."""
    if overview is None:
        return programma or say("no programma")
    if programma is None:
        return OVERVIEWS[overview]
    return say("{programma} ({overview})", programma=programma, overview=OVERVIEWS[overview])
