"""`ridcalc allocate`: the contribution of each participant per year."""

from typing import TYPE_CHECKING

from ridcalc.commands.shared import (
    Content,
    Outcome,
    Request,
    allocation_of,
    check_names,
    check_unit,
    language_of,
    load_for,
    rendered,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.values.problems import refuse, say
from ridcalc.language.sentences import Language
from ridcalc.reading.loader import Loaded
from ridcalc.render.formats import STANDARD, Dialect, ViewFormat
from ridcalc.views.allocation import View, allocation_table

MOST_ROWS = 200_000
"""Row limit of a table by measure; such a table takes about a gigabyte of memory."""

if TYPE_CHECKING:
    from ridcalc.render.results import AllocationResult, Lines


def run(request: Request, view: View, dialect: Dialect = STANDARD, *, formula_safe: bool = False) -> Outcome:
    """Return the allocation in the requested format.

    `dialect` holds for CSV. With `formula_safe`, CSV texts that a spreadsheet would take for a formula are escaped.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit the budget.
    """
    loaded = load_for(request)
    budget = loaded.case.budget
    check_names(budget, view.selection.participants, view.selection.years)
    check_unit(budget, view.unit)
    has_table = isinstance(request.format, ViewFormat) or view.unit
    if in_batches(budget.settings.rounding.level) and view.by != "participant" and has_table:
        message = say("with level: total there are no amounts per measure or period")
        hint = say("leave --by out, or round at level: measure")
        refuse("level-total", message, hint, place=f"--by {view.by}")
    allocation = allocation_of(loaded)
    if has_table and view.by == "measure":
        _check_length(allocation, view)
    language = language_of(budget, request.language)
    content = Content(
        lambda: allocation_table(allocation, view),
        lambda: _result(loaded, allocation, view, language),
        lambda: _lines(loaded, allocation, view, dialect, formula_safe=formula_safe),
    )
    return Outcome(rendered(content, request, language), loaded.placed(allocation.warnings))


def _check_length(allocation: Allocation, view: View) -> None:
    """Check that a table by measure has at most MOST_ROWS rows: one per measure and participant with a part of it.

    Raises:
        ProblemsFoundError: the table would be longer.
    """
    slots_by_measure = {
        (division.measure, id(division.plan)): division.plan.slots
        for division in allocation.divisions
        if view.selection.takes(division.period.year)
    }
    names = frozenset(view.selection.participants)
    rows = sum(len(names & slots.keys()) if names else len(slots) for slots in slots_by_measure.values())
    if rows > MOST_ROWS:
        message = say("this table would have up to {count} rows", count=rows)
        hint = say("choose participants with --participant, or write every line with --format csv")
        refuse("table-too-long", message, hint, place="--by measure")


def _result(loaded: Loaded, allocation: Allocation, view: View, language: Language) -> "AllocationResult":
    from ridcalc.render.results import AllocationResult  # not needed for a table

    table = None
    if view.unit:
        from ridcalc.views.rounded import in_units  # not needed without --unit

        table = in_units(allocation, view.by, view.unit)
    return AllocationResult(allocation, view.selection, loaded.digests(), table, language, loaded.progress)


def _lines(loaded: Loaded, allocation: Allocation, view: View, dialect: Dialect, *, formula_safe: bool) -> "Lines":
    from ridcalc.render.results import Lines  # not needed for a table

    return Lines(allocation, view.selection, loaded.progress, dialect.separator, dialect.decimal_mark, formula_safe)
