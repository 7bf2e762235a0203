"""Rows of the sheets Keys and Division as values: weights, and groups of divisions."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, plans_of
from ridcalc.core.keys.display_weights import display_weights
from ridcalc.core.keys.plans import Plan, Stage, Version

FIRST_ROW = 7
"""The first row of every sheet's table, below the headings; rows count from 1."""
EXACT_BELOW = 2**53
"""Spreadsheets calculate exactly with whole numbers below this."""
WRITTEN_BELOW = 10**15
"""Whole numbers below this keep all digits: spreadsheets keep fifteen of a number that is typed, rounded or shown."""


class WeightRow(NamedTuple):
    """A participant's weight, a whole number, in a key version."""

    versions: tuple[Version, ...]
    """The key version, and for a blend the versions that it mixes."""
    participant: str
    weight: int
    total: int
    """The sum of the weights of the key version."""
    first: int
    """The first row of the key version."""
    last: int
    """The last row of the key version."""
    assumed: bool


class DivisionRow(NamedTuple):
    """A row of the sheet Division: the divisions of a measure, or of a batch (`measure` is None), in a year."""

    measure: str | None
    year: int
    divisions: tuple[int, ...]
    """The positions of the divisions, from 0."""


def division_rows(divisions: Sequence[Division]) -> Iterator[DivisionRow]:
    """Yield the rows of the sheet Division, in the order of the divisions."""

    def same(position: int) -> tuple[object, int]:
        division = divisions[position]
        return (division.measure or position, division.period.year)

    for (measure, year), positions in groupby(range(len(divisions)), key=same):
        yield DivisionRow(measure if isinstance(measure, str) else None, year, tuple(positions))


def weight_rows(allocation: Allocation, divisions: Sequence[Division]) -> Iterator[WeightRow]:
    """Yield the rows of the sheet Keys: the weights of every key version in use, participant by participant."""
    largest = _largest_wholes(divisions, allocation.case.budget.settings.rounding.unit)
    first = FIRST_ROW
    budget, values = allocation.case.budget, allocation.driver_values
    for versions, (plan, stage) in _stages(divisions).items():
        names = [plan.participants[slot] for slot in stage.slots]
        weights = _weights(display_weights(budget, values, stage, names), stage, largest.get(versions, 0))
        last = first + len(names) - 1
        for name, weight in zip(names, weights, strict=True):
            yield WeightRow(versions, name, weight, sum(weights), first, last, stage.assumed)
        first = last + 1


def _stages(divisions: Sequence[Division]) -> dict[tuple[Version, ...], tuple[Plan, Stage]]:
    """Return the stages with a key, and a plan of each, by the key versions in force."""
    return {stage.versions: (plan, stage) for plan in plans_of(divisions) for stage in plan.stages if stage.key}


def _weights(display: tuple[int, ...], stage: Stage, largest_whole: int) -> tuple[int, ...]:
    """Return a stage's weights as written in the files, or in lowest terms if those are too large."""
    if largest_whole * max(display) >= EXACT_BELOW or max(display) >= WRITTEN_BELOW:
        return stage.weights
    return display


def _largest_wholes(divisions: Sequence[Division], unit: int) -> dict[tuple[Version, ...], int]:
    """Return the largest amount that each key version divides, in units of rounding."""
    largest: dict[tuple[Version, ...], int] = {}
    for division in divisions:
        for stage in division.plan.stages:
            whole = division.whole(stage)
            if whole is not None:
                largest[stage.versions] = max(largest.get(stage.versions, 0), abs(whole) // unit)
    return largest
