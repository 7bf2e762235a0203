"""The values of fields: each parser turns the text that stands in a file into an exact value, or refuses it.

Every scalar arrives as text. What a reference may name comes in as `Known`, so that a wrong one is found together
with every other mistake.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import count, pairwise
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import AfterValidator, PlainValidator, ValidationInfo

from ridcalc.core.values import money
from ridcalc.core.values.money import common_denominator
from ridcalc.core.values.periods import Period, parse_period, parse_year
from ridcalc.core.values.problems import MOST_PROBLEMS, Message, Refused, Unavailable, say
from ridcalc.core.values.suggestions import did_you_mean, meant_or_known

K = TypeVar("K")
V = TypeVar("V")

LONGEST_TEXT = 10_000
LONGEST_NAME = 300
"""Characters of a text and of a name."""

ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
CURRENCY_PATTERN = "[A-Z]{3}"
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
    refused: Iterator[int] = field(default_factory=count, compare=False)
    """Counts the names that were refused."""
    hints: Iterator[int] = field(default_factory=count, compare=False)
    """Counts the names that were looked for among very many."""

    def with_measures(self, measures: frozenset[str]) -> "Known":
        """Return the same with some more measures."""
        known = self.ids["measures"]
        return replace(self, ids={**self.ids, "measures": None if known is None else known | measures})


def _text(value: object) -> str:
    """Return the text that a scalar is.

    Raises:
        Refused: the value is a mapping or a list, or an empty text.
    """
    if not isinstance(value, str):
        hint = say("put a text with a colon in it in quotation marks") if isinstance(value, dict) else None
        raise Refused("wrong-type", say("this is {kind}; a single value is expected", kind=kind_of(value)), hint)
    if not value.strip():
        raise Refused("empty-value", say("this text is empty"), say("leave the field out, or say what it is"))
    if len(value) > LONGEST_TEXT:
        message = say("this text has {count} characters; the most is {most}", count=len(value), most=LONGEST_TEXT)
        raise Refused("text-too-long", message)
    return value


def _name(name: str) -> str:
    """Return the name that a text is.

    Raises:
        Refused: it is too long for a name.
    """
    if len(name) > LONGEST_NAME:
        message = say("this name has {count} characters; the most is {most}", count=len(name), most=LONGEST_NAME)
        raise Refused("text-too-long", message, say("put what is longer in description"))
    return name


def kind_of(value: object) -> Message:
    """Return the words for what kind of value a YAML file has at some place."""
    if value is None:
        return say("null")
    if isinstance(value, dict):
        return say("a mapping")
    return say("a list") if isinstance(value, list) else say("a single value")


def _read(read: Callable[[str, Known], object]) -> PlainValidator:
    """Return what reads a field: `read` takes its text and what the document defines.

    Beyond twice what is told of a run's refusals, one stands for all: each of its own would take memory.
    """

    def check(value: object, info: ValidationInfo) -> object:
        known = info.context
        if not isinstance(known, Known):
            raise TypeError("a budget is validated with what its document defines as context")
        try:
            return read(_text(value), known)
        except Refused:
            if next(known.refused) > 2 * MOST_PROBLEMS:
                raise _ONE_MORE.with_traceback(None) from None
            raise

    return PlainValidator(check)


_ONE_MORE = Unavailable()


def _parsed(parse: Callable[[str], object]) -> PlainValidator:
    return _read(lambda text, _: parse(text))


def _known(section: str, word: str, known: Known) -> str:
    """Return the id that a text is if the document defines it in `section`.

    Raises:
        Refused: it does not.
    """
    ids = known.ids[section]
    if ids is not None and word not in ids:
        code, message = _UNKNOWN[section]
        few = len(ids) <= _MANY or next(known.hints) < _MOST_HINTS
        raise Refused(code, say(message.template, id=word), _meant(word, ids) if few else None)
    return word


def _meant(word: str, ids: frozenset[str]) -> Message | None:
    """Return the hint that names the id that was meant, or all if they are few; none that cannot be an id."""
    if len(ids) > _MANY:  # not for each of a thousand mistakes
        return did_you_mean(word, ids)
    return meant_or_known(word, [one for one in sorted(ids) if re.fullmatch(ID_PATTERN, one)])


_MANY = 100
_MOST_HINTS = 200
"""How many names a run looks for among very many: one of them takes some milliseconds."""


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


def _scenario(word: str, known: Known) -> str:
    if word == "none":
        raise Refused(
            "unknown-scenario",
            say("there is no scenario '{id}'", id=word),
            say("leave base out: a scenario then starts from the base files"),
        )
    return _known("scenarios", word, known)


def _reference(section: str) -> PlainValidator:
    return _read(lambda word, known: _known(section, word, known))


def _default_scenario(word: str, known: Known) -> str | None:
    return None if word == "none" else _known("scenarios", word, known)


def check_id(text: str) -> str:
    """Return `text` if it can name something: `[a-z0-9][a-z0-9-]{0,63}` and not a reserved word.

    Raises:
        Refused: it cannot.
    """
    if not re.fullmatch(ID_PATTERN, text):
        raise Refused(
            "id-form",
            say("'{id}' cannot be an id", id=text),
            _as_id(text)
            or say("ids are small letters, digits and hyphens, 64 at most, and begin with a letter or digit"),
        )
    if text in RESERVED_IDS:
        raise Refused("id-form", say("'{id}' is a reserved word and cannot be an id", id=text))
    return text


def _as_id(text: str) -> Message | None:
    """Return the hint that says how a text would be an id, if it can be one."""
    form = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return say("write {id}, and the text itself as its name", id=form) if re.fullmatch(ID_PATTERN, form) else None


_DUTCH = {
    "incidenteel": "incidental",
    "eenmalig": "incidental",
    "i": "incidental",
    "s": "structural",
    "jaarlijks": "structural",
    "structureel": "structural",
    "lasten": "expense",
    "last": "expense",
    "baten": "income",
    "baat": "income",
    "exclusief": "excluded",
    "excl": "excluded",
    "inclusief": "included",
    "incl": "included",
    "onbekend": "unknown",
    "reserve": "reserve",
    "onvoorzien": "unforeseen",
    "bestaand": "existing",
}
"""What a Dutch hand writes for the words of a choice; used to guess what was meant, never to accept it."""


def _choice(options: tuple[str, ...]) -> PlainValidator:
    def check(word: str) -> str:
        if word not in options:
            raise Refused(
                "unknown-value",
                say("'{word}' is none of {options}", word=word, options=options),
                did_you_mean(_DUTCH.get(word.lower(), word.lower()), options),
            )
        return word

    return _parsed(check)


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise Refused("unknown-value", say("'{word}' is none of {options}", word=text, options=("true", "false")))
    return text == "true"


def _budget_year(text: str, known: Known) -> int:
    year = parse_year(text)
    _check_year(year, known)
    return year


def _budget_period(text: str, known: Known) -> Period:
    period = parse_period(text)
    _check_year(period.year, known)
    return period


def _check_year(year: int, known: Known) -> None:
    years = known.years
    if years is not None and year not in years:
        raise Refused(
            "year-outside-budget",
            say("{year} is not one of the budget's years", year=str(year)),
            say("the budget's years are {years}", years=tuple(map(str, sorted(years)))),
        )


def _unit_amount(text: str, known: Known) -> int | None:
    cents = money.parse_amount(text)
    unit = known.unit
    if cents is not None and cents % unit:
        raise Refused(
            "amount-precision",
            say(
                "'{text}' is not a multiple of the rounding unit of {unit} euro",
                text=text,
                unit=money.plain_euros(unit),
            ),
        )
    return cents


ROUNDING_UNITS = {Fraction(1, 100): 1, **{Fraction(10**power): 10**power * 100 for power in range(4)}}
"""What amounts can be rounded to: the number of euros as written, and the cents that it is."""


def _one_of_units(options: dict[Fraction, int]) -> PlainValidator:
    def check(text: str) -> int:
        number = money.parse_number(text)
        if number not in options:
            names = tuple(money.plain_euros(cents) for cents in options.values())
            raise Refused("unknown-value", say("'{word}' is none of {options}", word=text, options=names))
        return options[number]

    return _parsed(check)


def _whole_lag(text: str) -> int:
    number = money.parse_number(text)
    if number.denominator != 1 or not 0 <= number <= 100:
        raise Refused("number-form", say("'{text}' is not a whole number of years from 0 to 100", text=text))
    return number.numerator


def _positive_cents(text: str) -> int:
    cents = money.parse_cents(text)
    if cents <= 0:
        raise Refused("number-form", say("'{text}' is not above zero", text=text))
    return cents


def _currency(text: str) -> str:
    if not re.fullmatch(CURRENCY_PATTERN, text):
        message = say("'{word}' is not the code of a currency", word=text)
        raise Refused("unknown-value", message, say("write three capitals, such as EUR"))
    return text


def _date(text: str) -> str:
    match = re.fullmatch(r"[0-9]{4}(-[0-9]{2})?(-[0-9]{2})?", text)
    if not match:
        hint = say("write a date as 2023-01-20, 2023-01 or 2023")
        raise Refused("date-form", say("'{text}' is not a date", text=text), hint)
    try:
        date.fromisoformat(text + ("" if match[2] else "-01" if match[1] else "-01-01"))
    except ValueError:
        raise Refused("date-form", say("there is no day or month '{text}'", text=text)) from None
    return text


_PERCENTAGES = say("write percentages, such as 67%, or use weights")


def _sum(shares: Collection[Fraction]) -> Fraction:
    common = common_denominator(shares)
    return Fraction(sum(share.numerator * (common // share.denominator) for share in shares), common)


def _adds_to_one(shares: dict[K, Fraction], at_hundred: Message = _PERCENTAGES) -> dict[K, Fraction]:
    total = _sum(shares.values())
    if total != 1:
        hint = at_hundred if total == 100 else _FRACTIONS if 0 < abs(total - 1) < Fraction(1, 100) else None
        raise Refused("shares-sum", say("these shares add to {sum}, not to 100%", sum=total), hint)
    return shares


_FRACTIONS = say("what a percentage cannot write exactly, a fraction can: 1/3")


def _spread_adds_to_one(spread: dict[Period, Fraction]) -> dict[Period, Fraction]:
    if _sum(spread.values()) > 100:
        message = say("spread holds the shares of total that fall in each period, and together these are more than 100")
        raise Refused("shares-sum", message, say("amounts per period stand under amounts"))
    return _adds_to_one(spread, say("write percentages, such as 67%"))


def _not_all_zero(weights: dict[str, Fraction]) -> dict[str, Fraction]:
    common_denominator(weights.values())
    if not any(weights.values()):
        raise Refused("weights-all-zero", say("all these weights are zero; there is nothing to divide by"))
    return weights


def _no_overlap(amounts: dict[Period, V]) -> dict[Period, V]:
    if not amounts:
        raise Refused("empty-value", say("there is no period here"), say("write PM for an unknown amount"))
    for earlier, later in pairwise(sorted(amounts)):
        if earlier.overlaps(later):
            raise Refused(
                "period-overlap",
                say("{earlier} and {later} overlap", earlier=earlier.text, later=later.text),
                say("give an amount for the whole or for its parts, not for both"),
            )
    return amounts


def no_repeats(items: tuple[K, ...]) -> tuple[K, ...]:
    """Return a list as it is.

    Raises:
        Refused: it is empty, or an item stands in it twice.
    """
    if not items:
        raise Refused("empty-value", say("this list is empty"))
    seen = set()
    for item in items:
        if item in seen:
            raise Refused("repeated-item", say("'{item}' stands in this list twice", item=str(item)))
        seen.add(item)
    return items


Text = Annotated[str, _parsed(str)]
Name = Annotated[str, _parsed(_name)]
Id = Annotated[str, _parsed(check_id)]
Currency = Annotated[str, _parsed(_currency)]
Date = Annotated[str, _parsed(_date)]
Year = Annotated[int, _parsed(parse_year)]
BudgetYear = Annotated[int, _read(_budget_year)]
AnyPeriod = Annotated[Period, _parsed(parse_period)]
BudgetPeriod = Annotated[Period, _read(_budget_period)]
Share = Annotated[Fraction, _parsed(money.parse_share)]
Weight = Annotated[Fraction, _parsed(money.parse_weight)]
Cents = Annotated[int, _parsed(money.parse_cents)]
PositiveCents = Annotated[int, _parsed(_positive_cents)]
UnitAmount = Annotated[int | None, _read(_unit_amount)]
Boolean = Annotated[bool, _parsed(_boolean)]
Lag = Annotated[int, _parsed(_whole_lag)]

ParticipantId = Annotated[str, _reference("participants")]
OrganisationId = Annotated[str, _reference("organisations")]
DriverId = Annotated[str, _reference("drivers")]
KeyId = Annotated[str, _reference("keys")]
MeasureId = Annotated[str, _reference("measures")]
DocumentId = Annotated[str, _reference("documents")]
PcDocumentId = Annotated[str, _reference("pc_documents")]
ScenarioId = Annotated[str, _read(_scenario)]
DefaultScenario = Annotated[str | None, _read(_default_scenario)]

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
RoundingUnit = Annotated[int, _one_of_units(ROUNDING_UNITS)]
BookingUnit = Annotated[int, _one_of_units({Fraction(1): 100, Fraction(1000): 100_000})]

Shares = Annotated[dict[ParticipantId, Share], AfterValidator(_adds_to_one)]
Weights = Annotated[dict[ParticipantId, Weight], AfterValidator(_not_all_zero)]
Blend = Annotated[dict[KeyId, Share], AfterValidator(_adds_to_one)]
Spread = Annotated[dict[BudgetPeriod, Share], AfterValidator(_spread_adds_to_one), AfterValidator(_no_overlap)]
Amounts = Annotated[dict[BudgetPeriod, UnitAmount], AfterValidator(_no_overlap)]
ParticipantList = Annotated[tuple[ParticipantId, ...], AfterValidator(no_repeats)]
