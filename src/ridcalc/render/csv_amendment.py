"""CSV of an amendment: rows per account and category for Iv3, in Dutch, with semicolons and decimal commas."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.analysis.decisions.iv3_cautions import SIDES_OF_IV3, iv3_layer
from ridcalc.core.budget.bookings import layer_of
from ridcalc.core.budget.types import LayerName, NatureName, SideName
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
_SIDES: dict[SideName, str] = {"expense": "Lasten", "income": "Baten"}
_NATURES: dict[NatureName, str] = {"incidental": "I", "structural": "S"}
_OTHER_LAYERS: dict[LayerName, str] = {"province": "Provincie", "water-board": "Waterschap", "other": "Overig"}
_FORMULA = ("=", "+", "-", "@", "\t")


class _Key(NamedTuple):
    """What a row is about."""

    year: int
    side: SideName
    programma: str | None
    taakveld: str | None
    category: str | None
    nature: NatureName


def render(lines: AmendmentLines) -> Iterator[str]:
    """Yield CSV in pieces: the header, then the rows of each organisation."""
    yield ";".join(HEADER) + "\n"
    decision, lists = lines.amendment.decision, lines.lists
    budget = decision.after.budget
    for block in lines.amendment.blocks:
        layer = iv3_layer(budget, block.organisation)
        shown = layer or _OTHER_LAYERS[layer_of(budget, str(block.organisation))]
        name = lines.language.text(organisation_name(decision, block.organisation))
        sums: dict[_Key, list[int]] = {}
        for line in block.lines:
            account = line.post.account
            key = _Key(
                line.year, line.post.side, account.programma, account.taakveld, account.category, line.post.nature
            )
            before_and_after = sums.setdefault(key, [0, 0])
            before_and_after[0] += line.before
            before_and_after[1] += line.after
        for key, (before, after) in sorted(sums.items(), key=lambda item: (item[0].year, item[0].side)):
            side = SIDES_OF_IV3[key.side]
            cell = lists.cell(layer, side, key.taakveld, key.category, key.year) if layer else ""
            successors: tuple[str, ...] = ()
            if layer and key.taakveld and cell != "open":
                successors = lists.successors_of(layer, key.taakveld, key.year)
            amounts = (_money(before), _money(after - before), _money(after))
            codes = (key.programma or "", key.taakveld or "", key.category or "", _NATURES[key.nature])
            head = (name, shown, str(key.year), _SIDES[key.side])
            yield ";".join((*map(_text, (*head, *codes)), *amounts, cell, " ".join(successors))) + "\n"


def _money(cents: int) -> str:
    return canonical_money(cents).replace(".", ",")


def _text(text: str) -> str:
    """Return a text as a value of CSV; a text that a spreadsheet would read as a formula gets an apostrophe."""
    text = visible(f"'{text}" if text.startswith(_FORMULA) else text)
    return '"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text
