"""The weights and the plan of each key in a period.

Weights are exact and nothing is rounded here. Each result is calculated once per key and period, and kept.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.definitions import definition_of, definitions_of
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.kinds.kind import Resolved
from ridcalc.core.keys.kinds.versions import Versions
from ridcalc.core.keys.plans import Plan, Version, Weights, plan_of
from ridcalc.core.values.periods import Period, parse_period
from ridcalc.core.values.problems import InvalidValueError, UnavailableError, say

R = TypeVar("R")

DriverValues = dict[Version, dict[str, Fraction]]
"""Key version with a driver → participant → units of the driver in the reference year."""


class KeyBook:
    """The keys of a budget, looked up by id and period."""

    def __init__(self, budget: Budget) -> None:
        """Keep the budget; weights and plans are calculated when they are first needed."""
        self.budget = budget
        self.tree = Tree(budget)
        self.counts = Counts(budget, self.tree)
        self._versions: dict[str, Versions] = {}
        self._weights: dict[tuple[str, Period], Weights | InvalidValueError] = {}
        self._weights_of_versions: dict[tuple[Version, ...], Weights] = {}
        self._plans: dict[tuple[str, Period], Plan | InvalidValueError] = {}
        self._without_ancestors: set[tuple[Version, ...]] = set()
        self._plans_of_versions: dict[object, Plan] = {}
        self._holding: dict[str, bool] = {}

    def plan(self, key: str, period: Period, *, unknown: bool = False) -> Plan:
        """Return the plan by which the key with id `key` divides an amount of `period`.

        That of a key with amounts is the plan of its batch in the year, or for an `unknown` amount (PM) the plan of
        those who share the rest.

        Raises:
            InvalidValueError: the key, or the key of a partnership in the plan, has no usable weights in that period;
                or the key names both a participant and a partnership above it.
            UnavailableError: a key or participant does not exist; the checks report that.
        """
        if unknown and self.holds_amounts(key):
            return self._plan_of_rest(key, period)
        if (key, period) not in self._plans:
            self._plans[key, period] = _outcome(self._make_plan, key, period)
        return _result(self._plans[key, period])

    def holds_amounts(self, key: str) -> bool:
        """Return whether a key holds amounts, in one of its versions."""
        if key not in self._holding:
            entry = self.budget.keys.get(key)
            definitions = () if entry is None else definitions_of(entry)
            self._holding[key] = any(definition.holds_amounts for _, definition in definitions)
        return self._holding[key]

    def weights(self, key: str, period: Period) -> Weights:
        """Return the weights of the key with id `key` in `period`.

        The keys that it blends are calculated first, from a list instead of by recursion, so that a chain of blends may
        have any length.

        Raises:
            InvalidValueError: no version is in force, the period spans two versions, or the driver has no usable
                values.
            UnavailableError: a key does not exist or has no definition; the checks report that.
        """
        waiting = [key]
        while waiting:
            name = waiting[-1]
            if (name, period) in self._weights:
                waiting.pop()
            elif blended := [other for other in self._made_of(name, period) if (other, period) not in self._weights]:
                waiting.extend(blended)
            else:
                self._weights[name, period] = _outcome(self._resolve, name, period)
        return _result(self._weights[key, period])

    def _made_of(self, key: str, period: Period) -> tuple[str, ...]:
        """Return the keys that a key blends in a period; an empty tuple where the key cannot be used."""
        in_force = _outcome(self._in_force, key, period)
        if isinstance(in_force, InvalidValueError):
            return ()
        _, definition = in_force
        return tuple(kind_of(definition).made_of(definition)) if definition.kinds else ()

    def _in_force(self, key: str, period: Period) -> tuple[Period | None, Definition]:
        """Return the start of the version in force (None: the key has no versions) and its definition."""
        if key not in self._versions:
            if key not in self.budget.keys:
                raise UnavailableError
            self._versions[key] = Versions(key, self.budget.keys[key])
        return self._versions[key].in_force(period)

    def _resolve(self, key: str, period: Period) -> Weights:
        """Return the weights of a key; the same object for all periods in which the same versions are in force."""
        since, definition = self._in_force(key, period)
        kind = kind_of(definition)
        driver, year = kind.counted(definition, key, period, self.budget)
        parts = [(share, self.weights(other, period)) for other, share in kind.made_of(definition).items()]
        blended = dict.fromkeys(version for _, weights in parts for version in weights.versions)
        versions = (Version(key, since, driver, year), *blended)
        if versions not in self._weights_of_versions:
            resolved = Resolved(versions[0], parts, self.counts)
            numbers = kind.numbers(definition, resolved)
            assumed = bool(definition.assumption or self.budget.keys[key].assumption)
            assumed = assumed or kind.rests_on(definition, resolved, self.budget)
            self._weights_of_versions[versions] = Weights.scaled(
                numbers, versions, assumed=assumed, part_steps=kind.part_steps
            )
        return self._weights_of_versions[versions]

    def driver_values(self, version: Version) -> dict[str, Fraction]:
        """Return participant → units of the driver of a key version that has one."""
        definition = definition_of(self.budget.keys[version.key], version)
        return dict(kind_of(definition).numbers(definition, Resolved(version, (), self.counts)))

    def _make_plan(self, key: str, period: Period) -> Plan:
        """Return the plan of a key; the same object for all periods in which the same versions are in force."""
        weights = self.weights(key, period)
        self._check_no_ancestors(key, weights)
        if not self.holds_amounts(key):
            return self._plan_from(weights, period)
        since, definition = self._in_force(key, period)
        if not definition.holds_amounts:
            return self._plan_from(weights, period)
        from ridcalc.core.keys.batch_weights import (  # few budgets have keys with amounts
            Around,
            batch_weights,
            of_whole_year,
        )

        path = ("keys", key) if since is None else ("keys", key, "versions", since.text)
        weights = batch_weights(Around(self.budget, self.tree, self.counts), path, definition, weights, period.year)
        try:
            return self._plan_from(weights, parse_period(str(period.year)), key)
        except InvalidValueError as refusal:
            raise of_whole_year(refusal) from None

    def _plan_of_rest(self, key: str, period: Period) -> Plan:
        """Return the plan of a PM post under a key that holds amounts: in proportion, over those who share the rest."""
        weights = self.weights(key, period)
        self._check_no_ancestors(key, weights)
        _, definition = self._in_force(key, period)
        return self._plan_from(weights, period, key if definition.holds_amounts else None)

    def plan_of_parts(self, recipients: tuple[str, ...], period: Period) -> Plan:
        """Return the plan of an amount of which each recipient has a given part; partnerships divide theirs by key.

        Raises:
            InvalidValueError: the key of a partnership has no usable weights in that period.
            UnavailableError: a recipient does not exist, or is reached twice; the checks report that.
        """
        return self._plan_from(Weights.without_key(recipients), period)

    def _plan_from(self, first: Weights, period: Period, amount_key: str | None = None) -> Plan:
        """Return the plan whose first stage has these weights; the stages of partnerships follow."""
        divisions: list[tuple[str | None, Weights]] = [(None, first)]
        reached: set[str] = set()
        for _, weights in divisions:  # the list grows while it is read: each partnership adds its own key
            if not weights.of.keys() <= self.tree.order.keys() or not reached.isdisjoint(weights.of):
                raise UnavailableError
            reached.update(weights.of)
            divisions.extend(
                (partnership, self.weights(self._member_key(partnership), period))
                for partnership in self._partnerships(weights)
            )
        same = (first.amounts, *(weights.versions or frozenset(weights.of) for _, weights in divisions))
        if same not in self._plans_of_versions:
            self._plans_of_versions[same] = plan_of(divisions, self.tree, amount_key)
        return self._plans_of_versions[same]

    def _partnerships(self, weights: Weights) -> list[str]:
        """Return the partnerships among the participants of `weights`, in declared order."""
        return sorted((name for name in weights.of if name in self.tree.members), key=self.tree.order.__getitem__)

    def _member_key(self, partnership: str) -> str:
        """Return the id of the key by which a partnership divides its part over its members."""
        key = self.budget.participants[partnership].key
        if key is None:
            raise UnavailableError
        return key

    def _check_no_ancestors(self, key: str, weights: Weights) -> None:
        """Refuse a key that names both a participant and a partnership above it.

        Raises:
            InvalidValueError: the key does so.
        """
        if weights.versions in self._without_ancestors:
            return
        pair = self.tree.first_below_another(weights.of)
        if pair is not None:
            raise InvalidValueError(
                "member-and-partnership",
                say(
                    "key '{key}' names both '{member}' and '{partnership}', of which it is a member",
                    key=key,
                    member=pair[0],
                    partnership=pair[1],
                ),
                say("name the partnership or its members, not both"),
                ("keys", key),
            )
        self._without_ancestors.add(weights.versions)


def _outcome(function: Callable[[str, Period], R], key: str, period: Period) -> R | InvalidValueError:
    """Return the result of `function`, or the InvalidValueError that it raises, so that either can be kept."""
    try:
        return function(key, period)
    except InvalidValueError as refusal:
        return refusal


def _result(outcome: R | InvalidValueError) -> R:
    """Return a kept result, or raise the error that was kept in its place."""
    if isinstance(outcome, InvalidValueError):
        raise outcome
    return outcome
