"""CONTRIBUTING.md as tests read it: its recipes, and the blocks with which a recipe changes the code."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from builders import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "ridcalc"
RECIPES = {
    section.partition("\n")[0]: section
    for section in re.findall(r"^### (.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
}


class Block(NamedTuple):
    """A block of a recipe: the lines of a new file, or places of a file with the lines to add and to take away."""

    path: str
    new: bool
    text: str

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield what stands in each place, and what comes there instead."""
        for place in self.text.split("@@\n"):
            lines = [(line[:1] or " ", line[1:]) for line in place.splitlines()]
            assert all(mark in "+- " for mark, _ in lines), place
            old, new = ([text for mark, text in lines if mark in marks] for marks in ("- ", "+ "))
            yield "".join(f"{text}\n" for text in old), "".join(f"{text}\n" for text in new)

    def apply(self, folder: Path) -> None:
        """Write the file, or change it; each place is found once."""
        path = folder / self.path
        if self.new:
            assert not path.exists()
            path.write_text(self.text, encoding="utf-8")
            return
        content = path.read_text(encoding="utf-8")
        for old, new in self.places():
            assert f"\n{content}".count(f"\n{old}") == 1, f"{self.path} has not once:\n{old}"
            content = f"\n{content}".replace(f"\n{old}", f"\n{new}")[1:]
        path.write_text(content, encoding="utf-8")


def blocks_of(recipe: str) -> list[Block]:
    """Return the blocks of a recipe."""
    found = re.findall(r"^```(diff|python)\n(?:# )?(src/.*?)\n(.*?)^```$", RECIPES[recipe], re.MULTILINE | re.DOTALL)
    assert found, recipe
    return [Block(path, language == "python", text) for language, path, text in found]
