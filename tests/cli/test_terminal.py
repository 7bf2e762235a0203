"""A terminal: rich tables in its width, in which no amount is cut."""

import os
import pty
import re
import subprocess
import sys

import pytest

from builders import ROOT, Run


@pytest.mark.usefixtures("shipped")
def test_a_terminal_gets_rich_tables_in_its_width(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    plain = ridcalc("allocate").out
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 80
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b[1m" in ridcalc("allocate").out
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in ridcalc("allocate").out


def test_a_real_terminal_is_recognised() -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "ridcalc", "allocate"]
    subprocess.run(command, stdout=follower, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment, check=True)
    os.close(follower)
    assert "\x1b[1m" in os.read(leader, 10_000).decode(errors="replace")
    os.close(leader)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("width", range(60, 131, 7))
@pytest.mark.parametrize("by", ["participant", "nature", "measure", "period", "task"])
def test_a_terminal_never_cuts_an_amount(by: str, width: int, ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = ridcalc("allocate", "--by", by, "--share" if by == "measure" else "--notes").out
    assert max(map(len, shown.splitlines())) <= width
    assert not re.search(r"([0-9,*%]|\bP|PM|€ ?)…", shown.partition("\n\n")[2])
