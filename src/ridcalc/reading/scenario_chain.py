"""The chain of a scenario and the scenarios it is based on, applied to the base files."""

from collections.abc import Callable
from typing import NamedTuple

from pydantic import ValidationError

from ridcalc.core.budget.alternatives import check_scenario_alternatives
from ridcalc.core.budget.context import Definitions, Scenarios
from ridcalc.core.budget.document import Node
from ridcalc.core.budget.model import AppliedScenario, Controls, Measure, Scenario
from ridcalc.core.budget.overlay import merge
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import Problem, say
from ridcalc.reading.known import known_in
from ridcalc.reading.places import in_order
from ridcalc.reading.validation import problems_in, refuse_nulls


class Selection(NamedTuple):
    """The measures that a chain of scenarios takes: the last `only` and each later `without` decide."""

    only: frozenset[str] | None = None
    """The ids of the last `only`; None for all measures."""
    without: frozenset[str] = frozenset()
    """The ids of the measures that are left out."""

    def then(self, scenario: Scenario) -> "Selection":
        """Return the selection after one more scenario of the chain."""
        if scenario.only is not None:
            return Selection(frozenset(scenario.only))
        return self._replace(without=self.without | frozenset(scenario.without or ()))

    def of(self, measures: dict[str, Measure]) -> dict[str, Measure]:
        """Return the selected measures, in the order of `measures`."""
        return {
            name: measure
            for name, measure in measures.items()
            if (self.only is None or name in self.only) and name not in self.without
        }


class Applied(NamedTuple):
    """The outcome of a chain."""

    scenario: Scenario | None
    """The scenario's own file; None without a scenario, or if the file has problems."""
    overlay: AppliedScenario
    """The name, description and assumptions of the scenario."""
    measures: Selection


def read_chain(
    name: str, scenarios: frozenset[str], read: Callable[[str], Node | None], problems: list[Problem]
) -> list[tuple[str, Node]]:
    """Return the ids and files of a scenario and the scenarios it is based on, root last; adds a cycle to `problems`.

    `read` takes the name of a file in the data folder and returns its mapping, or None if the file cannot be read.
    """
    chain: dict[str, Node] = {}
    while name in scenarios and (node := read(f"scenarios/{name}.yaml")) is not None:
        chain[name] = node
        base = node.get("base")
        if not isinstance(base, str):
            break
        if base in chain:
            names = list(chain)
            message = say(
                "these scenarios are based on each other: {cycle}",
                cycle=(*names[names.index(base) :], base),
            )
            problems.append(Problem("scenario-cycle", message, place=node.spots["base"].of_value()))
            break
        name = base
    return list(chain.items())


