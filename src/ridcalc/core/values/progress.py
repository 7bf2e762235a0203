"""What a long run is at: counted by those who work, for whoever shows it, perhaps from another thread."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from ridcalc.core.values.problems import Message

T = TypeVar("T")


class Task(NamedTuple):
    """What is being done, how much of it there is (0: nobody knows), and what is counted, as a rate names it."""

    what: Message
    total: int = 0
    counted: Message | None = None


class Progress:
    """The task that a run is at, and how much of it is done. The task is replaced as a whole, never changed."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self.task: Task | None = None
        self.done = 0

    def begin(self, what: Message, total: int = 0, counted: Message | None = None) -> None:
        """Turn to another task."""
        self.done = 0
        self.task = Task(what, total, counted)

    def each(self, items: Iterable[T], what: Message, total: int, counted: Message) -> Iterator[T]:
        """Yield the items, each counted once it has been dealt with; begins when the first is asked for."""
        self.begin(what, total, counted)
        for item in items:
            yield item
            self.done += 1
