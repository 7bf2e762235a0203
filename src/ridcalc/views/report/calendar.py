"""What is asked of whom, and when: the steps of each organisation, and the window for the councils."""

from collections.abc import Iterator
from dataclasses import replace

from ridcalc.core.analysis.calendar.calendar import Calendar, OrganisationCalendar
from ridcalc.core.values.problems import Message, say
from ridcalc.views.calendar import calendar_table, decided, organisation_name, view_heading, view_lines
from ridcalc.views.report.charts import MOST, Span, Timeline, Titles
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.table import Branch


def section(material: Material) -> Section | None:
    """Return the calendar of the stage, or of a participant its own part; None if the stage has no dates."""
    calendar = _of(material)
    if calendar is None or not calendar.blocks:
        return None
    return Section(
        "calendar",
        say("Who is asked what, and when"),
        (decided(calendar),),
        chart=_timeline(calendar),
        table=replace(calendar_table(calendar), title="", facts=(), foot=()),
        points=tuple(point for block in calendar.blocks if (point := _views(calendar, block)).below),
    )


def _views(calendar: Calendar, block: OrganisationCalendar) -> Branch:
    """Return what councils have to do with a decision of an arrangement; nothing below it for a municipality."""
    return Branch(view_heading(calendar, block), tuple(map(Branch, view_lines(calendar, block))))


def meeting_sentence(material: Material) -> Iterator[Message]:
    """Yield when the council of the participant decides, if the dates say so."""
    calendar = _of(material)
    for block in calendar.blocks if calendar else ():
        if block.organisation == material.participant:
            for step in block.steps:
                if step.name == "adopt" and step.latest is not None:
                    name = organisation_name(calendar, block.organisation) if calendar else ""
                    yield say("{name} decides on {date}.", name=name, date=step.latest)


def _of(material: Material) -> Calendar | None:
    """Return the calendar, for a participant with the blocks of the executor, of those above it and its own alone."""
    calendar = material.calendar
    if calendar is None or material.participant is None:
        return calendar
    shown = {material.participant, *material.allocation.tree.ancestors(material.participant)}
    blocks = (block for block in calendar.blocks if block.kind == "executor" or block.organisation in shown)
    return calendar._replace(blocks=tuple(blocks))


def _timeline(calendar: Calendar) -> Timeline | None:
    """Return the steps and windows of the organisations by quarter; None if no step has a day."""
    rows = [row for block in calendar.blocks if (row := _row(calendar, block)).parts]
    if not rows:
        return None
    if len(rows) > MOST:
        rest = tuple(dict.fromkeys(part for row in rows[MOST - 1 :] for part in row.parts))
        rows = [*rows[: MOST - 1], Span(say("the {count} others", count=len(rows) - MOST + 1), rest)]
    years = [day.year for row in rows for part in row.parts for day in part]
    titles = Titles(_headline(calendar), say("Days on which something is asked, and the time for views, by quarter"))
    return Timeline(titles, tuple(rows), tuple(range(min(years), max(years) + 1)))


def _row(calendar: Calendar, block: OrganisationCalendar) -> Span:
    """Return the days of an organisation, and the window for the councils."""
    window = [(block.window.first, block.window.last)] if block.window else []
    days = [(step.latest, step.latest) for step in block.steps if step.latest is not None]
    return Span(organisation_name(calendar, block.organisation), tuple(dict.fromkeys((*window, *days))))


def _headline(calendar: Calendar) -> Message:
    """Return when the executor decides, or else what is decided."""
    executor = next((block for block in calendar.blocks if block.kind == "executor"), None)
    for step in executor.steps if executor else ():
        if step.name == "adopt" and step.latest is not None and executor:
            name = organisation_name(calendar, executor.organisation)
            return say("{name} decides on {date}", name=name, date=step.latest)
    return decided(calendar)
