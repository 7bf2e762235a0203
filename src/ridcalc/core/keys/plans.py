"""Plans: the stages by which a key divides an amount of a period, and the participants that it reaches."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.arithmetic.apportionment import whole_weights
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.values.periods import Period

if TYPE_CHECKING:
    from ridcalc.core.keys.stage_amounts import StageAmounts  # few budgets have keys with amounts


class Version(NamedTuple):
    """A version of a key as it applies to a period."""

    key: str
    since: Period | None
    """The period from whose start the version is in force; None: always."""
    driver: str | None = None
    reference_year: int | None = None
    """The year of the driver whose values are used."""


class Weights(NamedTuple):
    """The weights of a key in one period."""

    of: dict[str, int]
    """Participant → whole weight, in lowest terms."""
    total: int
    """The sum of the weights."""
    assumed: bool
    """Whether the weights rest on an assumption."""
    versions: tuple[Version, ...]
    """The version of the key, then the versions of the keys that it blends."""
    part_steps: tuple[PartStepName, ...] = ("share",)
    """The steps by which a stage with these weights gives parts, in order."""
    amounts: "StageAmounts | None" = None
    """The amounts of the key in the year of a batch, in declared order; None: the stage divides in proportion alone."""

    @classmethod
    def scaled(
        cls,
        numbers: Mapping[str, Fraction],
        versions: tuple[Version, ...],
        *,
        assumed: bool,
        part_steps: tuple[PartStepName, ...] = ("share",),
    ) -> "Weights":
        """Return whole weights, in lowest terms, in proportion to `numbers`, which must not all be zero."""
        whole = whole_weights(numbers)
        return cls(whole, sum(whole.values()), assumed, versions, part_steps)

    @classmethod
    def without_key(cls, names: Iterable[str]) -> "Weights":
        """Return the participants of an amount of which each has a given part, so that no key divides it."""
        return cls(dict.fromkeys(names, 0), 0, assumed=False, versions=())


class Stage(NamedTuple):
    """A step of a plan: the amount of `parent` divided over the participants at `slots`, in declared order."""

    parent: int | None
    """The slot whose rounded amount is divided; None for the whole amount."""
    key: str | None
    """The id of the key that divides; None: each participant has a part that the measure gives it."""
    slots: tuple[int, ...]
    """Positions in `Plan.participants`, from 0."""
    weights: tuple[int, ...]
    """The whole weight of each slot; 0 without a key."""
    total: int
    """The sum of the weights."""
    assumed: bool
    versions: tuple[Version, ...]
    part_steps: tuple[PartStepName, ...]
    amounts: "StageAmounts | None" = None
    """What the key takes first, and its bases and bounds; None: it divides in proportion alone."""


class Reached(NamedTuple):
    """Where a plan reaches a participant; both numbers count from 0."""

    stage: int
    """The number of the stage in `Plan.stages`."""
    position: int
    """The position of the participant's slot in `Stage.slots`."""


class Plan(NamedTuple):
    """How a key divides an amount of a period, stage by stage."""

    participants: tuple[str, ...]
    """The participants that the key reaches, in declared order. A slot is a position in this tuple, from 0."""
    stages: tuple[Stage, ...]
    """The stages, a partnership's after the stage that reaches it."""
    reached_by: tuple[Reached, ...]
    """Per slot: the stage that reaches it, and its position in that stage."""
    assumed: tuple[bool, ...]
    """Per slot: whether the key of its stage, or of a stage above it, rests on an assumption."""
    versions: tuple[Version, ...]
    """Every key version in force in the plan, partnership keys included."""
    slots: dict[str, tuple[int, ...]]
    """Participant → slots whose parts add up to its part.

    They are its own slot, or the slots of its members if the key names those instead of their partnership.
    """
    amount_key: str | None = None
    """The key that holds amounts, of a batch or of PM beside it; None: each amount is divided by itself."""

    @property
    def batched(self) -> bool:
        """Whether the plan divides the batch of a key that holds amounts."""
        return self.stages[0].amounts is not None


def plan_of(divisions: list[tuple[str | None, Weights]], tree: Tree, amount_key: str | None = None) -> Plan:
    """Return the plan whose stages are `divisions`.

    Args:
        divisions: For each stage the participant whose amount is divided (None: the whole amount, first in the list)
            and the weights. A participant is in the weights of one stage only.
        tree: The participants of the budget.
        amount_key: The key of the first stage, if it holds amounts.
    """
    named = [sorted(weights.of, key=tree.order.__getitem__) for _, weights in divisions]
    reached_by = {
        name: Reached(stage, position) for stage, names in enumerate(named) for position, name in enumerate(names)
    }
    participants = tuple(sorted(reached_by, key=tree.order.__getitem__))
    slot = {participant: index for index, participant in enumerate(participants)}
    stages = tuple(
        Stage(
            None if parent is None else slot[parent],
            weights.versions[0].key if weights.versions else None,
            tuple(slot[name] for name in names),
            tuple(weights.of[name] for name in names),
            weights.total,
            weights.assumed,
            weights.versions,
            weights.part_steps,
            weights.amounts,
        )
        for (parent, weights), names in zip(divisions, named, strict=True)
    )
    slots = {participant: [index] for participant, index in slot.items()}
    for name in named[0]:
        for partnership in tree.ancestors(name):
            slots.setdefault(partnership, []).append(slot[name])
    return Plan(
        participants,
        stages,
        tuple(reached_by[participant] for participant in participants),
        _assumed_slots(stages, len(participants)),
        tuple(version for stage in stages for version in stage.versions),
        {participant: tuple(own) for participant, own in slots.items()},
        amount_key,
    )


def _assumed_slots(stages: tuple[Stage, ...], count: int) -> tuple[bool, ...]:
    """Return for each of `count` slots whether the key of its stage, or of a stage above it, rests on an assumption."""
    assumed = [False] * count
    for stage in stages:
        for slot in stage.slots:
            assumed[slot] = stage.assumed or (stage.parent is not None and assumed[stage.parent])
    return tuple(assumed)
