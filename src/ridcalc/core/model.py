"""The frozen shape of a budget: fields, types and references. Computes nothing and looks across no objects.

Every scalar arrives as the text that stands in the file; each field's own parser turns it into an exact value.
What a reference may name comes in as `Known`, so that a wrong one is found together with every other mistake.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo, model_validator

from ridcalc.core import money
from ridcalc.core.periods import Period, parse_period, parse_year
from ridcalc.core.problems import Path, Refused, did_you_mean, say

ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
RESERVED_IDS = frozenset(
    {
        "none",
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{digit}" for digit in range(10)),
        *(f"lpt{digit}" for digit in range(10)),
    }
)


@dataclass(frozen=True)
class Known:
    """What the document as a whole defines; None where that part could not be read, so that nothing is said of it."""

    ids: dict[str, frozenset[str] | None]
    years: frozenset[int] | None
    unit: int
    """The rounding unit in cents."""


# ---- values -------------------------------------------------------------------------------------------------------


def _text(value: object) -> str:
    """Return the text that a scalar is.

    Raises:
        Refused: the value is a mapping or a list, or nothing.
    """
    if not isinstance(value, str):
        raise Refused("wrong-type", say("this is {kind}; a single value is expected", kind=kind_of(value)))
    if not value.strip():
        raise Refused("empty-value", say("this text is empty"), say("leave the field out, or say what it is"))
    return value


def kind_of(value: object) -> "object":
    """Return the words for what kind of value a YAML file has at some place."""
    if isinstance(value, dict):
        return say("a mapping")
    return say("a list") if isinstance(value, list) else say("a single value")


def _parsed(parse: Callable[[str], Any]) -> PlainValidator:
    return PlainValidator(lambda value: parse(_text(value)))


def _context(info: ValidationInfo) -> Known:
    known = info.context
    if not isinstance(known, Known):
        raise TypeError("a budget is validated with what its document defines as context")
    return known


def _known(section: str, value: object, info: ValidationInfo) -> str:
    """Return the id in `value` if the document defines it in `section`.

    Raises:
        Refused: it does not.
    """
    word = _text(value)
    known = _context(info).ids[section]
    if known is not None and word not in known:
        code, message = _UNKNOWN[section]
        raise Refused(code, say(message.template, id=word), did_you_mean(word, sorted(known)))
    return word


_UNKNOWN = {
    "participants": ("unknown-participant", say("{owner} names participant '{id}', which is not in keys.yaml")),
    "organisations": ("unknown-participant", say("'{id}' is neither the executor nor a participant")),
    "drivers": ("unknown-driver", say("{owner} uses driver '{id}', which is not in keys.yaml")),
    "keys": ("unknown-key", say("{owner} uses key '{id}', which is not in keys.yaml")),
    "measures": ("unknown-measure", say("{owner} names measure '{id}', which is not in measures.yaml")),
    "documents": (
        "unknown-document",
        say("{owner} names document '{id}', which is not among the documents in measures.yaml"),
    ),
    "pc_documents": (
        "unknown-pc-document",
        say("{owner} names P&C document '{id}', which is not among the pc_documents in measures.yaml"),
    ),
    "scenarios": ("unknown-scenario", say("there is no scenario '{id}'")),
}


def _reference(section: str) -> PlainValidator:
    def check(value: object, info: ValidationInfo) -> str:
        return _known(section, value, info)

    return PlainValidator(check)


def _default_scenario(value: object, info: ValidationInfo) -> str | None:
    return None if value == "none" else _known("scenarios", value, info)


def check_id(text: str) -> str:
    """Return `text` if it can name something: `[a-z0-9][a-z0-9-]{0,63}` and not a reserved word.

    Raises:
        Refused: it cannot.
    """
    if not re.fullmatch(ID_PATTERN, text):
        raise Refused(
            "id-form",
            say("'{id}' cannot be an id", id=text),
            say("ids are small letters, digits and hyphens, 64 at most, and begin with a letter or digit"),
        )
    if text in RESERVED_IDS:
        raise Refused("id-form", say("'{id}' is a reserved word and cannot be an id", id=text))
    return text


def _choice(options: tuple[str, ...]) -> PlainValidator:
    def check(value: object) -> str:
        word = _text(value)
        if word not in options:
            raise Refused(
                "unknown-value",
                say("'{word}' is none of {options}", word=word, options=options),
                did_you_mean(word, options),
            )
        return word

    return PlainValidator(check)


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise Refused("unknown-value", say("'{word}' is none of {options}", word=text, options=("true", "false")))
    return text == "true"


def _budget_year(value: object, info: ValidationInfo) -> int:
    year = parse_year(_text(value))
    _check_year(year, info)
    return year


def _budget_period(value: object, info: ValidationInfo) -> Period:
    period = parse_period(_text(value))
    _check_year(period.year, info)
    return period


def _check_year(year: int, info: ValidationInfo) -> None:
    years = _context(info).years
    if years is not None and year not in years:
        raise Refused(
            "year-outside-budget",
            say("{year} is not one of the budget's years", year=str(year)),
            say("the budget's years are {years}", years=tuple(map(str, sorted(years)))),
        )


def _unit_amount(value: object, info: ValidationInfo) -> int | None:
    text = _text(value)
    cents = money.parse_amount(text)
    unit = _context(info).unit
    if cents is not None and cents % unit:
        raise Refused(
            "amount-precision",
            say(
                "'{text}' is not a multiple of the rounding unit of {unit} euro",
                text=text,
                unit=_euros(unit),
            ),
        )
    return cents


def _euros(cents: int) -> str:
    return str(cents // 100) if cents % 100 == 0 else f"{cents / 100:.2f}"


def _one_of_units(options: dict[Fraction, int]) -> PlainValidator:
    def check(value: object) -> int:
        text = _text(value)
        number = money.parse_number(text)
        if number not in options:
            names = tuple(_euros(cents) for cents in options.values())
            raise Refused("unknown-value", say("'{word}' is none of {options}", word=text, options=names))
        return options[number]

    return PlainValidator(check)


def _whole_lag(text: str) -> int:
    number = money.parse_weight(text)
    if number.denominator != 1 or number > 100:
        raise Refused("number-form", say("'{text}' is not a whole number of years from 0 to 100", text=text))
    return number.numerator


def _positive_cents(text: str) -> int:
    cents = money.parse_cents(text)
    if cents <= 0:
        raise Refused("number-form", say("'{text}' is not above zero", text=text))
    return cents


def _date(text: str) -> str:
    match = re.fullmatch(r"[0-9]{4}(-[0-9]{2})?(-[0-9]{2})?", text)
    try:
        if match:
            date.fromisoformat(text + ("" if match[2] else "-01" if match[1] else "-01-01"))
            return text
    except ValueError:
        pass  # such as 2023-02-30: told below, with the form to write
    raise Refused(
        "date-form", say("'{text}' is not a date", text=text), say("write a date as 2023-01-20, 2023-01 or 2023")
    )


def _adds_to_one(shares: object) -> object:
    if isinstance(shares, dict):
        total = sum(shares.values(), start=Fraction(0))
        if total != 1:
            raise Refused("shares-sum", say("these shares add to {sum}, not to 100%", sum=total))
    return shares


def _not_all_zero(weights: object) -> object:
    if isinstance(weights, dict) and not any(weights.values()):
        raise Refused("weights-all-zero", say("all these weights are zero; there is nothing to divide by"))
    return weights


def _no_overlap(amounts: object) -> object:
    if isinstance(amounts, dict):
        if not amounts:
            raise Refused("empty-value", say("there is no period here"), say("write PM for an unknown amount"))
        periods = sorted(amounts)
        for earlier, later in pairwise(periods):
            if earlier.overlaps(later):
                raise Refused(
                    "period-overlap",
                    say("{earlier} and {later} overlap", earlier=earlier.text, later=later.text),
                    say("give an amount for the whole or for its parts, not for both"),
                )
    return amounts


def _no_repeats(items: object) -> object:
    if isinstance(items, tuple):
        if not items:
            raise Refused("empty-value", say("this list is empty"))
        repeated = next((item for index, item in enumerate(items) if item in items[:index]), None)
        if repeated is not None:
            raise Refused("repeated-item", say("'{item}' stands in this list twice", item=str(repeated)))
    return items


def _after(check: Callable[[object], object]) -> Any:  # noqa: ANN401  pydantic takes any of its markers here
    from pydantic import AfterValidator  # kept beside its only use

    return AfterValidator(check)


Text = Annotated[str, PlainValidator(_text)]
Id = Annotated[str, _parsed(check_id)]
Date = Annotated[str, _parsed(_date)]
Year = Annotated[int, _parsed(parse_year)]
BudgetYear = Annotated[int, PlainValidator(_budget_year)]
AnyPeriod = Annotated[Period, _parsed(parse_period)]
BudgetPeriod = Annotated[Period, PlainValidator(_budget_period)]
Share = Annotated[Fraction, _parsed(money.parse_share)]
Weight = Annotated[Fraction, _parsed(money.parse_weight)]
Cents = Annotated[int, _parsed(money.parse_cents)]
PositiveCents = Annotated[int, _parsed(_positive_cents)]
UnitAmount = Annotated[int | None, PlainValidator(_unit_amount)]
Boolean = Annotated[bool, _parsed(_boolean)]
Lag = Annotated[int, _parsed(_whole_lag)]

ParticipantId = Annotated[str, _reference("participants")]
OrganisationId = Annotated[str, _reference("organisations")]
DriverId = Annotated[str, _reference("drivers")]
KeyId = Annotated[str, _reference("keys")]
MeasureId = Annotated[str, _reference("measures")]
DocumentId = Annotated[str, _reference("documents")]
PcDocumentId = Annotated[str, _reference("pc_documents")]
ScenarioId = Annotated[str, _reference("scenarios")]
DefaultScenario = Annotated[str | None, PlainValidator(_default_scenario)]

NatureName = Literal["incidental", "structural"]
SideName = Literal["expense", "income"]
VatName = Literal["excluded", "included", "unknown"]
CoverageName = Literal["saldo", "reserve", "unforeseen", "existing"]
MethodName = Literal["largest-remainder", "largest-share"]
LevelName = Literal["measure", "total"]
LanguageName = Literal["nl", "en"]
NATURES: tuple[NatureName, ...] = get_args(NatureName)
SIDES: tuple[SideName, ...] = get_args(SideName)

Nature = Annotated[NatureName, _choice(NATURES)]
Side = Annotated[SideName, _choice(SIDES)]
Vat = Annotated[VatName, _choice(get_args(VatName))]
CoverageSource = Annotated[CoverageName, _choice(get_args(CoverageName))]
MethodChoice = Annotated[MethodName, _choice(get_args(MethodName))]
LevelChoice = Annotated[LevelName, _choice(get_args(LevelName))]
LanguageChoice = Annotated[LanguageName, _choice(get_args(LanguageName))]
RoundingUnit = Annotated[int, _one_of_units({Fraction(1, 100): 1, **{Fraction(10**n): 10**n * 100 for n in range(4)}})]
BookingUnit = Annotated[int, _one_of_units({Fraction(1): 100, Fraction(1000): 100_000})]

Shares = Annotated[dict[ParticipantId, Share], _after(_adds_to_one)]
Weights = Annotated[dict[ParticipantId, Weight], _after(_not_all_zero)]
Blend = Annotated[dict[KeyId, Share], _after(_adds_to_one)]
Spread = Annotated[dict[BudgetPeriod, Share], _after(_adds_to_one), _after(_no_overlap)]
Amounts = Annotated[dict[BudgetPeriod, UnitAmount], _after(_no_overlap)]
ParticipantList = Annotated[tuple[ParticipantId, ...], _after(_no_repeats)]


# ---- objects ------------------------------------------------------------------------------------------------------


class Frozen(BaseModel):
    """Base of every object: frozen, unknown fields refused, fields that begin with `x-` ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _ignore_x_fields(cls, data: Any) -> Any:  # noqa: ANN401  whatever stands in the file
        if isinstance(data, dict) and any(name.startswith("x-") for name in data):
            return {name: value for name, value in data.items() if not name.startswith("x-")}
        return data


class Origin(Frozen):
    """Where a fact was found: a document, and the section and page in it."""

    document: DocumentId
    section: Text | None = None
    page: Text | None = None


class Named(Frozen):
    """What every named object may carry."""

    name: Text | None = None
    description: Text | None = None
    source: Origin | None = None
    assumption: Text | None = None
    note: Text | None = None


class Document(Named):
    """A published document that facts were taken from."""

    title: Text
    publisher: Text | None = None
    date: Date | None = None
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
    amounts: dict[BudgetYear, Cents]


class Settings(Named):
    """The budget as a whole: its years, its date, its language, and how it is rounded and booked."""

    years: Annotated[tuple[Year, ...], _after(_no_repeats)]
    date: Date | None = None
    executor: Executor | None = None
    currency: Text = "EUR"
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


class Case(NamedTuple):
    """A budget with its scenario: what an allocation is made of."""

    budget: Budget
    chosen: Chosen
    selected: tuple[str, ...]
    """The measures that the scenario takes, in the budget's order."""

    @property
    def measures(self) -> dict[str, Measure]:
        """The measures that are allocated."""
        return {name: self.budget.measures[name] for name in self.selected}
