"""Parsers of single values: each function returns the exact value of a text, or refuses the text."""

import re
from datetime import date
from fractions import Fraction

from ridcalc.core.budget.context import Definitions
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values import money
from ridcalc.core.values.periods import Period, parse_period, parse_year
from ridcalc.core.values.problems import InvalidValueError, Message, say
from ridcalc.core.values.suggestions import DUTCH_WORDS, did_you_mean

LONGEST_TEXT = 10_000
"""Most characters of a text."""
LONGEST_NAME = 300
"""Most characters of a name."""

ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
"""The form of an id."""
CURRENCY_PATTERN = "[A-Z]{3}"
"""The form of a currency code (ISO 4217)."""
RESERVED_IDS = frozenset(
    {
        NO_SCENARIO,
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{digit}" for digit in range(10)),
        *(f"lpt{digit}" for digit in range(10)),
    }
)
"""Words that cannot be ids: the word for no scenario, and file names that Windows reserves."""

ROUNDING_UNITS = {Fraction(1, 100): 1, **{Fraction(10**power): 10**power * 100 for power in range(4)}}
"""Units to which amounts can be rounded: euros as written → cents."""
BOOKING_UNITS = {Fraction(1): 100, Fraction(1000): 100_000}
"""Units in which amounts can be booked: euros as written → cents."""


def text_of(value: object, hint: Message | None = None) -> str:
    """Return `value` if it is a text. `hint` says what to write instead of a mapping or a list.

    Raises:
        InvalidValueError: The value is a mapping, a list or null, or the text is blank or too long.
    """
    if not isinstance(value, str):
        raise InvalidValueError(
            "wrong-type", say("expected a single value, found {kind}", kind=value_kind(value)), hint
        )
    if not value.strip():
        raise InvalidValueError("empty-value", say("this text is empty"), say("leave the field out, or say what it is"))
    if len(value) > LONGEST_TEXT:
        message = say("this text has {count} characters; the most is {most}", count=len(value), most=LONGEST_TEXT)
        raise InvalidValueError("text-too-long", message)
    return value


def value_kind(value: object) -> Message:
    """Return the words for the kind of a YAML value: null, a mapping, a list or a single value."""
    if value is None:
        return say("null")
    if isinstance(value, dict):
        return say("a mapping")
    return say("a list") if isinstance(value, list) else say("a single value")


def parse_name(name: str) -> str:
    """Return the name unchanged.

    Raises:
        InvalidValueError: The name is longer than 300 characters.
    """
    if len(name) > LONGEST_NAME:
        message = say("this name has {count} characters; the most is {most}", count=len(name), most=LONGEST_NAME)
        raise InvalidValueError("text-too-long", message, say("put a longer text in description"))
    return name


def check_id(text: str) -> str:
    """Return `text` if it is a valid id: `[a-z0-9][a-z0-9-]{0,63}` and not a reserved word.

    Raises:
        InvalidValueError: The text is no valid id.
    """
    if not re.fullmatch(ID_PATTERN, text):
        raise InvalidValueError(
            "id-form",
            say("'{id}' cannot be an id", id=text),
            id_hint(text)
            or say("ids are small letters, digits and hyphens, 64 at most, and begin with a letter or digit"),
        )
    if text in RESERVED_IDS:
        raise InvalidValueError("id-form", say("'{id}' is a reserved word and cannot be an id", id=text))
    return text


def id_hint(text: str) -> Message | None:
    """Return the hint with an id made from the text, or None if no valid id can be made from it."""
    form = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return say("write {id}, and the text itself as its name", id=form) if re.fullmatch(ID_PATTERN, form) else None


def parse_choice(word: str, options: tuple[str, ...]) -> str:
    """Return `word` if it is one of the options.

    Raises:
        InvalidValueError: The word is not an option; the hint gives the nearest option.
    """
    if word not in options:
        raise InvalidValueError(
            "unknown-value",
            say("'{word}' is not one of {options}", word=word, options=options),
            did_you_mean(DUTCH_WORDS.get(word.lower(), word.lower()), options),
        )
    return word


def parse_boolean(text: str) -> bool:
    """Return the truth value of `text`: `true` or `false`.

    Raises:
        InvalidValueError: The text is another word.
    """
    if text not in {"true", "false"}:
        raise InvalidValueError(
            "unknown-value", say("'{word}' is not one of {options}", word=text, options=("true", "false"))
        )
    return text == "true"


