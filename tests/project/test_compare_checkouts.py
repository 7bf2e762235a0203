"""Two checkouts compared: equal ones are found equal, and a change is shown with its command."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each command runs in a fork"),
]


@pytest.fixture
def checkouts(tmp_path: Path) -> tuple[Path, Path]:
    """Return two folders with the sources and the data that ship."""
    for name in ("before", "after"):
        for part in ("src", "data"):
            shutil.copytree(ROOT / part, tmp_path / name / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "before", tmp_path / "after"


def compared(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the comparison."""
    command = [sys.executable, ROOT / "tools" / "compare_checkouts.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_equal_checkouts_are_found_equal(checkouts: tuple[Path, Path]) -> None:
    done = compared(*checkouts, "--budgets", "2", "--only", "random/*: allocate*")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("random ")
    assert "\n0 of " in done.stdout


def test_a_change_of_one_checkout_is_shown(checkouts: tuple[Path, Path]) -> None:
    change(checkouts[1], '__version__ = "', '__version__ = "9.')
    machine = compared(
        *checkouts, "--budgets", "2", "--only", "random/*: allocate*--format json*", "--ignore", "messages"
    )
    assert machine.returncode == 1
    assert "\nrandom/0000: allocate --scenario none --format json --lang nl\n    --- before: stdout\n" in machine.stdout
    assert re.search(r'\n    \+.*"version": "9\.', machine.stdout)
    workbook = compared(*checkouts, "--only", "shipped/nl: export none.xlsx*")
    assert workbook.returncode == 1
    assert re.search(r"\n    \+Uitgangspunten![A-Z]+[0-9]+: 'ridcalc 9\.", workbook.stdout)
    assert "\n1 of 1 outputs differ" in workbook.stdout


def test_sentences_can_be_left_out(checkouts: tuple[Path, Path]) -> None:
    change(checkouts[1], "is not in keys.yaml", "stands not in keys.yaml")
    asked = ("--only", "shipped/en: explain nobody*")
    assert compared(*checkouts, *asked).returncode == 1
    assert compared(*checkouts, *asked, "--ignore", "messages").returncode == 0


def test_a_folder_that_is_no_checkout_is_refused(checkouts: tuple[Path, Path]) -> None:
    shutil.rmtree(checkouts[0] / "src")
    done = compared(*checkouts, "--only", "shipped/nl: scenarios*")
    assert (done.returncode, done.stdout) == (2, "")
    assert "its commands cannot be run" in done.stderr


def change(checkout: Path, was: str, becomes: str) -> None:
    """Change a text of the sources, wherever it stands."""
    for path in (checkout / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(was, becomes), encoding="utf-8")
