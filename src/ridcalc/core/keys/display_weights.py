"""Weights of keys for display: whole numbers as in the files, such as 52 and 48, or numbers of inhabitants."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from ridcalc.core.arithmetic.apportionment import whole_weights
from ridcalc.core.budget.model import Budget
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.joins import NEVER, joined, part_of_year
from ridcalc.core.keys.key_book import DriverValues
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.money import common_denominator

Versions = tuple[Version, ...]
"""A key version, and for a blend the versions of the keys that it blends."""


class Blended(NamedTuple):
    """A key that another key blends, itself or through other blends, and that blends no keys."""

    numerator: int
    """Its share in the blend, as a part of the common denominator of all shares."""
    versions: Versions


class Shown(NamedTuple):
    """The whole weights of a key version."""

    weights: dict[str, int]
    """Participant → weight, in declared order."""
    total: int
    blended: tuple[Blended, ...] = ()
    """The keys that the weights are calculated from, by `mixed`; empty for weights in the files or in lowest terms."""


def mixed(parts: Sequence[tuple[int, Mapping[str, int]]]) -> dict[str, int]:
    """Return the weights of a blend, from the (numerator, weights) of each key that it blends.

    A weight is the sum, over the keys, of numerator × weight × (common multiple of the keys' totals ÷ the key's total).

    >>> mixed([(7, {"a": 2, "b": 1}), (3, {"b": 2})])
    {'a': 28, 'b': 32}
    """
    totals = [sum(weights.values()) for _, weights in parts]
    common = lcm(*totals)
    found: dict[str, int] = {}
    for (numerator, weights), total in zip(parts, totals, strict=True):
        for name, weight in weights.items():
            found[name] = found.get(name, 0) + numerator * weight * (common // total)
    return found


class DisplayWeights:
    """The weights of key versions, as close to the text of the files as possible.

    Shares are in hundredths, or the first of thousandths, ten-thousandths and so on in which all are whole. Driver
    values and weights are as in the files, times a power of ten if they have decimals. The weights of a blend are
    calculated from the weights of its keys. Shares that are not decimal fractions are in lowest terms, and so are
    weights whose sum would otherwise not be below `below`.
    """

    def __init__(self, budget: Budget, driver_values: DriverValues, below: int) -> None:
        """Take the budget and its driver values (key version → participant → units of the driver)."""
        self.shown: dict[Versions, Shown] = {}
        """The weights of each key version that was asked for; a blend comes after the keys that it blends."""
        self._made_up: dict[Versions, dict[Versions, Fraction]] = {}
        """Key version → the key versions without a blend that it comes to, with the share of each."""
        self._budget = budget
        self._driver_values = driver_values
        self._below = below
        self._order = {name: number for number, name in enumerate(budget.participants)}

    def of(self, versions: Versions) -> Shown:
        """Return the weights of a key version; `versions` are those of a stage."""
        in_force = {version.key: version for version in versions}
        done: dict[str, Versions] = {}
        waiting = [versions[0].key]
        while waiting:  # a list instead of recursion: a chain of blends may have any length
            key = waiting[-1]
            made_of = self._made_of(in_force[key])
            if missing := [other for other in made_of if other not in done]:
                waiting.extend(reversed(missing))
                continue
            waiting.pop()
            blended = dict.fromkeys(version for other in made_of for version in done[other])
            done[key] = (in_force[key], *blended)
            if done[key] not in self._made_up:
                self._add(done[key], [(share, done[other]) for other, share in made_of.items()])
        if versions not in self.shown:
            self.shown[versions] = self._blend(self._made_up[versions])
        return self.shown[versions]

    def _add(self, versions: Versions, parts: Sequence[tuple[Fraction, Versions]]) -> None:
        """Add a key version that blends `parts`: the share of each and its key versions, which were added before."""
        if not parts:
            self.shown[versions] = self._written(versions[0])
            self._made_up[versions] = {versions: Fraction(1)}
            return
        if self._joins(versions[0]):
            self.shown[versions] = self._of_joined(versions[0], parts)
            self._made_up[versions] = {versions: Fraction(1)}
            return
        shares: dict[Versions, Fraction] = {}
        for share, part in parts:
            for leaf, within in self._made_up[part].items():
                shares[leaf] = shares.get(leaf, Fraction(0)) + share * within
        self._made_up[versions] = shares

    def _joins(self, version: Version) -> bool:
        """Return whether a participant of a version that blends has not joined for the whole year."""
        joins = definition_of(self._budget.keys[version.key], version).joins.values()
        return any(part_of_year(join, version.year or NEVER) != 1 for join in joins)

    def _of_joined(self, version: Version, parts: Sequence[tuple[Fraction, Versions]]) -> Shown:
        """Return the weights of a blend that a participant joins: no formula follows the keys that it blends."""
        numbers: dict[str, Fraction] = {}
        for share, part in parts:
            shown = self.shown[part] if part in self.shown else self._blend(self._made_up[part])
            for name, weight in shown.weights.items():
                numbers[name] = numbers.get(name, Fraction(0)) + share * Fraction(weight, shown.total)
        definition = definition_of(self._budget.keys[version.key], version)
        found = joined(definition, numbers, version.year)
        weights = whole_weights({name: found[name] for name in sorted(found, key=self._order.__getitem__)})
        return Shown(weights, sum(weights.values()))

    def _made_of(self, version: Version) -> Mapping[str, Fraction]:
        definition = definition_of(self._budget.keys[version.key], version)
        return kind_of(definition).made_of(definition, version.year)

    def _written(self, version: Version) -> Shown:
        """Return the weights of a key that blends no others."""
        definition = definition_of(self._budget.keys[version.key], version)
        written = kind_of(definition).display_numbers(definition, self._driver_values.get(version, {}))
        found = joined(definition, written, version.year)
        numbers = {name: found[name] for name in sorted(found, key=self._order.__getitem__)}
        scale = _scale(list(numbers.values()))
        weights = {name: int(number * scale) for name, number in numbers.items()} if scale else {}
        if not scale or sum(weights.values()) >= self._below:
            weights = whole_weights(numbers)
        return Shown(weights, sum(weights.values()))

    def _blend(self, shares: Mapping[Versions, Fraction]) -> Shown:
        """Return the weights of a blend; in lowest terms if its total is not below the bound."""
        common = common_denominator(shares.values())
        blended = tuple(Blended(int(share * common), versions) for versions, share in shares.items())
        found = mixed([(part.numerator, self.shown[part.versions].weights) for part in blended])
        weights = {name: found[name] for name in sorted(found, key=self._order.__getitem__)}
        total = sum(weights.values())
        if total < self._below:
            return Shown(weights, total, blended)
        divisor = gcd(*weights.values())
        return Shown({name: weight // divisor for name, weight in weights.items()}, total // divisor)


def _scale(numbers: Sequence[Fraction]) -> int | None:
    """Return the smallest power of ten that makes all the numbers whole; None if no power of ten does."""
    common = common_denominator(numbers)
    scale = 1
    while scale % common:
        if scale > common**4:  # the denominator has a prime factor other than 2 and 5
            return None
        scale *= 10
    return scale
