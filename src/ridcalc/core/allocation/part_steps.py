"""The steps by which a stage gives parts; all steps together give all.

A key divides in proportion to its weights: the step `share`. A key that holds amounts gives some of them before that,
and its bounds move parts after it.
"""

from collections.abc import Iterator

from ridcalc.core.allocation.methods import Method
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.plans import Stage


def divided_by_step(whole: int, stage: Stage, method: Method, unit: int) -> Iterator[tuple[PartStepName, list[int]]]:
    """Yield each step of a stage with the units that it gives each participant; all together add to `whole` units.

    `unit` is that of rounding, in cents.

    Raises:
        SignFlippedError: the method cannot divide so small an amount.
        BoundsError: no parts within the bounds of the key add to the amount, which is a bug.
    """
    if stage.amounts is None:
        yield "share", method.divide(whole, stage.weights)
        return
    from ridcalc.core.allocation.batch_steps import batch_steps  # few budgets have keys with amounts

    yield from batch_steps(whole, stage, unit)
