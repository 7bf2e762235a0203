"""The differences that `ridcalc verify` finds: counted by severity, the first of each kept, in two groups."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ridcalc.core.values.problems import Message, Number, say

STRUCTURE, INPUT, CONSTANT, FORMULA, CALCULATED, UNCALCULATED, APPEARANCE = range(7)
"""Severities in the order in which differences are listed: a difference can be the cause of those after it. All but the
last are about figures."""


class Found(NamedTuple):
    """A difference between the workbook and the files."""

    severity: int
    message: Message
    kind: str
    """What differs, in a word for programs."""
    sheet: str | None = None
    cell: str | None = None
    """The reference to the cells, rows or columns; None for the sheet or the workbook as a whole."""


class Changed(NamedTuple):
    """A cell for input that was changed."""

    sheet: str
    row: int
    column: int
    value: str | None
    """What stands in it; None if that is neither a number nor PM."""
    path: str | None = None
    """The path in the files of what the cell holds, if its sheet says that."""
    before: str = ""
    """What should stand in it."""
    percent: bool = False
    """Whether the files have the number as a percentage."""


class Unfit(NamedTuple):
    """A cell on a sheet with inputs that nothing can be taken from."""

    sheet: str
    row: int
    column: int
    kind: Literal["row", "formula", "number"]
    """A row other than that of the export; a formula in an input; a number or PM where the export has no input."""


class Findings:
    """The number of differences of each severity, the first of them, and the changed inputs."""

    def __init__(self, most: int, most_changed: int | None = None) -> None:
        """Take how many differences of a severity, and how many changed inputs, are kept; the others are counted."""
        self._most = most
        self._most_changed = most if most_changed is None else most_changed
        self.counts = [0] * (APPEARANCE + 1)
        self._first: list[list[Found]] = [[] for _ in self.counts]
        self.changed: list[Changed] = []
        self.inputs = 0
        """The number of changed inputs; `changed` has the first of them."""
        self.unfit: list[Unfit] = []
        """What keeps the inputs of a sheet from being taken over, in order."""

    def add(self, found: Found) -> None:
        """Count a difference, and keep it if it is one of the first."""
        self.counts[found.severity] += 1
        if len(self._first[found.severity]) < self._most:
            self._first[found.severity].append(found)

    def change(self, changed: Changed) -> None:
        """Count a changed input, and keep it if it is one of the first."""
        self.inputs += 1
        if len(self.changed) < self._most_changed:
            self.changed.append(changed)

    def discard(self, severity: int) -> int:
        """Forget the differences of a severity; return how many there were."""
        count, self.counts[severity] = self.counts[severity], 0
        self._first[severity].clear()
        return count

    @property
    def figures(self) -> int:
        """The number of differences in figures."""
        return sum(self.counts[:APPEARANCE])

    def first(self) -> list[Found]:
        """Return the first differences, by severity."""
        return [found for kept in self._first for found in kept][: self._most]


def differs(what: Message, found: Message | Number | str, expected: Message | Number | str) -> Message:
    """Return the message that something looks otherwise than it should."""
    nothing = say("nothing")
    return say(
        "{what}: {found}, and should be {expected}", what=what, found=found or nothing, expected=expected or nothing
    )


def unequal(
    kind: str, what: Message, found: Message | str, expected: Message | str, sheet: str | None = None
) -> Iterator[Found]:
    """Yield the difference between what is found and what is expected, if there is one."""
    if found != expected:
        yield Found(APPEARANCE, differs(what, found, expected), kind, sheet)
