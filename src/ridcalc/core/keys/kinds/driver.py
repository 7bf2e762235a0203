"""Keys by a driver: weights in proportion to the units of a driver, such as inhabitants, in a reference year.

The reference year is the newest year of the driver that is not after the amount's year minus the key's `lag`
(docs/files.md).
"""

from fractions import Fraction

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.drivers import drivers_behind
from ridcalc.core.keys.joins import NEVER, taking_part
from ridcalc.core.keys.kinds.kind import Fact, Kind, NameOf, Numbers, Resolved
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.problems import InvalidValueError, Message, Number, UnavailableError, say


def _counted(definition: Definition, key: str, year: int, counts: Counts) -> tuple[str, int]:
    """Return the id of the driver and the reference year for an amount of `year`.

    Raises:
        InvalidValueError: the driver has no year that is early enough.
        UnavailableError: the driver, its values or `among` is missing; the checks report that.
    """
    if definition.among is None:
        raise UnavailableError
    driver = str(definition.driver)
    newest = year - definition.lag
    reference_year = counts.newest(driver, newest)
    if reference_year is None:
        raise InvalidValueError(
            "no-reference-year",
            say(
                "driver '{driver}' has no values for {years} or earlier, which key {keys} needs",
                driver=driver,
                keys=(key,),
                years=(str(newest),),
            ),
            say("add the values of an earlier year, or change the lag of the key"),
            ("drivers", driver, "values"),
        )
    return driver, reference_year


def _numbers(definition: Definition, resolved: Resolved) -> Numbers:
    """Return participant → units of the driver in the reference year; without those that have not joined yet.

    Raises:
        InvalidValueError: a participant has no value, or all values are zero.
    """
    version = resolved.version
    name, year, of_amount = str(version.driver), version.reference_year or 0, version.year or NEVER
    named = resolved.counts.mergers.named(definition.among or (), of_amount)
    names = taking_part(definition, named, of_amount)
    numbers = resolved.counts.of_all(name, year, names, of_amount, (version.key,))
    if numbers and not any(numbers.values()):
        raise InvalidValueError(
            "weights-all-zero",
            say(
                "driver '{driver}' is zero in {years} for everyone in key {keys}",
                driver=name,
                years=(str(year),),
                keys=(version.key,),
            ),
            say("correct the values, or let the key take another driver"),
            ("drivers", name, "values", str(year)),
        )
    return numbers


def _rests_on(definition: Definition, _: Resolved, budget: Budget) -> bool:
    """Return whether the driver, or a driver that it follows from, rests on an assumption."""
    return any(budget.drivers[name].assumption for name in drivers_behind(budget.drivers, str(definition.driver)))


_LISTED_AT_MOST = 12
"""The most participants whose units are listed one by one."""


def _explain(version: Version, budget: Budget, numbers: Numbers, participant: str, name_of: NameOf) -> Fact:
    """Return the line that lists the units of the driver; of many participants, those of the given one and the sum."""
    driver = budget.drivers[str(version.driver)]
    many = len(numbers) > _LISTED_AT_MOST
    listed = [name for name in numbers if name == participant or not many]
    values = tuple(say("{name} {value}", name=name_of(name), value=Number(numbers[name])) for name in listed)
    if many:
        total = Number(sum(numbers.values(), Fraction(0)))
        values += (say("all {count} participants together {total}", total=total, count=len(numbers)),)
    year = str(version.reference_year)
    driver_name = budget.names.of("drivers", str(version.driver))
    return Fact(say("{driver} of {year}: {values}", driver=driver_name, year=year, values=values), driver)


def _label(version: Version, budget: Budget) -> Message:
    """Return the name of the key with the name of its driver and the reference year."""
    name = budget.names.of("keys", version.key)
    driver_id = str(version.driver)
    driver = budget.names.of("drivers", driver_id)
    return say("{name} ({driver} {year})", name=name, driver=driver, year=str(version.reference_year))


KIND = Kind(
    names=lambda definition: definition.among or (),
    numbers=_numbers,
    display_numbers=lambda _, counted: counted,
    counted=_counted,
    rests_on=_rests_on,
    explain=_explain,
    label=_label,
)
