"""Keys by a driver: weights in proportion to the units of a driver, such as inhabitants, in a reference year.

The reference year is the newest year of the driver that is not after the amount's year minus the key's `lag`
(docs/files.md).
"""

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.keys.kinds.kind import Fact, Kind, NameOf, Numbers, Resolved
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, Message, Number, UnavailableError, say


def _counted(definition: Definition, key: str, period: Period, budget: Budget) -> tuple[str, int]:
    """Return the id of the driver and the reference year for an amount of `period`.

    Raises:
        InvalidValueError: the driver has no year that is early enough.
        UnavailableError: the driver, its values or `among` is missing; the checks report that.
    """
    driver = budget.drivers.get(str(definition.driver))
    if driver is None or definition.among is None or not driver.values:
        raise UnavailableError
    newest = period.year - definition.lag
    years = [year for year in driver.values if year <= newest]
    if not years:
        raise InvalidValueError(
            "no-reference-year",
            say(
                "driver '{driver}' has no values for {years} or earlier, which key {keys} needs",
                driver=str(definition.driver),
                keys=(key,),
                years=(str(newest),),
            ),
            say("add the values of an earlier year, or change the lag of the key"),
            ("drivers", str(definition.driver), "values"),
        )
    return str(definition.driver), max(years)


def _numbers(definition: Definition, resolved: Resolved) -> Numbers:
    """Return participant → units of the driver in the reference year.

    Raises:
        InvalidValueError: a participant has no value, or all values are zero.
    """
    version = resolved.version
    name, year = str(version.driver), version.reference_year or 0
    numbers = resolved.counts.of_all(name, year, definition.among or (), (version.key,))
    if not any(numbers.values()):
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
    """Return whether the driver rests on an assumption."""
    return bool(budget.drivers[str(definition.driver)].assumption)


def _explain(version: Version, budget: Budget, numbers: Numbers, name_of: NameOf) -> Fact:
    """Return the line that lists the units of the driver per participant."""
    driver = budget.drivers[str(version.driver)]
    values = tuple(
        say("{name} {value}", name=name_of(participant), value=Number(value)) for participant, value in numbers.items()
    )
    year = str(version.reference_year)
    name = budget.names.of("drivers", str(version.driver))
    return Fact(say("{driver} of {year}: {values}", driver=name, year=year, values=values), driver)


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
