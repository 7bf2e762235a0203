"""Budget amendments (begrotingswijzigingen, BBV art. 18): the lines of lasten and baten that each organisation books.

The executor spends, and receives contributions from the participants that a measure's key names. A partnership pays,
and receives from its members. A municipality pays. Amounts are in cents; expense and income are both positive on their
own side.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.ledger import Account, Contribution, Ledger, account_of
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.current import CurrentLine
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.reserves import Coverage
from ridcalc.core.budget.types import CoverageName, NatureName, SideName

OrganisationKind = Literal["executor", "partnership", "municipality"]
"""The kinds of organisation that have a block."""


class Entry(NamedTuple):
    """A line of a block: a spending of the executor, or a contribution of one organisation to another."""

    nature: NatureName
    account: Account
    amounts: tuple[Total, ...]
    """The amount in each year of the budget, in cents."""
    number: int
    """A number from 1 in the ledger: of the spending, of the payment if paid, or of the contribution if received."""
    payer: str | None = None
    """The participant that pays a contribution; None: the line is a spending."""
    payee: str | None = None
    """The partnership that receives a contribution; None: the executor does, or the line is a spending."""


class Estimate(NamedTuple):
    """An organisation's current estimate of a programma, taakveld and side, before the amendment."""

    programma: str | None
    taakveld: str | None
    side: SideName
    before: tuple[int | None, ...]
    """The cents in each year of the budget; None if not given."""


class YearCoverage(NamedTuple):
    """What pays for a municipality's contribution in a year."""

    source: CoverageName | Literal["several"]
    """The source; `several` for a list of more than one."""
    remark: str | None


class Block(NamedTuple):
    """The amendment of one organisation."""

    kind: OrganisationKind
    organisation: str
    """The id of the organisation; empty for an executor that the budget does not name."""
    expense: tuple[Entry, ...]
    income: tuple[Entry, ...]
    estimates: tuple[Estimate, ...]
    provisional: bool
    """Whether a contribution in the block rests on an assumed key."""
    councils: tuple[str, ...]
    """The municipalities whose contributions the organisation pays or receives, also through partnerships."""
    coverage: tuple[YearCoverage | None, ...] = ()
    """The coverage of a municipality's contribution in each year of the budget; None: still to be decided."""

    @property
    def complete(self) -> bool:
        """Whether all current estimates are given and, for a municipality, the coverage of every year."""
        amounts = [amount for estimate in self.estimates for amount in estimate.before]
        given = bool(self.estimates) and None not in amounts
        return given and None not in self.coverage


def blocks_of(ledger: Ledger, only: str | None = None) -> Iterator[Block]:
    """Yield the block of the executor, then those of the partnerships and municipalities that pay contributions.

    With a participant as `only`, yield the block of that participant alone, even if it has no lines.
    """
    tree = ledger.allocation.tree
    if only is None:
        yield _executor(ledger)
    participants = tree.ids if only is None else (only,)
    partnerships = (_partnership(ledger, name) for name in participants if name in tree.members)
    municipalities = (_municipality(ledger, name) for name in participants if name not in tree.members)
    yield from (block for block in chain(partnerships, municipalities) if block.expense or only is not None)


def _executor(ledger: Ledger) -> Block:
    """Return the block of the executor: its spendings, its own income, and the contributions that it receives."""
    settings = ledger.allocation.case.budget.settings
    lines = {"expense": list[Entry](), "income": list[Entry]()}
    for number, spending in enumerate(ledger.spendings, 1):
        lines[spending.side].append(Entry(spending.nature, spending.account, ledger.spent([number]), number))
    received = [
        (number, contribution)
        for number, contribution in enumerate(ledger.contributions, 1)
        if contribution.payee is None
    ]
    expense = _by_account(lines["expense"])
    contributions = (_received(ledger, number, contribution, contribution.account) for number, contribution in received)
    income = _by_account([*lines["income"], *contributions])
    return Block(
        "executor",
        settings.executor.id if settings.executor else "",
        tuple(expense),
        tuple(income),
        _estimates(ledger, settings.executor.id if settings.executor else "", expense, income),
        ledger.provisional(number for number, _ in received),
        _municipalities(ledger, (contribution.payer for _, contribution in received)),
    )


def _by_account(entries: list[Entry]) -> list[Entry]:
    """Return the entries, those with the same programma and taakveld together, by first occurrence."""
    headings = dict.fromkeys(entry.account.heading for entry in entries)
    positions = {heading: position for position, heading in enumerate(headings)}
    return sorted(entries, key=lambda entry: positions[entry.account.heading])


