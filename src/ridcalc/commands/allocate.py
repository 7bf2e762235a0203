"""`ridcalc allocate`: who pays what, per year."""

from typing import TYPE_CHECKING, Literal

from ridcalc.commands.shared import (
    Answer,
    Request,
    allocation_of,
    check_names,
    check_unit,
    language_of,
    load_for,
    shown,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.values.problems import refuse, say
from ridcalc.reading.loader import Loaded
from ridcalc.views.allocation import View, allocation_table

MOST_ROWS = 200_000
"""The most rows of a table by measure: about a gigabyte of memory."""

if TYPE_CHECKING:
    from ridcalc.render.json import Provenance
    from ridcalc.views.figures import Shown


def answer(
    request: Request, view: View, csv_dialect: Literal["plain", "nl"] = "plain", *, harmless: bool = False
) -> Answer:
    """Return who pays what, in the form that is asked for; `harmless`: no cell of CSV that is taken for a formula.

    Raises:
        ProblemsFoundError: in the input, or in what is asked of it.
    """
    loaded = load_for(request)
    budget = loaded.case.budget
    check_names(budget, view.asked.participants, view.asked.years)
    check_unit(budget, view.unit)
    tabled = request.form in {"table", "markdown"} or view.unit
    if budget.settings.rounding.level == "total" and view.by != "participant" and tabled:
        message = say("with level: total there are no amounts per measure or period")
        hint = say("leave --by out, or round at level: measure")
        refuse("level-total", message, hint, place=f"--by {view.by}")
    allocation = allocation_of(loaded)
    if tabled and view.by == "measure":
        _check_length(allocation, view)
    language = language_of(budget, request.language)
    warnings = loaded.placed(allocation.warnings)
    if request.form == "csv":
        from ridcalc.render import csv  # each run needs one renderer

        return Answer(
            csv.to_csv(allocation, view.asked, request.work, dialect=csv_dialect, harmless=harmless), warnings
        )
    if request.form == "json":
        from ridcalc.render import json  # the same

        head = json.head_of(allocation, _provenance(loaded), _in_units(allocation, view), view.asked)
        return Answer(json.to_json(allocation, head, language, view.asked, request.work), warnings)
    return Answer([shown(allocation_table(allocation, view), request, language)], warnings)


def _check_length(allocation: Allocation, view: View) -> None:
    """Refuse a table that nobody reads and little memory holds.

    Raises:
        ProblemsFoundError: it has a row for each of very many measures and the participants that they reach.
    """
    reached = {
        (division.measure, id(division.plan)): division.plan.slots
        for division in allocation.divisions
        if view.asked.takes(division.period.year)
    }
    names = frozenset(view.asked.participants)
    rows = sum(len(names & slots.keys()) if names else len(slots) for slots in reached.values())
    if rows > MOST_ROWS:
        message = say("this table would have up to {count} rows", count=rows)
        hint = say("choose participants with --participant, or write every line with --format csv")
        refuse("table-too-long", message, hint, place="--by measure")


def _in_units(allocation: Allocation, view: View) -> "Shown | None":
    from ridcalc.views.rounded import in_units  # most figures are as booked

    return in_units(allocation, view.by, view.unit) if view.unit else None


def _provenance(loaded: Loaded) -> "Provenance":
    from ridcalc.render.json import Provenance  # only JSON names what it was made from

    return Provenance(loaded.digests())
