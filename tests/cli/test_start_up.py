"""The start of the program: what it loads, and its version."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import ROOT, Run, run_as_a_process
from ridcalc import __version__


def test_the_version_is_shown_by_a_process_and_within_one(ridcalc: Run) -> None:
    assert run_as_a_process("--version").stdout == f"ridcalc {__version__}\n"
    assert ridcalc("--version").out == f"ridcalc {__version__}\n"


@pytest.mark.parametrize("arguments", [("--version",), ("--help",)])
def test_version_and_help_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    script = f"""\
import atexit, sys
sys.argv = ["ridcalc", *{arguments!r}]
heavy = ("pydantic.main", "yaml", "openpyxl", "htpy", "numpy", "rich.console", "ridcalc.reading.loader")
atexit.register(lambda: sys.stderr.write(repr([name for name in heavy if name in sys.modules])))
from ridcalc.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == "[]"
    assert done.stdout


def test_allocate_loads_no_libraries_that_a_pipe_does_not_need_and_no_classes_that_the_data_do_not_need() -> None:
    script = """\
import atexit, sys
sys.argv = ["ridcalc", "allocate"]
heavy = ("openpyxl", "htpy", "numpy", "rich.console", "rich.table", "email.message", "ridcalc.core.budget.reserves")
atexit.register(lambda: sys.stderr.write(repr([name for name in heavy if name in sys.modules])))
from ridcalc.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stderr.endswith("[]")
    assert "410.000" in done.stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ridcalc al", ["allocate"]),
        ("ridcalc --lang nl allocate --csv-d", ["--csv-dialect"]),
        ("ridcalc allocate --by p", ["participant", "period"]),
    ],
)
def test_completing_a_line_loads_nothing_heavy(line: str, offered: list[str]) -> None:
    script = """\
import atexit, sys
heavy = ("pydantic", "yaml", "openpyxl", "htpy", "rich.console", "ridcalc.reading.loader")
atexit.register(lambda: sys.stderr.write(repr([name for name in heavy if name in sys.modules])))
from ridcalc.__main__ import main
main()
"""
    words = {"_RIDCALC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    command = [sys.executable, "-c", script]
    environment = {**os.environ, **words}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.split() == offered
    assert done.stderr == "[]"


@pytest.mark.parametrize(
    "arguments", [["allocate"], pytest.param(["verify", "book.xlsx"], marks=pytest.mark.slow)], ids=" ".join
)
def test_only_export_loads_openpyxl(arguments: list[str], workbook: Path) -> None:
    run = f"import sys; from ridcalc import cli\ntry: cli.run({arguments})\nexcept SystemExit: pass\n"
    code = f"{run}print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=workbook.parent)
    assert done.stdout.splitlines()[-1] == "False"
