"""The keys, written a second time: versions, weights, drivers, blends, and what changes with time.

Straight from the text of the rules, in fractions; nothing of ridcalc's own.
"""

from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import Any

from oracle_rules import nearest_whole, number, year_of
from oracle_time import Day, day_of, days_of, written

Document = dict[str, Any]


class Keys:
    """The keys of a budget, and the counts that they rest on, as they change with time."""

    def __init__(self, keys: Document) -> None:
        """Take the file of the keys."""
        self.participants = keys["participants"]
        self.groups = keys.get("groups", {})
        self.keys = keys["keys"]
        self.drivers = keys.get("drivers", {})
        self.pieces = cache(self._pieces)

    def version(self, key: str, period: str) -> tuple[str | None, Document]:
        """Return since when the definition holds that is in force when a period begins, and the definition."""
        entry = self.keys[key]
        if "versions" not in entry:
            return None, entry
        first = days_of(period)[0]
        begun = [since for since in entry["versions"] if days_of(since)[0] <= first]
        since = max(begun, key=lambda one: days_of(one)[0])
        return since, entry["versions"][since]

    def _pieces(self, key: str, period: str) -> list[tuple[str, int]]:
        """Return the days over which a key divides an amount first, as text and counted; one piece if it does not."""
        runs = [list(run) for _, run in groupby(days_of(period), lambda day: self.on_day(key, day))]
        return [(written(run) if len(runs) > 1 else period, len(run)) for run in runs]

    def on_day(self, key: str, day: Day) -> object:
        """Return the versions that are in force on a day of the keys that divide by days, below a key too."""
        since, definition = self.version(key, "{}-{:02}-{:02}".format(*day))
        own = since if "split" in self.keys[key] else None
        return own, [self.on_day(other, day) for other in self.mixed(definition, day[0])]

    def mixed(self, definition: Document, year: int) -> dict[str, Fraction]:
        """Return the keys that a definition mixes in a year, with the part of each; those of a part of 0 in a blend."""
        if "blend" in definition:
            return {other: number(part) for other, part in definition["blend"].items()}
        if "transition" not in definition:
            return {}
        transition = definition["transition"]
        share = Fraction(0)
        for since in sorted(transition["path"], key=int):
            if int(since) <= year:
                share = number(transition["path"][since])
        both = ((transition["from"], 1 - share), (transition["to"], share))
        return {other: part for other, part in both if part != 0}

    def weights(self, key: str, period: str) -> dict[str, Fraction]:
        """Return each participant's part of 1."""
        year = year_of(period)
        _, definition = self.version(key, period)
        numbers: dict[str, Fraction] = {}
        for other, part in self.mixed(definition, year).items():
            for one, share in self.weights(other, period).items():
                numbers[one] = numbers.get(one, Fraction(0)) + part * share
        if "driver" in definition:
            of_year = self.reference_year(definition, year)
            names = [one for one in self.among(definition["among"], year) if self.joined(definition, one, year) > 0]
            numbers = {one: self.count(definition["driver"], of_year, one, year) for one in names}
        for given in ("shares", "weights"):
            numbers |= {one: number(value) for one, value in definition.get(given, {}).items()}
        numbers = {one: value * self.joined(definition, one, year) for one, value in numbers.items()}
        numbers = {one: value for one, value in numbers.items() if self.joined(definition, one, year) > 0}
        whole = sum(numbers.values())
        return {one: value / whole for one, value in numbers.items()}

    def joined(self, definition: Document, one: str, year: int) -> Fraction:
        """Return the part of a year for which a participant has joined."""
        if one not in definition.get("joins", {}):
            return Fraction(1)
        joins = definition["joins"][one]
        joined, month, day = day_of(joins["date"])
        if year != joined:
            return Fraction(1 if year > joined else 0)
        if joins["by"] == "month":
            return Fraction(len(range(month, 13)), 12)
        if joins["by"] == "quarter":
            return Fraction(len([first for first in (1, 4, 7, 10) if first + 2 >= month]), 4)
        days = days_of(str(year))
        return Fraction(len(days) - days.index((year, month, day)), len(days))

    # Counts

    def reference_year(self, definition: Document, year: int) -> int:
        """Return the newest reference year of a definition's driver that is early enough."""
        newest = year - int(definition.get("lag", 0))
        return max(of_year for of_year in self.years(definition["driver"]) if of_year <= newest)

    def years(self, driver: str) -> set[int]:
        """Return the years of a driver: of one that follows from others those that all of them have."""
        entry = self.drivers[driver]
        if "values" in entry:
            return {int(year) for year in entry["values"]}
        return set.intersection(*(self.years(term) for term in entry["from"]))

    def count(self, driver: str, of_year: int, one: str, year: int) -> Fraction:
        """Return what a driver counts for a participant, in amounts of a year."""
        if self.is_merged(one, year):
            return Fraction(0)
        return self.with_merged(driver, of_year, one, year)

    def with_merged(self, driver: str, of_year: int, one: str, year: int) -> Fraction:
        """Return a count with those of who became part of a participant; who has no count adds nothing."""
        entry = self.drivers[driver]
        members = [member for member in self.participants[one].get("members", ()) if not self.is_merged(member, year)]
        if "from" in entry:
            if "members" in self.participants[one]:
                of_members = (self.with_merged(driver, of_year, member, year) for member in members)
                return sum(of_members, Fraction(0)) + self.of_merged(driver, of_year, one, year)
            return sum((self.term(entry, term, of_year, one, year) for term in entry["from"]), Fraction(0))
        values = entry["values"][str(of_year)]
        total = Fraction(0)
        if one in values:
            total += number(values[one])
        else:
            total += sum((self.with_merged(driver, of_year, member, year) for member in members), Fraction(0))
        return total + self.of_merged(driver, of_year, one, year)

    def of_merged(self, driver: str, of_year: int, one: str, year: int) -> Fraction:
        """Return what a driver counts for those who became part of a participant."""
        gone = [other for other in self.participants if self.is_merged(other, year)]
        into = [other for other in gone if self.participants[other]["successor"] == one]
        return sum((self.with_merged(driver, of_year, other, year) for other in into), Fraction(0))

    def term(self, entry: Document, term: str, of_year: int, one: str, year: int) -> Fraction:
        """Return a term of a driver: averaged over calendar years, times its number, rounded."""
        years = [of_year - back for back in range(int(entry.get("average", 1)))]
        average = sum((self.with_merged(term, counted, one, year) for counted in years), Fraction(0)) / len(years)
        scaled = average * number(entry["from"][term])
        if "round" not in entry:
            return scaled
        step = number(entry["round"])
        return nearest_whole(scaled / step) * step

    def is_merged(self, one: str, year: int) -> bool:
        """Tell whether a participant is part of another in a year."""
        entry = self.participants[one]
        return "until" in entry and int(entry["until"]) < year

    def among(self, names: Any, year: int | None = None) -> list[str]:  # noqa: ANN401  what a file holds
        """Return the participants that `among` names in a year; a group leaves out who is part of another."""
        if not isinstance(names, str):
            return list(names)
        municipalities = [one for one, entry in self.participants.items() if "members" not in entry]
        found = municipalities if names == "all" else list(self.groups[names])
        return found if year is None else [one for one in found if not self.is_merged(one, year)]

    def counted(self, values: Document, one: str) -> Fraction:
        """Return a driver's value, or the sum of the members'."""
        if one in values:
            return number(values[one])
        return sum((self.counted(values, member) for member in self.participants[one]["members"]), Fraction(0))

    # What holds below a key

    def in_force(self, key: str, period: str) -> tuple[object, ...]:
        """Return everything that is in force below a key in a period, and how its partnerships divide it by days."""
        year = year_of(period)
        since, definition = self.version(key, period)
        found: list[object] = [(key, since)]
        if "driver" in definition:
            found.append(self.reference_year(definition, year))
        found += [self.in_force(other, period) for other in self.mixed(definition, year)]
        for one in sorted(self.weights(key, period)):
            if "key" in self.participants[one]:
                below = self.participants[one]["key"]
                pieces = self.pieces(below, period)
                found.append([days for _, days in pieces] if len(pieces) > 1 else [])
                found += [self.in_force(below, piece) for piece, _ in pieces]
        return tuple(found)

    def rests_on_assumption(self, key: str, period: str) -> bool:
        """Tell whether a key's version, its driver, or a key that it mixes is assumed."""
        _, definition = self.version(key, period)
        own = self.keys[key].get("assumption") or definition.get("assumption")
        driver = "driver" in definition and self.is_assumed(definition["driver"])
        mixed = self.mixed(definition, year_of(period))
        return bool(own or driver) or any(self.rests_on_assumption(other, period) for other in mixed)

    def is_assumed(self, driver: str) -> bool:
        """Tell whether a driver, or one that it follows from, is assumed."""
        entry = self.drivers[driver]
        return bool(entry.get("assumption")) or any(self.is_assumed(term) for term in entry.get("from", ()))
