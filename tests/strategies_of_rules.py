"""Random budgets with amounts that follow from rules: per year, tariffs, parts, surcharges and indices."""

from typing import Any

from hypothesis import strategies as st

from builders import written_euros
from strategies import Document, full_budgets

RATES = ("2.9%", "-0.5%", "0%", "3.77%", "1/30", "12.345%")
STARTS = ("2019", "2023-Q4", "2024", "2024-M03", "2024-H2", "2025-Q2", "2026", "2026-M12")
"""When amounts per year may begin; each on another day."""


@st.composite
def ruled_budgets(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw what the two files hold, with amounts of every kind and with indices."""
    keys, measures = draw(full_budgets(since="2025"))
    inside = {member for one in keys["participants"].values() for member in one.get("members", ())}
    tops = [one for one in keys["participants"] if one not in inside]
    keys["groups"] = {"some": draw(st.lists(st.sampled_from(tops), unique=True, min_size=1))}
    settings_of = measures["budget"]
    unit = settings_of["rounding"]["unit"]
    rule = _Rules(draw, {"0.01": 1, 1: 100, 100: 10_000}[unit], tops)
    measures["indices"] = rule.indices()
    measures["tasks"] = {"ict": {}}
    settings_of |= {"price_level": draw(st.integers(2020, 2024)), "indexation": rule.indexation()}
    if draw(st.booleans()):
        settings_of["index"] = draw(st.sampled_from(["loon", "prijs", "gr", "none"]))
    for number in range(draw(st.integers(1, 4))):
        made = {"nature": draw(st.sampled_from(["incidental", "structural"]))}
        made |= rule.maybe("side", st.sampled_from(["expense", "income"]))
        made |= draw(st.sampled_from([rule.yearly, rule.yearly, rule.tariff, rule.parts]))()
        measures["measures"][f"r{number}"] = made
    for name, measure in measures["measures"].items():
        measure.update(rule.maybe("task", st.just("ict")))
        if "parts" not in measure and name.startswith("r"):
            measure.update(rule.maybe("index", st.sampled_from(["loon", "prijs", "gr", "none"])))
            measure.update(rule.maybe("price_level", st.integers(2020, 2024)))
    under = st.lists(st.sampled_from(list(measures["measures"])), unique=True, min_size=1)
    over = under | st.just({"key": "k0"}) | st.just({"task": "ict"})
    for number in range(draw(st.integers(0, 2))):
        rates = st.sampled_from(["30%", "-5%", "1/3", {"2025": "12.5%", "2026": "0%"}])
        measures["measures"][f"s{number}"] = {
            "nature": draw(st.sampled_from(["incidental", "structural"])),
            "key": draw(st.sampled_from(["k0", "k1", "k2"])),
            "surcharge": {"rate": draw(rates), "of": draw(over)},
            **rule.maybe("side", st.just("income")),
        }
    return keys, measures


class _Rules:
    """Draws parts of a budget from which amounts follow, in multiples of a unit in cents."""

    def __init__(self, draw: st.DrawFn, cents: int, tops: list[str]) -> None:
        self.draw = draw
        self.tops = tops
        number = st.integers(-(10**5), 10**7).map(lambda one: written_euros(one // cents * cents))
        self.amount = number | st.just("PM")

    def maybe(self, field: str, value: st.SearchStrategy[Any]) -> Document:
        """Return a mapping with a field, or an empty one."""
        return {field: self.draw(value)} if self.draw(st.booleans()) else {}

    def indices(self) -> Document:
        """Return an index of rates, one of values, and a mix of the two."""
        years = range(2020, 2027)
        rate = st.sampled_from(RATES)
        corrections = {str(year): self.draw(st.lists(rate, max_size=2)) for year in (2024, 2025)}
        correction = self.draw(st.sampled_from(["additive", "compound"]))
        loon = {"rates": {str(year): self.draw(rate) for year in years}, "corrections": corrections}
        values = {
            str(year): self.draw(st.sampled_from(["100", "101.5", "99.25", "720.9"])) for year in range(2019, 2027)
        }
        return {
            "loon": {**loon, "correction": correction, **self.maybe("assumption", st.just("so"))},
            "prijs": {"values": values},
            "gr": {
                "mix": {"loon": "2/3", "prijs": "1/3"},
                **self.maybe("precision", st.sampled_from(["0.01%", "0.1%"])),
            },
        }

    def indexation(self) -> Document:
        """Return how amounts are indexed."""
        constant = {"prices": "constant", "constant_from": self.draw(st.integers(2022, 2026))}
        return {
            **self.maybe("method", st.sampled_from(["yearly", "cumulative"])),
            **(constant if self.draw(st.booleans()) else {}),
        }

    def yearly(self) -> Document:
        """Return a measure with amounts per year."""
        starts = self.draw(st.lists(st.sampled_from(STARTS), unique=True, min_size=1))
        return {
            "key": self.draw(st.sampled_from(["k0", "k1", "k2"])),
            "yearly": {start: self.draw(self.amount | st.just("0")) for start in starts},
            **self.maybe("ends", st.integers(max(int(start[:4]) for start in starts), 2027)),
        }

    def tariff(self) -> Document:
        """Return a measure with a price per unit of the driver."""
        price = st.sampled_from(["312.40", "0.005", "1/3", "0", "PM"])
        years = self.draw(st.lists(st.sampled_from(["2019", "2024", "2025", "2026"]), unique=True, min_size=1))
        some = st.lists(st.sampled_from(self.tops), unique=True, min_size=1)
        tariff = {
            "driver": "d",
            "among": self.draw(some | st.just("all") | st.just("some")),
            "price": {year: self.draw(price) for year in years},
            **self.maybe("factor", st.sampled_from(["1/2", "3", "0.7"])),
            **self.maybe("lag", st.integers(0, 2)),
            **self.maybe("price_decimals", st.integers(0, 3)),
        }
        return {"tariff": tariff}

    def parts(self) -> Document:
        """Return a measure with parts that are agreed."""
        periods = self.draw(
            st.lists(st.sampled_from(["2024", "2025-H1", "2025-Q4", "2026-M02"]), unique=True, min_size=1)
        )
        names = st.lists(st.sampled_from(self.tops), unique=True, min_size=1)
        return {"parts": {period: {one: self.draw(self.amount) for one in self.draw(names)} for period in periods}}
