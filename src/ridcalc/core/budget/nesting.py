"""Mappings at the wrong level: participants where periods stand, or periods where participants stand.

Each check runs before the entries are parsed, so that one mistake is one problem.
"""

import re
from typing import Any

from pydantic import ValidationInfo

from ridcalc.core.budget.context import Definitions
from ridcalc.core.values.problems import InvalidValueError, Message, say, some

_PERIOD = re.compile(r"[0-9]{4}(-[HQM][0-9]{1,2})?")


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
    """Return the refusal of amounts per participant in each period, with the parts to write."""
    hint = say("amounts that are agreed per participant stand under parts, per period, and the measure has no key")
    sound = all(isinstance(inner, dict) and inner and inner.keys() <= participants for inner in by_period.values())
    if by_period and sound:
        periods = ", ".join(some(map(_parts_of, by_period, by_period.values()), len(by_period)))
        hint = say(
            "amounts that are agreed per participant stand under parts, and the measure has no key: {parts}",
            parts=f"parts: {{{periods}}}",
        )
    return InvalidValueError("wrong-type", say("amounts are given per period, not per participant"), hint)


def _parts_of(period: str, amounts: dict[str, Any]) -> str:
    """Return the parts of a period as the files write them; `...` for what is no single value."""
    texts = (f"{name}: {amount if isinstance(amount, str) else '...'}" for name, amount in amounts.items())
    return f"{period}: {{{', '.join(some(texts, len(amounts)))}}}"


def parts_by_period(value: object, info: ValidationInfo) -> object:
    """Return the value of a `parts` field unchanged.

    Raises:
        InvalidValueError: The value has participants at the level of the periods.
    """
    if _names_any(value, _participants(info)):
        message = say("parts are given per period, and then per participant")
        example = "parts: {2024: {noord: 500, zuid: -300}}"
        raise InvalidValueError("wrong-type", message, say("write for instance {example}", example=example))
    return value


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
