"""What a key says in a period: exact whole weights per participant, and the plan of stages that divides an amount.

Fractions only; nothing is rounded here. Every answer is worked out once per key and period and kept.
"""

from bisect import bisect_right
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from ridcalc.core.budget.model import Budget, Definition, Driver
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.plans import Plan, Version, Weights, plan_of
from ridcalc.core.values.money import common_denominator
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Refused, Unavailable, say

R = TypeVar("R")

DriverValues = dict[Version, dict[str, Fraction]]
"""By key version that has a driver: participant → number of units."""


class KeyBook:
    """The keys of a budget, asked by id and period."""

    def __init__(self, budget: Budget) -> None:
        """Prepare to answer; nothing is worked out yet."""
        self.budget = budget
        self.tree = Tree(budget)
        self._since: dict[str, list[Period]] = {}
        """Since when each version of a key holds, in time order."""
        self._weights: dict[tuple[str, Period], Weights | Refused] = {}
        self._of_versions: dict[tuple[Version, ...], Weights] = {}
        self._plans: dict[tuple[str, Period], Plan | Refused] = {}
        self._sound: set[tuple[Version, ...]] = set()
        self._of_stages: dict[tuple[tuple[Version, ...], ...], Plan] = {}

    def plan(self, key: str, period: Period) -> Plan:
        """Return the plan by which `key` divides an amount of `period`.

        Raises:
            Refused: the key, or that of a partnership it reaches, cannot be used in that period.
        """
        if (key, period) not in self._plans:
            self._plans[key, period] = _outcome(self._make_plan, key, period)
        return _answer(self._plans[key, period])

    def weights(self, key: str, period: Period) -> Weights:
        """Return the weights of `key` in `period`. Keys that it blends are worked out first, however long the chain.

        Raises:
            Refused: no version in force, several of them, or a driver without usable values.
        """
        waiting = [key]
        while waiting:
            name = waiting[-1]
            if (name, period) in self._weights:
                waiting.pop()
            elif below := [other for other in self._blended(name, period) if (other, period) not in self._weights]:
                waiting.extend(below)
            else:
                self._weights[name, period] = _outcome(self._resolve, name, period)
        return _answer(self._weights[key, period])

    def _blended(self, key: str, period: Period) -> tuple[str, ...]:
        in_force = _outcome(self._in_force, key, period)
        return () if isinstance(in_force, Refused) else tuple(in_force[1].blend or ())

    def _in_force(self, key: str, period: Period) -> tuple[Period | None, Definition]:
        """Return the definition that holds in `period`, and since when; a key without versions always holds."""
        entry = self.budget.keys.get(key)
        if entry is None or entry.versions == {}:
            raise Unavailable
        if entry.versions is None:
            return None, entry
        if key not in self._since:
            self._since[key] = sorted(entry.versions)
        begun = bisect_right(self._since[key], period.start, key=lambda since: since.start)
        following = self._since[key][begun : begun + 1]
        if following and following[0].start < period.end:
            raise Refused(
                "period-spans-versions",
                say(
                    "{period} spans two versions of key '{key}': a new one begins at {since}",
                    period=period.text,
                    key=key,
                    since=following[0].text,
                ),
                say("split the amount at {since}", since=following[0].text),
            )
        if not begun:
            raise Refused(
                "no-version-in-force",
                say("key '{key}' has no version in force in {period}", key=key, period=period.text),
                say("its first version begins at {since}", since=self._since[key][0].text),
            )
        since = self._since[key][begun - 1]
        return since, entry.versions[since]

    def _resolve(self, key: str, period: Period) -> Weights:
        since, definition = self._in_force(key, period)
        year = None if definition.driver is None else self._reference_year(definition, key, period)
        parts = [(share, self.weights(other, period)) for other, share in (definition.blend or {}).items()]
        below = dict.fromkeys(version for _, weights in parts for version in weights.versions)
        versions = (Version(key, since, definition.driver, year), *below)
        if versions not in self._of_versions:
            self._of_versions[versions] = self._weigh(definition, versions, parts)
        return self._of_versions[versions]

    def _weigh(
        self, definition: Definition, versions: tuple[Version, ...], parts: list[tuple[Fraction, Weights]]
    ) -> Weights:
        """Return the weights of a definition; `parts` are the shares and weights of the keys that it blends."""
        version = versions[0]
        assumed = bool(definition.assumption or self.budget.keys[version.key].assumption)
        if version.driver is not None:
            numbers = self._driver_values(definition, version)
            assumed = assumed or bool(self.budget.drivers[version.driver].assumption)
            return Weights.scaled(numbers, versions, assumed=assumed)
        if parts:
            assumed = assumed or any(weights.assumed for _, weights in parts)
            return Weights.scaled(_mixed(parts), versions, assumed=assumed)
        given = definition.shares if definition.shares is not None else definition.weights
        if given is None:
            raise Unavailable
        return Weights.scaled(given, versions, assumed=assumed)

    def _reference_year(self, definition: Definition, key: str, period: Period) -> int:
        driver = self.budget.drivers.get(str(definition.driver))
        if driver is None or definition.among is None:
            raise Unavailable
        newest = period.year - definition.lag
        years = [year for year in driver.values if year <= newest]
        if not years:
            raise Refused(
                "no-reference-year",
                say(
                    "driver '{driver}' of key '{key}' has no values for {year} or earlier",
                    driver=str(definition.driver),
                    key=key,
                    year=str(newest),
                ),
            )
        return max(years)

    def driver_values(self, version: Version) -> dict[str, Fraction]:
        """Return how many units of its driver each participant of a version has; none for a version without driver."""
        definition = definition_of(self.budget.keys[version.key], version)
        return {} if version.driver is None else self._driver_values(definition, version)

    def _driver_values(self, definition: Definition, version: Version) -> dict[str, Fraction]:
        name, year = str(version.driver), version.reference_year or 0
        driver = self.budget.drivers[name]
        numbers = {one: self._driver_value(name, driver, year, one) for one in definition.among or ()}
        if not any(numbers.values()):
            raise Refused(
                "weights-all-zero",
                say(
                    "driver '{driver}' is zero in {year} for everyone in key '{key}'",
                    driver=name,
                    year=str(year),
                    key=version.key,
                ),
                path=("drivers", name, "values", str(year)),
            )
        return numbers

    def units(self, name: str, participant: str, year: int) -> Fraction:
        """Return how many units of a driver a participant has, of the newest reference year not after `year`.

        Raises:
            Refused: the driver has no such year, or no value for the participant.
        """
        driver = self.budget.drivers[name]
        years = [one for one in driver.values if one <= year]
        if not years:
            message = say("driver '{driver}' has no values for {year} or earlier", driver=name, year=str(year))
            raise Refused("no-reference-year", message)
        return self._driver_value(name, driver, max(years), participant)

    def _driver_value(self, name: str, driver: Driver, year: int, participant: str) -> Fraction:
        """Return a participant's value: as given, otherwise the sum of its members'."""
        values = driver.values[year]
        total = Fraction(0)
        waiting = [participant]
        seen: set[str] = set()
        while waiting:
            one = waiting.pop()
            if one in values:
                total += values[one]
            elif one in self.tree.members and one not in seen:
                seen.add(one)
                waiting.extend(self.tree.members[one])
            else:
                raise Refused(
                    "missing-driver-value",
                    say(
                        "driver '{driver}' has no value for '{participant}' in {year}",
                        driver=name,
                        participant=one,
                        year=str(year),
                    ),
                    path=("drivers", name, "values", str(year)),
                )
        return total

    def _make_plan(self, key: str, period: Period) -> Plan:
        """Return the plan; the same one for every period in which the same versions hold."""
        divisions: list[tuple[str | None, Weights]] = []
        to_divide: list[tuple[str | None, str]] = [(None, key)]
        met: set[str] = set()
        for parent, name in to_divide:  # grows while partnerships are met
            weights = self.weights(name, period)
            if parent is None:
                self._check_no_ancestors(key, weights)
            if not weights.of.keys() <= self.tree.order.keys() or not met.isdisjoint(weights.of):
                raise Unavailable
            met.update(weights.of)
            divisions.append((parent, weights))
            to_divide.extend((one, self._member_key(one)) for one in self._partnerships(weights))
        alike = tuple(weights.versions for _, weights in divisions)
        if alike not in self._of_stages:
            self._of_stages[alike] = plan_of(divisions, self.tree)
        return self._of_stages[alike]

    def _partnerships(self, weights: Weights) -> list[str]:
        """Return the partnerships that are named, in declared order."""
        return sorted((one for one in weights.of if one in self.tree.members), key=self.tree.order.__getitem__)

    def _member_key(self, partnership: str) -> str:
        key = self.budget.participants[partnership].key
        if key is None:
            raise Unavailable
        return key

    def _check_no_ancestors(self, key: str, weights: Weights) -> None:
        if weights.versions in self._sound:
            return
        for name in sorted((one for one in weights.of if one in self.tree.order), key=self.tree.order.__getitem__):
            above = next((ancestor for ancestor in self.tree.ancestors(name) if ancestor in weights.of), None)
            if above is not None:
                raise Refused(
                    "member-and-partnership",
                    say(
                        "key '{key}' names both '{member}' and '{partnership}', of which it is a member",
                        key=key,
                        member=name,
                        partnership=above,
                    ),
                    path=("keys", key),
                )
        self._sound.add(weights.versions)


def _mixed(parts: list[tuple[Fraction, Weights]]) -> dict[str, Fraction]:
    """Return what each participant has of a blend, as a part of 1."""
    common_denominator(share / weights.total for share, weights in parts)
    mixed: dict[str, Fraction] = {}
    for share, weights in parts:
        for name, weight in weights.of.items():
            mixed[name] = mixed.get(name, Fraction(0)) + share * Fraction(weight, weights.total)
    return mixed


def _outcome(function: Callable[[str, Period], R], key: str, period: Period) -> R | Refused:
    try:
        return function(key, period)
    except Refused as refusal:
        return refusal


def _answer(outcome: R | Refused) -> R:
    if isinstance(outcome, Refused):
        raise outcome
    return outcome
