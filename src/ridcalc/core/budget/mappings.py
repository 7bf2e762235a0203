"""Checks of a whole mapping or list after its entries are parsed. Each returns the value unchanged or refuses it."""

from collections.abc import Collection
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from ridcalc.core.values.money import common_denominator
from ridcalc.core.values.number_hints import decimal_form
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, Message, say, some

K = TypeVar("K")
V = TypeVar("V")

_PERCENTAGES = say("write percentages, such as 67%, or use weights")
_PERCENTAGES_ALONE = say("write percentages, such as 67%")


def adds_to_one(shares: dict[K, Fraction], if_whole: Message = _PERCENTAGES) -> dict[K, Fraction]:
    """Return the shares unchanged. `if_whole` is the hint for numbers of 1 and more instead of shares.

    Raises:
        InvalidValueError: The shares do not add to exactly 1.
    """
    total = _sum(shares.values())
    if total != 1:
        if total > 1 and all(share == 0 or share >= 1 for share in shares.values()):  # weights, or without the sign %
            raise InvalidValueError("shares-sum", say("these shares add up to {sum}, not to 100%", sum=total), if_whole)
        message = (
            say("these shares add up to {sum}, {difference} too little", sum=total, difference=1 - total)
            if total < 1
            else say("these shares add up to {sum}, {difference} too much", sum=total, difference=total - 1)
        )
        raise InvalidValueError("shares-sum", message, _last_share_hint(shares, total))
    return shares


def _last_share_hint(shares: dict[K, Fraction], total: Fraction) -> Message | None:
    """Return the hint with the last share that would make the sum 100%; None if that share would not be positive."""
    if not shares:
        return None
    name, last = list(shares.items())[-1]
    share = last + 1 - total
    if share <= 0:
        return None
    percentage = decimal_form(share * 100)
    entry = f"{name.text if isinstance(name, Period) else name}: {f'{percentage}%' if percentage else share}"
    if abs(total - 1) < Fraction(1, 100):
        return say("with {entry} they add up to 100%; a share such as a third is exact as a fraction: 1/3", entry=entry)
    return say("with {entry} they add up to 100%", entry=entry)


def spread_adds_to_one(spread: dict[Period, Fraction]) -> dict[Period, Fraction]:
    """Return the shares of a spread, by period, unchanged.

    Raises:
        InvalidValueError: The shares do not add to exactly 1.
    """
    if _sum(spread.values()) > 100:
        message = say("spread gives each period a share of total; these shares add up to more than 100")
        raise InvalidValueError("shares-sum", message, say("amounts per period stand under amounts"))
    return adds_to_one(spread, _PERCENTAGES_ALONE)


def blend_adds_to_one(blend: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return the shares of a blend, by key, unchanged.

    Raises:
        InvalidValueError: The shares do not add to exactly 1.
    """
    return adds_to_one(blend, _PERCENTAGES_ALONE)


def _sum(shares: Collection[Fraction]) -> Fraction:
    """Return the sum over one common denominator: faster than adding fractions one by one."""
    common = common_denominator(shares)
    return Fraction(sum(share.numerator * (common // share.denominator) for share in shares), common)


def not_all_zero(weights: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return the weights unchanged.

    Raises:
        InvalidValueError: All weights are zero, or their common denominator has more than a thousand digits.
    """
    common_denominator(weights.values())
    if not any(weights.values()):
        raise InvalidValueError("weights-all-zero", say("all these weights are zero, so that nothing can be divided"))
    return weights


def no_overlap(amounts: dict[Period, V]) -> dict[Period, V]:
    """Return the values by period unchanged.

    Raises:
        InvalidValueError: There is no period, or two periods overlap.
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
    """Return the items unchanged.

    Raises:
        InvalidValueError: There is no item, or an item occurs twice.
    """
    if not items:
        raise InvalidValueError("empty-value", say("this list is empty"))
    seen = set()
    for item in items:
        if item in seen:
            raise InvalidValueError("repeated-item", say("'{item}' is in this list twice", item=str(item)))
        seen.add(item)
    return items


def not_empty(values: dict[K, V]) -> dict[K, V]:
    """Return the values unchanged.

    Raises:
        InvalidValueError: There is no value.
    """
    if not values:
        raise InvalidValueError("empty-value", say("there is no entry here"))
    return values


def starts_apart(amounts: dict[Period, V]) -> dict[Period, V]:
    """Return amounts that hold from the start of their period on, unchanged.

    Raises:
        InvalidValueError: There is no amount, or two start on the same day.
    """
    if not amounts:
        raise InvalidValueError("empty-value", say("there is no period here"), say("write PM for an unknown amount"))
    for earlier, later in pairwise(sorted(amounts)):
        if earlier.start == later.start:
            raise InvalidValueError(
                "yearly-order",
                say("{earlier} and {later} start on the same day", earlier=earlier.text, later=later.text),
                say("an amount per year holds from the start of its period on: keep one of the two"),
            )
    return amounts


def mix_adds_to_one(weights: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return the weights of a mix of indices unchanged.

    Raises:
        InvalidValueError: The weights do not add to exactly 1.
    """
    total = _sum(weights.values())
    if total != 1:
        message = say("the weights of this mix add up to {sum}, not to 100%", sum=total)
        raise InvalidValueError("index-mix-sum", message, _last_share_hint(weights, total))
    return weights


def no_gap(path: dict[int, V]) -> dict[int, V]:
    """Return the values by year unchanged.

    Raises:
        InvalidValueError: A year between the first and the last has no value.
    """
    missing = tuple(str(year) for year in range(min(path), max(path)) if year not in path)
    if missing:
        raise InvalidValueError(
            "leaves-gap",
            say(
                "this path has no part for {years}, between its first and its last year",
                years=some(missing, len(missing)),
            ),
            say("write 0% for a year without a contribution"),
        )
    return path
