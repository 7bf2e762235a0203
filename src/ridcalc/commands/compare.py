"""`ridcalc compare`: what changes for whom, and by which cause."""

from collections.abc import Sequence

from ridcalc.commands.shared import (
    Answer,
    Content,
    Request,
    allocation_of,
    changes_of_nothing,
    check_names,
    check_unit,
    language_of,
    rendered,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.compare import Comparison, check_comparable, compare
from ridcalc.core.analysis.per_unit import PerUnit
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import InvalidValueError, Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.reading.places import in_order
from ridcalc.views.comparison import comparison_in_units, comparison_table, side_by_side_table
from ridcalc.views.figures import Shown
from ridcalc.views.table import Table


def answer(
    request: Request,
    scenarios: Sequence[str],
    years: Sequence[int] = (),
    participants: Sequence[str] = (),
    *,
    per: str | None = None,
    unit: int = 0,
) -> Answer:
    """Return what changes from the first scenario to the second, with its causes; or more of them side by side.

    Raises:
        ProblemsFoundError: in the input, or in what is asked of it.
    """
    loaded = _loaded(request, scenarios)
    allocations = [allocation for allocation, _ in loaded]
    first = allocations[0]
    budget = first.case.budget
    check_names(budget, participants, [year for year in years if year not in _years(allocations)])
    warnings: list[Problem] = []
    for _, told in loaded:
        warnings += [problem for problem in told if problem not in warnings]
    language = language_of(budget, request.language)
    for other in allocations[1:]:
        check_comparable(first, other)
    asked = Filter(tuple(years), tuple(participants))
    check_unit(budget, unit)
    tables = _in_units(allocations, unit)
    if len(allocations) > 2:
        side_by_side = Content(lambda: side_by_side_table(allocations, asked, tables))
        return Answer(rendered(side_by_side, request, language), warnings)
    comparison = compare(first, allocations[1], request.progress)
    content = Content(lambda: _table(comparison, asked, tables, per), lambda: _narrowed(comparison, asked))
    return Answer(rendered(content, request, language), warnings)


def _in_units(allocations: Sequence[Allocation], unit: int) -> list[Shown]:
    """Return the tables of allocations in whole units of so many cents; none without a unit."""
    if not unit:
        return []
    from ridcalc.views.rounded import in_units  # most tables are as booked

    return [in_units(one, "participant", unit) for one in allocations]


def _narrowed(comparison: Comparison, asked: Filter) -> Comparison:
    """Return a comparison with the differences that are asked for."""
    rows = tuple(row for row in comparison.differences if asked.takes(row.year, row.participant))
    return comparison._replace(differences=rows)


def _table(comparison: Comparison, asked: Filter, tables: Sequence[Shown], per: str | None) -> Table:
    """Return the table of a comparison: as tables in whole units, for each unit of a driver, or as booked.

    Raises:
        ProblemsFoundError: there is no such driver, or it lacks a value.
    """
    if tables:
        return comparison_in_units(comparison, asked, tables)
    if per is None:
        return comparison_table(comparison, asked)
    try:
        return comparison_table(comparison, asked, _per_unit(comparison, per))
    except InvalidValueError as refusal:
        refuse(refusal.code, refusal.message, refusal.hint, place=f"--per {per}")


def _loaded(request: Request, scenarios: Sequence[str]) -> list[tuple[Allocation, list[Problem]]]:
    """Return each scenario's allocation with its warnings; the problems of all of them at once."""
    folder = Folder(request.data, request.progress)
    found: list[tuple[Allocation, list[Problem]]] = []
    problems: list[Problem] = []
    skipped: list[tuple[str, ...]] = []
    for name in scenarios:
        try:
            loaded = load(folder, name, request.changes, several=True)
            allocation = allocation_of(loaded)
            skipped.append(loaded.skipped)
            found.append((allocation, loaded.placed(allocation.warnings)))
        except ProblemsFoundError as error:
            problems += error.problems
    problems += changes_of_nothing(skipped)
    if problems:
        raise ProblemsFoundError(in_order(problems))
    return found


def _years(allocations: Sequence[Allocation]) -> set[int]:
    return {year for allocation in allocations for year in allocation.years}


def _per_unit(comparison: Comparison, driver: str) -> PerUnit:
    """Return the figures for each unit of a driver.

    Raises:
        ProblemsFoundError: one of the two budgets has no such driver.
    """
    for allocation in (comparison.a, comparison.b):
        drivers = allocation.case.budget.drivers
        if driver not in drivers:
            message = say("there is no driver '{id}'", id=driver)
            refuse("unknown-driver", message, did_you_mean(driver, drivers), place=f"--per {driver}")
    return PerUnit(comparison, driver)
