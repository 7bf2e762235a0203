"""Parsers of the values of stages and what belongs to them: thresholds, and structural balances."""

from ridcalc.core.budget import references
from ridcalc.core.budget.context import Definitions
from ridcalc.core.values import money
from ridcalc.core.values.periods import parse_year
from ridcalc.core.values.problems import InvalidValueError, say

STAGE_OF_BALANCE = "stage"
"""The field of a structural balance that is no year."""


class _StageText(str):
    """The id of a stage among amounts."""

    __slots__ = ()


def parse_threshold(text: str) -> int:
    """Return the threshold in cents for the euros in `text`.

    Raises:
        InvalidValueError: The text is not an amount of zero or more.
    """
    try:
        return money.parse_not_negative(text)
    except InvalidValueError as refusal:
        message = say("'{text}' is not a threshold", text=text)
        hint = refusal.hint or say("write the amount in euros from which posts are shown by name, such as 25000")
        raise InvalidValueError("threshold-invalid", message, hint) from refusal


def with_marked_stage(value: object) -> object:
    """Return a structural balance in which the id of the stage is marked, so that it is not read as an amount."""
    if not isinstance(value, dict) or not isinstance(value.get(STAGE_OF_BALANCE), str):
        return value
    return {name: _StageText(entry) if name == STAGE_OF_BALANCE else entry for name, entry in value.items()}


def parse_balance_field(text: str) -> int | str:
    """Return the name of a field of a structural balance: `stage`, or a year.

    Raises:
        InvalidValueError: The text is neither.
    """
    return text if text == STAGE_OF_BALANCE else parse_year(text)


def parse_balance_value(text: str, definitions: Definitions) -> int | str:
    """Return the amount in cents for the euros in `text`, or the id of a stage.

    Raises:
        InvalidValueError: The text has another form, or there is no such stage.
    """
    return references.known_id("stages", text, definitions) if isinstance(text, _StageText) else money.parse_cents(text)
