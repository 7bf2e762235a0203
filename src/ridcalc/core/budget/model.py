"""The frozen objects of a budget and their fields. Computes nothing.

types.py has the types of the fields, core/checks.py the checks across objects, docs/files.md the meaning of each field.
"""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field

from ridcalc.core.budget import types as t
from ridcalc.core.budget.later import later
from ridcalc.core.budget.mappings import not_empty
from ridcalc.core.budget.names import Names
from ridcalc.core.budget.objects import Booking, Frozen, Named
from ridcalc.core.budget.settings import Settings
from ridcalc.core.values.problems import Path, Problem

if TYPE_CHECKING:
    from ridcalc.core.budget.amount_rules import Index, Surcharge, Tariff
    from ridcalc.core.budget.benchmarks import Benchmark
    from ridcalc.core.budget.decision_dates import DecisionDates
    from ridcalc.core.budget.key_amounts import KeyTariff, Leaving
    from ridcalc.core.budget.key_rules import Join, Transition
    from ridcalc.core.budget.reserves import Coverage, Coverages, Reserve
    from ridcalc.core.budget.stages import Stage, Task
else:
    Index, Surcharge, Tariff = (later("amount_rules", name) for name in ("Index", "Surcharge", "Tariff"))
    Benchmark, DecisionDates = later("benchmarks", "Benchmark"), later("decision_dates", "DecisionDates")
    KeyTariff, Leaving = (later("key_amounts", name) for name in ("KeyTariff", "Leaving"))
    Join, Transition = (later("key_rules", name) for name in ("Join", "Transition"))
    Coverages, Reserve = (later("reserves", name) for name in ("Coverages", "Reserve"))
    Stage, Task = (later("stages", name) for name in ("Stage", "Task"))


class Document(Named):
    """A published document, as the source of facts."""

    title: t.Text
    publisher: t.Text | None = None
    date: t.Text | None = None
    reference: t.Text | None = None


class PcDocument(Named):
    """A planning and control document (P&C-document): the first year of its changes, and how it arranges them."""

    year: t.Year
    date: t.Date | None = None
    threshold: t.Threshold = 0
    headings: dict[t.Id, t.Text] = {}


class Participant(Named):
    """A participant (deelnemer): a municipality, or a partnership with members and a key that divides its part."""

    members: t.ParticipantList | None = None
    key: t.KeyId | None = None
    layer: t.Layer | None = None
    booking: Booking | None = None
    task_bookings: dict[t.TaskId, Booking] = {}
    unforeseen: Booking | None = None
    coverage: dict[t.BudgetYear, Coverages] = {}
    successor: t.ParticipantId | None = None
    until: t.Year | None = None

    def coverage_in(self, year: int) -> "tuple[Coverage, ...]":
        """Return what pays for the contribution in a year, in order; nothing if it is still to be decided."""
        coverage = self.coverage.get(year, ())
        return coverage if isinstance(coverage, tuple) else (coverage,)


class Driver(Named):
    """A driver (verdeelmaatstaf), a counted quantity such as inhabitants: reference year → participant → number.

    Instead of values it may have `terms`: other drivers, of each the average over some years times a number, rounded.
    """

    unit: t.Text | None = None
    values: t.DriverValues | None = None
    terms: t.Terms | None = Field(default=None, alias="from")
    average: t.AverageYears = 1
    rounded_to: t.Step | None = Field(default=None, alias="round")


class Definition(Named):
    """The definition of a key or of one version: shares, weights, a driver, a blend of keys or a transition.

    It has exactly one of these. Any of them may have participants that join. With one of the fields in `KEY_AMOUNTS`
    the key holds amounts, in cents, and divides all amounts of a year at once.
    """

    shares: t.Shares | None = None
    weights: t.Weights | None = None
    driver: t.DriverId | None = None
    among: t.Among | None = None
    lag: t.Lag = 0
    blend: t.Blend | None = None
    transition: Transition | None = None
    joins: dict[t.ParticipantId, Join] = {}
    fixed: t.KeyAmounts | None = None
    tariff: Annotated[dict[t.ParticipantId, KeyTariff], AfterValidator(not_empty)] | None = None
    leaves: Annotated[dict[t.ParticipantId, Leaving], AfterValidator(not_empty)] | None = None
    base: t.BaseAmounts | None = None
    minimum: t.KeyAmounts | None = None
    maximum: t.KeyAmounts | None = None

    @property
    def holds_amounts(self) -> bool:
        """Whether one of the fields with amounts is present."""
        return any(getattr(self, field) is not None for field in t.KEY_AMOUNTS)

    @property
    def taken(self) -> dict[t.TakenName, Collection[str]]:
        """Each step that comes first, with the participants whose amounts it takes; these have no part of the rest."""
        return {step: getattr(self, step) or {} for step in t.TAKEN}

    @property
    def kinds(self) -> tuple[t.KindName, ...]:
        """The kinds of key for which a field is present: exactly one in a valid definition."""
        return tuple(kind for kind in t.KINDS if getattr(self, kind) is not None)


class Key(Definition):
    """A key (verdeelsleutel): one definition, or dated versions, each in force from the start of its period.

    With `split` an amount whose period spans versions is divided over these first, by days.
    """

    versions: dict[t.StartOfVersion, Definition] | None = None
    split: t.Split | None = None


