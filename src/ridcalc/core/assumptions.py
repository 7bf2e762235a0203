"""Assumptions: the choices of ours that the shown amounts rest on, each with the path of what it is about."""

from collections.abc import Iterator, Sequence

from ridcalc.core.keys import Version
from ridcalc.core.model import Case
from ridcalc.core.result import Assumption, Division


def assumptions_of(case: Case, divisions: Sequence[Division]) -> Iterator[Assumption]:
    """Yield what the scenario assumes, then the assumptions of measures, keys, drivers and controls in use."""
    budget = case.budget
    for text, about in case.chosen.assumptions:
        yield Assumption(text, about)
    for name, measure in case.measures.items():
        if measure.assumption:
            yield Assumption(measure.assumption, f"measures.{name}")
    used = _versions_in_use(divisions)
    for name, key in budget.keys.items():
        if key.assumption and any(version.key == name for version in used):
            yield Assumption(key.assumption, f"keys.{name}")
        for since, definition in (key.versions or {}).items():
            if definition.assumption and any(version.key == name and version.since == since for version in used):
                yield Assumption(definition.assumption, f"keys.{name}.versions.{since.text}")
    for name, driver in budget.drivers.items():
        if driver.assumption and any(version.driver == name for version in used):
            yield Assumption(driver.assumption, f"drivers.{name}")
    for name, control in budget.controls.items():
        if control.assumption:
            yield Assumption(control.assumption, f"controls.{name}")


def _versions_in_use(divisions: Sequence[Division]) -> set[Version]:
    plans = {id(division.plan): division.plan for division in divisions}
    return {version for plan in plans.values() for version in plan.versions}
