"""Draw what every object of a random budget can have: a name, a source, an assumption; and numbers by chance."""

from collections.abc import Callable
from random import Random
from typing import Any

Mapping = dict[str, Any]
LARGE = 50  # one budget in this many is large
NAMES = [
    "Gemeente Noord", "Werkorganisatie 1Stroom", "=1+1", "[b]vet[/b]", 'Gemeente "Zuid"', "'t Harde & Zn. <x>", "@sum",
    "-Noord", "IJsselstein, Ĳ", "naam: met een dubbele punt", "# geen commentaar", "{accolade} %s %d", "a|b", "*ster*",
    "_x005F_ `code`", "日本", "e\u0301 en é", "+31", "\\naar\\", "twee  spaties", "Z", "Heel lang " * 12 + "einde",
]  # fmt: skip
TEXTS = ["Nog te besluiten.", "Read off a chart: 50% – [sic].", "=A1", "Een\nregel\nof drie.", "“Zo” | niet *anders*"]
ACCOUNTS = [
    {"programma": "ICT", "taakveld": "0.4", "category": "3.8"},
    {"programma": "ICT", "taakveld": "0.4", "category": "4.3.3", "codes": {"kostenplaats": "6100", "project": "=1+1"}},
    {"programma": "0 Bestuur en ondersteuning", "taakveld": "0.5", "category": "4.3.3"},
    {"taakveld": "0.4", "category": "1.1"},
    {"programma": "Overig", "taakveld": "6.1"},
]


class Dice:
    """The random numbers that decide a budget; the same seed and number always give the same numbers."""

    documents: list[str]
    """The ids of the documents that a source can name."""

    def __init__(self, seed: int, number: int) -> None:
        """Start the random numbers of the budget with this seed and number."""
        self.dice = Random(f"{seed}/{number}")  # noqa: S311  the numbers protect no secret
        self.large = number % LARGE == LARGE - 1

    def chance(self, part: float) -> bool:
        """Return True with probability `part`."""
        return self.dice.random() < part

    def several(self, many: int, most: int) -> range:
        """Return the numbers from 0 of 1 to `most` objects, or of `many` objects in a large budget."""
        return range(many if self.large else self.dice.randint(1, most))

    def maybe(self, part: float, name: str, draw: Callable[[], object]) -> Mapping:
        """Return a mapping with the field `name` with probability `part`, otherwise an empty mapping."""
        return {name: draw()} if self.chance(part) else {}

    def some(self, items: list[str]) -> list[str]:
        """Return one or more of the items, in random order."""
        return self.dice.sample(items, self.dice.randint(1, len(items)))

    def named(self, part: float = 0.3) -> Mapping:
        """Return random fields that every object can have; their probabilities are in proportion to `part`."""
        source = [{"document": self.dice.choice(self.documents), "section": "3", "page": 12}] if self.documents else []
        return {
            **self.maybe(2 * part, "name", lambda: self.dice.choice(NAMES)),
            **self.maybe(part / 3, "description", lambda: self.dice.choice(TEXTS)),
            **self.maybe(part / 2, "assumption", lambda: self.dice.choice(TEXTS)),
            **self.maybe(part / 3, "note", lambda: self.dice.choice(TEXTS)),
            **self.maybe(part / 9, "x-own", lambda: ["anything", {"at": "all"}]),
            **(self.maybe(part, "source", source.pop) if source else {}),
        }
