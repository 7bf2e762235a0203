"""Which amounts a workbook puts together before it divides them: the batches of `level: total`."""

from collections.abc import Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.budget.types import LevelName
from ridcalc.core.values.periods import Period

Dated = tuple[str, Period]
"""A measure and a period."""


class Batches(NamedTuple):
    """By measure and period, the number of the batch that an amount is in: that of its division, from 1."""

    of_amounts: dict[Dated, int]
    of_pm: dict[Dated, int]
    """The batch that a PM post would join if it had an amount."""
    without: frozenset[Dated]
    """PM posts that would form a new batch together; a workbook cannot follow that."""


def batches_of(divisions: Sequence[Division], level: LevelName) -> Batches:
    """Return the batches of divisions that are rounded at a level; there are none with `level: measure`."""
    of_amounts: dict[Dated, int] = {}
    of_pm: dict[Dated, int] = {}
    if level == "measure":
        return Batches(of_amounts, of_pm, frozenset())
    alike: dict[object, int] = {}
    for number, division in enumerate(divisions, 1):
        if division.measure is None:
            alike[division.batch_key] = number
            of_amounts |= dict.fromkeys((amount.dated for amount in division.amounts), number)
    apart: dict[object, list[Dated]] = {}
    for division in divisions:
        if division.measure is not None:
            dated = division.amounts[0].dated
            if division.batch_key in alike:
                of_pm[dated] = alike[division.batch_key]
            else:
                apart.setdefault(division.batch_key, []).append(dated)
    without = frozenset(post for posts in apart.values() if len(posts) > 1 for post in posts)
    return Batches(of_amounts, of_pm, without)
