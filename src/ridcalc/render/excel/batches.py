"""Batches: the amounts that a workbook adds up before it divides them.

These are all amounts of a year and nature under a key with amounts, and with `level: total` all that are divided alike.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.budget.types import LevelName
from ridcalc.core.values.periods import Period

Dated = tuple[str, Period, bool]
"""A measure, a period, and whether the amount is PM."""


class Batches(NamedTuple):
    """The number of each amount's batch, by measure and period. A batch has the number of its division, from 1."""

    of_amounts: dict[Dated, int]
    of_pm: dict[Dated, int]
    """The batch that a PM post would join if it had an amount."""
    without: frozenset[Dated]
    """PM posts that would form a new batch together, which a workbook cannot represent."""


def batches_of(divisions: Sequence[Division], level: LevelName) -> Batches:
    """Return the batches of divisions that are rounded at a level."""
    of_amounts: dict[Dated, int] = {}
    of_pm: dict[Dated, int] = {}
    divisions_and_numbers = [
        (number, division)
        for number, division in enumerate(divisions, 1)
        if in_batches(level) or division.plan.amount_key is not None
    ]
    numbers: dict[object, int] = {}
    for number, division in divisions_and_numbers:
        if division.measure is None:
            numbers[division.batch_key] = number
            of_amounts |= dict.fromkeys((amount.dated for amount in division.amounts), number)
    unbatched: dict[object, list[Dated]] = {}
    for _, division in divisions_and_numbers:
        if division.measure is not None and not division.amounts[0].given:
            dated = division.amounts[0].dated
            if division.batch_key in numbers:
                of_pm[dated] = numbers[division.batch_key]
            else:
                unbatched.setdefault(division.batch_key, []).append(dated)
    of_keys = {division.batch_key for division in divisions if division.plan.amount_key is not None}
    without = frozenset(post for key, posts in unbatched.items() if len(posts) > 1 or key in of_keys for post in posts)
    return Batches(of_amounts, of_pm, without)
