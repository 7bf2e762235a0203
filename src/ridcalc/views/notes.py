"""The facts above a table, and the foot below it: controls, PM posts, assumptions, keys and rounding."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from ridcalc.core.allocation.methods import method_of
from ridcalc.core.allocation.result import Allocation, Assumption, ControlResult, Division, Drift, plans_of
from ridcalc.core.budget.choices import other_level
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.sections import NO_SCENARIO, SECTIONS, owner_of
from ridcalc.core.budget.settings import Rounding
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.keys.plans import Plan, Stage
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.periods import parse_period
from ridcalc.core.values.problems import Euros, InvalidValueError, Message, Path, say
from ridcalc.views.selected import (
    indexed_amounts,
    selected_assumptions,
    selected_controls,
    selected_divisions,
    selected_drifts,
    selected_stages,
)
from ridcalc.views.table import Label, Money, Row, Section
from ridcalc.views.words import shown_shares, version_words

NATURE_NAMES: dict[NatureName, Message] = {"incidental": say("Incidental"), "structural": say("Structural")}
SIDE_NAMES: dict[SideName | None, Message] = {"expense": say("expense"), "income": say("income"), None: say("net")}
VAT_NAMES = {"excluded": say("excluding VAT"), "included": say("including VAT"), "unknown": say("VAT unknown")}
STATUS_NAMES = {"met": say("met"), "missed": say("missed"), "incomplete": say("incomplete")}
STATUS_MARKS = {"met": "✓", "missed": "✗", "incomplete": "?"}


def facts(case: Case) -> Iterator[Label]:
    """Yield the facts above the figures: scenario, settings of this run, date, currency and VAT."""
    scenario, settings = case.scenario, case.budget.settings
    if scenario.id == NO_SCENARIO:
        yield say("Without a scenario: the base files alone")
    else:
        yield say("Scenario {id}: {name}", id=scenario.id, name=scenario.name)
    for text in scenario.changes:
        yield say("Changed for this run: {setting}", setting=text)
    vat = VAT_NAMES[settings.vat]
    currency = say("euros") if settings.currency == "EUR" else settings.currency
    if settings.date:
        yield say("Figures of {date}, in {currency}, {vat}", date=settings.date, currency=currency, vat=vat)
    else:
        yield say("Figures in {currency}, {vat}", currency=currency, vat=vat)


def changed_line(setting: str) -> Message:
    """Return the sentence about a setting of this run, such as measures.m.amounts.2024=5."""
    return say("changed for this run: {setting}", setting=setting)


def foot(allocation: Allocation, selection: Filter = ALL) -> Iterator[Section]:
    """Yield the parts of the foot: description, controls, PM posts, notes, assumptions, keys, indices, rounding."""
    case = allocation.case
    description = (("", case.scenario.description),) if case.scenario.description else ()
    changes = (("", changed_line(text)) for text in case.scenario.changes)
    yield Section(say("Scenario"), (*description, *changes))
    yield Section(say("What the scenario replaces"), tuple(_replaced_lines(case, selection)))
    yield Section(say("Controls"), tuple(control_lines(case, selected_controls(allocation, selection))))
    divisions = selected_divisions(allocation, selection)
    yield Section(say("PM: known posts, amount unknown, in no sum"), tuple(_pm_lines(case, divisions)))
    yield Section(say("Note"), (("", case.scenario.note),) if case.scenario.note else ())
    assumptions = selected_assumptions(allocation, selection)
    unmarked = [assumption for assumption in assumptions if not marks(assumption)]
    marked = [assumption for assumption in assumptions if marks(assumption)]
    yield Section(say("What is assumed besides"), tuple(assumption_lines(unmarked)))
    yield Section(say("Assumptions; amounts that rest on one are marked *"), tuple(assumption_lines(marked)))
    yield Section(say("Keys"), tuple(_key_lines(case, plans_of(divisions), selection)))
    if any(division.plan.batched for division in divisions):
        from ridcalc.views.batch_notes import batch_lines  # few budgets have keys with amounts

        yield Section(say("Keys that hold amounts"), tuple(batch_lines(allocation, selection)))
    indexed = indexed_amounts(allocation, selection)
    if indexed:
        from ridcalc.views.index_notes import index_section  # few budgets have indices

        yield index_section(case, indexed)
    yield Section(say("Rounding"), tuple(_rounding_lines(case, selected_drifts(allocation, selection))))


def _replaced_lines(case: Case, selection: Filter) -> Iterator[tuple[str, Label]]:
    """Yield a line for each value of the base files that the scenario replaces or removes, in the selected years."""
    for replaced in case.scenario.replaced:
        year = _year_in(replaced.path)
        if year is not None and not selection.takes(year):
            continue
        path = ".".join(map(str, replaced.path))
        if replaced.removed:
            yield "", say("{path}: removed", path=path)
        elif replaced.before is None or replaced.after is None:
            yield "", say("{path}: replaced", path=path)
        else:
            yield "", say("{path}: {before} becomes {after}", path=path, before=replaced.before, after=replaced.after)


def _year_in(path: Path) -> int | None:
    """Return the year of the last period or year in a path; None if it has none."""
    for part in reversed(path):
        with suppress(InvalidValueError):
            return parse_period(str(part)).year
    return None


def control_lines(case: Case, results: Iterable[ControlResult]) -> Iterator[tuple[str, Label]]:
    """Yield the mark and the sentence of each control."""
    for result in results:
        yield STATUS_MARKS[result.status], control_line(case, result)


def control_line(case: Case, result: ControlResult) -> Message:
    """Return the sentence about a control: the published and the calculated amount, and whether they agree."""
    control = result.control
    line = say(
        "{id}: {expected} published, {actual} calculated, {status}",
        id=_control_name(case, result),
        expected=Euros(result.expected),
        actual=Euros(result.actual),
        status=STATUS_NAMES[result.status],
    )
    if result.status == "incomplete":
        return say("{text}; PM in the way: {measures}", text=line, measures=tuple(_measure_names(case, result.pm)))
    if result.status == "missed":
        deviation = (
            say("{amount} too much", amount=Euros(result.difference))
            if result.difference > 0
            else say("{amount} too little", amount=Euros(-result.difference))
        )
        return say("{text}: {worded}", text=line, worded=deviation)
    if control.by_construction:
        return say("{text} by construction: the package was chosen to meet it", text=line)
    if result.difference and control.rounded_to:
        return say("{text}, rounded to {unit}", text=line, unit=Euros(control.rounded_to))
    return line


def _control_name(case: Case, result: ControlResult) -> Message | str:
    """Return the name of a control with its year, unless the name has it, and with its nature if it has one."""
    control = result.control
    name = case.budget.names.of("controls", result.id)
    limits: list[Message | str] = [] if str(control.year) in name else [str(control.year)]
    limits += [NATURE_NAMES[control.nature]] if control.nature else []
    return say("{name} ({limits})", name=name, limits=tuple(limits)) if limits else name


def _measure_names(case: Case, measures: Iterable[str]) -> Iterator[str]:
    return (case.budget.names.of("measures", measure) for measure in measures)


def _pm_lines(case: Case, divisions: Iterable[Division]) -> Iterator[tuple[str, Label]]:
    """Yield a line for each measure with PM posts: its name, nature and periods."""
    periods: dict[str, list[str]] = {}
    for division in divisions:
        if division.amount is None:
            periods.setdefault(str(division.measure), []).append(division.period.text)
    for measure, texts in periods.items():
        name = case.budget.names.of("measures", measure)
        nature = NATURE_NAMES[case.budget.measures[measure].nature]
        yield "", say("{measure} ({nature}): {periods}", measure=name, nature=nature, periods=tuple(texts))


def marks(assumption: Assumption) -> bool:
    """Return whether the amounts that rest on an assumption get a `*`."""
    return SECTIONS[str(assumption.about[0])].marks


def assumption_lines(assumptions: Iterable[Assumption]) -> Iterator[tuple[str, Label]]:
    """Yield a line for each assumption: its subject and its text."""
    for assumption in assumptions:
        text = " ".join(assumption.text.split())
        yield "", say("{owner}: {text}", owner=owner_of(assumption.about), text=text)


_SHARES_AT_MOST = 8
"""The most participants of a key that the foot lists; for more it gives their number."""


def _key_lines(case: Case, plans: Iterable[Plan], selection: Filter) -> Iterator[tuple[str, Label]]:
    """Yield a line for each key version that is used for what is selected: its name, reference year and shares."""
    stages = {
        (stage.key, stage.versions): (plan, stage)
        for plan in plans
        for stage in selected_stages(plan, selection)
        if stage.key is not None
    }
    for plan, stage in stages.values():
        yield (
            "",
            say(
                "{key}: {shares}",
                key=version_words(case, stage.versions[0]),
                shares=_shares(case, plan, stage),
            ),
        )


def _shares(case: Case, plan: Plan, stage: Stage) -> tuple[Message, ...] | Message:
    if len(stage.slots) > _SHARES_AT_MOST:
        return say("{count} participants", count=len(stage.slots))
    return tuple(
        say("{name} {share}", name=name_of(case, plan.participants[slot]), share=share)
        for position, (slot, share) in enumerate(zip(stage.slots, shown_shares(stage), strict=True))
        if stage.amounts is None or stage.amounts.taken[position] is None
    )


LEVEL_NAMES = {"measure": say("per measure and period"), "total": say("once a year over all that is divided alike")}


def rounding_text(rounding: Rounding) -> Message:
    """Return the unit, method and level of rounding, in words."""
    return say(
        "To {unit}: {method}; {level}",
        unit=Euros(rounding.unit),
        method=method_of(rounding.method).words,
        level=LEVEL_NAMES[rounding.level],
    )


def _rounding_lines(case: Case, drifts: Iterable[Drift]) -> Iterator[tuple[str, Label]]:
    """Yield how amounts are rounded, and a line for each drift."""
    rounding = case.budget.settings.rounding
    yield "", rounding_text(rounding)
    other = LEVEL_NAMES[other_level(rounding.level)]
    for drift in drifts:
        yield (
            "",
            say(
                "{participant} {year}: {amount}; rounded {other} it would be {otherwise}",
                participant=name_of(case, drift.participant),
                year=str(drift.year),
                amount=Euros(drift.amount),
                other=other,
                otherwise=Euros(drift.otherwise),
            ),
        )


def legend(rows: Iterable[Row]) -> Iterator[Section]:
    """Yield the meaning of `*`, for a table with a `*` that does not list the assumptions."""
    if any(isinstance(cell, Money) and cell.assumed for row in rows for cell in row.cells):
        yield Section(say("Legend"), (("*", say("rests on an assumption; ridcalc allocate --notes tells which")),))


def money_text(cell: Money) -> Label:
    """Return an amount with its PM posts: `€ 50.000 + 1 PM`, or `1 PM` alone."""
    if not cell.pm:
        return Euros(cell.cents)
    if not cell.cents and not cell.whole:
        return say("{count} PM", count=cell.pm)
    return say("{amount} + {count} PM", amount=Euros(cell.cents), count=cell.pm)


def title_of(case: Case) -> str:
    """Return the title above the tables of an analysis: the name of the budget."""
    return case.budget.settings.name or "ridcalc"


def name_of(case: Case, participant: str) -> str:
    """Return the name of a participant, or its id if it has no name."""
    return case.budget.names.of("participants", participant)
