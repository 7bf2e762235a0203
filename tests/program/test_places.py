"""Places that are no files: pipes, devices, sockets and folders, and a working folder that is gone."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import ROOT, SMALL_KEYS, SMALL_MEASURES, run_as_a_process, write_folder
from ridcalc.files import read_file

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows has no such places"),
    pytest.mark.usefixtures("english"),
]

NO_WRITER = "error[file-unreadable]: this is a pipe that no program writes to"
NO_FILE = "error[file-unreadable]: this is a device or a socket, not a file"
NO_TARGET = "error[file-not-written]: this file cannot be written: this is a device or a socket, not a file"
FOLDER = "error[file-unreadable]: this is a folder, not a file"


@pytest.fixture(params=["pipe", "device", "socket", "folder"])
def place(request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """Yield a place that is no file, and the message about it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as bound:
        path = Path(folder) / "place"
        if request.param == "pipe":
            os.mkfifo(path)
        elif request.param == "device":
            path = Path("/dev/zero")
        elif request.param == "socket":
            bound.bind(str(path))
        else:
            path.mkdir()
        yield path, {"pipe": NO_WRITER, "folder": FOLDER}.get(request.param, NO_FILE)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["keys.yaml", "measures.yaml", "scenarios/s.yaml"])
def test_a_data_file_that_is_no_file_is_a_problem(name: str, place: tuple[Path, str], tmp_path: Path) -> None:
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/s.yaml": "name: S\n"}
    write_folder(tmp_path, {file: text for file, text in files.items() if file != name})
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).symlink_to(place[0])
    done = run_as_a_process("check", "--data", str(tmp_path))
    assert done.returncode == 1
    assert f"{tmp_path / name}: {place[1]}" in done.stderr


@pytest.mark.slow
def test_a_workbook_that_is_no_file_is_a_problem(place: tuple[Path, str]) -> None:
    done = run_as_a_process("verify", str(place[0]))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{place[0]}: {place[1]}\n")


def test_a_socket_is_no_target(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as bound:
        path = f"{folder}/socket"
        bound.bind(path)
        done = run_as_a_process("schema", "keys", "--force", "-o", path)
        assert done.returncode == 1
        assert done.stderr.startswith(f"{path}: {NO_TARGET}\n")
        assert os.listdir(folder) == ["socket"]
    del tmp_path


def shell(command: str, *, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """Run a line of bash in which `ridcalc` is the program."""
    script = f'ridcalc() {{ "{sys.executable}" -m ridcalc "$@"; }}; {command}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, cwd=cwd, env=environment, timeout=120, check=False
    )


@pytest.mark.slow
def test_a_pipe_that_a_program_writes_is_read_to_its_end(tmp_path: Path) -> None:
    assert shell(f"ridcalc export {tmp_path}/book.xlsx").returncode == 0
    for command in (
        f"ridcalc verify <(cat {tmp_path}/book.xlsx)",
        f"cat {tmp_path}/book.xlsx | ridcalc verify /dev/stdin",
        f"mkfifo {tmp_path}/pipe; cat {tmp_path}/book.xlsx > {tmp_path}/pipe & ridcalc verify {tmp_path}/pipe",
    ):
        done = shell(command)
        assert "the workbook says what the files say" in done.stdout, done.stderr
        (tmp_path / "pipe").unlink(missing_ok=True)


def test_a_pipe_is_read_in_pieces_as_they_come() -> None:
    out, into = os.pipe()
    writer = subprocess.Popen(
        [sys.executable, "-c", "import sys; input(); sys.stdout.write('a' * 300_000)"],
        stdin=subprocess.PIPE,
        stdout=into,
        text=True,
    )
    os.close(into)
    assert writer.stdin
    writer.stdin.write("go\n")
    writer.stdin.flush()
    assert read_file(f"/dev/fd/{out}") == b"a" * 300_000
    writer.communicate()
    os.close(out)


@pytest.mark.slow
@pytest.mark.parametrize("force", ["", "--force"])
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_file_that_the_shell_has_open_keeps_what_it_holds(name: str, force: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n", encoding="utf-8")
    done = shell(f"ridcalc schema keys {force} -o {name} >> {log}")
    assert (done.returncode, done.stderr) == (0, "")
    assert log.read_text(encoding="utf-8") == "before\n" + run_as_a_process("schema", "keys").stdout
    assert os.listdir(tmp_path) == ["log"]


@pytest.mark.slow
def test_a_pipe_and_a_device_need_no_force_for_nothing_is_replaced(tmp_path: Path) -> None:
    schema = run_as_a_process("schema", "keys").stdout
    assert shell("ridcalc schema keys -o /dev/stdout | cat").stdout == schema
    assert shell(f"ridcalc schema keys -o >(cat > {tmp_path}/out); wait $!").returncode == 0
    assert (tmp_path / "out").read_text(encoding="utf-8") == schema
    assert shell("ridcalc schema keys -o /dev/null").returncode == 0


@pytest.mark.slow
def test_a_pipe_and_a_device_are_written_as_they_stand(tmp_path: Path) -> None:
    table = run_as_a_process("allocate", "--format", "csv").stdout
    assert shell("ridcalc allocate --format csv --force -o /dev/stdout | cat").stdout == table
    assert shell(f"ridcalc allocate --format csv --force -o >(cat > {tmp_path}/out); wait $!").returncode == 0
    shell(f"mkfifo {tmp_path}/p; cat {tmp_path}/p > {tmp_path}/q & ridcalc schema keys --force -o {tmp_path}/p; wait")
    assert (tmp_path / "q").read_text(encoding="utf-8") == run_as_a_process("schema", "keys").stdout
    done = shell("ridcalc allocate --force -o /dev/full")
    assert (done.returncode, done.stdout) == (1, "")
    assert "/dev/full: error[file-not-written]: this file cannot be written: the disk is full" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ("--version", 0, ""),
        ("--help", 0, ""),
        ("allocate", 1, "data: error[file-missing]: there is no such folder"),
        ("verify book.xlsx", 1, "book.xlsx: error[file-missing]: there is no such file"),
        ("init new", 1, "new: error[file-not-written]: this file cannot be written: there is no such folder"),
        ("init .", 1, "error[file-not-written]: this file cannot be written: there is no such folder"),
        ("schema keys -o k.json", 1, "k.json: error[file-not-written]: this file cannot be written: there is no such"),
        ("allocate --data {data} -o t.txt", 1, "t.txt: error[file-not-written]"),
        ("allocate --data {data} -o t.txt --force", 1, "t.txt: error[file-not-written]"),
        ("export book.xlsx --data {data}", 1, "book.xlsx: error[file-not-written]"),
        ("export --all new --data {data}", 1, "new: error[file-not-written]"),
    ],
)
def test_a_working_folder_that_is_gone_is_no_traceback(
    arguments: str, status: int, message: str, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    command = arguments.format(data=ROOT / "data")
    done = shell(f"rmdir {folder}; ridcalc {command}", cwd=folder)
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr
