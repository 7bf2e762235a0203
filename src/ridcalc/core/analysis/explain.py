"""Where one figure comes from: the chain from a total down to amounts, keys and cents. Picks; calculates nothing.

Everything here is the allocation's own: its totals, its divisions, and their steps.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Step, Total
from ridcalc.core.budget.types import NATURES, NatureName


class Origin(NamedTuple):
    """One amount that a figure is made of: its division, and the steps by which it reached the participant."""

    division: Division
    chains: tuple[tuple[Step, ...], ...]
    """A chain of steps, the first stage first, for each slot; empty for PM."""
    slots: tuple[int, ...]
    """The slots of the plan that make up the part: the participant's, or those of the members that the key names."""
    part: int | None
    """What reached the participant, in cents; None for PM."""


class Figure(NamedTuple):
    """A participant's total in a year and nature, and the amounts that it is the sum of."""

    year: int
    nature: NatureName
    total: Total
    origins: tuple[Origin, ...]


class Explanation(NamedTuple):
    """The figures of a participant."""

    allocation: Allocation
    participant: str
    figures: tuple[Figure, ...]
    measure: str | None = None
    """The only measure whose amounts are shown; None for all."""


def explain(
    allocation: Allocation, participant: str, years: tuple[int, ...] = (), measure: str | None = None
) -> Explanation:
    """Return where a participant's figures come from, in the given years (all when empty), of one measure or of all.

    Figures of nothing are left out. With `measure` the total is still that of all measures.
    """
    figures = (
        Figure(year, nature, allocation.totals[participant, year, nature], origins)
        for year in years or allocation.years
        for nature in NATURES
        if (origins := tuple(_origins(allocation, participant, year, nature, measure)))
    )
    return Explanation(allocation, participant, tuple(figures), measure)


def _origins(
    allocation: Allocation, participant: str, year: int, nature: NatureName, measure: str | None
) -> Iterator[Origin]:
    for division in allocation.divisions:
        if (division.period.year, division.nature) != (year, nature):
            continue
        if measure is not None and measure not in division.measures:
            continue
        slots = division.plan.slots.get(participant)
        if slots:
            part = None if division.amount is None else division.part_of(participant)
            yield Origin(division, tuple(_chain(division, slot) for slot in slots), slots, part)


def _chain(division: Division, slot: int | None) -> tuple[Step, ...]:
    """Return the steps that lead to a slot, the first stage first; none for PM."""
    chain: list[Step] = []
    while slot is not None:
        number, position = division.plan.reached_by[slot]
        stage = division.plan.stages[number]
        chain += division.steps_of(stage, (position,))
        slot = stage.parent
    return tuple(reversed(chain))
