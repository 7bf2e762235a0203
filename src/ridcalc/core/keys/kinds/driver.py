"""Keys by a driver: shares in proportion to what participants have of a counted quantity in a reference year.

The reference year is the newest of the driver that is not after the amount's year less the key's lag (design §3).
"""

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.keys.kinds.kind import Fact, Kind, NameOf, Numbers, Resolved
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, Message, Number, UnavailableError, say


def _counted(definition: Definition, key: str, period: Period, budget: Budget) -> tuple[str, int]:
    driver = budget.drivers.get(str(definition.driver))
    if driver is None or definition.among is None:
        raise UnavailableError
    newest = period.year - definition.lag
    years = [year for year in driver.values if year <= newest]
    if not years:
        raise InvalidValueError(
            "no-reference-year",
            say(
                "driver '{driver}' of key '{key}' has no values for {year} or earlier",
                driver=str(definition.driver),
                key=key,
                year=str(newest),
            ),
        )
    return str(definition.driver), max(years)


def _numbers(definition: Definition, resolved: Resolved) -> Numbers:
    version = resolved.version
    name, year = str(version.driver), version.reference_year or 0
    numbers = {one: resolved.counts.of(name, year, one) for one in definition.among or ()}
    if not any(numbers.values()):
        raise InvalidValueError(
            "weights-all-zero",
            say(
                "driver '{driver}' is zero in {year} for everyone in key '{key}'",
                driver=name,
                year=str(year),
                key=version.key,
            ),
            path=("drivers", name, "values", str(year)),
        )
    return numbers


def _rests_on(definition: Definition, _: Resolved, budget: Budget) -> bool:
    return bool(budget.drivers[str(definition.driver)].assumption)


def _explain(version: Version, budget: Budget, numbers: Numbers, name_of: NameOf) -> Fact:
    """Say what the participants have of the driver; a partnership without a value, the sum of its members'."""
    driver = budget.drivers[str(version.driver)]
    values = tuple(say("{name} {value}", name=name_of(one), value=Number(value)) for one, value in numbers.items())
    year = str(version.reference_year)
    name = driver.name or version.driver
    return Fact(say("{driver} of {year}: {values}", driver=name, year=year, values=values), driver)


def _label(version: Version, budget: Budget) -> Message:
    name = budget.keys[version.key].name or version.key
    driver = budget.drivers[str(version.driver)].name or version.driver
    return say("{name} ({driver} {year})", name=name, driver=driver, year=str(version.reference_year))


KIND = Kind(
    names=lambda definition: definition.among or (),
    numbers=_numbers,
    written=lambda _, counted: counted,
    counted=_counted,
    rests_on=_rests_on,
    explain=_explain,
    label=_label,
)