class Measure(Named):
    """A measure (maatregel), and what its amounts follow from: exactly one of the kinds in `AmountKind`.

    The nature is incidental or structural, as in BBV art. 19 c; the side is expense (lasten) or income (baten). Money
    is in cents; None is PM. `amounts` may also stand beside `parts`, and then has their sums.
    """

    nature: t.Nature
    key: t.KeyId | None = None
    side: t.Side = "expense"
    amounts: t.Amounts | None = None
    total: t.UnitAmount = None
    spread: t.Spread | None = None
    yearly: t.Yearly | None = None
    ends: t.Year | None = None
    tariff: Tariff | None = None
    parts: t.Parts | None = None
    surcharge: Surcharge | None = None
    index: t.IndexChoice | None = None
    price_level: t.Year | None = None
    task: t.TaskId | None = None
    reserve: t.ReserveId | None = None
    heading: t.Id | None = None
    booking: Booking | None = None
    pc_document: t.YearlyDocuments = {}
    vat: t.Vat | None = None

    def document_in(self, year: int) -> str | None:
        """Return the P&C document in which the amounts of a year land; None: in no document."""
        return self.pc_document.get(year, self.pc_document.get(t.ALWAYS))

    @property
    def kind(self) -> t.AmountKind:
        """The kind of amount; `total` also for a measure without an amount, which the checks report."""
        kinds = (kind for kind in t.AMOUNT_KINDS if getattr(self, kind) is not None)
        return next(kinds, "total")


class Control(Named):
    """A control (aansluiting): a published figure, in cents, to compare with the calculation."""

    year: t.BudgetYear
    amount: t.Cents
    participant: t.ParticipantId | None = None
    nature: t.Nature | None = None
    measure: t.MeasureOfFolder | None = None
    rounded_to: t.PositiveCents | None = None
    by_construction: t.Boolean = False
    vat: t.Vat | None = None


class Scenario(Named):
    """A scenario file. Its patch and controls are merged into the base files before these are read as a budget."""

    base: t.ScenarioId | None = None
    only: tuple[t.MeasureId, ...] | None = None
    without: tuple[t.MeasureId, ...] | None = None
    assumptions: tuple[t.Text, ...] = ()
    patch: dict[str, Any] = {}
    controls: dict[str, Any] = {}


class Controls(Frozen):
    """The controls of one scenario, for validation without the rest of the budget."""

    controls: dict[t.Id, Control]


class Budget(Frozen):
    """The budget as decided: keys.yaml and measures.yaml with a scenario merged into them."""

    settings: Settings = Field(alias="budget")
    documents: dict[t.Id, Document] = {}
    pc_documents: dict[t.Id, PcDocument] = {}
    stages: dict[t.Id, Stage] = {}
    tasks: dict[t.Id, Task] = {}
    reserves: dict[t.Id, Reserve] = {}
    indices: dict[t.Id, Index] = {}
    benchmarks: dict[t.Id, Benchmark] = {}
    decisions: dict[t.DatedStageId, DecisionDates] = {}
    participants: dict[t.Id, Participant]
    groups: dict[t.Id, t.ParticipantList] = {}
    drivers: dict[t.Id, Driver] = {}
    keys: dict[t.Id, Key]
    measures: dict[t.Id, Measure]
    controls: dict[t.Id, Control] = {}

    def entries(self, section: str) -> Mapping[str, Named]:
        """Return the entries of a section (a field of the budget with ids) by id."""
        entries: Mapping[str, Named] = getattr(self, section)
        return entries

    @cached_property
    def names(self) -> Names:
        """The names of the entries, for display."""
        return Names(lambda section: {name: entry.name_or(name) for name, entry in self.entries(section).items()})


class Replaced(NamedTuple):
    """A value of the base files that the scenario, or a scenario it is based on, replaces or removes."""

    path: Path
    before: str | None
    """The value as the files write it; None for a mapping, and for a value that is no text."""
    after: str | None
    removed: bool = False
    problem: Problem | None = None
    """Why the value cannot be read, which stops no run because the value is not used; None: it can be read."""


class AppliedScenario(NamedTuple):
    """The scenario merged into the base files, and its assumptions. The id `none` means the base files alone."""

    id: str
    name: str
    description: str | None = None
    note: str | None = None
    assumptions: tuple[tuple[Path, str], ...] = ()
    """Path and text of each assumption; those of the scenario's base come first."""
    changes: tuple[str, ...] = ()
    """The `--set` texts, applied after the scenario."""
    replaced: tuple[Replaced, ...] = ()
    """The values of the base files that it replaces or removes."""


class Case(NamedTuple):
    """A case: a budget with its scenario, the input of an allocation."""

    budget: Budget
    scenario: AppliedScenario
    measures: dict[str, Measure]
    """The measures to allocate: those that the scenario includes, in the order of the budget."""
    remarks: tuple[Problem, ...] = ()
    """The warnings of the reader, with their places."""

    @property
    def left_out(self) -> dict[str, Measure]:
        """The measures of the budget that the scenario excludes."""
        return {name: measure for name, measure in self.budget.measures.items() if name not in self.measures}

    def at_level(self, level: t.LevelName) -> "Case":
        """Return the same case with rounding at another level."""
        rounding = self.budget.settings.rounding.at_level(level)
        settings = self.budget.settings.model_copy(update={"rounding": rounding})
        return self._replace(budget=self.budget.model_copy(update={"settings": settings}))
