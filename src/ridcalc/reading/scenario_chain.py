"""A scenario and those it is based on: their files, laid over the base files, and what they come to together."""

from collections.abc import Callable
from typing import NamedTuple

from pydantic import ValidationError

from ridcalc.core.budget.alternatives import check_scenario_alternatives
from ridcalc.core.budget.context import Definitions
from ridcalc.core.budget.document import Node
from ridcalc.core.budget.model import AppliedScenario, Controls, Measure, Scenario
from ridcalc.core.budget.overlay import merge
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.problems import Problem, say
from ridcalc.reading.places import in_order
from ridcalc.reading.validation import known_in, problems_in, refuse_nulls


class Selection(NamedTuple):
    """Which measures a chain takes: those of the last `only`, or all that there are in the end, less those left out."""

    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    def then(self, scenario: Scenario) -> "Selection":
        """Return what is taken once a scenario is laid over this."""
        if scenario.only is not None:
            return Selection(frozenset(scenario.only))
        return self._replace(without=self.without | frozenset(scenario.without or ()))

    def of(self, measures: dict[str, Measure]) -> dict[str, Measure]:
        """Return the measures that are taken, in their order."""
        return {
            name: measure
            for name, measure in measures.items()
            if (self.only is None or name in self.only) and name not in self.without
        }


class Applied(NamedTuple):
    """What a chain comes to: the scenario's own file, what is told of it, and the measures that it takes."""

    scenario: Scenario | None
    """None without a scenario, or where its file is wrong."""
    chosen: AppliedScenario
    measures: Selection


def read_chain(
    name: str, scenarios: frozenset[str], read: Callable[[str], Node | None], problems: list[Problem]
) -> list[tuple[str, Node]]:
    """Return a scenario and those it is based on, the root last.

    `read` returns what a file of the data folder holds, None if it cannot be read.
    """
    chain: dict[str, Node] = {}
    while name in scenarios and (node := read(f"scenarios/{name}.yaml")) is not None:
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
            problems.append(Problem("scenario-cycle", message, place=node.spots["base"].of_value()))
            break
        name = above
    return list(chain.items())


class Chain:
    """The files of a chain, the root last, over the base files; notes the problems that it meets."""

    def __init__(
        self, files: list[tuple[str, Node]], base: Node, unread: frozenset[str], problems: list[Problem]
    ) -> None:
        """Take the scenarios with their names, and the base files, of which the `unread` sections could not be read."""
        self.files = files
        self.base = base
        self.unread = unread
        self.problems = problems
        self.measures: list[frozenset[str]] = []
        """The ids of the measures that there are after each scenario, the root first."""

    def laid_over_base(self) -> Node:
        """Return the base files with the patch of each scenario over them, and the controls of the last."""
        document = self.base
        for name, node in reversed(self.files):
            document = self._patched(document, node)
            if name == self.files[0][0]:
                document = self._with_controls(document, node)
            measures = document.get("measures")
            self.measures.append(frozenset(measures) if isinstance(measures, Node) else frozenset())
        return document

    def _patched(self, document: Node, scenario: Node) -> Node:
        """Return the document with a scenario's patch over it, as far as its files could be read."""
        patch = scenario.get("patch")
        if not isinstance(patch, Node):
            return document
        refuse_nulls(patch, self.problems, within_patch=True)
        return merge(document, readable(patch, self.unread), self.problems)

    def _with_controls(self, document: Node, scenario: Node) -> Node:
        """Return the document with the scenario's own controls among its controls."""
        controls = scenario.get("controls")
        if not isinstance(controls, Node) or "controls" in self.unread:
            return document
        self._refuse_double_controls(controls)
        existing = document.get("controls")
        joined = existing.copy() if isinstance(existing, Node) else Node()
        for name, control in controls.items():
            joined.set(name, control, controls.spots[name])
        document = document.copy()
        document.set("controls", joined, scenario.spots["controls"])
        return document

    def _refuse_double_controls(self, controls: Node) -> None:
        in_base = self.base.get("controls")
        for name in controls:
            if isinstance(in_base, Node) and name in in_base:
                message = say("control '{id}' is in the base files too", id=name)
                hint = say("a control in the base files holds for every scenario; give this one another id")
                self.problems.append(Problem("duplicate-name", message, hint, place=controls.spots[name].of_key(name)))

    def applied(self, document: Node, scenarios: frozenset[str]) -> Applied:
        """Return what the chain comes to, checked against the document with all its patches and changes."""
        made = Applied(None, AppliedScenario(NO_SCENARIO, NO_SCENARIO), Selection())
        for (name, node), measures in zip(reversed(self.files), self.measures, strict=True):
            known = known_in(document, scenarios, self.unread)
            scenario = self._scenario(node, known.with_measures(measures))
            if scenario is None:
                made = made._replace(scenario=None)
            else:
                made = Applied(scenario, _chosen(name, scenario, made.chosen), made.measures.then(scenario))
            if name != self.files[0][0]:
                self._check_controls(node, known)
        return made

    def _check_controls(self, scenario: Node, known: Definitions) -> None:
        """Check the controls of a scenario that another is based on; they are its own and go no further."""
        controls = scenario.get("controls")
        if isinstance(controls, Node):
            self._refuse_double_controls(controls)
            own = Node()
            own.set("controls", controls, scenario.spots["controls"])
            try:
                Controls.model_validate(own, context=known)
            except ValidationError as error:
                self.problems += in_order(problems_in(error, Controls, own), own)

    def _scenario(self, node: Node, known: Definitions) -> Scenario | None:
        """Return the scenario that a file is, checked against the document as it stands with its patch."""
        own = node.copy()
        if isinstance(own.get("patch"), Node):
            own["patch"] = Node()  # read on as part of the document
        refuse_nulls(own, self.problems)
        found = [*check_scenario_alternatives(own)]
        scenario = None
        try:
            scenario = Scenario.model_validate(own, context=known)
        except ValidationError as error:
            found += problems_in(error, Scenario, own)
        self.problems += in_order(found, own)
        return None if found else scenario


def _chosen(name: str, scenario: Scenario, inherited: AppliedScenario) -> AppliedScenario:
    texts = [*scenario.assumptions, *([scenario.assumption] if scenario.assumption else [])]
    assumptions = (*inherited.assumptions, *((("scenarios", name), text) for text in texts))
    return AppliedScenario(name, scenario.name_or(name), scenario.description, scenario.note, assumptions)


def readable(patch: Node, unread: frozenset[str]) -> Node:
    """Return what a patch says of the files that could be read."""
    read = Node()
    for name, value in patch.items():
        if name not in unread:
            read.set(name, value, patch.spots[name])
    return read
