"""CSV of an amendment: rows per account and category for Iv3, in Dutch, with semicolons and decimal commas."""

from collections.abc import Iterator

from ridcalc.core.analysis.decisions.iv3_rows import SIDE_NAMES, iv3_rows
from ridcalc.core.budget.types import NatureName
from ridcalc.language.numbers import canonical_money
from ridcalc.language.sentences import visible
from ridcalc.render.results import AmendmentLines
from ridcalc.views.amendment_words import organisation_name

HEADER = (
    "Organisatie",
    "Laag",
    "Boekjaar",
    "Lasten/Baten",
    "Programma",
    "Taakveld",
    "Categorie",
    "I/S",
    "Voor",
    "Wijziging",
    "Na",
    "Cel",
    "Opvolger",
)
NATURE_NAMES: dict[NatureName, str] = {"incidental": "I", "structural": "S"}
_FORMULA = ("=", "+", "-", "@", "\t")


def render(lines: AmendmentLines) -> Iterator[str]:
    """Yield CSV in pieces: the header, then the rows of each organisation."""
    yield ";".join(HEADER) + "\n"
    for row in iv3_rows(lines.amendment, lines.lists):
        key = row.key
        name = lines.language.text(organisation_name(lines.amendment.decision, key.organisation))
        codes = (key.programma or "", key.taakveld or "", key.category or "", NATURE_NAMES[key.nature])
        head = (name, row.layer, str(row.year), SIDE_NAMES[key.side])
        amounts = (_money(row.before), _money(row.after - row.before), _money(row.after))
        yield ";".join((*map(_text, (*head, *codes)), *amounts, row.cell, " ".join(row.successors))) + "\n"


def _money(cents: int) -> str:
    return canonical_money(cents).replace(".", ",")


def _text(text: str) -> str:
    """Return a text as a value of CSV; a text that a spreadsheet would read as a formula gets an apostrophe."""
    text = visible(f"'{text}" if text.startswith(_FORMULA) else text)
    return '"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text
