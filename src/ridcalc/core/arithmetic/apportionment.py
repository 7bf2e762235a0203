"""Dividing a whole number by whole weights so that the parts add to it. Knows nothing of units or budgets."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import TypeVar

from ridcalc.core.values.money import common_denominator

K = TypeVar("K")


class SignFlippedError(ArithmeticError):
    """The part that takes the rest would change sign: too small an amount for this many rounded parts."""


def largest_remainder(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide `amount` in proportion to `weights` by the method of the largest remainder (Hamilton).

    Every part is its exact value rounded towards zero; the units left over go one each to the largest remainders,
    ties to the first listed. A zero weight gets zero, and a negative amount is the mirror of the positive one.
    Weights are non-negative and not all zero.

    >>> largest_remainder(100, [1, 1, 1])
    [34, 33, 33]
    """
    total = sum(weights)
    whole = abs(amount)
    exact = [whole * weight for weight in weights]
    parts = [number // total for number in exact]
    left = whole - sum(parts)
    if left:
        for index in by_remainder([number % total for number in exact])[:left]:
            parts[index] += 1
    return parts if amount >= 0 else [-part for part in parts]


def by_remainder(remainders: Sequence[int]) -> list[int]:
    """Return the positions in the order in which they are served: largest remainder first, ties as listed."""
    return sorted(range(len(remainders)), key=remainders.__getitem__, reverse=True)  # reversed sorts are stable too


def largest_share(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide `amount`: every part to its nearest unit (halves away from zero), the largest weight takes the rest.

    Of equal largest weights the first listed takes it. A negative amount is the mirror of the positive one.

    Raises:
        SignFlippedError: the rest is below zero.

    >>> largest_share(9999, [75, 25])
    [7499, 2500]
    """
    total = sum(weights)
    whole = abs(amount)
    taker = max(range(len(weights)), key=lambda index: weights[index])  # max returns the first of equals
    parts = [(2 * whole * weight + total) // (2 * total) for weight in weights]
    parts[taker] += whole - sum(parts)
    if parts[taker] < 0:
        raise SignFlippedError
    return parts if amount >= 0 else [-part for part in parts]


def whole_weights(numbers: Mapping[K, Fraction]) -> dict[K, int]:
    """Return the whole weights, in lowest terms, in the same proportion as `numbers`, which are not all zero.

    >>> whole_weights({"a": Fraction(52, 100), "b": Fraction(48, 100)})
    {'a': 13, 'b': 12}
    """
    scale = common_denominator(numbers.values())
    whole = {name: number.numerator * (scale // number.denominator) for name, number in numbers.items()}
    shared = gcd(*whole.values())
    return {name: weight // shared for name, weight in whole.items()}


def nearest(number: int, unit: int) -> int:
    """Return the multiple of `unit` nearest to `number`, halves away from zero."""
    steps = (2 * abs(number) + unit) // (2 * unit)
    return steps * unit if number >= 0 else -steps * unit
