"""Units of drivers per participant: values in the files, sums over the members of a partnership, or other drivers.

After a merger the units of a participant count for its successor. A driver with terms follows from other drivers, and
its units are finished per participant without members before they are added up.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.budget.model import Budget, Driver
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.drivers import drivers_behind
from ridcalc.core.keys.mergers import Mergers
from ridcalc.core.values.problems import InvalidValueError, Message, SeveralRefusalsError, UnavailableError, say


class Missing(NamedTuple):
    """A value that the files lack."""

    driver: str
    year: int
    participant: str


class Term(NamedTuple):
    """A term of a driver: another driver, with what it comes to for a participant."""

    driver: str
    number: Fraction
    """The number by which the term is multiplied."""
    average: Fraction
    """The average of the other driver over the years."""
    units: Fraction
    """The average times the number, rounded."""


class Counts:
    """The drivers of a budget, looked up by participant and year."""

    def __init__(self, budget: Budget, tree: Tree) -> None:
        """Keep the drivers of `budget` and the tree of its participants."""
        self._drivers = budget.drivers
        self._tree = tree
        self.mergers = Mergers(budget)
        self._years: dict[str, frozenset[int]] = {}

    def units(self, driver: str, participant: str, year: int) -> Fraction:
        """Return the units of a driver that a participant has in `year`: those of the newest reference year.

        Raises:
            InvalidValueError: the driver has no such reference year, or no value for the participant.
        """
        units, lacking = self._units(driver, self.reference_year(driver, year), participant, year)
        if lacking:
            raise _without_values({participant: lacking}, None)
        return units

    def reference_year(self, driver: str, year: int) -> int:
        """Return the newest reference year of a driver that is not after `year`.

        Raises:
            InvalidValueError: the driver has no such reference year.
        """
        newest = self.newest(driver, year)
        if newest is None:
            message = say("driver '{driver}' has no values for {year} or earlier", driver=driver, year=str(year))
            raise InvalidValueError("no-reference-year", message)
        return newest

    @property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Partnership → its members."""
        return self._tree.members

    def behind(self, driver: str) -> list[Driver]:
        """Return a driver and all drivers that it follows from."""
        return [self._drivers[name] for name in drivers_behind(self._drivers, driver)]

    def newest(self, driver: str, year: int) -> int | None:
        """Return the newest reference year of a driver that is not after `year`; None: there is none.

        Raises:
            UnavailableError: the driver, or one that it follows from, has no values; the checks report that.
        """
        years = sorted(self.years(driver))
        before = bisect_right(years, year)
        return years[before - 1] if before else None

    def years(self, driver: str) -> frozenset[int]:
        """Return the reference years of a driver: those of its values, or those that all of its terms have.

        Raises:
            UnavailableError: as for `newest`.
        """
        if driver not in self._years:
            entry = self._drivers.get(driver)
            if entry is None or not (entry.values or entry.terms):
                raise UnavailableError
            self._years[driver] = (
                frozenset(entry.values)
                if entry.values
                else frozenset.intersection(*(self.years(term) for term in entry.terms or ()))
            )
        return self._years[driver]

    def of_all(
        self, driver: str, year: int, participants: Iterable[str], of_amount: int, keys: tuple[str, ...] = ()
    ) -> dict[str, Fraction]:
        """Return participant → units in reference year `year`, for the `keys` that need them, or for a tariff.

        A partnership without a value has the units of its members. A participant that merged before the year of the
        amount, `of_amount`, has 0, and its successor has its units (docs/files.md).

        Raises:
            InvalidValueError: an average lacks a year, or some participants have no value.
        """
        units: dict[str, Fraction] = {}
        missing: dict[str, tuple[Missing, ...]] = {}
        for participant in participants:
            units[participant], lacking = self._units(driver, year, participant, of_amount)
            if lacking:
                missing[participant] = lacking
        if missing:
            raise _without_values(missing, keys)
        return units

    def known(self, driver: str, year: int, participants: Iterable[str], of_amount: int) -> dict[str, Fraction]:
        """Return the same without the participants that lack a value.

        Raises:
            InvalidValueError: an average lacks a year.
        """
        found = {one: self._units(driver, year, one, of_amount) for one in participants}
        return {participant: units for participant, (units, lacking) in found.items() if not lacking}

    def is_written(self, driver: str, year: int, participant: str, of_amount: int) -> bool:
        """Return whether the units of a participant are a value in the files, in reference year `year`."""
        values = self._drivers[driver].values
        return values is not None and participant in values[year] and not self.mergers.into(participant, of_amount)

    def terms(self, driver: str, year: int, participant: str, of_amount: int) -> Iterator[Term]:
        """Yield the terms of a driver for a participant without members; nothing for a driver with values."""
        return self._terms(driver, year, participant, of_amount, [])

    def _units(self, driver: str, year: int, participant: str, of_amount: int) -> tuple[Fraction, tuple[Missing, ...]]:
        """Return the units of a participant, and the values that are missing; 0 once it is part of a successor.

        Raises:
            InvalidValueError: an average lacks a year.
        """
        merged = self.mergers.merged(participant, of_amount)
        return (Fraction(0), ()) if merged else self._sum(driver, year, participant, of_amount)

    def _sum(self, driver: str, year: int, participant: str, of_amount: int) -> tuple[Fraction, tuple[Missing, ...]]:
        """Return the units of a participant, and the values that are missing for it and its members."""
        values, members = self._drivers[driver].values, self._tree.members
        total = Fraction(0)
        missing: list[Missing] = []
        waiting = [(participant, True)]
        while waiting:  # nobody comes twice: who is in a circle or in two partnerships has no counts
            name, needed = waiting.pop()
            if values is not None or name in members:  # the terms of a participant have who merged into it already
                waiting.extend((other, False) for other in self.mergers.into(name, of_amount))
            if values is not None and name in values[year]:
                total += values[year][name]
            elif name in members:
                remaining = (one for one in members[name] if not self.mergers.merged(one, of_amount))
                waiting.extend((member, needed) for member in remaining)
            elif values is None:
                lacking: list[Missing] = []
                units = sum((term.units for term in self._terms(driver, year, name, of_amount, lacking)), Fraction(0))
                total += units
                missing += lacking if needed else ()
            elif needed:
                missing.append(Missing(driver, year, name))
        return total, tuple(missing)

    def _terms(
        self, driver: str, year: int, participant: str, of_amount: int, missing: list[Missing]
    ) -> Iterator[Term]:
        """Yield the terms of a driver for a participant without members; adds the values that are missing.

        Raises:
            InvalidValueError: an average lacks a year.
        """
        entry = self._drivers[driver]
        for other, number in (entry.terms or {}).items():
            total = Fraction(0)
            for counted in self._averaged(driver, other, year):
                units, lacking = self._sum(other, counted, participant, of_amount)
                total += units
                missing.extend(lacking)
            average = total / entry.average
            units = average * number
            if entry.rounded_to is not None:
                units = nearest_to(units / entry.rounded_to, 1) * entry.rounded_to
            yield Term(other, number, average, units)

    def _averaged(self, driver: str, other: str, year: int) -> range:
        """Return the years of another driver over which a driver is averaged.

        Raises:
            InvalidValueError: the other driver has no values for one of them.
        """
        years = range(year - self._drivers[driver].average + 1, year + 1)
        lacking = [str(one) for one in years if one not in self.years(other)]
        if lacking:
            message = say(
                "driver '{driver}' of {year} is an average over {first} to {year}, and '{other}' has no values for "
                "{years}",
                driver=driver,
                year=str(year),
                first=str(years[0]),
                other=other,
                years=tuple(lacking),
            )
            hint = say("add these values to '{other}', or average over fewer years", other=other)
            raise InvalidValueError("average-year-missing", message, hint, ("drivers", driver, "average"))
        return years


