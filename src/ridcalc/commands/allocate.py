"""`ridcalc allocate`: the contribution of each participant per year."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ridcalc.commands.shared import (
    Content,
    Outcome,
    Request,
    allocation_of,
    check_driver,
    check_names,
    check_unit,
    language_of,
    load_for,
    rendered,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.budget.model import Case
from ridcalc.core.values.filter import ALL
from ridcalc.core.values.problems import InvalidValueError, refuse, say
from ridcalc.language.sentences import Language
from ridcalc.reading.loader import Loaded
from ridcalc.render.formats import STANDARD, Dialect, ViewFormat
from ridcalc.views.allocation import allocation_table, body_of, rounded_of
from ridcalc.views.table import Table
from ridcalc.views.view import Frame, View

MOST_ROWS = 200_000
"""Limit on the amounts per year of a table by measure."""

if TYPE_CHECKING:
    from ridcalc.render.results import AllocationResult, Lines


def run(request: Request, view: View, dialect: Dialect = STANDARD, options: str = "") -> Outcome:
    """Return the allocation in the requested format.

    Args:
        request: The common options.
        view: The options of the table.
        dialect: The dialect of CSV.
        options: The options that the next commands repeat, as a shell takes them, each after a space.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit the budget.
    """
    loaded = load_for(request)
    budget = loaded.case.budget
    check_names(budget, view.selection.participants, view.selection.years)
    check_unit(budget, view.unit)
    if view.per:
        check_driver(budget, view.per)
    has_table = isinstance(request.format, ViewFormat) or bool(view.unit)
    if has_table:
        _check_level(loaded.case, view)
    allocation = allocation_of(loaded)
    if has_table:
        _check_length(allocation, view)
    other = _against(request, loaded, allocation, view.against) if view.against else None
    language = language_of(budget, request.language)
    content = Content(
        lambda: _table(allocation, view, other, options),
        lambda: _result(loaded, allocation, view, other, language),
        lambda: _lines(loaded, allocation, view, dialect),
    )
    return Outcome(rendered(content, request, language), loaded.placed(allocation.warnings), language=language.code)


def _check_level(case: Case, view: View) -> None:
    """Check that the rounding level of the budget leaves amounts per measure and period, if the table needs them.

    Raises:
        ProblemsFoundError: amounts are divided once a year, and the table is by measure, task or period.
    """
    if in_batches(case.budget.settings.rounding.level) and (view.matrix or view.by in {"measure", "period", "task"}):
        message = say("with level: total there are no amounts per measure, task or period")
        hint = say("leave --by and --matrix out, or round at level: measure")
        refuse("level-total", message, hint, place=_option_of(view))


def _option_of(view: View) -> str:
    return "--matrix" if view.matrix else f"--by {view.by}"


def _check_length(allocation: Allocation, view: View) -> None:
    """Check that a table by measure has at most MOST_ROWS amounts per year.

    Raises:
        ProblemsFoundError: the table would be longer.
    """
    if not (view.matrix or view.by == "measure"):
        return
    columns = len(view.selection.participants or allocation.tree.ids) if view.matrix else 1
    count = len(allocation.case.measures) * columns
    if count > MOST_ROWS:
        message = say("this table would have up to {count} amounts per year", count=count)
        hint = say("choose participants with --participant, or write every line with --format csv")
        refuse("table-too-long", message, hint, place=_option_of(view))


def _against(request: Request, loaded: Loaded, allocation: Allocation, name: str) -> Allocation:
    """Return the allocation of the scenario `name`, of the same files and with the same changes.

    Raises:
        ProblemsFoundError: it is the scenario that is shown, it has problems, or it cannot be compared with it.
    """
    from ridcalc.core.analysis.compare import check_comparable  # not needed without --against

    if name == loaded.case.scenario.id:
        message = say("'{id}' is the scenario that is shown; the difference would be zero everywhere", id=name)
        refuse("against-itself", message, say("name another scenario"), place=f"--against {name}")
    other = allocation_of(load_for(request._replace(scenario=name), "--against"))
    check_comparable(allocation, other)
    return other


def _table(allocation: Allocation, view: View, against: Allocation | None, options: str) -> Table:
    """Return the table, with the next commands as hints.

    Raises:
        ProblemsFoundError: the driver lacks a value, or the filter selects no amount and no PM post.
    """
    try:
        table = allocation_table(allocation, view, against)
    except InvalidValueError as refusal:
        refuse(refusal.code, refusal.message, refusal.hint, place=f"--per {view.per}")
    if not table.rows or not table.columns:
        if view.selection == ALL:
            return _table(allocation, view._replace(zeros=True), against, options)
        names = (*view.selection.participants, *map(str, view.selection.years))
        message = say("there is no amount and no PM post for {names}", names=names)
        refuse("nothing-selected", message, say("--zeros shows the zeros"), place=" ".join(names))
    return replace(table, hints=tuple(f"{command}{options}" for command in _next_commands(allocation, view)))


def _next_commands(allocation: Allocation, view: View) -> Iterator[str]:
    """Yield the commands that explain the first figure of a table, and that show the same amounts in another way."""
    shown = (name for name, _ in allocation.tree.shown_order() if view.selection.takes(participant=name))
    first = next(zip(shown, view.selection.years or allocation.years, strict=False), None)
    if first:
        yield "ridcalc explain {} {}".format(*first)
    has_measures = not in_batches(allocation.case.budget.settings.rounding.level)
    yield f"ridcalc allocate --by {'measure' if has_measures and view.by != 'measure' else 'nature'}"


def _result(
    loaded: Loaded, allocation: Allocation, view: View, against: Allocation | None, language: Language
) -> "AllocationResult":
    """Return the result for other programs.

    Raises:
        ProblemsFoundError: the driver lacks a value.
    """
    from ridcalc.render.results import AllocationResult, PerUnit  # not needed for a table
    from ridcalc.views.sums import unit_rows

    table = per = None
    if view.unit:
        frame = Frame(view, (allocation,))
        table = rounded_of(allocation, frame, body_of(allocation, frame))
    if view.per:
        try:
            per = PerUnit(view.per, tuple(unit_rows(allocation, view.selection, view.per)))
        except InvalidValueError as refusal:
            refuse(refusal.code, refusal.message, refusal.hint, place=f"--per {view.per}")
    return AllocationResult(
        allocation,
        view.selection,
        language,
        loaded.progress,
        loaded.digests(),
        loaded.placed(allocation.warnings),
        table,
        per,
        against,
    )


def _lines(loaded: Loaded, allocation: Allocation, view: View, dialect: Dialect) -> "Lines":
    from ridcalc.render.results import Lines  # not needed for a table

    marks = dialect.separator, dialect.decimal_mark
    return Lines(allocation, view.selection, loaded.progress, *marks, dialect.formula_safe)
