"""CONTRIBUTING.md as tests read it: its recipes, and the blocks with which a recipe changes the code."""

import re

from diff_block import Block

from builders import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "ridcalc"
RECIPES = {
    section.partition("\n")[0]: section
    for section in re.findall(r"^### (.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
}


def blocks_of(recipe: str) -> list[Block]:
    """Return the blocks of a recipe."""
    found = re.findall(r"^```(diff|python)\n(?:# )?(src/.*?)\n(.*?)^```$", RECIPES[recipe], re.MULTILINE | re.DOTALL)
    assert found, recipe
    return [Block(path, language == "python", text) for language, path, text in found]
