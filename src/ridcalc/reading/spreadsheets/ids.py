"""Ids made from names: small letters, digits and hyphens, each once."""

import re
import unicodedata

from ridcalc.core.budget.parsers import ID_PATTERN, RESERVED_IDS

_LONGEST = 56
"""Most characters of an id that is made from a name, so that a number fits behind it."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "&": " en ", "€": " euro "})
_NUMBER_OR_DATE = re.compile(r"[0-9-]+|[0-9]+e-?[0-9]+|[0-9-]*[a-z]{3}-?[0-9-]+|[0-9]+-?[a-z]{3}(-?[0-9]+)?")
"""Ids that a spreadsheet may read as a number or a date."""


def id_of(name: str, other: str = "post") -> str:
    """Return the id that a name gives; one that a spreadsheet would read as a number begins with `other`.

    >>> id_of("Huur & energie (2e verdieping)"), id_of("0299")
    ('huur-en-energie-2e-verdieping', 'post-0299')
    """
    if re.fullmatch(ID_PATTERN, name) and name not in RESERVED_IDS and not _NUMBER_OR_DATE.fullmatch(name):
        return name
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    made = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("’", "")).strip("-")
    if len(made) > _LONGEST:
        cut = made[: _LONGEST + 1]
        made = cut[: cut.rfind("-")] if "-" in cut[20:] else cut[:_LONGEST]
    if not made or made in RESERVED_IDS or _NUMBER_OR_DATE.fullmatch(made):
        made = f"{other}-{made}".rstrip("-")
    return made


_OF_PARTICIPANT = re.compile(r"(?:gemeente|municipality(?: of)?)\s+(?=\S)", re.IGNORECASE)


def participant_id(name: str) -> str:
    """Return the id of a participant: that of its name without the word for municipality.

    >>> participant_id("Gemeente Duiven")
    'duiven'
    """
    return id_of(_OF_PARTICIPANT.sub("", name, count=1) if _OF_PARTICIPANT.match(name) else name, "deelnemer")


class Ids:
    """The ids of one section, each given once."""

    def __init__(self) -> None:
        """Start without ids."""
        self._given: dict[str, int] = {}
        self.repeated = 0
        """How many ids have a number because another entry has the same name."""

    def new(self, name: str, ending: str = "", other: str = "post") -> str:
        """Return an id for a name that no other entry has; an equal name gets `-2` and so on."""
        made = id_of(name, other) + ending
        unique = made
        if made in self._given:
            self.repeated += 1
            while unique in self._given:
                self._given[made] += 1
                unique = f"{made}-{self._given[made]}"
        self._given[unique] = 1
        return unique
