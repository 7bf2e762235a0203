"""Suggestions for Dutch or misspelt names. Used in hints only: no misspelt name is ever accepted."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from functools import lru_cache

from ridcalc.core.values.problems import Message, say

DUTCH_FIELDS = {
    "aandelen": ("shares",),
    "aanname": ("assumption",),
    "aannames": ("assumptions", "assumption"),
    "aantal": ("quantity",),
    "aard": ("nature",),
    "afronding": ("rounding",),
    "basis": ("base",),
    "basisbedrag": ("base",),
    "bedrag": ("amount", "amounts"),
    "bedragen": ("amounts", "amount"),
    "begroting": ("budget",),
    "besluiten": ("stages",),
    "boeking": ("booking",),
    "bron": ("source",),
    "datum": ("date",),
    "deelnemer": ("participant", "participants"),
    "deelnemers": ("participants", "among"),
    "dekking": ("coverage",),
    "eenheid": ("unit",),
    "gewichten": ("weights",),
    "jaar": ("year", "years"),
    "jaren": ("years",),
    "kant": ("side",),
    "laatste": ("last",),
    "leden": ("members",),
    "maatregel": ("measures",),
    "maatregelen": ("measures",),
    "maximumbedrag": ("maximum",),
    "methode": ("method",),
    "minimumbedrag": ("minimum",),
    "naam": ("name",),
    "omschrijving": ("description",),
    "opmerking": ("note",),
    "pad": ("path",),
    "paragraaf": ("section",),
    "percentages": ("shares",),
    "periode": ("amounts", "spread"),
    "plafond": ("maximum",),
    "prijs": ("price",),
    "rubriek": ("heading", "headings"),
    "sleutel": ("key", "keys"),
    "sleutels": ("keys",),
    "spreiding": ("spread",),
    "taak": ("task", "tasks"),
    "taken": ("tasks",),
    "tarief": ("tariff",),
    "titel": ("title",),
    "toelichting": ("note",),
    "totaal": ("total",),
    "uittreders": ("leaves",),
    "uittreding": ("leaves",),
    "uitvoerder": ("executor",),
    "valuta": ("currency",),
    "vast": ("fixed",),
    "vaste": ("fixed",),
    "verdeelsleutel": ("key", "keys"),
    "verdeelsleutels": ("keys",),
    "versies": ("versions",),
    "waarden": ("values",),
    "zonder": ("without",),
}
"""Dutch names for fields, each with the English fields to suggest. Used in hints only."""

DUTCH_WORDS = {
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
"""Dutch words for the options of a field, each with the English option to suggest. Used in hints only."""

EXAMPLES = {
    "among": "[noord, zuid]",
    "amounts": "{2024: 80000, 2025: PM}",
    "assumptions": '["..."]',
    "blend": "{een: 70%, ander: 30%}",
    "booking": '{taakveld: "0.4"}',
    "controls": "{letter: {year: 2024, amount: 80000}}",
    "corrections": "{2024: [4.6%]}",
    "coverage": "{2024: {source: saldo}}",
    "defaults": "{nature: structural}",
    "executor": "{id: ict}",
    "fixed": "{dienst: 12000}",
    "groups": "{samen: [noord, zuid]}",
    "indexation": "{method: cumulative}",
    "indices": "{gr: {rates: {2025: 2.9%}}}",
    "indices.values": "{2024: 100, 2025: 102.9}",
    "leaves": "{west: {last: 73711.57, path: {2026: 100%, 2027: 80%}}}",
    "maximum": "{noord: 200000}",
    "members": "[noord, zuid]",
    "minimum": "{zuid: 90000}",
    "mix": "{loon: 2/3, prijs: 1/3}",
    "of": "[ict, huur]",
    "only": "[ict, huur]",
    "parts": "{2024: {noord: 300, zuid: -50}}",
    "patch": "{measures: {ict: {amounts: {2024: 80000}}}}",
    "path": "{2026: 100%, 2027: 80%}",
    "pc_document": "{2024: vgr}",
    "price": "{2024: 312.40}",
    "rates": "{2025: 2.9%, 2026: 2.3%}",
    "rounding": "{unit: 0.01}",
    "shares": "{noord: 60%, zuid: 40%}",
    "source": "{document: brief, page: 3}",
    "spread": "{2024: 50%, 2025: 50%}",
    "surcharge": "{rate: 30%, of: [ict, huur]}",
    "tariff": "{driver: werkplekken, among: all, price: {2024: 1250}}",
    "tasks": "{ict: {name: ICT}}",
    "values": "{2024: {noord: 44154, zuid: 25053}}",
    "versions": "{2024: {weights: {noord: 3, zuid: 2}}}",
    "weights": "{noord: 3, zuid: 2}",
    "without": "[ict, huur]",
    "yearly": "{2024: 80000, 2026: 90000}",
    "years": "[2024, 2025]",
    "stages": "{eerste: {name: Eerste begroting, scenario: none}}",
    "reserves": "{ict: {of: dienst, balance: {2024: 500000}}}",
}
"""Fields with more than one value, each with an example of the value in YAML; of one section `SECTION.FIELD`."""

_LENGTH_DIFFERENCE = 12
"""Largest difference in length, in characters, between a word and a suggestion."""
_MANY = 100
"""Number of names above which only neighbours are compared: comparing a word with 10.000 names takes too long."""
_LONGEST_WORD = 80
"""Most characters of a word for which a near name is searched; ids have at most 64."""
_NEIGHBOURS = 10
"""Names compared on either side of a word in alphabetical order, once forwards and once spelled backwards."""


def did_you_mean(word: str, known: Iterable[str], *, other: bool = False) -> Message | None:
    """Return the hint that suggests the known name nearest to `word`, or None if no name is near.

    With `other`, `word` itself is not suggested.
    """
    from difflib import get_close_matches  # imported here to save start-up time: only a mistake needs it

    names = known if isinstance(known, frozenset) else frozenset(known)
    if len(names) > _MANY:
        names = _near_by(word, names)
    candidates = [name for name in names if _looks_alike(name, word) and not (other and name == word)]
    nearest = get_close_matches(word, candidates, n=1) if len(word) <= _LONGEST_WORD else []
    return say("did you mean '{word}'?", word=nearest[0]) if nearest else None


_FEW = 6
"""Most names that a hint lists in full."""


def suggestion_for(word: str, known: Collection[str]) -> Message | None:
    """Return the hint that suggests the known name nearest to `word`, or else lists all names if there are few."""
    hint = did_you_mean(word, known)
    return hint or (say("known here are {names}", names=tuple(known)) if 0 < len(known) <= _FEW else None)


def _looks_alike(name: str, word: str) -> bool:
    """Return whether the lengths are close and the first letter or the last two letters are equal."""
    return abs(len(name) - len(word)) <= _LENGTH_DIFFERENCE and (name[:1] == word[:1] or name[-2:] == word[-2:])


def _near_by(word: str, names: frozenset[str]) -> frozenset[str]:
    """Return the neighbours of `word` in alphabetical order, and those in the order of the reversed spelling."""
    neighbours: set[str] = set()
    for ordered, wanted, step in zip(_in_order(names), (word, word[::-1]), (1, -1), strict=True):
        index = bisect_left(ordered, wanted)
        neighbours.update(name[::step] for name in ordered[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS])
    return frozenset(neighbours)


@lru_cache(maxsize=8)
def _in_order(names: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the names in alphabetical order, and the reversed spellings in alphabetical order."""
    return sorted(names), sorted(name[::-1] for name in names)
