"""Division of a whole number in proportion to weights, above bases and within bounds, by largest remainder.

A part is clamp(base + t × weight, least, most), with the one t of 0 or more for which the parts add to the whole. That
t does not depend on the order in which bounds are met (docs/decisions/keys.md, *One t for all*). Knows no budgets.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor, lcm
from typing import NamedTuple

from ridcalc.core.arithmetic.apportionment import by_remainder


class Term(NamedTuple):
    """What a part is made of, in units of rounding."""

    weight: int
    base: int = 0
    least: int = 0
    most: int | None = None
    """The largest part; None: there is none."""

    def at(self, t: Fraction) -> Fraction:
        """Return the part for a t: base + t × weight, within the bounds."""
        part = max(self.base + t * self.weight, Fraction(self.least))
        return part if self.most is None else min(part, Fraction(self.most))

    @property
    def lowest(self) -> int:
        """The part for t = 0, below which it never comes."""
        part = max(self.base, self.least)
        return part if self.most is None else min(part, self.most)

    @property
    def highest(self) -> int | None:
        """The part that is never passed; None: there is no such part."""
        return self.most if self.weight else self.lowest


class BoundsError(ArithmeticError):
    """No t gives parts that add to the whole."""


def bounded_parts(whole: int, terms: Sequence[Term]) -> list[Fraction]:
    """Return the exact parts, which add to `whole` units.

    Raises:
        BoundsError: the lowest parts add to more than the whole, or the highest to less.

    >>> bounded_parts(100, [Term(1, least=35), Term(1), Term(1, most=20)])
    [Fraction(40, 1), Fraction(40, 1), Fraction(20, 1)]
    """
    t = _solution(whole, terms)
    return [term.at(t) for term in terms]


def _solution(whole: int, terms: Sequence[Term]) -> Fraction:
    """Return the t for which the parts add to `whole`.

    Between two points at which a part meets a bound, the sum of the parts rises by the weights of the free parts. The
    search goes from point to point until the sum would pass the whole.
    """
    t, total = Fraction(0), Fraction(sum(term.lowest for term in terms))
    free = sum(term.weight for term in terms if term.base >= term.least and not _is_full(term, term.base))
    if total > whole:
        raise BoundsError
    for point, change in sorted(_points(terms)):
        passed = total + free * (point - t)
        if passed >= whole:
            break
        t, total, free = point, passed, free + change
    if total == whole:
        return t
    if not free:
        raise BoundsError
    return t + (whole - total) / free


def _points(terms: Sequence[Term]) -> Iterator[tuple[Fraction, int]]:
    """Yield each t at which a part leaves its lowest or reaches its highest value, and the weight that it adds."""
    for term in terms:
        if not term.weight:
            continue
        if term.base < term.least and not _is_full(term, term.least):
            yield Fraction(term.least - term.base, term.weight), term.weight
        if term.most is not None and term.most > term.lowest:
            yield Fraction(term.most - term.base, term.weight), -term.weight


def _is_full(term: Term, part: int) -> bool:
    return term.most is not None and part >= term.most


def rounded_parts(whole: int, exact: Sequence[Fraction]) -> list[int]:
    """Return exact parts as whole units that add to `whole`: each down, units left over to the largest remainders.

    A part that is whole gets no unit, so that a part stays within bounds that are whole. Ties go to the first listed.

    >>> rounded_parts(10, [Fraction(10, 3), Fraction(10, 3), Fraction(10, 3)])
    [4, 3, 3]
    """
    parts = [floor(part) for part in exact]
    common = lcm(*(part.denominator for part in exact))
    remainders = [int((part - down) * common) for part, down in zip(exact, parts, strict=True)]
    for position in by_remainder(remainders)[: whole - sum(parts)]:
        parts[position] += 1
    return parts
