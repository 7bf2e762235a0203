"""What a key says in a period: exact whole weights per participant, and the plan of stages that divides an amount.

Fractions only; nothing is rounded here. Every answer is worked out once per key and period and kept.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.kinds.kind import Resolved
from ridcalc.core.keys.kinds.versions import Versions
from ridcalc.core.keys.plans import Plan, Version, Weights, plan_of
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, UnavailableError, say

R = TypeVar("R")

DriverValues = dict[Version, dict[str, Fraction]]
"""By key version that has a driver: participant → number of units."""


class KeyBook:
    """The keys of a budget, asked by id and period."""

    def __init__(self, budget: Budget) -> None:
        """Prepare to answer; nothing is worked out yet."""
        self.budget = budget
        self.tree = Tree(budget)
        self.counts = Counts(budget, self.tree)
        self._versions: dict[str, Versions] = {}
        self._weights: dict[tuple[str, Period], Weights | InvalidValueError] = {}
        self._of_versions: dict[tuple[Version, ...], Weights] = {}
        self._plans: dict[tuple[str, Period], Plan | InvalidValueError] = {}
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
            elif below := [other for other in self._made_of(name, period) if (other, period) not in self._weights]:
                waiting.extend(below)
            else:
                self._weights[name, period] = _outcome(self._resolve, name, period)
        return _answer(self._weights[key, period])

    def _made_of(self, key: str, period: Period) -> tuple[str, ...]:
        """Return the keys that a key is made of in a period; none where the key cannot be used."""
        in_force = _outcome(self._in_force, key, period)
        if isinstance(in_force, InvalidValueError) or not in_force[1].kinds:
            return ()
        return tuple(kind_of(in_force[1]).made_of(in_force[1]))

    def _in_force(self, key: str, period: Period) -> tuple[Period | None, Definition]:
        if key not in self._versions:
            if key not in self.budget.keys:
                raise UnavailableError
            self._versions[key] = Versions(key, self.budget.keys[key])
        return self._versions[key].in_force(period)

    def _resolve(self, key: str, period: Period) -> Weights:
        since, definition = self._in_force(key, period)
        kind = kind_of(definition)
        driver, year = kind.counted(definition, key, period, self.budget)
        parts = [(share, self.weights(other, period)) for other, share in kind.made_of(definition).items()]
        below = dict.fromkeys(version for _, weights in parts for version in weights.versions)
        versions = (Version(key, since, driver, year), *below)
        if versions not in self._of_versions:
            resolved = Resolved(versions[0], parts, self.counts)
            numbers = kind.numbers(definition, resolved)
            assumed = bool(definition.assumption or self.budget.keys[key].assumption)
            assumed = assumed or kind.rests_on(definition, resolved, self.budget)
            self._of_versions[versions] = Weights.scaled(numbers, versions, assumed=assumed, part_steps=kind.part_steps)
        return self._of_versions[versions]

    def driver_values(self, version: Version) -> dict[str, Fraction]:
        """Return how many units of its driver each participant of a version has; none for a version without driver."""
        if version.driver is None:
            return {}
        definition = definition_of(self.budget.keys[version.key], version)
        return dict(kind_of(definition).numbers(definition, Resolved(version, (), self.counts)))

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
                raise UnavailableError
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
            raise UnavailableError
        return key

    def _check_no_ancestors(self, key: str, weights: Weights) -> None:
        if weights.versions in self._sound:
            return
        for name in sorted((one for one in weights.of if one in self.tree.order), key=self.tree.order.__getitem__):
            above = next((ancestor for ancestor in self.tree.ancestors(name) if ancestor in weights.of), None)
            if above is not None:
                raise InvalidValueError(
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


def _outcome(function: Callable[[str, Period], R], key: str, period: Period) -> R | InvalidValueError:
    try:
        return function(key, period)
    except InvalidValueError as refusal:
        return refusal


def _answer(outcome: R | InvalidValueError) -> R:
    if isinstance(outcome, InvalidValueError):
        raise outcome
    return outcome
