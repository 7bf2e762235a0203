"""Weights of a key for display: whole numbers as in the files, such as 52 and 48, or numbers of inhabitants."""

from collections.abc import Sequence
from fractions import Fraction

from ridcalc.core.budget.model import Budget
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.key_book import DriverValues
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Stage
from ridcalc.core.values.money import common_denominator


def display_weights(
    budget: Budget, driver_values: DriverValues, stage: Stage, participants: Sequence[str]
) -> tuple[int, ...]:
    """Return whole weights in the proportion of the stage's weights, as close to the text of the key as possible.

    Shares are in hundredths, or the first of thousandths, ten-thousandths and so on in which all are whole. Driver
    values and weights are as in the files, times a power of ten if they have decimals. The weights of a blend, and of
    shares that are not decimal fractions, are in lowest terms.

    Args:
        budget: The budget that has the key.
        driver_values: Key version → participant → units of the driver.
        stage: The stage whose weights are shown.
        participants: The participants of the stage, in its order.
    """
    version = stage.versions[0]
    definition = definition_of(budget.keys[version.key], version)
    numbers = kind_of(definition).display_numbers(definition, driver_values.get(version, {}))
    if numbers is None:
        return stage.weights
    shown = [numbers[participant] for participant in participants]
    scale = _scale(shown)
    return stage.weights if scale is None else tuple(int(number * scale) for number in shown)


def _scale(numbers: Sequence[Fraction]) -> int | None:
    """Return the smallest power of ten that makes all the numbers whole; None if no power of ten does."""
    common = common_denominator(numbers)
    scale = 1
    while scale % common:
        if scale > common**4:  # the denominator has a prime factor other than 2 and 5
            return None
        scale *= 10
    return scale
