"""What the headings and marks of Dutch and English sheets mean."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

Field = Literal[
    "name",
    "key",
    "nature",
    "side",
    "year",
    "period",
    "amount",
    "programma",
    "taakveld",
    "category",
    "participant",
    "task",
    "source",
]
FIELDS: tuple[Field, ...] = get_args(Field)
Nature = Literal["incidental", "structural"]
Side = Literal["expense", "income"]

_WORDS: dict[Field, str] = {
    "name": "omschrijving|naam|post|maatregel|begrotingspost|product|activiteit|onderwerp|omschrijving post|"
    "naam maatregel|kostenpost|posten|maatregelen|kosten en opbrengsten|dienst|project|voorstel|kostensoort|"
    "description|name|measure|item|post name|cost item|budget line|activity",
    "key": "verdeelsleutel|sleutel|key|allocation key|distribution key|verdeling|wijze van verdeling",
    "nature": "aard|i/s|s/i|is|incidenteel/structureel|structureel/incidenteel|inc/str|str/inc|inc./str|nature|"
    "incidental/structural|structural/incidental|incidenteel of structureel|structureel of incidenteel",
    "side": "lasten/baten|baten/lasten|l/b|b/l|lb|u/i|i/u|side|last/baat|kant|lasten of baten|expense/income|"
    "income/expense",
    "year": "jaar|begrotingsjaar|boekjaar|peiljaar|dienstjaar|year|budget year|reference year|jaartal",
    "period": "periode|kwartaal|maand|period|quarter|month|halfjaar",
    "amount": "bedrag|bedragen|raming|begroot|begroot bedrag|begroting|kosten|amount|amounts|budget|bedrag in euro|"
    "bedrag in euros|bedrag euro|estimate|cost|geraamd",
    "programma": "programma|programme|program|programmanaam",
    "taakveld": "taakveld|taakveldcode|taakvelden|tv|iv3 taakveld|taakveld iv3|iv3-taakveld|task field",
    "category": "categorie|economische categorie|ecl|category|iv3 categorie|iv3-categorie|categorie iv3|"
    "economic category|econ. categorie|ec. categorie|eco categorie|ec. cat|econ. cat",
    "participant": "gemeente|deelnemer|deelnemers|gemeenten|participant|municipality|organisatie|organisation|"
    "deelnemende gemeente|betaler",
    "task": "taak|task",
    "source": "bron|source|brondocument|document",
}
_COUNT_WORDS = "aantal|aantallen|waarde|stand|telling|count|number|value|hoeveelheid"
_DRIVER_WORDS = "maatstaf|verdeelmaatstaf|driver|maatstaven|eenheid van verdeling"
_FIELD_OF: dict[str, tuple[Field, int]] = {
    word: (field, place) for field, words in _WORDS.items() for place, word in enumerate(words.split("|"))
}
_SIDE_WORDS: dict[Side, str] = {
    "expense": "lasten|last|l|uitgaven|uitgave|u|kosten|expense|expenses|expenditure|lasten totaal",
    "income": "baten|baat|b|inkomsten|opbrengsten|opbrengst|income|revenue|revenues",
}
SIDES: dict[str, Side] = {word: side for side, words in _SIDE_WORDS.items() for word in words.split("|")}
_UNUSED = re.compile(
    r"\b(?:rekening|jaarrekening|realisatie|werkelijk\w*|actuals?|verschil\w*|difference|mutatie\w*|afwijking\w*|saldo|"
    r"balance|resultaat|index\w*|t/m|tot en met|totaal|totalen|total|cumulatief|percentage|aandeel|fte|prognose)\b|%"
)
_AMOUNT_WORDS = frozenset(
    f"{_WORDS['amount']}|geraamde|meerjarenraming|meerjarenbegroting|mjr|mjb|primitief|primitieve|programmabegroting|"
    "ontwerpbegroting|na|wijziging|jaarschijf|eur|euro|euros|in|x|1|1000|1.000|000|prijspeil|year|of|the|voor|van|per|"
    "jaarlijkse|nieuwe|nieuw|huidige|huidig|jaar".split("|")
)
"""Words beside a year that say no more than that amounts stand below."""
_YEAR = re.compile(r"(?<!\d)((?:19[5-9]|20\d)\d)(?!\d)")
"""A year from 1950: 1905 is what a format of dates makes of the number 2027."""
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_SHORT_MONTHS = "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"
_ENGLISH_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_PARTS = (
    (r"(?:q|k|kw|kwartaal|quarter) ?([1-4])|([1-4])(?:e|de|ste|st|nd|rd|th)? ?(?:q|kw|kwartaal|quarter)", "Q"),
    (r"h(?:j)? ?([12])|(?:half ?jaar|half) ?([12])|([12])(?:e|de|ste|st|nd)? (?:half ?jaar|helft|half)", "H"),
    (r"m ?(0?[1-9]|1[0-2])|(?:maand|month) ?(0?[1-9]|1[0-2])", "M"),
)


class Heading(NamedTuple):
    """What a heading says: the field, how probable among headings of that field (0 first), and what it adds to it."""

    field: Field | None = None
    rank: int = 0
    period: str | None = None
    """The year, or the part of a year, of the amounts below it."""
    side: Side | None = None
    unused: bool = False
    """Whether it heads what is not imported, such as a balance."""
    rest: str = ""
    """What it says besides the year."""


_BROKEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
"""Where a word is divided over two lines."""


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return a text in small letters, without accents and without marks around it.

    >>> normal(" Economische categorie: ")
    'economische categorie'
    """
    plain = unicodedata.normalize("NFKD", _BROKEN.sub("", text.casefold()))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(plain.split()).strip(" :*.()[]€")


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading | None:
    """Return what a heading says; None for a text that is no heading that is known.

    >>> heading_of("Baten 2027")[:4]
    ('amount', 0, '2027', 'income')
    """
    plain = normal(text)
    if plain in _FIELD_OF:
        field, rank = _FIELD_OF[plain]
        return Heading(field, rank, rest=plain)
    if plain in _COUNT_WORDS.split("|"):
        return Heading("amount", 50, rest=plain)
    if plain in _DRIVER_WORDS.split("|"):
        return Heading("name", 0, rest=plain)
    if len(plain) > 1 and plain in SIDES:
        return Heading("amount", 0, side=SIDES[plain], rest=plain)
    years = set(_YEAR.findall(plain))
    if len(years) != 1:
        return Heading(unused=True) if _UNUSED.search(plain) and len(plain) < 60 else None
    return _of_year(plain, years.pop())


