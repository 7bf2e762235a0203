"""The steps by which a key that holds amounts divides a batch, always by largest remainder (docs/decisions/keys.md)."""

from collections.abc import Iterator
from fractions import Fraction

from ridcalc.core.arithmetic.apportionment import largest_remainder
from ridcalc.core.arithmetic.bounded import bounded_parts, rounded_parts
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.plans import Stage
from ridcalc.core.keys.stage_amounts import StageAmounts


def batch_steps(whole: int, stage: Stage, unit: int) -> Iterator[tuple[PartStepName, list[int]]]:
    """Yield each step with the units that it gives each participant of a stage; they add to `whole` units.

    Raises:
        BoundsError: no parts within the bounds add to the amount, which is a bug.
    """
    amounts = _amounts_of(stage)
    for step in stage.part_steps:
        if step in {"fixed", "tariff", "leaves"}:
            yield (
                step,
                [
                    taken.rounded(unit) // unit if taken is not None and taken.step == step else 0
                    for taken in amounts.taken
                ],
            )
    left = whole - taken_units(stage, unit)
    bases = [base // unit for base in amounts.bases]
    if "base" in stage.part_steps:
        yield "base", bases
    shared = largest_remainder(left - sum(bases), stage.weights)
    yield "share", shared
    if "bounds" in stage.part_steps:
        parts = dict(zip(amounts.sharing, rounded_parts(left, _exact_rest(left, stage, unit)), strict=True))
        yield (
            "bounds",
            [
                parts.get(position, 0) - base - share
                for position, (base, share) in enumerate(zip(bases, shared, strict=True))
            ],
        )


def taken_units(stage: Stage, unit: int) -> int:
    """Return the units that a stage takes before the rest is divided."""
    return sum(taken.rounded(unit) // unit for taken in _amounts_of(stage).taken if taken is not None)


def exact_parts(whole: int, stage: Stage, unit: int) -> list[Fraction]:
    """Return the exact cents of each participant of a stage that divides `whole` cents: before any rounding."""
    amounts = _amounts_of(stage)
    rest = _exact_rest(whole // unit - taken_units(stage, unit), stage, unit)
    exact = dict(zip(amounts.sharing, rest, strict=True))
    return [exact[position] * unit if taken is None else taken.exact for position, taken in enumerate(amounts.taken)]


def _exact_rest(left: int, stage: Stage, unit: int) -> list[Fraction]:
    """Return the exact units of those who share the rest, of which `left` units are left."""
    return bounded_parts(left, _amounts_of(stage).terms(stage.weights, unit))


def _amounts_of(stage: Stage) -> StageAmounts:
    """Return the amounts of a stage.

    Raises:
        TypeError: the stage has none.
    """
    if stage.amounts is None:
        raise TypeError(stage)
    return stage.amounts
