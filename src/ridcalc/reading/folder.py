"""A data folder: its files as plain data with places, each read once, and the scenarios that it has."""

import os

from ridcalc.core.budget.document import Node
from ridcalc.core.budget.parsers import check_id
from ridcalc.core.values.problems import InvalidValueError, Message, Place, Problem, say
from ridcalc.core.values.progress import Progress
from ridcalc.files import read_file
from ridcalc.reading.yaml_text import read_mapping


class Folder:
    """A data folder; reads each of its files at most once."""

    def __init__(self, path: str, progress: Progress | None = None) -> None:
        """Remember where the folder is; nothing is read yet. How far reading is, `work` is told."""
        self.path = path
        self.progress = progress or Progress()
        self._read: dict[str, tuple[Node | None, tuple[Problem, ...]]] = {}

    def scenario_ids(self) -> list[str]:
        """Return the ids of the scenarios there are; a file whose name is no id is none."""
        return [name for name in self._scenario_names() if not isinstance(_id_refusal(name), InvalidValueError)]

    def misnamed_scenarios(self) -> list[Problem]:
        """Return a problem for each scenario file whose name cannot be an id."""
        refusals = {name: _id_refusal(name) for name in self._scenario_names()}
        return [
            Problem(refusal.code, refusal.message, refusal.hint, place=Place(self.file(f"scenarios/{name}.yaml")))
            for name, refusal in refusals.items()
            if refusal is not None
        ]

    def _scenario_names(self) -> list[str]:
        """Return the names of the scenarios' files; those that begin with a dot are an editor's or the computer's."""
        return sorted(name.removesuffix(".yaml") for name in self._names() if name.endswith(".yaml"))

    def _names(self) -> list[str]:
        try:
            names = os.listdir(os.path.join(self.path, "scenarios"))
        except OSError:  # no such folder: no scenarios
            return []
        return [name for name in names if name[0] != "."]

    def similar_file(self, name: str) -> Message | None:
        """Return the hint that a scenario of this name stands in a file whose name does not end as it should."""
        end = next((end for end in _NEARLY_YAML if os.path.exists(self.file(f"scenarios/{name}{end}"))), None)
        return None if end is None else _rename(f"{name}{end}", f"{name}.yaml")

    def unread_scenarios(self) -> list[Problem]:
        """Return a warning for each file that looks like a scenario and is not read as one."""
        return [
            Problem(
                "file-not-read",
                say("this file is not read: the name of a scenario's file ends in .yaml"),
                say("name it {name}", name=f"{name.partition('.')[0]}.yaml"),
                place=Place(self.file(f"scenarios/{name}")),
            )
            for name in sorted(self._names())
            if name.lower().endswith(_NEARLY_YAML) and not name.endswith(".yaml")
        ]

    def file(self, name: str) -> str:
        """Return the path of a file in the folder, as the user would write it."""
        return os.path.join(self.path, *name.split("/"))

    def read(self, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
        """Return the mapping that a file holds, None if it cannot be read, and its problems."""
        if name not in self._read:
            self._read[name] = self._read_file(self.file(name))
        return self._read[name]

    def _read_file(self, path: str) -> tuple[Node | None, tuple[Problem, ...]]:
        content = read_file(path)
        if isinstance(content, Problem):
            return None, (_with_namesake(content, path),)
        node, problems = read_mapping(path, content, self.progress)
        return node, tuple(problems)


def _with_namesake(problem: Problem, path: str) -> Problem:
    """Return the problem of a file, with a hint if it is missing and one of nearly that name is there."""
    other = f"{path.removesuffix('.yaml')}.yml"
    if problem.code != "file-missing" or not os.path.exists(other):
        return problem
    return problem._replace(hint=_rename(os.path.basename(other), os.path.basename(path)))


_NEARLY_YAML = (".yml", ".yaml.txt", ".yml.txt", ".YAML", ".YML")


def _rename(name: str, to: str) -> Message:
    return say("{other} is there: name it {name}", other=name, name=to)


def _id_refusal(name: str) -> InvalidValueError | None:
    try:
        check_id(name)
    except InvalidValueError as refusal:
        return refusal
    return None
