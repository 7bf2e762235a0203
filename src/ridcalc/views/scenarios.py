"""The table of all scenarios: their totals, and the changes that each makes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.sections import NO_SCENARIO, WITH_ENTRIES
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import Message, say, some
from ridcalc.views.blocks import BOTH
from ridcalc.views.notes import NATURE_NAMES, facts, legend
from ridcalc.views.table import Label, Row, Section, Table, money
from ridcalc.views.year_blocks import YearBlock


class Overview(NamedTuple):
    """A scenario: its allocation, and the changes in its own file."""

    allocation: Allocation
    base: str | None
    only: tuple[str, ...] | None
    without: tuple[str, ...]
    patched: tuple[str, ...]
    """The paths that the patch of the scenario sets or removes."""
    default: bool


def scenarios_table(overviews: Mapping[str, Overview]) -> Table:
    """Return the table of scenarios (id → scenario) with their totals per year; the foot lists the changes of each."""
    first = next(iter(overviews.values())).allocation
    years = sorted({year for overview in overviews.values() for year in overview.allocation.years})
    found = {
        nature
        for overview in overviews.values()
        for (_, nature), total in overview.allocation.grand_totals.items()
        if total.amount or total.pm
    }
    natures = [nature for nature in NATURES if nature in found]
    rows: list[Row] = []
    blocks: tuple[NatureName | None, ...] = tuple(natures) if len(natures) == 1 else (None, *natures)
    for nature in blocks:
        rows.append(Row("block", BOTH if nature is None else NATURE_NAMES[nature]))
        for name, overview in overviews.items():
            totals = (YearBlock(year, nature).total(overview.allocation) for year in years)
            rows.append(Row("body", _label(name, overview), tuple(map(money, totals))))
    title = first.case.budget.settings.name or "ridcalc"
    fact_labels = tuple(list(facts(first.case))[1:])
    lines = tuple(("", _overview_line(name, overviews)) for name in overviews)
    columns: tuple[Label, ...] = tuple(map(str, years))
    foot = (Section(say("What each changes"), lines), *legend(rows))
    return Table(title, fact_labels, say("Scenario"), columns, tuple(rows), foot)


def _label(name: str, overview: Overview) -> Label:
    return say("{name} (default)", name=name) if overview.default else name


def _overview_line(name: str, overviews: Mapping[str, Overview]) -> Message:
    """Return the sentence about the changes of a scenario; `overviews` holds the scenario that it is based on too."""
    overview = overviews[name]
    parts: list[Message] = []
    if overview.base:
        parts.append(say("based on {base}", base=overview.base))
    if overview.only == ():
        parts.append(say("no measures"))
    elif overview.only:
        parts.append(say("only {measures}", measures=overview.only))
    elif not overview.allocation.case.measures:
        parts.append(say("no measure"))
    if overview.without:
        parts.append(say("without {measures}", measures=overview.without))
    parts += _patch_parts(overview, overviews[overview.base or NO_SCENARIO].allocation.case.budget)
    scenario = overview.allocation.case.scenario
    if not parts:
        parts.append(say("the base files as they are"))
    title = name if scenario.name == name else say("{id}, {name}", id=name, name=scenario.name)
    return say("{title}: {changes}", title=title, changes=tuple(parts))


def _patch_parts(overview: Overview, before: Budget) -> Iterator[Message]:
    """Yield what a patch adds, removes and changes, by entry; `before` is the budget without the scenario."""
    counts: dict[tuple[str, str], int] = {}
    for path in overview.patched:
        section, _, rest = path.partition(".")
        entry = section, rest.partition(".")[0] if section in WITH_ENTRIES else ""
        counts[entry] = counts.get(entry, 0) + 1
    after = overview.allocation.case.budget
    added = [entry for entry in counts if _has(after, entry) and not _has(before, entry)]
    removed = [entry for entry in counts if _has(before, entry) and not _has(after, entry)]
    changed = [entry for entry in counts if entry not in {*added, *removed}]
    if added:
        yield say("adds {names}", names=_names(added))
    if removed:
        yield say("removes {names}", names=_names(removed))
    if changed:
        count = sum(counts[entry] for entry in changed)
        sentence = say("changes 1 value of {names}") if count == 1 else say("changes {count} values of {names}")
        yield say(sentence.template, count=count, names=_names(changed))


def _has(budget: Budget, entry: tuple[str, str]) -> bool:
    """Return whether a budget has an entry, given by section and id; a section without entries is always there."""
    section, name = entry
    return not name or name in budget.entries(section)


def _names(entries: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the ids of measures, and the paths of other entries; the first five, and how many more there are."""
    names = [name if section == "measures" else f"{section}.{name}".rstrip(".") for section, name in entries]
    return some(names, len(names))
