"""Output to a file or a pipe: it is written whole, or a message says why not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import ROOT, Run, run_as_a_process


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_file_gets_what_the_screen_would_and_is_replaced_only_with_force(
    form: str, ridcalc: Run, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    outcome = ridcalc("allocate", "--format", form, "-o", target)
    assert (outcome.status, outcome.out) == (0, "")
    written = target.read_bytes()
    assert written.decode() == ridcalc("allocate", "--format", form).out
    again = ridcalc("allocate", "--format", form, "-o", target, "--scenario", "rapport")
    assert again.status == 1
    assert "file-exists" in again.err
    assert target.read_bytes() == written
    assert ridcalc("allocate", "--format", form, "-o", target, "--scenario", "rapport", "--force").status == 0
    assert target.read_bytes() != written
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("shipped")
def test_a_folder_is_never_written_over(ridcalc: Run, tmp_path: Path) -> None:
    assert "dit is een map" in ridcalc("allocate", "-o", tmp_path, "--force").err


@pytest.mark.usefixtures("shipped")
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = ridcalc("allocate", "-o", target, "--force")
    assert outcome.status == 1
    assert "de schijf is vol" in outcome.err
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_reader_that_goes_away_causes_no_traceback() -> None:
    command = f"{sys.executable} -m ridcalc allocate --format json | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S602  the pipe is the point
    assert "Traceback" not in done.stderr
    assert done.stdout == '{\n "format'


def test_a_screen_without_a_euro_sign_causes_no_traceback() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LANG": "C"}
    done = run_as_a_process("allocate", environment=environment)
    assert done.returncode == 0
    assert "213.200" in done.stdout


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(("name", "begin"), [("a.json", "{"), ("a.CSV", "measure,"), ("a.md", "## "), ("a.txt", "RID")])
def test_the_suffix_of_a_file_decides_its_format(name: str, begin: str, ridcalc: Run, tmp_path: Path) -> None:
    assert ridcalc("allocate", "-o", tmp_path / name).status == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    assert ridcalc("allocate", "-o", tmp_path / "a.xlsx").status == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_behind_stdout_causes_no_traceback() -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "ridcalc", "allocate"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert "error[output-not-written]: de uitvoer kan niet worden geschreven: de schijf is vol" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_stdout_causes_no_traceback() -> None:
    command = f"{sys.executable} -m ridcalc allocate >&-"
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)  # noqa: S602  the shell closes it
    assert done.returncode == 1
    assert "error[output-not-written]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("shipped")
def test_a_link_is_written_through_and_a_file_keeps_its_mode(ridcalc: Run, tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    assert ridcalc("allocate", "-o", link).status == 1
    assert ridcalc("allocate", "-o", link, "--force").status == 0
    assert link.is_symlink()
    assert "RID De Liemers" in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o600
    assert ridcalc("allocate", "-o", "/dev/null", "--force").status == 0
