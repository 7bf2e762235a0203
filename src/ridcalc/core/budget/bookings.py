"""Where amounts are booked: the accounts of measures, contributions, reserves and coverage, field by field."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.budget.model import Budget, Measure
from ridcalc.core.budget.objects import Booking
from ridcalc.core.budget.types import LayerName, OverviewName, SideName

if TYPE_CHECKING:
    from ridcalc.core.budget.reserves import Reserve

RESERVES = "0.10"
"""The taakveld of additions to and withdrawals from reserves (Iv3)."""
NO_EXPENSE = (RESERVES, "0.11")
"""The taakvelden that carry no contribution: reserves, and the result."""
RESERVE_CATEGORY = "7.1"
"""The economic category of additions to and withdrawals from reserves (Iv3)."""
OWN_USE = "3.8"
"""The category in which is received what the payer books as a purchase (3.x)."""
RECEIVED: dict[LayerName, str] = {
    "municipality": "4.3.2",
    "arrangement": "4.3.3",
    "province": "4.3.4",
    "water-board": "4.3.5",
    "other": "4.3.8",
}
"""Layer of who pays → the category in which its contribution is received (Iv3)."""


class Account(NamedTuple):
    """The place where an amount is booked: programma, taakveld, category, own codes and group of the overview."""

    programma: str | None = None
    taakveld: str | None = None
    category: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    overview: OverviewName | None = None

    @property
    def heading(self) -> "Account":
        """The account without category and codes: that on which an amendment is decided."""
        return Account(self.programma, self.taakveld, None, (), self.overview)

    @property
    def place(self) -> tuple[str | None, str | None]:
        """The programma and taakveld."""
        return self.programma, self.taakveld

    def over(self, other: "Account") -> "Account":
        """Return this account, with each field that it lacks from another one."""
        return Account(
            self.programma or other.programma,
            self.taakveld or other.taakveld,
            self.category or other.category,
            self.codes or other.codes,
            self.overview or other.overview,
        )


NOWHERE = Account()
"""The account of an amount without booking."""
OF_RESERVES = Account(None, RESERVES, RESERVE_CATEGORY)
"""The account of a reserve as far as its booking does not say otherwise."""


def account_of(booking: Booking | None) -> Account:
    """Return the account of a booking; `NOWHERE` for None."""
    if booking is None:
        return NOWHERE
    codes = tuple(booking.codes.items())
    return Account(booking.programma, booking.taakveld, booking.category, codes, booking.overview)


def account_of_reserve(reserve: "Reserve") -> Account:
    """Return the account of additions to and withdrawals from a reserve."""
    return account_of(reserve.booking).over(OF_RESERVES)


def account_of_measure(budget: Budget, measure: Measure) -> Account:
    """Return the account of a measure: that of its reserve, or its own."""
    reserve = budget.reserves.get(measure.reserve or "")
    return account_of(measure.booking) if reserve is None else account_of_reserve(reserve)


def account_of_payer(budget: Budget, participant: str, task: str | None) -> Account:
    """Return where a participant books its contribution to a task: its own for the task, the task's, its own."""
    payer = budget.participants[participant]
    own = account_of(payer.booking)
    if task is None:
        return own
    entry = budget.tasks.get(task)
    of_task = account_of(entry.booking if entry else None)
    return account_of(payer.task_bookings.get(task)).over(of_task).over(own)


def received_on(budget: Budget, task: str | None, *, executor: bool) -> Account:
    """Return what is written of where contributions to a task are received: by the task, then by the executor."""
    entry = budget.tasks.get(task or "")
    of_task = account_of(entry.receives if entry else None)
    owner = budget.settings.executor
    return of_task.over(account_of(owner.contributions)) if executor and owner else of_task


def layer_of(budget: Budget, participant: str) -> LayerName:
    """Return the kind of body that a participant is: as written, else an arrangement if it has members."""
    entry = budget.participants[participant]
    return entry.layer or ("arrangement" if entry.members else "municipality")


def category_received(budget: Budget, payer: str, paid: Account, written: str | None) -> str:
    """Return the category of a received contribution: as written, or by what the payer books and who it is."""
    if written is not None:
        return written
    return OWN_USE if kind_of_category(paid.category) == "3" else RECEIVED[layer_of(budget, payer)]


def kind_of_category(category: str | None) -> str | None:
    """Return the kind of an economic category: `3` for purchases, `4.3` for contributions, another as written."""
    if category is None:
        return None
    if category == "3" or category.startswith("3."):
        return "3"
    return "4.3" if category == "4.3" or category.startswith("4.3.") else category


def accounts_of_owner(budget: Budget, owner: str) -> Iterator[tuple[Account, SideName]]:
    """Yield the accounts and sides that an organisation's amendment can have, in any scenario."""
    for reserve in budget.reserves.values():
        if reserve.of == owner:
            yield from ((account_of_reserve(reserve), side) for side in _SIDES)
    participant = budget.participants.get(owner)
    if participant is None:
        yield from _accounts_of_executor(budget)
        return
    paid = [account_of_payer(budget, owner, task) for task in (None, *budget.tasks)]
    yield from ((account, "expense") for account in paid)
    if participant.members:
        for task, account in zip((None, *budget.tasks), paid, strict=True):
            yield received_on(budget, task, executor=False).over(account), "income"
    yield account_of(participant.unforeseen), "expense"
    for year in participant.coverage:
        for entry in participant.coverage_in(year):
            yield account_of(entry.booking), "income" if entry.source == "reserve" else "expense"


_SIDES: tuple[SideName, ...] = ("expense", "income")


def _accounts_of_executor(budget: Budget) -> Iterator[tuple[Account, SideName]]:
    for measure in budget.measures.values():
        account = account_of_measure(budget, measure)
        yield account, measure.side
        for task in (measure.task, None, *budget.tasks):  # the contributions that pay for it
            yield received_on(budget, task, executor=True).over(account), "income"
