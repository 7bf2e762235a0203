"""Progress of a long run. Written by the calculation, read by the progress bar, possibly from another thread."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from ridcalc.core.values.problems import Message

T = TypeVar("T")


class Task(NamedTuple):
    """A task of a run, as the progress bar describes it."""

    what: Message
    """The description of the task."""
    total: int = 0
    """The number of items; 0 if unknown."""
    counted: Message | None = None
    """The name of the items, for the speed: items per second."""


class Progress:
    """The current task of a run and the number of items done. A new task is a new object: readers need no lock."""

    def __init__(self) -> None:
        """Start without a task."""
        self.task: Task | None = None
        self.done = 0

    def begin(self, what: Message, total: int = 0, counted: Message | None = None) -> None:
        """Start a task of `total` items (0 if unknown), with no item done."""
        self.done = 0
        self.task = Task(what, total, counted)

    def each(self, items: Iterable[T], what: Message, total: int, counted: Message) -> Iterator[T]:
        """Yield the items and count each when the caller asks for the next. The first request starts the task."""
        self.begin(what, total, counted)
        for item in items:
            yield item
            self.done += 1
