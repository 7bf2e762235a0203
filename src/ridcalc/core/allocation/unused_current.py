"""Current estimates that no line of an amendment uses: a misspelt programma, or an account that nothing changes."""

from collections.abc import Iterator

from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.objects import Booking
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Problem, say, some
from ridcalc.core.values.suggestions import did_you_mean

_Account = tuple[str | None, str | None, SideName]
"""A programma, a taakveld and a side."""


def unused_current(budget: Budget) -> Iterator[Problem]:
    """Yield a warning for each current estimate on an account that no measure or contribution of its owner has."""
    for owner, lines in budget.settings.current.items():
        known = dict.fromkeys(_accounts(budget, owner))
        names = [_named(account) for account in known]
        for index, line in enumerate(lines):
            account = line.programma, line.taakveld, line.side
            if account not in known:
                yield Problem(
                    "unused-current",
                    say(
                        "the current estimate of '{id}' on {account} is not used: no measure or contribution is"
                        " booked there",
                        id=owner,
                        account=_named(account),
                    ),
                    did_you_mean(_named(account), names)
                    or (say("its lines are on {names}", names=some(names, len(names))) if names else None),
                    ("budget", "current", owner, index),
                )


def _accounts(budget: Budget, owner: str) -> Iterator[_Account]:
    """Yield the accounts that lines of an organisation's amendment can have, in any scenario."""
    participant = budget.participants.get(owner)
    if participant is not None:
        yield (*_heading(participant.booking), "expense")
        if participant.members:
            yield (*_heading(participant.booking), "income")
        return
    for measure in budget.measures.values():
        yield (*_heading(measure.booking), measure.side)
        yield (*_heading(measure.booking), "income")  # the contributions that pay for it


def _heading(booking: Booking | None) -> tuple[str | None, str | None]:
    return (booking.programma, booking.taakveld) if booking else (None, None)


def _named(account: _Account) -> str:
    """Return an account as in the files: `ICT 0.4 income`."""
    return " ".join(filter(None, account))
