"""What a long run is at: counted by those who work, for whoever shows it."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ridcalc.core.problems import Message

T = TypeVar("T")


class Work:
    """What is being done, how many of it are done, and of how many (0: nobody knows)."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self.what: Message | None = None
        self.counted: Message | None = None
        """What is counted, as a rate names it: lines, amounts."""
        self.done = 0
        self.total = 0

    def begin(self, what: Message, total: int = 0, counted: Message | None = None) -> None:
        """Turn to something else."""
        self.what, self.counted, self.done, self.total = what, counted, 0, total

    def each(self, items: Iterable[T], what: Message, total: int, counted: Message) -> Iterator[T]:
        """Yield the items, each counted once it has been dealt with; begins when the first is asked for."""
        self.begin(what, total, counted)
        for item in items:
            yield item
            self.done += 1
