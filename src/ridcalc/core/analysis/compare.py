"""What changes between two cases, for whom, and by which cause. Each cause is the difference of two full allocations.

B is reached from A in six steps, each of which puts one thing of B in the place of A's: the scope, the amounts, their
phasing, the nature, the keys and the rounding. A step is rounded like any allocation, so that the causes always add to
the difference, to the cent.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.allocation.allocate import add_up
from ridcalc.core.allocation.amounts import amounts_of
from ridcalc.core.allocation.divide import Dividend, divide, dividend_of
from ridcalc.core.allocation.result import Allocation, Total, Totals
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.changes import CAUSES, Both, Cause, Change, changes_of, in_both
from ridcalc.core.budget.model import Measure, Rounding
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, Place, Problem, ProblemsFoundError, say
from ridcalc.core.values.progress import Progress


class Difference(NamedTuple):
    """What one participant has in A and in B in a year and nature, and the causes, in cents, that add to B − A."""

    participant: str
    year: int
    nature: NatureName
    a: Total
    b: Total
    causes: dict[Cause, int]


class Comparison(NamedTuple):
    """Two allocations, their differences, and the changes behind them."""

    a: Allocation
    b: Allocation
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]


def compare(a: Allocation, b: Allocation, progress: Progress | None = None) -> Comparison:
    """Return what changes from `a` to `b`: a row for each participant, year and nature with a line in either.

    Raises:
        ProblemsFoundError: the two have other participants, or other members in a partnership.
    """
    check_comparable(a, b)
    years = tuple(sorted({*a.years, *b.years}))
    both = in_both(a, b)
    steps = _steps(a, b, both, years, progress or Progress())
    rows = _rows(a) | _rows(b)
    differences = tuple(
        Difference(*row, a.totals.get(row, NOTHING), b.totals.get(row, NOTHING), _causes(steps, row))
        for participant in a.tree.ids
        for year in years
        for nature in NATURES
        if (row := (participant, year, nature)) in rows
    )
    return Comparison(a, b, differences, tuple(changes_of(a.case, b.case, both)))


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
    fallback: tuple[str, KeyBook]
    """The key that stands in where the other does not hold for a period: B's."""


def _steps(a: Allocation, b: Allocation, both: list[Both], years: tuple[int, ...], progress: Progress) -> list[Totals]:
    """Return the totals of A, after each cause, and so at last of B."""
    tree, book_a, book_b = a.tree, KeyBook(a.case.budget), KeyBook(b.case.budget)
    ours, theirs = a.case.measures, b.case.measures
    entries = [_entry(name, measure, book_a, theirs.get(name), book_b) for name, measure in ours.items()]
    rounding_a, rounding_b = a.case.budget.settings.rounding, b.case.budget.settings.rounding
    progress.begin(say("finding the causes"), len(CAUSES) + 1)
    steps = [_totals(entries, rounding_a, rounding_b, tree, years)]

    def step(changed: list[_Entry], rounding: Rounding) -> None:
        progress.done = len(steps)
        try:
            steps.append(_totals(changed, rounding, rounding_b, tree, years))
        except ProblemsFoundError:  # this mix cannot be divided, though A and B can: the next cause takes it along
            steps.append(steps[-1])

    by_name = {entry.name: entry for entry in entries}
    entries = [by_name.get(name) or _entry(name, measure, book_a, measure, book_b) for name, measure in theirs.items()]
    step(entries, rounding_a)
    other_amounts = {one.name for one in both if one.moved == "amounts"}
    entries = [entry._replace(dated=theirs[entry.name]) if entry.name in other_amounts else entry for entry in entries]
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
    fallback = ((other or measure).key, other_book)
    return _Entry(name, measure, measure.nature, measure.key, book, measure.pc_document, fallback)


def _totals(
    entries: list[_Entry], rounding: Rounding, fallback: Rounding, tree: Tree, years: tuple[int, ...]
) -> Totals:
    """Return the totals of a mix; in B's unit where its amounts do not fit A's."""
    dividends = list(_dividends(entries, rounding.unit))
    if any(dividend.cents is not None and dividend.cents % rounding.unit for dividend in dividends):
        rounding = rounding.at_unit(fallback.unit)
        dividends = list(_dividends(entries, rounding.unit))
    return add_up(years, tree, divide(dividends, rounding))[0]


def _dividends(entries: list[_Entry], unit: int) -> Iterator[Dividend]:
    """Yield the amounts of a mix; its sums are asked for their amounts only, not for what they rest on."""
    for entry in entries:
        for amount in amounts_of({entry.name: entry.dated}, unit):
            pc_document = entry.pc_document.get(amount.period.year)
            mixed = amount._replace(nature=entry.nature, pc_document=pc_document, assumed=False)
            yield dividend_of(mixed, _plan(entry, amount.period))


def _plan(entry: _Entry, period: Period) -> Plan:
    try:
        return entry.book.plan(entry.key, period)
    except InvalidValueError:  # A has no such key, or it does not hold for a period of B's
        key, book = entry.fallback
        return book.plan(key, period)
