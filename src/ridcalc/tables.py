"""From a result to a typed table: which columns and rows, in which order, with which totals and what in the foot.

Formats no number and knows no language: labels are texts of the user's or messages, cells are amounts in cents.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.model import NATURES, Case, NatureName, SideName
from ridcalc.core.problems import Euros, Message, owner_of, say
from ridcalc.core.result import Allocation, ControlResult, Division, Total
from ridcalc.core.sums import NOTHING, Sums
from ridcalc.core.tree import Tree

Depth = Literal["leaf", "top", "all"]
By = Literal["participant", "measure", "period"]
Role = Literal["block", "head", "body", "total"]
Label = Message | str


class Row(NamedTuple):
    """A row: its role tells how it stands out, `indent` how deep it lies; a cell is None where nothing belongs."""

    role: Role
    label: Label
    cells: tuple[Total | None, ...] = ()
    indent: int = 0


class Section(NamedTuple):
    """A part of the foot: a heading and its lines, each with an optional mark in front."""

    heading: Label
    lines: tuple[tuple[str, Label], ...]


class Table(NamedTuple):
    """What is shown: a title, facts about the figures, a heading and rows, and the foot."""

    title: str
    facts: tuple[Label, ...]
    heading: Message
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    foot: tuple[Section, ...]


class View(NamedTuple):
    """What a reader asks to see of an allocation."""

    by: By = "participant"
    depth: Depth = "all"
    years: tuple[int, ...] = ()
    """Only these years; all when empty."""
    participants: tuple[str, ...] = ()
    """Only these participants; all when empty."""


NATURE_NAMES: dict[NatureName, Message] = {"incidental": say("Incidental"), "structural": say("Structural")}
SIDE_NAMES: dict[SideName | None, Message] = {"expense": say("expense"), "income": say("income"), None: say("net")}

Group = tuple[NatureName, SideName | None, bool]
"""A block of a table: nature, side (None: net), and whether its heading names the side."""


def allocation_table(allocation: Allocation, view: View) -> Table:
    """Return the table of an allocation as the view asks for it."""
    makers: dict[By, Callable[[Allocation, View], tuple[Message, tuple[Label, ...], Iterable[Row]]]] = {
        "participant": _by_participant,
        "measure": _by_measure,
        "period": _by_period,
    }
    heading, columns, rows = makers[view.by](allocation, view)
    settings = allocation.case.budget.settings
    return Table(
        settings.name or (settings.executor.name if settings.executor and settings.executor.name else "ridcalc"),
        tuple(_facts(allocation.case)),
        heading,
        columns,
        tuple(rows),
        tuple(section for section in _foot(allocation) if section.lines),
    )


# ---- rows ---------------------------------------------------------------------------------------------------------


def _by_participant(allocation: Allocation, view: View) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    years = view.years or allocation.years
    return say("Participant"), tuple(str(year) for year in years), _participant_rows(allocation, view, years)


def _participant_rows(allocation: Allocation, view: View, years: Sequence[int]) -> Iterator[Row]:
    for group in _groups(allocation.divisions):
        yield _block(group)
        sums = Sums(
            allocation.tree, ((division.period.year, division) for division in _in_group(allocation.divisions, group))
        )
        for participant, indent in _shown(allocation.tree, view):
            yield Row(
                "body",
                _name(allocation.case, participant),
                tuple(sums.of(participant, year) or NOTHING for year in years),
                indent,
            )
        yield Row("total", say("Total"), tuple(sums.whole(year) or NOTHING for year in years))


def _by_measure(allocation: Allocation, view: View) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    years = view.years or allocation.years
    return say("Measure"), tuple(str(year) for year in years), _measure_rows(allocation, view, years)


def _measure_rows(allocation: Allocation, view: View, years: Sequence[int]) -> Iterator[Row]:
    measures = allocation.case.measures
    for group in _groups(allocation.divisions):
        yield _block(group)
        divisions = [division for division in _in_group(allocation.divisions, group) if division.period.year in years]
        sums = Sums(
            allocation.tree, (((str(division.measure), division.period.year), division) for division in divisions)
        )
        for measure in dict.fromkeys(str(division.measure) for division in divisions):
            label = measures[measure].name or measure
            yield Row("head", label, tuple(sums.whole((measure, year)) for year in years))
            for participant, indent in _shown(allocation.tree, view):
                if any(sums.reaches(participant, (measure, year)) for year in years):
                    cells = tuple(sums.of(participant, (measure, year)) for year in years)
                    yield Row("body", _name(allocation.case, participant), cells, indent + 1)
        totals = Sums(allocation.tree, ((division.period.year, division) for division in divisions))
        yield Row("total", say("Total"), tuple(totals.whole(year) for year in years))


def _by_period(allocation: Allocation, view: View) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    groups = list(_groups(allocation.divisions))
    return say("Period"), tuple(_block(group).label for group in groups), _period_rows(allocation, view, groups)


def _period_rows(allocation: Allocation, view: View, groups: Sequence[Group]) -> Iterator[Row]:
    years = view.years or allocation.years
    sums = [Sums(allocation.tree, _by_period_and_year(_in_group(allocation.divisions, group))) for group in groups]
    periods = sorted({division.period for division in allocation.divisions if division.period.year in years})
    for year in years:
        for period in (period for period in periods if period.year == year):
            yield Row("head", period.text, tuple(sum_.whole(period.text) for sum_ in sums))
            for participant, indent in _shown(allocation.tree, view):
                cells = tuple(sum_.of(participant, period.text) for sum_ in sums)
                if any(cell is not None for cell in cells):
                    yield Row("body", _name(allocation.case, participant), cells, indent + 1)
        yield Row("total", say("Total {year}", year=str(year)), tuple(sum_.whole(year) for sum_ in sums))


def _by_period_and_year(divisions: Iterable[Division]) -> Iterator[tuple[str | int, Division]]:
    for division in divisions:
        yield division.period.text, division
        yield division.period.year, division


def _groups(divisions: Sequence[Division]) -> Iterator[Group]:
    """Yield the blocks: incidental and structural apart, and where a nature has both sides, those and the net."""
    for nature in NATURES:
        sides = {division.side for division in divisions if division.nature == nature}
        if not sides:
            continue
        if "income" in sides and len(sides) > 1:
            yield from ((nature, side, True) for side in ("expense", "income") if side in sides)
            yield nature, None, True
        else:
            yield nature, None, "income" in sides


def _in_group(divisions: Iterable[Division], group: Group) -> Iterator[Division]:
    nature, side, _ = group
    return (division for division in divisions if division.nature == nature and side in {None, division.side})


def _block(group: Group) -> Row:
    nature, side, named = group
    if not named:
        return Row("block", NATURE_NAMES[nature])
    return Row("block", say("{nature}, {side}", nature=NATURE_NAMES[nature], side=SIDE_NAMES[side]))


def _shown(tree: Tree, view: View) -> Iterator[tuple[str, int]]:
    """Yield the participants to show with their indent."""
    for participant, depth in tree.shown_order():
        if view.participants and participant not in view.participants:
            continue
        if view.depth == "all" and not view.participants:
            yield participant, depth
        elif view.depth == "all" or (
            (view.depth == "top") == (depth == 0) and (view.depth != "leaf" or participant not in tree.members)
        ):
            yield participant, 0


def _name(case: Case, participant: str) -> str:
    return case.budget.participants[participant].name or participant


# ---- head and foot ------------------------------------------------------------------------------------------------

VAT_NAMES = {"excluded": say("excluding VAT"), "included": say("including VAT"), "unknown": say("VAT unknown")}
STATUS_NAMES = {"met": say("met"), "missed": say("missed"), "incomplete": say("incomplete")}
STATUS_MARKS = {"met": "✓", "missed": "✗", "incomplete": "?"}


def _facts(case: Case) -> Iterator[Label]:
    """Yield what a reader must know before the figures."""
    chosen, settings = case.chosen, case.budget.settings
    if chosen.id == "none":
        yield say("Without a scenario: the base files alone")
    else:
        yield say("Scenario {id}: {name}", id=chosen.id, name=chosen.name)
    vat = VAT_NAMES[settings.vat]
    if settings.date:
        yield say("Figures of {date}, in euros, {vat}", date=settings.date, vat=vat)
    else:
        yield say("Figures in euros, {vat}", vat=vat)


def _foot(allocation: Allocation) -> Iterator[Section]:
    """Yield the parts of the foot: controls, PM posts, notes, assumptions and rounding."""
    case = allocation.case
    yield Section(
        say("Controls"), tuple((STATUS_MARKS[held.status], control_line(case, held)) for held in allocation.controls)
    )
    yield Section(say("PM: known posts, amount unknown, in no sum"), tuple(_pm_lines(allocation)))
    yield Section(say("Note"), (("", case.chosen.note),) if case.chosen.note else ())
    yield Section(say("Assumptions; amounts that rest on one are marked *"), tuple(_assumption_lines(allocation)))
    yield Section(say("Rounding"), tuple(_rounding_lines(allocation)))


def check_section(allocation: Allocation) -> Section:
    """Return what `check` says of one scenario: its name, and a line for each control."""
    case = allocation.case
    lines = tuple((STATUS_MARKS[held.status], control_line(case, held)) for held in allocation.controls)
    return Section(next(_facts(case)), lines or (("", say("no published figures to hold it against")),))


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


def _assumption_lines(allocation: Allocation) -> Iterator[tuple[str, Label]]:
    for assumption in allocation.assumptions:
        text = " ".join(assumption.text.split())
        yield "", say("{owner}: {text}", owner=owner_of(assumption.about), text=text)


METHOD_NAMES = {
    "largest-remainder": say("largest remainder, ties in the order of keys.yaml"),
    "largest-share": say("every part to its nearest unit, the largest share takes the rest"),
}
LEVEL_NAMES = {"measure": say("per measure and period"), "total": say("once per pool of a year")}


def _rounding_lines(allocation: Allocation) -> Iterator[tuple[str, Label]]:
    rounding = allocation.case.budget.settings.rounding
    yield (
        "",
        say(
            "To {unit}: {method}; {level}",
            unit=Euros(rounding.unit),
            method=METHOD_NAMES[rounding.method],
            level=LEVEL_NAMES[rounding.level],
        ),
    )
    other = LEVEL_NAMES["total" if rounding.level == "measure" else "measure"]
    for drift in allocation.drifts:
        yield (
            "",
            say(
                "{participant} {year}: {amount}; rounded {other} it would be {otherwise}",
                participant=_name(allocation.case, drift.participant),
                year=str(drift.year),
                amount=Euros(drift.amount),
                other=other,
                otherwise=Euros(drift.otherwise),
            ),
        )
