"""`ridcalc compare`: what changes for whom, and by which cause."""

from collections.abc import Sequence

from ridcalc.commands.shared import (
    Answer,
    Request,
    allocation_of,
    changes_of_nothing,
    check_names,
    check_unit,
    language_of,
    shown,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.compare import Comparison, check_comparable, compare
from ridcalc.core.analysis.per_unit import PerUnit
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import Problem, ProblemsFoundError, Refused, refuse, say
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.reading.places import in_order
from ridcalc.views.comparison import comparison_in_units, comparison_table, side_by_side_table
from ridcalc.views.rounded import in_units


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
    tables = [in_units(one, "participant", unit) for one in allocations] if unit else []
    if len(allocations) > 2:
        return Answer([shown(side_by_side_table(allocations, asked, tables), request, language)], warnings)
    comparison = compare(first, allocations[1], request.work)
    if request.form == "json":
        from ridcalc.render import json_analyses  # each run needs one renderer

        rows = tuple(row for row in comparison.differences if asked.takes(row.year, row.participant))
        return Answer(json_analyses.comparison_to_json(comparison._replace(differences=rows)), warnings)
    if tables:
        return Answer([shown(comparison_in_units(comparison, asked, tables), request, language)], warnings)
    if per is None:
        return Answer([shown(comparison_table(comparison, asked), request, language)], warnings)
    try:
        table = comparison_table(comparison, asked, _per_unit(comparison, per))
    except Refused as refusal:
        refuse(refusal.code, refusal.message, refusal.hint, place=f"--per {per}")
    return Answer([shown(table, request, language)], warnings)


def _loaded(request: Request, scenarios: Sequence[str]) -> list[tuple[Allocation, list[Problem]]]:
    """Return each scenario's allocation with its warnings; the problems of all of them at once."""
    folder = Folder(request.data, request.work)
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
