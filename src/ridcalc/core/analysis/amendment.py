"""Budget amendments (begrotingswijzigingen, BBV art. 18): what each organisation books, as lines of lasten and baten.

The executor spends and is paid by the participants that a measure's key names; a partnership pays and is paid by its
members; a municipality pays. Amounts are in cents; expense and income both count positive on their own side.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.ledger import Account, Contribution, Ledger, account_of
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.model import Case, Coverage, CurrentLine
from ridcalc.core.budget.types import NatureName, SideName

Kind = Literal["executor", "partnership", "municipality"]


class Entry(NamedTuple):
    """A line of a block: an account and nature, and either what is spent or who pays whom."""

    nature: NatureName
    account: Account
    amounts: tuple[Total, ...]
    """Per year of the budget, in cents."""
    number: int
    """Of the spending, of the payment (of what one pays), or of the contribution (of what one receives); from 1."""
    payer: str | None = None
    payee: str | None = None
    """Of a contribution: who pays, and whom (None: the executor)."""


class Estimate(NamedTuple):
    """An organisation's estimate of a programma, taakveld and side as it is now: cents per year, None if not given."""

    programma: str | None
    taakveld: str | None
    side: SideName
    before: tuple[int | None, ...]


class Block(NamedTuple):
    """The amendment of one organisation."""

    kind: Kind
    organisation: str
    expense: tuple[Entry, ...]
    income: tuple[Entry, ...]
    estimates: tuple[Estimate, ...]
    provisional: bool
    """It rests on a key that is assumed."""
    councils: tuple[str, ...]
    """The municipalities whose contribution goes through this organisation."""
    coverage: tuple[Coverage | None, ...] = ()
    """Of a municipality, per year of the budget: what pays for its contribution; None is still to be decided."""

    @property
    def complete(self) -> bool:
        """Tell whether every estimate as it is now is given, and of a municipality, what pays for the change."""
        given = bool(self.estimates) and all(amount is not None for one in self.estimates for amount in one.before)
        return given and None not in self.coverage


def blocks_of(ledger: Ledger, only: str | None = None) -> Iterator[Block]:
    """Yield the amendment of the executor, of every partnership and of every municipality that pays anything.

    With `only` a participant: its own alone, be it without lines.
    """
    tree = ledger.allocation.tree
    if only is None:
        yield _executor(ledger)
    asked = tree.ids if only is None else (only,)
    partnerships = (_partnership(ledger, one) for one in asked if one in tree.members)
    municipalities = (_municipality(ledger, one) for one in asked if one not in tree.members)
    yield from (block for block in chain(partnerships, municipalities) if block.expense or only is not None)


def _executor(ledger: Ledger) -> Block:
    settings = ledger.allocation.case.budget.settings
    lines = {"expense": list[Entry](), "income": list[Entry]()}
    for number, spending in enumerate(ledger.spendings, 1):
        lines[spending.side].append(Entry(spending.nature, spending.account, ledger.spent([number]), number))
    paid = [
        (number, contribution)
        for number, contribution in enumerate(ledger.contributions, 1)
        if contribution.payee is None
    ]
    expense = _by_account(lines["expense"])
    income = _by_account([*lines["income"], *(_received(ledger, number, one, one.account) for number, one in paid)])
    return Block(
        "executor",
        settings.executor.id if settings.executor else "",
        tuple(expense),
        tuple(income),
        _estimates(ledger, settings.executor.id if settings.executor else "", expense, income),
        ledger.provisional(number for number, _ in paid),
        _leaves(ledger, (contribution.payer for _, contribution in paid)),
    )


def _by_account(entries: list[Entry]) -> list[Entry]:
    """Return the entries with those of one programma and taakveld together, in the order in which these are met."""
    places = {account: place for place, account in enumerate(dict.fromkeys(one.account[:2] for one in entries))}
    return sorted(entries, key=lambda one: places[one.account[:2]])


def _partnership(ledger: Ledger, participant: str) -> Block:
    expense = _paid_by(ledger, participant)
    account = account_of(ledger.allocation.case.budget.participants[participant].booking)
    received = [(number, one) for number, one in enumerate(ledger.contributions, 1) if one.payee == participant]
    bare = account._replace(category=None, codes=())
    income = [_received(ledger, number, one, bare) for number, one in received]
    numbers = [number for number, one in enumerate(ledger.contributions, 1) if participant in {one.payer, one.payee}]
    return Block(
        "partnership",
        participant,
        tuple(expense),
        tuple(income),
        _estimates(ledger, participant, expense, income),
        ledger.provisional(numbers),
        _leaves(ledger, (contribution.payer for _, contribution in received)),
    )


def _municipality(ledger: Ledger, participant: str) -> Block:
    case = ledger.allocation.case
    expense = _paid_by(ledger, participant)
    coverage = case.budget.participants[participant].coverage
    return Block(
        "municipality",
        participant,
        tuple(expense),
        (),
        _estimates(ledger, participant, expense, ()),
        ledger.provisional(number for number, one in enumerate(ledger.contributions, 1) if one.payer == participant),
        (participant,),
        tuple(coverage.get(year) for year in ledger.years),
    )


def _paid_by(ledger: Ledger, participant: str) -> list[Entry]:
    """Return what a participant pays, a line for each payee and nature, on the account of its own booking."""
    account = account_of(ledger.allocation.case.budget.participants[participant].booking)
    lines: dict[tuple[str | None, NatureName], list[int]] = {}
    for number, contribution in enumerate(ledger.contributions, 1):
        if contribution.payer == participant:
            lines.setdefault((contribution.payee, contribution.nature), []).append(number)
    return [
        Entry(nature, account, ledger.paid(numbers), ledger.payment_of(numbers[0]), participant, payee)
        for (payee, nature), numbers in lines.items()
    ]


def _received(ledger: Ledger, number: int, one: Contribution, account: Account) -> Entry:
    return Entry(one.nature, account, ledger.paid([number]), number, one.payer, one.payee)


def _leaves(ledger: Ledger, participants: Iterable[str]) -> tuple[str, ...]:
    """Return the municipalities among and below some participants, in declared order."""
    tree = ledger.allocation.tree
    above = set(participants)
    return tuple(
        one
        for one in tree.ids
        if one not in tree.members and (one in above or not above.isdisjoint(tree.ancestors(one)))
    )


def _estimates(
    ledger: Ledger, organisation: str, expense: Iterable[Entry], income: Iterable[Entry]
) -> tuple[Estimate, ...]:
    current = ledger.allocation.case.budget.settings.current.get(organisation, ())
    sides: tuple[tuple[SideName, Iterable[Entry]], ...] = (("expense", expense), ("income", income))
    accounts = dict.fromkeys((entry.account[:2], side) for side, entries in sides for entry in entries)
    return tuple(
        Estimate(programma, taakveld, side, tuple(_before(current, programma, taakveld, side, ledger.years)))
        for (programma, taakveld), side in accounts
    )


def _before(
    current: Iterable[CurrentLine], programma: str | None, taakveld: str | None, side: SideName, years: Iterable[int]
) -> Iterator[int | None]:
    lines = [one for one in current if (one.programma, one.taakveld, one.side) == (programma, taakveld, side)]
    for year in years:
        given = [one.amounts[year] for one in lines if year in one.amounts]
        yield sum(given) if given else None


def booked(case: Case, cents: int) -> int:
    """Return what a municipality books of an amount in cents: to the amendment's unit, halves away from zero."""
    return nearest(cents, case.budget.settings.amendment.unit)
