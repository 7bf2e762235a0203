"""Current estimates that no line of an amendment uses: a misspelt programma, or an account that nothing changes."""

from collections.abc import Iterator
from functools import partial

from ridcalc.core.allocation.together import together
from ridcalc.core.budget.bookings import NOWHERE, accounts_of_owner
from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, Problem, say, some
from ridcalc.core.values.suggestions import did_you_mean

_Account = tuple[str | None, str | None, SideName]
"""A programma, a taakveld and a side."""


def unused_current(budget: Budget) -> Iterator[Problem]:
    """Yield a warning for each current estimate on an account that no measure or contribution of its owner has."""
    for owner, current in budget.settings.current.items():
        known = dict.fromkeys(_accounts(budget, owner))
        names = [_named(account) for account in known]
        above = () if isinstance(current, tuple) else ("accounts",)
        unused = [
            (index, account)
            for index, line in enumerate(budget.settings.current_of(owner).accounts)
            if (account := (line.programma, line.taakveld, line.side)) not in known
        ]
        warnings = [
            Problem(
                "current-unused",
                say(
                    "the current estimate of '{id}' on {account} is not used: no measure or contribution is"
                    " booked there",
                    id=owner,
                    account=_named(account),
                ),
                did_you_mean(_named(account), names)
                or (say("its lines are on {names}", names=some(names, len(names))) if names else None),
                ("budget", "current", owner, *above, index),
            )
            for index, account in unused
        ]
        yield from together(
            warnings,
            partial(_not_used, owner),
            [_named(account) for _, account in unused],
        )


def _not_used(owner: str, count: str, names: tuple[str, ...]) -> Message:
    """Return the message about many accounts of an organisation."""
    return say(
        "nothing is booked on {count} current estimates of '{id}': {names}",
        count=count,
        id=owner,
        names=names,
    )


def _accounts(budget: Budget, owner: str) -> Iterator[_Account]:
    """Yield the accounts that lines of an organisation's amendment can have, in any scenario."""
    for account, side in accounts_of_owner(budget, owner):
        if account.heading != NOWHERE:
            yield account.programma, account.taakveld, side


def _named(account: _Account) -> str:
    """Return an account as in the files: `ICT 0.4 income`."""
    return " ".join(filter(None, account))
