"""The frozen form of a budget: what objects there are and which fields they have. Computes nothing.

The types of the fields are in types.py; checks across objects are in checks.py.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ridcalc.core.budget import types as t
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Path


class Frozen(BaseModel):
    """Base of every object: frozen, unknown fields refused, fields that begin with `x-` ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _ignore_x_fields(cls, data: Any) -> Any:  # noqa: ANN401  whatever stands in the file
        if isinstance(data, dict) and any(name.startswith("x-") for name in data):
            return {name: value for name, value in data.items() if not name.startswith("x-")}
        return data


class FactSource(Frozen):
    """Where a fact was found: a document, and the section and page in it."""

    document: t.DocumentId
    section: t.Text | None = None
    page: t.Text | None = None


class Named(Frozen):
    """What every named object may carry."""

    name: t.Name | None = None
    description: t.Text | None = None
    source: FactSource | None = None
    assumption: t.Text | None = None
    note: t.Text | None = None

    def name_or(self, other: str) -> str:
        """Return what the object is called: its name, or else `other`, such as its id."""
        return self.name or other


class Document(Named):
    """A published document that facts were taken from."""

    title: t.Text
    publisher: t.Text | None = None
    date: t.Text | None = None
    reference: t.Text | None = None


class PcDocument(Named):
    """A planning and control document (P&C-document) in which a change lands, and its budget year."""

    year: t.Year


class Booking(Frozen):
    """Where an amount is booked: programma, taakveld and economic category (Iv3); `codes` pass through."""

    programma: t.Text | None = None
    taakveld: t.Text | None = None
    category: t.Text | None = None
    codes: dict[t.Text, t.Text] = {}


class Coverage(Frozen):
    """What pays for a municipality's contribution in a year (dekking)."""

    source: t.CoverageSource
    remark: t.Text | None = None


class Participant(Named):
    """Who bears cost: a municipality, or a partnership with members and the key that divides its amount over them."""

    members: t.ParticipantList | None = None
    key: t.KeyId | None = None
    booking: Booking | None = None
    coverage: dict[t.BudgetYear, Coverage] = {}


class Driver(Named):
    """A counted quantity (verdeelmaatstaf): reference year → participant → number."""

    unit: t.Text | None = None
    values: dict[t.Year, dict[t.ParticipantId, t.Weight]]


class Definition(Named):
    """One way to divide: shares, weights, a driver, or a blend of keys; exactly one of them."""

    shares: t.Shares | None = None
    weights: t.Weights | None = None
    driver: t.DriverId | None = None
    among: t.ParticipantList | None = None
    lag: t.Lag = 0
    blend: t.Blend | None = None

    @property
    def kinds(self) -> tuple[t.KindName, ...]:
        """The kinds of key that the fields make: one in a sound definition."""
        return tuple(kind for kind in t.KINDS if getattr(self, kind) is not None)


class Key(Definition):
    """A key (verdeelsleutel): one definition, or dated versions, each in force from the start of its period."""

    versions: dict[t.AnyPeriod, Definition] | None = None


class Measure(Named):
    """A measure (maatregel): amounts in cents per period, or a total with its spread; None is PM."""

    nature: t.Nature
    key: t.KeyId
    side: t.Side = "expense"
    amounts: t.Amounts | None = None
    total: t.UnitAmount = None
    spread: t.Spread | None = None
    booking: Booking | None = None
    pc_document: dict[t.BudgetYear, t.PcDocumentId] = {}
    vat: t.Vat | None = None

    @property
    def dated(self) -> tuple[str, Mapping[Period, object]]:
        """The field that holds the periods, and what the files say of each."""
        return ("spread", self.spread or {}) if self.amounts is None else ("amounts", self.amounts)


class Control(Named):
    """A published figure (aansluiting) in cents that the calculation is held against."""

    year: t.BudgetYear
    amount: t.Cents
    participant: t.ParticipantId | None = None
    nature: t.Nature | None = None
    measure: t.MeasureId | None = None
    rounded_to: t.PositiveCents | None = None
    by_construction: t.Boolean = False
    vat: t.Vat | None = None


