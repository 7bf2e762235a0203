"""Writes what ridcalc shows into docs/recipes.md, and which example has which field into docs/files.md.

    python tools/recipes_page.py [--check]

A recipe is a section of the page: its blocks of YAML begin with the name of their file, and each command of its blocks
of shell is followed by the output.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from field_examples import Example, table_of_fields

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "recipes.md"
FIELDS = ROOT / "docs" / "files.md"

BLOCK = re.compile(r"```yaml\n(?P<content># (?P<name>\S+\.yaml)\n.*?)```", re.DOTALL)
COMMAND = re.compile(
    r"(?P<asked>```sh\nridcalc (?P<arguments>[^\n]*)\n```\n)(?:\n```text\n(?P<shown>.*?)```\n)?", re.DOTALL
)
WRITTEN = re.compile(r"(?<=<!-- python tools/recipes_page.py writes this list -->\n).*?(?=<!-- end -->)", re.DOTALL)
"""The part of a page that this program writes."""

Arguments = list[str]
Runs = Callable[[Arguments], str]
"""A function that runs ridcalc with arguments where the folder `data` is, and returns what it shows."""


class Recipe(NamedTuple):
    """A section of the page."""

    question: str
    text: str
    """The section's Markdown, without its heading."""

    @property
    def subject(self) -> str:
        """Return what the question asks about, such as `een ingroei`."""
        return self.question.removeprefix("Hoe schrijf ik ").removesuffix("?")

    @property
    def anchor(self) -> str:
        """Return the name of the heading in links."""
        return re.sub(r"[^\w -]", "", self.question.lower()).strip().replace(" ", "-")

    @property
    def files(self) -> dict[str, str]:
        """Return the name within the data folder and the text of each file."""
        return {block["name"]: block["content"] for block in BLOCK.finditer(self.text)}

    @property
    def commands(self) -> list[tuple[Arguments, str]]:
        """Return the arguments of each command, and the output that the page shows."""
        return [(shlex.split(found["arguments"]), found["shown"] or "") for found in COMMAND.finditer(self.text)]

    def with_outputs(self, run: Runs) -> str:
        """Return the section's Markdown with the output of each command below the command."""

        def shown(found: re.Match[str]) -> str:
            return f"{found['asked']}\n```text\n{run(shlex.split(found['arguments']))}```\n"

        return COMMAND.sub(shown, self.text)

    def write(self, folder: Path) -> None:
        """Write the files of the recipe to the folder `data` in a folder."""
        for name, content in self.files.items():
            path = folder / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")


def split(page: str) -> tuple[str, list[Recipe]]:
    """Return the page up to the first recipe, and the recipes."""
    head, *sections = re.split(r"(?m)^## ", page)
    return head, [Recipe(*section.split("\n", 1)) for section in sections]


def run_in(folder: Path) -> Runs:
    """Return a function that runs ridcalc in a folder, in Dutch; this program ends where ridcalc refuses."""
    names = {name: value for name, value in os.environ.items() if not name.startswith("RIDCALC_")}

    def run(arguments: Arguments) -> str:
        command = [sys.executable, "-m", "ridcalc", *arguments]
        own = names | {"LC_ALL": "nl", "PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=folder, env=own, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            sys.exit(f"ridcalc {shlex.join(arguments)}: status {done.returncode}\n{done.stderr}")
        return done.stdout + done.stderr

    return run


def recipes_page(page: str) -> str:
    """Return the page of recipes with the outputs of its commands."""
    head, recipes = split(page)
    questions = "".join(f"* [{recipe.question}](#{recipe.anchor})\n" for recipe in recipes)
    parts = [WRITTEN.sub(lambda _: questions, head)]
    for recipe in recipes:
        with TemporaryDirectory() as folder:
            recipe.write(Path(folder))
            parts.append(f"## {recipe.question}\n{recipe.with_outputs(run_in(Path(folder)))}")
    return "".join(parts)


def fields_page(page: str, recipes: list[Recipe]) -> str:
    """Return the reference of fields with the table of examples."""
    with TemporaryDirectory() as folder:
        made = []
        for number, recipe in enumerate(recipes):
            recipe.write(Path(folder) / str(number))
            made.append(Example(Path(folder) / str(number) / "data", recipe.subject, f"recipes.md#{recipe.anchor}"))
        table = table_of_fields(made)
    return WRITTEN.sub(lambda _: table, page)


def main() -> int:
    """Write or check both pages; the status is 1 where one is not up to date."""
    parser = argparse.ArgumentParser(description="The outputs in docs/recipes.md, and the examples in docs/files.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 if a page would change")
    check = parser.parse_args().check
    recipes, fields = (path.read_text(encoding="utf-8") for path in (PAGE, FIELDS))
    fresh = {PAGE: recipes_page(recipes), FIELDS: fields_page(fields, split(recipes)[1])}
    stale = [path for path, text in fresh.items() if path.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"docs/{path.name} is not up to date: run python tools/recipes_page.py")
        else:
            path.write_text(fresh[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
