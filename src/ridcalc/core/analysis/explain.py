"""The explanation of a participant's figures: from a total down to its amounts, and the steps of each.

It selects totals, divisions and steps of the allocation, and calculates no amounts.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import prod
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.steps import Step, steps_of
from ridcalc.core.analysis.blends import BlendPart, blend_of
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Stage
from ridcalc.core.values.grouping import grouped


class Origin(NamedTuple):
    """An amount that is part of a figure: its division, and the steps by which it reached the participant."""

    division: Division
    chains: tuple[tuple[Step, ...], ...]
    """For each of `slots` the steps that lead to it, the first stage first; no steps for PM."""
    slots: tuple[int, ...]
    """The slots whose parts add up to `part`: the participant's own slot, or those of members that the key names."""
    part: int | None
    """The participant's part of the amount, in cents; None: PM."""

    @property
    def share(self) -> Fraction | None:
        """The share of 1 that the participant has in a known amount, through all steps; None for a given part."""
        total = Fraction(0)
        for chain in self.chains:
            shares = [step.share * step.stage.days_share for step in chain if step.share is not None]
            if len(shares) < len(chain):
                return None
            total += prod(shares, start=Fraction(1))
        return total


class OneShare(NamedTuple):
    """The known amounts of a figure together, if the participant has one share in all of them. Amounts in cents."""

    whole: int
    share: Fraction
    part: int
    """The sum of the participant's rounded parts."""


class ExplainedFigure(NamedTuple):
    """A participant's total in a year and nature, and the amounts that add up to it."""

    year: int
    nature: NatureName
    total: Total
    origins: tuple[Origin, ...]

    @property
    def one_share(self) -> OneShare | None:
        """The known amounts together, if one share holds for all of them; None: there are several shares, or none."""
        known = [origin for origin in self.origins if origin.part is not None]
        shares = {origin.share for origin in known}
        share = next(iter(shares), None)
        if share is None or len(shares) > 1:
            return None
        whole, part = (
            sum(cents or 0 for cents in amounts) for amounts in zip(*map(_whole_and_part, known), strict=True)
        )
        return OneShare(whole, share, part)


def _whole_and_part(origin: Origin) -> tuple[int | None, int | None]:
    return origin.division.amount, origin.part


class Explanation(NamedTuple):
    """The figures of a participant."""

    allocation: Allocation
    participant: str
    figures: tuple[ExplainedFigure, ...]
    book: KeyBook
    """The keys of the budget."""
    measure: str | None = None
    """The only measure whose amounts are given; None: all measures."""

    def blend(self, division: Division, stage: Stage, participant: str) -> tuple[BlendPart, ...]:
        """Return the keys that the key of a stage blends, and what each gives a participant; () if it blends none."""
        return blend_of(self.book, division, stage, participant)


def explain(
    allocation: Allocation,
    participant: str,
    years: tuple[int, ...] = (),
    measure: str | None = None,
    book: KeyBook | None = None,
) -> Explanation:
    """Return the explanation of a participant's figures in `years` (empty: all years of the budget).

    With `measure`, only amounts of that measure are given, but the total is still that of all measures. A figure
    without amounts is left out. `book` has the keys of the budget, for who explains many participants.
    """
    divisions = grouped(allocation.divisions, lambda division: (division.period.year, division.nature))
    figures = (
        ExplainedFigure(year, nature, allocation.totals[participant, year, nature], origins)
        for year in years or allocation.years
        for nature in NATURES
        if (origins := tuple(_origins(divisions.get((year, nature), ()), participant, measure)))
    )
    return Explanation(allocation, participant, tuple(figures), book or KeyBook(allocation.case.budget), measure)


def _origins(divisions: Iterable[Division], participant: str, measure: str | None) -> Iterator[Origin]:
    """Yield the amounts that reach a participant; with `measure`, only those of that measure."""
    for division in divisions:
        if measure is not None and measure not in division.measures:
            continue
        slots = division.plan.slots.get(participant)
        if slots:
            part = None if division.amount is None else division.part_of(participant)
            yield Origin(division, tuple(_chain(division, slot) for slot in slots), slots, part)


def _chain(division: Division, slot: int | None) -> tuple[Step, ...]:
    """Return the steps that lead to a slot, the first stage first; an empty tuple for PM or without a slot."""
    chain: list[Step] = []
    while slot is not None:
        number, position = division.plan.reached_by[slot]
        stage = division.plan.stages[number]
        chain += steps_of(division, stage, (position,))
        slot = stage.parent
    return tuple(reversed(chain))