def _without_values(missing: Mapping[str, tuple[Missing, ...]], keys: tuple[str, ...] | None) -> InvalidValueError:
    """Return the refusal of missing values, one for each driver and reference year; `missing` is by participant.

    `keys` are those that need the values, none for a tariff; None: a figure per unit needs them.
    """
    found: dict[tuple[str, int], dict[str, None]] = {}
    for values in missing.values():
        for driver, year, participant in values:
            found.setdefault((driver, year), {})[participant] = None
    return SeveralRefusalsError(
        [_no_value(driver, year, tuple(names), tuple(missing), keys) for (driver, year), names in found.items()]
    )


def _no_value(
    driver: str, year: int, names: tuple[str, ...], needed: tuple[str, ...], keys: tuple[str, ...] | None
) -> InvalidValueError:
    """Return the refusal of `names` without a value in a reference year; `needed` are the participants in `among`."""
    template = (
        say("write {entries} if the value is zero")
        if keys is None
        else say("write {entries} if the value is zero, or leave {participants} out of among of key {keys}")
        if keys
        else say("write {entries} if the value is zero, or leave {participants} out of among")
    ).template
    values = {"entries": tuple(f"{one}: 0" for one in names), "participants": needed}
    hint = Message(template, {**values, "keys": keys} if keys else values)
    message = say(
        "driver '{driver}' has no value for {participants} in {years}",
        driver=driver,
        participants=names,
        years=(str(year),),
    )
    return InvalidValueError("missing-driver-value", message, hint, ("drivers", driver, "values", str(year)))
