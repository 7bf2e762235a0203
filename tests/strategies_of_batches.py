"""Random budgets with keys that hold amounts, also for who joins, and above a partnership that divides by days."""

from collections.abc import Sequence

from hypothesis import strategies as st

from builders import written_euros
from strategies import Document

SHARING = ("noord", "samen", "dorp")
TAKEN = ("mgr", "wsp", "oud")


@st.composite
def batch_budgets(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw what the two files hold: a partnership, keys that hold amounts, and one that does not."""
    unit = draw(st.sampled_from(["0.01", "1"]))
    drawn = _Keys(draw, {"0.01": 1, "1": 100}[unit])
    counts: Document = {"values": {"2024": dict.fromkeys(TAKEN, 3), "2026": dict.fromkeys(TAKEN, 11)}}
    if draw(st.booleans()):
        counts["assumption"] = "A guess."
    participants: Document = {one: {} for one in ("noord", "samen", "oost", "west", "dorp", *TAKEN)}
    participants["samen"] = {"members": ["oost", "west"], "key": "binnen"}
    keys = {
        "participants": participants,
        "drivers": {
            "inwoners": {"values": {"2024": {"noord": 441, "oost": 250, "west": 150, "dorp": 77}}},
            "aanvragen": counts,
        },
        "keys": {
            "binnen": drawn.inner(),
            "gelijk": {"weights": dict.fromkeys(SHARING, 1)},
            "los": {"weights": {"noord": 3, "samen": 2}},
            "een": drawn.key(),
            "twee": {"versions": {"2025": drawn.key(), "2026": drawn.key()}},
        },
    }
    measures: Document = {}
    for number in range(draw(st.integers(1, 5))):
        periods = draw(st.sampled_from([["2025"], ["2026"], ["2025-Q1", "2025-Q3"], ["2025-H2", "2026"]]))
        name = draw(st.sampled_from(["een", "een", "twee", "gelijk"]))
        measures[f"m{number}"] = {
            "nature": "structural" if name == "een" else "incidental",
            "key": name,
            "side": draw(st.sampled_from(["expense", "expense", "expense", "income"])),
            "amounts": {one: draw(drawn.euros(0, drawn.largest) | st.just("PM")) for one in periods},
        }
    rounding = {
        "unit": unit,
        "method": draw(st.sampled_from(["largest-remainder", "largest-share"])),
        "level": draw(st.sampled_from(["measure", "total"])),
    }
    return keys, {"budget": {"years": [2025, 2026], "rounding": rounding}, "measures": measures}


class _Keys:
    """Draws keys with amounts in multiples of a unit in cents."""

    def __init__(self, draw: st.DrawFn, cents: int) -> None:
        self.draw = draw
        self.cents = cents
        self.largest = draw(st.sampled_from([200, 5_000, 1_000_000]))

    def euros(self, least: int, most: int) -> st.SearchStrategy[str]:
        """Return amounts of between `least` and `most` units."""
        return st.integers(least, most).map(lambda one: written_euros(one * self.cents))

    def key(self) -> Document:
        """Draw a key: in proportion, with some of the fields of amounts."""
        names = self.draw(st.lists(st.sampled_from(SHARING), unique=True, min_size=1))
        weights = {one: self.draw(st.integers(0 if number else 1, 9)) for number, one in enumerate(names)}
        kinds: list[Document] = [
            {"weights": weights},
            {"driver": "inwoners", "among": names},
            {"blend": {"gelijk": "25%", "los": "75%"}},
        ]
        made = dict(self.draw(st.sampled_from(kinds)))
        sharing = SHARING if "blend" in made else tuple(names)
        return {**made, **self.joins(sharing), **self.first(), **self.of_the_rest(sharing)}

    def inner(self) -> Document:
        """Draw the key of the partnership, which may divide by the days of its versions."""
        starts = self.draw(st.sampled_from([[], [], ["2025-05-20"], ["2025-H2", "2026-02-15"]]))
        made = [{"weights": {"oost": weight, "west": 1}} for weight in range(2, 3 + len(starts))]
        return {"versions": dict(zip(["2024", *starts], made, strict=True)), "split": "days"} if starts else made[0]

    def joins(self, names: Sequence[str]) -> Document:
        """Draw who joins, at most one participant of several."""
        if names[0] == "dorp" or "dorp" not in names or self.draw(st.booleans()):
            return {}
        date = self.draw(st.sampled_from(["2024-04-15", "2025-04-15", "2025-12-31", "2026-07-01", "2027-01-01"]))
        return {"joins": {"dorp": {"date": date, "by": self.draw(st.sampled_from(["month", "quarter", "day"]))}}}

    def first(self) -> Document:
        """Draw what is taken first, some of fixed, tariff and leaves."""
        made: Document = {}
        names = list(self.draw(st.permutations(TAKEN)))
        if self.draw(st.booleans()):
            made["fixed"] = {names.pop(): self.draw(self.euros(0, self.largest // 3))}
        if self.draw(st.booleans()):
            units = self.draw(st.sampled_from([{"quantity": "7"}, {"driver": "aanvragen"}]))
            price, factor = (self.draw(st.sampled_from(some)) for some in (["0.35", "1/3", "2", "0"], ["1.1", "2/3"]))
            made["tariff"] = {names.pop(): {**units, "price": price, "factor": factor}}
        if self.draw(st.booleans()):
            path = {"2025": "100%", "2026": self.draw(st.sampled_from(["80%", "1/3", "0%"]))}
            made["leaves"] = {
                names.pop(): {"last": written_euros(self.draw(st.integers(0, self.largest))), "path": path}
            }
        return made

    def of_the_rest(self, names: tuple[str, ...]) -> Document:
        """Draw bases and bounds, some of each; a minimum is never above a maximum."""
        base = self.euros(0, self.largest // 6)
        low, high = self.euros(0, self.largest // 3), self.euros(self.largest // 3, self.largest)
        one = st.sampled_from(names)
        fields = {
            "base": base | st.dictionaries(one, base, min_size=1),
            "minimum": st.dictionaries(one, low, min_size=1),
            "maximum": st.dictionaries(one, high, min_size=1),
        }
        return {field: self.draw(value) for field, value in fields.items() if self.draw(st.booleans())}
