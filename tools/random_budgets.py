"""Draws random budgets and writes them as data folders; the same seed and number always give the same files.

Most can be calculated; each tenth has one mistake in it.
"""

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

import yaml

Files = dict[str, str]
"""The text of each file by its name in the data folder."""
Mapping = dict[str, Any]

EACH_MISTAKE = 10
"""Of so many budgets one has a mistake."""
EACH_LARGE = 50
"""Of so many budgets one is large."""

FIRST = 2024
QUARTERS = {"": (0, 4), "-H1": (0, 2), "-H2": (2, 2), "-Q1": (0, 1), "-Q2": (1, 1), "-Q3": (2, 1), "-Q4": (3, 1)}
UNITS = {"0.01": 1, "1": 100, "10": 1_000, "100": 10_000, "1000": 100_000}
"""The units of rounding, and the cents in each."""
NAMES = (
    "Gemeente Noord", "Werkorganisatie 1Stroom", "=1+1", "[b]vet[/b]", 'Gemeente "Zuid"', "'t Harde & Zn. <x>", "@sum",
    "-Noord", "IJsselstein, Ĳ", "naam: met een dubbele punt", "# geen commentaar", "{accolade} %s %d", "a|b", "*ster*",
    "_x005F_ `code`", "日本", "e\u0301 en é", "+31", "\\naar\\", "twee  spaties", "Z", "Heel lang " * 12 + "einde",
)  # fmt: skip
TEXTS = ("Nog te besluiten.", "Read off a chart: 50% – [sic].", "=A1", "Een\nregel\nof drie.", "“Zo” | niet *anders*")
ACCOUNTS = (
    {"programma": "ICT", "taakveld": "0.4", "category": "3.8"},
    {"programma": "ICT", "taakveld": "0.4", "category": "4.3.3", "codes": {"kostenplaats": "6100", "project": "=1+1"}},
    {"programma": "0 Bestuur en ondersteuning", "taakveld": "0.5", "category": "4.3.3"},
    {"taakveld": "0.4", "category": "1.1"},
    {"programma": "Overig", "taakveld": "6.1"},
)


