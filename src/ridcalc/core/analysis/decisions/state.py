"""The state of a budget after a decision: the books of every organisation, made from one allocation."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, assert_never

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.decisions.payments import Payment, Rational, payments_of
from ridcalc.core.analysis.decisions.placing import Placing, Spent
from ridcalc.core.analysis.decisions.posts import NO_BOOKS, Books, Post
from ridcalc.core.analysis.decisions.received import Receiver
from ridcalc.core.budget.bookings import (
    NOWHERE,
    OF_RESERVES,
    Account,
    account_of,
    account_of_measure,
    account_of_payer,
)
from ridcalc.core.budget.covering import Taking, covered
from ridcalc.core.budget.types import NATURES, NatureName, SideName
from ridcalc.core.values.grouping import grouped

if TYPE_CHECKING:
    from ridcalc.core.budget.reserves import Reserve

WHOLE = 1
"""The part of the contributions for a measure that stands on an account, if all of them do."""


class State:
    """The books of every organisation in one state, with what pays for the contributions of municipalities."""

    def __init__(self, allocation: Allocation) -> None:
        """Make the books of an allocation."""
        self.allocation = allocation
        self.budget = allocation.case.budget
        self.executor = self.budget.settings.executor.id if self.budget.settings.executor else None
        self.books: dict[str | None, Books] = {}
        self.takings: dict[tuple[str, int], list[Taking]] = {}
        """Municipality and year → what each entry of the coverage takes."""
        self.uncovered: dict[tuple[str, int], dict[NatureName, int]] = {}
        """Municipality and year → what no entry takes, per nature."""
        self.placings: dict[int, Placing] = {}
        """Year → where the contributions of the executor land."""
        self.unplaced: list[int] = []
        """The years in which contributions find no expense account."""
        self._unit = self.budget.settings.rounding.unit
        self._accounts: dict[tuple[str, str | None], Account] = {}
        """Payer and task → the account from which the payer pays."""
        self._book_spending()
        self._book_contributions()
        for participant in allocation.tree.municipalities:
            if participant in self.books:
                self._book_coverage(participant)

    def books_of(self, organisation: str | None) -> Books:
        """Return the books of an organisation; empty if it has no posts."""
        return self.books.get(organisation, NO_BOOKS)

    def reserves_of(self, organisation: str | None) -> list[tuple[str, "Reserve"]]:
        """Return the reserves of an organisation with their ids, in the order of the files."""
        return self._reserves.get(organisation, [])

    @cached_property
    def _reserves(self) -> dict[str | None, list[tuple[str, "Reserve"]]]:
        """Organisation → its reserves with their ids."""
        reserves: dict[str | None, list[tuple[str, Reserve]]] = {}
        for name, reserve in self.budget.reserves.items():
            reserves.setdefault(reserve.of, []).append((name, reserve))
        return reserves

    def _open(self, organisation: str | None) -> Books:
        if organisation not in self.books:
            self.books[organisation] = Books()
        return self.books[organisation]

    def _book_spending(self) -> None:
        """Book the measures in the books of the executor."""
        books = self._open(self.executor)
        for amount in self.allocation.amounts:
            measure = self.budget.measures[amount.measure]
            account = account_of_measure(self.budget, measure)
            post = Post(
                self.executor,
                "spending",
                amount.side,
                amount.nature,
                account,
                amount.measure,
                reserve=measure.reserve,
            )
            if amount.indexed is None:
                books.add_pm(post, amount.period.year, amount.measure)
            else:
                books.add(post, amount.period.year, amount.indexed)

    def _spent(self, year: int) -> Iterator[Spent]:
        """Yield what the measures come to in a year, in the order of the files."""
        books = self.books_of(self.executor)
        for post in books.posts:
            if post.kind == "spending" and ((post, year) in books.cents or (post, year) in books.pm):
                task = self.budget.measures[str(post.measure)].task
                unknown = bool(books.unknown([post], year))
                cents = books.amount(post, year)
                yield Spent(str(post.measure), task, post.nature, post.side, post.account.heading, cents, unknown)

    def _book_contributions(self) -> None:
        """Book the contributions in the books of who pays and of who receives."""
        payments = list(payments_of(self.allocation))
        for payment in payments:
            self._book_payment(payment)
        groups: dict[tuple[str | None, int, NatureName], list[Payment]]
        groups = grouped(payments, attrgetter("payee", "year", "nature"))
        for year in self.allocation.years:
            self.placings[year] = Placing(list(self._spent(year)), self._unit)
        self.unplaced = [year for year, placing in self.placings.items() if placing.unplaced]
        shares_of: dict[int, dict[str | None, Mapping[Account, Rational]]] = {
            year: {one.measure: placing.shares(one) for one in placing.spent} for year, placing in self.placings.items()
        }
        for (payee, year, _), group in groups.items():
            receiver = Receiver(self.budget, payee)
            shares = shares_of[year] if payee is None else self._paid_on(payee, group)
            organisation = self.executor if payee is None else payee
            books = self._open(organisation)
            for one in receiver.received(group, shares, self._unit):
                post = Post(
                    organisation,
                    "received",
                    "income",
                    one.nature,
                    one.account,
                    participant=one.payer,
                    payee=organisation,
                )
                books.add(post, year, one.cents)
                for measure in one.unknown:
                    books.add_pm(post, year, measure)

    def _book_payment(self, payment: Payment) -> None:
        """Book what a participant pays, a post for each measure."""
        books = self._open(payment.payer)
        payee = self.executor if payment.payee is None else payment.payee
        for measure, cents, _ in payment.shares:
            account = self._paid_from(payment.payer, measure)
            post = Post(
                payment.payer, "contribution", "expense", payment.nature, account, measure, payment.payer, payee
            )
            if payment.cents is None:
                books.add_pm(post, payment.year, measure)
            else:
                books.add(post, payment.year, cents)

    def _paid_on(self, partnership: str, payments: Iterable[Payment]) -> dict[str | None, dict[Account, Rational]]:
        """Return measure → the account on which a partnership pays for it."""
        measures = dict.fromkeys(measure for payment in payments for measure, _, _ in payment.shares)
        return {measure: {self._paid_from(partnership, measure).heading: WHOLE} for measure in measures}

    def _paid_from(self, payer: str, measure: str) -> Account:
        """Return the account from which a participant pays for a measure."""
        task = self.budget.measures[measure].task
        if (payer, task) not in self._accounts:
            self._accounts[payer, task] = account_of_payer(self.budget, payer, task)
        return self._accounts[payer, task]

    def _book_coverage(self, participant: str) -> None:
        """Book what pays for the contributions of a municipality, and keep what nothing pays for."""
        books = self._open(participant)
        paid = [post for post in books.posts if post.kind == "contribution"]
        payer = self.budget.participants[participant]
        for year in self.allocation.years:
            contribution = {
                nature: sum(books.amount(post, year) for post in paid if post.nature == nature) for nature in NATURES
            }
            takings = covered(payer.coverage_in(year), contribution)
            self.takings[participant, year] = takings
            self.uncovered[participant, year] = {
                nature: contribution[nature] - sum(taking.cents[nature] for taking in takings) for nature in NATURES
            }
            for taking in takings:
                nature = taking.entry.nature
                for one in NATURES if nature is None else (nature,):
                    post, cents = self.entry_of(participant, taking, one)
                    if post is not None:  # one that takes nothing has a post too, which a changed workbook needs
                        books.add(post, year, cents)

    def entry_of(self, participant: str, taking: Taking, nature: NatureName) -> tuple[Post | None, int]:
        """Return the post of what an entry takes of a nature, and its cents; None if it makes no post."""
        entry, cents = taking.entry, taking.cents[nature]
        payer = self.budget.participants[participant]
        match entry.source:
            case "saldo":
                return None, 0
            case "reserve":
                reserve = self.budget.reserves.get(entry.reserve or "")
                of_reserve = account_of(reserve.booking) if reserve is not None else NOWHERE
                own: NatureName = "structural" if reserve is not None and reserve.structural else "incidental"
                side: SideName = "income" if cents >= 0 else "expense"  # of a negative contribution the reserve gains
                account = of_reserve.over(account_of(entry.booking)).over(OF_RESERVES)
                nature, cents = own, abs(cents)
                return self._cover(participant, taking, side, nature, account), cents
            case "unforeseen":
                account = account_of(payer.unforeseen).over(account_of(entry.booking))
            case "existing":
                account = account_of(entry.booking)
            case _:
                assert_never(entry.source)
        return self._cover(participant, taking, "expense", nature, account), -cents

    def _cover(self, participant: str, taking: Taking, side: SideName, nature: NatureName, account: Account) -> Post:
        entry = taking.entry
        return Post(
            participant,
            "coverage",
            side,
            nature,
            account,
            participant=participant,
            reserve=entry.moves,
            source=entry.source,
        )
