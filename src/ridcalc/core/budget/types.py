"""The types of the model's fields: validators for pydantic that parse the text of a field to its exact value.

Every scalar arrives as text. The ids that a reference may name arrive as `Definitions`, the context of the validation,
so that unknown ids are reported together with all other problems.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache, partial
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    GetCoreSchemaHandler,
    Tag,
    ValidationInfo,
    WrapValidator,
)
from pydantic_core.core_schema import CoreSchema, with_info_plain_validator_function

from ridcalc.core.budget import key_parsers, mappings, nesting, parsers, references, rule_parsers, stage_parsers
from ridcalc.core.budget.context import Definitions
from ridcalc.core.values import money
from ridcalc.core.values.languages import LanguageCode
from ridcalc.core.values.periods import Period, parse_start, parse_year
from ridcalc.core.values.problems import MOST_PROBLEMS, InvalidValueError, Message, UnavailableError, say

_MOST_REFUSALS = 2 * MOST_PROBLEMS + 1
"""Refusals after which one shared exception is raised, to save memory: a run reports no more than MOST_PROBLEMS."""
_SHARED_REFUSAL = UnavailableError()
_PERIODS = say("write each period with its amount: {example}", example="amounts: {2024-Q1: 5000, 2024-Q2: 3000}")


Hint = Callable[[object], Message | None]
"""Takes a mapping or list where a single value is expected and returns the hint, or None."""


class Reader:
    """The validator of a field: a function. That of pydantic also prepares to write values, which takes time."""

    def __init__(self, check: Callable[[object, ValidationInfo], object]) -> None:
        """Keep the function that returns the value of a field."""
        self.check = check

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema with which pydantic validates the field."""
        return with_info_plain_validator_function(self.check)


def read(find: Callable[[str, Definitions], object], hint: Hint = lambda _: None) -> Reader:
    """Return the validator of a field; `find` returns the value for the field's text and the document's definitions."""

    def check(value: object, info: ValidationInfo) -> object:
        """Return the value of a field, or refuse it; count the refusals of the document."""
        definitions = info.context
        if not isinstance(definitions, Definitions):
            raise TypeError("a budget is validated with what its document defines as context")
        try:
            return find(parsers.text_of(value, None if isinstance(value, str) else hint(value)), definitions)
        except InvalidValueError:
            definitions.tally.refused += 1
            if definitions.tally.refused > _MOST_REFUSALS:
                raise _SHARED_REFUSAL.with_traceback(None) from None
            raise

    return Reader(check)


def parsed(parse: Callable[[str], object], hint: Hint = lambda _: None) -> Reader:
    """Return the validator of a field; `parse` returns the value for the field's text."""
    return read(lambda text, _: parse(text), hint)