class Draft:
    """A budget that is being drawn: what its files are to hold, and the dice."""

    def __init__(self, seed: int, number: int) -> None:
        """Draw all of it."""
        self.dice = Random(f"{seed}/{number}")  # noqa: S311  nothing is secret
        self.large = number % EACH_LARGE == EACH_LARGE - 1
        self.years = [FIRST + index for index in range(self.dice.choice((1, 2, 2, 3, 4)))]
        self.breaks = self.drawn_breaks()
        self.unit = self.dice.choice(("0.01", "0.01", "0.01", "0.01", "1", "10", "100", "1000"))
        self.documents = [f"doc-{index}" for index in range(self.dice.randint(0, 2))]
        self.pc_documents = {f"vgr-{year}": year for year in self.years if self.chance(0.5)}
        self.participants = self.drawn_participants()
        self.leaves = [one for one, entry in self.participants.items() if "members" not in entry]
        within = {member for entry in self.participants.values() for member in entry.get("members", ())}
        self.tops = [one for one in self.participants if one not in within]
        self.drivers = [f"driver-{index}" for index in range(self.dice.randint(0, 2))]
        self.keys = self.drawn_keys()
        self.measures = {f"m{index}": self.drawn_measure() for index in self.several(60, 1, 8)}
        self.controls = {f"control-{index}": self.drawn_control() for index in range(self.dice.randint(0, 3))}
        self.scenarios: dict[str, Mapping] = {}
        for name in ("krap", "ruim", "x-3")[: self.dice.randint(2, 3)]:
            self.scenarios[name] = self.drawn_scenario(name)
        self.budget = self.drawn_budget()

    # Dice

    def chance(self, part: float) -> bool:
        """Tell whether something that happens in a part of all cases happens."""
        return self.dice.random() < part

    def several(self, many: int, least: int, most: int) -> range:
        """Return the numbers of some things; many of them in a large budget."""
        return range(many if self.large else self.dice.randint(least, most))

    def maybe(self, part: float, name: str, draw: Callable[[], object]) -> Mapping:
        """Return a field in a part of all cases, and otherwise none."""
        return {name: draw()} if self.chance(part) else {}

    def shuffled(self, items: list[str]) -> list[str]:
        """Return some things in any order."""
        return self.dice.sample(items, len(items))

    def some(self, items: list[str]) -> list[str]:
        """Return one or more of some things, in any order."""
        return self.dice.sample(items, self.dice.randint(1, len(items)))

    # Parts

    def drawn_breaks(self) -> list[str]:
        """Return when keys may change: at some beginning of a year, and at one within a year."""
        year = str(self.dice.choice(self.years))
        return self.dice.choice(([], [year], [f"{year}-Q3"], [f"{year}-H2"], [f"{year}-Q2", str(int(year) + 1)]))

    def named(self, part: float = 0.3) -> Mapping:
        """Return what any object may carry."""
        source = {"document": self.dice.choice(self.documents), "page": "12"} if self.documents else None
        return {
            **self.maybe(2 * part, "name", lambda: self.dice.choice(NAMES)),
            **self.maybe(part / 3, "description", lambda: self.dice.choice(TEXTS)),
            **self.maybe(part / 2, "assumption", lambda: self.dice.choice(TEXTS)),
            **self.maybe(part / 3, "note", lambda: self.dice.choice(TEXTS)),
            **(self.maybe(part, "source", lambda: source) if source else {}),
            **self.maybe(part / 10, "x-own", lambda: ["anything", {"at": "all"}]),
        }

    def drawn_participants(self) -> dict[str, Mapping]:
        """Return participants, some of them partnerships of others, in any order."""
        ids = [f"{self.dice.choice(('g', 'x-', '1s', 'zuid-'))}{index}" for index in self.several(40, 1, 8)]
        parent = {one: self.dice.choice([None, None, *ids[max(0, at - 3) : at]]) for at, one in enumerate(ids)}
        found: dict[str, Mapping] = {}
        for one in self.shuffled(ids):
            members = [below for below in ids if parent[below] == one]
            found[one] = {
                **self.named(),
                **({"members": self.shuffled(members), "key": f"of-{one}"} if members else {}),
                **self.maybe(0.7, "booking", lambda: self.dice.choice(ACCOUNTS)),
                **self.maybe(0.3, "coverage", self.drawn_coverage),
            }
        return found

    def drawn_coverage(self) -> Mapping:
        """Return what pays for a contribution in some years."""
        sources = ("saldo", "reserve", "unforeseen", "existing")
        return {
            str(year): {"source": self.dice.choice(sources), **self.maybe(0.5, "remark", lambda: "reserve ICT")}
            for year in self.years
            if self.chance(0.8)
        }

    def drawn_keys(self) -> dict[str, Mapping]:
        """Return keys that divide over those at the top, or over some of the rest, and one for each partnership."""
        keys: dict[str, Mapping] = {}
        for index in range(self.dice.randint(1, 4)):
            over = self.leaves if self.chance(0.2) else self.tops
            keys[f"k{index}"] = {**self.named(0.2), **self.dated(self.some(over), over is self.tops, [*keys])}
        for one, entry in self.participants.items():
            if "members" in entry:
                everyone = entry["members"] if self.chance(0.9) else self.some(entry["members"])
                keys[f"of-{one}"] = {**self.named(0.2), **self.dated(everyone, blends=False, keys=[])}
        return keys

    def dated(self, names: list[str], blends: bool, keys: list[str]) -> Mapping:  # noqa: FBT001  it is one of the three
        """Return a way to divide over some names, or versions of it."""
        if not self.breaks or self.chance(0.5):
            return self.division(names, blends, keys)
        starts = ["2020", *self.breaks]
        return {"versions": {start: {**self.named(0.1), **self.division(names, blends, keys)} for start in starts}}

    def division(self, names: list[str], blends: bool, keys: list[str]) -> Mapping:  # noqa: FBT001  the same
        """Return a way to divide over some names."""
        ways = ["weights", "weights", "shares", "shares"]
        ways += ["driver"] * 2 if self.drivers else []
        mixable = [key for key in keys if not set(self.named_in(key)) - set(self.tops)]
        ways += ["blend"] if blends and mixable else []
        way = self.dice.choice(ways)
        if way == "driver":
            among = {"driver": self.dice.choice(self.drivers), "among": names}
            return among | self.maybe(0.5, "lag", lambda: self.dice.randint(0, 3))
        if way == "blend":
            return {"blend": self.shares(self.some(mixable))}
        if way == "shares":
            return {"shares": self.shares(names)}
        weights = {one: self.dice.choice((0, 1, 1, 2, 3, 24, 9091, 445455, "12.5", "1_000", "1/3")) for one in names}
        weights[names[0]] = weights[names[0]] or 1
        return {"weights": weights}

    def named_in(self, key: str) -> Iterator[str]:
        """Yield whom the key of some measures names."""
        for one in self.leaves if key in getattr(self, "of_leaves", ()) else self.tops:
            yield one

    def shares(self, names: list[str]) -> Mapping:
        """Return shares that add to 1, as fractions or as percentages."""
        if self.chance(0.4):
            parts = [self.dice.randint(0, 9) for _ in names]
            parts[-1] += not any(parts)
            return {one: f"{part}/{sum(parts)}" for one, part in zip(names, parts, strict=True)}
        cuts = sorted(self.dice.randint(0, 200) for _ in names[1:])
        parts = [end - start for start, end in zip([0, *cuts], [*cuts, 200], strict=True)]
        space = " " * self.chance(0.2)
        return {one: f"{Fraction(part, 2):.10g}{space}%" for one, part in zip(names, map(int, parts), strict=True)}
