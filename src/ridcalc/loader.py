"""The only reader: a folder's YAML files and a scenario's chain, to a case or to every problem, each with its place."""

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from ridcalc.core.model import Case, Chosen, Scenario
from ridcalc.core.overlay import merge
from ridcalc.core.plain import Node, Source, Spot, locate
from ridcalc.core.problems import Place, Problem, ProblemsFoundError, did_you_mean, say
from ridcalc.core.shape import check_scenario_shape
from ridcalc.folder import Folder
from ridcalc.validation import known_in, problems_in, refuse_nulls, unknown_field, validate_budget
from ridcalc.yaml_text import EMPTY, read_value

FILES = {
    "keys.yaml": ("participants", "drivers", "keys"),
    "measures.yaml": ("budget", "documents", "pc_documents", "measures", "controls"),
}
"""The base files and the top-level fields that each may hold."""

NO_SCENARIO = "none"


class Loaded(NamedTuple):
    """A case with what it was read from: the merged document, which knows the places, and the sources."""

    case: Case
    document: Node
    sources: dict[str, Source]
    """What was read, by its name within the folder."""

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems with their places, in the order in which they are shown."""
        return in_order(problems, self.document)


def load(folder: Folder, scenario: str | None = None, settings: Sequence[str] = ()) -> Loaded:
    """Return the case of a scenario (None: the budget's default; `none`: the base files alone).

    `settings` are `--set` texts `path=value`, laid over the scenario in their order.

    Raises:
        ProblemsFoundError: with every problem in the files that were read.
    """
    return _Load(folder, scenario, settings).run()


def in_order(problems: Iterable[Problem], document: Node) -> list[Problem]:
    """Return the problems with their places, each once, sorted by file, line and column."""
    placed = [
        problem if problem.place else problem._replace(place=locate(document, problem.path, at_key=problem.at_key))
        for problem in problems
    ]
    unique = {(problem.place, problem.code, str(problem.message)): problem for problem in placed}
    return sorted(unique.values(), key=lambda problem: _where(problem.place))


def _where(place: Place | None) -> tuple[str, int, int]:
    return (place.file, place.line or 0, place.column or 0) if place else ("", 0, 0)


class _Load:
    """One load: the steps from files to case, and the problems that they meet."""

    def __init__(self, folder: Folder, scenario: str | None, settings: Sequence[str]) -> None:
        self.folder = folder
        self.asked = scenario
        self.settings = settings
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}
        self.scenarios = frozenset(folder.scenario_ids())

    def run(self) -> Loaded:
        document, unread = self.base()
        chain = self.chain(document)
        selected: list[str] | None = None
        chosen = Chosen(NO_SCENARIO, NO_SCENARIO)
        for name, node in reversed(chain):
            leaf = name == chain[0][0]
            document = document if unread else self.laid_over(document, node, leaf=leaf)
            if leaf and not unread:
                document = self.with_settings(document)
            scenario = self.scenario(node, document, unread)
            if scenario is not None:
                chosen = _chosen(name, scenario, chosen)
                selected = _select(selected, scenario, document)
        if not chain and not unread:
            document = self.with_settings(document)
        budget, problems = validate_budget(document, self.scenarios, unread)
        self.problems += [self.at_home(problem) for problem in problems]
        if self.problems or budget is None:
            raise ProblemsFoundError(in_order(self.problems, document))
        names = (
            tuple(budget.measures) if selected is None else tuple(name for name in budget.measures if name in selected)
        )
        chosen = chosen._replace(settings=tuple(self.settings))
        return Loaded(Case(budget, chosen, names), document, self.sources)

    def at_home(self, problem: Problem) -> Problem:
        """Return a problem about a top-level field that is nowhere with the place where it should stand."""
        file = next(
            (file for file, sections in FILES.items() if problem.path[:1] and problem.path[0] in sections), None
        )
        lost = len(problem.path) == 1 and problem.code == "missing-field" and file
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
            raise ProblemsFoundError(
                [
                    Problem(
                        "file-missing",
                        message,
                        say("--data names the folder with the YAML files"),
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
                elif not name.startswith("x-"):
                    self.problems.append(_misplaced(name, file, node))
        return document, frozenset(unread)

    def chain(self, document: Node) -> list[tuple[str, Node]]:
        """Return the scenario and those it is based on, the root last; empty for none."""
        name = self.asked if self.asked is not None else self.default(document)
        if name == NO_SCENARIO:
            return []
        if name not in self.scenarios:
            hint = did_you_mean(name, self.scenarios)
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

    def laid_over(self, document: Node, scenario: Node, *, leaf: bool) -> Node:
        """Return the document with a scenario's patch over it and, for the scenario itself, its controls."""
        patch = scenario.get("patch")
        if isinstance(patch, Node):
            refuse_nulls(patch, self.problems, within_patch=True)
            document = merge(document, patch, self.problems)
        controls = scenario.get("controls")
        if not leaf or not isinstance(controls, Node):
            return document
        existing = document.get("controls")
        joined = existing.twin() if isinstance(existing, Node) else Node()
        for name, control in controls.items():
            if name in joined:
                message = say("control '{id}' is in the base files too", id=name)
                hint = say("a control in the base files holds for every scenario; give this one another id")
                self.problems.append(Problem("duplicate-name", message, hint, place=controls.spots[name].of_key(name)))
            joined.put(name, control, controls.spots[name])
        document = document.twin()
        document.put("controls", joined, scenario.spots["controls"])
        return document

    def with_settings(self, document: Node) -> Node:
        for text in self.settings:
            patch, problems = _patch_of(text)
            self.problems += problems
            if not problems:
                document = merge(document, patch, self.problems)
        return document

    def scenario(self, node: Node, document: Node, unread: frozenset[str]) -> Scenario | None:
        """Return the scenario that a file is, checked against the document as it stands with its patch."""
        own = node.twin()
        if isinstance(own.get("patch"), Node):
            own["patch"] = Node()  # read on as part of the document
        refuse_nulls(own, self.problems)
        found = [*check_scenario_shape(own)]
        scenario = None
        try:
            scenario = Scenario.model_validate(own, context=known_in(document, self.scenarios, unread))
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


def _select(selected: list[str] | None, scenario: Scenario, document: Node) -> list[str] | None:
    """Return the measures that are taken: `only` replaces what was inherited, `without` takes from it."""
    if scenario.only is not None:
        return list(scenario.only)
    if scenario.without is None:
        return selected
    everything = document.get("measures")
    taken = selected if selected is not None else list(everything) if isinstance(everything, Node) else []
    return [name for name in taken if name not in scenario.without]


def _patch_of(text: str) -> tuple[Node, list[Problem]]:
    """Return the patch that a `--set` text `path=value` is, with its problems."""
    path, _, _ = text.partition("=")
    source = Source(text, text.encode(), text)
    start = len(path) + 1
    value, problems = read_value(source, start)
    if value is EMPTY:
        hint = say("write the value after the equals sign; null removes")
        problems = [
            Problem("empty-value", say("'{name}' has no value", name=path), hint, place=source.place(0, len(path)))
        ]
    begin = start + len(text[start:]) - len(text[start:].lstrip(" "))
    column = start
    for name in reversed(path.split(".")):
        column -= len(name) + 1
        name = name.strip()  # noqa: PLW2901  spaces around the equals sign mean nothing
        node = Node()
        node.put(name, value, Spot(source, 0, column, 0, begin, max(begin + 1, len(text.rstrip(" ")))))
        value = node
    if isinstance(value, Node):
        refuse_nulls(value, problems, within_patch=True)
    return value, problems
