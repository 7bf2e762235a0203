"""What the texts of rows mean: natures, sides, totals, taakvelden and programmas, and the unit of a sheet."""

import re

from ridcalc.reading.spreadsheets.words import SIDES, Nature, Side, normal

_NATURE_WORDS: dict[Nature, str] = {
    "incidental": "i|inc|inc.|incidenteel|eenmalig|incidental|one-off|incidentele lasten|incidentele posten",
    "structural": "s|str|str.|structureel|jaarlijks|structural|recurring|structurele lasten|structurele posten",
}
_NATURES: dict[str, Nature] = {word: nature for nature, words in _NATURE_WORDS.items() for word in words.split("|")}


def nature_of(text: str) -> Nature | None:
    """Return the nature that a text says."""
    return _NATURES.get(normal(text))


def side_of(text: str) -> Side | None:
    """Return the side that a text says."""
    return SIDES.get(normal(text))


_ADDITION = re.compile(r"(?:toevoeging|storting|dotatie)(?:en|s)?\b|additions?\b")
_WITHDRAWAL = re.compile(r"onttrekking(?:en)?\b|withdrawals?\b")


def reserve_side(name: str) -> Side | None:
    """Return the side of a post that is named as an addition to a reserve, or a withdrawal from one."""
    if _ADDITION.match(normal(name)):
        return "expense"
    return "income" if _WITHDRAWAL.match(normal(name)) else None


_TOTAL = re.compile(
    r"(?:sub|eind|generaal |tussen|grand |sub-)?(?:totaal|totale|totalen|total|totals|subtotal)\b|"
    r"som\b|sum\b|.*[\w)] (?:sub|eind)?(?:totaal|total)$"
)
_BALANCE = re.compile(r"(?:(?:geraamde?|begrote?|gerealiseerde?|totale?|totaal) )*(?:saldo|resultaat|balance|result)\b")


def is_total(text: str) -> bool:
    """Return whether a name is that of a row with totals."""
    return _TOTAL.match(normal(text)) is not None


def is_balance(text: str) -> bool:
    """Return whether a name is that of a row with a balance of income and expense."""
    return _BALANCE.match(normal(text)) is not None


_TAAKVELD = re.compile(r"(?:taakveld|tv)?:?\s*([0-9]{1,2}\.[0-9]{1,3}[a-z]?)(?:[\s:.-].*)?", re.IGNORECASE | re.DOTALL)
_PROGRAMMA = re.compile(r"(?:programma|programme)\b\s*:?\s*(.*)", re.IGNORECASE | re.DOTALL)


def taakveld_in(text: str) -> str | None:
    """Return the code of the taakveld with which a text begins.

    >>> taakveld_in("Taakveld 0.4 Overhead"), taakveld_in("Personeel")
    ('0.4', None)
    """
    match = _TAAKVELD.fullmatch(text.strip())
    return match[1] if match else None


def programma_in(text: str) -> str | None:
    """Return the programma that a text names."""
    match = _PROGRAMMA.fullmatch(text.strip())
    return match[1] or None if match else None


_THOUSANDS = re.compile(
    r"(?:[x×*]\s*(?:€|eur(?:o)?)?\s*1[., ]?000(?![.,]?\d)|in duizend\w*|(?:€|eur)\s*1[., ]?000\b|in thousands)"
)
_MILLIONS = re.compile(
    r"(?:[x×*]\s*(?:€|eur(?:o)?)?\s*(?:1[., ]?000[., ]?000|1 ?mln|1 ?miljoen)|in miljoen\w*|in millions)"
)


def unit_in(text: str) -> int:
    """Return the unit in euros that a title says the amounts are in; 1 if it says none.

    >>> unit_in("Bedragen x € 1.000"), unit_in("Begroting 2027")
    (1000, 1)
    """
    plain = text.casefold()
    if _MILLIONS.search(plain):
        return 1_000_000
    return 1000 if _THOUSANDS.search(plain) else 1
