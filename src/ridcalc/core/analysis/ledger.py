"""The ledger of an allocation: on which account an amount is booked, and which spendings and contributions it makes.

Spendings and contributions are numbered from 1, in the order in which they are met. Amounts are in cents.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.amounts import by_measure
from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.budget.model import Booking, Measure
from ridcalc.core.budget.types import NatureName, SideName


class Account(NamedTuple):
    """Where an amount is booked: programma, taakveld, economic category (Iv3) and further codes."""

    programma: str | None = None
    taakveld: str | None = None
    category: str | None = None
    codes: tuple[tuple[str, str], ...] = ()


NOWHERE = Account()


def account_of(booking: Booking | None) -> Account:
    """Return the account that a booking names."""
    if booking is None:
        return NOWHERE
    return Account(booking.programma, booking.taakveld, booking.category, tuple(booking.codes.items()))


class Spending(NamedTuple):
    """What the executor spends or receives by itself, of one side, nature and account."""

    side: SideName
    nature: NatureName
    account: Account


class Contribution(NamedTuple):
    """What one participant pays to a partnership, or (payee None) to the executor, of one nature.

    `account` is the executor's programma and taakveld; a partnership has one account, its own.
    """

    payer: str
    payee: str | None
    nature: NatureName
    account: Account


def _spending(measure: Measure) -> Spending:
    return Spending(measure.side, measure.nature, account_of(measure.booking))


class Ledger:
    """Which spending each amount, and which contribution each part, belongs to; and what they come to per year."""

    def __init__(self, allocation: Allocation, divisions: Sequence[Division]) -> None:
        """Number the spendings and contributions of some divisions of an allocation, in the order met."""
        self.allocation = allocation
        self.years = allocation.years
        self._spendings: dict[Spending, int] = {}
        self._contributions: dict[Contribution, int] = {}
        self._spent: dict[tuple[int, int], Total] = {}
        self._paid: dict[tuple[int, int], Total] = {}
        self._assumed: set[int] = set()
        self._count_spendings(divisions)
        self._count_contributions(divisions)
        payments: dict[tuple[str, str | None, NatureName], int] = {}
        self._payments = [payments.setdefault(one[:3], len(payments) + 1) for one in self._contributions]

    @property
    def spendings(self) -> tuple[Spending, ...]:
        """Every spending, in the order of its number."""
        return tuple(self._spendings)

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """Every contribution, in the order of its number."""
        return tuple(self._contributions)

    def spending_of(self, measure: Measure) -> int:
        """Return the number, from 1, of the spending that a measure of the divisions belongs to."""
        return self._spendings[_spending(measure)]

    def contribution_of(self, division: Division, slot: int) -> int:
        """Return the number, from 1, of the contribution that a part of one of the divisions belongs to."""
        return self._contributions[self._contribution(division, slot)]

    def _contribution(self, division: Division, slot: int) -> Contribution:
        plan = division.plan
        parent = plan.stages[plan.reached_by[slot][0]].parent
        payee = None if parent is None else plan.participants[parent]
        account = self._account_paid_on(division, payee)
        return Contribution(plan.participants[slot], payee, division.nature, account)

    def payment_of(self, contribution: int) -> int:
        """Return the number, from 1, of the payment that a contribution is in: all that one pays one of a nature."""
        return self._payments[contribution - 1]

    def _account_paid_on(self, division: Division, payee: str | None) -> Account:
        if payee is not None:
            return NOWHERE
        case = self.allocation.case
        accounts = {account_of(case.budget.measures[measure].booking)[:2] for measure in division.measures}
        return Account(*accounts.pop()) if len(accounts) == 1 else NOWHERE

    def _count_spendings(self, divisions: Iterable[Division]) -> None:
        measures = self.allocation.case.budget.measures
        amounts = by_measure(self.allocation.amounts)
        for name in dict.fromkeys(measure for division in divisions for measure in division.measures):
            number = self._spendings.setdefault(_spending(measures[name]), len(self._spendings) + 1)
            unknown_years: set[int] = set()
            for amount in amounts[name]:
                year, cents = amount.period.year, amount.written
                first_unknown = cents is None and year not in unknown_years
                unknown_years |= {year} if cents is None else set()
                total = self._spent.get((number, year), NOTHING)
                self._spent[number, year] = total + Total(cents or 0, int(first_unknown), amount.assumed)

    def _count_contributions(self, divisions: Iterable[Division]) -> None:
        unknown: set[tuple[str | None, int, str, int]] = set()
        for division in divisions:
            for slot, participant in enumerate(division.plan.participants):
                contribution = self._contribution(division, slot)
                number = self._contributions.setdefault(contribution, len(self._contributions) + 1)
                at = number, division.period.year
                post = division.measure, division.period.year, participant, number
                first_unknown = division.amount is None and post not in unknown
                if division.amount is None:
                    unknown.add(post)
                cents = division.parts[slot] if division.parts else 0
                assumed = division.assumed or division.plan.assumed[slot]
                self._paid[at] = self._paid.get(at, NOTHING) + Total(cents, int(first_unknown), assumed)
                if division.plan.assumed[slot]:
                    self._assumed.add(number)

    def spent(self, numbers: Iterable[int]) -> tuple[Total, ...]:
        """Return what some spendings come to, per year of the budget."""
        return tuple(_sum(self._spent, numbers, year) for year in self.years)

    def paid(self, numbers: Iterable[int]) -> tuple[Total, ...]:
        """Return what some contributions come to, per year of the budget."""
        return tuple(_sum(self._paid, numbers, year) for year in self.years)

    def provisional(self, numbers: Iterable[int]) -> bool:
        """Tell whether any of some contributions rests on an assumed key."""
        return not self._assumed.isdisjoint(numbers)


def _sum(totals: Mapping[tuple[int, int], Total], numbers: Iterable[int], year: int) -> Total:
    return sum((totals.get((number, year), NOTHING) for number in numbers), NOTHING)
