"""What an organisation's budget holds before a change: its current estimate, or what was decided before."""

from collections.abc import Iterable

from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.state import State
from ridcalc.core.budget.bookings import Account
from ridcalc.core.budget.current import CurrentLine
from ridcalc.core.budget.types import SideName


def before_of(decision: Decision, organisation: str | None, account: Account, side: SideName, year: int) -> int | None:
    """Return the cents on a programma, taakveld and side before the change; None if they are not known.

    A current estimate is as of a stage; the changes from that stage to the one that is counted from are added to it.
    """
    current = decision.after.budget.settings.current_of(organisation) if organisation is not None else None
    if current is None or not current.accounts:
        return None if decision.before is None else booked_in(decision.before, organisation, account, side, year)
    given = given_for(current.accounts, account, side, year)
    if given is None or current.stage is None:
        return given
    since = decision.as_of[current.stage]
    return (
        given
        + booked_in(decision.before, organisation, account, side, year)
        - booked_in(since, organisation, account, side, year)
    )


def given_for(lines: Iterable[CurrentLine], account: Account, side: SideName, year: int) -> int | None:
    """Return the cents of the current lines of a programma, taakveld and side in a year; None if none has the year."""
    amounts = [
        line.amounts[year]
        for line in lines
        if (line.programma, line.taakveld, line.side) == (account.programma, account.taakveld, side)
        and year in line.amounts
    ]
    return sum(amounts) if amounts else None


def booked_in(state: State | None, organisation: str | None, account: Account, side: SideName, year: int) -> int:
    """Return the cents that a state has on a programma, taakveld and side of an organisation; 0 before the first."""
    if state is None:
        return 0
    books = state.books_of(organisation)
    place = account.programma, account.taakveld, side
    return sum(
        books.amount(post, year)
        for post in books.posts
        if (post.account.programma, post.account.taakveld, post.side) == place
    )
