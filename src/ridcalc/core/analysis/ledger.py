"""The ledger of an allocation: the accounts, and the spendings and contributions that its amounts add up to.

Spendings and contributions are numbered from 1, by first occurrence in the divisions. Amounts are in cents.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.amounts.amount import by_measure
from ridcalc.core.budget import bookings
from ridcalc.core.budget.model import Budget, Measure
from ridcalc.core.budget.objects import Booking
from ridcalc.core.budget.types import NatureName, SideName


class Account(NamedTuple):
    """The place where an amount is booked: programma, taakveld, economic category (Iv3) and further codes."""

    programma: str | None = None
    taakveld: str | None = None
    category: str | None = None
    codes: tuple[tuple[str, str], ...] = ()

    @property
    def heading(self) -> tuple[str | None, str | None]:
        """The programma and taakveld, by which an amendment arranges its lines."""
        return self.programma, self.taakveld


NOWHERE = Account()
"""The account of an amount without booking."""


def account_of(booking: Booking | None) -> Account:
    """Return the account of a booking; `NOWHERE` for None."""
    if booking is None:
        return NOWHERE
    return Account(booking.programma, booking.taakveld, booking.category, tuple(booking.codes.items()))


class Spending(NamedTuple):
    """What the executor spends, or receives from others than the participants, on one side, nature and account."""

    side: SideName
    nature: NatureName
    account: Account


class Contribution(NamedTuple):
    """What one participant pays of one nature to a partnership or to the executor."""

    payer: str
    payee: str | None
    """The partnership that receives; None: the executor."""
    nature: NatureName
    account: Account
    """The executor's programma and taakveld; `NOWHERE` if a partnership receives, which books on its own account."""


def account_of_measure(budget: Budget, measure: Measure) -> Account:
    """Return the account of a measure: its own, or that of the reserve that it adds to or withdraws from."""
    if measure.reserve is None:
        return account_of(measure.booking)
    programma, taakveld, category, codes, _ = bookings.account_of_measure(budget, measure)
    return Account(programma, taakveld, category, codes)


class Ledger:
    """The spendings and contributions of an allocation, with their numbers and their totals per year."""

    def __init__(self, allocation: Allocation, divisions: Sequence[Division]) -> None:
        """Number the spendings and contributions of divisions of the allocation, and add up their amounts per year."""
        self.allocation = allocation
        self.years = allocation.years
        self._spendings: dict[Spending, int] = {}
        self._contributions: dict[Contribution, int] = {}
        self._spent: dict[tuple[int, int], Total] = {}
        self._paid: dict[tuple[int, int], Total] = {}
        self._on_assumed_keys: set[int] = set()
        self._add_spendings(divisions)
        self._add_contributions(divisions)
        payments: dict[tuple[str, str | None, NatureName], int] = {}
        self._payments = [
            payments.setdefault((contribution.payer, contribution.payee, contribution.nature), len(payments) + 1)
            for contribution in self._contributions
        ]

    @property
    def spendings(self) -> tuple[Spending, ...]:
        """All spendings, in the order of their numbers."""
        return tuple(self._spendings)

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """All contributions, in the order of their numbers."""
        return tuple(self._contributions)

    def spending_of(self, measure: Measure) -> int:
        """Return the number, from 1, of the spending to which a measure of the divisions belongs."""
        return self._spendings[self._spending(measure)]

    def _spending(self, measure: Measure) -> Spending:
        """Return the spending to which the amounts of a measure belong."""
        account = account_of_measure(self.allocation.case.budget, measure)
        return Spending(measure.side, measure.nature, account)

    def contribution_of(self, division: Division, slot: int) -> int:
        """Return the number, from 1, of the contribution to which the part at `slot` of a division belongs."""
        return self._contributions[self._contribution(division, slot)]

    def _contribution(self, division: Division, slot: int) -> Contribution:
        """Return the contribution to which the part at `slot` of a division belongs."""
        plan = division.plan
        parent = plan.stages[plan.reached_by[slot].stage].parent
        payee = None if parent is None else plan.participants[parent]
        account = self._account_of_payee(division, payee)
        return Contribution(plan.participants[slot], payee, division.nature, account)

    def payment_of(self, contribution: int) -> int:
        """Return the number, from 1, of the payment to which the contribution with number `contribution` belongs.

        A payment is all that one payer pays one payee of one nature.
        """
        return self._payments[contribution - 1]

    def _account_of_payee(self, division: Division, payee: str | None) -> Account:
        """Return the programma and taakveld of a division's measures at the executor (payee None).

        It is `NOWHERE` for a partnership, and for measures with different ones.
        """
        if payee is not None:
            return NOWHERE
        case = self.allocation.case
        budget = case.budget
        headings = {account_of_measure(budget, budget.measures[measure]).heading for measure in division.measures}
        return Account(*headings.pop()) if len(headings) == 1 else NOWHERE

    def _add_spendings(self, divisions: Iterable[Division]) -> None:
        """Number the spendings of the divisions' measures and add up their amounts; a measure is PM once per year."""
        measures = self.allocation.case.budget.measures
        amounts = by_measure(self.allocation.amounts)
        for name in dict.fromkeys(measure for division in divisions for measure in division.measures):
            number = self._spendings.setdefault(self._spending(measures[name]), len(self._spendings) + 1)
            unknown_years: set[int] = set()
            for amount in amounts[name]:
                year, cents = amount.period.year, amount.indexed
                first_unknown = cents is None and year not in unknown_years
                unknown_years |= {year} if cents is None else set()
                total = self._spent.get((number, year), NOTHING)
                self._spent[number, year] = total + Total(cents or 0, int(first_unknown), amount.assumed)

    def _add_contributions(self, divisions: Iterable[Division]) -> None:
        """Number the contributions of the divisions and add up their parts; a measure is PM once per payer and year."""
        unknown: set[tuple[str | None, int, str, int]] = set()
        for division in divisions:
            for slot, participant in enumerate(division.plan.participants):
                contribution = self._contribution(division, slot)
                number = self._contributions.setdefault(contribution, len(self._contributions) + 1)
                year = division.period.year
                post = division.measure, year, participant, number
                first_unknown = division.amount is None and post not in unknown
                if division.amount is None:
                    unknown.add(post)
                cents = division.parts[slot] if division.parts else 0
                assumed = division.assumed or division.plan.assumed[slot]
                total = self._paid.get((number, year), NOTHING)
                self._paid[number, year] = total + Total(cents, int(first_unknown), assumed)
                if division.plan.assumed[slot]:
                    self._on_assumed_keys.add(number)

    def spent(self, numbers: Iterable[int]) -> tuple[Total, ...]:
        """Return the total of the spendings with these numbers in each year of the budget, income positive."""
        return tuple(_sum(self._spent, numbers, year) for year in self.years)

    def paid(self, numbers: Iterable[int]) -> tuple[Total, ...]:
        """Return the total of the contributions with these numbers in each year of the budget, income negative."""
        return tuple(_sum(self._paid, numbers, year) for year in self.years)

    def provisional(self, numbers: Iterable[int]) -> bool:
        """Return whether one of the contributions with these numbers rests on an assumed key."""
        return not self._on_assumed_keys.isdisjoint(numbers)


def _sum(totals: Mapping[tuple[int, int], Total], numbers: Iterable[int], year: int) -> Total:
    """Return the sum of the totals of some numbers in a year."""
    return sum((totals.get((number, year), NOTHING) for number in numbers), NOTHING)