class Executor(Named):
    """The body that spends the money and sends the contributions (uitvoerende regeling)."""

    id: t.Id


class Rounding(Frozen):
    """How amounts are rounded: the unit in cents, the method, and the level at which parts are rounded."""

    unit: t.RoundingUnit = 1
    method: t.MethodChoice = "largest-remainder"
    level: t.LevelChoice = "measure"

    def at_level(self, level: t.LevelName) -> "Rounding":
        """Return the same rounding at another level."""
        return self.model_copy(update={"level": level})

    def at_unit(self, unit: int) -> "Rounding":
        """Return the same rounding to another unit, in cents."""
        return self.model_copy(update={"unit": unit})


class Amendment(Frozen):
    """The budget amendment (begrotingswijziging): number, body, date, status, and the unit in cents that is booked."""

    number: t.Text | None = None
    body: t.Text | None = None
    date: t.Date | None = None
    status: t.Text = "concept"
    unit: t.BookingUnit = 100


class CurrentLine(Frozen):
    """An amount that an organisation's budget holds now, per programma, taakveld and side, in cents per year."""

    programma: t.Text
    taakveld: t.Text
    side: t.Side
    amounts: dict[t.Year, t.Cents]


class Settings(Named):
    """The budget as a whole: its years, its date, its language, and how it is rounded and booked."""

    years: t.Years
    date: t.Date | None = None
    executor: Executor | None = None
    currency: t.Currency = "EUR"
    language: t.LanguageChoice = "nl"
    vat: t.Vat = "excluded"
    default_scenario: t.DefaultScenario = None
    rounding: Rounding = Rounding.model_construct()
    amendment: Amendment = Amendment.model_construct()
    current: dict[t.OrganisationId, tuple[CurrentLine, ...]] = {}


class Scenario(Named):
    """A scenario's file. Its patch and controls are laid over the base files before those are read as a budget."""

    base: t.ScenarioId | None = None
    only: tuple[t.MeasureId, ...] | None = None
    without: tuple[t.MeasureId, ...] | None = None
    assumptions: tuple[t.Text, ...] = ()
    patch: dict[str, Any] = {}
    controls: dict[str, Any] = {}


class Controls(Frozen):
    """The controls of a scenario by themselves."""

    controls: dict[t.Id, Control]


class Budget(Frozen):
    """What was decided: the whole of keys.yaml and measures.yaml with a scenario laid over them."""

    settings: Settings = Field(alias="budget")
    documents: dict[t.Id, Document] = {}
    pc_documents: dict[t.Id, PcDocument] = {}
    participants: dict[t.Id, Participant]
    drivers: dict[t.Id, Driver] = {}
    keys: dict[t.Id, Key]
    measures: dict[t.Id, Measure]
    controls: dict[t.Id, Control] = {}

    def entries(self, section: str) -> Mapping[str, Named]:
        """Return the entries of a section by their ids."""
        entries: Mapping[str, Named] = getattr(self, section)
        return entries


class AppliedScenario(NamedTuple):
    """The scenario that was laid over the base files (id `none`: nothing was), and what it assumes."""

    id: str
    name: str
    description: str | None = None
    note: str | None = None
    assumptions: tuple[tuple[Path, str], ...] = ()
    """Path and text of each assumption, inherited ones first."""
    changes: tuple[str, ...] = ()
    """The `--set` texts that were laid over the scenario."""


class Case(NamedTuple):
    """A budget with its scenario: what an allocation is made of."""

    budget: Budget
    chosen: AppliedScenario
    measures: dict[str, Measure]
    """The measures that the scenario takes, in the budget's order: those that are allocated."""

    @property
    def left_out(self) -> dict[str, Measure]:
        """The measures of the budget that the scenario leaves out."""
        return {name: measure for name, measure in self.budget.measures.items() if name not in self.measures}

    def at_level(self, level: t.LevelName) -> "Case":
        """Return the same case, rounded at another level."""
        rounding = self.budget.settings.rounding.at_level(level)
        settings = self.budget.settings.model_copy(update={"rounding": rounding})
        return self._replace(budget=self.budget.model_copy(update={"settings": settings}))