class Reference:
    """The validator of a field with the id of an entry. The field's type keeps it, so that the section can be read."""

    def __init__(self, section: str, find: Callable[[str, Definitions], str] | None = None) -> None:
        """Keep the name of the section, and what finds an id in the definitions (None: the ids of the document).

        Raises:
            LookupError: sections.py declares no problem for unknown ids of the section.
        """
        if section not in references.UNKNOWN:
            raise LookupError(f"sections.py does not say what an unknown id among the {section} is")
        self.section = section
        self.find = find or (lambda word, definitions: references.known_id(section, word, definitions))

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema with which pydantic validates the field."""
        reader = read(
            self.find,
            lambda _: say("write one id from the section {section}", section=self.section),
        )
        return reader.__get_pydantic_core_schema__(source, handler)


def section_of(annotation: object) -> str | None:
    """Return the name of the section to which a field with this type refers; None for other types."""
    marks = getattr(annotation, "__metadata__", ())
    return next((mark.section for mark in marks if isinstance(mark, Reference)), None)


@cache
def references_in(kind: type) -> tuple[tuple[str, str], ...]:
    """Return the fields of the model `kind` that hold a reference, each with the name of the section."""
    fields: list[tuple[str, str]] = []
    for field, hint in get_type_hints(kind, include_extras=True).items():
        options = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
        fields += [(field, section) for option in options if (section := section_of(option)) is not None]
    return tuple(fields)


def _choice(options: tuple[str, ...]) -> Reader:
    """Return the validator of a field with one of the options."""
    return parsed(lambda word: parsers.parse_choice(word, options))


def _one_of_units(options: dict[Fraction, int]) -> Reader:
    """Return the validator of a field with one of the units; `options` maps euros as written to cents."""
    return parsed(lambda text: parsers.parse_unit_choice(text, options))


Text = Annotated[str, parsed(str, nesting.single_text_hint)]
Name = Annotated[str, parsed(parsers.parse_name, nesting.single_text_hint)]
Id = Annotated[str, parsed(parsers.check_id)]
Currency = Annotated[str, parsed(parsers.parse_currency)]
Date = Annotated[str, parsed(parsers.parse_date)]
Year = Annotated[int, parsed(parse_year)]
BudgetYear = Annotated[int, read(parsers.parse_budget_year)]
StartOfVersion = Annotated[Period, parsed(parse_start)]
BudgetPeriod = Annotated[Period, read(parsers.parse_budget_period)]
Share = Annotated[Fraction, parsed(money.parse_share)]
Weight = Annotated[Fraction, parsed(money.parse_weight)]
Cents = Annotated[int, parsed(money.parse_cents)]
PositiveCents = Annotated[int, parsed(money.parse_positive)]
NotNegativeCents = Annotated[int, parsed(money.parse_not_negative)]
Threshold = Annotated[int, parsed(stage_parsers.parse_threshold)]
UnitAmount = Annotated[int | None, read(parsers.parse_unit_amount, lambda _: _PERIODS)]
Boolean = Annotated[bool, parsed(parsers.parse_boolean)]
Lag = Annotated[int, parsed(parsers.parse_lag)]
AverageYears = Annotated[int, parsed(key_parsers.parse_average)]
Step = Annotated[Fraction, parsed(key_parsers.parse_step)]
Day = Annotated[date, parsed(key_parsers.parse_day)]
Decimals = Annotated[int, parsed(rule_parsers.parse_decimals)]
StartYear = Annotated[int, read(rule_parsers.parse_start_year)]
StartPeriod = Annotated[Period, read(rule_parsers.parse_start_period)]
Rate = Annotated[Fraction, parsed(money.parse_rate)]
IndexRate = Annotated[Fraction, parsed(rule_parsers.parse_index_rate)]
IndexValue = Annotated[Fraction, parsed(rule_parsers.parse_index_value)]
Precision = Annotated[Fraction, parsed(rule_parsers.parse_precision)]
Price = Annotated[Fraction | None, parsed(money.parse_price)]
KeyAmount = Annotated[int, read(rule_parsers.parse_key_amount)]

ParticipantId = Annotated[str, Reference("participants")]
OrganisationId = Annotated[str, Reference("organisations")]
DriverId = Annotated[str, Reference("drivers")]
KeyId = Annotated[str, Reference("keys")]
MeasureId = Annotated[str, Reference("measures")]
MeasureOfFolder = Annotated[str, Reference("measures", references.measure_of_folder)]
"""A measure of the base files or of any scenario; one that the shown scenario lacks counts as not there."""
DocumentId = Annotated[str, Reference("documents")]
PcDocumentId = Annotated[str, Reference("pc_documents")]
TaskId = Annotated[str, Reference("tasks")]
StageId = Annotated[str, Reference("stages")]
DatedStageId = Annotated[str, Reference("stages", references.dated_stage)]
ReserveId = Annotated[str, Reference("reserves")]
IndexId = Annotated[str, Reference("indices")]
IndexChoice = Annotated[str, read(references.index_or_none)]
ScenarioId = Annotated[str, read(references.base_scenario)]
StageScenario = Annotated[str, read(references.stage_scenario)]
DefaultScenario = Annotated[str | None, read(references.default_scenario)]

NatureName = Literal["incidental", "structural"]
SideName = Literal["expense", "income"]
VatName = Literal["excluded", "included", "unknown"]
CoverageName = Literal["saldo", "reserve", "unforeseen", "existing"]
LayerName = Literal["municipality", "arrangement", "province", "water-board", "other"]
"""The kinds of body that a participant can be, as Iv3 distinguishes them."""
OverviewName = Literal["overhead", "algemene dekkingsmiddelen", "vennootschapsbelasting", "onvoorzien"]
"""The groups that stand apart from the programmas (BBV art. 17)."""
KindName = Literal["shares", "weights", "driver", "blend", "transition"]
"""The kinds of key, named after their field."""
TakenName = Literal["fixed", "tariff", "leaves"]
"""The steps that come first: amounts of participants that have no part of the rest."""
PartStepName = Literal[TakenName, "base", "share", "bounds"]
"""The kinds of step with which a key divides an amount, in order.