def _partnership(ledger: Ledger, participant: str) -> Block:
    """Return the block of a partnership: the contributions that it pays, and those that its members pay to it."""
    expense = _paid_by(ledger, participant)
    account = account_of(ledger.allocation.case.budget.participants[participant].booking)
    contributions = tuple(enumerate(ledger.contributions, 1))
    received = [(number, contribution) for number, contribution in contributions if contribution.payee == participant]
    income_account = account._replace(category=None, codes=())
    income = [_received(ledger, number, contribution, income_account) for number, contribution in received]
    numbers = [
        number for number, contribution in contributions if participant in {contribution.payer, contribution.payee}
    ]
    return Block(
        "partnership",
        participant,
        tuple(expense),
        tuple(income),
        _estimates(ledger, participant, expense, income),
        ledger.provisional(numbers),
        _municipalities(ledger, (contribution.payer for _, contribution in received)),
    )


def _municipality(ledger: Ledger, participant: str) -> Block:
    """Return the block of a municipality: the contributions that it pays, and their coverage."""
    case = ledger.allocation.case
    expense = _paid_by(ledger, participant)
    payer = case.budget.participants[participant]
    return Block(
        "municipality",
        participant,
        tuple(expense),
        (),
        _estimates(ledger, participant, expense, ()),
        ledger.provisional(
            number for number, contribution in enumerate(ledger.contributions, 1) if contribution.payer == participant
        ),
        (participant,),
        tuple(_shown_coverage(payer.coverage_in(year)) for year in ledger.years),
    )


def _shown_coverage(entries: tuple[Coverage, ...]) -> YearCoverage | None:
    """Return the coverage of a year as one source; None if it is still to be decided."""
    if not entries:
        return None
    remarks = dict.fromkeys(entry.remark for entry in entries if entry.remark)
    return YearCoverage(entries[0].source if len(entries) == 1 else "several", "; ".join(remarks) or None)


def _paid_by(ledger: Ledger, participant: str) -> list[Entry]:
    """Return the contributions that a participant pays, a line per payee and nature, on its own account."""
    account = account_of(ledger.allocation.case.budget.participants[participant].booking)
    lines: dict[tuple[str | None, NatureName], list[int]] = {}
    for number, contribution in enumerate(ledger.contributions, 1):
        if contribution.payer == participant:
            lines.setdefault((contribution.payee, contribution.nature), []).append(number)
    return [
        Entry(nature, account, ledger.paid(numbers), ledger.payment_of(numbers[0]), participant, payee)
        for (payee, nature), numbers in lines.items()
    ]


def _received(ledger: Ledger, number: int, contribution: Contribution, account: Account) -> Entry:
    """Return the line of a contribution, with its number in the ledger, in the block of the payee."""
    return Entry(contribution.nature, account, ledger.paid([number]), number, contribution.payer, contribution.payee)


def _municipalities(ledger: Ledger, participants: Iterable[str]) -> tuple[str, ...]:
    """Return the municipalities among the participants and their members at any depth, in declared order."""
    tree = ledger.allocation.tree
    payers = set(participants)
    return tuple(
        name
        for name in tree.ids
        if name not in tree.members and (name in payers or not payers.isdisjoint(tree.ancestors(name)))
    )


def _estimates(
    ledger: Ledger, organisation: str, expense: Iterable[Entry], income: Iterable[Entry]
) -> tuple[Estimate, ...]:
    """Return the current estimates of each programma, taakveld and side that the lines of an organisation have."""
    current = ledger.allocation.case.budget.settings.current_of(organisation).accounts
    sides: tuple[tuple[SideName, Iterable[Entry]], ...] = (("expense", expense), ("income", income))
    headings = dict.fromkeys((entry.account.heading, side) for side, entries in sides for entry in entries)
    return tuple(
        Estimate(programma, taakveld, side, tuple(_before(current, programma, taakveld, side, ledger.years)))
        for (programma, taakveld), side in headings
    )


def _before(
    current: Iterable[CurrentLine], programma: str | None, taakveld: str | None, side: SideName, years: Iterable[int]
) -> Iterator[int | None]:
    """Yield for each year the sum of the current lines in cents; None if no line has the year."""
    lines = [line for line in current if (line.programma, line.taakveld, line.side) == (programma, taakveld, side)]
    for year in years:
        amounts = [line.amounts[year] for line in lines if year in line.amounts]
        yield sum(amounts) if amounts else None


def booked(case: Case, cents: int) -> int:
    """Return the cents that a municipality books: `cents` rounded to the amendment's unit, halves away from zero."""
    return nearest(cents, case.budget.settings.amendment.unit)
