"""What stands above and below a table: the facts before the figures, and the foot that tells what they rest on."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ridcalc.core.allocation.methods import method_of
from ridcalc.core.allocation.result import Allocation, Assumption, ControlResult
from ridcalc.core.budget.model import Case, Rounding
from ridcalc.core.budget.sections import NO_SCENARIO, SECTIONS, owner_of
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.keys.plans import Plan, Stage, Version
from ridcalc.core.values.problems import Euros, Message, Percentage, say
from ridcalc.views.table import Label, Money, Section

NATURE_NAMES: dict[NatureName, Message] = {"incidental": say("Incidental"), "structural": say("Structural")}
SIDE_NAMES: dict[SideName | None, Message] = {"expense": say("expense"), "income": say("income"), None: say("net")}
VAT_NAMES = {"excluded": say("excluding VAT"), "included": say("including VAT"), "unknown": say("VAT unknown")}
STATUS_NAMES = {"met": say("met"), "missed": say("missed"), "incomplete": say("incomplete")}
STATUS_MARKS = {"met": "✓", "missed": "✗", "incomplete": "?"}


def facts(case: Case) -> Iterator[Label]:
    """Yield what a reader must know before the figures."""
    chosen, settings = case.chosen, case.budget.settings
    if chosen.id == NO_SCENARIO:
        yield say("Without a scenario: the base files alone")
    else:
        yield say("Scenario {id}: {name}", id=chosen.id, name=chosen.name)
    for text in chosen.changes:
        yield say("Changed for this run: {setting}", setting=text)
    vat = VAT_NAMES[settings.vat]
    currency = say("euros") if settings.currency == "EUR" else settings.currency
    if settings.date:
        yield say("Figures of {date}, in {currency}, {vat}", date=settings.date, currency=currency, vat=vat)
    else:
        yield say("Figures in {currency}, {vat}", currency=currency, vat=vat)


def foot(allocation: Allocation) -> Iterator[Section]:
    """Yield the parts of the foot: controls, PM posts, notes, assumptions and rounding."""
    case = allocation.case
    yield Section(
        say("Controls"), tuple((STATUS_MARKS[held.status], control_line(case, held)) for held in allocation.controls)
    )
    yield Section(say("PM: known posts, amount unknown, in no sum"), tuple(_pm_lines(allocation)))
    yield Section(say("Note"), (("", case.chosen.note),) if case.chosen.note else ())
    besides = [assumption for assumption in allocation.assumptions if not _marks(assumption)]
    marking = [assumption for assumption in allocation.assumptions if _marks(assumption)]
    yield Section(say("What is assumed besides"), tuple(assumption_lines(besides)))
    yield Section(say("Assumptions; amounts that rest on one are marked *"), tuple(assumption_lines(marking)))
    yield Section(say("Keys"), tuple(_key_lines(allocation)))
    yield Section(say("Rounding"), tuple(_rounding_lines(allocation)))


def check_section(allocation: Allocation) -> Section:
    """Return what `check` says of one scenario: its name, and a line for each control."""
    case = allocation.case
    lines = tuple((STATUS_MARKS[held.status], control_line(case, held)) for held in allocation.controls)
    return Section(next(facts(case)), lines or (("", say("no published figures to hold it against")),))


def control_line(case: Case, held: ControlResult) -> Message:
    """Return the sentence about a control: what was published, what is calculated, and whether they agree."""
    control = held.control
    told = say(
        "{id}: {expected} published, {actual} calculated, {status}",
        id=control.name or held.id,
        expected=Euros(held.expected),
        actual=Euros(held.actual),
        status=STATUS_NAMES[held.status],
    )
    if held.status == "incomplete":
        return say("{told}; PM in the way: {measures}", told=told, measures=tuple(_measure_names(case, held.pm)))
    if held.status == "missed":
        worded = (
            say("{amount} too much", amount=Euros(held.difference))
            if held.difference > 0
            else say("{amount} too little", amount=Euros(-held.difference))
        )
        return say("{told}: {worded}", told=told, worded=worded)
    if control.by_construction:
        return say("{told} by construction: the package was chosen to meet it", told=told)
    if held.difference and control.rounded_to:
        return say("{told}, rounded to {unit}", told=told, unit=Euros(control.rounded_to))
    return told


def _measure_names(case: Case, measures: Iterable[str]) -> Iterator[str]:
    return (case.budget.measures[measure].name or measure for measure in measures)


def _pm_lines(allocation: Allocation) -> Iterator[tuple[str, Label]]:
    periods: dict[str, list[str]] = {}
    for division in allocation.divisions:
        if division.amount is None:
            periods.setdefault(str(division.measure), []).append(division.period.text)
    for measure, texts in periods.items():
        name = allocation.case.budget.measures[measure].name or measure
        nature = NATURE_NAMES[allocation.case.budget.measures[measure].nature]
        yield "", say("{measure} ({nature}): {periods}", measure=name, nature=nature, periods=tuple(texts))


def _marks(assumption: Assumption) -> bool:
    """Tell whether the amounts that rest on an assumption are marked."""
    return SECTIONS[str(assumption.about[0])].marks


def assumption_lines(assumptions: Iterable[Assumption]) -> Iterator[tuple[str, Label]]:
    """Yield a line for each assumption: what it is about, and what it says."""
    for assumption in assumptions:
        text = " ".join(assumption.text.split())
        yield "", say("{owner}: {text}", owner=owner_of(assumption.about), text=text)


_SHARES_AT_MOST = 8
"""Participants of a key that the foot lists; with more it gives their number."""


def _key_lines(allocation: Allocation) -> Iterator[tuple[str, Label]]:
    """Yield a line for each key as it was used: its version, the driver's year, and the shares."""
    stages = {(stage.key, stage.versions): (plan, stage) for plan in allocation.plans for stage in plan.stages}
    for plan, stage in stages.values():
        yield (
            "",
            say(
                "{key}: {shares}",
                key=_key_name(allocation.case, stage.versions[0]),
                shares=_shares(allocation.case, plan, stage),
            ),
        )