`fixed`, `tariff` and `leaves` come first; then `base`, an amount for each of the others; `share`, the rest in
proportion to the weights; and `bounds`, the difference that minima and maxima make.
"""
AmountKind = Literal["parts", "amounts", "total", "yearly", "tariff", "surcharge"]
"""The kinds of amount, named after their field. `parts` comes first, because it may stand beside `amounts`."""
JoinUnitName = Literal["month", "quarter", "day"]
"""In what the first year of a participant that joins is counted."""
SplitName = Literal["days"]
"""By what an amount whose period spans versions is divided over them."""
IndexMethodName = Literal["yearly", "cumulative"]
PricesName = Literal["current", "constant"]
CorrectionName = Literal["additive", "compound"]
MethodName = Literal["largest-remainder", "largest-share"]
LevelName = Literal["measure", "total"]
NATURES: tuple[NatureName, ...] = get_args(NatureName)
KINDS: tuple[KindName, ...] = get_args(KindName)
TAKEN: tuple[TakenName, ...] = get_args(TakenName)
KEY_AMOUNTS = (*TAKEN, "base", "minimum", "maximum")
"""The fields with which a key, or a version of it, holds amounts."""
AMOUNT_KINDS: tuple[AmountKind, ...] = get_args(AmountKind)
SIDES: tuple[SideName, ...] = get_args(SideName)

Nature = Annotated[NatureName, _choice(NATURES)]
Side = Annotated[SideName, _choice(SIDES)]
Vat = Annotated[VatName, _choice(get_args(VatName))]
CoverageSource = Annotated[CoverageName, _choice(get_args(CoverageName))]
Layer = Annotated[LayerName, _choice(get_args(LayerName))]
Overview = Annotated[OverviewName, _choice(get_args(OverviewName))]
MethodChoice = Annotated[MethodName, _choice(get_args(MethodName))]
LevelChoice = Annotated[LevelName, _choice(get_args(LevelName))]
JoinUnit = Annotated[JoinUnitName, _choice(get_args(JoinUnitName))]
Split = Annotated[SplitName, _choice(get_args(SplitName))]
IndexMethodChoice = Annotated[IndexMethodName, _choice(get_args(IndexMethodName))]
PricesChoice = Annotated[PricesName, _choice(get_args(PricesName))]
CorrectionChoice = Annotated[CorrectionName, _choice(get_args(CorrectionName))]
LanguageChoice = Annotated[LanguageCode, _choice(get_args(LanguageCode))]
RoundingUnit = Annotated[int, _one_of_units(parsers.ROUNDING_UNITS)]
BookingUnit = Annotated[int, _one_of_units(parsers.BOOKING_UNITS)]

_PARTICIPANTS_FIRST = BeforeValidator(nesting.by_participant)
Shares = Annotated[dict[ParticipantId, Share], AfterValidator(mappings.adds_to_one), _PARTICIPANTS_FIRST]
Weights = Annotated[dict[ParticipantId, Weight], AfterValidator(mappings.not_all_zero), _PARTICIPANTS_FIRST]
DriverValues = Annotated[dict[Year, dict[ParticipantId, Weight]], BeforeValidator(nesting.values_by_year)]
Terms = Annotated[dict[DriverId, Weight], AfterValidator(mappings.not_empty)]
Blend = Annotated[dict[KeyId, Share], AfterValidator(mappings.blend_adds_to_one)]
Spread = Annotated[
    dict[BudgetPeriod, Share], AfterValidator(mappings.spread_adds_to_one), AfterValidator(mappings.no_overlap)
]
Amounts = Annotated[
    dict[BudgetPeriod, UnitAmount],
    AfterValidator(mappings.no_overlap),
    BeforeValidator(nesting.amounts_by_period),
]
ParticipantList = Annotated[tuple[ParticipantId, ...], AfterValidator(mappings.no_repeats)]
Among = Annotated[ParticipantList, WrapValidator(references.participants_of)]
"""A list of participants, the id of a group, or `all`."""
Yearly = Annotated[
    dict[StartPeriod, UnitAmount],
    AfterValidator(mappings.starts_apart),
    BeforeValidator(nesting.amounts_by_period),
]
Prices = Annotated[dict[StartYear, Price], AfterValidator(mappings.not_empty)]
Parts = Annotated[
    dict[BudgetPeriod, Annotated[dict[ParticipantId, UnitAmount], AfterValidator(mappings.not_empty)]],
    AfterValidator(mappings.no_overlap),
    BeforeValidator(nesting.parts_by_period),
]
IndexRates = dict[Year, IndexRate]
IndexValues = dict[Year, IndexValue]
Mix = Annotated[dict[IndexId, Share], AfterValidator(mappings.mix_adds_to_one)]
Years = Annotated[tuple[Year, ...], AfterValidator(mappings.no_repeats)]
KeyAmounts = Annotated[dict[ParticipantId, KeyAmount], AfterValidator(mappings.not_empty), _PARTICIPANTS_FIRST]

MAPPING, SINGLE = "[mapping]", "[single]"
"""The tags of the two shapes of a field. They are no part of a path in the files."""
BY_SHAPE = Discriminator(lambda value: MAPPING if isinstance(value, dict) else SINGLE)
"""Distinguishes a field that is a mapping from one that is a list or a single value."""
ALWAYS = 0
"""The year of a single rate, which holds in every year."""
SingleRate = Annotated[dict[int, Fraction], parsed(lambda text: {ALWAYS: money.parse_rate(text)}), Tag(SINGLE)]
SurchargeRates = Annotated[
    Annotated[dict[StartYear, Rate], AfterValidator(mappings.not_empty), Tag(MAPPING)] | SingleRate, BY_SHAPE
]
EVERYONE = ""
"""The participant of a P&C document that holds for all of them."""
_document = partial(references.known_id, "pc_documents")
SingleDocument = Annotated[dict[int, str], read(lambda word, known: {ALWAYS: _document(word, known)}), Tag(SINGLE)]
YearlyDocuments = Annotated[Annotated[dict[BudgetYear, PcDocumentId], Tag(MAPPING)] | SingleDocument, BY_SHAPE]
"""A P&C document for all years, or one for each year."""
OneDocument = Annotated[dict[str, str], read(lambda word, known: {EVERYONE: _document(word, known)}), Tag(SINGLE)]
StageDocuments = Annotated[Annotated[dict[ParticipantId, PcDocumentId], Tag(MAPPING)] | OneDocument, BY_SHAPE]
"""A P&C document for all municipalities, or one for each."""
BalanceField = Annotated[int | str, parsed(stage_parsers.parse_balance_field)]
BalanceValue = Annotated[int | str, read(stage_parsers.parse_balance_value)]
StructuralBalance = Annotated[dict[BalanceField, BalanceValue], BeforeValidator(stage_parsers.with_marked_stage)]
"""Year → the structural balance in cents, and under `stage` the stage as of which it holds."""
Measures = Annotated[tuple[MeasureOfFolder, ...], AfterValidator(mappings.no_repeats)]
BaseOfEach = Annotated[int, read(rule_parsers.parse_key_amount), Tag(SINGLE)]
BaseAmounts = Annotated[Annotated[KeyAmounts, Tag(MAPPING)] | BaseOfEach, BY_SHAPE]
"""An amount for each participant, or a mapping of participants to amounts."""
