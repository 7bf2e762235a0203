"""Checks of a mapping or list as a whole, once its entries have been read: each returns it as it is or refuses it."""

from collections.abc import Collection
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from ridcalc.core.values.money import common_denominator
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, Message, say

K = TypeVar("K")
V = TypeVar("V")

_PERCENTAGES = say("write percentages, such as 67%, or use weights")
_FRACTIONS = say("what a percentage cannot write exactly, a fraction can: 1/3")


def adds_to_one(shares: dict[K, Fraction], at_hundred: Message = _PERCENTAGES) -> dict[K, Fraction]:
    """Return shares as they are; `at_hundred` is the hint where they add to 100.

    Raises:
        Refused: they do not add to exactly one.
    """
    total = _sum(shares.values())
    if total != 1:
        hint = at_hundred if total == 100 else _FRACTIONS if 0 < abs(total - 1) < Fraction(1, 100) else None
        raise InvalidValueError("shares-sum", say("these shares add to {sum}, not to 100%", sum=total), hint)
    return shares


def spread_adds_to_one(spread: dict[Period, Fraction]) -> dict[Period, Fraction]:
    """Return the shares of a spread as they are.

    Raises:
        Refused: they do not add to exactly one.
    """
    if _sum(spread.values()) > 100:
        message = say("spread holds the shares of total that fall in each period, and together these are more than 100")
        raise InvalidValueError("shares-sum", message, say("amounts per period stand under amounts"))
    return adds_to_one(spread, say("write percentages, such as 67%"))


def _sum(shares: Collection[Fraction]) -> Fraction:
    common = common_denominator(shares)
    return Fraction(sum(share.numerator * (common // share.denominator) for share in shares), common)


def not_all_zero(weights: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return weights as they are.

    Raises:
        Refused: all are zero, or they have no common denominator within the limit.
    """
    common_denominator(weights.values())
    if not any(weights.values()):
        raise InvalidValueError("weights-all-zero", say("all these weights are zero; there is nothing to divide by"))
    return weights


def no_overlap(amounts: dict[Period, V]) -> dict[Period, V]:
    """Return values by period as they are.

    Raises:
        Refused: there is no period, or two periods overlap.
    """
    if not amounts:
        raise InvalidValueError("empty-value", say("there is no period here"), say("write PM for an unknown amount"))
    for earlier, later in pairwise(sorted(amounts)):
        if earlier.overlaps(later):
            raise InvalidValueError(
                "period-overlap",
                say("{earlier} and {later} overlap", earlier=earlier.text, later=later.text),
                say("give an amount for the whole or for its parts, not for both"),
            )
    return amounts


def no_repeats(items: tuple[K, ...]) -> tuple[K, ...]:
    """Return a list as it is.

    Raises:
        Refused: it is empty, or an item stands in it twice.
    """
    if not items:
        raise InvalidValueError("empty-value", say("this list is empty"))
    seen = set()
    for item in items:
        if item in seen:
            raise InvalidValueError("repeated-item", say("'{item}' stands in this list twice", item=str(item)))
        seen.add(item)
    return items
