"""Assumptions: the choices that no source settles and on which the amounts rest, each with the path of its object."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from ridcalc.core.allocation.result import Assumption
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.budget.model import Budget, Case, Measure
from ridcalc.core.budget.sections import SECTIONS, WITH_ENTRIES
from ridcalc.core.budget.types import references_in
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.drivers import drivers_behind
from ridcalc.core.keys.plans import Plan, Version
from ridcalc.core.values.problems import Path

if TYPE_CHECKING:
    from ridcalc.core.values.periods import Period

_WITH_OWN_RULE = ("measures", "keys", "drivers", "indices", "controls", "benchmarks")
"""The sections for which `assumptions_of` has a rule of its own. No amount rests on a benchmark."""

OTHERS = tuple(section for section in WITH_ENTRIES if section not in _WITH_OWN_RULE)
"""The other sections. Their records in sections.py say whether amounts rest on the assumptions of entries."""


def assumptions_of(case: Case, plans: Iterable[Plan], amounts: Iterable[Amount]) -> Iterator[Assumption]:
    """Yield the assumptions of the scenario, then of the measures, keys, drivers, controls, budget and other sections.

    Keys, drivers and indices count only if the plans or the amounts use them.
    """
    used = {version for plan in plans for version in plan.versions}
    budget = case.budget
    drivers = {version.driver for version in used}
    drivers |= {measure.tariff.driver for measure in case.measures.values() if measure.tariff}
    drivers |= {driver for version in used for driver in _of_tariffs(budget, version)}
    drivers = {name for driver in drivers if driver for name in drivers_behind(budget.drivers, driver)}
    indices = _indices(budget, amounts)
    entries: Iterable[tuple[Path, str | None]] = chain(
        case.scenario.assumptions,
        ((("measures", name), measure.assumption) for name, measure in case.measures.items()),
        _of_keys(case, used),
        ((("drivers", name), driver.assumption) for name, driver in budget.drivers.items() if name in drivers),
        ((("indices", name), index.assumption) for name, index in budget.indices.items() if name in indices),
        ((("controls", name), control.assumption) for name, control in budget.controls.items()),
        [(("budget",), budget.settings.assumption)],
        _of_others(case),
    )
    return (Assumption(text, path) for path, text in entries if text)


def _of_tariffs(budget: Budget, version: Version) -> Iterator[str]:
    """Yield the drivers of the tariffs in a key version."""
    for tariff in (definition_of(budget.keys[version.key], version).tariff or {}).values():
        if tariff.driver is not None:
            yield tariff.driver


def _indices(budget: Budget, amounts: Iterable[Amount]) -> Collection[str]:
    """Return the indices that the amounts use, and those that they mix."""
    if not budget.indices:
        return ()
    from ridcalc.core.amounts.indices import IndexBook  # few budgets have indices

    return IndexBook(budget.indices).used_by(amount.index_id for amount in amounts)


def _of_keys(case: Case, used: set[Version]) -> Iterator[tuple[Path, str | None]]:
    """Yield path and assumption of each key with a version in use, and of the definition of each version in use."""
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
    """Yield path and assumption of the entries of `OTHERS`.

    Of a section that marks amounts, only the entries that a selected measure names.
    """
    in_use = {reference for measure in case.measures.values() for reference in _marking(measure)}
    for section in OTHERS:
        for name, entry in case.budget.entries(section).items():
            if not SECTIONS[section].marks or (section, name) in in_use:
                yield (section, name), entry.assumption


def _marking(measure: Measure) -> Iterator[tuple[str, str]]:
    """Yield (section, id) of each entry that a measure names in one of the sections of `OTHERS` that mark amounts."""
    for field, section in references_in(Measure):
        if section in OTHERS and SECTIONS[section].marks and getattr(measure, field) is not None:
            yield section, getattr(measure, field)


def marked(amounts: Iterable[Amount], case: Case) -> Iterator[Amount]:
    """Yield the amounts, marked as assumed if the measure names an assumed entry of a section that marks amounts."""
    assumed = {
        name
        for name, measure in case.measures.items()
        if any(case.budget.entries(section)[entry].assumption for section, entry in _marking(measure))
    }
    for amount in amounts:
        yield amount._replace(assumed=True) if amount.measure in assumed else amount
