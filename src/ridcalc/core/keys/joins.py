"""Participants that join a key: the part of a year for which the weight of each counts."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ridcalc.core.budget.model import Definition
from ridcalc.core.values.periods import days_of_year
from ridcalc.core.values.problems import InvalidValueError, say

if TYPE_CHECKING:
    from ridcalc.core.budget.key_rules import Join

NEVER = 0
"""The year of a version before the first change of its weights."""


def part_of_year(join: "Join", year: int) -> Fraction:
    """Return the part of `year` in which a participant takes part: 0 before the year of joining, 1 after it."""
    date = join.date
    if year != date.year:
        return Fraction(year > date.year)
    match join.by:
        case "month":
            return Fraction(13 - date.month, 12)
        case "quarter":
            return Fraction(4 - (date.month - 1) // 3, 4)
        case "day":
            days = days_of_year(year)
            return Fraction(days - date.timetuple().tm_yday + 1, days)


def joined(definition: Definition, numbers: Mapping[str, Fraction], year: int | None) -> Mapping[str, Fraction]:
    """Return the numbers of a definition in a year, each times its part; without those that have not joined yet."""
    if not definition.joins:
        return numbers
    parts = {name: part_of_year(join, year or NEVER) for name, join in definition.joins.items()}
    return {name: number * parts.get(name, 1) for name, number in numbers.items() if parts.get(name, 1)}


def taking_part(definition: Definition, names: Iterable[str], year: int | None) -> list[str]:
    """Return those of `names` that take part in a definition in a year: without those that join later."""
    joins = definition.joins
    return [name for name in names if name not in joins or part_of_year(joins[name], year or NEVER)]


def nobody_joined(key: str, year: int) -> InvalidValueError:
    """Return the problem of a key in a year in which nobody with a weight has joined."""
    return InvalidValueError(
        "weights-all-zero",
        say("nobody has joined key {keys} in {years}", keys=(key,), years=(str(year),)),
        say("correct the dates under joins, or let another key divide these years"),
        ("keys", key),
    )


def changes(definition: Definition) -> set[int]:
    """Return the years from which the weights of a definition are others because of who joins."""
    return {join.date.year + after for join in definition.joins.values() for after in (0, 1)}
