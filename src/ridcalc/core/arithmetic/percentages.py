"""Percentages that add up to 100."""

from collections.abc import Sequence
from fractions import Fraction

from ridcalc.core.arithmetic.apportionment import by_remainder

TENTHS = 1000
"""Tenths of a percent in a whole."""
HUNDREDTHS = 10_000
"""Hundredths of a percent in a whole."""


def percentages(amounts: Sequence[int], steps: int = TENTHS) -> list[Fraction]:
    """Return each amount as a share of their sum, in whole steps that add up to 100%; `steps` are those in a whole.

    Every share is rounded down to a step, and the steps left over go to the largest remainders, ties to the first
    listed (docs/decisions/rounding.md). The sum of the amounts is not zero; amounts may differ in sign.

    >>> percentages([1, 1, 1])
    [Fraction(167, 500), Fraction(333, 1000), Fraction(333, 1000)]
    """
    whole = sum(amounts)
    sign = 1 if whole > 0 else -1
    products = [sign * amount * steps for amount in amounts]
    counts = [product // abs(whole) for product in products]
    positions = by_remainder([product % abs(whole) for product in products])
    for position in positions[: steps - sum(counts)]:
        counts[position] += 1
    return [Fraction(count, steps) for count in counts]
