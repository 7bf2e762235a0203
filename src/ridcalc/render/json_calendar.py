"""JSON of a calendar, format `ridcalc/calendar` version 1. Only remarks and warnings are translated."""

import json
from collections.abc import Iterator
from datetime import date

from ridcalc.core.analysis.calendar.calendar import OrganisationCalendar
from ridcalc.core.analysis.calendar.window import Window
from ridcalc.render.json_rows import Row, problem
from ridcalc.render.results import CalendarResult


def render(result: CalendarResult) -> Iterator[str]:
    """Yield a calendar as JSON."""
    calendar = result.calendar
    scenario = calendar.case.scenario
    document = {
        "format": "ridcalc/calendar",
        "version": 1,
        "scenario": {"id": scenario.id, "name": scenario.name},
        "stage": calendar.stage,
        "kind": calendar.dates.kind,
        "year": calendar.year,
        "blocks": [_block(result, block) for block in calendar.blocks],
        "inputs": [{"file": file, "sha256": digest} for file, digest in result.inputs],
        "warnings": [problem(one, result.language) for one in result.warnings],
    }
    yield json.dumps(document, indent=1) + "\n"


def _block(result: CalendarResult, block: OrganisationCalendar) -> Row:
    """Return the calendar of an organisation."""
    steps = [
        {
            "step": step.name,
            "who": step.who,
            "latest": _day(step.latest),
            "advised": _day(step.advised),
            "basis": step.basis,
            "remark": None if step.remark is None else result.language.text(step.remark),
        }
        for step in block.steps
    ]
    window = None if block.window is None else _window(block.window)
    return {
        "organisation": block.organisation,
        "steps": steps,
        "window": window,
        "view_needed": block.view_needed,
    }


def _window(window: Window) -> Row:
    """Return the window for the councils."""
    return {
        "from": _day(window.first),
        "to": _day(window.last),
        "term_ends": _day(window.ends),
        "days_in_recess": window.in_recess,
        "days_outside": window.outside,
        "councils": [
            {"council": council, "meetings": [_day(day) for day in meetings]}
            for council, meetings in window.councils.items()
        ],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
