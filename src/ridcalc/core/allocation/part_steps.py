"""The steps by which a stage gives parts, in order: each takes from what the steps before it left, the last takes all.

Today there is one, the proportion. A kind of key that gives amounts first puts steps of its own before it.
"""

from collections.abc import Iterator
from typing import assert_never

from ridcalc.core.allocation.methods import Method
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.plans import Stage


def divided_by_step(whole: int, stage: Stage, method: Method) -> Iterator[tuple[PartStepName, list[int]]]:
    """Yield for each step of a stage what every participant takes, in units; together they add to `whole`.

    Raises:
        SignFlippedError: the method cannot divide so small an amount.
    """
    left = whole
    for step in stage.part_steps:
        units = _units(step, left, stage, method)
        left -= sum(units)
        yield step, units


def _units(step: PartStepName, left: int, stage: Stage, method: Method) -> list[int]:
    match step:
        case "share":
            return method.divide(left, stage.weights)
        case _:
            assert_never(step)
