"""The sheet Calendar: by when each organisation does what for the decision that the workbook is of."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ridcalc.core.analysis.calendar.calendar import Calendar, calendar_of
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Sheet
from ridcalc.render.excel.columns import Column, Columns
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.views.calendar import STEP_NAMES, WHO_NAMES, decided, organisation_name, view_lines

_DAY_ZERO = date(1899, 12, 30)
"""The day that spreadsheets store as 0."""


class _Line(NamedTuple):
    """A row of the sheet, its texts in the workbook's language."""

    organisation: str
    step: str
    who: str | None = None
    latest: date | None = None
    advised: date | None = None
    basis: str | None = None
    comment: str | None = None


def calendar_sheets(layout: Layout) -> Iterator[Sheet]:
    """Yield the sheet, if the workbook is of a stage with dates."""
    decision = layout.decision
    if decision.stage is None or decision.stage not in layout.case.budget.decisions:
        return
    before = decision.before.allocation if decision.before is not None else None
    calendar = calendar_of(before, layout.allocation, decision.stage)
    lines = list(_lines(layout, calendar))
    rows = [CALENDAR.row(line, row) for row, line in enumerate(lines, FIRST_ROW)]
    yield tabled_sheet(layout, CALENDAR, rows, len(rows), FIRST_ROW + len(rows) - 1)


def _lines(layout: Layout, calendar: Calendar) -> Iterator[_Line]:
    """Yield the rows: the steps of each organisation, and what its councils do about a draft."""
    text, selected = layout.text, layout.options.participant
    yield _Line("", text(decided(calendar)))
    for block in calendar.blocks:
        if selected not in {None, block.organisation} and block.kind != "executor":
            continue
        name = text(organisation_name(calendar, block.organisation))
        for step in block.steps:
            comment = text(step.remark) if step.remark is not None else None
            who = text(WHO_NAMES[step.who])
            yield _Line(name, text(STEP_NAMES[step.name]), who, step.latest, step.advised, step.basis, comment)
        for line in view_lines(calendar, block):
            yield _Line(name, text(VIEWS), comment=text(line))


VIEWS: Message = say("Views of the councils")


def _day(day: date | None) -> Cell | None:
    """Return the cell of a day, a number that the style shows as a date; None if the day is unknown."""
    return None if day is None else Cell((day - _DAY_ZERO).days, "date")


def _words(text: str | None) -> Cell | None:
    return Cell(text, "wrapped") if text else None


CALENDAR: Columns[_Line] = Columns(
    say("Calendar"),
    (
        Column("organisation", say("organisation"), 34, lambda line, _: _words(line.organisation)),
        Column("step", say("step"), 34, lambda line, _: _words(line.step)),
        Column("who", say("who"), 8, lambda line, _: _words(line.who)),
        Column("latest", say("latest"), 12, lambda line, _: _day(line.latest)),
        Column("advised", say("advised"), 12, lambda line, _: _day(line.advised)),
        Column("basis", say("basis"), 20, lambda line, _: _words(line.basis)),
        Column("comment", say("comment"), 50, lambda line, _: _words(line.comment)),
    ),
    title=say("Calendar: by when who does what"),
)