def _key_name(case: Case, version: Version) -> Label:
    key = case.budget.keys[version.key]
    label = kind_of(definition_of(key, version)).label(version, case.budget)
    if label is not None:
        return label
    name = key.name or version.key
    if version.since is not None:
        return say("{name} (from {period})", name=name, period=version.since.text)
    return name


def _shares(case: Case, plan: Plan, stage: Stage) -> tuple[Message, ...] | Message:
    if len(stage.slots) > _SHARES_AT_MOST:
        return say("{count} participants", count=len(stage.slots))
    return tuple(
        say(
            "{name} {share}",
            name=name_of(case, plan.participants[slot]),
            share=Percentage(Fraction(weight, stage.total)),
        )
        for slot, weight in zip(stage.slots, stage.weights, strict=True)
    )


LEVEL_NAMES = {"measure": say("per measure and period"), "total": say("once a year over all that is divided alike")}


def rounding_text(rounding: Rounding) -> Message:
    """Return how amounts are rounded, in words."""
    return say(
        "To {unit}: {method}; {level}",
        unit=Euros(rounding.unit),
        method=method_of(rounding.method).words,
        level=LEVEL_NAMES[rounding.level],
    )


def _rounding_lines(allocation: Allocation) -> Iterator[tuple[str, Label]]:
    rounding = allocation.case.budget.settings.rounding
    yield "", rounding_text(rounding)
    other = LEVEL_NAMES["total" if rounding.level == "measure" else "measure"]
    for drift in allocation.drifts:
        yield (
            "",
            say(
                "{participant} {year}: {amount}; rounded {other} it would be {otherwise}",
                participant=name_of(allocation.case, drift.participant),
                year=str(drift.year),
                amount=Euros(drift.amount),
                other=other,
                otherwise=Euros(drift.otherwise),
            ),
        )


def legend() -> Section:
    """Return what a `*` means, for tables that do not list the assumptions themselves."""
    return Section(say("Legend"), (("*", say("rests on an assumption; ridcalc allocate tells which")),))


def money_text(cell: Money) -> Label:
    """Return an amount with its PM posts: `€ 50.000 + 1 PM`, or `1 PM` alone."""
    if not cell.pm:
        return Euros(cell.cents)
    if not cell.cents and not cell.whole:
        return say("{count} PM", count=cell.pm)
    return say("{amount} + {count} PM", amount=Euros(cell.cents), count=cell.pm)


def name_of(case: Case, participant: str) -> str:
    """Return what a participant is called."""
    return case.budget.participants[participant].name or participant
