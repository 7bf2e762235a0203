"""Draw the plain data of random budgets that can be calculated. The same seed and number always give the same data."""

from fractions import Fraction
from itertools import pairwise

from random_dice import ACCOUNTS, NAMES, TEXTS, Dice, Mapping
from random_rules import Rules

FIRST = 2024
PARTS = {"": (0, 12), "-H1": (0, 6), "-H2": (6, 6), "-Q1": (0, 3), "-Q2": (3, 3), "-Q3": (6, 3), "-Q4": (9, 3)} | {
    f"-M{month:02}": (month - 1, 1) for month in (1, 2, 6, 11, 12)
}
"""The ends of periods → their first month, from 0, and their months."""
UNITS = {"0.01": 1, "1": 100, "10": 1_000, "100": 10_000, "1000": 100_000}  # cents


class Draft(Dice):
    """A random budget: the contents of its files, and the random numbers that decide them."""

    def __init__(self, seed: int, number: int) -> None:
        """Draw the budget with this seed and number."""
        super().__init__(seed, number)
        dice = self.dice
        self.years = [FIRST + index for index in range(dice.choice((1, 2, 2, 3, 4)))]
        year = dice.choice(self.years)
        self.breaks: list[str] = dice.choice(([], [f"{year}"], [f"{year}-Q3"], [f"{year}-H2"], [f"{year}-Q2"]))
        self.unit = dice.choice(("0.01", "0.01", "0.01", "0.01", *UNITS))
        self.documents = [f"doc-{index}" for index in range(dice.randint(0, 2))]
        self.pc_documents = {f"vgr-{year}": year for year in self.years if self.chance(0.5)}
        self.drivers = [f"driver-{index}" for index in range(dice.randint(0, 2))]
        self.participants = self.drawn_participants()
        self.leaves = [name for name, entry in self.participants.items() if "members" not in entry]
        within = {member for entry in self.participants.values() for member in entry.get("members", ())}
        self.tops = [name for name in self.participants if name not in within]
        self.keys = self.drawn_keys()
        self.rules = (
            None if any("-" in text for text in self.breaks) else Rules(dice, self.years, self.drivers, self.tops)
        )
        self.measures: dict[str, Mapping] = {}
        for index in self.several(60, 8):
            self.measures[f"m{index}"] = self.drawn_measure()
        self.controls = {f"control-{index}": self.drawn_control() for index in range(dice.randint(0, 3))}
        self.scenarios: dict[str, Mapping] = {}
        for name in ("krap", "ruim", "x-3")[: dice.randint(2, 3)]:
            self.scenarios[name] = self.drawn_scenario(name)
        self.budget = self.drawn_budget()

    def drawn_participants(self) -> dict[str, Mapping]:
        """Return participants in random order; some are partnerships of others."""
        ids = [f"{self.dice.choice(('g', 'x-', '1s', 'zuid-'))}{index}" for index in self.several(40, 8)]
        parent = {name: self.dice.choice([None, None, *ids[max(0, at - 3) : at]]) for at, name in enumerate(ids)}
        participants: dict[str, Mapping] = {}
        for name in self.dice.sample(ids, len(ids)):
            members = [below for below in ids if parent[below] == name]
            participants[name] = {
                **self.named(),
                **({"members": members, "key": f"of-{name}"} if members else {}),
                **self.maybe(0.7, "booking", lambda: self.dice.choice(ACCOUNTS)),
                **self.maybe(0.3, "coverage", self.drawn_coverage),
            }
        return participants

    def drawn_coverage(self) -> Mapping:
        """Return the coverage of a contribution in some of the years."""
        sources = ("saldo", "reserve", "unforeseen", "existing")
        return {
            str(year): {"source": self.dice.choice(sources), **self.maybe(0.5, "remark", lambda: "reserve ICT")}
            for year in self.years
            if self.chance(0.8)
        }

    def drawn_keys(self) -> dict[str, Mapping]:
        """Return keys over participants at the top, one over participants without members, and one per partnership."""
        keys: dict[str, Mapping] = {}
        for name in ("k0", "k1", "k2")[: self.dice.randint(1, 3)]:
            keys[name] = {**self.named(0.2), **self.dated(self.some(self.tops), list(keys))}
        keys["direct"] = {**self.named(0.2), **self.dated(self.some(self.leaves))}
        for entry in self.participants.values():
            if "members" in entry:
                names = entry["members"] if self.chance(0.9) else self.some(entry["members"])
                keys[entry["key"]] = {**self.named(0.2), **self.dated(names)}
        return keys

    def dated(self, names: list[str], mixable: list[str] | None = None) -> Mapping:
        """Return one definition of a key over some participants, or versions; `mixable` are keys that it may blend."""
        if not self.breaks or self.chance(0.5):
            return self.division(names, mixable)
        starts = ["2020", *self.breaks]
        return {"versions": {start: {**self.named(0.1), **self.division(names, mixable)} for start in starts}}

    def division(self, names: list[str], mixable: list[str] | None = None) -> Mapping:
        """Return a definition of a key over some participants; `mixable` are the keys that it may blend."""
        ways = ["weights", "weights", "shares", "shares", *["driver"] * len(self.drivers), *["blend"] * bool(mixable)]
        way = self.dice.choice(ways)
        if way == "driver":
            definition = {"driver": self.dice.choice(self.drivers), "among": names}
            return definition | self.maybe(0.5, "lag", lambda: self.dice.randint(0, 3))
        if way == "blend":
            return {"blend": self.shares(self.some(mixable or []))}
        return {way: self.shares(names) if way == "shares" else self.weights(names)}

    def weights(self, names: list[str]) -> Mapping:
        """Return weights, not all zero."""
        weights = {name: self.dice.choice((0, 1, 1, 2, 3, 24, 9091, 445_455, "12.5", "1_000", "1/3")) for name in names}
        return weights if any(weights.values()) else weights | {names[-1]: 7}

    def shares(self, names: list[str]) -> Mapping:
        """Return shares that add to 1, as fractions or as percentages."""
        if self.chance(0.4):
            parts = [self.dice.randint(0, 9) for _ in names]
            parts[-1] += not any(parts)
            return {name: f"{part}/{sum(parts)}" for name, part in zip(names, parts, strict=True)}
        cuts = [0, *sorted(self.dice.randint(0, 200) for _ in names[1:]), 200]
        space = " " * self.chance(0.2)
        return {
            name: f"{(end - start) / 2:g}{space}%" for name, (start, end) in zip(names, pairwise(cuts), strict=True)
        }

    def counted(self) -> Mapping:
        """Return a driver with values for all participants without members, and for some partnerships."""
        years = ["2020", *(str(year) for year in self.years if self.chance(0.5))]
        own = [name for name in self.participants if name in self.leaves or self.chance(0.2)]
        values = {year: {name: self.dice.choice((1, 40, 15_003, 44_154, "12.5")) for name in own} for year in years}
        return {**self.named(), **self.maybe(0.5, "unit", lambda: "inwoners"), "values": values}

    def periods(self) -> list[str]:
        """Return periods that do not overlap and in which no version of a key begins, other than at their start."""
        changes = {int(text[:4]) * 12 + PARTS[text[4:]][0] for text in self.breaks}
        spans: dict[str, range] = {}
        most = self.dice.randint(1, 2 * len(self.years))
        texts = [f"{year}{part}" for year in self.years for part in PARTS]
        for text in self.dice.sample(texts, len(texts)):
            first, length = PARTS[text[4:]]
            span = range(int(text[:4]) * 12 + first, int(text[:4]) * 12 + first + length)
            free = not any(set(span) & set(other) for other in spans.values()) and not changes & set(span[1:])
            if free and len(spans) < most:
                spans[text] = span
        return list(spans)

    def amount(self) -> str:
        """Return an amount in whole units of rounding, or PM."""
        if self.chance(0.12):
            return "PM"
        most = max(9, self.dice.choice((9, 1_000, 10**5, 10**7, 10**7, 10**9)) // UNITS[self.unit])
        round_ones = [digit * 10**power for power in range(len(str(most)) - 1) for digit in (1, 2, 3, 5)]
        units = self.dice.choice(round_ones) if round_ones and self.chance(0.4) else self.dice.randint(0, most)
        cents = units * UNITS[self.unit] * (-1 if self.chance(0.1) else 1)
        euros = Fraction(cents, 100)
        if cents % 100 == 50 and self.chance(0.5):
            return str(euros)
        whole = f"{abs(cents) // 100:_}" if self.chance(0.3) else str(abs(cents) // 100)
        return "-" * (cents < 0) + whole + (f".{abs(cents) % 100:02}" if cents % 100 else "")

    def drawn_measure(self) -> Mapping:
        """Return a measure of random side and nature, with amounts or with a total and a spread."""
        periods = self.periods()
        spread = self.chance(0.2)
        amounts = {"amounts": {period: self.amount() for period in periods}}
        total = {"total": self.amount(), "spread": self.shares(periods)} if spread else amounts
        documents = {str(year): document for document, year in self.pc_documents.items()}
        keys = [name for name in self.keys if not name.startswith("of-")]
        divided = {"key": self.dice.choice(keys), **total}
        if self.rules and self.chance(0.3):
            under = [name for name, measure in self.measures.items() if "surcharge" not in measure]
            divided = self.rules.measure(keys, [self.amount() for _ in self.participants], under)
        return {
            **self.named(),
            "nature": self.dice.choice(("incidental", "structural")),
            **self.maybe(0.3, "side", lambda: self.dice.choice(("income", "income", "expense"))),
            **divided,
            **self.maybe(0.7, "booking", lambda: self.dice.choice(ACCOUNTS)),
            **(self.maybe(0.6, "pc_document", lambda: documents) if documents else {}),
            **self.maybe(0.1, "vat", lambda: self.dice.choice(("excluded", "included", "unknown"))),
        }

    def drawn_control(self) -> Mapping:
        """Return a control; three quarters of them have so large a `rounded_to` that they are met."""
        met = self.chance(0.75)
        amount = {"amount": 0, "rounded_to": 10**14} if met else {"amount": self.dice.choice((0, 5, -20, "213_000"))}
        return {
            **self.named(),
            "year": self.dice.choice(self.years),
            **amount,
            **self.maybe(0.4, "participant", lambda: self.dice.choice(list(self.participants))),
            **self.maybe(0.5, "nature", lambda: self.dice.choice(("incidental", "structural"))),
            **self.maybe(0.3, "measure", lambda: "m0"),
            **self.maybe(0.2, "by_construction", lambda: self.dice.choice(("true", "false"))),
        }

    def drawn_scenario(self, name: str) -> Mapping:
        """Return a scenario that takes some measures and has a patch, based on the base files or another scenario."""
        measures = list(self.measures)
        chosen = self.maybe(0.6, self.dice.choice(("only", "without")), lambda: self.some(measures))
        if chosen.get("without") == measures:
            chosen = {}
        return {
            **self.named(),
            **(self.maybe(0.5, "base", lambda: self.dice.choice(list(self.scenarios))) if self.scenarios else {}),
            **chosen,
            **self.maybe(0.5, "assumptions", lambda: self.some(TEXTS)),
            "patch": self.drawn_patch(name),
            **self.maybe(0.4, "controls", lambda: {f"of-{name}": self.drawn_control()}),
        }

    def drawn_patch(self, name: str) -> Mapping:
        """Return a patch that changes amounts, keys and rounding, and adds a measure."""
        measures: Mapping = {}
        for measure_id, measure in self.measures.items():
            if "amounts" in measure and self.chance(0.3):
                periods = self.some(list(measure["amounts"]))
                measures[measure_id] = {"amounts": {period: self.amount() for period in periods}}
            elif "key" in measure and self.chance(0.2):
                measures[measure_id] = {"key": "direct", "nature": self.dice.choice(("incidental", "structural"))}
        added = {**self.drawn_measure(), "x-new": name}
        measures |= {f"extra-{name}": added} if self.chance(0.3) else {}
        named = {key: list(entry["weights"]) for key, entry in self.keys.items() if "weights" in entry}
        weights = {key: {"weights": self.weights(names)} for key, names in named.items()}
        return {
            **({"measures": measures} if measures else {}),
            **(self.maybe(0.3, "keys", lambda: weights) if weights else {}),
            **self.maybe(0.1, "participants", lambda: {self.tops[0]: {"name": f"Na {name}", "x-note": name}}),
            **self.maybe(0.1, "budget", lambda: {"rounding": {"method": "largest-remainder"}}),
        }

    def drawn_budget(self) -> Mapping:
        """Return the settings of the budget."""
        executor = {"id": "kantoor", **self.maybe(0.5, "name", lambda: self.dice.choice(NAMES))}
        booked = self.maybe(0.6, "executor", lambda: executor)
        bodies = [*self.participants, *(["kantoor"] if booked else [])]
        method = self.dice.choice(("remainder", "remainder", "share"))
        level = self.dice.choice(("measure", "measure", "measure", "total"))
        return {
            **self.named(),
            "years": self.years,
            **(self.rules.settings() if self.rules else {}),
            **booked,
            **self.maybe(0.5, "date", lambda: self.dice.choice(("2024", "2024-02", "2024-02-29"))),
            **self.maybe(0.1, "currency", lambda: self.dice.choice(("EUR", "USD"))),
            **self.maybe(0.8, "language", lambda: self.dice.choice(("nl", "en"))),
            **self.maybe(0.5, "vat", lambda: self.dice.choice(("excluded", "included", "unknown"))),
            **self.maybe(0.5, "default_scenario", lambda: self.dice.choice(["none", *self.scenarios])),
            "rounding": {"unit": self.unit, "method": f"largest-{method}", "level": level},
            **self.maybe(
                0.5, "amendment", lambda: {"number": "3", "body": "raad", "unit": self.dice.choice((1, 1000))}
            ),
            **self.maybe(0.4, "current", lambda: {body: [self.drawn_line()] for body in self.some(bodies)}),
        }

    def drawn_line(self) -> Mapping:
        """Return a line of a current budget."""
        amounts = {str(year): self.dice.choice((0, 1_000, 4_100_000, "12.34")) for year in self.years}
        side = self.dice.choice(("expense", "income"))
        return {"programma": "ICT", "taakveld": "0.4", "side": side, "amounts": amounts}

    def documents_of(self) -> dict[str, Mapping]:
        """Return file name → content."""
        measures: Mapping = {"budget": self.budget}
        if self.documents:
            measures["documents"] = {name: {"title": self.dice.choice(NAMES), "date": 2023} for name in self.documents}
        if self.pc_documents:
            measures["pc_documents"] = {
                name: {**self.named(), "year": year} for name, year in self.pc_documents.items()
            }
        if self.rules:
            measures["indices"] = self.rules.indices()
        measures["measures"] = self.measures
        drivers = {"drivers": {name: self.counted() for name in self.drivers}} if self.drivers else {}
        return {
            "keys.yaml": {"participants": self.participants, **drivers, "keys": self.keys},
            "measures.yaml": measures | ({"controls": self.controls} if self.controls else {}),
            **{f"scenarios/{name}.yaml": scenario for name, scenario in self.scenarios.items()},
        }
