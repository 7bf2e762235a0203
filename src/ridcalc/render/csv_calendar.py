"""CSV of a calendar: a row for each step of each organisation."""

import csv
import io
from collections.abc import Iterator

from ridcalc.render.results import CalendarLines

HEADER = ("stage", "organisation", "step", "who", "latest", "advised", "basis", "remark")


def render(lines: CalendarLines) -> Iterator[str]:
    """Yield CSV with commas: the header, then the steps; dates as 2023-07-05, empty where they are unknown."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    calendar = lines.calendar
    for block in calendar.blocks:
        for step in block.steps:
            remark = "" if step.remark is None else lines.language.text(step.remark)
            days = (str(day) if day is not None else "" for day in (step.latest, step.advised))
            head = (calendar.stage, block.organisation or "", step.name, step.who)
            writer.writerow((*head, *days, step.basis or "", remark))
    yield text.getvalue()