def parse_budget_year(text: str, definitions: Definitions) -> int:
    """Return the year in `text`, one of the budget's years.

    Raises:
        InvalidValueError: The text has another form, or the year is not in the budget.
    """
    year = parse_year(text)
    _check_year(year, definitions)
    return year


def parse_budget_period(text: str, definitions: Definitions) -> Period:
    """Return the period in `text`, within the budget's years.

    Raises:
        InvalidValueError: The text has another form, or the period's year is not in the budget.
    """
    period = parse_period(text)
    _check_year(period.year, definitions)
    return period


def _check_year(year: int, definitions: Definitions) -> None:
    """Refuse a year that is not in the budget."""
    years = definitions.years
    if years is not None and year not in years:
        raise InvalidValueError(
            "year-outside-budget",
            say("{year} is not one of the budget's years", year=str(year)),
            say("the budget's years are {years}", years=tuple(map(str, sorted(years)))),
        )


def parse_unit_amount(text: str, definitions: Definitions) -> int | None:
    """Return the amount in cents for the euros in `text`, or None for PM.

    Raises:
        InvalidValueError: The text has another form, or the amount is not a multiple of the rounding unit.
    """
    cents = money.parse_amount(text)
    return None if cents is None else parse_unit_multiple(text, cents, definitions.unit)


def parse_unit_multiple(text: str, cents: int, unit: int) -> int:
    """Return `cents`, parsed from `text`, if these are a multiple of the rounding unit.

    Raises:
        InvalidValueError: They are not.
    """
    if cents % unit:
        raise InvalidValueError(
            "amount-precision",
            say(
                "'{text}' is not a multiple of the rounding unit of {unit} euro",
                text=text,
                unit=money.canonical_euros(unit),
            ),
            say("{hint}; or choose a smaller unit under rounding", hint=money.rounded_forms(Fraction(cents), unit)),
        )
    return cents


def parse_unit_choice(text: str, options: dict[Fraction, int]) -> int:
    """Return the unit in cents for the euros in `text`; `options` maps euros as written to cents.

    Raises:
        InvalidValueError: The text is not a number, or not one of the options.
    """
    number = money.parse_number(text)
    if number not in options:
        names = tuple(money.canonical_euros(cents) for cents in options.values())
        smaller = [cents for euros, cents in options.items() if euros < number]
        hint = say("the smallest unit is {unit}: round to it before the amounts are divided", unit=names[0])
        if smaller:
            unit = money.canonical_euros(max(smaller))
            hint = say("write {unit}, and round the parts to {word} after that, outside ridcalc", unit=unit, word=text)
        raise InvalidValueError(
            "unknown-value", say("'{word}' is not one of {options}", word=text, options=names), hint
        )
    return options[number]


def parse_lag(text: str) -> int:
    """Return the lag of a driver in `text`: a number of years before the year of an amount.

    Raises:
        InvalidValueError: The text is not a whole number from 0 to 100.
    """
    number = money.parse_number(text)
    if number.denominator != 1 or not 0 <= number <= 100:
        raise InvalidValueError("number-form", say("'{text}' is not a whole number of years from 0 to 100", text=text))
    return number.numerator


def parse_currency(text: str) -> str:
    """Return the currency code in `text`: three capitals.

    Raises:
        InvalidValueError: The text has another form.
    """
    if not re.fullmatch(CURRENCY_PATTERN, text):
        message = say("'{word}' is not the code of a currency", word=text)
        raise InvalidValueError("unknown-value", message, say("write three capitals, such as EUR"))
    return text


def parse_date(text: str) -> str:
    """Return `text` if it is a date: `2023-01-20`, `2023-01` or `2023`.

    Raises:
        InvalidValueError: The text has another form, or the day or month does not exist.
    """
    match = re.fullmatch(r"[0-9]{4}(-[0-9]{2})?(-[0-9]{2})?", text)
    if not match:
        hint = say("write a date as 2023-01-20, 2023-01 or 2023")
        raise InvalidValueError("date-form", say("'{text}' is not a date", text=text), hint)
    try:
        date.fromisoformat(text + ("" if match[2] else "-01" if match[1] else "-01-01"))
    except ValueError:
        raise InvalidValueError("date-form", say("the date '{text}' does not exist", text=text)) from None
    return text
