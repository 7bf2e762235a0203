"""What stands first where stdout and stderr meet: the answer, and then its warnings."""

import subprocess
import sys

import pytest

from builders import ROOT
from terminals import shown_on_a_terminal

COMMANDS = [
    ("allocate",),
    ("allocate", "--notes"),
    ("allocate", "--format", "csv"),
    ("check",),
    ("compare", "raadsbrief", "rapport"),
    ("explain", "zevenaar"),
    ("reconcile", "410000", "--year", "2023", "--scenario", "raadsbrief"),
]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_warnings_come_after_the_whole_answer_in_one_pipe(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "ridcalc", *arguments]
    apart = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    together = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, check=True)
    assert b"warning[vat-unknown]" in apart.stderr
    assert together.stdout == apart.stdout + apart.stderr


def test_warnings_come_after_the_last_line_on_a_terminal() -> None:
    lines = shown_on_a_terminal(100, 40, ROOT, "allocate")
    *_, hint = (number for number, line in enumerate(lines) if "ridcalc explain" in line or "ridcalc allocate" in line)
    first, *_ = (number for number, line in enumerate(lines) if "warning[" in line)
    assert first > hint
