"""A block of Markdown that changes a file: how pages show an edit, and how tools and tests make it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Block(NamedTuple):
    """A block of a page: the lines of a new file, or places of a file with the lines to add and to take away."""

    path: str
    new: bool
    text: str

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield what stands in each place, and what comes there instead."""
        for place in self.text.split("@@\n"):
            lines = [(line[:1] or " ", line[1:]) for line in place.splitlines()]
            if any(mark not in "+- " for mark, _ in lines):
                raise ValueError(place)
            old, new = ([text for mark, text in lines if mark in marks] for marks in ("- ", "+ "))
            yield "".join(f"{text}\n" for text in old), "".join(f"{text}\n" for text in new)

    def apply(self, folder: Path) -> None:
        """Write the file, or change it; each place is found once."""
        path = folder / self.path
        if self.new:
            with path.open("x", encoding="utf-8") as file:
                file.write(self.text)
            return
        content = path.read_text(encoding="utf-8")
        for old, new in self.places():
            if f"\n{content}".count(f"\n{old}") != 1:
                raise ValueError(f"{self.path} has not once:\n{old}")
            content = f"\n{content}".replace(f"\n{old}", f"\n{new}")[1:]
        path.write_text(content, encoding="utf-8")
