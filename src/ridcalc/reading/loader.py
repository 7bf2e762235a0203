"""Loading of a case: the YAML files of a folder, a scenario with the scenarios it is based on, and `--set` texts."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from ridcalc.core.budget.context import Scenarios
from ridcalc.core.budget.document import Node, Source
from ridcalc.core.budget.model import Case, Scenario
from ridcalc.core.budget.overlay import merge
from ridcalc.core.budget.sections import FILES, NO_SCENARIO, SECTIONS
from ridcalc.core.values.problems import MOST_PROBLEMS, Message, Place, Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.progress import Progress
from ridcalc.core.values.suggestions import suggestion_for
from ridcalc.reading.folder import Folder
from ridcalc.reading.known import entry_at, known_in
from ridcalc.reading.overrides import is_within_absent_control, override_of
from ridcalc.reading.places import in_order
from ridcalc.reading.replaced import replaced_values
from ridcalc.reading.scenario_chain import Chain, read_chain, readable, without_decisions
from ridcalc.reading.validation import refuse_nulls, unknown_field, validate_budget


class Loaded(NamedTuple):
    """A loaded case, with the documents that it was read from."""

    case: Case
    document: Node
    """The base files with the scenario and the changes applied, with the place of every value."""
    sources: dict[str, Source]
    """File name within the folder → text of the file."""
    progress: Progress
    """Updated during the run."""
    scenario: Scenario | None = None
    """The scenario's own file; None without a scenario."""
    scenario_node: Node | None = None
    """The same file as plain data; None without a scenario."""
    skipped: tuple[str, ...] = ()
    """The `--set` texts about controls that this scenario does not have; empty unless several scenarios are loaded."""

    def digests(self) -> tuple[tuple[str, str], ...]:
        """Return the name within the folder of each file that was read, and the SHA-256 of its bytes in hex."""
        return digests(self.sources)

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems with their places, in the order in which they are shown."""
        return in_order(problems, self.document)


def digests(sources: Mapping[str, Source]) -> tuple[tuple[str, str], ...]:
    """Return the name within the folder of each file, and the SHA-256 of its bytes in hexadecimal."""
    from hashlib import sha256  # few commands need it

    return tuple((name, sha256(source.content).hexdigest()) for name, source in sources.items())


def load(
    folder: Folder,
    scenario: str | None = None,
    changes: Sequence[str] = (),
    *,
    several: bool = False,
    option: str = "--scenario",
) -> Loaded:
    """Return the case of a scenario (None: the budget's default scenario; `none`: the base files alone).

    `changes` are `--set` texts `path=value`, applied in order after the scenario. With `several` scenarios in a run, a
    change of a control that this scenario does not have is skipped. `option` is where the scenario is named, empty
    for an argument.

    Raises:
        ProblemsFoundError: all problems in the files that were read.
    """
    return _Load(folder, scenario, changes, several=several, option=option).run()


class _Load:
    """The steps from files to case. Each step adds its problems to `problems`, so that all are reported together."""

    def __init__(
        self, folder: Folder, scenario: str | None, changes: Sequence[str], *, several: bool, option: str
    ) -> None:
        self.folder = folder
        self.scenario = scenario
        self.changes = changes
        self.several = several
        self.option = option
        self.skipped: list[str] = []
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}
        self.changed: list[Source] = []
        self.scenarios = frozenset(folder.scenario_ids())

    def run(self) -> Loaded:
        """Return the loaded case.

        Raises:
            ProblemsFoundError: all problems of all steps.
        """
        base, unread = self.base()
        scenarios = Scenarios(self.scenarios, cache(lambda: self.measures_of_folder(base)))
        chain = Chain(self.chain(base), base, unread, self.problems)
        self.folder.progress.begin(say("checking"))
        patched = chain.with_patches()
        document = self.with_changes(patched, unread)
        applied = chain.applied(document, scenarios)
        budget, problems = validate_budget(document, scenarios, unread, applied.measures.of, sound=not self.problems)
        self.problems += [self.place_in_file(problem, document) for problem in problems]
        if self.problems or budget is None:
            raise ProblemsFoundError(in_order(self.problems, document))
        patches = chain.patches()
        known = known_in(base, scenarios, unread) if patches else None
        replaced = replaced_values(base, patches, patched, known) if known else ()
        overlay = applied.overlay._replace(changes=tuple(self.changes), replaced=replaced)
        remarks = self.remarks(document, [node for _, node in chain.files])
        case = Case(budget, overlay, applied.measures.of(budget.measures), remarks)
        node = chain.files[0][1] if chain.files else None
        return Loaded(case, document, self.sources, self.folder.progress, applied.scenario, node, tuple(self.skipped))

    def remarks(self, document: Node, scenarios: list[Node]) -> tuple[Problem, ...]:
        """Return the warnings about texts that end at a `#`, which begins a comment without a space behind it."""
        sources = [*self.sources.values(), *self.changed]
        if not any(re.search(r"[ \t]#\w", source.text) for source in sources):
            return ()
        from ridcalc.reading.cut_texts import cut_text_warnings  # few files have such a comment

        return tuple(islice(cut_text_warnings(sources, document, scenarios), MOST_PROBLEMS + 1))

    def place_in_file(self, problem: Problem, document: Node) -> Problem:
        """Give a missing top-level field the place 1:1 of the file that it belongs in."""
        section = SECTIONS.get(str(problem.path[0])) if len(problem.path) == 1 else None
        if section is None or section.file is None or section.name in document:
            return problem
        return problem._replace(place=Place(self.folder.file(section.file), 1, 1))

    def read(self, name: str) -> Node | None:
        """Return the mapping in a file of the folder; None, with its problems noted, if it cannot be read."""
        node, problems = self.folder.read(name)
        self.problems += problems
        if node:
            self.sources[name] = next(iter(node.spots.values())).source
        return node

    def base(self) -> tuple[Node, frozenset[str]]:
        """Return the base files as one document, and the names of the sections that could not be read.

        These are the sections of an unreadable file, and those that stand in the files under another name.
        """
        document = Node()
        unread: set[str] = set()
        misnamed: set[str] = set()
        if not os.path.isdir(self.folder.path):
            exists = os.path.exists(self.folder.path)
            message = say("this is not a folder") if exists else say("there is no such folder")
            hint = say("--data names the folder with the YAML files")
            if not exists and os.path.exists(next(iter(FILES))):  # the working directory is the data folder
                hint = say("the files are here: write --data .")
            refuse("file-missing", message, hint, place=self.folder.path)
        for file, sections in FILES.items():
            node = self.read(file)
            if node is None:
                unread.update(sections)
                continue
            refuse_nulls(node, self.problems)
            for name, value in node.items():
                if name in sections:
                    document.set(name, value, node.spots[name])
                elif not name.startswith("x-") and len(self.problems) <= MOST_PROBLEMS:
                    problem = _misplaced(name, file, node)
                    self.problems.append(problem)
                    misnamed.add(problem.hint.values.get("word", name) if problem.hint else name)
        return document, frozenset(unread | (misnamed & SECTIONS.keys() - document.keys()))

    def chain(self, document: Node) -> list[tuple[str, Node]]:
        """Return the names and files of the scenario and the scenarios it is based on, root last; empty for `none`."""
        name = self.scenario if self.scenario is not None else self.default(document)
        if name == NO_SCENARIO:
            return []
        if name not in self.scenarios:
            hint = self.folder.similar_file(name) or self.of_stage(name, document)
            hint = hint or suggestion_for(name, sorted(self.scenarios))
            self.problems.append(
                Problem(
                    "unknown-scenario",
                    say("there is no scenario '{id}'", id=name),
                    hint,
                    place=Place(f"{self.option} {name}".strip()),
                )
            )
            return []
        return read_chain(name, self.scenarios, self.read, self.problems)

    @staticmethod
    def of_stage(name: str, document: Node) -> Message | None:
        """Return the hint that names the scenario of a stage, if a stage has the id that was given; otherwise None."""
        stages = document.get("stages")
        stage = stages.get(name) if isinstance(stages, Node) else None
        scenario = stage.get("scenario") if isinstance(stage, Node) else None
        if not isinstance(scenario, str):
            return None
        return say("'{id}' is a decision; its scenario is {scenario}", id=name, scenario=scenario)

    def default(self, document: Node) -> str:
        """Return the id of the default scenario; `none` if the budget has no default, or an unknown one."""
        settings = document.get("budget")
        name = settings.get("default_scenario") if isinstance(settings, Node) else None
        known = isinstance(name, str) and name in self.scenarios  # the field reports an unknown id
        return str(name) if known else NO_SCENARIO

    def measures_of_folder(self, base: Node) -> frozenset[str] | None:
        """Return the ids of the measures in the base files and in all scenarios.

        None, with its problems noted, if a scenario cannot be read: it may have any measure.
        """
        read = [self.folder.read(f"scenarios/{name}.yaml") for name in sorted(self.scenarios)]
        self.problems += [problem for _, found in read for problem in found if problem not in self.problems]
        if any(node is None for node, _ in read):
            return None
        measures = [entry_at(base, "measures"), *(entry_at(node, "patch", "measures") for node, _ in read)]
        return frozenset(
            name
            for entries in measures
            for name, entry in (entries.items() if isinstance(entries, Node) else ())
            if entry is not None  # null removes a measure
        )

    def with_changes(self, document: Node, unread: frozenset[str]) -> Node:
        """Return the document with the `--set` texts applied."""
        for text in self.changes:
            if self.several and is_within_absent_control(text, document):
                self.skipped.append(text)
                continue
            patch, problems = override_of(text)
            self.problems += problems
            if not problems:
                patch = without_decisions(patch, self.problems)
                document = merge(document, readable(patch, unread), self.problems)
                self.changed += [spot.source for spot in patch.spots.values()]
        return document


def _misplaced(name: str, file: str, node: Node) -> Problem:
    """Return the problem of a top-level field that does not belong in this file."""
    section = SECTIONS.get(name)
    place = node.spots[name].of_key(name)
    if section is not None and section.file is not None:
        return Problem(
            "unknown-field",
            say("'{name}' does not belong in {file}", name=name, file=file),
            say("put it in {file}", file=section.file),
            place=place,
        )
    return unknown_field((name,), list(FILES[file]))._replace(place=place)
