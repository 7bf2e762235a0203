"""What changes between two cases, for whom, and by which cause. Each cause is the difference of two full allocations.

B is reached from A in six steps, each of which puts one thing of B in the place of A's: the scope, the amounts, their
phasing, the nature, the keys and the rounding. A step is rounded like any allocation, so that the causes always add to
the difference, to the cent.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ridcalc.core.allocation.allocate import add_up
from ridcalc.core.allocation.amounts import dated_amounts
from ridcalc.core.allocation.divide import Amount, divide
from ridcalc.core.allocation.result import Allocation, Total, Totals
from ridcalc.core.budget.model import Case, Measure, Rounding
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError, Refused, say
from ridcalc.core.values.progress import Work

Cause = Literal["scope", "amounts", "phasing", "nature", "key", "rounding"]
CAUSES: tuple[Cause, ...] = ("scope", "amounts", "phasing", "nature", "key", "rounding")


class Difference(NamedTuple):
    """What one participant has in A and in B in a year and nature, and the causes, in cents, that add to B − A."""

    participant: str
    year: int
    nature: NatureName
    a: Total
    b: Total
    causes: dict[Cause, int]


class Change(NamedTuple):
    """One thing that is other in B: a measure (None in A or B where it is not taken), a key, or the rounding."""

    cause: Cause
    id: str
    a: Measure | None = None
    b: Measure | None = None


class Comparison(NamedTuple):
    """Two allocations, their differences, and the changes behind them."""

    a: Allocation
    b: Allocation
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]


def compare(a: Allocation, b: Allocation, work: Work | None = None) -> Comparison:
    """Return what changes from `a` to `b`: a row for each participant, year and nature with a line in either.

    Raises:
        ProblemsFoundError: the two have other participants, or other members in a partnership.
    """
    check_comparable(a, b)
    years = tuple(sorted({*a.years, *b.years}))
    steps = _steps(a.case, b.case, a.tree, years, work or Work())
    nothing = Total(0, 0, assumed=False)
    rows = _rows(a) | _rows(b)
    differences = tuple(
        Difference(*row, a.totals.get(row, nothing), b.totals.get(row, nothing), _causes(steps, row))
        for participant in a.tree.ids
        for year in years
        for nature in NATURES
        if (row := (participant, year, nature)) in rows
    )
    return Comparison(a, b, differences, tuple(_changes(a.case, b.case)))


def check_comparable(a: Allocation, b: Allocation) -> None:
    """Refuse to compare allocations of other participants, or other members in a partnership.

    Raises:
        ProblemsFoundError: they differ; the problem says which.
    """
    ids = (a.case.chosen.id, b.case.chosen.id)
    odd = [name for name in (*a.tree.ids, *b.tree.ids) if name not in a.tree.order or name not in b.tree.order]
    odd += [
        name
        for name in a.tree.ids
        if name in b.tree.order and set(a.tree.members.get(name, ())) != set(b.tree.members.get(name, ()))
    ]
    currencies = a.case.budget.settings.currency, b.case.budget.settings.currency
    if currencies[0] != currencies[1]:
        message = say("'{a}' is in {one}, '{b}' in {other}", a=ids[0], b=ids[1], one=currencies[0], other=currencies[1])
        raise ProblemsFoundError([Problem("currencies-differ", message, place=Place(" ".join(ids)))])
    if odd:
        message = say("the participants of '{a}' and '{b}' differ: {ids}", a=ids[0], b=ids[1], ids=tuple(odd))
        hint = say("scenarios can be compared when they have the same participants and members")
        raise ProblemsFoundError([Problem("participants-differ", message, hint, place=Place(" ".join(ids)))])


def _rows(allocation: Allocation) -> set[tuple[str, int, NatureName]]:
    groups = {(id(one.plan), one.period.year, one.nature): one for one in allocation.divisions}
    return {
        (participant, one.period.year, one.nature) for one in groups.values() for participant in one.plan.participants
    }


def _causes(steps: list[Totals], row: tuple[str, int, NatureName]) -> dict[Cause, int]:
    amounts = [totals[row].amount for totals in steps]
    return {cause: amounts[number + 1] - amounts[number] for number, cause in enumerate(CAUSES)}


class _Entry(NamedTuple):
    """A measure on the way from A to B: where its amounts, its nature and its key come from."""

    name: str
    dated: Measure
    nature: NatureName
    key: str
    book: KeyBook
    pc_document: dict[int, str]
    spare: tuple[str, KeyBook]
    """The key that stands in where the other does not hold for a period: B's."""


