"""Suggestions for Dutch or misspelt names. Used in hints only: no misspelt name is ever accepted."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from functools import lru_cache

from ridcalc.core.values.problems import Message, say

DUTCH_FIELDS = {
    "aandelen": ("shares",),
    "aanname": ("assumption",),
    "aannames": ("assumptions", "assumption"),
    "aard": ("nature",),
    "afronding": ("rounding",),
    "bedrag": ("amount", "amounts"),
    "bedragen": ("amounts", "amount"),
    "begroting": ("budget",),
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
    "leden": ("members",),
    "maatregel": ("measures",),
    "maatregelen": ("measures",),
    "methode": ("method",),
    "naam": ("name",),
    "omschrijving": ("description",),
    "opmerking": ("note",),
    "paragraaf": ("section",),
    "percentages": ("shares",),
    "periode": ("amounts", "spread"),
    "sleutel": ("key", "keys"),
    "sleutels": ("keys",),
    "spreiding": ("spread",),
    "titel": ("title",),
    "toelichting": ("note",),
    "totaal": ("total",),
    "uitvoerder": ("executor",),
    "valuta": ("currency",),
    "verdeelsleutel": ("key", "keys"),
    "verdeelsleutels": ("keys",),
    "versies": ("versions",),
    "waarden": ("values",),
    "zonder": ("without",),
}
"""What a Dutch hand writes for the names of fields, with the fields that are perhaps meant."""

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
"""What a Dutch hand writes for the words of a choice; used to guess what was meant, never to accept it."""

EXAMPLES = {
    "among": "[noord, zuid]",
    "amounts": "{2024: 80000, 2025: PM}",
    "assumptions": '["..."]',
    "blend": "{een: 70%, ander: 30%}",
    "booking": '{taakveld: "0.4"}',
    "controls": "{letter: {year: 2024, amount: 80000}}",
    "coverage": "{2024: {source: saldo}}",
    "executor": "{id: ict}",
    "members": "[noord, zuid]",
    "only": "[ict, huur]",
    "patch": "{measures: {ict: {amounts: {2024: 80000}}}}",
    "pc_document": "{2024: vgr}",
    "rounding": "{unit: 0.01}",
    "shares": "{noord: 60%, zuid: 40%}",
    "source": "{document: brief, page: 3}",
    "spread": "{2024: 50%, 2025: 50%}",
    "values": "{2024: {noord: 44154, zuid: 25053}}",
    "versions": "{2024: {weights: {noord: 3, zuid: 2}}}",
    "weights": "{noord: 3, zuid: 2}",
    "without": "[ict, huur]",
    "years": "[2024, 2025]",
}
"""How fields that hold more than one value are written."""

_FAR = 12
_MANY = 100
"""Beyond so many names, only those near by in the order of their letters are looked at, forwards and backwards."""
_NEAR = 10
"""How many on either side."""


def did_you_mean(word: str, known: Iterable[str], *, other: bool = False) -> Message | None:
    """Return the hint that names the known word nearest to `word` (`other`: than itself), or None when none is near."""
    from difflib import get_close_matches  # only a mistake needs it

    names = known if isinstance(known, frozenset) else frozenset(known)
    if len(names) > _MANY:
        names = _near_by(word, names)
    alike = [name for name in names if _looks_alike(name, word) and not (other and name == word)]
    near = get_close_matches(word, alike, n=1) if len(word) <= 80 else []
    return say("did you mean '{word}'?", word=near[0]) if near else None


_FEW = 6


def suggestion_for(word: str, known: Collection[str]) -> Message | None:
    """Return the hint that names the known word nearest to `word`, or all that are known if they are few."""
    hint = did_you_mean(word, known)
    return hint or (say("known here are {names}", names=tuple(known)) if 0 < len(known) <= _FEW else None)


def _looks_alike(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= _FAR and (one[:1] == other[:1] or one[-2:] == other[-2:])


def _near_by(word: str, names: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for ordered, wanted, step in zip(_in_order(names), (word, word[::-1]), (1, -1), strict=True):
        at = bisect_left(ordered, wanted)
        found.update(name[::step] for name in ordered[max(0, at - _NEAR) : at + _NEAR])
    return frozenset(found)


@lru_cache(maxsize=8)
def _in_order(names: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the names in the order of their letters, and spelled backwards in the order of those."""
    return sorted(names), sorted(name[::-1] for name in names)
