"""The comparison of two allocations, A and B: their differences per participant, and the cause of each difference.

A becomes B in steps. Each step replaces one part of A's input by that of B: the scope, PM posts that became amounts or
the reverse, the amounts, their phasing, the nature, the keys and the rounding. The effect of a cause is the difference
between the totals after and before its step. Each step is rounded like any allocation, so that the causes add to the
difference, to the cent
(docs/decisions/compare.md, *The bridge is made of allocations*).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.allocate import add_up
from ridcalc.core.allocation.batches import Dividend
from ridcalc.core.allocation.divide import divide
from ridcalc.core.allocation.result import Allocation, Division, Total, Totals
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.amounts.rules import rules_of
from ridcalc.core.analysis.changes import CAUSES, Both, Cause, Change, changes_of, in_both
from ridcalc.core.analysis.mixes import AmountsInUnits, Entry, Source, dividends_of_mix
from ridcalc.core.budget.settings import Rounding
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.keys.key_book import KeyBook
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
    return Comparison(a, b, differences, tuple(changes_of(a, b, both)))


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


def _steps(a: Allocation, b: Allocation, both: list[Both], years: tuple[int, ...], progress: Progress) -> list[Totals]:
    """Return the totals of A, then those after each step; the last are the totals of B."""
    entries, order = _entries(a, b), tuple(b.case.measures)
    amounts = AmountsInUnits()
    rounding_a, rounding_b = a.case.budget.settings.rounding, b.case.budget.settings.rounding
    progress.begin(say("finding the causes"), len(CAUSES) + 1)
    before = [entries[name] for name in a.case.measures]
    steps = [add_up(years, a.tree, _divisions(before, amounts, rounding_a, rounding_b))[0]]

    def step(change: Callable[[Entry], Entry]) -> None:
        """Add the totals after a step, in which a change is made to each entry."""
        progress.done = len(steps)
        entries.update((name, change(entry)) for name, entry in entries.items())
        try:
            mixed = [entries[name] for name in order]
            steps.append(add_up(years, a.tree, _divisions(mixed, amounts, rounding_a, rounding_b))[0])
        except (ProblemsFoundError, InvalidValueError):  # A and B can be divided, but not this mix of them
            steps.append(steps[-1])  # the next cause gets the effect

    moved = {pair.name: pair.moved for pair in both}
    step(lambda entry: entry)
    step(lambda entry: entry.with_pm() if "pm" in moved.get(entry.name, ()) else entry)
    step(lambda entry: entry.with_amounts() if "amounts" in moved.get(entry.name, ()) else entry)
    step(Entry.with_index)
    steps.append(steps[-1])  # the cause vat
    step(Entry.with_amounts)
    step(lambda entry: entry.with_field("nature"))
    step(lambda entry: entry.with_field("key")._replace(book=entry.book_b))
    entries.update((name, entry.with_field("pc_document")) for name, entry in entries.items())
    last = [entries[name] for name in order]
    steps.append(add_up(years, a.tree, _divisions(last, amounts, rounding_b, rounding_b))[0])
    return steps


def _entries(a: Allocation, b: Allocation) -> dict[str, Entry]:
    """Return the entry of each measure of A and B, with every property from A, or from B if only B has the measure."""
    books = KeyBook(a.case.budget), KeyBook(b.case.budget)
    rules_a, rules_b = (rules_of(book.budget, book.counts) for book in books)
    measures_a, measures_b = a.case.measures, b.case.measures
    entries: dict[str, Entry] = {}
    for name in {**measures_a, **measures_b}:
        of_b = Source(measures_b[name], rules_b) if name in measures_b else Source(measures_a[name], rules_a)
        of_a = Source(measures_a[name], rules_a) if name in measures_a else of_b
        entries[name] = Entry(name, of_a, books[0], of_b, books[1])
    return entries


def _divisions(
    entries: list[Entry], amounts: AmountsInUnits, rounding: Rounding, fallback: Rounding
) -> Iterator[Division]:
    """Return the divisions of a mix of A and B; in B's unit of rounding if an amount is not a multiple of A's unit."""
    dividends = list(dividends_of_mix(entries, amounts, rounding.unit))
    if any(cents % rounding.unit for cents in _cents_of(entries, dividends)):
        rounding = rounding.at_unit(fallback.unit)
        dividends = list(dividends_of_mix(entries, amounts, rounding.unit))
    return divide(dividends, rounding)


def _cents_of(entries: list[Entry], dividends: list[Dividend]) -> Iterator[int]:
    """Yield the cents that are to be multiples of the unit of rounding: of totals, of amounts and of given parts."""
    for entry in entries:
        yield from (total for total in entry.totals if total is not None)
    for dividend in dividends:
        yield dividend.cents or 0
        yield dividend.amounts[0].written or 0
        yield from dividend.given.values()
