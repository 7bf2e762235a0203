"""`ridcalc check`: is the input sound, and are the published figures met."""

from collections.abc import Callable, Iterator

from ridcalc.commands.shared import (
    Answer,
    NotOfferedError,
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
"""By scenario, what could be loaded and allocated."""


def answer(request: Request, talk: Language, *, strict: bool = False) -> Answer:
    """Return the outcome of every control, of every scenario or of the one asked for.

    It has failed if a figure is missed; when `strict`, also if one is incomplete or there is a warning. In a format for
    programs, problems are part of the answer.

    Raises:
        ProblemsFoundError: every problem of the files and all scenarios, each once; not in a format for programs.
    """
    checked, problems = _check(request)
    asked = request.format
    if problems and not isinstance(asked, ResultFormat):
        raise ProblemsFoundError(problems)
    warnings: list[Problem] = []
    for loaded, allocation in checked.values():
        warnings += loaded.placed(allocation.warnings)
    if request.scenario is None:
        warnings += Folder(request.data).unread_scenarios()
    warnings = each_once(warnings)
    statuses = {held.status for _, allocation in checked.values() for held in allocation.controls}
    failed = bool(problems) or "missed" in statuses or (strict and bool(warnings or "incomplete" in statuses))
    if isinstance(asked, ResultFormat):
        from ridcalc.render.results import CheckResult  # text does not need it

        return Answer(asked.render(CheckResult(problems, warnings, _controls(checked), talk)), (), failed)
    if isinstance(asked, LinesFormat) or asked.render_section is None:
        raise NotOfferedError(asked)
    strictly = failed and "missed" not in statuses
    return Answer(_texts(checked, request, asked.render_section, talk, strictly=strictly), warnings, failed)


def _check(request: Request) -> tuple[Checked, list[Problem]]:
    folder = Folder(request.data, request.progress)
    only = request.scenario
    problems = [] if only is not None else folder.misnamed_scenarios()
    checked: Checked = {}
    for name in [only] if only is not None else [NO_SCENARIO, *folder.scenario_ids()]:
        try:
            loaded = load(folder, name, request.changes, several=only is None)
            checked[name] = loaded, allocation_of(loaded)
        except ProblemsFoundError as found:
            problems += found.problems
    problems += changes_of_nothing([loaded.skipped for loaded, _ in checked.values()])
    return checked, in_order(problems)


def _controls(checked: Checked) -> dict[str, Allocation]:
    return {name: allocation for name, (_, allocation) in checked.items()}


def _texts(
    checked: Checked,
    request: Request,
    render: Callable[[Section, Language, Screen | None], str],
    talk: Language,
    *,
    strictly: bool,
) -> Iterator[str]:
    """Yield what there is to say of each scenario, and if only strictness makes it fail, that it does."""
    for loaded, allocation in checked.values():
        yield render(check_section(allocation), language_of(loaded.case.budget, request.language), request.screen)
    if strictly:
        yield talk.text(say("not passed: with --strict, warnings and incomplete figures count too")) + "\n"
