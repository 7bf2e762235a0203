"""`ridcalc check`: the problems of the input, and whether the published figures are met."""

from collections.abc import Callable, Iterator, Sequence

from ridcalc.commands.shared import (
    NotOfferedError,
    Outcome,
    Request,
    allocation_of,
    changes_of_nothing,
    language_of,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import Problem, ProblemsFoundError, each_once, say
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.reading.places import in_order
from ridcalc.render.formats import LinesFormat, ResultFormat, Screen
from ridcalc.views.notes import check_section
from ridcalc.views.table import Section

Checked = dict[str, tuple[Loaded, Allocation]]
"""Scenario id → the case and its allocation, for the scenarios without problems."""


def run(request: Request, message_language: Callable[[], str], *, strict: bool = False) -> Outcome:
    """Return the status of every control, for the requested scenario or for all scenarios.

    The check fails if a published figure is missed; with `strict`, also if a figure is incomplete or there is a
    warning. In a format for programs the outcome lists the problems, in the language with the code
    that `message_language` returns, and nothing is raised.

    Raises:
        ProblemsFoundError: the problems of the files and of all scenarios, without duplicates.
    """
    checked, problems = _check(request)
    output = request.format
    if problems and not isinstance(output, ResultFormat):
        raise ProblemsFoundError(problems)
    if problems:
        language = Language(message_language())
    else:
        first, _ = next(iter(checked.values()))
        language = language_of(first.case.budget, request.language)
    warnings: list[Problem] = []
    for loaded, allocation in checked.values():
        warnings += loaded.placed(allocation.warnings)
    if request.scenario is None:
        warnings += Folder(request.data).unread_scenarios()
    warnings = each_once(
        [*warnings, *_of_stages(request, checked), *_of_dates(request, checked), *_of_benchmarks(checked)]
    )
    statuses = {control.status for _, allocation in checked.values() for control in allocation.controls}
    failed = bool(problems) or "missed" in statuses or (strict and bool(warnings or "incomplete" in statuses))
    if isinstance(output, ResultFormat):
        from ridcalc.render.results import CheckResult  # not needed for text

        result = CheckResult(problems, warnings, _allocations(checked), language)
        return Outcome(output.render(result), (), failed)
    if isinstance(output, LinesFormat) or output.render_section is None:
        raise NotOfferedError(output)
    verdict = ""
    if failed and "missed" not in statuses:
        reason = say("not passed: with --strict, warnings and incomplete figures count too")
        verdict = f"{language.text(reason)}\n"
    return Outcome(_texts(checked, request, output.render_section, verdict), warnings, failed, language.code)


def _check(request: Request) -> tuple[Checked, list[Problem]]:
    """Return the scenarios that could be loaded and allocated, and the problems of the others."""
    folder = Folder(request.data, request.progress)
    only = request.scenario
    problems = [] if only is not None else folder.misnamed_scenarios()
    checked: Checked = {}
    for name in [only] if only is not None else [NO_SCENARIO, *folder.scenario_ids()]:
        try:
            loaded = load(folder, name, request.changes, several=only is None)
            checked[name] = loaded, allocation_of(loaded)
        except ProblemsFoundError as error:
            problems += error.problems
    problems += changes_of_nothing([loaded.skipped for loaded, _ in checked.values()])
    return checked, in_order(problems)


def _of_stages(request: Request, checked: Checked) -> Sequence[Problem]:
    """Return the warnings of the amendment of each stage whose scenario is checked."""
    cases = {name: loaded for name, (loaded, _) in checked.items()}
    if not any(loaded.case.budget.stages for loaded in cases.values()):
        return ()
    from ridcalc.commands.amend import amendments_of_stages  # few budgets have stages

    return amendments_of_stages(Folder(request.data, request.progress), cases)


def _of_dates(request: Request, checked: Checked) -> Sequence[Problem]:
    """Return the warnings about the dates of each stage whose scenario is checked."""
    cases = {name: loaded for name, (loaded, _) in checked.items()}
    if not any(loaded.case.budget.decisions for loaded in cases.values()):
        return ()
    from ridcalc.commands.calendar import cautions_of_stages  # few budgets have dates of decisions

    return cautions_of_stages(Folder(request.data, request.progress), cases)


def _of_benchmarks(checked: Checked) -> Sequence[Problem]:
    """Return the warnings about the benchmarks of each scenario that is checked."""
    if not any(loaded.case.budget.benchmarks for loaded, _ in checked.values()):
        return ()
    from ridcalc.commands.benchmark import cautions_of_scenarios  # few budgets have benchmarks

    return cautions_of_scenarios(checked)


def _allocations(checked: Checked) -> dict[str, Allocation]:
    return {name: allocation for name, (_, allocation) in checked.items()}


def _texts(
    checked: Checked, request: Request, render: Callable[[Section, Language, Screen], str], verdict: str
) -> Iterator[str]:
    """Yield the section of each scenario, in the language of its budget, and the verdict if there is one."""
    for loaded, allocation in checked.values():
        yield render(check_section(allocation), language_of(loaded.case.budget, request.language), request.screen)
    if verdict:
        yield verdict
