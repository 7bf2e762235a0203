"""Random budgets whose keys and counts change with time: days, transitions, who joins, averages and mergers."""

from typing import Any

from hypothesis import strategies as st

from strategies import FEW, Document, full_budgets, weights_of

STARTS = ("2024-02-29", "2024-03-01", "2024-H2", "2024-12-31", "2025-05-20", "2025-M08", "2025-09-30", "2026-07-02")
"""When versions of a key may begin, each on another day, after a first version of 2020."""
PERIODS = ("2024", "2025-H1", "2025-Q3", "2025-M12", "2026-H2")


@st.composite
def timed_budgets(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw what the two files hold, with keys and counts that change with time."""
    keys, measures = draw(full_budgets(since="2025-Q3"))
    rule = _Rules(draw, keys["participants"])
    rule.merge()
    keys["drivers"] = rule.drivers()
    keys["groups"] = {"some": rule.tops}
    keys["keys"] = {}
    for name in ("k0", "k1", "k2"):
        some = draw(st.lists(st.sampled_from(rule.staying), unique=True, min_size=1))
        keys["keys"][name] = rule.key(some, [*keys["keys"]], group="some")
    for one, entry in keys["participants"].items():
        if "members" in entry:
            keys["keys"][f"of-{one}"] = rule.key(entry["members"], [], group=None)
    for measure in measures["measures"].values():
        periods = draw(st.lists(st.sampled_from(PERIODS), unique=True, min_size=1))
        amounts = [*measure.get("amounts", {}).values(), *([measure["total"]] if "total" in measure else [])]
        measure.pop("total", None), measure.pop("spread", None)
        measure["amounts"] = {period: draw(st.sampled_from(amounts)) for period in periods}
    if draw(st.booleans()):
        measures["measures"]["t"] = {
            "nature": "structural",
            "tariff": {
                "driver": draw(st.sampled_from([*keys["drivers"]])),
                "among": draw(st.sampled_from(["some", rule.staying[:1]])),
                "price": {"2024": "1/3"},
            },
        }
    return keys, measures


class _Rules:
    """Draws the parts of a file of keys that change with time."""

    def __init__(self, draw: st.DrawFn, people: Document) -> None:
        self.draw = draw
        self.people = people
        inside = {member for one in people.values() for member in one.get("members", ())}
        self.tops = [one for one in people if one not in inside]
        self.staying = self.tops
        self.leaves = [one for one in people if "members" not in people[one]]

    def merge(self) -> None:
        """Let a participant become part of another, at most."""
        alone = [one for one in self.tops if "members" not in self.people[one]]
        if len(self.tops) > 1 and alone and self.draw(st.booleans()):
            gone = self.draw(st.sampled_from(alone))
            self.staying = [one for one in self.tops if one != gone]
            until = self.draw(st.sampled_from([2020, 2024, 2025]))
            self.people[gone] |= {"successor": self.draw(st.sampled_from(self.staying)), "until": until}

    def drivers(self) -> Document:
        """Draw counts, and drivers that follow from them."""
        counts: Document = {
            name: {
                "values": {
                    str(year): {one: self.draw(st.integers(0, 50)) for one in self.leaves} for year in range(2018, 2026)
                }
            }
            for name in ("d", "c")
        }
        rounded: Document = self.draw(st.sampled_from([{}, {"round": "0.1"}, {"round": 1}, {"round": "5"}]))
        counts["e"] = {
            "from": {"d": self.draw(st.sampled_from(["1", "1/3", "0.25"])), "c": 2},
            "average": self.draw(st.integers(1, 3)),
            **rounded,
        }
        counts["f"] = {"from": {"e": 1, "d": "1/100"}, "round": "0.01"}
        if self.draw(st.booleans()):
            counts["c"]["assumption"] = "so"
        return counts

    def key(self, names: list[str], others: list[str], *, group: str | None) -> Document:
        """Draw a key over names that never merge; `others` are keys that it may mix."""
        if self.draw(st.booleans()):
            return self.definition(names, others, group)
        starts = ["2020", *self.draw(st.lists(st.sampled_from(STARTS), unique=True, max_size=3))]
        return {"versions": {since: self.definition(names, others, group) for since in starts}, "split": "days"}

    def definition(self, names: list[str], others: list[str], group: str | None) -> Document:
        """Draw a way to divide."""
        weights: Document = {"weights": self.draw(weights_of(names, FEW))}
        among: Any = self.draw(st.sampled_from([names, *([group] if group else [])]))
        driver: Document = {
            "driver": self.draw(st.sampled_from(["d", "c", "e", "f"])),
            "among": among,
            "lag": self.draw(st.integers(0, 2)),
        }
        ways = [weights, driver]
        if others:
            both = [self.draw(st.sampled_from(others)) for _ in range(2)]
            shares = sorted(self.draw(st.lists(st.sampled_from([0, 25, 50, 100]), min_size=2, max_size=2)))
            years = self.draw(st.sampled_from([("2023", "2025"), ("2024", "2025"), ("2025", "2026")]))
            path = {year: f"{share}%" for year, share in zip(years, shares, strict=True)}
            ways += [{"transition": {"from": both[0], "to": both[1], "path": path}}] * 2
        made = dict(self.draw(st.sampled_from(ways)))
        if self.draw(st.booleans()) and len(names) > 1 and "transition" not in made:
            date = self.draw(st.dates().map(lambda day: day.replace(year=2023 + day.year % 4, day=min(day.day, 28))))
            made["joins"] = {
                names[0]: {"date": date.isoformat(), "by": self.draw(st.sampled_from(["month", "quarter", "day"]))}
            }
        if self.draw(st.integers(0, 9)) == 0:
            made["assumption"] = "so"
        return made
