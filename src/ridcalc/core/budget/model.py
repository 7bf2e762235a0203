"""The frozen form of a budget: what objects there are and which fields they have. Computes nothing.

The fields' values are in fields.py; checks across objects are in checks.py.
"""

from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ridcalc.core.budget.fields import (
    Amounts,
    AnyPeriod,
    Blend,
    BookingUnit,
    Boolean,
    BudgetYear,
    Cents,
    CoverageSource,
    Currency,
    Date,
    DefaultScenario,
    DocumentId,
    DriverId,
    Id,
    KeyId,
    Lag,
    LanguageChoice,
    LevelChoice,
    MeasureId,
    MethodChoice,
    Name,
    Nature,
    OrganisationId,
    ParticipantId,
    ParticipantList,
    PcDocumentId,
    PositiveCents,
    RoundingUnit,
    ScenarioId,
    Shares,
    Side,
    Spread,
    Text,
    UnitAmount,
    Vat,
    Weight,
    Weights,
    Year,
    no_repeats,
)
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

    document: DocumentId
    section: Text | None = None
    page: Text | None = None


class Named(Frozen):
    """What every named object may carry."""

    name: Name | None = None
    description: Text | None = None
    source: FactSource | None = None
    assumption: Text | None = None
    note: Text | None = None


class Document(Named):
    """A published document that facts were taken from."""

    title: Text
    publisher: Text | None = None
    date: Text | None = None
    reference: Text | None = None


class PcDocument(Named):
    """A planning and control document (P&C-document) in which a change lands, and its budget year."""

    year: Year


class Booking(Frozen):
    """Where an amount is booked: programma, taakveld and economic category (Iv3); `codes` pass through."""

    programma: Text | None = None
    taakveld: Text | None = None
    category: Text | None = None
    codes: dict[Text, Text] = {}


class Coverage(Frozen):
    """What pays for a municipality's contribution in a year (dekking)."""

    source: CoverageSource
    remark: Text | None = None


class Participant(Named):
    """Who bears cost: a municipality, or a partnership with members and the key that divides its amount over them."""

    members: ParticipantList | None = None
    key: KeyId | None = None
    booking: Booking | None = None
    coverage: dict[BudgetYear, Coverage] = {}


class Driver(Named):
    """A counted quantity (verdeelmaatstaf): reference year → participant → number."""

    unit: Text | None = None
    values: dict[Year, dict[ParticipantId, Weight]]


class Definition(Named):
    """One way to divide: shares, weights, a driver, or a blend of keys; exactly one of them."""

    shares: Shares | None = None
    weights: Weights | None = None
    driver: DriverId | None = None
    among: ParticipantList | None = None
    lag: Lag = 0
    blend: Blend | None = None


class Key(Definition):
    """A key (verdeelsleutel): one definition, or dated versions, each in force from the start of its period."""

    versions: dict[AnyPeriod, Definition] | None = None


class Measure(Named):
    """A measure (maatregel): amounts in cents per period, or a total with its spread; None is PM."""

    nature: Nature
    key: KeyId
    side: Side = "expense"
    amounts: Amounts | None = None
    total: UnitAmount = None
    spread: Spread | None = None
    booking: Booking | None = None
    pc_document: dict[BudgetYear, PcDocumentId] = {}
    vat: Vat | None = None


class Control(Named):
    """A published figure (aansluiting) in cents that the calculation is held against."""

    year: BudgetYear
    amount: Cents
    participant: ParticipantId | None = None
    nature: Nature | None = None
    measure: MeasureId | None = None
    rounded_to: PositiveCents | None = None
    by_construction: Boolean = False
    vat: Vat | None = None


class Executor(Named):
    """The body that spends the money and sends the contributions (uitvoerende regeling)."""

    id: Id


class Rounding(Frozen):
    """How amounts are rounded: the unit in cents, the method, and the level at which parts are rounded."""

    unit: RoundingUnit = 1
    method: MethodChoice = "largest-remainder"
    level: LevelChoice = "measure"


class Amendment(Frozen):
    """The budget amendment (begrotingswijziging): number, body, date, status, and the unit in cents that is booked."""

    number: Text | None = None
    body: Text | None = None
    date: Date | None = None
    status: Text = "concept"
    unit: BookingUnit = 100


class CurrentLine(Frozen):
    """An amount that an organisation's budget holds now, per programma, taakveld and side, in cents per year."""

    programma: Text
    taakveld: Text
    side: Side
    amounts: dict[Year, Cents]


class Settings(Named):
    """The budget as a whole: its years, its date, its language, and how it is rounded and booked."""

    years: Annotated[tuple[Year, ...], AfterValidator(no_repeats)]
    date: Date | None = None
    executor: Executor | None = None
    currency: Currency = "EUR"
    language: LanguageChoice = "nl"
    vat: Vat = "excluded"
    default_scenario: DefaultScenario = None
    rounding: Rounding = Rounding.model_construct()
    amendment: Amendment = Amendment.model_construct()
    current: dict[OrganisationId, tuple[CurrentLine, ...]] = {}


class Scenario(Named):
    """A scenario's file. Its patch and controls are laid over the base files before those are read as a budget."""

    base: ScenarioId | None = None
    only: tuple[MeasureId, ...] | None = None
    without: tuple[MeasureId, ...] | None = None
    assumptions: tuple[Text, ...] = ()
    patch: dict[str, Any] = {}
    controls: dict[str, Any] = {}


class Controls(Frozen):
    """The controls of a scenario by themselves."""

    controls: dict[Id, Control]


class Budget(Frozen):
    """What was decided: the whole of keys.yaml and measures.yaml with a scenario laid over them."""

    settings: Settings = Field(alias="budget")
    documents: dict[Id, Document] = {}
    pc_documents: dict[Id, PcDocument] = {}
    participants: dict[Id, Participant]
    drivers: dict[Id, Driver] = {}
    keys: dict[Id, Key]
    measures: dict[Id, Measure]
    controls: dict[Id, Control] = {}


class Chosen(NamedTuple):
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
    chosen: Chosen
    measures: dict[str, Measure]
    """The measures that the scenario takes, in the budget's order: those that are allocated."""
