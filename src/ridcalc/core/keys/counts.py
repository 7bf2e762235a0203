"""Units of drivers per participant: the value in the files, or else the sum of the values of the members."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain

from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.values.problems import InvalidValueError, Message, say


class Counts:
    """The drivers of a budget, looked up by participant and year."""

    def __init__(self, budget: Budget, tree: Tree) -> None:
        """Keep the drivers of `budget` and the tree of its participants."""
        self._drivers = budget.drivers
        self._tree = tree

    def units(self, driver: str, participant: str, year: int) -> Fraction:
        """Return the units of a driver that a participant has, in the newest reference year not after `year`.

        Raises:
            InvalidValueError: the driver has no such reference year, or no value for the participant.
        """
        return self.of(driver, self.reference_year(driver, year), participant)

    def reference_year(self, driver: str, year: int) -> int:
        """Return the newest reference year of a driver that is not after `year`.

        Raises:
            InvalidValueError: the driver has no such reference year.
        """
        years = [reference_year for reference_year in self._drivers[driver].values if reference_year <= year]
        if not years:
            message = say("driver '{driver}' has no values for {year} or earlier", driver=driver, year=str(year))
            raise InvalidValueError("no-reference-year", message)
        return max(years)

    def of(self, driver: str, year: int, participant: str) -> Fraction:
        """Return the units of a driver that a participant has in reference year `year`.

        A partnership without a value of its own has the sum of its members' units (docs/files.md).

        Raises:
            InvalidValueError: neither the participant nor all of its members have a value.
        """
        units, missing = self._sum(driver, year, participant)
        if missing:
            raise InvalidValueError("missing-driver-value", _no_value(driver, year, missing))
        return units

    def of_all(
        self, driver: str, year: int, participants: Iterable[str], keys: tuple[str, ...] = ()
    ) -> dict[str, Fraction]:
        """Return participant → units in reference year `year`, for the `keys` that need them, or for a tariff.

        Raises:
            InvalidValueError: for some participants, neither they nor all of their members have a value.
        """
        units: dict[str, Fraction] = {}
        missing: dict[str, tuple[str, ...]] = {}
        for participant in participants:
            units[participant], names = self._sum(driver, year, participant)
            if names:
                missing[participant] = names
        if missing:
            raise _without_values(driver, year, missing, keys)
        return units

    def _sum(self, driver: str, year: int, participant: str) -> tuple[Fraction, tuple[str, ...]]:
        """Return the units of a participant, and the names without a value among it and its members."""
        values, members = self._drivers[driver].values[year], self._tree.members
        total = Fraction(0)
        missing: list[str] = []
        waiting = [participant]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in values:
                total += values[name]
            elif name in members and name not in seen:
                seen.add(name)
                waiting.extend(members[name])
            else:
                missing.append(name)
        return total, tuple(missing)


def _without_values(
    driver: str, year: int, missing: Mapping[str, tuple[str, ...]], keys: tuple[str, ...]
) -> InvalidValueError:
    """Return the refusal of participants without a value; `missing` has for each the names to write."""
    names = tuple(dict.fromkeys(chain.from_iterable(missing.values())))
    template = (
        say("write {entries} if the value is zero, or leave {participants} out of among of key {keys}")
        if keys
        else say("write {entries} if the value is zero, or leave {participants} out of among")
    ).template
    values = {"entries": tuple(f"{one}: 0" for one in names), "participants": tuple(missing)}
    hint = Message(template, {**values, "keys": keys} if keys else values)
    path = ("drivers", driver, "values", str(year))
    return InvalidValueError("missing-driver-value", _no_value(driver, year, names), hint, path)


def _no_value(driver: str, year: int, names: Iterable[str]) -> Message:
    """Return the message that a driver has no value for these participants in a reference year."""
    return say(
        "driver '{driver}' has no value for {participants} in {years}",
        driver=driver,
        participants=tuple(names),
        years=(str(year),),
    )
