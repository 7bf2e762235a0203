"""`ridcalc init`: a budget to start from, which is sound as it stands; and the examples that it writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from yaml import MappingNode, ScalarNode, compose

from builders import ROOT, Run
from editor import complaints, kind_of, read
from ridcalc.commands.init import example_names
from ridcalc.language.languages import LANGUAGES

SOURCE = ROOT / "src" / "ridcalc" / "examples"


def assert_an_editor_finds_no_fault(folder: Path) -> None:
    """Hold every file of a budget against the schema that its first line names."""
    for path in folder.rglob("*.yaml"):
        schema = path.read_text(encoding="utf-8").splitlines()[0].partition("=")[2]
        assert (path.parent / schema).exists(), "the editor finds the schema"
        assert complaints(kind_of(path), read(path)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_budget_is_sound_and_shows_what_there_is(language: str, ridcalc: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "budget"
    made = ridcalc("init", folder, "--lang", language)
    assert made.status == 0
    assert sorted(made.out.split()) == sorted(str(path) for path in folder.rglob("*.*"))
    checked = ridcalc("check", "--data", folder, "--strict", "--lang", "en")
    assert checked.err == ""
    assert "missed" not in checked.out
    assert checked.out.count("✓") == 3
    assert checked.status == 0
    table = ridcalc("allocate", "--data", folder, "--lang", "en")
    assert "€64,000.50" in table.out
    assert "1 PM" in table.out
    assert_an_editor_finds_no_fault(folder)


def places_of_amounts(path: Path) -> list[tuple[int, int]]:
    """Return where each amount of a file begins and ends: what stands in `amounts`, and the `amount` of a control."""
    found: list[tuple[int, int]] = []

    def search(node: object, *, amount: bool = False) -> None:
        if isinstance(node, ScalarNode) and amount:
            found.append((node.start_mark.index, node.end_mark.index))
        for name, value in node.value if isinstance(node, MappingNode) else ():
            search(value, amount=amount or name.value in {"amounts", "amount"})

    search(compose(path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_amount_a_newcomer_changes_the_table_follows(language: str, ridcalc: Run, tmp_path: Path) -> None:
    assert ridcalc("init", tmp_path, "--lang", language).status == 0
    before = ridcalc("allocate", "--data", tmp_path).out
    changed = 0
    for path in tmp_path.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for start, end in places_of_amounts(path):
            path.write_text(f"{text[:start]}31234{text[end:]}", encoding="utf-8")
            assert ridcalc("allocate", "--data", tmp_path).out != before, text[:end].splitlines()[-1]
            changed += 1
        path.write_text(text, encoding="utf-8")
    assert changed == 8, "four amounts in measures.yaml and its control, two in the scenario and its control"


@pytest.mark.parametrize("there", ["keys.yaml", "scenarios/a.yaml", "measures.yaml"])
@pytest.mark.parametrize("example", [(), ("--example", "ict")], ids=["small", "ict"])
def test_a_folder_with_a_budget_is_refused(example: tuple[str, ...], there: str, ridcalc: Run, tmp_path: Path) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    outcome = ridcalc("init", tmp_path, *example, "--lang", "en")
    assert outcome.status == 1
    assert "error[file-exists]" in outcome.err
    assert [path.name for path in tmp_path.rglob("*.*")] == [Path(there).name]


@pytest.mark.parametrize("example", example_names())
def test_an_example_is_written_as_it_ships_with_the_schemas_beside_it(
    example: str, ridcalc: Run, tmp_path: Path
) -> None:
    made = ridcalc("init", tmp_path / "new", "--example", example)
    assert made.status == 0
    paths = [path for path in (tmp_path / "new").rglob("*") if path.is_file()]
    written = {path.relative_to(tmp_path / "new"): path.read_bytes() for path in paths}
    ships = {path.relative_to(SOURCE / example): path.read_bytes() for path in (SOURCE / example).rglob("*.yaml")}
    schemas = {Path("schema", f"{kind}.json") for kind in ("keys", "measures", "scenario")}
    assert {name: content for name, content in written.items() if name not in schemas} == ships
    assert schemas <= set(written)
    assert sorted(made.out.split()) == sorted(str(tmp_path / "new" / name) for name in written)
    assert_an_editor_finds_no_fault(tmp_path / "new")


def test_an_unknown_example_writes_nothing(ridcalc: Run, tmp_path: Path) -> None:
    outcome = ridcalc("init", tmp_path / "new", "--example", "veiligheidsregios", "--lang", "en")
    assert outcome.status == 1
    assert "did you mean 'veiligheidsregio'?" in outcome.err
    assert not (tmp_path / "new").exists()


def test_the_help_names_every_example(ridcalc: Run) -> None:
    shown = ridcalc("init", "--help").out
    assert example_names() == ["ict", "omgevingsdienst", "veiligheidsregio"]
    assert [name for name in example_names() if name not in shown] == []


@pytest.mark.parametrize(("typed", "offered"), [("o", ["omgevingsdienst"]), ("", example_names())])
def test_the_shell_completes_the_name_of_an_example_without_loading_much(typed: str, offered: list[str]) -> None:
    script = """\
import atexit, sys
heavy = ("pydantic", "yaml", "openpyxl", "rich.console", "ridcalc.reading.loader")
atexit.register(lambda: sys.stderr.write(repr([name for name in heavy if name in sys.modules])))
from ridcalc.__main__ import main
main()
"""
    words = {
        "_RIDCALC_COMPLETE": "complete_bash",
        "COMP_WORDS": f"ridcalc init new --example {typed}",
        "COMP_CWORD": "4",
    }
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **words}, check=False)
    assert done.stdout.split() == offered
    assert done.stderr == "[]"
