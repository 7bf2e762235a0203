"""The program as a case asks it, and the figures that it gives, in the shape of tests/cases/README.md."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from builders import Run

Case = dict[str, Any]
"""A case as its file has it: every scalar is text."""


class Row(dict[str, Any]):
    """The fields of one figure, and the single value that a case may write instead of them."""

    def __init__(self, value: str, fields: dict[str, Any]) -> None:
        """Take the single value, and the fields with their names."""
        super().__init__({name: as_word(field) for name, field in fields.items()})
        self.value = value


def as_word(value: object) -> Any:  # noqa: ANN401  lists and rows stay what they are
    """Return a value as a case writes it: yes, no, none, or its text."""
    words = {True: "yes", False: "no", None: "none"}
    if isinstance(value, list):
        return [as_word(item) for item in value]
    if isinstance(value, bool) or value is None:
        return words[value]
    return value if isinstance(value, dict) else str(value)


@dataclass(frozen=True)
class Program:
    """The program, and the case of which the results are asked."""

    run: Run
    folder: Path
    """The data folder with the files of the case."""
    case: Case

    @property
    def changes(self) -> list[str]:
        """The `--set` options of the case."""
        return [word for text in self.case.get("set", ()) for word in ("--set", text)]

    @property
    def options(self) -> list[str]:
        """The options by which the case chooses a scenario and changes it."""
        return [*(["--scenario", self.case["scenario"]] if "scenario" in self.case else []), *self.changes]

    def answer(self, command: str, *arguments: str) -> dict[str, Any]:
        """Return the JSON of a command about the folder."""
        outcome = self.run(command, "--data", self.folder, "--format", "json", *arguments)
        assert outcome.status == 0, f"ridcalc {command} refuses the case:\n{outcome.err}"
        result = json.loads(outcome.out)
        assert isinstance(result, dict)
        return result

    @cached_property
    def allocation(self) -> dict[str, Any]:
        """The JSON of `allocate`, asked once for all that the case expects of it."""
        return self.answer("allocate", *self.options)


def put(found: dict[str, Any], names: tuple[str, ...], row: Row) -> None:
    """Add a row under its names; several rows with the same names become a list."""
    *above, last = names
    for name in above:
        found = found.setdefault(name, {})
    if last not in found:
        found[last] = row
    else:
        first = found[last]
        found[last] = [*first, row] if isinstance(first, list) else [first, row]


def total(fields: dict[str, Any]) -> Row:
    """Return the row of a total; its single value also counts the PM posts, as in `0.00 + 1 PM`."""
    return Row(fields["amount"] + (f" + {fields['pm']} PM" if fields["pm"] else ""), fields)


def as_options(question: dict[str, str]) -> list[str]:
    """Return the fields of a question as options of the command; the value `yes` makes an option without a value."""
    return [word for name, value in question.items() for word in (f"--{name}", *(() if value == "yes" else (value,)))]
