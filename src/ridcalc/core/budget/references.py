"""References: each function returns the id in a text, or refuses an id that the document does not define."""

import re

from pydantic import ValidationInfo, ValidatorFunctionWrapHandler

from ridcalc.core.budget.context import Definitions, Tally
from ridcalc.core.budget.parsers import ID_PATTERN
from ridcalc.core.budget.sections import NO_INDEX, NO_SCENARIO, SECTIONS, Unknown
from ridcalc.core.values.problems import InvalidValueError, Message, UnavailableError, say
from ridcalc.core.values.suggestions import did_you_mean, suggestion_for

UNKNOWN: dict[str, Unknown] = {
    **{section.name: section.unknown for section in SECTIONS.values() if section.unknown},
    "organisations": Unknown("unknown-participant", say("'{id}' is neither the executor nor a participant")),
}
"""By section, the problem of an unknown id. Organisations are the executor and the participants."""

_MANY = 100
"""Number of ids above which searches for a similar id are limited."""
_MOST_SEARCHES = 200
"""Most searches for a similar id among many ids in one run; each takes some milliseconds."""


def known_id(section: str, word: str, definitions: Definitions) -> str:
    """Return `word` if it is an id in `section` of the document, or if that section could not be read.

    Raises:
        InvalidValueError: The section has no such id.
    """
    ids = definitions.ids[section]
    if ids is not None and word not in ids:
        code, message = UNKNOWN[section]
        raise InvalidValueError(code, say(message.template, id=word), _hint(word, ids, definitions.tally))
    return word


def measure_of_folder(word: str, definitions: Definitions) -> str:
    """Return `word` if it is the id of a measure, here or in another scenario: then it counts as not there.

    Raises:
        InvalidValueError: No base file and no scenario of the folder defines the measure.
    """
    ids = definitions.ids["measures"]
    if ids is None or word in ids:
        return word
    everywhere = definitions.measures_of_folder()
    if everywhere is not None and word not in everywhere:
        message = say("{owner} names measure '{id}', which is neither in measures.yaml nor in a scenario", id=word)
        hint = _hint(word, ids | everywhere, definitions.tally)
        raise InvalidValueError(UNKNOWN["measures"].code, message, hint)
    return word


def dated_stage(word: str, definitions: Definitions) -> str:
    """Return `word` if it is the id of a stage, to which dates belong.

    Raises:
        InvalidValueError: There is no such stage.
    """
    ids = definitions.ids["stages"]
    if ids is not None and word not in ids:
        hint = _hint(word, ids, definitions.tally)
        raise InvalidValueError(UNKNOWN["stages"].code, say("there is no stage '{id}'", id=word), hint)
    return word


def council(word: str, definitions: Definitions) -> str:
    """Return `word` if it is the id of the executor or of a participant, which each have a council or a board.

    Raises:
        InvalidValueError: It is neither.
    """
    ids = definitions.ids["organisations"]
    if ids is not None and word not in ids:
        message = say("'{id}' is neither the executor nor a participant, so that it has no council or board", id=word)
        raise InvalidValueError("unknown-council", message, _hint(word, ids, definitions.tally))
    return word


def _hint(word: str, ids: frozenset[str], tally: Tally) -> Message | None:
    """Return the hint with the most similar id, or with all ids if there are few. Invalid ids are not suggested."""
    if len(ids) <= _MANY:
        return suggestion_for(word, [name for name in sorted(ids) if re.fullmatch(ID_PATTERN, name)])
    tally.searches += 1
    return did_you_mean(word, ids) if tally.searches <= _MOST_SEARCHES else None


def base_scenario(word: str, definitions: Definitions) -> str:
    """Return `word` if it is the id of a scenario, on which another scenario can be based.

    Raises:
        InvalidValueError: There is no such scenario, or `word` is `none`.
    """
    if word == NO_SCENARIO:
        raise InvalidValueError(
            "unknown-scenario",
            say("there is no scenario '{id}'", id=word),
            say("leave base out: a scenario then starts from the base files"),
        )
    return known_id("scenarios", word, definitions)


def stage_scenario(word: str, definitions: Definitions) -> str:
    """Return `word` if it is the id of a scenario that a stage can name, or `none` for the base files alone.

    Raises:
        InvalidValueError: There is no such scenario.
    """
    return word if word == NO_SCENARIO else known_id("scenarios", word, definitions)


def default_scenario(word: str, definitions: Definitions) -> str | None:
    """Return the id of the scenario to use if the user chooses none; None for `none`, the base files alone.

    Raises:
        InvalidValueError: There is no such scenario.
    """
    return None if word == NO_SCENARIO else known_id("scenarios", word, definitions)


def index_or_none(word: str, definitions: Definitions) -> str:
    """Return `word` if it is the id of an index, or `none`.

    Raises:
        InvalidValueError: There is no such index.
    """
    return word if word == NO_INDEX else known_id("indices", word, definitions)


class OfGroup(tuple[str, ...]):
    """The participants of a group or of `all`, in contrast to a list of participants."""

    __slots__ = ()


def participants_of(value: object, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
    """Return the participants of a list, of a group or, for `all`, all participants without members; `read` checks.

    Raises:
        InvalidValueError: There is no such group.
        UnavailableError: The group or its file could not be read; another problem says so.
    """
    definitions = info.context
    if not isinstance(value, str) or not isinstance(definitions, Definitions):
        return read(value)
    participants = definitions.ids["participants"]
    if participants is None:
        raise UnavailableError
    if value not in definitions.groups:
        if value in participants:
            hint: Message | None = say("write a list: [{id}]", id=value)
        else:
            hint = suggestion_for(value, sorted(definitions.groups))
        code, message = UNKNOWN["groups"]
        raise InvalidValueError(code, say(message.template, id=value), hint)
    names = definitions.groups[value]
    if names is None:
        raise UnavailableError
    return OfGroup(read(list(names)))
