"""`ridcalc check`: is the input sound, and are the published figures met."""

from collections.abc import Iterator

from ridcalc.commands.shared import Answer, Request, allocation_of, changes_of_nothing, language_of
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import Problem, ProblemsFoundError, each_once, say
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.reading.places import in_order
from ridcalc.views.notes import check_section

Checked = dict[str, tuple[Loaded, Allocation]]
"""By scenario, what could be loaded and allocated."""


def answer(request: Request, talk: Language, *, strict: bool = False) -> Answer:
    """Return the outcome of every control, of every scenario or of the one asked for.

    It has failed if a figure is missed; when `strict`, also if one is incomplete or there is a warning. In JSON,
    problems are part of the answer.

    Raises:
        ProblemsFoundError: every problem of the files and all scenarios, each once; not in JSON.
    """
    checked, problems = _check(request)
    if problems and request.form != "json":
        raise ProblemsFoundError(problems)
    warnings: list[Problem] = []
    for loaded, allocation in checked.values():
        warnings += loaded.placed(allocation.warnings)
    if request.scenario is None:
        warnings += Folder(request.data).unread_scenarios()
    warnings = each_once(warnings)
    statuses = {held.status for _, allocation in checked.values() for held in allocation.controls}
    failed = bool(problems) or "missed" in statuses or (strict and bool(warnings or "incomplete" in statuses))
    if request.form == "json":
        from ridcalc.render import json  # each run needs one renderer

        return Answer(json.check_to_json(problems, warnings, _controls(checked), talk), (), failed)
    strictly = failed and "missed" not in statuses
    return Answer(_texts(checked, request, talk, strictly=strictly), warnings, failed)


def _check(request: Request) -> tuple[Checked, list[Problem]]:
    folder = Folder(request.data, request.work)
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


def _texts(checked: Checked, request: Request, talk: Language, *, strictly: bool) -> Iterator[str]:
    """Yield what there is to say of each scenario, and if only strictness makes it fail, that it does."""
    from ridcalc.render import layout, text  # each run needs one renderer

    width = layout.WIDEST if request.screen is None else min(request.screen.width, layout.WIDEST)
    for loaded, allocation in checked.values():
        yield text.render_section(check_section(allocation), language_of(loaded.case.budget, request.language), width)
    if strictly:
        yield talk.text(say("not passed: with --strict, warnings and incomplete figures count too")) + "\n"
