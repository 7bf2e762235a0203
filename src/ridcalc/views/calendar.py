"""The table of a calendar: the steps of each organisation, and below it the windows for the councils."""

from collections.abc import Iterator

from ridcalc.core.analysis.calendar.calendar import Calendar, OrganisationCalendar
from ridcalc.core.analysis.calendar.terms import Step, StepName, Who
from ridcalc.core.budget.section_types import DecisionKind
from ridcalc.core.values.problems import Message, say
from ridcalc.views.notes import name_of, title_of
from ridcalc.views.table import Cell, Day, Label, Row, Section, Table, Text

STEP_NAMES: dict[StepName, Message] = {
    "kaderbrief": say("Policy letter to the councils"),
    "accounts-provisional": say("Provisional accounts to the councils"),
    "draft": say("Draft to the councils"),
    "offer": say("Draft offered to the board"),
    "adopt": say("Adoption"),
    "to-gs": say("To Gedeputeerde Staten"),
    "last-draft": say("Last day for a draft"),
    "last-adoption": say("Last day for adoption"),
}
WHO_NAMES: dict[Who, Message] = {"DB": say("DB"), "AB": say("AB"), "council": say("council")}
_KIND_NAMES: dict[DecisionKind, Message] = {
    "budget": say("budget of {year}"),
    "amendment": say("amendment of the budget of {year}"),
    "accounts": say("accounts of {year}"),
}
COLUMNS = (say("who"), say("latest"), say("advised"), say("basis"), say("comment"))


def calendar_table(calendar: Calendar) -> Table:
    """Return a block per organisation with its steps, each on a row."""
    rows = [row for block in calendar.blocks for row in _rows(calendar, block)]
    sections = tuple(_section(calendar, block) for block in calendar.blocks if block.terms is not None)
    return Table(
        title_of(calendar.case),
        (decided(calendar),),
        say("step"),
        COLUMNS,
        tuple(rows),
        tuple(section for section in sections if section.lines),
    )


def decided(calendar: Calendar) -> Message:
    """Return what is decided: the stage, and the kind and year of the decision."""
    stage = calendar.case.budget.stages[calendar.stage]
    kind = say(_KIND_NAMES[calendar.dates.kind].template, year=str(calendar.year))
    return say("Calendar of {stage}: {kind}", stage=stage.name_or(calendar.stage), kind=kind)


def organisation_name(calendar: Calendar, organisation: str | None) -> Label:
    """Return the name of a participant or of the executor."""
    executor = calendar.case.budget.settings.executor
    if organisation is not None and organisation in calendar.case.budget.participants:
        return name_of(calendar.case, organisation)
    return executor.name_or(executor.id) if executor is not None else say("the executor")


def _rows(calendar: Calendar, block: OrganisationCalendar) -> Iterator[Row]:
    """Yield the heading of an organisation and its steps."""
    yield Row("block", organisation_name(calendar, block.organisation))
    for step in block.steps:
        yield Row("body", STEP_NAMES[step.name], _cells(step))


def _cells(step: Step) -> tuple[Cell | None, ...]:
    """Return the cells of a step."""
    latest = Day(step.latest) if step.latest is not None else Text("–")
    advised = Day(step.advised) if step.advised is not None else None
    basis = Text(step.basis) if step.basis is not None else None
    return Text(WHO_NAMES[step.who]), latest, advised, basis, Text(step.remark) if step.remark is not None else None


def _section(calendar: Calendar, block: OrganisationCalendar) -> Section:
    """Return what councils have to do with a decision of an arrangement: whether views are needed, and when."""
    return Section(view_heading(calendar, block), tuple(("", line) for line in view_lines(calendar, block)))


def view_heading(calendar: Calendar, block: OrganisationCalendar) -> Message:
    """Return the heading of the sentences about the views on a decision of an arrangement."""
    return say("Views on the draft of {name}", name=organisation_name(calendar, block.organisation))


def view_lines(calendar: Calendar, block: OrganisationCalendar) -> Iterator[Message]:
    """Yield the sentences about the views of councils on a decision of an arrangement."""
    if block.view_needed is None:
        return
    if not block.view_needed:
        yield say("no views are needed: no contribution changes, and the arrangement exempts that")
        return
    yield say("the councils give their views")
    window = block.window
    if window is None:
        return
    yield say(
        "from {first} to {last}: {outside} days outside recess, {inside} days in recess",
        first=window.first,
        last=window.last,
        outside=window.outside,
        inside=window.in_recess,
    )
    if window.ends is not None and window.ends != window.last:
        yield say("the legal term for views ends on {date}", date=window.ends)
    for council, meetings in window.councils.items():
        name = organisation_name(calendar, council)
        if meetings:
            yield say("{name} meets on {dates}", name=name, dates=meetings)
        else:
            yield say("{name} does not meet in that time", name=name)
