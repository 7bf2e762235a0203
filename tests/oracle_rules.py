"""The single rules of calculation, written a second time: numbers, periods and how an amount is divided.

Straight from the text of the rules, in fractions, one unit at a time; nothing of ridcalc's own.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

MONTHS = {"": (0, 12), "-H1": (0, 6), "-H2": (6, 6), "-Q1": (0, 3), "-Q2": (3, 3), "-Q3": (6, 3), "-Q4": (9, 3)} | {
    f"-M{month:02}": (month - 1, 1) for month in range(1, 13)
}


@cache
def number(value: object) -> Fraction:
    """Read a number or a percentage."""
    text = str(value)
    return Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)


def months(period: str) -> tuple[int, int]:
    """Return the first month of a period, counted from the year 0, and the first after it."""
    first, _, last = str(period).partition("..")
    begin, length = MONTHS[first[4:]]
    start = int(first[:4]) * 12 + begin
    if not last:
        return start, start + length
    begin, length = MONTHS[f"-{last}"]
    return start, int(first[:4]) * 12 + begin + length


def year_of(period: str) -> int:
    """Return a period's year."""
    return int(str(period)[:4])


def by_time(period: str) -> tuple[int, int]:
    """Sort periods by their beginning, the longest first."""
    start, end = months(period)
    return start, -end


def exact_parts(amount: Fraction | int, weights: Sequence[Fraction | int]) -> list[Fraction]:
    """Return the exact parts of an amount, in proportion to the weights."""
    return [Fraction(amount) * Fraction(weight) / sum(weights) for weight in weights]


def nearest_whole(amount: Fraction) -> int:
    """Round to a whole number, halves away from zero."""
    whole, rest = divmod(abs(amount), 1)
    rounded = int(whole) + (1 if rest >= Fraction(1, 2) else 0)
    return rounded if amount >= 0 else -rounded


def largest_remainder(units: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Divide whole units: each part rounded down, and a unit more for the largest remainders, ties to the first."""
    exact = exact_parts(abs(units), weights)
    parts = [int(part // 1) for part in exact]
    while sum(parts) < abs(units):
        lacking = [part - whole for part, whole in zip(exact, parts, strict=True)]
        parts[lacking.index(max(lacking))] += 1
    return [part if units >= 0 else -part for part in parts]


def largest_share(units: int, weights: Sequence[Fraction | int]) -> list[int]:
    """Divide whole units: each part rounded to the nearest, and the first of the largest weights takes the rest."""
    parts = [nearest_whole(part) for part in exact_parts(units, weights)]
    taker = list(weights).index(max(weights))
    parts[taker] += units - sum(parts)
    return parts


METHODS = {"largest-remainder": largest_remainder, "largest-share": largest_share}
"""Name of a rounding method → how it divides."""
