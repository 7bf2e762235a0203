"""References: each function returns the id that a text is, or refuses a name that the document does not define."""

import re

from ridcalc.core.budget.context import Definitions, Tally
from ridcalc.core.budget.parsers import ID_PATTERN
from ridcalc.core.budget.sections import NO_SCENARIO, SECTIONS, Unknown
from ridcalc.core.values.problems import InvalidValueError, Message, say
from ridcalc.core.values.suggestions import did_you_mean, suggestion_for

UNKNOWN: dict[str, Unknown] = {
    **{section.name: section.unknown for section in SECTIONS.values() if section.unknown},
    "organisations": Unknown("unknown-participant", say("'{id}' is neither the executor nor a participant")),
}
"""By section, the problem that an unknown id is; organisations are the executor and the participants together."""

_MANY = 100
_MOST_SEARCHES = 200
"""How many names a run looks for among very many: one of them takes some milliseconds."""


def known_id(section: str, word: str, definitions: Definitions) -> str:
    """Return the id that a text is if the document defines it in `section`.

    Raises:
        Refused: it does not.
    """
    ids = definitions.ids[section]
    if ids is not None and word not in ids:
        code, message = UNKNOWN[section]
        raise InvalidValueError(code, say(message.template, id=word), _hint(word, ids, definitions.tally))
    return word


def _hint(word: str, ids: frozenset[str], tally: Tally) -> Message | None:
    """Return the hint that names the id that was meant, or all if they are few; none that cannot be an id."""
    if len(ids) <= _MANY:
        return suggestion_for(word, [one for one in sorted(ids) if re.fullmatch(ID_PATTERN, one)])
    tally.searches += 1
    return did_you_mean(word, ids) if tally.searches <= _MOST_SEARCHES else None


def base_scenario(word: str, definitions: Definitions) -> str:
    """Return the id of the scenario that another is based on.

    Raises:
        Refused: there is no such scenario, or the text is `none`.
    """
    if word == NO_SCENARIO:
        raise InvalidValueError(
            "unknown-scenario",
            say("there is no scenario '{id}'", id=word),
            say("leave base out: a scenario then starts from the base files"),
        )
    return known_id("scenarios", word, definitions)


def default_scenario(word: str, definitions: Definitions) -> str | None:
    """Return the id of the scenario that is taken where none is asked for; None for `none`.

    Raises:
        Refused: there is no such scenario.
    """
    return None if word == NO_SCENARIO else known_id("scenarios", word, definitions)
