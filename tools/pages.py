"""Write what ridcalc shows into the pages: `python tools/pages.py [--check]`.

A section of a page is followed from top to bottom, in a folder of its own. Each kind of block is a step:

* `yaml` with a first line `# NAME.yaml` is that file of the folder `data`. A section with `# measures.yaml` has no
  other data; every other section begins with a copy of the data that ships.
* `diff` with a file name as its first line changes that file; a file of `src/` is left to tests.
* `sh` of which every line begins with `ridcalc` runs, and the block of text below it gets the output. The status is 0,
  or the one of the block: `sh status=1`. `>> FILE` adds what a command with `-o` writes to a file.

Two lists are written too: the questions of docs/recipes.md, and the examples of each field in docs/files.md.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from diff_block import Block
from field_examples import Example, table_of_fields

ROOT = Path(__file__).parent.parent
RECIPES = ROOT / "docs" / "recipes.md"
FIELDS = ROOT / "docs" / "files.md"
DUTCH = (RECIPES, ROOT / "docs" / "amendment.md", ROOT / "docs" / "from-excel.md", ROOT / "LEESMIJ.md")

STEP = re.compile(
    r"^(?P<block>```(?P<kind>yaml|diff|sh)(?: status=(?P<status>\d+))?\n(?P<text>.*?)^```\n)(?:\n```text\n.*?^```\n)?",
    re.DOTALL | re.MULTILINE,
)
FILE = re.compile(r"# (?P<name>(?:keys|measures|scenarios/\S+)\.yaml)\n")
WRITTEN = re.compile(r"(?<=<!-- python tools/pages.py writes this list -->\n).*?(?=<!-- end -->)", re.DOTALL)
"""The part of a page that this program writes."""

_ADDED = "added.yaml"
"""Where a command writes what is added to a file."""
Arguments = list[str]
Runs = Callable[[Arguments], tuple[int, str]]
"""A function that runs ridcalc with arguments in the current section's folder, and returns its status and output."""


