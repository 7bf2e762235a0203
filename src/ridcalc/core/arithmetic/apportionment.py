"""Division of a whole number in proportion to whole weights, so that the parts add to it. Knows no budgets."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import TypeVar

from ridcalc.core.values.money import common_denominator

K = TypeVar("K")


class SignFlippedError(ArithmeticError):
    """The rest would change the sign of the largest part: the amount is too small for this many rounded parts."""


def largest_remainder(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide `amount`, in units of rounding, in proportion to `weights` and return the parts in units of rounding.

    Every part is its exact value rounded towards zero, and the units left over go one each to the largest remainders,
    ties to the first listed. A part of weight zero is zero. The parts of a negative amount are those of the positive
    amount with the sign changed. Weights are non-negative and not all zero.

    The method is that of Hamilton (docs/decisions/rounding.md, *Largest remainder by default*, *Ties go to the first
    declared* and *Negative amounts mirror positive ones*).

    >>> largest_remainder(100, [1, 1, 1])
    [34, 33, 33]
    """
    total = sum(weights)
    size = abs(amount)
    products = [size * weight for weight in weights]
    remainders = [product % total for product in products]
    units_left = sum(remainders) // total
    least = sorted(remainders)[-units_left] if units_left else total
    parts = [(product + total - least) // total for product in products]  # one up from the least remainder on
    too_many = sum(parts) - size  # ties at the least remainder, of which the last listed get no unit
    for index in reversed(range(len(parts))) if too_many else ():
        if too_many and remainders[index] == least:
            parts[index] -= 1
            too_many -= 1
    return parts if amount >= 0 else [-part for part in parts]


def by_remainder(remainders: Sequence[int] | Sequence[Fraction]) -> list[int]:
    """Return the positions from the largest remainder to the smallest, ties as listed: the order of the extra units."""
    return sorted(range(len(remainders)), key=remainders.__getitem__, reverse=True)  # reversed sorts are stable too


def largest_share(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide `amount`, in units of rounding, in proportion to `weights` and return the parts in units of rounding.

    Every part is rounded to the nearest unit, halves away from zero, but the part of the largest weight (the first
    listed of equals) is the amount minus the other parts. The parts of a negative amount are those of the positive
    amount with the sign changed.

    The method is `largest-share`, which municipalities also use (docs/decisions/rounding.md, *Largest remainder by
    default*).

    Raises:
        SignFlippedError: The rest would change the sign of the largest weight's part.

    >>> largest_share(9999, [75, 25])
    [7499, 2500]
    """
    total = sum(weights)
    size = abs(amount)
    largest = max(range(len(weights)), key=lambda index: weights[index])  # max returns the first of equals
    parts = [(2 * size * weight + total) // (2 * total) for weight in weights]
    parts[largest] += size - sum(parts)
    if parts[largest] < 0:
        raise SignFlippedError
    return parts if amount >= 0 else [-part for part in parts]


def whole_weights(numbers: Mapping[K, Fraction]) -> dict[K, int]:
    """Return whole weights, in lowest terms, in proportion to `numbers`, which are non-negative and not all zero.

    >>> whole_weights({"a": Fraction(52, 100), "b": Fraction(48, 100)})
    {'a': 13, 'b': 12}
    """
    scale = common_denominator(numbers.values())
    whole = {name: number.numerator * (scale // number.denominator) for name, number in numbers.items()}
    divisor = gcd(*whole.values())
    return {name: weight // divisor for name, weight in whole.items()}


def nearest(number: int, unit: int) -> int:
    """Return the multiple of `unit` nearest to `number`, halves away from zero."""
    steps = (2 * abs(number) + unit) // (2 * unit)
    return steps * unit if number >= 0 else -steps * unit


def nearest_to(number: Fraction, unit: int) -> int:
    """Return the multiple of `unit` nearest to an exact number, halves away from zero.

    >>> nearest_to(Fraction(207541, 2), 100), nearest_to(Fraction(-5, 2), 1)
    (103800, -3)
    """
    return nearest(number.numerator, unit * number.denominator) // number.denominator
