"""Words that several views share: for scenarios, the units of a driver, versions of keys, and shares of a key."""

from ridcalc.core.arithmetic.percentages import HUNDREDTHS, percentages
from ridcalc.core.budget.model import AppliedScenario, Budget, Case
from ridcalc.core.budget.objects import FactSource
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Stage, Version
from ridcalc.core.values.problems import Message, Percentage, say
from ridcalc.views.table import Label

_SINGULARS = {
    "aansluitingen": "aansluiting",
    "applicaties": "applicatie",
    "gebruikers": "gebruiker",
    "huishoudens": "huishouden",
    "inhabitants": "inhabitant",
    "inwoners": "inwoner",
    "kindercentra": "kindercentrum",
    "kinderen": "kind",
    "leerlingen": "leerling",
    "medewerkers": "medewerker",
    "meldingen": "melding",
    "toestellen": "toestel",
    "uren": "uur",
    "vergunningen": "vergunning",
    "werkplekken": "werkplek",
    "woningen": "woning",
    "zaken": "zaak",
}
"""Unit of a driver as budgets write it → one of these."""


def per_unit_words(budget: Budget, driver: str) -> Message:
    """Return the words for one unit of a driver, such as `per inwoner`; with the driver's name for an unknown unit."""
    unit = (budget.drivers[driver].unit or budget.drivers[driver].name_or(driver)).lower()
    one = unit if unit in _SINGULARS.values() else _SINGULARS.get(unit)
    if one is None:
        return say("per unit of {driver}", driver=budget.names.of("drivers", driver))
    return say("per {unit}", unit=one)


def scenario_words(scenario: str) -> Label:
    """Return the heading of a scenario: its id, or a word for the base files."""
    return say("base") if scenario == NO_SCENARIO else scenario


def scenario_name(scenario: AppliedScenario) -> Label:
    """Return the name of a scenario, or words for the base files."""
    return say("the base files without a scenario") if scenario.id == NO_SCENARIO else scenario.name


def id_and_name(scenario: AppliedScenario) -> Label:
    """Return the id of a scenario with its name if it has another one, or words for the base files."""
    if scenario.name == scenario.id:
        return scenario_name(scenario)
    return f"{scenario.id} ({scenario.name})"


def version_words(case: Case, version: Version) -> Label:
    """Return the name of a key with its driver and reference year, and the name or the first period of the version."""
    definition = definition_of(case.budget.keys[version.key], version)
    label = kind_of(definition).label(version, case.budget) or case.budget.names.of("keys", version.key)
    if version.since is not None and definition.name:
        label = say("{key}, {version}", key=label, version=definition.name)
    elif version.since is not None and (version.year is None or version.year <= version.since.year):
        label = say("{key}, from {period}", key=label, period=version.since.text)
    if version.year is not None and (version.since is None or version.year > version.since.year):
        label = say("{key}, from {period}", key=label, period=str(version.year))
    return label


def shown_shares(stage: Stage) -> list[Percentage]:
    """Return the shares of the participants of a stage in hundredths of a percent, which add up to 100%."""
    return [Percentage(share) for share in percentages(stage.weights, HUNDREDTHS)]


def source_words(case: Case, source: FactSource) -> Message:
    """Return the title of the document of a source, with its section and page."""
    title = case.budget.documents[source.document].title
    places = [say("section {section}", section=source.section)] if source.section else []
    places += [say("page {page}", page=source.page)] if source.page else []
    if places:
        return say("source: {title}, {places}", title=title, places=tuple(places))
    return say("source: {title}", title=title)
