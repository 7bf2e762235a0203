"""What a key says in a period: exact whole weights per participant, and the plan of stages that divides an amount.

Fractions only; nothing is rounded here. Every answer is worked out once per key and period and kept.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple, TypeVar

from ridcalc.core.apportion import whole_weights
from ridcalc.core.model import Budget, Definition, Driver, Key
from ridcalc.core.money import common_denominator
from ridcalc.core.periods import Period
from ridcalc.core.problems import Path, Refused, Unavailable, say
from ridcalc.core.tree import Tree

R = TypeVar("R")


class Version(NamedTuple):
    """A definition that was in force: its key, the period from which it holds (None: always), and the driver's year."""

    key: str
    since: Period | None
    driver: str | None = None
    reference_year: int | None = None


class Weights(NamedTuple):
    """A key in one period: participant → whole weight, in lowest terms, with what it rests on."""

    of: dict[str, int]
    total: int
    assumed: bool
    versions: tuple[Version, ...]
    """The key's version and those of the keys it blends."""

    @classmethod
    def scaled(cls, numbers: dict[str, Fraction], versions: tuple[Version, ...], *, assumed: bool) -> "Weights":
        """Return the whole weights in the same proportion as `numbers`, which are not all zero."""
        whole = whole_weights(numbers)
        return cls(whole, sum(whole.values()), assumed, versions)


class Stage(NamedTuple):
    """One division: a parent's amount over the participants at `slots` of the plan, in declared order."""

    parent: int | None
    """The slot whose rounded amount is divided; None for the whole amount."""
    key: str
    slots: tuple[int, ...]
    weights: tuple[int, ...]
    total: int
    assumed: bool
    versions: tuple[Version, ...]


class Plan(NamedTuple):
    """How a key divides an amount of a period: whom it reaches, in declared order, and by which stages."""

    participants: tuple[str, ...]
    stages: tuple[Stage, ...]
    reached_by: tuple[tuple[int, int], ...]
    """Per slot: the stage that reaches it, and its position in that stage."""
    assumed: tuple[bool, ...]
    """Per slot: whether the key, or one above it, rests on an assumption."""

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every key version in force in the plan, partnership keys included."""
        return tuple(version for stage in self.stages for version in stage.versions)

    def slots_of(self, participant: str, tree: Tree) -> list[int]:
        """Return the slots that make up a participant's part: its own, or those of the members the key itself names."""
        if participant in self.participants:
            return [self.participants.index(participant)]
        return [
            slot
            for slot, one in enumerate(self.participants)
            if self.reached_by[slot][0] == 0 and participant in tree.ancestors(one)
        ]


def definitions_of(key: Key) -> list[tuple[Path, Definition]]:
    """Return the definitions of a key with their paths below it: its own, or those of its versions."""
    if key.versions is None:
        return [((), key)]
    return [(("versions", since.text), definition) for since, definition in key.versions.items()]


def named_by(budget: Budget, key: str) -> list[str]:
    """Return everyone whom a key names, in any version and through the keys it blends."""
    names: dict[str, None] = {}
    waiting, seen = [key], {key}
    while waiting:
        entry = budget.keys.get(waiting.pop())
        for _, definition in definitions_of(entry) if entry else ():
            names.update(
                dict.fromkeys((*(definition.shares or ()), *(definition.weights or ()), *(definition.among or ())))
            )
            waiting.extend(other for other in definition.blend or () if other not in seen)
            seen.update(definition.blend or ())
    return list(names)


