"""The steps by which a stage gives parts. Each step divides units that the steps before it left; the last divides all.

There is one step now: in proportion to the weights. A kind of key that first gives fixed amounts would add a step.
"""

from collections.abc import Iterator
from typing import assert_never

from ridcalc.core.allocation.methods import Method
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.plans import Stage


def divided_by_step(whole: int, stage: Stage, method: Method) -> Iterator[tuple[PartStepName, list[int]]]:
    """Yield each step of a stage with the units that it gives each participant; all together add to `whole` units.

    Raises:
        SignFlippedError: the method cannot divide so small an amount.
    """
    left = whole
    for step in stage.part_steps:
        units = _units(step, left, stage, method)
        left -= sum(units)
        yield step, units


def _units(step: PartStepName, left: int, stage: Stage, method: Method) -> list[int]:
    """Return the units that a step gives each participant of a stage, of the `left` units that remain."""
    match step:
        case "share":
            return method.divide(left, stage.weights)
        case _:
            assert_never(step)
