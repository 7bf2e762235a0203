"""The table of all scenarios: their totals, and the changes that each makes."""

from collections.abc import Mapping
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.budget.types import NATURES
from ridcalc.core.values.problems import Message, say
from ridcalc.views.notes import NATURE_NAMES, facts, legend
from ridcalc.views.table import Label, Row, Section, Table, money


class Overview(NamedTuple):
    """A scenario: its allocation, and the changes in its own file."""

    allocation: Allocation
    base: str | None
    only: tuple[str, ...]
    without: tuple[str, ...]
    patched: tuple[str, ...]
    """The paths that the patch of the scenario sets or removes."""
    default: bool


def scenarios_table(overviews: Mapping[str, Overview]) -> Table:
    """Return the table of scenarios (id → scenario) with their totals per year; the foot lists the changes of each."""
    first = next(iter(overviews.values())).allocation
    years = sorted({year for overview in overviews.values() for year in overview.allocation.years})
    rows: list[Row] = []
    for nature in NATURES:
        rows.append(Row("block", NATURE_NAMES[nature]))
        for name, overview in overviews.items():
            totals = (overview.allocation.grand_totals.get((year, nature), NOTHING) for year in years)
            rows.append(Row("body", _label(name, overview), tuple(map(money, totals))))
    title = first.case.budget.settings.name or "ridcalc"
    fact_labels = tuple(list(facts(first.case))[1:])
    lines = tuple(("", _overview_line(name, overview)) for name, overview in overviews.items())
    columns: tuple[Label, ...] = tuple(map(str, years))
    foot = (Section(say("What each changes"), lines), *legend(rows))
    return Table(title, fact_labels, say("Scenario"), columns, tuple(rows), foot)


def _label(name: str, overview: Overview) -> Label:
    return say("{name} (default)", name=name) if overview.default else name


def _overview_line(name: str, overview: Overview) -> Message:
    """Return the sentence about the changes of a scenario."""
    parts: list[Message] = []
    if overview.base:
        parts.append(say("based on {base}", base=overview.base))
    if overview.only:
        parts.append(say("only {measures}", measures=overview.only))
    if overview.without:
        parts.append(say("without {measures}", measures=overview.without))
    if overview.patched:
        parts.append(say("changes {paths}", paths=overview.patched))
    scenario = overview.allocation.case.scenario
    if not parts:
        parts.append(say("the base files as they are"))
    title = name if scenario.name == name else say("{id}, {name}", id=name, name=scenario.name)
    return say("{title}: {changes}", title=title, changes=tuple(parts))
