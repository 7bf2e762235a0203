"""Assumptions: the choices of ours that the shown amounts rest on, each with the path of what it is about."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from ridcalc.core.allocation.result import Assumption
from ridcalc.core.budget.model import Case
from ridcalc.core.keys.plans import Plan, Version
from ridcalc.core.values.problems import Path

if TYPE_CHECKING:
    from ridcalc.core.values.periods import Period


def assumptions_of(case: Case, plans: Iterable[Plan]) -> Iterator[Assumption]:
    """Yield what the scenario assumes, then the assumptions of measures, keys, drivers and controls in use."""
    used = {version for plan in plans for version in plan.versions}
    drivers = {version.driver for version in used}
    budget = case.budget
    around = (
        ("participants", budget.participants),
        ("documents", budget.documents),
        ("pc_documents", budget.pc_documents),
    )
    entries: Iterable[tuple[Path, str | None]] = chain(
        case.chosen.assumptions,
        ((("measures", name), measure.assumption) for name, measure in case.measures.items()),
        _of_keys(case, used),
        ((("drivers", name), driver.assumption) for name, driver in budget.drivers.items() if name in drivers),
        ((("controls", name), control.assumption) for name, control in budget.controls.items()),
        [(("budget",), budget.settings.assumption)],
        (((section, name), entry.assumption) for section, entries in around for name, entry in entries.items()),
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
