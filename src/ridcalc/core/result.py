"""What an allocation is: divisions with their parts and stages, totals, controls, drift. Cents; None is PM."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.apportion import by_remainder
from ridcalc.core.fields import NatureName, SideName
from ridcalc.core.keys import Plan, Stage
from ridcalc.core.model import Case, Control
from ridcalc.core.periods import Period
from ridcalc.core.problems import Path, Problem
from ridcalc.core.tree import Tree

Status = Literal["met", "missed", "incomplete"]


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

    @property
    def went_up(self) -> bool:
        """Tell whether the part is, without its sign, more than its exact value."""
        return abs(self.part) > abs(self.exact)


class Line(NamedTuple):
    """One participant's part of one amount; cents, income negative; `amount` and `exact` are None for PM."""

    measure: str | None
    nature: NatureName
    side: SideName | None
    period: str
    year: int
    participant: str
    amount: int | None
    exact: Fraction | None
    pm: bool
    key: str
    share: Fraction
    assumed: bool


class Division(NamedTuple):
    """One amount and its parts: a measure in a period, or with `level: total` a pool in a year (`measure` is None)."""

    measure: str | None
    nature: NatureName
    side: SideName | None
    period: Period
    amount: int | None
    plan: Plan
    parts: tuple[int, ...]
    """In cents, per participant of the plan; empty for PM."""
    assumed: bool
    pooled: tuple[tuple[str, Period], ...]
    """The measures and periods that a pool holds; the division's own otherwise."""
    unit: int

    def lines(self) -> Iterator[Line]:
        """Yield the line of each participant that the plan reaches, in declared order."""
        for slot, participant in enumerate(self.plan.participants):
            number, position = self.plan.reached_by[slot]
            stage = self.plan.stages[number]
            share = Fraction(stage.weights[position], stage.total)
            whole = self.whole(stage)
            yield Line(
                self.measure,
                self.nature,
                self.side,
                self.period.text,
                self.period.year,
                participant,
                None if self.amount is None else self.parts[slot],
                None if whole is None else whole * share,
                self.amount is None,
                stage.key,
                share,
                self.assumed or self.plan.assumed[slot],
            )

    def whole(self, stage: Stage) -> int | None:
        """Return the amount that a stage divides, in cents; None for PM."""
        if self.amount is None or stage.parent is None:
            return self.amount
        return self.parts[stage.parent]

    def steps(self) -> Iterator[Step]:
        """Yield how each part came about, stage by stage; nothing for PM."""
        for stage in self.plan.stages:
            whole = self.whole(stage)
            if whole is None:
                return
            units = abs(whole) // self.unit
            remainders = [units * weight % stage.total for weight in stage.weights]
            odd_units = sum(remainders) // stage.total
            ranks = {position: rank for rank, position in enumerate(by_remainder(remainders), 1)}
            for position, slot in enumerate(stage.slots):
                share = Fraction(stage.weights[position], stage.total)
                exact = whole * share
                remainder = Fraction(remainders[position], stage.total)
                part = self.parts[slot]
                yield Step(
                    self.plan.participants[slot],
                    stage,
                    share,
                    whole,
                    exact,
                    part,
                    part - exact,
                    remainder,
                    ranks[position],
                    odd_units,
                )


class Total(NamedTuple):
    """A sum in cents, how many measures it leaves out as PM, and whether it rests on an assumption."""

    amount: int
    pm: int
    assumed: bool
    rounded: bool = False
    """A known amount is shown in whole units, be it as zero."""


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
    divisions: tuple[Division, ...]
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

    def lines(self) -> Iterator[Line]:
        """Yield every line: measures in file order, periods in time order, participants as declared."""
        for division in self.divisions:
            yield from division.lines()
