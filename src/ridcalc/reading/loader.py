"""The only reader: a folder's YAML files and a scenario's chain, to a case or to every problem, each with its place."""

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from ridcalc.core.budget.alternatives import check_scenario_shape
from ridcalc.core.budget.context import Definitions
from ridcalc.core.budget.document import Node, Source, locate
from ridcalc.core.budget.model import Case, Chosen, Controls, Measure, Scenario
from ridcalc.core.budget.overlay import merge
from ridcalc.core.values.problems import MOST_PROBLEMS, Place, Problem, ProblemsFoundError, each_once, say
from ridcalc.core.values.progress import Work
from ridcalc.core.values.suggestions import meant_or_known
from ridcalc.reading.folder import Folder
from ridcalc.reading.overrides import is_within_absent_control, patch_of
from ridcalc.reading.validation import known_in, problems_in, refuse_nulls, unknown_field, validate_budget

FILES = {
    "keys.yaml": ("participants", "drivers", "keys"),
    "measures.yaml": ("budget", "documents", "pc_documents", "measures", "controls"),
}
"""The base files and the top-level fields that each may hold."""

NO_SCENARIO = "none"


_NOWHERE = Node()
"""No document: for problems that have their places."""


class Loaded(NamedTuple):
    """A case with what it was read from: the merged document, which knows the places, and the sources."""

    case: Case
    document: Node
    sources: dict[str, Source]
    """What was read, by its name within the folder."""
    scenario: Scenario | None = None
    """The scenario's own file, and below as it stands there; None without a scenario."""
    scenario_node: Node | None = None
    skipped: tuple[str, ...] = ()
    """The changes of a control that this scenario does not have; only where several scenarios are loaded."""
    work: Work = Work()  # nobody looks at this one
    """Where the run says how far it is."""

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems with their places, in the order in which they are shown."""
        return in_order(problems, self.document)


def load(folder: Folder, scenario: str | None = None, changes: Sequence[str] = (), *, several: bool = False) -> Loaded:
    """Return the case of a scenario (None: the budget's default; `none`: the base files alone).

    `changes` are `--set` texts `path=value`, laid over the scenario in their order. With `several` scenarios in a run,
    a change within a control that this one does not have is skipped.

    Raises:
        ProblemsFoundError: with every problem in the files that were read.
    """
    return _Load(folder, scenario, changes, several=several).run()


def in_order(problems: Iterable[Problem], document: Node = _NOWHERE) -> list[Problem]:
    """Return the problems with their places, each once, sorted by file, line and column."""
    placed = [
        problem if problem.place else problem._replace(place=locate(document, problem.path, at_key=problem.at_key))
        for problem in problems
    ]
    return sorted(each_once(placed), key=lambda problem: _where(problem.place))


def _where(place: Place | None) -> tuple[str, int, int]:
    return (place.file, place.line or 0, place.column or 0) if place else ("", 0, 0)


class _Load:
    """One load: the steps from files to case, and the problems that they meet."""

    def __init__(self, folder: Folder, scenario: str | None, changes: Sequence[str], *, several: bool) -> None:
        self.folder = folder
        self.asked = scenario
        self.changes = changes
        self.several = several
        self.skipped: list[str] = []
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}
        self.scenarios = frozenset(folder.scenario_ids())

    def run(self) -> Loaded:
        base, unread = self.base()
        chain = self.chain(base)
        self.folder.work.begin(say("checking"))
        document = base
        measures: list[frozenset[str]] = []
        for name, node in reversed(chain):
            document = self.laid_over(document, node, unread)
            if name == chain[0][0]:
                document = self.with_controls(document, node, base, unread)
            measures.append(_measures(document))
        document = self.with_changes(document, unread)
        chosen = Chosen(NO_SCENARIO, NO_SCENARIO)
        selection = _Selection()
        scenario = None
        for (name, node), there in zip(reversed(chain), measures, strict=True):
            known = known_in(document, self.scenarios, unread)
            scenario = self.scenario(node, known.with_measures(there))
            if scenario is not None:
                chosen = _chosen(name, scenario, chosen)
                selection = selection.then(scenario)
            if name != chain[0][0]:
                self.check_controls(node, base, known)
        budget, problems = validate_budget(document, self.scenarios, unread)
        self.problems += [self.at_home(problem, document) for problem in problems]
        if self.problems or budget is None:
            raise ProblemsFoundError(in_order(self.problems, document))
        chosen = chosen._replace(changes=tuple(self.changes))
        case = Case(budget, chosen, selection.of(budget.measures))
        own = chain[0][1] if chain else None
        return Loaded(case, document, self.sources, scenario, own, tuple(self.skipped), self.folder.work)

    def at_home(self, problem: Problem, document: Node) -> Problem:
        """Return a problem about a top-level field that is nowhere with the place where it should stand."""
        file = next(
            (file for file, sections in FILES.items() if problem.path[:1] and problem.path[0] in sections), None
        )
        lost = len(problem.path) == 1 and problem.path[0] not in document and file
        return problem._replace(place=Place(self.folder.file(str(file)), 1, 1)) if lost else problem

    def read(self, name: str) -> Node | None:
        node, problems = self.folder.read(name)
        self.problems += problems
        if node:
            self.sources[name] = next(iter(node.spots.values())).source
        return node

    def base(self) -> tuple[Node, frozenset[str]]:
        """Return the union of the base files, and the names of the sections whose file could not be read."""
        document = Node()
        unread: set[str] = set()
        if not os.path.isdir(self.folder.path):
            there = os.path.exists(self.folder.path)
            message = say("this is not a folder") if there else say("there is no such folder")
            hint = say("--data names the folder with the YAML files")
            if not there and os.path.exists(next(iter(FILES))):  # whoever stands in the data folder itself
                hint = say("the files are here: write --data .")
            raise ProblemsFoundError(
                [
                    Problem(
                        "file-missing",
                        message,
                        hint,
                        place=Place(self.folder.path),
                    )
                ]
            )
        for file, sections in FILES.items():
            node = self.read(file)
            if node is None:
                unread.update(sections)
                continue
            refuse_nulls(node, self.problems)
            for name, value in node.items():
                if name in sections:
                    document.put(name, value, node.spots[name])
                elif not name.startswith("x-") and len(self.problems) <= MOST_PROBLEMS:
                    self.problems.append(_misplaced(name, file, node))
        return document, frozenset(unread)

    def chain(self, document: Node) -> list[tuple[str, Node]]:
        """Return the scenario and those it is based on, the root last; empty for none."""
        name = self.asked if self.asked is not None else self.default(document)
        if name == NO_SCENARIO:
            return []
        if name not in self.scenarios:
            hint = self.folder.namesake(name) or meant_or_known(name, sorted(self.scenarios))
            self.problems.append(
                Problem(
                    "unknown-scenario",
                    say("there is no scenario '{id}'", id=name),
                    hint,
                    place=Place(f"--scenario {name}"),
                )
            )
            return []
        chain: dict[str, Node] = {}
        while name in self.scenarios and (node := self.read(f"scenarios/{name}.yaml")) is not None:
            chain[name] = node
            above = node.get("base")
            if not isinstance(above, str):
                break
            if above in chain:
                names = list(chain)
                message = say(
                    "these scenarios are based on each other: {cycle}",
                    cycle=(*names[names.index(above) :], above),
                )
                self.problems.append(Problem("scenario-cycle", message, place=node.spots["base"].of_value()))
                break
            name = above
        return list(chain.items())

    def default(self, document: Node) -> str:
        settings = document.get("budget")
        name = settings.get("default_scenario") if isinstance(settings, Node) else None
        known = isinstance(name, str) and name in self.scenarios  # an unknown one is told by its field
        return str(name) if known else NO_SCENARIO

    def laid_over(self, document: Node, scenario: Node, unread: frozenset[str]) -> Node:
        """Return the document with a scenario's patch over it, as far as its files could be read."""
        patch = scenario.get("patch")
        if not isinstance(patch, Node):
            return document
        refuse_nulls(patch, self.problems, within_patch=True)
        return merge(document, _readable(patch, unread), self.problems)

    def with_controls(self, document: Node, scenario: Node, base: Node, unread: frozenset[str]) -> Node:
        """Return the document with the scenario's own controls among its controls."""
        controls = scenario.get("controls")
        if not isinstance(controls, Node) or "controls" in unread:
            return document
        self.refuse_double_controls(controls, base)
        existing = document.get("controls")
        joined = existing.twin() if isinstance(existing, Node) else Node()
        for name, control in controls.items():
            joined.put(name, control, controls.spots[name])
        document = document.twin()
        document.put("controls", joined, scenario.spots["controls"])
        return document

    def refuse_double_controls(self, controls: Node, base: Node) -> None:
        in_base = base.get("controls")
        for name in controls:
            if isinstance(in_base, Node) and name in in_base:
                message = say("control '{id}' is in the base files too", id=name)
                hint = say("a control in the base files holds for every scenario; give this one another id")
                self.problems.append(Problem("duplicate-name", message, hint, place=controls.spots[name].of_key(name)))

    def check_controls(self, scenario: Node, base: Node, known: Definitions) -> None:
        """Check the controls of a scenario that another is based on; they are its own and go no further."""
        controls = scenario.get("controls")
        if isinstance(controls, Node):
            self.refuse_double_controls(controls, base)
            own = Node()
            own.put("controls", controls, scenario.spots["controls"])
            try:
                Controls.model_validate(own, context=known)
            except ValidationError as error:
                self.problems += in_order(problems_in(error, Controls, own), own)

    def with_changes(self, document: Node, unread: frozenset[str]) -> Node:
        for text in self.changes:
            if self.several and is_within_absent_control(text, document):
                self.skipped.append(text)
                continue
            patch, problems = patch_of(text)
            self.problems += problems
            if not problems:
                document = merge(document, _readable(patch, unread), self.problems)
        return document

    def scenario(self, node: Node, known: Definitions) -> Scenario | None:
        """Return the scenario that a file is, checked against the document as it stands with its patch."""
        own = node.twin()
        if isinstance(own.get("patch"), Node):
            own["patch"] = Node()  # read on as part of the document
        refuse_nulls(own, self.problems)
        found = [*check_scenario_shape(own)]
        scenario = None
        try:
            scenario = Scenario.model_validate(own, context=known)
        except ValidationError as error:
            found += problems_in(error, Scenario, own)
        self.problems += in_order(found, own)
        return None if found else scenario


def _misplaced(name: str, file: str, node: Node) -> Problem:
    other = next((one for one, sections in FILES.items() if name in sections), None)
    place = node.spots[name].of_key(name)
    if other:
        return Problem(
            "unknown-field",
            say("'{name}' does not belong in {file}", name=name, file=file),
            say("put it in {file}", file=other),
            place=place,
        )
    return unknown_field((name,), list(FILES[file]))._replace(place=place)


def _chosen(name: str, scenario: Scenario, inherited: Chosen) -> Chosen:
    texts = [*scenario.assumptions, *([scenario.assumption] if scenario.assumption else [])]
    assumptions = (*inherited.assumptions, *((("scenarios", name), text) for text in texts))
    return Chosen(name, scenario.name or name, scenario.description, scenario.note, assumptions)


class _Selection(NamedTuple):
    """Which measures a chain takes: those of the last `only`, or all that there are in the end, less those left out."""

    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    def then(self, scenario: Scenario) -> "_Selection":
        if scenario.only is not None:
            return _Selection(frozenset(scenario.only))
        return self._replace(without=self.without | frozenset(scenario.without or ()))

    def of(self, measures: dict[str, Measure]) -> dict[str, Measure]:
        return {
            name: measure
            for name, measure in measures.items()
            if (self.only is None or name in self.only) and name not in self.without
        }


def _measures(document: Node) -> frozenset[str]:
    measures = document.get("measures")
    return frozenset(measures) if isinstance(measures, Node) else frozenset()


def _readable(patch: Node, unread: frozenset[str]) -> Node:
    """Return what a patch says of the files that could be read."""
    readable = Node()
    for name, value in patch.items():
        if name not in unread:
            readable.put(name, value, patch.spots[name])
    return readable
