"""Draw amounts that follow from rules, and indices, for random budgets: a part of random_drafts.py."""

from random import Random
from typing import Any

Mapping = dict[str, Any]
RATES = ("2.9%", "-0.5%", "0%", "3.77%", "1/30", "12.345%")


class Rules:
    """Draws by the dice of a budget: its years, its drivers, and an amount at a time."""

    def __init__(self, dice: Random, years: list[int], drivers: list[str], tops: list[str]) -> None:
        """Take what the rules refer to; `tops` are the participants that no other has as a member."""
        self.dice = dice
        self.years = years
        self.drivers = drivers
        self.tops = tops

    def indices(self) -> Mapping:
        """Return an index of rates, one of values and a mix, with every year that an amount can need."""
        years = range(2020, max(self.years) + 1)
        return {
            "loon": {"rates": {str(year): self.dice.choice(RATES) for year in years}},
            "prijs": {
                "values": {str(year): self.dice.choice(("100", "101.5", "720.9")) for year in (2019, *years)},
            },
            "gr": {"mix": {"loon": "2/3", "prijs": "1/3"}, **self.dice.choice(({}, {"precision": "0.01%"}))},
        }

    def settings(self) -> Mapping:
        """Return the index, the price level and the method of a budget."""
        return {
            "price_level": self.dice.randint(2020, self.years[0]),
            **self.dice.choice(({}, {"index": "gr"}, {"index": "loon"})),
            **self.dice.choice(({}, {"indexation": {"method": "cumulative"}})),
        }

    def some(self) -> list[str]:
        """Return one or more of the participants at the top."""
        return self.dice.sample(self.tops, self.dice.randint(1, len(self.tops)))

    def measure(self, keys: list[str], amounts: list[str], under: list[str]) -> Mapping:
        """Return the fields of a measure with a rule; `amounts` are drawn, `under` is what a surcharge may be over."""
        ways = ["yearly", "yearly", "parts", *["tariff"] * bool(self.drivers), *["surcharge"] * bool(under)]
        way = self.dice.choice(ways)
        if way == "parts":
            return {"parts": {str(self.dice.choice(self.years)): dict(zip(self.some(), amounts, strict=False))}}
        if way == "tariff":
            price = {str(self.dice.choice((2019, *self.years))): self.dice.choice(("312.40", "0.005", "1/3", "PM"))}
            return {"tariff": {"driver": self.dice.choice(self.drivers), "among": self.some(), "price": price}}
        key = {"key": self.dice.choice(keys)}
        if way == "surcharge":
            over: object = self.dice.choice((self.dice.sample(under, self.dice.randint(1, len(under))), dict(key)))
            return key | {"surcharge": {"rate": self.dice.choice(RATES), "of": over}}
        starts = ["2019", *(f"{year}{part}" for year in self.years for part in ("", "-Q2", "-H2", "-M12"))]
        chosen = self.dice.sample(starts, min(len(amounts), self.dice.randint(1, 3)))
        index = self.dice.choice(({}, {}, {"index": "loon"}, {"index": "none"}))
        return {**key, **index, "yearly": dict(zip(chosen, amounts, strict=False))}
