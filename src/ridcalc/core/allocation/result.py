"""The types of an allocation: divisions, totals, control results and drifts. In cents; None: PM."""

from array import array
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.budget.model import Case, Control
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NatureName, PartStepName, SideName
from ridcalc.core.keys.key_book import DriverValues
from ridcalc.core.keys.plans import Plan, Stage
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Path, Problem

Status = Literal["met", "missed", "incomplete"]
"""The outcome of a control; `incomplete` if its figure leaves out a PM post."""

Column = Sequence[int]
"""Cents, one number per participant of a plan."""


def column(numbers: list[int]) -> Column:
    """Return the numbers as an array of eight bytes each, which saves memory, or as a list if one does not fit.

    The sum of a batch of very large amounts may not fit.
    """
    try:
        return array("q", numbers)
    except OverflowError:
        return numbers


NO_STEPS: dict[PartStepName, Column] = {}
"""`Division.by_step` of all divisions with one step or none; shared, to save memory."""


def batch_key(plan: Plan, period: Period, nature: NatureName, pc_document: str | None) -> object:
    """Return a value that is equal for amounts that `level: total` divides as one batch.

    Amounts of one batch share the key, all key versions and days of the plan, year, nature and planning document
    (docs/decisions/rounding.md, *Per measure, or once*).
    """
    return plan.stages[0].key, plan.versions, plan.days, period.year, nature, pc_document


class Division(NamedTuple):
    """An amount and its parts: that of a measure in a period, or that of a batch in a year."""

    measure: str | None
    """The measure; None for a batch."""
    nature: NatureName
    side: SideName | None
    """The side; None for a batch with amounts of both sides."""
    period: Period
    span: Period
    """The days that the amount is for: the period, or the part of it in which a version of the key is in force."""
    amount: int | None
    """The cents that are divided, income negative; None: PM."""
    plan: Plan
    parts: Column
    """The parts in cents, per participant of the plan; empty for PM."""
    by_step: dict[PartStepName, Column]
    """Step → cents that it gives per participant of the plan; empty if there is one step, which then gives `parts`."""
    assumed: bool
    """Whether one of the amounts rests on an assumption."""
    amounts: tuple[Amount, ...]
    """The amounts of the batch, or the single amount that is divided."""
    unit: int
    """The unit of rounding, in cents."""

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of the measures whose amounts are divided, each once."""
        return tuple(dict.fromkeys(amount.measure for amount in self.amounts))

    @property
    def pc_document(self) -> str | None:
        """The planning document (P&C-document) of the amounts; None: there is none, or they have different ones."""
        documents = {amount.pc_document for amount in self.amounts}
        return documents.pop() if len(documents) == 1 else None

    @property
    def batch_key(self) -> object:
        """The key of the batch that the division is or would be in: of its key with amounts, or with `level: total`."""
        if self.plan.amount_key is not None:
            return self.plan.amount_key, self.period.year, self.nature
        return batch_key(self.plan, self.period, self.nature, self.pc_document)

    def part_of(self, participant: str) -> int:
        """Return a participant's part in cents; that of a partnership includes its members' parts; 0 for PM."""
        return sum(self.parts[slot] for slot in self.plan.slots.get(participant, ()) if self.parts)

    def whole(self, stage: Stage) -> int | None:
        """Return the amount that a stage divides, in cents; None: PM."""
        if self.amount is None:
            return None
        whole = self.amount if stage.parent is None else self.parts[stage.parent]
        return stage.of(whole // self.unit) * self.unit if stage.days else whole

    def shared(self, stage: Stage) -> int | None:
        """Return the cents that a stage divides in proportion: its amount minus that of earlier steps; None: PM."""
        whole = self.whole(stage)
        if whole is None or stage.amounts is None:
            return whole
        earlier = stage.part_steps[: stage.part_steps.index("share")]
        return whole - sum(self.by_step[step][slot] for step in earlier for slot in stage.slots)

    def exact_of_batch(self, stage: Stage) -> list[Fraction]:
        """Return the exact cents of each participant of a stage whose key holds amounts."""
        from ridcalc.core.allocation.batch_steps import exact_parts  # few budgets have keys with amounts

        return exact_parts(self.amount or 0, stage, self.unit)

    @property
    def exact_parts(self) -> dict[str, Fraction]:
        """Participant → the exact cents that the measure gives it; empty if a key divides the amount."""
        return {one.participant: one.exact for one in self.amounts[0].given}


def plans_of(divisions: Iterable[Division]) -> tuple[Plan, ...]:
    """Return the plans of the divisions, each once."""
    return tuple({id(division.plan): division.plan for division in divisions}.values())


class Total(NamedTuple):
    """A sum of amounts. PM is never zero and in no sum; it is counted (docs/glossary.md)."""

    amount: int
    """The sum in cents, without PM."""
    pm: int
    """The number of measures that the sum leaves out because they are PM."""
    assumed: bool
    """Whether one of the amounts rests on an assumption."""

    def __add__(self, other: tuple[object, ...]) -> "Total":
        """Return the sum of two totals. Their PM measures must be different ones, since the numbers are added."""
        if not isinstance(other, Total):
            return NotImplemented
        return Total(self.amount + other.amount, self.pm + other.pm, self.assumed or other.assumed)


Totals = dict[tuple[str, int, NatureName], Total]
"""(Participant, year, nature) → total."""

GrandTotals = dict[tuple[int, NatureName], Total]
"""(Year, nature) → total of all participants together."""


class Drift(NamedTuple):
    """The amount of a participant in a year, beside the amount that the other rounding level would give.

    docs/decisions/rounding.md, *Per measure, or once*, says why the two differ.
    """

    participant: str
    year: int
    amount: int
    """The cents at the level of the budget."""
    otherwise: int
    """The cents at the other level."""


class ControlResult(NamedTuple):
    """A published figure compared with the calculation, in cents."""

    id: str
    control: Control
    expected: int
    """The published amount."""
    actual: int
    """The calculated amount."""
    difference: int
    """`actual` − `expected`."""
    status: Status
    pm: tuple[str, ...]
    """The PM measures that the figure leaves out."""


class Assumption(NamedTuple):
    """A choice that no source settles."""

    text: str
    about: Path
    """The path of the object that has the assumption."""


class Allocation(NamedTuple):
    """The result of a calculation: every division, and the total of every participant, year and nature, zeros too."""

    case: Case
    tree: Tree
    amounts: tuple[Amount, ...]
    """The amounts of the measures: measures in file order, periods in time order."""
    divisions: tuple[Division, ...]
    plans: tuple[Plan, ...]
    """The plans of the divisions, each once."""
    driver_values: DriverValues
    """Key version in use with a driver → participant → units of the driver."""
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
