"""How the stages of a division gave each participant its part: steps, for explanations and the workbook. In cents."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.arithmetic.apportionment import by_remainder
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.plans import Stage


class Step(NamedTuple):
    """How a stage gave a participant its part of an amount: the exact value, the part and the rounding."""

    participant: str
    stage: Stage
    share: Fraction | None
    """The share of 1 that the participant has in the stage; None for a part that the measure or a batch gives it."""
    whole: int
    """The amount that the stage divides, in cents, already rounded."""
    exact: Fraction
    """`share` of the cents that the stage divides in proportion (`Division.shared`), or the exact given part."""
    part: int
    """The rounded part, in cents."""
    shifted: Fraction
    """The part that is given in proportion minus `exact`, in cents."""
    remainder: Fraction
    """The absolute value of `exact` in units of rounding, minus the whole units in it: 0 or more, and below 1."""
    rank: int
    """The place of the remainder, from 1 (the largest), ties in declared order; 0 for a given part."""
    odd_units: int
    """The number of units that the stage had left over when every part was rounded towards zero."""
    by_step: tuple[tuple[PartStepName, int], ...]
    """The steps of the stage, each with the cents that it gave; these add to `part`."""

    @property
    def went_up(self) -> bool:
        """Whether the part that is given in proportion is farther from zero than its exact value."""
        return abs(self.exact + self.shifted) > abs(self.exact)


def steps_of(division: Division, stage: Stage, positions: Iterable[int] | None = None) -> Iterator[Step]:
    """Yield the step of each part of a stage, or only of those at `positions` (from 0) in it; nothing for PM."""
    whole, shared = division.whole(stage), division.shared(stage)
    if whole is None or shared is None:
        return
    if stage.key is None:
        yield from _given(division, stage, whole, positions)
        return
    if stage.amounts is not None:
        yield from _of_batch(division, stage, whole, positions)
        return
    units = abs(shared) // division.unit
    remainders = [units * weight % stage.total for weight in stage.weights]
    odd_units = sum(remainders) // stage.total
    ranks = {position: rank for rank, position in enumerate(by_remainder(remainders), 1)}
    for position in range(len(stage.slots)) if positions is None else positions:
        slot = stage.slots[position]
        share = Fraction(stage.weights[position], stage.total)
        exact = shared * share
        part = division.parts[slot]
        yield Step(
            division.plan.participants[slot],
            stage,
            share,
            whole,
            exact,
            part,
            part - exact,
            Fraction(remainders[position], stage.total),
            ranks[position],
            odd_units,
            (("share", part),),
        )


def _of_batch(division: Division, stage: Stage, whole: int, positions: Iterable[int] | None) -> Iterator[Step]:
    """Yield the step of each part of a stage whose key holds amounts, or only of those at `positions` in it."""
    exacts = division.exact_of_batch(stage)
    remainders = [exact / division.unit % 1 for exact in exacts]
    ranks = {position: rank for rank, position in enumerate(by_remainder(remainders), 1)}
    odd_units = sum(division.parts[slot] > exact for slot, exact in zip(stage.slots, exacts, strict=True))
    for position in range(len(stage.slots)) if positions is None else positions:
        slot, exact, part = stage.slots[position], exacts[position], division.parts[stage.slots[position]]
        cents = ((name, division.by_step[name][slot]) for name in stage.part_steps)
        by_step = tuple((name, of_step) for name, of_step in cents if of_step)
        participant, remainder = division.plan.participants[slot], remainders[position]
        rank = ranks[position]
        yield Step(participant, stage, None, whole, exact, part, part - exact, remainder, rank, odd_units, by_step)


def _given(division: Division, stage: Stage, whole: int, positions: Iterable[int] | None) -> Iterator[Step]:
    """Yield the step of each given part of a stage without a key, or only of those at `positions` in it."""
    for position in range(len(stage.slots)) if positions is None else positions:
        slot = stage.slots[position]
        participant, part = division.plan.participants[slot], division.parts[slot]
        exact = division.exact_parts[participant]
        remainder = abs(exact) / division.unit % 1
        yield Step(participant, stage, None, whole, exact, part, part - exact, remainder, 0, 0, (("share", part),))
