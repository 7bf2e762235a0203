"""Numbers by which lines of the amendment find their amounts: those of spendings, of payments and of what is received.

A line holds all posts on one account with the same payer, payee and nature. A part of a division that belongs to
several lines, as that of a batch may, has no number: no formula finds it.
"""

from collections.abc import Iterable, Iterator, Sequence

from ridcalc.core.allocation.result import Division
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.analysis.decisions.received import Receiver
from ridcalc.core.analysis.decisions.state import State
from ridcalc.core.budget.bookings import Account, account_of_measure, account_of_payer

Ends = tuple[tuple[Post, ...], tuple[Post, ...]]
"""The lines of who pays a part of a division, and those of who receives it."""
Landing = tuple[str | None, str | None]
"""The programma and taakveld on which contributions for a measure land."""


class Numbers:
    """The number, from 1, of each line, and what the workbook adds up under it."""

    def __init__(self, decision: Decision, divisions: Sequence[Division], amounts: Sequence[Amount]) -> None:
        """Number the lines to which some amounts, and the parts of some divisions, belong."""
        self._state = decision.after
        self._budget = decision.after.budget
        self._numbers: dict[tuple[Post, Landing | None], int] = {}
        self._landings: dict[str, Landing | None] = {}
        self._ends: dict[tuple[object, ...], Ends] = {}
        self.apart: set[Post] = set()
        """The lines with a part that has no number."""
        self.cents: dict[tuple[int, int], int] = {}
        """Number and year → the cents of the parts with that number."""
        self._unknown: dict[tuple[int, int], list[object]] = {}
        for amount in amounts:
            self._add(self.spending_of(amount.measure), amount.period.year, amount.indexed or 0)
        for division in divisions:
            for slot, _ in enumerate(division.plan.participants):
                for posts in self._ends_of(division, slot):
                    self._count(posts, division, slot)

    def _count(self, posts: tuple[Post, ...], division: Division, slot: int) -> None:
        if len(posts) != 1:
            self.apart.update(posts)
            return
        self._add(self.number_of(posts[0]), division.period.year, division.parts[slot] if division.parts else 0)
        if division.amount is None:
            of_year = self._unknown.setdefault((self.number_of(posts[0]), division.period.year), [])
            if division.measure is None or division.measure not in of_year:
                of_year.append(division.measure)

    def posts_of(self, number: int, year: int) -> int:
        """Return the number of PM posts that the sheet Trace counts under a number in a year."""
        return len(self._unknown.get((number, year), ()))

    def _add(self, number: int, year: int, cents: int) -> None:
        self.cents[number, year] = self.cents.get((number, year), 0) + cents

    def number_of(self, post: Post, lands: Landing | None = None) -> int:
        """Return the number of a line; a line that has none gets the next."""
        return self._numbers.setdefault((post, lands), len(self._numbers) + 1)

    def payment_of(self, division: Division, slot: int) -> int:
        """Return the number of the line of who pays the part at `slot` of a division; 0 if there are several."""
        return self._number(self._ends_of(division, slot)[0])

    def received_of(self, division: Division, slot: int) -> int:
        """Return the number of the line of who receives the part at `slot` of a division; 0 if there are several."""
        return self._number(self._ends_of(division, slot)[1])

    def _number(self, posts: tuple[Post, ...]) -> int:
        return self.number_of(posts[0]) if len(posts) == 1 else 0

    def spending_of(self, measure: str) -> int:
        """Return the number of the line of a measure's spending."""
        return self.number_of(spending_of(self._state, measure), self.landing_of(measure))

    def landing_of(self, measure: str) -> Landing | None:
        """Return where contributions for a measure land at the executor; None if that is not one account."""
        if measure not in self._landings:
            landings = list(dict.fromkeys(self._landed(measure)))
            self._landings[measure] = landings[0] if len(landings) == 1 else None
        return self._landings[measure]

    def _landed(self, measure: str) -> Iterator[Landing]:
        """Yield where contributions for a measure can land at the executor, in any year."""
        payer = next(iter(self._budget.participants), "")
        for placing in self._state.placings.values():
            for heading in placing.landings(measure):
                account = self._account_received(None, payer, measure, heading)
                yield account.programma, account.taakveld

    def _account_received(self, payee: str | None, payer: str, measure: str, heading: Account) -> Account:
        return Receiver(self._budget, payee).account(payer, (self._budget.measures[measure].task, heading))

    def _ends_of(self, division: Division, slot: int) -> Ends:
        plan = division.plan
        parent = plan.stages[plan.reached_by[slot].stage].parent
        payer, payee = plan.participants[slot], None if parent is None else plan.participants[parent]
        measures = tuple(division.measures)
        key = (payer, payee, division.nature, division.period.year, measures)
        if key not in self._ends:
            self._ends[key] = (
                tuple(dict.fromkeys(self._paid(payer, payee, division, measures))),
                tuple(dict.fromkeys(self._received(payer, payee, division, measures))),
            )
        return self._ends[key]

    def _paid(self, payer: str, payee: str | None, division: Division, measures: Iterable[str]) -> Iterable[Post]:
        """Yield the lines of who pays, of each measure."""
        payee = self._state.executor if payee is None else payee
        for measure in measures:
            account = account_of_payer(self._budget, payer, self._budget.measures[measure].task)
            yield Post(payer, "contribution", "expense", division.nature, account, None, payer, payee)

    def _received(self, payer: str, payee: str | None, division: Division, measures: Iterable[str]) -> Iterable[Post]:
        """Yield the lines of who receives, of each measure and each account on which it can land."""
        organisation = self._state.executor if payee is None else payee
        placing = self._state.placings[division.period.year]
        for measure in measures:
            headings: Sequence[Account]
            if payee is None:
                headings = placing.landings(measure)
            else:
                headings = (account_of_payer(self._budget, payee, self._budget.measures[measure].task).heading,)
            for heading in headings:
                account = self._account_received(payee, payer, measure, heading)
                yield Post(organisation, "received", "income", division.nature, account, None, payer, organisation)


def spending_of(state: State, measure: str) -> Post:
    """Return the line of the spending of a measure in a state."""
    entry = state.budget.measures[measure]
    account = account_of_measure(state.budget, entry)
    return Post(state.executor, "spending", entry.side, entry.nature, account, reserve=entry.reserve)