class KeyBook:
    """The keys of a budget, asked by id and period."""

    def __init__(self, budget: Budget) -> None:
        """Prepare to answer; nothing is worked out yet."""
        self.budget = budget
        self.tree = Tree(budget)
        self._weights: dict[tuple[str, Period], Weights | Refused] = {}
        self._plans: dict[tuple[str, Period], Plan | Refused] = {}

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
        inside = [since for since in entry.versions if period.start < since.start < period.end]
        if inside:
            raise Refused(
                "period-spans-versions",
                say(
                    "{period} spans two versions of key '{key}': a new one begins at {since}",
                    period=period.text,
                    key=key,
                    since=min(inside).text,
                ),
                say("split the amount at {since}", since=min(inside).text),
            )
        begun = [since for since in entry.versions if since.start <= period.start]
        if not begun:
            raise Refused(
                "no-version-in-force",
                say("key '{key}' has no version in force in {period}", key=key, period=period.text),
                say("its first version begins at {since}", since=min(entry.versions).text),
            )
        since = max(begun)
        return since, entry.versions[since]

    def _resolve(self, key: str, period: Period) -> Weights:
        since, definition = self._in_force(key, period)
        assumed = bool(definition.assumption or self.budget.keys[key].assumption)
        version = Version(key, since)
        if definition.driver is not None:
            return self._from_driver(definition, version, period, assumed=assumed)
        if definition.blend is not None:
            parts = [(share, self.weights(other, period)) for other, share in definition.blend.items()]
            common_denominator(share / weights.total for share, weights in parts)
            mixed: dict[str, Fraction] = {}
            for share, weights in parts:
                for name, weight in weights.of.items():
                    mixed[name] = mixed.get(name, Fraction(0)) + share * Fraction(weight, weights.total)
            below = dict.fromkeys(version for _, weights in parts for version in weights.versions)
            versions = (version, *below)
            return Weights.scaled(mixed, versions, assumed=assumed or any(weights.assumed for _, weights in parts))
        numbers = definition.shares if definition.shares is not None else definition.weights
        if numbers is None:
            raise Unavailable
        return Weights.scaled(numbers, (version,), assumed=assumed)

    def _from_driver(self, definition: Definition, version: Version, period: Period, *, assumed: bool) -> Weights:
        name = str(definition.driver)
        driver = self.budget.drivers.get(name)
        if driver is None or definition.among is None:
            raise Unavailable
        newest = period.year - definition.lag
        years = [year for year in driver.values if year <= newest]
        if not years:
            raise Refused(
                "no-reference-year",
                say(
                    "driver '{driver}' of key '{key}' has no values for {year} or earlier",
                    driver=name,
                    key=version.key,
                    year=str(newest),
                ),
            )
        year = max(years)
        numbers = {participant: self._driver_value(name, driver, year, participant) for participant in definition.among}
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
        version = version._replace(driver=name, reference_year=year)
        return Weights.scaled(numbers, (version,), assumed=assumed or bool(driver.assumption))

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
        order = self.tree.order
        divisions: list[tuple[str | None, str, Weights, list[str]]] = []
        reached: dict[str, tuple[int, int]] = {}
        to_divide: list[tuple[str | None, str]] = [(None, key)]
        for parent, name in to_divide:  # grows while partnerships are met
            weights = self.weights(name, period)
            if any(one not in order or one in reached for one in weights.of):
                raise Unavailable
            names = sorted(weights.of, key=order.__getitem__)
            if parent is None:
                self._check_no_ancestors(key, names)
            reached.update({one: (len(divisions), position) for position, one in enumerate(names)})
            divisions.append((parent, name, weights, names))
            to_divide.extend((one, self._member_key(one)) for one in names if one in self.tree.members)
        participants = tuple(sorted(reached, key=order.__getitem__))
        slot = {one: index for index, one in enumerate(participants)}
        stages = tuple(
            Stage(
                None if parent is None else slot[parent],
                name,
                tuple(slot[one] for one in names),
                tuple(weights.of[one] for one in names),
                weights.total,
                weights.assumed,
                weights.versions,
            )
            for parent, name, weights, names in divisions
        )
        return Plan(
            participants, stages, tuple(reached[one] for one in participants), _assumed_slots(stages, len(participants))
        )

    def _member_key(self, partnership: str) -> str:
        key = self.budget.participants[partnership].key
        if key is None:
            raise Unavailable
        return key

    def _check_no_ancestors(self, key: str, names: list[str]) -> None:
        for name in names:
            above = next((ancestor for ancestor in self.tree.ancestors(name) if ancestor in names), None)
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


def _assumed_slots(stages: tuple[Stage, ...], count: int) -> tuple[bool, ...]:
    assumed = [False] * count
    for stage in stages:
        for slot in stage.slots:
            assumed[slot] = stage.assumed or (stage.parent is not None and assumed[stage.parent])
    return tuple(assumed)


def _outcome(function: Callable[[str, Period], R], key: str, period: Period) -> R | Refused:
    try:
        return function(key, period)
    except Refused as refusal:
        return refusal


def _answer(outcome: R | Refused) -> R:
    if isinstance(outcome, Refused):
        raise outcome
    return outcome
