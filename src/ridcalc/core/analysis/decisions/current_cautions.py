"""Warnings about what a budget holds now, beside what was decided before and what changes."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.analysis.decisions.amendment import Block
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.estimates import booked_in, given_for
from ridcalc.core.budget.bookings import Account
from ridcalc.core.budget.current import Current, CurrentLine
from ridcalc.core.values.problems import Euros, Path, Problem, say


class _Held(NamedTuple):
    """A line of a current budget in a year: its path, what it holds, and what the state that it is of has there."""

    path: Path
    line: CurrentLine
    year: int
    held: int
    decided: int


def current_cautions(decision: Decision, block: Block) -> Iterator[Problem]:
    """Yield the warnings about the current budget of an organisation, at most one of a kind for each line of it."""
    if block.organisation is None:
        return
    said: set[tuple[str, Path]] = set()
    for held in _held(decision, block.organisation):
        for problem in _cautions(decision, block, held):
            if (problem.code, problem.path) not in said:
                said.add((problem.code, problem.path))
                yield problem


def _held(decision: Decision, organisation: str) -> Iterator[_Held]:
    settings = decision.after.budget.settings
    current = settings.current_of(organisation)
    above = ("accounts",) if isinstance(settings.current.get(organisation), Current) else ()
    state = decision.as_of[current.stage] if current.stage is not None else decision.before
    for index, line in enumerate(current.accounts):
        account = Account(line.programma, line.taakveld)
        for year in decision.years:
            held = given_for(current.accounts, account, line.side, year)
            if held is not None and year in line.amounts:
                decided = booked_in(state, organisation, account, line.side, year)
                yield _Held(("budget", "current", organisation, *above, index), line, year, held, decided)


def _cautions(decision: Decision, block: Block, held: _Held) -> Iterator[Problem]:
    """Yield the warnings about one line of a current budget in one year."""
    current = decision.after.budget.settings.current_of(str(block.organisation))
    counted = decision.before is not None or current.stage is not None
    values = {
        "id": block.organisation,
        "account": f"{held.line.programma} {held.line.taakveld}",
        "year": str(held.year),
        "held": Euros(held.held),
        "decided": Euros(held.decided),
    }
    if block.kind != "municipality" and counted and held.held != held.decided:
        yield Problem(
            "current-differs",
            say("'{id}' has {held} on {account} in {year}, and its decision comes to {decided}", **values),
            say("correct the amount, or say with stage as of which decision it is"),
            held.path,
        )
    if block.kind == "municipality" and counted and held.line.side == "expense" and held.held < held.decided:
        yield Problem(
            "current-too-small",
            say("'{id}' has {held} on {account} in {year}, less than its contribution of {decided}", **values),
            say("correct the amount, or the booking of the contribution"),
            held.path,
        )
    if block.kind == "municipality" and decision.stage is None and decision.before is None:
        place = held.line.programma, held.line.taakveld, held.line.side, held.year
        change = sum(row.change for row in block.accounts if (row.programma, row.taakveld, row.side, row.year) == place)
        if 2 * abs(change) > abs(held.held):
            yield Problem(
                "change-too-large",
                say(
                    "the change of {change} on {account} of '{id}' in {year} is more than half of the {held} there now",
                    change=Euros(change),
                    **values,
                ),
                say("is this the whole budget? Count from what was decided before, with stages or --from"),
                held.path,
            )