def pages() -> list[Path]:
    """Return the pages whose outputs this program writes."""
    return [page for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")) if page.name != "problems.md"]


def commands_in(step: re.Match[str]) -> list[Arguments]:
    """Return the arguments of each command of a block, or nothing if it has another program's."""
    lines = step["text"].splitlines() if step["kind"] == "sh" else []
    return [shlex.split(line)[1:] for line in lines] if all(line.startswith("ridcalc ") for line in lines) else []


class Section(NamedTuple):
    """A section of a page."""

    heading: str
    text: str
    """The section's Markdown, without its heading."""

    @property
    def subject(self) -> str:
        """Return what a recipe's question asks about, such as `een ingroei`."""
        return self.heading.removeprefix("Hoe schrijf ik ").removesuffix("?")

    @property
    def anchor(self) -> str:
        """Return the name of the heading in links."""
        return re.sub(r"[^\w -]", "", self.heading.lower()).strip().replace(" ", "-")

    @property
    def files(self) -> dict[str, str]:
        """Return the name within the data folder and the text of each file."""
        texts = [step["text"] for step in STEP.finditer(self.text) if step["kind"] == "yaml"]
        return {name["name"]: text for text in texts if (name := FILE.match(text))}

    @property
    def commands(self) -> list[Arguments]:
        """Return the arguments of each command."""
        return [arguments for step in STEP.finditer(self.text) for arguments in commands_in(step)]

    def write(self, folder: Path) -> None:
        """Write the files of the section to the folder `data` in a folder."""
        for name, text in self.files.items():
            _write(folder / "data" / name, text)

    def with_outputs(self, folder: Path, run: Runs) -> str:
        """Follow the section in an empty folder; return its Markdown with the output below each block of commands."""
        if "measures.yaml" not in self.files:
            shutil.copytree(ROOT / "data", folder / "data")

        def followed(step: re.Match[str]) -> str:
            first, _, rest = step["text"].partition("\n")
            if name := FILE.match(step["text"]) if step["kind"] == "yaml" else None:
                _write(folder / "data" / name["name"], step["text"])
            elif step["kind"] == "diff" and not first.startswith("src/"):
                Block(first, new=False, text=rest).apply(folder)
            elif commands := commands_in(step):
                status = int(step["status"] or 0)
                shown = "".join(self._output(arguments, status, run, folder) for arguments in commands)
                return f"{step['block']}\n```text\n{shown}```\n"
            return step[0]

        return STEP.sub(followed, self.text)

    def _output(self, arguments: Arguments, expected: int, run: Runs, folder: Path) -> str:
        """Return the output of a command; this program ends where the status is another."""
        target = arguments[-1] if ">>" in arguments else None
        if target is not None:
            arguments = [*arguments[:-2], "-o", _ADDED]
        status, output = run(arguments)
        if target is not None:
            with (folder / target).open("a", encoding="utf-8") as file:
                file.write((folder / _ADDED).read_text(encoding="utf-8"))
            output = output.removeprefix(f"{_ADDED}\n")
        if status != expected:
            sys.exit(f"{self.heading}: ridcalc {shlex.join(arguments)}: status {status}\n{output}")
        return output


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def split(page: str) -> tuple[Section, list[Section]]:
    """Return the page up to the first heading of a section, and the sections."""
    head, *sections = re.split(r"(?m)^## ", page)
    return Section("", head), [Section(*section.split("\n", 1)) for section in sections]


def run_in(folder: Path, language: str) -> Runs:
    """Return a function that runs ridcalc in a folder, as a process whose locale has a language."""
    names = {name: value for name, value in os.environ.items() if not name.startswith("RIDCALC_")}

    def run(arguments: Arguments) -> tuple[int, str]:
        command = [sys.executable, "-m", "ridcalc", *arguments]
        own = names | {"LC_ALL": language, "PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=folder, env=own, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout + done.stderr

    return run


def language_of(page: Path) -> str:
    """Return the language that a page speaks."""
    return "nl" if page in DUTCH else "en"


def page_with_outputs(page: Path) -> str:
    """Return the text of a page with the outputs of its commands."""
    head, sections = split(page.read_text(encoding="utf-8"))
    parts = []
    for section in (head, *sections):
        with TemporaryDirectory() as folder:
            text = section.with_outputs(Path(folder), run_in(Path(folder), language_of(page)))
        parts.append(f"## {section.heading}\n{text}" if section.heading else text)
    return "".join(parts)


def questions(recipes: list[Section]) -> str:
    """Return the list of the recipes."""
    return "".join(f"* [{recipe.heading}](#{recipe.anchor})\n" for recipe in recipes)


def examples_of_fields(recipes: list[Section]) -> str:
    """Return the table that says which example has which field."""
    with TemporaryDirectory() as folder:
        made = []
        for number, recipe in enumerate(recipes):
            recipe.write(Path(folder) / str(number))
            made.append(Example(Path(folder) / str(number) / "data", recipe.subject, f"recipes.md#{recipe.anchor}"))
        return table_of_fields(made)


def fresh(page: Path) -> str:
    """Return the text of a page as it should be."""
    text = page_with_outputs(page)
    if page not in (RECIPES, FIELDS):
        return text
    recipes = split(RECIPES.read_text(encoding="utf-8"))[1]
    written = questions(recipes) if page == RECIPES else examples_of_fields(recipes)
    return WRITTEN.sub(lambda _: written, text)


def main() -> int:
    """Write or check the pages; the status is 1 where one is not up to date."""
    parser = argparse.ArgumentParser(description="The outputs of commands in the pages, and two lists.")
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 if a page would change")
    check = parser.parse_args().check
    stale = False
    for page in pages():
        text = fresh(page)
        if text == page.read_text(encoding="utf-8"):
            continue
        stale = True
        if check:
            print(f"{page.relative_to(ROOT)} is not up to date: run python tools/pages.py")
        else:
            page.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