class Chain:
    """The files of a chain, root last, with the base files. Adds the problems that it finds to `problems`."""

    def __init__(
        self, files: list[tuple[str, Node]], base: Node, unread: frozenset[str], problems: list[Problem]
    ) -> None:
        """Take the scenarios with their ids, the base files, and the names of the sections that could not be read."""
        self.files = files
        self.base = base
        self.unread = unread
        self.problems = problems
        self.measures: list[frozenset[str]] = []
        """The ids of the measures after each scenario, root first."""

    def with_patches(self) -> Node:
        """Return the base files with the patch of each scenario applied, and the controls of the last scenario."""
        document = self.base
        for name, node in reversed(self.files):
            document = self._patched(document, node)
            if name == self.files[0][0]:
                document = self._with_controls(document, node)
            measures = document.get("measures")
            self.measures.append(frozenset(measures) if isinstance(measures, Node) else frozenset())
        return document

    def patches(self) -> list[Node]:
        """Return the patch of each scenario that has one, root first."""
        patches = (node.get("patch") for _, node in reversed(self.files))
        return [readable(without_decisions(patch, []), self.unread) for patch in patches if isinstance(patch, Node)]

    def _patched(self, document: Node, scenario: Node) -> Node:
        """Return the document with a scenario's patch applied, except to sections that could not be read."""
        patch = scenario.get("patch")
        if not isinstance(patch, Node):
            return document
        refuse_nulls(patch, self.problems, within_patch=True)
        return merge(document, self._allowed(patch), self.problems)

    def _allowed(self, patch: Node) -> Node:
        """Return a patch without what it cannot change, and without the sections that could not be read."""
        return readable(without_decisions(patch, self.problems), self.unread)

    def _with_controls(self, document: Node, scenario: Node) -> Node:
        """Return the document with the scenario's own controls added to its controls."""
        controls = scenario.get("controls")
        if not isinstance(controls, Node) or "controls" in self.unread:
            return document
        existing = document.get("controls")
        all_controls = existing.copy() if isinstance(existing, Node) else Node()
        self._refuse_double_controls(controls, all_controls)
        for name, control in controls.items():
            all_controls.set(name, control, controls.spots[name])
        document = document.copy()
        document.set("controls", all_controls, scenario.spots["controls"])
        return document

    def _refuse_double_controls(self, controls: Node, existing: Node) -> None:
        """Add a problem for each control with an id that the base files or a patch, in `existing`, have too."""
        in_base = self.base.get("controls")
        for name in controls:
            if isinstance(in_base, Node) and name in in_base:
                message = say("control '{id}' is in the base files too", id=name)
                hint = say("a control in the base files holds for every scenario; give this one another id")
            elif name in existing:
                message = say("control '{id}' is in a patch too", id=name)
                hint = say("write it in the patch alone, or under controls alone")
            else:
                continue
            self.problems.append(Problem("duplicate-name", message, hint, place=controls.spots[name].of_key(name)))

    def applied(self, document: Node, scenarios: Scenarios) -> Applied:
        """Return the outcome of the chain. Its files are checked against the document with all patches and changes."""
        applied = Applied(None, AppliedScenario(NO_SCENARIO, NO_SCENARIO), Selection())
        for (name, node), measures in zip(reversed(self.files), self.measures, strict=True):
            known = known_in(document, scenarios, self.unread)
            scenario = self._scenario(node, known.with_measures(measures))
            if scenario is None:
                applied = applied._replace(scenario=None)
            else:
                overlay = _applied_scenario(name, scenario, applied.overlay)
                applied = Applied(scenario, overlay, applied.measures.then(scenario))
            if name != self.files[0][0]:
                self._check_controls(node, known)
        return applied

    def _check_controls(self, scenario: Node, known: Definitions) -> None:
        """Check the controls of a scenario that another scenario is based on; such controls are not inherited."""
        controls = scenario.get("controls")
        if isinstance(controls, Node):
            self._refuse_double_controls(controls, Node())
            own = Node()
            own.set("controls", controls, scenario.spots["controls"])
            try:
                Controls.model_validate(own, context=known)
            except ValidationError as error:
                self.problems += in_order(problems_in(error, Controls, own), own)

    def _scenario(self, node: Node, known: Definitions) -> Scenario | None:
        """Return the scenario of a file, checked against the definitions; None, with its problems added, if wrong."""
        own = node.copy()
        if isinstance(own.get("patch"), Node):
            own["patch"] = Node()  # the patch is checked as part of the document
        refuse_nulls(own, self.problems)
        problems = [*check_scenario_alternatives(own)]
        scenario = None
        try:
            scenario = Scenario.model_validate(own, context=known)
        except ValidationError as error:
            problems += problems_in(error, Scenario, own)
        self.problems += in_order(problems, own)
        return None if problems else scenario


def _applied_scenario(name: str, scenario: Scenario, inherited: AppliedScenario) -> AppliedScenario:
    """Return the name, texts and assumptions of a scenario, after the inherited assumptions."""
    texts = [*scenario.assumptions, *([scenario.assumption] if scenario.assumption else [])]
    assumptions = (*inherited.assumptions, *((("scenarios", name), text) for text in texts))
    return AppliedScenario(name, scenario.name_or(name), scenario.description, scenario.note, assumptions)


DECISIONS = ("stages", "decisions")
"""The sections that say what was decided, and when. No scenario and no `--set` text changes them."""


def without_decisions(patch: Node, problems: list[Problem]) -> Node:
    """Return a patch without the sections that it cannot change; add a problem for each of these."""
    found = [name for name in DECISIONS if name in patch]
    for name in found:
        message = say("a scenario cannot change '{name}': decisions are the same in every scenario", name=name)
        hint = say("write them in measures.yaml; a stage names the scenario that it decides")
        problems.append(Problem("stages-in-patch", message, hint, place=patch.spots[name].of_key(name)))
    if found:
        patch = patch.copy()
        for name in found:
            patch.remove(name)
    return patch


def readable(patch: Node, unread: frozenset[str]) -> Node:
    """Return a patch without the sections that could not be read."""
    remaining = Node()
    for name, value in patch.items():
        if name not in unread:
            remaining.set(name, value, patch.spots[name])
    return remaining
