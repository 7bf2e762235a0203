"""Plans: the stages by which a key divides an amount of a period, and the participants that it reaches."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.arithmetic.apportionment import largest_remainder, whole_weights
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
    year: int | None = None
    """The year from which the weights hold, where a transition, a participant that joins or a merger changes them;
    None: none of these does, or the year comes before the first change."""

    @property
    def start(self) -> str | None:
        """From when the weights hold, as text: the version as written, and the year of its last change, if any."""
        texts = (self.since.text if self.since else None, str(self.year) if self.year else None)
        return " / ".join(text for text in texts if text) or None


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
    days: tuple[int, ...] = ()
    """The days of the versions over which the amount of `parent` is divided first; empty: it is divided whole."""
    piece: int = 0
    """The number of the version, from 0, that this stage divides by, among `days`."""

    @property
    def version(self) -> str | None:
        """The start of the key's version, as written; None: the key has no versions, or no key divides."""
        since = self.versions[0].since if self.versions else None
        return since.text if since else None

    def of(self, units: int) -> int:
        """Return the units that the stage divides, of the units of its parent."""
        return largest_remainder(units, self.days)[self.piece] if self.days else units

    @property
    def days_share(self) -> Fraction:
        """The part of 1 of the parent's amount that the stage divides, before rounding."""
        return Fraction(self.days[self.piece], sum(self.days)) if self.days else Fraction(1)


class Reached(NamedTuple):
    """Where a plan reaches a participant; both numbers count from 0."""

    stage: int
    """The number of the stage in `Plan.stages`."""
    position: int
    """The position of the participant's slot in `Stage.slots`."""


class Plan(NamedTuple):
    """How a key divides an amount of a period, stage by stage."""

    participants: tuple[str, ...]
    """The participants that the key reaches, in declared order. A slot is a position in this tuple, from 0.

    Of a partnership whose key divides by days, a member stands here once for each version.
    """
    stages: tuple[Stage, ...]
    """The stages, a partnership's after the stage that reaches it; with days it has one for each of its versions."""
    reached_by: tuple[Reached, ...]
    """Per slot: the stage that reaches it, and its position in that stage."""
    assumed: tuple[bool, ...]
    """Per slot: whether the key of its stage, or of a stage above it, rests on an assumption."""
    versions: tuple[Version, ...]
    """Every key version in force in the plan, partnership keys included."""
    days: tuple[tuple[int, ...], ...]
    """The days of each stage that divides by days."""
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


class Branch(NamedTuple):
    """A stage of a plan to be made: the weights, and what is divided by them."""

    parent: tuple[str, int] | None
    """The participant whose amount is divided, and the number of the stage that reaches it; None: the whole amount."""
    weights: Weights
    period: Period
    """The days that the amount is for."""
    days: tuple[int, ...] = ()
    """The days of each version, if the amount of the parent is divided over these first."""
    piece: int = 0
    """The number of the version among `days`, from 0."""

    @property
    def alike(self) -> object:
        """What the stage of the plan depends on."""
        return self.parent, self.weights.versions or frozenset(self.weights.of), self.days, self.piece


def plan_of(branches: list[Branch], tree: Tree, amount_key: str | None = None) -> Plan:
    """Return the plan whose stages are `branches`.

    Args:
        branches: The stages; the first divides the whole amount. A participant is in the weights of one stage only, or
            of the stages of one parent by days.
        tree: The participants of the budget.
        amount_key: The key of the first stage, if it holds amounts.
    """
    named = [sorted(branch.weights.of, key=tree.order.__getitem__) for branch in branches]
    reached = sorted(
        (tree.order[name], stage, position, name)
        for stage, names in enumerate(named)
        for position, name in enumerate(names)
    )
    participants = tuple(name for _, _, _, name in reached)
    slot = {(name, stage): index for index, (_, stage, _, name) in enumerate(reached)}
    stages = tuple(
        Stage(
            None if branch.parent is None else slot[branch.parent],
            branch.weights.versions[0].key if branch.weights.versions else None,
            tuple(slot[name, number] for name in names),
            tuple(branch.weights.of[name] for name in names),
            branch.weights.total,
            branch.weights.assumed,
            branch.weights.versions,
            branch.weights.part_steps,
            branch.weights.amounts,
            branch.days,
            branch.piece,
        )
        for number, (branch, names) in enumerate(zip(branches, named, strict=True))
    )
    slots: dict[str, list[int]] = {}
    for index, participant in enumerate(participants):
        slots.setdefault(participant, []).append(index)
    for name in named[0]:
        for partnership in tree.ancestors(name):
            slots.setdefault(partnership, []).append(slot[name, 0])
    return Plan(
        participants,
        stages,
        tuple(Reached(stage, position) for _, stage, position, _ in reached),
        _assumed_slots(stages, len(participants)),
        tuple(version for stage in stages for version in stage.versions),
        tuple(stage.days for stage in stages if stage.days),
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
