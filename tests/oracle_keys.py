"""The keys, written a second time: versions, weights, drivers and blends.

Straight from the text of the rules, in fractions; nothing of ridcalc's own.
"""

from fractions import Fraction
from typing import Any

from oracle_rules import months, number, year_of

Document = dict[str, Any]


class Keys:
    """The keys of a budget, and the counts that they rest on."""

    def __init__(self, keys: Document) -> None:
        """Take the file of the keys."""
        self.participants = keys["participants"]
        self.groups = keys.get("groups", {})
        self.keys = keys["keys"]
        self.drivers = keys.get("drivers", {})

    def version(self, key: str, period: str) -> tuple[str | None, Document]:
        """Return since when the definition holds that is in force when a period begins, and the definition."""
        entry = self.keys[key]
        if "versions" not in entry:
            return None, entry
        start = months(period)[0]
        begun = [since for since in entry["versions"] if months(since)[0] <= start]
        since = max(begun, key=lambda one: months(one)[0])
        return since, entry["versions"][since]

    def weights(self, key: str, period: str) -> dict[str, Fraction]:
        """Return each participant's part of 1."""
        _, definition = self.version(key, period)
        if "blend" in definition:
            mixed: dict[str, Fraction] = {}
            for other, part in definition["blend"].items():
                for one, share in self.weights(other, period).items():
                    mixed[one] = mixed.get(one, Fraction(0)) + number(part) * share
            return mixed
        if "driver" in definition:
            values = self.drivers[definition["driver"]]["values"]
            newest = year_of(period) - int(definition.get("lag", 0))
            year = max(year for year in values if int(year) <= newest)
            numbers = {one: self.counted(values[year], one) for one in self.among(definition["among"])}
        else:
            given = definition["shares"] if "shares" in definition else definition["weights"]
            numbers = {one: number(value) for one, value in given.items()}
        whole = sum(numbers.values())
        return {one: value / whole for one, value in numbers.items()}

    def counted(self, values: Document, one: str) -> Fraction:
        """Return a driver's value, or the sum of the members'."""
        if one in values:
            return number(values[one])
        return sum((self.counted(values, member) for member in self.participants[one]["members"]), Fraction(0))

    def in_force(self, key: str, period: str) -> tuple[object, ...]:
        """Return everything that is in force below a key in a period."""
        since, definition = self.version(key, period)
        found: list[object] = [(key, since)]
        if "driver" in definition:
            values = self.drivers[definition["driver"]]["values"]
            newest = year_of(period) - int(definition.get("lag", 0))
            found.append(max(year for year in values if int(year) <= newest))
        found += [self.in_force(other, period) for other in definition.get("blend", {})]
        partnerships = [one for one in sorted(self.weights(key, period)) if "key" in self.participants[one]]
        found += [self.in_force(self.participants[one]["key"], period) for one in partnerships]
        return tuple(found)

    def rests_on_assumption(self, key: str, period: str) -> bool:
        """Tell whether a key's version, its driver, or a key that it blends is assumed."""
        _, definition = self.version(key, period)
        own = self.keys[key].get("assumption") or definition.get("assumption")
        driver = self.drivers[definition["driver"]].get("assumption") if "driver" in definition else None
        return bool(own or driver) or any(
            self.rests_on_assumption(other, period) for other in definition.get("blend", {})
        )

    def among(self, names: Any) -> list[str]:  # noqa: ANN401  what a file holds
        """Return the participants that `among` names."""
        if names == "all":
            return [one for one, entry in self.participants.items() if "members" not in entry]
        return list(self.groups[names]) if isinstance(names, str) else list(names)