def _of_year(plain: str, year: str) -> Heading | None:
    """Return what a heading with one year says; a heading with other words names what it counts in `rest`."""
    if _UNUSED.search(plain):
        return Heading(unused=True, period=year)
    rest = " ".join(_YEAR.sub(" ", plain).split())
    part, rest = _part_of_year(rest)
    words = [word for word in re.split(r"[^\w.]+", rest) if word]
    sides = {SIDES[word] for word in words if len(word) > 1 and word in SIDES and word != "kosten"}
    side = sides.pop() if len(sides) == 1 else None
    left = [word for word in words if word not in _AMOUNT_WORDS and word not in SIDES and not word.isdecimal()]
    period = f"{year}-{part}" if part else year
    return Heading("amount" if not left else None, 0, period, side, rest=" ".join(left))


def _part_of_year(text: str) -> tuple[str, str]:
    """Return the part of a year in a text, such as `Q1`, and the text without it."""
    for pattern, letter in _PARTS:
        if match := re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text):
            number = int(next(group for group in match.groups() if group))
            part = f"{letter}{number:02}" if letter == "M" else f"{letter}{number}"
            return part, f"{text[: match.start()]} {text[match.end() :]}".strip(" -/")
    words = re.split(r"[^a-z]+", text)
    for names in (_MONTHS, _SHORT_MONTHS, _ENGLISH_MONTHS):
        for number, name in enumerate(names.split("|"), 1):
            if name in words:
                return f"M{number:02}", text.replace(name, " ").strip(" -/")
    return "", text


def period_of(text: str, year: str | None = None) -> str | None:
    """Return the period that a cell says, with the year of another cell if it says none; None if it is no period.

    >>> period_of("Q3 2027"), period_of("3e kwartaal", "2027"), period_of("heel 2027")
    ('2027-Q3', '2027-Q3', None)
    """
    plain = normal(text)
    years = set(_YEAR.findall(plain))
    if len(years) > 1:
        return None
    year = years.pop() if years else year
    part, rest = _part_of_year(" ".join(_YEAR.sub(" ", plain).split()).strip(" -/"))
    if year is None or rest not in {"", "jaar", "begroting", "raming"}:
        return None
    return f"{year}-{part}" if part else year


def year_in(text: str) -> str | None:
    """Return the year in a text if it has exactly one."""
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else None


def is_neutral(text: str) -> bool:
    """Return whether a text below a heading adds nothing to it, such as a currency."""
    return all(word in _AMOUNT_WORDS for word in re.split(r"[^\w.]+", normal(text)) if word)
