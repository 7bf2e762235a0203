"""Who receives: the contributions in the books of the executor and of partnerships, per payer and account."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ridcalc.core.analysis.decisions.payments import Payment, Rational
from ridcalc.core.analysis.decisions.tables import rounded_table
from ridcalc.core.budget.bookings import NOWHERE, Account, account_of_payer, category_received, received_on
from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.types import NatureName


class Received(NamedTuple):
    """A contribution in the books of who receives it."""

    payer: str
    nature: NatureName
    year: int
    account: Account
    cents: int
    unknown: tuple[str, ...] = ()
    """The PM measures."""


Column = tuple[str | None, Account]
"""A task, and the account on which contributions to it land."""
_NOWHERE = {NOWHERE: 1}
Shares = Mapping[str | None, Mapping[Account, Rational]]
"""Measure → account → the part of 1 of what is paid for the measure that lands there."""


class Receiver:
    """The books of one receiver: its budget and itself (None: the executor)."""

    def __init__(self, budget: Budget, partnership: str | None) -> None:
        """Keep who receives."""
        self._budget = budget
        self._executor = partnership is None

    @cached_property
    def _order(self) -> dict[str, int]:
        """Participant → its position in the files."""
        return {name: position for position, name in enumerate(self._budget.participants)}

    def task_of(self, measure: str | None) -> str | None:
        """Return the task of a measure."""
        return self._budget.measures[measure].task if measure is not None else None

    def account(self, payer: str, column: Column) -> Account:
        """Return where the receiver books what a payer pays on the account of a column."""
        task, below = column
        written = received_on(self._budget, task, executor=self._executor)
        paid = account_of_payer(self._budget, payer, task)
        category = category_received(self._budget, payer, paid, written.category)
        return Account(
            written.programma or below.programma,
            written.taakveld or below.taakveld,
            category,
            written.codes,
            written.overview or below.overview,
        )

    def received(self, payments: Sequence[Payment], shares: Shares, unit: int) -> Iterator[Received]:
        """Yield what is received of the payments of one year and nature; `shares` says where each measure lands."""
        known = [payment for payment in payments if payment.cents is not None]
        landing = {account: position for position, account in enumerate(_accounts(shares))}
        for group in _groups(known, self.task_of):
            yield from self._table(group, shares, landing, unit)
        for payment in payments:
            if payment.cents is None:
                for measure in payment.measures:
                    account = next(iter(shares.get(measure, _NOWHERE)))
                    booked = self.account(payment.payer, (self.task_of(measure), account))
                    yield Received(payment.payer, payment.nature, payment.year, booked, 0, (measure,))

    def _table(
        self, payments: Sequence[Payment], shares: Shares, landing: Mapping[Account, int], unit: int
    ) -> Iterator[Received]:
        """Yield the cells of the table of some payments, whose rows are payers and whose columns are accounts.

        `landing` has the position of each account among all.
        """
        names = sorted({payment.payer for payment in payments}, key=self._order.__getitem__)
        payers = {name: row for row, name in enumerate(names)}
        exact: dict[Column, dict[str, Rational]] = {}
        for payment in payments:
            for measure, _, cents in payment.shares:
                for account, share in shares.get(measure, _NOWHERE).items():
                    cells = exact.setdefault((self.task_of(measure), account), {})
                    cells[payment.payer] = cells.get(payment.payer, 0) + cents * share
        exact = dict(sorted(exact.items(), key=lambda item: landing[item[0][1]]))
        rows = [[Fraction(cells.get(payer, 0)) for cells in exact.values()] for payer in payers]
        table = rounded_table(rows, unit)
        first = payments[0]
        for position, column in enumerate(exact):
            for payer, row in payers.items():
                part = table[row][position]
                if part or payer in exact[column]:
                    yield Received(payer, first.nature, first.year, self.account(payer, column), part)


def _groups(payments: Sequence[Payment], task_of: Callable[[str | None], str | None]) -> list[list[Payment]]:
    """Return the payments by task, in the order of their last batches; tasks that one batch pays for stand together."""
    of_batch: dict[int, frozenset[str | None]] = {}
    for payment in payments:
        if payment.batch not in of_batch:
            of_batch[payment.batch] = frozenset(task_of(measure) for measure, _, _ in payment.shares)
    joined: dict[str | None, str | None] = {}
    for tasks in of_batch.values():
        for task in tasks:
            joined.setdefault(task, task)
        first, *others = dict.fromkeys(_first_of(joined, task) for task in tasks)
        joined.update(dict.fromkeys(others, first))
    group_of = {batch: _first_of(joined, next(iter(tasks))) for batch, tasks in of_batch.items()}
    groups: dict[str | None, list[Payment]] = {}
    for group in reversed(group_of.values()):
        groups.setdefault(group, [])
    for payment in payments:
        groups[group_of[payment.batch]].append(payment)
    return [*reversed(groups.values())]


def _first_of(joined: dict[str | None, str | None], task: str | None) -> str | None:
    """Return the first of the tasks that stand together with a task; each leads to one nearer to the first."""
    while joined[task] != task:
        joined[task] = joined[joined[task]]
        task = joined[task]
    return task


def _accounts(shares: Shares) -> dict[Account, None]:
    """Return the accounts on which measures land, in the order of the files."""
    return dict.fromkeys(account for accounts in shares.values() for account in accounts)
