"""Warnings of an amendment: what a reader should know before a council decides on it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ridcalc.core.analysis.decisions.amendment import Amendment, Block
from ridcalc.core.analysis.decisions.booking_cautions import bookings_missing
from ridcalc.core.analysis.decisions.coverage_cautions import coverage_cautions
from ridcalc.core.analysis.decisions.current_cautions import current_cautions
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.received import Receiver
from ridcalc.core.analysis.decisions.unused_cautions import unused_cautions
from ridcalc.core.budget.bookings import NOWHERE, kind_of_category
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Euros, Path, Problem, say
from ridcalc.core.values.suggestions import suggestion_for

if TYPE_CHECKING:
    from ridcalc.core.analysis.decisions.reserves import ReserveRow

_KINDS = ({"3"}, {"4.3"})
"""The kinds of category of both ends of a payment: purchases, or contributions."""
_HORIZON = 4
"""The years of a budget: its own and three more (BBV art. 22)."""


def cautions_of(amendment: Amendment) -> Iterator[Problem]:
    """Yield the warnings of an amendment: its years, its bookings, what pays, and what the budgets hold now."""
    decision = amendment.decision
    yield from state_cautions(decision)
    yield from bookings_missing(amendment)
    for block in amendment.blocks:
        yield from _ends(decision, block)
        yield from overdrawn(decision, block)
        yield from current_cautions(decision, block)
        if block.kind == "municipality":
            yield from coverage_cautions(decision, str(block.organisation))
    yield from _headings(decision)


def state_cautions(decision: Decision) -> Iterator[Problem]:
    """Yield the warnings about the two states: their years, their rounding, and what is given but not used."""
    yield from _horizon(decision)
    yield from _rounding(decision)
    yield from unused_cautions(decision)


def _horizon(decision: Decision) -> Iterator[Problem]:
    """Yield a warning if the years of the budget are not the first one and three more."""
    years = decision.after.budget.settings.years
    first = min(years)
    if sorted(years) != list(range(first, first + _HORIZON)):
        yield Problem(
            "horizon",
            say("the budget's years are {years}", years=tuple(map(str, sorted(years)))),
            say("a budget has its own year and the three after it: {years}", years=_years(first)),
            ("budget", "years"),
        )


def _years(first: int) -> tuple[str, ...]:
    return tuple(str(year) for year in range(first, first + _HORIZON))


def _rounding(decision: Decision) -> Iterator[Problem]:
    """Yield a warning if the two states are rounded in different ways."""
    before = decision.before
    if before is not None and before.budget.settings.rounding != decision.after.budget.settings.rounding:
        message = say(
            "'{a}' and '{b}' are rounded in different ways, so that a part of the change is rounding",
            a=before.allocation.case.scenario.id,
            b=decision.after.allocation.case.scenario.id,
        )
        hint = say("let both scenarios have the rounding of measures.yaml")
        yield Problem("rounding-differs", message, hint, ("budget", "rounding"))


def _ends(decision: Decision, block: Block) -> Iterator[Problem]:
    """Yield a warning for each payer that books a payment in another kind of category than who receives it."""
    budget = decision.after.budget
    receiver = Receiver(budget, None if block.kind == "executor" else block.organisation)
    payers = dict.fromkeys(line.post.participant for line in block.lines if line.post.kind == "received")
    payments = (
        (str(post.participant), receiver.task_of(post.measure), post.account.category)
        for books in map(decision.after.books_of, payers)
        for post in books.posts
        if post.kind == "contribution" and post.payee == block.organisation
        if any(books.amount(post, year) for year in decision.years)
    )
    found: dict[str, dict[str | None, tuple[str, str]]] = {}
    for payer, task, given in dict.fromkeys(payments):
        taken = receiver.account(payer, (task, NOWHERE)).category
        kinds = {kind_of_category(given), kind_of_category(taken)}
        if given and taken and kinds not in _KINDS:
            found.setdefault(payer, {})[task] = given, taken
    for payer, ends in found.items():
        yield Problem(
            "ends-differ",
            say(
                "'{payer}' books its payment on {given}, and '{payee}' receives it on {taken}",
                payer=payer,
                given=tuple(dict.fromkeys(given for given, _ in ends.values())),
                payee=block.organisation or "",
                taken=tuple(dict.fromkeys(taken for _, taken in ends.values())),
            ),
            say("both ends are a purchase (3.x) or a contribution (4.3.x)"),
            _place_of_ends(budget, payer, ends),
        )


def _place_of_ends(budget: Budget, payer: str, tasks: Iterable[str | None]) -> Path:
    """Return the path of what says on which category a payment to some tasks is received, or else of the payer."""
    for name in tasks:
        task = budget.tasks.get(name or "")
        if task is not None and task.receives is not None and task.receives.category is not None:
            return ("tasks", str(name), "receives", "category")
    executor = budget.settings.executor
    if executor is not None and executor.contributions is not None and executor.contributions.category is not None:
        return ("budget", "executor", "contributions", "category")
    return ("participants", payer, "booking")


def overdrawn(decision: Decision, block: Block) -> Iterator[Problem]:
    """Yield a warning for each reserve whose balance on 31 December is below its floor."""
    reserves = decision.after.budget.reserves
    low: dict[str, ReserveRow] = {}
    for row in block.reserves:
        if row.closing is not None and row.closing < reserves[row.reserve].floor:
            low.setdefault(row.reserve, row)
    for name, first in low.items():
        yield Problem(
            "reserve-overdrawn",
            say(
                "reserve '{id}' comes to {amount} at the end of {year}, below its floor of {floor}",
                id=name,
                amount=Euros(first.closing or 0),
                year=str(first.year),
                floor=Euros(reserves[name].floor),
            ),
            say("withdraw less, with amount under coverage, or add another source"),
            ("reserves", name, "balance"),
        )


def _headings(decision: Decision) -> Iterator[Problem]:
    """Yield a warning for each measure whose heading is in no P&C document."""
    budget = decision.after.budget
    known = dict.fromkeys(heading for document in budget.pc_documents.values() for heading in document.headings)
    for name, measure in decision.after.allocation.case.measures.items():
        if measure.heading is not None and measure.heading not in known:
            message = say(
                "heading '{id}' of measure '{measure}' is in no P&C document", id=measure.heading, measure=name
            )
            hint = suggestion_for(measure.heading, tuple(known)) or say("write it under headings of a P&C document")
            yield Problem("unknown-heading", message, hint, ("measures", name, "heading"))