def _steps(a: Case, b: Case, tree: Tree, years: tuple[int, ...], work: Work) -> list[Totals]:
    """Return the totals of A, after each cause, and so at last of B."""
    book_a, book_b = KeyBook(a.budget), KeyBook(b.budget)
    ours, theirs = a.measures, b.measures
    entries = [_entry(name, measure, book_a, theirs.get(name), book_b) for name, measure in ours.items()]
    rounding_a, rounding_b = a.budget.settings.rounding, b.budget.settings.rounding
    work.begin(say("finding the causes"), len(CAUSES) + 1)
    steps = [_totals(entries, rounding_a, rounding_b, tree, years)]

    def step(changed: list[_Entry], rounding: Rounding) -> None:
        work.done = len(steps)
        try:
            steps.append(_totals(changed, rounding, rounding_b, tree, years))
        except ProblemsFoundError:  # this mix cannot be divided, though A and B can: the next cause takes it along
            steps.append(steps[-1])

    by_name = {entry.name: entry for entry in entries}
    entries = [by_name.get(name) or _entry(name, measure, book_a, measure, book_b) for name, measure in theirs.items()]
    step(entries, rounding_a)
    entries = [
        entry._replace(dated=theirs[entry.name]) if _moved(entry.dated, theirs[entry.name]) == "amounts" else entry
        for entry in entries
    ]
    step(entries, rounding_a)
    entries = [entry._replace(dated=theirs[entry.name]) for entry in entries]
    step(entries, rounding_a)
    entries = [entry._replace(nature=theirs[entry.name].nature) for entry in entries]
    step(entries, rounding_a)
    entries = [entry._replace(key=theirs[entry.name].key, book=book_b) for entry in entries]
    step(entries, rounding_a)
    entries = [entry._replace(pc_document=theirs[entry.name].pc_document) for entry in entries]
    steps.append(_totals(entries, rounding_b, rounding_b, tree, years))
    return steps


def _entry(name: str, measure: Measure, book: KeyBook, other: Measure | None, other_book: KeyBook) -> _Entry:
    spare = ((other or measure).key, other_book)
    return _Entry(name, measure, measure.nature, measure.key, book, measure.pc_document, spare)


def _totals(entries: list[_Entry], rounding: Rounding, spare: Rounding, tree: Tree, years: tuple[int, ...]) -> Totals:
    """Return the totals of a mix; in B's unit where its amounts do not fit A's."""
    amounts = list(_amounts(entries, rounding.unit))
    if any(amount.cents is not None and amount.cents % rounding.unit for amount in amounts):
        rounding = rounding.model_copy(update={"unit": spare.unit})
        amounts = list(_amounts(entries, rounding.unit))
    return add_up(years, tree, divide(amounts, rounding))[0]


def _amounts(entries: list[_Entry], unit: int) -> Iterator[Amount]:
    for entry in entries:
        for period, cents in dated_amounts(entry.dated, unit):
            plan, pc_document = _plan(entry, period), entry.pc_document.get(period.year)
            sources = ((entry.name, period),)
            yield Amount(
                entry.name,
                entry.nature,
                entry.dated.side,
                period,
                cents,
                plan,
                assumed=False,  # sums of a mix are asked for their amounts only
                pc_document=pc_document,
                pooled=sources,
            )


def _plan(entry: _Entry, period: Period) -> Plan:
    try:
        return entry.book.plan(entry.key, period)
    except Refused:  # A has no such key, or it does not hold for a period of B's
        key, book = entry.spare
        return book.plan(key, period)


def _moved(a: Measure, b: Measure) -> Literal["amounts", "phasing"] | None:
    """Tell by which cause a measure's amounts differ, if they do.

    Another sum over the years, another side, and PM that became an amount or the reverse, count wholly as amounts; the
    same sum in other periods is phasing.
    """
    if (a.amounts, a.total, a.spread, a.side) == (b.amounts, b.total, b.spread, b.side):
        return None
    ones, others = dict(dated_amounts(a, 1)), dict(dated_amounts(b, 1))
    if ones == others and a.side == b.side:
        return None
    same_sum = sum(cents or 0 for cents in ones.values()) == sum(cents or 0 for cents in others.values())
    same_pm = (None in ones.values()) == (None in others.values()) and not any(
        (ones[period] is None) != (others[period] is None) for period in ones.keys() & others.keys()
    )
    return "phasing" if same_sum and same_pm and a.side == b.side else "amounts"


def _changes(a: Case, b: Case) -> Iterator[Change]:
    """Yield what is other in B, cause by cause."""
    ours, theirs = a.measures, b.measures
    both = [(name, ours[name], theirs[name]) for name in ours if name in theirs]
    yield from (Change("scope", name, measure, None) for name, measure in ours.items() if name not in theirs)
    yield from (Change("scope", name, None, measure) for name, measure in theirs.items() if name not in ours)
    for cause in ("amounts", "phasing"):
        yield from (Change(cause, *one) for one in both if _moved(one[1], one[2]) == cause)
    yield from (Change("nature", *one) for one in both if one[1].nature != one[2].nature)
    yield from (Change("key", *one) for one in both if one[1].key != one[2].key)
    for name in {**a.budget.keys, **b.budget.keys}:
        if a.budget.keys.get(name) != b.budget.keys.get(name):
            yield Change("key", f"keys.{name}")
    for name in {**a.budget.drivers, **b.budget.drivers}:
        if a.budget.drivers.get(name) != b.budget.drivers.get(name):
            yield Change("key", f"drivers.{name}")
    for name, participant in a.budget.participants.items():
        if participant.key != b.budget.participants[name].key:
            yield Change("key", f"participants.{name}")
    if "total" in {a.budget.settings.rounding.level, b.budget.settings.rounding.level}:
        yield from (Change("rounding", *one) for one in both if one[1].pc_document != one[2].pc_document)
    if a.budget.settings.rounding != b.budget.settings.rounding:
        yield Change("rounding", "budget.rounding")
