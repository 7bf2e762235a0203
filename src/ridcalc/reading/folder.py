"""The data folder: its files as plain data with places, and its scenarios."""

import os
from functools import cached_property

from ridcalc.core.budget.document import Node
from ridcalc.core.budget.parsers import check_id
from ridcalc.core.values.problems import InvalidValueError, Message, Place, Problem, say
from ridcalc.core.values.progress import Progress
from ridcalc.files import read_file
from ridcalc.reading.yaml_text import read_mapping


class Folder:
    """A data folder. It is listed once, and each file is read once; both are kept."""

    def __init__(self, path: str, progress: Progress | None = None) -> None:
        """Take the path of the folder. `progress` is updated when a file is read; nothing is read yet."""
        self.path = path
        self.progress = progress or Progress()
        self._read: dict[str, tuple[Node | None, tuple[Problem, ...]]] = {}

    def scenario_ids(self) -> list[str]:
        """Return the ids of the scenarios, without the files whose name is not a valid id."""
        return list(self._ids)

    def misnamed_scenarios(self) -> list[Problem]:
        """Return a problem for each scenario file whose name is not a valid id."""
        return [
            Problem(refusal.code, refusal.message, refusal.hint, place=Place(self.file(f"scenarios/{name}.yaml")))
            for name, refusal in self._refusals.items()
            if refusal is not None
        ]

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        """The ids of the scenarios."""
        return tuple(name for name, refusal in self._refusals.items() if refusal is None)

    @cached_property
    def _refusals(self) -> dict[str, InvalidValueError | None]:
        """The names of the scenario files without their suffix, sorted; each with why it is not a valid id, or None."""
        names = sorted(name.removesuffix(".yaml") for name in self._names if name.endswith(".yaml"))
        return {name: _id_refusal(name) for name in names}

    @cached_property
    def _names(self) -> list[str]:
        """The names in the folder `scenarios`, without those with a leading dot, which editors make."""
        try:
            names = os.listdir(os.path.join(self.path, "scenarios"))
        except OSError:  # without the folder there are no scenarios
            return []
        return [name for name in names if name[0] != "."]

    def similar_file(self, name: str) -> Message | None:
        """Return the hint to rename a file of this scenario that has a wrong suffix; None if there is no such file."""
        suffixes = (end for end in _SIMILAR_SUFFIXES if os.path.exists(self.file(f"scenarios/{name}{end}")))
        suffix = next(suffixes, None)
        return None if suffix is None else _rename(f"{name}{suffix}", f"{name}.yaml")

    def unread_scenarios(self) -> list[Problem]:
        """Return a warning for each file in `scenarios` that is ignored because of a suffix similar to .yaml."""
        return [
            Problem(
                "file-not-read",
                say("this file is not read: the name of a scenario's file ends in .yaml"),
                say("name it {name}", name=f"{name.partition('.')[0]}.yaml"),
                place=Place(self.file(f"scenarios/{name}")),
            )
            for name in sorted(self._names)
            if name.lower().endswith(_SIMILAR_SUFFIXES) and not name.endswith(".yaml")
        ]

    def file(self, name: str) -> str:
        """Return the path of a file in the folder. `name` has slashes on every system, such as `scenarios/a.yaml`."""
        return os.path.join(self.path, *name.split("/"))

    def read(self, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
        """Return the mapping in a file (None if the file cannot be read), and the problems of the file."""
        if name not in self._read:
            self._read[name] = self._read_file(self.file(name))
        return self._read[name]

    def _read_file(self, path: str) -> tuple[Node | None, tuple[Problem, ...]]:
        content = read_file(path)
        if isinstance(content, Problem):
            return None, (_with_rename_hint(content, path),)
        node, problems = read_mapping(path, content, self.progress)
        return node, tuple(problems)


def _with_rename_hint(problem: Problem, path: str) -> Problem:
    """Return the problem; if the file is missing and has a counterpart in .yml, with the hint to rename that."""
    other = f"{path.removesuffix('.yaml')}.yml"
    if problem.code != "file-missing" or not os.path.exists(other):
        return problem
    return problem._replace(hint=_rename(os.path.basename(other), os.path.basename(path)))


_SIMILAR_SUFFIXES = (".yml", ".yaml.txt", ".yml.txt", ".YAML", ".YML")


def _rename(name: str, to: str) -> Message:
    return say("{other} is there: name it {name}", other=name, name=to)


def _id_refusal(name: str) -> InvalidValueError | None:
    """Return why a name is not a valid id; None if it is valid."""
    try:
        check_id(name)
    except InvalidValueError as refusal:
        return refusal
    return None
