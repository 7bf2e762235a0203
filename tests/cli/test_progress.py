"""The bar of a long run: on a terminal only, with a rate, and gone at the end."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

from builders import Run, write_folder
from ridcalc.cli import progress as bar
from ridcalc.core.values.problems import say
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language


class Screen(io.StringIO):
    """A terminal that tells when something was drawn on it."""

    encoding = "utf-8"

    def __init__(self) -> None:
        """Start blank."""
        super().__init__()
        self.drawn = Event()

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True

    def flush(self) -> None:
        """Take notice of what was written."""
        self.drawn.set()


def new_screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Return the terminal that stderr is from now on, for runs that count as long at once."""
    made = Screen()
    monkeypatch.setattr("sys.stderr", made)
    monkeypatch.setattr(bar, "PATIENCE", -1e9)
    monkeypatch.delenv("TERM", raising=False)
    return made


def work_at(done: int, total: int) -> Progress:
    """Return the work of reading some lines."""
    progress = Progress()
    progress.begin(say("reading {file}", file="keys.yaml"), total, say("lines"))
    progress.done = done
    return progress


def line_at(done: int, total: int, rate: float, language: str) -> str:
    """Return the line of the work of reading some lines."""
    progress = work_at(done, total)
    assert progress.task
    return bar.line_of(progress.task, done, rate, Language(language))


def test_a_long_run_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = new_screen(monkeypatch)
    with bar.progress_shown(work_at(500, 1000), lambda: "nl"):
        assert screen.drawn.wait(30)
    assert "keys.yaml lezen  ████████████░░░░░░░░░░░░  50%" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K"), "it is gone at the end"


def test_the_bar_is_gone_after_a_mistake_too(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = new_screen(monkeypatch)

    def interrupted() -> None:
        with bar.progress_shown(work_at(1, 2), lambda: "en"):
            assert screen.drawn.wait(30)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_a_bar_has_a_rate() -> None:
    assert line_at(250, 1000, 12345.6, "nl").endswith("25%  12.345 regels/s")
    assert line_at(250, 1000, 0.2, "en").endswith("25%")
    assert line_at(3000, 1000, 1, "en").endswith("100%  1 lines/s"), "never beyond its end"


def test_a_terminal_without_blocks_gets_signs_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    assert "############............  50%" in line_at(500, 1000, 1, "nl")
    assert line_at(0, 0, 1, "nl") == "keys.yaml lezen ..."


def test_a_narrow_terminal_gets_a_line_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = new_screen(monkeypatch)
    monkeypatch.setattr(bar, "_columns", lambda: 20)
    with bar.progress_shown(work_at(500, 1000), lambda: "nl"):
        assert screen.drawn.wait(30)
    drawn = screen.getvalue().replace("\x1b[K", "").split("\r")
    assert max(map(len, drawn)) == 19


def test_work_of_unknown_length_has_no_bar() -> None:
    assert line_at(3, 0, 5, "nl") == "keys.yaml lezen …"


@pytest.mark.parametrize("term", ["dumb", None])
def test_a_pipe_and_a_dumb_terminal_have_no_bar(term: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = new_screen(monkeypatch)
    if term:
        monkeypatch.setenv("TERM", term)
    else:
        monkeypatch.setattr(screen, "isatty", lambda: False)
    with bar.progress_shown(work_at(1, 2), lambda: "nl"):
        pass
    assert not screen.getvalue()


@pytest.mark.usefixtures("shipped")
def test_a_short_run_draws_nothing(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(bar, "PATIENCE", 1e6)
    monkeypatch.setattr(bar, "_STARTED", time.monotonic())
    assert "\r" not in ridcalc("allocate").err


def test_each_counts_what_is_done() -> None:
    progress = Progress()
    seen = [(progress.done, item) for item in progress.each("abc", say("writing"), 3, say("rows"))]
    assert seen == [(0, "a"), (1, "b"), (2, "c")]
    assert progress.done == 3
    assert progress.task is not None
    assert progress.task.total == 3


def large_budget(folder: Path) -> str:
    """Write a budget that takes a while; return its folder."""
    weights = ", ".join(f"p-{number}: {number + 1}" for number in range(300))
    lines = (f"  m-{number}: {{nature: structural, key: k, amounts: {{2024: {number}}}}}" for number in range(4000))
    files = {
        "keys.yaml": "participants:\n"
        + "".join(f"  p-{number}: {{}}\n" for number in range(300))
        + f"keys: {{k: {{weights: {{{weights}}}}}}}",
        "measures.yaml": "budget: {years: [2024]}\nmeasures:\n" + "\n".join(lines),
    }
    return str(write_folder(folder, files))


AS_IN_A_TERMINAL = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from ridcalc.__main__ import main
main()
"""
"""In the background a shell has its programs ignore interrupts; the tests may be run there."""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_an_interrupt_ends_a_run_at_once_and_leaves_the_old_file(tmp_path: Path) -> None:
    data = large_budget(tmp_path / "data")
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    command = ["allocate", "--data", data, "--format", "csv", "-o", str(target), "--force"]
    run = subprocess.Popen([sys.executable, "-c", AS_IN_A_TERMINAL, *command], stderr=subprocess.PIPE, text=True)
    while run.poll() is None and not list(tmp_path.glob(".ridcalc-*")):
        pass  # until it is writing
    assert run.poll() is None
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out.csv"]
    assert target.read_text(encoding="utf-8") == "old"


def test_an_interrupt_while_libraries_are_loaded_ends_the_same_way() -> None:
    script = """\
import sys
class Interrupt:
    def find_spec(self, name, *_):
        if name == "pydantic":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
sys.argv = ["ridcalc", "allocate"]
from ridcalc.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr == ""
    done = subprocess.run(
        [sys.executable, "-c", script.replace('"pydantic"', '"typer"')], capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    assert done.stderr == ""
