"""Assumptions: the choices of ours that the shown amounts rest on, each with the path of what it is about."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from ridcalc.core.allocation.amounts import Amount
from ridcalc.core.allocation.result import Assumption
from ridcalc.core.budget.model import Case, Measure
from ridcalc.core.budget.sections import SECTIONS, WITH_ENTRIES
from ridcalc.core.budget.types import references_in
from ridcalc.core.keys.plans import Plan, Version
from ridcalc.core.values.problems import Path

if TYPE_CHECKING:
    from ridcalc.core.values.periods import Period

_WITH_OWN_RULE = ("measures", "keys", "drivers", "controls")
OTHERS = tuple(section for section in WITH_ENTRIES if section not in _WITH_OWN_RULE)
"""The sections whose assumptions count by what sections.py says of them; the rest have a rule here."""


def assumptions_of(case: Case, plans: Iterable[Plan]) -> Iterator[Assumption]:
    """Yield what the scenario assumes, then the assumptions of measures, keys and drivers in use, and of the rest."""
    used = {version for plan in plans for version in plan.versions}
    drivers = {version.driver for version in used}
    budget = case.budget
    entries: Iterable[tuple[Path, str | None]] = chain(
        case.chosen.assumptions,
        ((("measures", name), measure.assumption) for name, measure in case.measures.items()),
        _of_keys(case, used),
        ((("drivers", name), driver.assumption) for name, driver in budget.drivers.items() if name in drivers),
        ((("controls", name), control.assumption) for name, control in budget.controls.items()),
        [(("budget",), budget.settings.assumption)],
        _of_others(case),
    )
    return (Assumption(text, path) for path, text in entries if text)


def _of_keys(case: Case, used: set[Version]) -> Iterator[tuple[Path, str | None]]:
    since_of: dict[str, set[Period | None]] = {}
    for version in used:
        since_of.setdefault(version.key, set()).add(version.since)
    for name, key in case.budget.keys.items():
        in_use = since_of.get(name, set())
        if in_use:
            yield ("keys", name), key.assumption
        for since, definition in (key.versions or {}).items():
            if since in in_use:
                yield ("keys", name, "versions", since.text), definition.assumption


def _of_others(case: Case) -> Iterator[tuple[Path, str | None]]:
    """Yield the assumptions of the other sections: of all entries, or where amounts are marked of those in use."""
    in_use = {reference for measure in case.measures.values() for reference in _marking(measure)}
    for section in OTHERS:
        for name, entry in case.budget.entries(section).items():
            if not SECTIONS[section].marks or (section, name) in in_use:
                yield (section, name), entry.assumption


def _marking(measure: Measure) -> Iterator[tuple[str, str]]:
    """Yield section and id of the entries that a measure names, of the other sections for which amounts are marked."""
    for field, section in references_in(Measure):
        if section in OTHERS and SECTIONS[section].marks and getattr(measure, field) is not None:
            yield section, getattr(measure, field)


def marked(amounts: Iterable[Amount], case: Case) -> Iterator[Amount]:
    """Yield the amounts; those rest on an assumption whose measures name an entry that has one and marks amounts."""
    assumed = {
        name
        for name, measure in case.measures.items()
        if any(case.budget.entries(section)[entry].assumption for section, entry in _marking(measure))
    }
    for amount in amounts:
        yield amount._replace(assumed=True) if amount.measure in assumed else amount
