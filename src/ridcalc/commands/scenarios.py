"""`ridcalc scenarios`: the list of scenarios, their changes and their totals."""

from collections.abc import Iterator

from ridcalc.commands.shared import Content, Outcome, Request, allocation_of, changes_of_nothing, language_of, rendered
from ridcalc.core.budget.document import Node
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, load
from ridcalc.reading.places import in_order
from ridcalc.views.scenarios import Overview, scenarios_table


def run(request: Request) -> Outcome:
    """Return the table of scenarios, with their changes and totals, and which scenario is the default.

    Raises:
        ProblemsFoundError: the problems of the files and of all scenarios.
    """
    folder = Folder(request.data, request.progress)
    overviews: dict[str, Overview] = {}
    problems = folder.misnamed_scenarios()
    language = None
    skipped: list[tuple[str, ...]] = []
    for name in (NO_SCENARIO, *folder.scenario_ids()):
        try:
            loaded = load(folder, name, request.changes, several=True)
            overviews[name] = _overview(loaded)
            skipped.append(loaded.skipped)
            language = language or language_of(loaded.case.budget, request.language)
        except ProblemsFoundError as error:
            problems += error.problems
    problems += changes_of_nothing(skipped)
    if problems or language is None:
        raise ProblemsFoundError(in_order(problems))
    return Outcome(rendered(Content(lambda: scenarios_table(overviews)), request, language))


def _overview(loaded: Loaded) -> Overview:
    chosen = loaded.case.scenario.id
    default = loaded.case.budget.settings.default_scenario or NO_SCENARIO
    scenario, node = loaded.scenario, loaded.scenario_node
    patch = node.get("patch") if node is not None else None
    return Overview(
        allocation_of(loaded),
        scenario.base if scenario else None,
        scenario.only if scenario else None,
        (scenario.without if scenario else None) or (),
        tuple(_paths(patch)) if isinstance(patch, Node) else (),
        chosen == default,
    )


def _paths(node: Node, above: str = "") -> Iterator[str]:
    """Yield the dotted path of each value that a patch sets or removes, such as `measures.NAME.amounts.2023`."""
    for name, value in node.items():
        path = f"{above}.{name}" if above else name
        if isinstance(value, Node) and value:
            yield from _paths(value, path)
        else:
            yield path
