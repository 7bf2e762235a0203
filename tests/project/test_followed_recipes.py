"""The recipes of CONTRIBUTING.md work as they stand there, in a copy of the code."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from builders import Outcome, write_folder
from contributing import SOURCE, blocks_of
from engines import assert_live

pytestmark = pytest.mark.slow


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
    assert "Where were facts found?" in [cell.value for cell in book["Guide"]["B"]]


@following("An output format")
def test_a_format_is_offered_by_name_and_by_the_name_of_a_file(changed: Changed) -> None:
    assert "<table|json|markdown|letter|sentences>" in changed.run("explain", "--help").out
    shown = changed.run("allocate", "--format", "letter").out
    changed.run("allocate", "-o", "to.letter")
    assert (changed.folder / "to.letter").read_text(encoding="utf-8") == shown
    assert ".md, .letter" in changed.run("allocate", "-o", "to.pdf", status=2).err


@following("A dialect of CSV")
def test_a_dialect_is_offered_and_written(changed: Changed) -> None:
    shown = " ".join(changed.run("allocate", "--help").out.split())
    assert "<plain|nl|tabs>" in shown
    assert "tabs: tabs." in shown
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
    assert "A project is named that does not exist." in changed.run("problem").out
    rewrite(changed, "measures.yaml", "note: as agreed", "project: p")
    err = changed.run("check", status=1).err
    assert "error[unknown-project]: measure 'ict' names project 'p', which is not in measures.yaml" in err
    rewrite(
        changed, "measures.yaml", "documents:", "projects: {p: {owner: Zuid, assumption: still a plan}}\ndocuments:"
    )
    shown = changed.run("allocate", "--notes").out
    assert "€0.17*" in shown
    assert "project 'p': still a plan" in shown


@following("A warning")
def test_a_warning_is_shown_with_its_line(changed: Changed) -> None:
    assert "no-source" not in changed.run("check").err
    assert "A large amount has no source." in changed.run("problem").out
    rewrite(changed, "measures.yaml", "amounts: {2024: 1}", "total: 2000000, spread: {2024: 1}")
    assert re.search(r"data/measures.yaml:3:\d+: warning\[no-source\]: measure 'ict'", changed.run("check").err)


@following("A problem")
def test_a_problem_ends_the_run_with_its_line(changed: Changed) -> None:
    assert "A control is of a year without amounts." in changed.run("problem").out
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
