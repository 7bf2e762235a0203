"""`ridcalc check`: the problems of the input, and whether the published figures are met."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ridcalc.commands.shared import (
    NotOfferedError,
    Outcome,
    Request,
    allocation_of,
    changes_of_nothing,
)
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.allocation.together import across_scenarios
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import Problem, ProblemsFoundError, each_once, say
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.reading.places import in_order
from ridcalc.render.formats import LinesFormat, ResultFormat, Screen
from ridcalc.views.checked import CheckedScenario, checked_scenario
from ridcalc.views.table import Section


class Checked(NamedTuple):
    """What is found of the scenarios, by id those without problems."""

    scenarios: dict[str, CheckedScenario]
    problems: list[Problem]
    warnings: list[Problem]
    cases: dict[str, Loaded]
    """The cases of the scenarios that stages have."""


def run(request: Request, message_language: Callable[[], str], *, strict: bool = False) -> Outcome:
    """Return the status of every control, for the requested scenario or for all scenarios.

    The check fails if a published figure is missed; with `strict`, also if a figure is incomplete or there is a
    warning. In a format for programs the outcome lists the problems, in the language with the code
    that `message_language` returns, and nothing is raised.

    Raises:
        ProblemsFoundError: the problems of the files and of all scenarios, without duplicates.
    """
    checked = _check(request)
    problems = checked.problems
    output = request.format
    if problems and not isinstance(output, ResultFormat):
        raise ProblemsFoundError(problems)
    first = next(iter(checked.scenarios.values()), None)
    if problems or first is None:
        language = Language(message_language())
    else:
        language = Language(request.language or first.language, first.currency)
    warnings = list(across_scenarios(checked.warnings))
    if request.scenario is None:
        warnings += Folder(request.data).unread_scenarios()
    warnings = each_once([*warnings, *_of_stages(request, checked.cases), *_of_dates(request, checked.cases)])
    statuses = {control.status for one in checked.scenarios.values() for control in one.controls}
    failed = bool(problems) or "missed" in statuses or (strict and bool(warnings or "incomplete" in statuses))
    if isinstance(output, ResultFormat):
        from ridcalc.render.results import CheckResult  # not needed for text

        result = CheckResult(problems, warnings, checked.scenarios, language)
        return Outcome(output.render(result), (), failed)
    if isinstance(output, LinesFormat) or output.render_section is None:
        raise NotOfferedError(output)
    verdict = ""
    if failed and "missed" not in statuses:
        reason = say("not passed: with --strict, warnings and incomplete figures count too")
        verdict = f"{language.text(reason)}\n"
    return Outcome(_texts(checked, request, output.render_section, verdict), warnings, failed, language.code)


def _check(request: Request) -> Checked:
    """Load and allocate the scenarios, and return what is found; an allocation is let go when its figures are taken."""
    folder = Folder(request.data, request.progress)
    only = request.scenario
    found = Checked({}, [] if only is not None else folder.misnamed_scenarios(), [], {})
    skipped: list[tuple[str, ...]] = []
    for name in [only] if only is not None else [NO_SCENARIO, *folder.scenario_ids()]:
        try:
            loaded = load(folder, name, request.changes, several=only is None)
            allocation = allocation_of(loaded)
        except ProblemsFoundError as error:
            found.problems.extend(error.problems)
            continue
        skipped.append(loaded.skipped)
        found.scenarios[name] = checked_scenario(allocation)
        found.warnings.extend([*loaded.placed(allocation.warnings), *_of_benchmarks(loaded, allocation)])
        if any(stage.scenario == loaded.case.scenario.id for stage in loaded.case.budget.stages.values()):
            found.cases[name] = loaded
    found.problems.extend(changes_of_nothing(skipped))
    return found._replace(problems=in_order(found.problems))


def _of_stages(request: Request, cases: Mapping[str, Loaded]) -> Sequence[Problem]:
    """Return the warnings of the amendment of each stage whose scenario is checked."""
    if not cases:
        return ()
    from ridcalc.commands.amend import amendments_of_stages  # few budgets have stages

    return amendments_of_stages(Folder(request.data, request.progress), cases)


def _of_dates(request: Request, cases: Mapping[str, Loaded]) -> Sequence[Problem]:
    """Return the warnings about the dates of each stage whose scenario is checked."""
    if not any(loaded.case.budget.decisions for loaded in cases.values()):
        return ()
    from ridcalc.commands.calendar import cautions_of_stages  # few budgets have dates of decisions

    return cautions_of_stages(Folder(request.data, request.progress), cases)


def _of_benchmarks(loaded: Loaded, allocation: Allocation) -> Sequence[Problem]:
    """Return the warnings about the benchmarks of a scenario."""
    if not loaded.case.budget.benchmarks:
        return ()
    from ridcalc.commands.benchmark import cautions_of_scenario  # few budgets have benchmarks

    return cautions_of_scenario(loaded, allocation)


def _texts(
    checked: Checked, request: Request, render: Callable[[Section, Language, Screen], str], verdict: str
) -> Iterator[str]:
    """Yield the section of each scenario, in the language of its budget, and the verdict if there is one."""
    for one in checked.scenarios.values():
        yield render(one.section, Language(request.language or one.language, one.currency), request.screen)
    if verdict:
        yield verdict
