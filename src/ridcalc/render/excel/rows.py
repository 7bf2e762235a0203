"""The rows of the inputs and of the division per year, as values: amounts, weights, and groups of divisions."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ridcalc.core.allocation.amounts import dated_amounts
from ridcalc.core.allocation.result import Division
from ridcalc.core.budget.model import Budget, Measure
from ridcalc.core.keys.display_weights import written_weights
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan, Stage, Version
from ridcalc.core.values.periods import Period

FIRST_ROW = 7
"""The first row of every sheet's table, under its headings."""
EXACT_BELOW = 2**53
"""Whole numbers below this are exact in the calculation of a spreadsheet."""
WRITTEN_BELOW = 10**15
"""Spreadsheets keep fifteen digits of a number that is typed, rounded or shown."""


class AmountRow(NamedTuple):
    """A measure's amount in a period as it is written: in cents, income positive, None for PM."""

    id: str
    measure: Measure
    period: Period
    written: int | None

    @property
    def net(self) -> int:
        """The amount in cents, income negative; 0 for PM."""
        return (self.written or 0) * (-1 if self.measure.side == "income" else 1)


class WeightRow(NamedTuple):
    """A participant's whole weight in a version of a key."""

    versions: tuple[Version, ...]
    participant: str
    weight: int
    total: int
    first: int
    """The rows of its version: the first, and the last."""
    last: int
    assumed: bool
    is_blend: bool


class Group(NamedTuple):
    """What one row of the division per year holds: the divisions of a measure, or a batch, in a year."""

    measure: str | None
    year: int
    divisions: tuple[int, ...]
    """Their positions."""


def amount_rows(measures: Mapping[str, Measure], unit: int) -> Iterator[AmountRow]:
    """Yield the amounts of some measures by period; `unit` is the rounding unit in cents."""
    for name, measure in measures.items():
        sign = -1 if measure.side == "income" else 1
        for period, cents in dated_amounts(measure, unit):
            yield AmountRow(name, measure, period, None if cents is None else sign * cents)


def groups_of(divisions: Sequence[Division]) -> Iterator[Group]:
    """Yield the rows of the division per year, in the order of the divisions."""

    def same(position: int) -> tuple[object, int]:
        division = divisions[position]
        return (division.measure or position, division.period.year)

    for (measure, year), positions in groupby(range(len(divisions)), key=same):
        yield Group(measure if isinstance(measure, str) else None, year, tuple(positions))


def weight_rows(budget: Budget, divisions: Sequence[Division]) -> Iterator[WeightRow]:
    """Yield the weights of every key version in use, participant by participant."""
    book = KeyBook(budget)
    largest = _largest_wholes(divisions, budget.settings.rounding.unit)
    first = FIRST_ROW
    for versions, (plan, stage) in _stages(divisions).items():
        names = [plan.participants[slot] for slot in stage.slots]
        weights = _weights(book, stage, names, largest.get(versions, 0))
        last = first + len(names) - 1
        for name, weight in zip(names, weights, strict=True):
            yield WeightRow(versions, name, weight, sum(weights), first, last, stage.assumed, len(versions) > 1)
        first = last + 1


def _stages(divisions: Sequence[Division]) -> dict[tuple[Version, ...], tuple[Plan, Stage]]:
    plans = {id(division.plan): division.plan for division in divisions}
    return {stage.versions: (plan, stage) for plan in plans.values() for stage in plan.stages}


def _weights(book: KeyBook, stage: Stage, names: Sequence[str], largest_whole: int) -> tuple[int, ...]:
    """Return a stage's weights as they are written, or in lowest terms where the written ones are too large."""
    weights = written_weights(book, stage, names)
    if largest_whole * max(weights) >= EXACT_BELOW or max(weights) >= WRITTEN_BELOW:
        return stage.weights
    return weights


def _largest_wholes(divisions: Sequence[Division], unit: int) -> dict[tuple[Version, ...], int]:
    """Return the largest number of units that each key version divides."""
    largest: dict[tuple[Version, ...], int] = {}
    for division in divisions:
        for stage in division.plan.stages:
            whole = division.whole(stage)
            if whole is not None:
                largest[stage.versions] = max(largest.get(stage.versions, 0), abs(whole) // unit)
    return largest
