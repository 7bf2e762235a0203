"""A run that a signal ends leaves what was there, at whatever moment; one that is killed outright, a whole file."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builders import ROOT
from engines import stored_values
from moments import killed_at, steps_of

KILLS = 50
MOMENTS = 30
OPERATIONS = 5
"""The last steps of an export: the temporary file is created, gets its mode, and replaces the old file."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")


class Export:
    """An export that is killed at its steps, with a folder of its own for temporary files."""

    def __init__(self, folder: Path) -> None:
        """Make the folders, and count the steps of an export that nothing disturbs."""
        self.temporary, self.target = folder / "temporary", folder / "target"
        self.temporary.mkdir()
        self.target.mkdir()
        self.book = self.target / "book.xlsx"
        self.arguments = ["export", str(self.book), "--force"]
        self.folders = [self.temporary, self.target]
        self.steps = steps_of(self.arguments, self.folders, TMPDIR=str(self.temporary))
        self.new = self.book.read_bytes()

    def killed(self, step: int, number: int, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Return the run that gets a signal at a step."""
        return killed_at(step, number, self.arguments, self.folders, TMPDIR=str(self.temporary), **variables)

    def is_left_as_it_was(self, step: int, number: int) -> None:
        """Assert that a signal at a step leaves the old file or the new one, nothing else, and no words."""
        self.book.write_bytes(b"old")
        ended = self.killed(step, number)
        assert ended.returncode == -number, "the process dies of the signal"
        assert "Traceback" not in ended.stderr
        assert "error" not in ended.stderr
        assert self.book.read_bytes() in (b"old", self.new)
        assert list(self.target.iterdir()) == [self.book]
        assert list(self.temporary.iterdir()) == []


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Return an export to kill."""
    return Export(tmp_path_factory.mktemp("export"))


@pytest.mark.slow
@pytest.mark.parametrize("before_the_end", range(OPERATIONS))
def test_a_signal_leaves_both_folders_as_they_were(before_the_end: int, export: Export) -> None:
    name = ("SIGTERM", "SIGHUP")[before_the_end % 2]
    export.is_left_as_it_was(export.steps - before_the_end, getattr(signal, name))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_signal_at_any_moment_leaves_both_folders_as_they_were(moment: int, name: str, export: Export) -> None:
    export.is_left_as_it_was(1 + moment * (export.steps - 1) // (MOMENTS - 1), getattr(signal, name))


@pytest.mark.slow
def test_not_even_an_outright_kill_leaves_a_file_per_sheet(export: Export) -> None:
    export.book.write_bytes(b"old")
    half_way = export.steps // 2
    assert export.killed(half_way, signal.SIGKILL).returncode == -signal.SIGKILL
    assert list(export.temporary.iterdir()) == []
    assert [path.name for path in export.target.iterdir()] == ["book.xlsx"]


@pytest.mark.slow
@pytest.mark.parametrize("step", ["first", "middle", "last"])
def test_a_signal_leaves_no_part_of_an_export_of_all(step: str, export: Export, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "all"
    arguments = ["export", "--all", str(folder)]
    steps = steps_of(["export", "--all", str(tmp_path / "alone")], [tmp_path, *export.folders])
    files = len(list((tmp_path / "alone").iterdir()))
    at = {"first": 1, "middle": steps // 2, "last": steps - files - 1}[step]  # before the last file has its name
    ended = killed_at(at, signal.SIGTERM, arguments, [tmp_path, *export.folders])
    assert (ended.returncode, ended.stdout) == (-signal.SIGTERM, "")
    assert [path.name for path in tmp_path.iterdir()] == ["alone"]


@pytest.mark.slow
def test_a_signal_that_is_ignored_stays_ignored_as_with_nohup(export: Export) -> None:
    ended = export.killed(export.steps // 2, signal.SIGHUP, IGNORED=str(int(signal.SIGHUP)))
    assert ended.returncode == 0
    assert export.book.read_bytes() == export.new


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_watching_dies_of_a_signal_without_a_word(name: str) -> None:
    if signal.getsignal(getattr(signal, name)) is signal.SIG_IGN:
        pytest.skip(f"these tests were started with {name} ignored, as nohup does")
    command = [sys.executable, "-m", "ridcalc", "watch", "scenarios"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as run:
        assert run.stdout
        assert run.stderr
        assert run.stdout.readline(), "it has begun"
        run.send_signal(getattr(signal, name))
        run.stdout.read()
        assert run.stderr.read() == b""
    assert run.returncode == -getattr(signal, name)


@pytest.mark.slow
def test_an_export_that_is_killed_leaves_a_whole_file(shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    command = [sys.executable, "-m", "ridcalc", "export", str(path), "--data", str(shipped), "--force"]
    start = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    took = time.monotonic() - start
    new = path.read_bytes()
    shutil.copyfile(path, tmp_path / "old.xlsx")
    old = new + b"\0"  # still a workbook, and not what is written
    ended = 0
    for number in range(KILLS):
        path.write_bytes(old)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=took * 1.2 * number / KILLS)
        except subprocess.TimeoutExpired:
            process.kill()
        ended += process.wait() == 0
        assert path.read_bytes() in (old, new)
    assert ended < KILLS
    path.write_bytes(new)
    assert stored_values(path)
