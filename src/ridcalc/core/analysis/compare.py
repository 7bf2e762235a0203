"""The comparison of two allocations, A and B: their differences per participant, and the cause of each difference.

A becomes B in steps. Each step replaces one part of A's input by that of B: the scope, PM posts that became amounts or
the reverse, the amounts, their phasing, the nature, the keys and the rounding. The effect of a cause is the difference
between the totals after and before its step. Each step is rounded like any allocation, so that the causes add to the
difference, to the cent
(docs/decisions/compare.md, *The bridge is made of allocations*).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.allocate import add_up
from ridcalc.core.allocation.amounts import Amount, amounts_of
from ridcalc.core.allocation.divide import Dividend, divide, dividend_of
from ridcalc.core.allocation.result import Allocation, Total, Totals
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.changes import CAUSES, Both, Cause, Change, changes_of, in_both, with_pm_of
from ridcalc.core.budget.model import Measure, Rounding
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, Place, Problem, ProblemsFoundError, say
from ridcalc.core.values.progress import Progress

Row = tuple[str, int, NatureName]
"""(Participant, year, nature)."""


class Difference(NamedTuple):
    """The totals of a participant in A and in B, in a year and nature, and the effect of each cause."""

    participant: str
    year: int
    nature: NatureName | None
    """The nature; None: both together."""
    a: Total
    b: Total
    causes: dict[Cause, int]
    """Cause → cents; together they add to B − A."""

    @property
    def assumed(self) -> bool:
        """Whether the total in A or in B rests on an assumption."""
        return self.a.assumed or self.b.assumed

    @property
    def differs(self) -> bool:
        """Whether the amount, the number of PM posts or any cause differs."""
        return self.a[:2] != self.b[:2] or any(self.causes.values())


class Comparison(NamedTuple):
    """Two allocations, their differences, and the changes of the input that cause these."""

    a: Allocation
    b: Allocation
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]

    @property
    def net(self) -> tuple[Difference, ...]:
        """The differences of both natures together, per participant and year."""
        found: dict[tuple[str, int], Difference] = {}
        for row in self.differences:
            other = found.get((row.participant, row.year))
            found[row.participant, row.year] = row._replace(nature=None) if other is None else _together(other, row)
        return tuple(found.values())


def _together(one: Difference, other: Difference) -> Difference:
    """Return the sum of the differences of two natures; a measure has one nature, so that PM posts add up."""
    causes = {cause: cents + other.causes[cause] for cause, cents in one.causes.items()}
    return one._replace(a=one.a + other.a, b=one.b + other.b, causes=causes)


def compare(a: Allocation, b: Allocation, progress: Progress | None = None) -> Comparison:
    """Return the differences from `a` to `b`, for each participant, year and nature that a division of either reaches.

    `progress` counts the steps.

    Raises:
        ProblemsFoundError: the currencies, the participants, or the members of a partnership differ.
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
    """Refuse to compare two allocations with different currencies, participants or members of partnerships.

    Raises:
        ProblemsFoundError: one of these differs; the problem names the currencies or the participants.
    """
    ids = (a.case.scenario.id, b.case.scenario.id)
    differing = [name for name in (*a.tree.ids, *b.tree.ids) if name not in a.tree.order or name not in b.tree.order]
    differing += [
        name
        for name in a.tree.ids
        if name in b.tree.order and set(a.tree.members.get(name, ())) != set(b.tree.members.get(name, ()))
    ]
    currencies = a.case.budget.settings.currency, b.case.budget.settings.currency
    if currencies[0] != currencies[1]:
        message = say(
            "'{a}' is in {one} and '{b}' in {other}; these cannot be compared",
            a=ids[0],
            b=ids[1],
            one=currencies[0],
            other=currencies[1],
        )
        raise ProblemsFoundError([Problem("currencies-differ", message, place=Place(" ".join(ids)))])
    if differing:
        message = say("the participants of '{a}' and '{b}' differ: {ids}", a=ids[0], b=ids[1], ids=tuple(differing))
        hint = say("scenarios can be compared when they have the same participants and members")
        raise ProblemsFoundError([Problem("participants-differ", message, hint, place=Place(" ".join(ids)))])


def _rows(allocation: Allocation) -> set[Row]:
    """Return (participant, year, nature) for each participant that a division reaches.

    The participants of a plan are read once per year and nature, because many divisions share a plan.
    """
    groups = {(id(division.plan), division.period.year, division.nature): division for division in allocation.divisions}
    return {
        (participant, division.period.year, division.nature)
        for division in groups.values()
        for participant in division.plan.participants
    }


def _causes(steps: list[Totals], row: Row) -> dict[Cause, int]:
    """Return cause → cents by which its step changes the total of a row; `steps` are the totals before and after."""
    amounts = [totals[row].amount for totals in steps]
    return {cause: amounts[number + 1] - amounts[number] for number, cause in enumerate(CAUSES)}


class _AmountsInUnits:
    """The amounts of measures, derived once per measure and unit of rounding and kept for all steps."""

    def __init__(self) -> None:
        """Start with no amounts."""
        self._kept: dict[tuple[int, int], tuple[Amount, ...]] = {}

    def of(self, name: str, measure: Measure, unit: int) -> tuple[Amount, ...]:
        """Return the amounts of a measure; a total is divided over its spread in units of `unit` cents.

        The measure must live as long as this object, which finds it by its `id()`.
        """
        key = (id(measure), unit)
        if key not in self._kept:
            self._kept[key] = tuple(amounts_of({name: measure}, unit))
        return self._kept[key]


