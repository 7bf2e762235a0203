"""The numbers of the lines of CSV and JSON as text: amounts in euros, and exact values in lowest terms."""

from collections.abc import Sequence
from functools import cache
from math import gcd

from ridcalc.core.allocation.result import Column, Division
from ridcalc.core.keys.plans import Stage
from ridcalc.language.numbers import canonical_fraction


def money(cents: Column, decimal_mark: str) -> list[str]:
    """Return the text of amounts in cents, as `canonical_money` gives it."""
    decimals = _decimals(decimal_mark)
    if min(cents) >= 0:
        return [f"{part // 100}{decimals[part % 100]}" for part in cents]
    return [f"{'-' if part < 0 else ''}{abs(part) // 100}{decimals[abs(part) % 100]}" for part in cents]


@cache
def _decimals(decimal_mark: str) -> list[str]:
    """Return the text after the whole euros of an amount, for 0 to 99 cents."""
    return [f"{decimal_mark}{cents:02d}" for cents in range(100)]


class LowestTerms:
    """The exact parts in euros as fractions in lowest terms, worked out once per stage of a key and common divisor.

    A part of an amount in cents is `cents × weight / (100 × total)`. Let `common` be the greatest common divisor of the
    cents and of `100 × total`. Once both are divided by it they have no divisor in common, and only the weight is left
    to divide by: what a part has in front of the cents and behind them does not depend on the amount.
    """

    def __init__(self) -> None:
        """Start without any."""
        self._terms: dict[tuple[int, int], tuple[list[int], list[str]]] = {}
        self._kept = 0

    def of(self, stage: Stage, cents: int) -> tuple[int, list[int], list[str]]:
        """Return what the part of each participant of a stage is made of, in order.

        These are the cents without the common divisor, the factor of each weight, and the text behind the numerator.
        """
        denominator = 100 * stage.total
        common = gcd(cents, denominator)
        terms = self._terms.get((id(stage), common))
        if terms is None:
            if self._kept > _MOST_TERMS:
                self._terms.clear()
                self._kept = 0
            self._kept += len(stage.weights)
            terms = self._terms[id(stage), common] = _terms(stage.weights, denominator // common)
        return (cents // common, *terms)


_MOST_TERMS = 500_000
"""The number of terms above which they are worked out anew, so that memory does not grow with the measures."""


def _terms(weights: Sequence[int], denominator: int) -> tuple[list[int], list[str]]:
    """Return for each weight the numerator of `weight / denominator` in lowest terms, and the text that follows it."""
    divisors = [gcd(weight, denominator) for weight in weights]
    ends = {divisor: f"/{denominator // divisor}" for divisor in set(divisors)}
    ends[denominator] = ""
    factors = [weight // divisor for weight, divisor in zip(weights, divisors, strict=True)]
    return factors, [ends[divisor] for divisor in divisors]


def exacts_of(division: Division, lowest: LowestTerms) -> list[str]:
    """Return the exact value of each part in euros, as a fraction in lowest terms."""
    exacts = [""] * len(division.parts)
    for stage in division.plan.stages:
        if stage.key is None:
            parts = division.exact_parts
            for slot in stage.slots:
                exacts[slot] = canonical_fraction(parts[division.plan.participants[slot]] / 100)
        elif stage.amounts is not None:
            for slot, exact in zip(stage.slots, division.exact_of_batch(stage), strict=True):
                exacts[slot] = canonical_fraction(exact / 100)
        else:
            cents, factors, ends = lowest.of(stage, division.shared(stage) or 0)
            for slot, factor, end in zip(stage.slots, factors, ends, strict=True):
                exacts[slot] = f"{cents * factor}{end}"
    return exacts
