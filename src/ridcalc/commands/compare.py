"""`ridcalc compare`: the differences between scenarios, per participant, with their causes."""

from collections.abc import Sequence

from ridcalc.commands.shared import (
    Content,
    Outcome,
    Request,
    allocation_of,
    analysis,
    changes_of_nothing,
    check_driver,
    check_names,
    check_unit,
    language_of,
    rendered,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.compare import Comparison, check_comparable, compare
from ridcalc.core.analysis.per_unit import PerUnit
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import InvalidValueError, Problem, ProblemsFoundError, refuse
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.reading.places import in_order
from ridcalc.views.comparison import comparison_in_units, comparison_table
from ridcalc.views.figures import RoundedTable
from ridcalc.views.side_by_side import side_by_side_table
from ridcalc.views.table import Table


def run(
    request: Request,
    scenarios: Sequence[str],
    years: Sequence[int] = (),
    participants: Sequence[str] = (),
    *,
    per: str | None = None,
    unit: int = 0,
) -> Outcome:
    """Return the differences between two scenarios with their causes, or three and more scenarios side by side.

    `per` is the id of a driver: amounts are shown per unit of the driver. `unit` is in cents; 0 shows exact amounts.

    Raises:
        ProblemsFoundError: the files have problems, or the options do not fit the budget.
    """
    loaded = _loaded(request, scenarios)
    allocations = [allocation for _, allocation in loaded]
    first = allocations[0]
    budget = first.case.budget
    check_names(budget, participants, [year for year in years if year not in _years(allocations)])
    warnings: list[Problem] = []
    for one, allocation in loaded:
        warnings += [warning for warning in one.placed(allocation.warnings) if warning not in warnings]
    language = language_of(budget, request.language)
    for other in allocations[1:]:
        check_comparable(first, other)
    selection = Filter(tuple(years), tuple(participants))
    check_unit(budget, unit)
    tables = _in_units(allocations, unit)
    if len(allocations) > 2:
        side_by_side = Content(lambda: side_by_side_table(allocations, selection, tables))
        return Outcome(rendered(side_by_side, request, language), warnings, language=language.code)
    comparison = compare(first, allocations[1], request.progress)
    content = Content(
        lambda: _table(comparison, selection, tables, per),
        lambda: analysis(_filtered(comparison, selection), _digests(loaded), warnings, language),
    )
    return Outcome(rendered(content, request, language), warnings, language=language.code)


def _in_units(allocations: Sequence[Allocation], unit: int) -> list[RoundedTable]:
    """Return the tables of allocations in whole units of `unit` cents; an empty list if `unit` is 0."""
    if not unit:
        return []
    from ridcalc.views.rounded import natures_in_units  # not needed without --unit

    return [natures_in_units(allocation, unit) for allocation in allocations]


def _filtered(comparison: Comparison, selection: Filter) -> Comparison:
    """Return a comparison with the differences of the selected years and participants."""
    rows = tuple(row for row in comparison.differences if selection.takes(row.year, row.participant))
    return comparison._replace(differences=rows)


def _table(comparison: Comparison, selection: Filter, tables: Sequence[RoundedTable], per: str | None) -> Table:
    """Return the table of a comparison: in whole units, per unit of a driver, or in exact amounts.

    Raises:
        ProblemsFoundError: the driver is unknown, or a value of the driver is missing.
    """
    if tables:
        return comparison_in_units(comparison, selection, tables)
    if per is None:
        return comparison_table(comparison, selection)
    try:
        return comparison_table(comparison, selection, _per_unit(comparison, per))
    except InvalidValueError as refusal:
        refuse(refusal.code, refusal.message, refusal.hint, place=f"--per {per}")


def _digests(loaded: Sequence[tuple[Loaded, Allocation]]) -> tuple[tuple[str, str], ...]:
    """Return the name and the SHA-256 of each file that the scenarios read, once."""
    return tuple(dict(digest for one, _ in loaded for digest in one.digests()).items())


def _loaded(request: Request, scenarios: Sequence[str]) -> list[tuple[Loaded, Allocation]]:
    """Return each scenario as it is loaded, with its allocation.

    Raises:
        ProblemsFoundError: the problems of all scenarios together.
    """
    folder = Folder(request.data, request.progress)
    found: list[tuple[Loaded, Allocation]] = []
    problems: list[Problem] = []
    skipped: list[tuple[str, ...]] = []
    for name in scenarios:
        try:
            loaded = load(folder, name, request.changes, several=True, option="")
            allocation = allocation_of(loaded)
            skipped.append(loaded.skipped)
            found.append((loaded, allocation))
        except ProblemsFoundError as error:
            problems += error.problems
    problems += changes_of_nothing(skipped)
    if problems:
        raise ProblemsFoundError(in_order(problems))
    return found


def _years(allocations: Sequence[Allocation]) -> set[int]:
    return {year for allocation in allocations for year in allocation.years}


def _per_unit(comparison: Comparison, driver: str) -> PerUnit:
    """Return the amounts of a comparison per unit of a driver.

    Raises:
        ProblemsFoundError: one of the two budgets does not have the driver.
    """
    for allocation in (comparison.a, comparison.b):
        check_driver(allocation.case.budget, driver)
    return PerUnit(comparison, driver)