class _Entry(NamedTuple):
    """A measure in a step from A to B, with each property from A or from B."""

    name: str
    dated: Measure
    """The measure whose amounts are used."""
    pm: Measure | None
    """The measure whose amounts are used where it or `dated` has PM in the place of the other's amount; None: none."""
    nature: NatureName
    key: str
    book: KeyBook
    """The keys in which `key` is looked up."""
    pc_document: dict[int, str]
    amounts: "_AmountsInUnits"
    fallback: tuple[str, KeyBook]
    """The key that is used for a period in which `key` cannot be used, and its book: those of B."""

    @property
    def totals(self) -> tuple[int | None, ...]:
        """The totals, in cents, that are spread over periods; None: there is none, or it is PM."""
        return self.dated.total, None if self.pm is None else self.pm.total

    def dated_amounts(self, unit: int) -> Sequence[Amount]:
        """Return the amounts of the measure, derived in units of `unit` cents."""
        amounts = self.amounts.of(self.name, self.dated, unit)
        return amounts if self.pm is None else with_pm_of(amounts, self.amounts.of(self.name, self.pm, unit))


def _steps(a: Allocation, b: Allocation, both: list[Both], years: tuple[int, ...], progress: Progress) -> list[Totals]:
    """Return the totals of A, then those after each step; the last are the totals of B."""
    tree, book_a, book_b = a.tree, KeyBook(a.case.budget), KeyBook(b.case.budget)
    measures_b = b.case.measures
    amounts = _AmountsInUnits()
    entries = [
        _entry(name, measure, book_a, amounts, (measures_b.get(name, measure).key, book_b))
        for name, measure in a.case.measures.items()
    ]
    rounding_a, rounding_b = a.case.budget.settings.rounding, b.case.budget.settings.rounding
    progress.begin(say("finding the causes"), len(CAUSES) + 1)
    steps = [_totals(entries, rounding_a, rounding_b, tree, years)]

    def step(mixed: list[_Entry], rounding: Rounding) -> None:
        """Add the totals after a step, in which the entries become `mixed`."""
        progress.done = len(steps)
        try:
            steps.append(_totals(mixed, rounding, rounding_b, tree, years))
        except ProblemsFoundError:  # A and B can be divided, but not this mix of them: the next cause gets the effect
            steps.append(steps[-1])

    by_name = {entry.name: entry for entry in entries}
    entries = [
        by_name.get(name) or _entry(name, measure, book_a, amounts, (measure.key, book_b))
        for name, measure in measures_b.items()
    ]
    step(entries, rounding_a)
    moved = {pair.name: pair.moved for pair in both}
    entries = [
        entry._replace(pm=measures_b[entry.name]) if "pm" in moved.get(entry.name, ()) else entry for entry in entries
    ]
    step(entries, rounding_a)
    entries = [
        entry._replace(dated=measures_b[entry.name], pm=None) if "amounts" in moved.get(entry.name, ()) else entry
        for entry in entries
    ]
    step(entries, rounding_a)
    steps += [steps[-1]] * 2  # the causes index and vat
    entries = [entry._replace(dated=measures_b[entry.name], pm=None) for entry in entries]
    step(entries, rounding_a)
    entries = [entry._replace(nature=measures_b[entry.name].nature) for entry in entries]
    step(entries, rounding_a)
    entries = [entry._replace(key=measures_b[entry.name].key, book=book_b) for entry in entries]
    step(entries, rounding_a)
    entries = [entry._replace(pc_document=measures_b[entry.name].pc_document) for entry in entries]
    steps.append(_totals(entries, rounding_b, rounding_b, tree, years))
    return steps


def _entry(
    name: str, measure: Measure, book: KeyBook, amounts: _AmountsInUnits, fallback: tuple[str, KeyBook]
) -> _Entry:
    """Return the entry of a measure, with every property from that measure."""
    return _Entry(name, measure, None, measure.nature, measure.key, book, measure.pc_document, amounts, fallback)


def _totals(
    entries: list[_Entry], rounding: Rounding, fallback: Rounding, tree: Tree, years: tuple[int, ...]
) -> Totals:
    """Return the totals of a mix of A and B; in B's unit of rounding if an amount is not a multiple of A's unit."""
    dividends = list(_dividends(entries, rounding.unit))
    cents = (*(dividend.cents for dividend in dividends), *(total for entry in entries for total in entry.totals))
    if any(one is not None and one % rounding.unit for one in cents):
        rounding = rounding.at_unit(fallback.unit)
        dividends = list(_dividends(entries, rounding.unit))
    return add_up(years, tree, divide(dividends, rounding))[0]


def _dividends(entries: list[_Entry], unit: int) -> Iterator[Dividend]:
    """Yield the dividends of a mix of A and B. None is marked as assumed, because only their cents are used."""
    for entry in entries:
        for amount in entry.dated_amounts(unit):
            pc_document = entry.pc_document.get(amount.period.year)
            mixed = amount._replace(nature=entry.nature, pc_document=pc_document, assumed=False)
            yield dividend_of(mixed, _plan(entry, amount.period))


def _plan(entry: _Entry, period: Period) -> Plan:
    """Return the plan of an entry's key in a period, or that of its fallback."""
    try:
        return entry.book.plan(entry.key, period)
    except InvalidValueError:  # A has no such key, or A's key cannot be used in a period of B
        key, book = entry.fallback
        return book.plan(key, period)
