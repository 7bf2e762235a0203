"""Mappings at the wrong level: participants where periods stand, or periods where participants stand.

Each check runs before the entries are parsed, so that one mistake is one problem.
"""

import re
from fractions import Fraction
from typing import Any

from pydantic import ValidationInfo

from ridcalc.core.budget.context import Definitions
from ridcalc.core.values.money import parse_weight
from ridcalc.core.values.number_hints import decimal_form
from ridcalc.core.values.problems import InvalidValueError, Message, say, some

_PERIOD = re.compile(r"[0-9]{4}(-[HQ][1-4])?")


def amounts_by_period(value: object, info: ValidationInfo) -> object:
    """Return the value of an `amounts` field unchanged.

    Raises:
        InvalidValueError: The value has amounts per participant.
    """
    participants = _participants(info)
    if not isinstance(value, dict):
        return value
    if any(_names_any(inner, participants) for inner in value.values()):
        raise _per_participant(value, participants)
    if _names_any(value, participants):
        years = info.context.years if isinstance(info.context, Definitions) else None
        year = str(min(years or {2024}))
        by_period: dict[str, dict[str, Any]] = {}
        for name, inner in value.items():
            for period, amount in (inner if isinstance(inner, dict) else {year: inner}).items():
                by_period.setdefault(period, {})[name] = amount
        raise _per_participant(by_period, participants)
    return value


def _per_participant(by_period: dict[str, Any], participants: frozenset[str]) -> InvalidValueError:
    """Return the refusal of amounts per participant in each period.

    The hint has the sum and the key to write, if there is one period and its amounts can be weights.
    """
    hint = say("write a measure for each participant, with its amounts per period and a key of that participant alone")
    (period, amounts), *others = by_period.items() or [("", {})]
    total = _sum(amounts) if not others and amounts.keys() <= participants else None
    if total:
        weights = ", ".join(some((f"{name}: {amount}" for name, amount in amounts.items()), len(amounts)))
        hint = say(
            "write the sum, {sum}, and a key with these amounts as weights, {weights}; "
            "or a measure for each participant",
            sum=f"amounts: {{{period}: {total}}}",
            weights=f"weights: {{{weights}}}",
        )
    return InvalidValueError("wrong-type", say("amounts are given per period, not per participant"), hint)


def _sum(amounts: dict[str, Any]) -> str | None:
    """Return the sum of amounts as the files write it; None if they cannot be weights, such as PM or below zero."""
    try:
        total = sum(map(parse_weight, map(str, amounts.values())), start=Fraction(0))
    except InvalidValueError:
        return None
    return decimal_form(total) if total else None


def by_participant(value: object, info: ValidationInfo) -> object:
    """Return the value of a `shares` or `weights` field unchanged.

    Raises:
        InvalidValueError: The value has shares or weights per period.
    """
    if (
        isinstance(value, dict)
        and value
        and all(map(_PERIOD.fullmatch, value))
        and not value.keys() <= _participants(info)
    ):
        field = str(info.field_name)
        form = f"versions: {{{next(iter(value))}: {{{field}: {{...}}}}}}"
        message = say("{field} are given per participant, not per period", field=field)
        raise InvalidValueError("wrong-type", message, say("a key that changes has versions: {form}", form=form))
    return value


def values_by_year(value: object, info: ValidationInfo) -> object:
    """Return the value of the `values` field of a driver unchanged.

    Raises:
        InvalidValueError: The value has participants at the level of the reference years.
    """
    if _names_any(value, _participants(info)):
        message = say("the values of a driver are given per reference year, and then per participant")
        raise InvalidValueError("wrong-type", message, _EXAMPLE)
    return value


_EXAMPLE = say("write for instance {example}", example="values: {2024: {noord: 44154, zuid: 25053}}")


def _participants(info: ValidationInfo) -> frozenset[str]:
    """Return the ids of the participants; an empty set if they could not be read."""
    definitions = info.context
    return (definitions.ids["participants"] or frozenset()) if isinstance(definitions, Definitions) else frozenset()


def _names_any(value: object, participants: frozenset[str]) -> bool:
    """Return whether a value is a mapping with the id of a participant; ids in the form of periods do not count."""
    return isinstance(value, dict) and any(name in participants and not _PERIOD.fullmatch(name) for name in value)


def single_text_hint(value: object) -> Message | None:
    """Return the hint for a text that YAML reads as a mapping because of its colon; None for other values."""
    if isinstance(value, dict) and len(value) == 1 and all(isinstance(text, str) for text in value.values()):
        return say("put a text with a colon in it in quotation marks")
    return None
