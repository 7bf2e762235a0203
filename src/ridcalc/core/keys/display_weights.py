"""The weights of a key as whole numbers that a reader recognises: 52 and 48, or the numbers of inhabitants."""

from collections.abc import Sequence
from fractions import Fraction

from ridcalc.core.budget.model import Budget
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.key_book import DriverValues
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Stage
from ridcalc.core.values.money import common_denominator


def written_weights(
    budget: Budget, driver_values: DriverValues, stage: Stage, participants: Sequence[str]
) -> tuple[int, ...]:
    """Return whole weights in the proportion of a stage's, as near as can be to how its key is written.

    Shares come in hundredths, or the tenths of those that they need; driver values and weights as they stand. A blend,
    and shares that are no decimals, come in lowest terms. `participants` are those of the stage, in its order.
    """
    version = stage.versions[0]
    definition = definition_of(budget.keys[version.key], version)
    written = kind_of(definition).written(definition, driver_values.get(version, {}))
    if written is None:
        return stage.weights
    numbers = [written[one] for one in participants]
    scale = _scale(numbers)
    return stage.weights if scale is None else tuple(int(number * scale) for number in numbers)


def _scale(numbers: Sequence[Fraction]) -> int | None:
    """Return the smallest power of ten that makes the numbers whole, None if there is none."""
    common = common_denominator(numbers)
    scale = 1
    while scale % common:
        if scale > common**4:  # it has a factor that ten has not
            return None
        scale *= 10
    return scale
