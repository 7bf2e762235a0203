"""CONTRIBUTING.md: its recipes work as they stand there, in a copy of the code, and what they name exists."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import openpyxl
import pytest

from builders import ROOT, Outcome, Run, write_folder
from engines import assert_live
from ridcalc import cli
from ridcalc.cli.watch import TABLES
from ridcalc.core.budget import types

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "ridcalc"
RECIPES = {
    section.partition("\n")[0]: section
    for section in re.findall(r"^### (.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
TO_BE_MADE = ("NAME.py", "CODE/example/", "/de/", "/de/LC_MESSAGES/ridcalc.po")
"""How the names of files end that the page names and that a recipe makes."""


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


class Changed(NamedTuple):
    """A copy of the code to which a recipe was applied, and a folder to work in."""

    source: Path
    folder: Path

    def run(self, *arguments: str, status: int = 0) -> Outcome:
        """Run the copy's ridcalc in the folder."""
        done = subprocess.run(
            [sys.executable, "-m", "ridcalc", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.source), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == status, done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    def workbook(self) -> Path:
        """Return the workbook of the budget; two engines calculate what it stores, and `verify` agrees."""
        self.run("export", "book.xlsx", "--force")
        self.run("verify", "book.xlsx")
        path = self.folder / "book.xlsx"
        assert_live(path)
        return path


KEYS = """\
participants: {noord: {}, oost: {}, zuid: {}}
keys: {rid: {weights: {noord: 1, oost: 2, zuid: 3}}}
"""
MEASURES = """\
budget: {years: [2024], language: en}
documents: {brief: {title: Letter of January}}
measures: {ict: {nature: structural, key: rid, note: as agreed, amounts: {2024: 1}}}
"""


@pytest.fixture
def changed(request: pytest.FixtureRequest, tmp_path: Path) -> Changed:
    """Return a copy of the code with a recipe applied, beside a budget of € 1 for three participants."""
    shutil.copytree(SOURCE, tmp_path / "src" / "ridcalc", ignore=shutil.ignore_patterns("__pycache__"))
    for block in blocks_of(request.param):
        block.apply(tmp_path)
    write_folder(tmp_path / "work" / "data", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    return Changed(tmp_path / "src", tmp_path / "work")


def following(recipe: str) -> pytest.MarkDecorator:
    """Return the mark of a test that follows a recipe."""
    return pytest.mark.parametrize("changed", [recipe], indirect=True, ids=[""])


def rewrite(changed: Changed, name: str, old: str, new: str) -> None:
    """Replace a text in a file of the budget."""
    path = changed.folder / "data" / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


@following("A field of a measure")
def test_a_field_is_read_and_described(changed: Changed) -> None:
    rewrite(changed, "measures.yaml", "note: as agreed", "vat_rate: 21%")
    changed.run("check")
    assert "The rate of VAT on its amounts." in changed.run("schema", "measures").out
    rewrite(changed, "measures.yaml", "vat_rate: 21%", "vat_rate: much")
    assert "error[number-form]" in changed.run("check", status=1).err


@following("A key kind")
def test_a_key_kind_divides_explains_itself_and_is_calculated_in_the_workbook(changed: Changed) -> None:
    rewrite(changed, "keys.yaml", "weights: {noord: 1, oost: 2, zuid: 3}", "equal: [noord, oost, zuid]")
    assert changed.run("allocate", "--format", "csv").out.count(",0.33,") == 2, "€ 1 over three is 0,34 + 0,33 + 0,33"
    assert "33.3333% (1/3)" in changed.run("explain", "noord", "2024").out
    changed.workbook()


@following("A rounding method")
def test_a_rounding_method_divides_explains_itself_and_is_calculated_in_the_workbook(changed: Changed) -> None:
    rewrite(changed, "measures.yaml", "years: [2024]", "years: [2024], rounding: {method: largest-first}")
    lines = changed.run("allocate", "--format", "csv").out.splitlines()
    parts = [line.split(",")[6] for line in lines]
    assert parts == ["amount", "0.16", "0.33", "0.51"], "16,67 and 33,33 and 50 cents; the largest takes the cent"
    assert "the largest shares take what is left" in changed.run("explain", "zuid", "2024").out
    changed.workbook()


@following("A column on a sheet")
def test_a_column_put_before_others_leaves_every_formula_right(changed: Changed) -> None:
    cells = [cell.value for row in openpyxl.load_workbook(changed.workbook())["Measures"].iter_rows() for cell in row]
    assert {"note", "as agreed"} <= set(cells)


@following("A sheet")
def test_a_sheet_stands_in_the_workbook_with_its_rows(changed: Changed) -> None:
    book = openpyxl.load_workbook(changed.workbook())
    assert book.sheetnames[-1] == "Documents"
    assert "Letter of January" in [cell.value for cell in book["Documents"]["B"]]


@following("An output format")
def test_a_format_is_offered_by_name_and_by_the_name_of_a_file(changed: Changed) -> None:
    assert "<table|json|markdown|letter>" in changed.run("explain", "--help").out
    shown = changed.run("allocate", "--format", "letter").out
    changed.run("allocate", "-o", "to.letter")
    assert (changed.folder / "to.letter").read_text(encoding="utf-8") == shown
    assert ".md, .letter" in changed.run("allocate", "-o", "to.pdf", status=2).err


@following("A dialect of CSV")
def test_a_dialect_is_offered_and_written(changed: Changed) -> None:
    assert "<plain|nl|tabs>" in changed.run("allocate", "--help").out
    assert "\t0.17\t" in changed.run("allocate", "--format", "csv", "--csv-dialect", "tabs").out


@following("A language")
def test_a_language_is_spoken_once_it_has_a_catalogue_and_an_example(changed: Changed) -> None:
    package = changed.source / "ridcalc"
    shutil.copytree(package / "language/locale/nl", package / "language/locale/de")
    shutil.copytree(package / "examples/nl", package / "examples/de")
    assert "0,17 €" in changed.run("allocate", "--lang", "de").out
    changed.run("init", "neu", "--lang", "de")
    changed.run("check", "--data", "neu", "--strict")


@following("A section of the files")
def test_a_section_is_read_named_and_marks_what_rests_on_it(changed: Changed) -> None:
    rewrite(changed, "measures.yaml", "note: as agreed", "project: p")
    err = changed.run("check", status=1).err
    assert "error[unknown-project]: measure 'ict' names project 'p', which is not in measures.yaml" in err
    rewrite(
        changed, "measures.yaml", "documents:", "projects: {p: {owner: Zuid, assumption: still a plan}}\ndocuments:"
    )
    shown = changed.run("allocate").out
    assert "€0.17*" in shown
    assert "project 'p': still a plan" in shown


@following("A warning")
def test_a_warning_is_shown_with_its_line(changed: Changed) -> None:
    assert "no-source" not in changed.run("check").err
    rewrite(changed, "measures.yaml", "amounts: {2024: 1}", "total: 2000000, spread: {2024: 1}")
    assert re.search(r"data/measures.yaml:3:\d+: warning\[no-source\]: measure 'ict'", changed.run("check").err)


@following("A problem")
def test_a_problem_ends_the_run_with_its_line(changed: Changed) -> None:
    controls = "controls: {brief: {year: 2025, amount: 1}}\nmeasures:"
    rewrite(changed, "measures.yaml", "years: [2024]", "years: [2024, 2025]")
    rewrite(changed, "measures.yaml", "measures:", controls)
    err = changed.run("check", status=1).err
    found = r"data/measures.yaml:3:\d+: error\[control-without-amounts\]: control 'brief' is of a year without amounts"
    assert re.search(found, err)


@following("A command")
def test_a_command_shows_its_table_and_stands_in_the_help(changed: Changed) -> None:
    assert changed.run("years").out.split()[-2:] == ["2024", "1"]
    assert "Show how many amounts there are in each year." in changed.run("--help").out


@following("A column in a table on the screen")
def test_a_column_is_shown_with_its_cells(changed: Changed) -> None:
    shown = changed.run("scenarios").out
    assert re.search(r"Scenario +measures +2024\n", shown)
    assert re.search(r"none \(default\) +1 +€1\n", shown)


def test_every_recipe_with_blocks_is_followed_by_a_test() -> None:
    with_blocks = {name for name, text in RECIPES.items() if "```" in text}
    assert len(with_blocks) == len(RECIPES) - 1, "a case has none"
    followed = re.findall(r'^@following\("(.*)"\)$', Path(__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(followed) == sorted(with_blocks)


def test_every_recipe_is_listed_above_them_and_says_how_much_it_is() -> None:
    anchors = re.findall(r"\]\(#(.*?)\)", PAGE)
    assert anchors == [name.lower().replace(" ", "-") for name in RECIPES]
    assert [name for name, text in RECIPES.items() if not re.search(r"\*\d\sfiles?,\s", text)] == []


@pytest.mark.parametrize("recipe", [name for name, text in RECIPES.items() if "```" in text])
def test_a_recipe_counts_the_files_and_lines_of_its_blocks(recipe: str) -> None:
    blocks = blocks_of(recipe)
    texts = (
        line if block.new else line[1:] * line.startswith("+") for block in blocks for line in block.text.split("\n")
    )
    lines = [text for text in texts if text.strip()]
    counted = re.search(r"\*(\d+)\sfiles?,\s(\d+)\slines?\b", RECIPES[recipe])
    assert counted is not None
    assert (int(counted[1]), int(counted[2])) == (len({block.path for block in blocks}), len(lines))


def test_every_path_on_the_page_exists() -> None:
    new = {block.path for recipe in RECIPES for block in (blocks_of(recipe) if "```" in RECIPES[recipe] else ())}
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`((?:[\w.]+/)+[\w.]*|[\w/]+\.(?:py|md|yaml|toml|yml|txt))`", prose))
    assert len(named) > 40
    folders = (ROOT, SOURCE, SOURCE / "language/locale/nl/LC_MESSAGES")
    missing = {path for path in named if not any((folder / path).exists() for folder in folders)}
    assert [path for path in missing - new if not path.endswith(TO_BE_MADE)] == []


PROGRAMS = {"pytest", "coverage", "ruff", "mypy", "lint-imports", "bash", "python", "uv"}
"""The programs that the page runs."""


def test_every_command_on_the_page_exists() -> None:
    texts = [text for text in re.findall(r"`([^`]+)`", PAGE.replace("```", "")) if text.split()[0] in PROGRAMS]
    commands = [part.split() for text in texts for part in text.split(" && ")]
    assert {command[0] for command in commands} == PROGRAMS
    paths = {word for command in commands for word in command if re.match(r"(tools|benchmarks|tests|\.ci)/", word)}
    assert len(paths) > 8
    assert [path for path in paths if not (ROOT / path).exists()] == []
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    modules = {"build": "build", "lint-imports": "import-linter"}
    programs = PROGRAMS - {"bash", "python", "uv"} | {command[2] for command in commands if command[1:2] == ["-m"]} - {
        "slow",
        "quick",
    }
    assert [name for name in programs if f'"{modules.get(name, name)}>=' not in declared] == []
    markers = {command[2] for command in commands if command[:2] == ["pytest", "-m"]}
    assert markers
    assert [marker for marker in markers if f'"{marker}: ' not in declared] == []


def test_every_name_in_capitals_on_the_page_is_declared() -> None:
    names = set(re.findall(r"`(_?[A-Z]{2}[A-Z_]+)`", PAGE)) - {"SUMIFS"}
    places = [*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in places)
    assert len(names) > 5
    assert [name for name in names if not re.search(rf"^{name}\b.*=", source, re.MULTILINE)] == []


def test_every_renderer_of_a_format_is_in_the_contract_on_renderers() -> None:
    contract = re.search(
        r'"Renderers do not know each other"\n.*\nmodules = \[(.*?)\]', (ROOT / "pyproject.toml").read_text()
    )
    assert contract is not None
    tree = ast.parse((SOURCE / "render/formats.py").read_text(encoding="utf-8"))
    imported = {
        f"ridcalc.render.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "ridcalc.render"
        for alias in node.names
    }
    assert "ridcalc.render.markdown" in imported
    assert imported - {"ridcalc.render.layout"} <= set(re.findall(r'"(.*?)"', contract[1]))


def test_what_shows_a_table_can_be_watched() -> None:
    sources = {name: SOURCE / "commands" / f"{name}.py" for name in cli.COMMANDS}
    texts = {name: path.read_text(encoding="utf-8") for name, path in sources.items() if path.exists()}
    assert sorted(TABLES) == sorted(
        name for name, text in texts.items() if "rendered(" in text or "request.format" in text
    )


@pytest.mark.parametrize("method", get_args(types.MethodName))
def test_two_engines_calculate_the_parts_of_every_rounding_method(method: str, ridcalc: Run, tmp_path: Path) -> None:
    measures = f"""\
budget: {{years: [2024, 2025], rounding: {{method: {method}}}}}
measures:
  ict: {{nature: incidental, key: rid, amounts: {{2024: 100, 2025: -100.01}}}}
  huur: {{nature: structural, key: gelijk, side: income, amounts: {{2024: 100, 2025: 0.05}}}}
"""
    keys = """\
participants: {noord: {}, oost: {}, zuid: {}}
keys:
  rid: {weights: {noord: 1, oost: 2, zuid: 4}}
  gelijk: {weights: {noord: 1, oost: 1, zuid: 1}}
"""
    data = write_folder(tmp_path / "data", {"keys.yaml": keys, "measures.yaml": measures})
    assert ridcalc("export", tmp_path / "book.xlsx", "--data", data).status == 0
    assert_live(tmp_path / "book.xlsx")


@pytest.mark.parametrize(
    "choice", [types.KindName, types.MethodName, types.LevelName, types.VatName, types.CoverageName, types.NatureName]
)
def test_every_value_of_a_choice_stands_in_the_reference(choice: object) -> None:
    page = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    assert [value for value in get_args(choice) if f"`{value}`" not in page] == []
