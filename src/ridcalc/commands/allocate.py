"""`ridcalc allocate`: who pays what, per year."""

from typing import TYPE_CHECKING

from ridcalc.commands.shared import (
    Answer,
    Content,
    Request,
    allocation_of,
    check_names,
    check_unit,
    language_of,
    load_for,
    rendered,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.values.problems import refuse, say
from ridcalc.language.sentences import Language
from ridcalc.reading.loader import Loaded
from ridcalc.render.formats import PLAIN, Dialect, ViewFormat
from ridcalc.views.allocation import View, allocation_table

MOST_ROWS = 200_000
"""The most rows of a table by measure: about a gigabyte of memory."""

if TYPE_CHECKING:
    from ridcalc.render.results import AllocationResult, Lines


def answer(request: Request, view: View, dialect: Dialect = PLAIN, *, formula_safe: bool = False) -> Answer:
    """Return who pays what, in the format that is asked for.

    CSV is in a dialect; if `formula_safe`, it has no cell that a spreadsheet takes for a formula.

    Raises:
        ProblemsFoundError: in the input, or in what is asked of it.
    """
    loaded = load_for(request)
    budget = loaded.case.budget
    check_names(budget, view.asked.participants, view.asked.years)
    check_unit(budget, view.unit)
    tabled = isinstance(request.format, ViewFormat) or view.unit
    if budget.settings.rounding.level == "total" and view.by != "participant" and tabled:
        message = say("with level: total there are no amounts per measure or period")
        hint = say("leave --by out, or round at level: measure")
        refuse("level-total", message, hint, place=f"--by {view.by}")
    allocation = allocation_of(loaded)
    if tabled and view.by == "measure":
        _check_length(allocation, view)
    language = language_of(budget, request.language)
    content = Content(
        lambda: allocation_table(allocation, view),
        lambda: _result(loaded, allocation, view, language),
        lambda: _lines(loaded, allocation, view, dialect, formula_safe=formula_safe),
    )
    return Answer(rendered(content, request, language), loaded.placed(allocation.warnings))


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


def _result(loaded: Loaded, allocation: Allocation, view: View, language: Language) -> "AllocationResult":
    from ridcalc.render.results import AllocationResult  # a table does not need it

    table = None
    if view.unit:
        from ridcalc.views.rounded import in_units  # most figures are as booked

        table = in_units(allocation, view.by, view.unit)
    return AllocationResult(allocation, view.asked, loaded.digests(), table, language, loaded.progress)


def _lines(loaded: Loaded, allocation: Allocation, view: View, dialect: Dialect, *, formula_safe: bool) -> "Lines":
    from ridcalc.render.results import Lines  # a table does not need it

    return Lines(allocation, view.asked, loaded.progress, dialect.separator, dialect.decimal_mark, formula_safe)
