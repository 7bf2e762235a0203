"""The process around a run, on Windows as far as that can be imitated: characters, control sequences and signals."""

import ctypes
import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from builders import ROOT
from effort import one_of
from ridcalc.cli.process import signals_clean_up, understands_control_sequences


@pytest.mark.parametrize(
    "encoding", ["ascii", *(pytest.param(name, marks=pytest.mark.slow) for name in ["cp850", "cp1252", "cp437"])]
)
@pytest.mark.parametrize(
    "command",
    one_of(
        4,
        (
            "allocate",
            "check",
            "compare raadsbrief rapport",
            "explain zevenaar 2023",
            "--help",
            "reconcile 410000 --year 2023",
            "scenarios",
            "allocate --format markdown",
            "allocate --scenario nonsense",
        ),
    ),
)
def test_a_console_without_some_characters_shows_similar_ones(encoding: str, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ridcalc", *command.split()],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == ("nonsense" in command)
    shown = (done.stdout + done.stderr).decode(encoding)
    assert "Traceback" not in shown
    assert r"\u" not in shown
    if command == "allocate" and encoding in {"cp850", "ascii"}:
        assert "EUR 213.200,00" in shown


def test_lines_for_a_program_keep_their_characters() -> None:
    script = "from ridcalc.cli.process import *; import sys; show_lookalikes(); escape_unknown_characters()"
    script += "; sys.stdout.write('\\u20ac')"
    environment = {**os.environ, "PYTHONIOENCODING": "cp850"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)
    assert done.stdout == rb"\u20ac"


@pytest.mark.parametrize("answers", [(1, 1), (1, 0), (0, 1)])
def test_the_console_is_asked_for_control_sequences_and_may_refuse(
    answers: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def set_mode(_handle: int, mode: int) -> int:
        asked.append(mode)
        return answers[1]

    kernel = SimpleNamespace(
        GetStdHandle=lambda number: number, GetConsoleMode=lambda *_: answers[0], SetConsoleMode=set_mode
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        understood = understands_control_sequences(sys.stdout)
    assert understood == all(answers)
    assert asked == [4] * answers[0]


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="a signal is lent to imitate SIGBREAK")
def test_ctrl_break_and_a_closed_console_end_the_run_with_a_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "SIGHUP")
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR1, raising=False)
    monkeypatch.setattr("ridcalc.cli.process.os", SimpleNamespace(name="nt"))
    cleaned: list[bool] = []
    with pytest.raises(SystemExit) as ended:
        end_in_the_middle(cleaned)
    assert (ended.value.code, cleaned) == (128 + signal.SIGUSR1, [True])
    assert signal.getsignal(signal.SIGUSR1) is signal.SIG_DFL


def end_in_the_middle(cleaned: list[bool]) -> None:
    """Run something that a signal ends, and that notes its cleaning up."""
    with signals_clean_up():
        try:
            signal.raise_signal(signal.SIGUSR1)
        finally:
            cleaned.append(True)
