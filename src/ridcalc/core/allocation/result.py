"""What an allocation is: divisions with their parts and stages, totals, controls, drift. Cents; None is PM."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.allocation.amounts import Amount
from ridcalc.core.arithmetic.apportionment import by_remainder
from ridcalc.core.budget.model import Case, Control
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NatureName, PartStepName, SideName
from ridcalc.core.keys.key_book import DriverValues
from ridcalc.core.keys.plans import Plan, Stage
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Path, Problem

Status = Literal["met", "missed", "incomplete"]

Column = Sequence[int]
"""Cents, one below the other."""


def column(numbers: list[int]) -> Column:
    """Return the numbers in eight bytes each, if they all fit; a pool of very large amounts may not."""
    try:
        return array("q", numbers)
    except OverflowError:
        return numbers


NO_STEPS: dict[PartStepName, Column] = {}


def batch_key(plan: Plan, period: Period, nature: NatureName, pc_document: str | None) -> object:
    """Return what amounts must have in common to be divided in one batch (design §4, rule 5)."""
    return plan.stages[0].key, plan.versions, period.year, nature, pc_document


class Step(NamedTuple):
    """How one participant came by its part of one amount: the exact value at that stage and who took the odd unit."""

    participant: str
    stage: Stage
    share: Fraction
    whole: int
    """The amount that the stage divides, in cents, already rounded."""
    exact: Fraction
    """`whole` × `share`, in cents."""
    part: int
    shifted: Fraction
    """`part` − `exact`, in cents: what rounding gave or took."""
    remainder: Fraction
    """What is left of `exact`, in units and without its sign, after rounding towards zero."""
    rank: int
    """The place, from 1, in the order in which odd units are handed out by largest remainder."""
    odd_units: int
    """How many units the stage had left over when every part was rounded towards zero."""
    taken: tuple[tuple[PartStepName, int], ...]
    """The cents that each step of the stage gives; they add to `part`."""

    @property
    def went_up(self) -> bool:
        """Tell whether the part is, without its sign, more than its exact value."""
        return abs(self.part) > abs(self.exact)


class Division(NamedTuple):
    """One amount and its parts: a measure in a period, or with `level: total` a batch in a year (`measure` is None)."""

    measure: str | None
    nature: NatureName
    side: SideName | None
    period: Period
    amount: int | None
    plan: Plan
    parts: Column
    """In cents, per participant of the plan; empty for PM."""
    taken: dict[PartStepName, Column]
    """By step the cents that it gives each participant; empty where there is one step, which gives all."""
    assumed: bool
    amounts: tuple[Amount, ...]
    """The amounts that a batch holds; the division's own otherwise."""
    unit: int

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures whose amounts are divided, each once."""
        return tuple(dict.fromkeys(amount.measure for amount in self.amounts))

    @property
    def pc_document(self) -> str | None:
        """The planning document in which the division lands."""
        return self.amounts[0].pc_document

    @property
    def batch_key(self) -> object:
        """What the division has in common with the batch that it is, or would be in."""
        return batch_key(self.plan, self.period, self.nature, self.pc_document)

    def part_of(self, participant: str) -> int:
        """Return a participant's part in cents, of a partnership with what its members have; 0 for PM."""
        return sum(self.parts[slot] for slot in self.plan.slots.get(participant, ()) if self.parts)

    def whole(self, stage: Stage) -> int | None:
        """Return the amount that a stage divides, in cents; None for PM."""
        if self.amount is None or stage.parent is None:
            return self.amount
        return self.parts[stage.parent]

    def steps(self) -> Iterator[Step]:
        """Yield how each part came about, stage by stage; nothing for PM."""
        for stage in self.plan.stages:
            yield from self.steps_of(stage)

    def steps_of(self, stage: Stage, positions: Iterable[int] | None = None) -> Iterator[Step]:
        """Yield how the parts of one stage came about, or only those at some positions in it; nothing for PM."""
        whole = self.whole(stage)
        if whole is None:
            return
        units = abs(whole) // self.unit
        remainders = [units * weight % stage.total for weight in stage.weights]
        odd_units = sum(remainders) // stage.total
        ranks = {position: rank for rank, position in enumerate(by_remainder(remainders), 1)}
        for position in range(len(stage.slots)) if positions is None else positions:
            slot = stage.slots[position]
            share = Fraction(stage.weights[position], stage.total)
            exact = whole * share
            part = self.parts[slot]
            yield Step(
                self.plan.participants[slot],
                stage,
                share,
                whole,
                exact,
                part,
                part - exact,
                Fraction(remainders[position], stage.total),
                ranks[position],
                odd_units,
                tuple((name, self.taken[name][slot] if self.taken else part) for name in stage.part_steps),
            )


def plans_of(divisions: Iterable[Division]) -> tuple[Plan, ...]:
    """Return the plans of some divisions, each once."""
    return tuple({id(division.plan): division.plan for division in divisions}.values())


class Total(NamedTuple):
    """A sum in cents, how many measures it leaves out as PM, and whether it rests on an assumption."""

    amount: int
    pm: int
    assumed: bool

    def __add__(self, other: tuple[object, ...]) -> "Total":
        """Return the sum of two totals that leave out different measures."""
        if not isinstance(other, Total):
            return NotImplemented
        return Total(self.amount + other.amount, self.pm + other.pm, self.assumed or other.assumed)


Totals = dict[tuple[str, int, NatureName], Total]
"""By participant, year and nature."""

GrandTotals = dict[tuple[int, NatureName], Total]
"""By year and nature, of all participants together."""


class Drift(NamedTuple):
    """What a participant's year would be, in cents, had it been rounded at the other level."""

    participant: str
    year: int
    amount: int
    otherwise: int


class ControlResult(NamedTuple):
    """A published figure held against the calculation; cents; `pm` names the measures in the way of an answer."""

    id: str
    control: Control
    expected: int
    actual: int
    difference: int
    status: Status
    pm: tuple[str, ...]


class Assumption(NamedTuple):
    """A choice that a source does not settle, and the path of what it is about."""

    text: str
    about: Path


class Allocation(NamedTuple):
    """The result: every division, and every total of a participant, year and nature, zeros included."""

    case: Case
    tree: Tree
    amounts: tuple[Amount, ...]
    """What each measure comes to, before it is divided: measures in file order, periods in time order."""
    divisions: tuple[Division, ...]
    plans: tuple[Plan, ...]
    """The plans of the divisions, each once."""
    driver_values: DriverValues
    """Of the key versions in use."""
    totals: Totals
    grand_totals: GrandTotals
    controls: tuple[ControlResult, ...]
    drifts: tuple[Drift, ...]
    assumptions: tuple[Assumption, ...]
    warnings: tuple[Problem, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The budget's years in time order."""
        return tuple(sorted(self.case.budget.settings.years))
