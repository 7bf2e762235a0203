"""What goes wrong around the program: nothing is lost, and a plain message says what happened."""

import json
import os
import pty
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builders import ROOT, Run
from effort import one_of
from ridcalc.files import read_file

PROGRAM = [sys.executable, "-m", "ridcalc"]
BARE = {"PATH": os.environ["PATH"]}

SURROUNDINGS = {
    "nothing at all": BARE,
    "no locale": BARE | {"LC_ALL": "no_SUCH.locale"},
    "LANG=C": BARE | {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a Windows-1252 terminal": BARE | {"PYTHONIOENCODING": "cp1252"},
    "an ASCII terminal": BARE | {"PYTHONIOENCODING": "ascii"},
    "no home folder": BARE | {"HOME": "/nowhere/at/all", "USERPROFILE": "Z:\\nowhere"},
    "a home that is a file": BARE | {"HOME": __file__},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_change_no_figure(name: str, tmp_path: Path) -> None:
    for arguments in (["allocate"], ["check"], ["export", str(tmp_path / "book.xlsx")]):
        done = subprocess.run(
            [*PROGRAM, *arguments], capture_output=True, cwd=ROOT, env=SURROUNDINGS[name], check=False
        )
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
        if arguments == ["allocate"]:
            assert b"213.200,00" in done.stdout
    assert (tmp_path / "book.xlsx").stat().st_size > 10_000


def test_a_terminal_of_forty_columns_gets_lines_that_fit(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "40", "NO_COLOR": "1"}
    with (tmp_path / "err").open("wb") as errors:
        run = subprocess.Popen([*PROGRAM, "allocate"], stdout=follower, stderr=errors, cwd=ROOT, env=environment)
        os.close(follower)
        shown = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            shown += piece
        assert run.wait() == 0
    os.close(leader)
    lines = [
        line.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
        for line in shown.decode().splitlines()
    ]
    assert max(map(len, lines)) <= 40
    assert "213.200,00" in shown.decode()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("arguments", [["export"], ["allocate", "--format", "json", "-o"]])
def test_a_disk_that_is_full_half_way_leaves_the_old_file(arguments: list[str], tmp_path: Path) -> None:
    target = tmp_path / ("old.xlsx" if arguments == ["export"] else "old.json")
    target.write_text("old", encoding="utf-8")

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))

    done = subprocess.run(
        [*PROGRAM, *arguments, str(target), "--force"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        preexec_fn=no_room,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 1
    assert "error[file-not-written]" in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


NO_ROOM = "error[output-not-written]: the output cannot be written: the disk is full"
CLOSED = "error[output-not-written]: the output cannot be written: it is closed"


@pytest.mark.slow
@pytest.mark.usefixtures("english")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    ("command", "status", "message"),
    [
        ("--version >/dev/full", 1, NO_ROOM),
        ("--version >&-", 1, CLOSED),
        ("--version --lang en >&-", 1, CLOSED),
        ("--help >&-", 1, CLOSED),
        ("allocate --help >&-", 1, CLOSED),
        ("--help >/dev/full", 1, NO_ROOM),
        ("allocate --help >/dev/full", 1, NO_ROOM),
        ("allocate >/dev/full", 1, NO_ROOM),
        ("allocate >&-", 1, CLOSED),
        ("check >&-", 1, CLOSED),
        ("scenarios >&-", 1, CLOSED),
        ("allocate >&- 2>&- <&-", 1, ""),
        ("--nonsense >&-", 2, "there is no option"),
        ("schema keys >/dev/full", 1, NO_ROOM),
        ("watch >/dev/full", 1, NO_ROOM),
        ("watch >&-", 1, CLOSED),
        ("watch | head -n 1", 0, ""),
    ],
)
def test_output_that_goes_nowhere_ends_it_with_a_plain_message(command: str, status: int, message: str) -> None:
    script = f"exec 9>&1; set -o pipefail; {sys.executable} -m ridcalc {command}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert message in done.stderr
    assert done.returncode == (status or done.returncode)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/full"])
def test_the_answer_needs_no_stderr(stderr: str, tmp_path: Path) -> None:
    new = tmp_path / "new"
    script = f"{sys.executable} -m ridcalc allocate {stderr} && {sys.executable} -m ridcalc init {new} {stderr}"
    done = subprocess.run(["bash", "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True)
    assert "213.200,00" in done.stdout
    assert "measures.yaml" in done.stdout


@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("arguments", "status"),
    [("", 2), pytest.param("nonsense", 2, marks=pytest.mark.slow), ("allocate --data nowhere", 1)],
)
def test_a_mistake_has_its_status_though_nobody_reads_the_message(stderr: str, arguments: str, status: int) -> None:
    script = f"{sys.executable} -m ridcalc {arguments} {stderr}"
    done = subprocess.run(["bash", "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (status, ""), "nor does the message stand among the answers"


def test_a_new_budget_is_whole_though_nobody_reads_what_was_made(tmp_path: Path) -> None:
    script = f"{sys.executable} -m ridcalc init {tmp_path / 'new'} | true"
    subprocess.run(["bash", "-c", script], stderr=subprocess.DEVNULL, cwd=ROOT, check=True)
    made = sorted(str(path.relative_to(tmp_path / "new")) for path in (tmp_path / "new").rglob("*.*"))
    assert made == [
        "budget-of-colleague.xlsx",
        "keys.yaml",
        "measures.yaml",
        "scenarios/proposal.yaml",
        "schema/keys.json",
        "schema/measures.json",
        "schema/scenario.json",
    ]


@pytest.mark.parametrize("encoding", one_of(3, ("ascii", "cp1252", "utf-8")))
def test_a_schema_is_json_in_any_encoding(encoding: str) -> None:
    command = [*PROGRAM, "--lang", "nl", "schema", "measures"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=True)
    assert json.loads(done.stdout)["title"] == "ridcalc: measures"


@pytest.mark.usefixtures("english")
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system has no folder that nobody can write to")
def test_a_folder_that_can_only_be_read_gets_a_message(ridcalc: Run) -> None:
    outcome = ridcalc("allocate", "--data", ROOT / "data", "-o", "/proc/ridcalc.json")
    assert outcome.status == 1
    assert "error[file-not-written]: this file cannot be written" in outcome.err


def test_a_file_that_changes_while_it_is_read_counts_as_it_was_read(
    ridcalc: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = json.loads(ridcalc("allocate", "--format", "json").out)

    def read_and_overwrite(path: str) -> object:
        content = read_file(path)
        Path(path).write_text("overwritten: {", encoding="utf-8")
        return content

    monkeypatch.setattr("ridcalc.reading.folder.read_file", read_and_overwrite)
    assert json.loads(ridcalc("allocate", "--format", "json").out) == before, "digests and figures of the same bytes"
    assert (shipped / "keys.yaml").read_text(encoding="utf-8") == "overwritten: {"


@pytest.mark.slow
def test_exports_to_one_target_at_once_leave_one_of_them_whole(tmp_path: Path) -> None:
    alone = tmp_path / "alone.xlsx"
    subprocess.run([*PROGRAM, "export", str(alone)], check=True, capture_output=True, cwd=ROOT)
    target = tmp_path / "both.xlsx"
    command = [*PROGRAM, "export", str(target), "--force"]
    runs = [subprocess.Popen(command, stdout=-3, stderr=-3, cwd=ROOT) for _ in range(4)]
    assert [run.wait() for run in runs] == [0] * 4
    assert target.read_bytes() == alone.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alone.xlsx", "both.xlsx"]


def test_a_clock_that_is_wrong_changes_nothing(
    ridcalc: Run, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ridcalc("export", tmp_path / "now.xlsx").status == 0
    monkeypatch.setattr(time, "time", lambda: 0.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(0))
    for path in shipped.rglob("*.yaml"):
        os.utime(path, (4e9, 4e9))
    assert ridcalc("export", tmp_path / "then.xlsx").status == 0
    assert (tmp_path / "now.xlsx").read_bytes() == (tmp_path / "then.xlsx").read_bytes()
