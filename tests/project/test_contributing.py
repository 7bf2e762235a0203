"""What CONTRIBUTING.md names exists, its recipes are complete, and what they promise of tests is so."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from builders import ROOT, TESTS, Run, write_folder
from contributing import PAGE, RECIPES, SOURCE, blocks_of
from effort import one_of
from engines import assert_live
from ridcalc import cli
from ridcalc.cli.watch import TABLES
from ridcalc.core.budget import types

TO_BE_MADE = ("NAME.py", "CODE/example/", "/de/", "/de/LC_MESSAGES/")
"""How the names of files end that the page names and that a recipe makes."""


def test_every_recipe_with_blocks_is_followed_by_a_test() -> None:
    with_blocks = {name for name, text in RECIPES.items() if "```" in text}
    assert len(with_blocks) == len(RECIPES) - 1, "a case has none"
    followed = re.findall(
        r'^@following\("(.*)"\)$',
        (TESTS / "project" / "test_followed_recipes.py").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert sorted(followed) == sorted(with_blocks)


def test_every_recipe_is_listed_above_them_and_says_how_much_it_is() -> None:
    anchors = re.findall(r"\]\(#(.*?)\)", PAGE)
    assert anchors == [name.lower().replace(" ", "-") for name in RECIPES]
    assert [name for name, text in RECIPES.items() if not re.search(r"\*\d\sfiles?,\s", text)] == []


def test_a_translator_reads_how_many_sentences_there_are() -> None:
    catalogues = (SOURCE / "language" / "locale" / "nl" / "LC_MESSAGES").glob("*.po")
    sentences = sum(path.read_text(encoding="utf-8").count("\nmsgid ") - 1 for path in catalogues)
    stated = re.search(r"some ([\d,]+) together", PAGE)
    assert stated is not None
    assert abs(int(stated[1].replace(",", "")) - sentences) < 250


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
        r'"Renderers do not know each other"\n.*\nmodules = \[([^\]]*)\]', (ROOT / "pyproject.toml").read_text()
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
        name
        for name, text in texts.items()
        if ("rendered(" in text or "request.format" in text) and name not in {"adopt", "verify"}
    )  # these compare one file with the data, in sentences


@pytest.mark.parametrize("method", one_of(2, get_args(types.MethodName)))
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


KEY_OF_KIND: dict[types.KindName, str] = {
    "shares": "{shares: {noord: 30%, oost: 45%, zuid: 25%}}",
    "weights": "{weights: {noord: 1, oost: 2, zuid: 4.5}}",
    "driver": "{driver: inwoners, among: all}",
    "blend": "{blend: {shares: 1/3, driver: 2/3}}",
    "transition": "{transition: {from: weights, to: driver, path: {2025: 40%}}}",
}
"""A key of each kind, by the name of the kind. The parts of a new kind in the workbook are held against these."""


def test_every_kind_of_key_has_a_key_that_engines_calculate() -> None:
    assert sorted(KEY_OF_KIND) == sorted(get_args(types.KindName))


@pytest.mark.slow
def test_two_engines_calculate_the_parts_of_every_kind_of_key(ridcalc: Run, tmp_path: Path) -> None:
    measures = "".join(
        f"  {kind}: {{nature: incidental, key: {kind}, amounts: {{2024: 100, 2025: 33.34}}}}\n" for kind in KEY_OF_KIND
    )
    keys = "".join(f"  {kind}: {key}\n" for kind, key in KEY_OF_KIND.items())
    drivers = "drivers: {inwoners: {values: {2024: {noord: 31000, oost: 8000, zuid: 25001}}}}\n"
    files = {
        "keys.yaml": f"participants: {{noord: {{}}, oost: {{}}, zuid: {{}}}}\n{drivers}keys:\n{keys}",
        "measures.yaml": f"budget: {{years: [2024, 2025]}}\nmeasures:\n{measures}",
    }
    data = write_folder(tmp_path / "data", files)
    assert ridcalc("export", tmp_path / "book.xlsx", "--data", data).status == 0
    assert_live(tmp_path / "book.xlsx")


@pytest.mark.parametrize(
    "choice", [types.KindName, types.MethodName, types.LevelName, types.VatName, types.CoverageName, types.NatureName]
)
def test_every_value_of_a_choice_stands_in_the_reference(choice: object) -> None:
    page = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    assert [value for value in get_args(choice) if f"`{value}`" not in page] == []
