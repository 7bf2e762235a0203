"""Plans: whom a key reaches in a period, and by which stages an amount is divided. Nothing is rounded here."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.arithmetic.apportionment import whole_weights
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.values.periods import Period


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
    part_steps: tuple[PartStepName, ...] = ("share",)
    """The steps by which parts are given, in order."""

    @classmethod
    def scaled(
        cls,
        numbers: Mapping[str, Fraction],
        versions: tuple[Version, ...],
        *,
        assumed: bool,
        part_steps: tuple[PartStepName, ...] = ("share",),
    ) -> "Weights":
        """Return the whole weights in the same proportion as `numbers`, which are not all zero."""
        whole = whole_weights(numbers)
        return cls(whole, sum(whole.values()), assumed, versions, part_steps)


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
    part_steps: tuple[PartStepName, ...]


class Plan(NamedTuple):
    """How a key divides an amount of a period: whom it reaches, in declared order, and by which stages."""

    participants: tuple[str, ...]
    stages: tuple[Stage, ...]
    reached_by: tuple[tuple[int, int], ...]
    """Per slot: the stage that reaches it, and its position in that stage."""
    assumed: tuple[bool, ...]
    """Per slot: whether the key, or one above it, rests on an assumption."""
    versions: tuple[Version, ...]
    """Every key version in force in the plan, partnership keys included."""
    slots: dict[str, tuple[int, ...]]
    """By participant the slots that make up its part: its own, or those of the members whom the key itself names."""


def plan_of(divisions: list[tuple[str | None, Weights]], tree: Tree) -> Plan:
    """Return the plan of some divisions: whose amount is divided (None: the whole, which comes first), and by what.

    A participant is named by one of them only.
    """
    named = [sorted(weights.of, key=tree.order.__getitem__) for _, weights in divisions]
    reached = {one: (stage, position) for stage, names in enumerate(named) for position, one in enumerate(names)}
    participants = tuple(sorted(reached, key=tree.order.__getitem__))
    slot = {one: index for index, one in enumerate(participants)}
    stages = tuple(
        Stage(
            None if parent is None else slot[parent],
            weights.versions[0].key,
            tuple(slot[one] for one in names),
            tuple(weights.of[one] for one in names),
            weights.total,
            weights.assumed,
            weights.versions,
            weights.part_steps,
        )
        for (parent, weights), names in zip(divisions, named, strict=True)
    )
    slots = {one: [index] for one, index in slot.items()}
    for one in named[0]:
        for above in tree.ancestors(one):
            slots.setdefault(above, []).append(slot[one])
    return Plan(
        participants,
        stages,
        tuple(reached[one] for one in participants),
        _assumed_slots(stages, len(participants)),
        tuple(version for stage in stages for version in stage.versions),
        {one: tuple(own) for one, own in slots.items()},
    )


def _assumed_slots(stages: tuple[Stage, ...], count: int) -> tuple[bool, ...]:
    assumed = [False] * count
    for stage in stages:
        for slot in stage.slots:
            assumed[slot] = stage.assumed or (stage.parent is not None and assumed[stage.parent])
    return tuple(assumed)
