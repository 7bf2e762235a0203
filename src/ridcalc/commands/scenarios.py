"""`ridcalc scenarios`: the list of scenarios, their changes and their totals."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.commands.shared import Content, Outcome, Request, allocation_of, changes_of_nothing, language_of, rendered
from ridcalc.core.allocation.together import across_scenarios
from ridcalc.core.budget.document import Node, Source
from ridcalc.core.budget.model import Scenario
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import Problem, ProblemsFoundError
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded, digests, load
from ridcalc.reading.places import in_order
from ridcalc.views.scenarios import Overview, scenarios_table

if TYPE_CHECKING:
    from ridcalc.render.results import ScenariosResult


def run(request: Request) -> Outcome:
    """Return the scenarios, with their changes and totals, and which scenario is the default.

    Raises:
        ProblemsFoundError: the problems of the files and of all scenarios.
    """
    folder = Folder(request.data, request.progress)
    found = _Found([], [], {})
    problems = folder.misnamed_scenarios()
    skipped: list[tuple[str, ...]] = []
    for name in (NO_SCENARIO, *folder.scenario_ids()):
        try:
            loaded = load(folder, name, request.changes, several=True)
            found.add(loaded)
            skipped.append(loaded.skipped)
        except ProblemsFoundError as error:
            problems += error.problems
    problems += changes_of_nothing(skipped)
    if problems:
        raise ProblemsFoundError(in_order(problems))
    first = found.scenarios[0][1].allocation.case
    language = language_of(first.budget, request.language)
    table = {overview.allocation.case.scenario.id: overview for _, overview in found.scenarios}
    content = Content(lambda: scenarios_table(table), lambda: _result(found, language))
    return Outcome(rendered(content, request, language))


class _Found(NamedTuple):
    """What is kept of the scenarios: of an allocation only its totals, because there may be a thousand."""

    scenarios: list[tuple[Scenario | None, Overview]]
    """The file of each (None: the base files alone), and what is shown of it."""
    warnings: list[Problem]
    sources: dict[str, Source]

    def add(self, loaded: Loaded) -> None:
        """Add a scenario.

        Raises:
            ProblemsFoundError: it cannot be allocated.
        """
        overview = _overview(loaded)
        self.scenarios.append((loaded.scenario, overview))
        self.warnings.extend(loaded.placed(overview.allocation.warnings))
        self.sources.update(loaded.sources)


def _result(found: _Found, language: Language) -> "ScenariosResult":
    from ridcalc.render.results import Listed, ScenariosResult  # not needed for a table

    listed = [Listed(file, overview) for file, overview in found.scenarios]
    return ScenariosResult(listed, digests(found.sources), in_order(across_scenarios(found.warnings)), language)


def _overview(loaded: Loaded) -> Overview:
    chosen = loaded.case.scenario.id
    default = loaded.case.budget.settings.default_scenario or NO_SCENARIO
    scenario, node = loaded.scenario, loaded.scenario_node
    patch = node.get("patch") if node is not None else None
    return Overview(
        allocation_of(loaded)._replace(amounts=(), divisions=(), plans=(), driver_values={}),
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
