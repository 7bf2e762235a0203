"""What Windows lacks, and what Windows says, imitated: nothing that only other systems have is needed."""

import errno
import ntpath
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from builders import ROOT, Run
from ridcalc import files
from ridcalc.cli.init import _quoted
from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError, say
from ridcalc.files import check_target, folders_of, write_file, write_files
from ridcalc.language.sentences import Language
from ridcalc.render.formats import FORMATS, format_of_file
from ridcalc.render.problems import render

_PROGRAM = """
import os, select, signal, sys

for module, names in (
    (os, "O_NONBLOCK O_TMPFILE set_blocking link fork getuid mkfifo fchmod chown statvfs sync"),
    (select, "poll epoll"),
    (signal, "SIGHUP SIGALRM SIGPIPE SIGUSR1 SIGUSR2 SIGQUIT setitimer pthread_sigmask"),
):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
sys.modules["fcntl"] = sys.modules["pwd"] = sys.modules["resource"] = None
from ridcalc.__main__ import main

main()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["allocate"],
        ["allocate", "-o", "{}/table.md"],
        ["check"],
        ["compare", "raadsbrief", "rapport"],
        ["explain", "zevenaar", "2023"],
        ["export", "{}/book.xlsx"],
        ["export", "--all", "{}/all"],
        ["init", "{}/new"],
        ["schema", "keys"],
    ],
    ids=" ".join,
)
def test_every_command_runs_without_the_names_of_other_systems(arguments: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PROGRAM, *(argument.format(tmp_path) for argument in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let files be written as on Windows, where a rename refuses an existing target and links may be absent."""

    def rename(old: str, new: str) -> None:
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, "Cannot create a file when that file already exists", old)
        os.replace(old, new)

    def no_mode(*_: object) -> None:
        pytest.fail("the mode of Windows would be the mark read-only")

    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(os, "chmod", no_mode)
    monkeypatch.delattr(os, "link", raising=False)
    return monkeypatch


def opened_in_excel(*arguments: object, number: int = 32) -> PermissionError:
    """Return what Windows raises for a file that Excel has open; 5 when it is replaced, 32 when it is opened."""
    error = PermissionError(errno.EACCES, "The process cannot access the file", *arguments)
    error.winerror = number  # type: ignore[attr-defined, unused-ignore] # exists on Windows only
    return error


def message_of(error: ProblemsFoundError) -> str:
    """Return the problems of an error as they are shown."""
    return render(error.problems, Language("en"))


@pytest.mark.usefixtures("windows")
def test_a_new_file_is_written_and_one_that_appeared_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_file(str(tmp_path / "a"), [b"first"], force=False)
    monkeypatch.setattr(files, "check_target", lambda *_, **__: None)  # the other file came after the check
    with pytest.raises(ProblemsFoundError, match="file-exists"):
        write_file(str(tmp_path / "a"), [b"second"], force=False)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"first")]


@pytest.mark.parametrize(
    ("number", "reason"), [(5, "there is no permission"), (32, "another program has it open"), (33, "another program")]
)
def test_a_workbook_that_excel_has_open_says_so_and_is_kept(
    number: int, reason: str, windows: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object) -> None:
        raise opened_in_excel(number=number)

    book = tmp_path / "book.xlsx"
    book.write_bytes(b"old")
    windows.setattr(os, "replace", refuse)
    with pytest.raises(ProblemsFoundError) as raised:
        write_file(str(book), [b"new"], force=True)
    shown = message_of(raised.value)
    assert f"book.xlsx: error[file-not-written]: this file cannot be written: {reason}" in shown
    assert "hint: is it open in Excel? close it there and try again" in shown
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("book.xlsx", b"old")]


def refuse_to_open(windows: pytest.MonkeyPatch, refused: Path) -> None:
    """Let the opening of a file for writing fail, as it does while Excel has the file open."""
    ordinary = open

    def guarded(path: str, mode: str = "r", **more: Any) -> Any:  # noqa: ANN401  as open itself
        if path == str(refused) and "+" in mode:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return ordinary(path, mode, **more)

    windows.setattr("builtins.open", guarded)


@pytest.mark.usefixtures("shipped", "english")
@pytest.mark.usefixtures("english")
def test_an_open_workbook_is_found_before_the_work_begins(
    windows: pytest.MonkeyPatch, ridcalc: Run, tmp_path: Path
) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(b"old")
    refuse_to_open(windows, book)
    windows.setattr("ridcalc.commands.export.run", lambda *_, **__: pytest.fail("the work began"))
    outcome = ridcalc("export", book, "--force")
    assert outcome.status == 1
    assert "hint: is it open in Excel? close it there and try again" in outcome.err


def test_of_several_workbooks_none_is_replaced_while_one_is_open(windows: pytest.MonkeyPatch, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for path in paths:
        path.write_bytes(b"old")
    refuse_to_open(windows, paths[1])
    with pytest.raises(ProblemsFoundError, match="file-not-written"):
        write_files([(str(path), [b"new"]) for path in paths], force=True)
    assert sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir()) == [
        ("a.xlsx", b"old"),
        ("b.xlsx", b"old"),
    ]


@pytest.mark.usefixtures("windows")
def test_a_folder_that_is_not_mine_has_no_hint_about_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ProblemsFoundError) as raised:
        write_file(str(tmp_path / "new.xlsx"), [b"new"], force=False)
    assert "is the folder someone else's?" in message_of(raised.value)
    assert "Excel" not in message_of(raised.value)


def test_a_folder_in_place_of_a_file_is_named_though_windows_refuses_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files, "_content", refuse)
    problem = files.read_file(str(tmp_path))
    assert isinstance(problem, Problem)
    assert problem.message == say("this is a folder, not a file")


def test_paths_with_a_drive_keep_their_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "path", ntpath)
        for path, folder in (
            (r"C:\Users\a\book.xlsx", "C:\\Users\\a\\"),
            (r"\\server\share\book.xlsx", "\\\\server\\share\\"),
            ("C:book.xlsx", "C:"),
            ("C:/map/book.xlsx", "C:/map\\"),
            ("book.xlsx", ""),
        ):
            assert files._Draft(path).temporary.startswith(f"{folder}.ridcalc-")  # noqa: SLF001  the name is not shown
        missing = files._missing(r"Z:\map\sub")  # noqa: SLF001  a folder of Windows cannot be made here
        assert missing == [r"Z:\map", r"Z:\map\sub"], "a drive is no folder that can be made"


def test_the_format_follows_from_a_path_with_a_drive() -> None:
    assert format_of_file(r"C:\Users\a.b\TABLE.JSON", FORMATS).name == "json"
    assert format_of_file(r"C:\Users\a.json\table", FORMATS).name == "table"


def test_a_place_with_a_drive_is_shown_as_editors_read_it() -> None:
    problem = Problem("empty-file", say("this file is empty"), place=Place(r"C:\data\keys.yaml", 41, 10))
    assert render([problem], Language("en")) == "C:\\data\\keys.yaml:41:10: error[empty-file]: this file is empty\n"


def test_what_to_type_next_is_quoted_as_the_shell_of_windows_reads_it(windows: pytest.MonkeyPatch) -> None:
    del windows
    assert _quoted(r"C:\budget") == r"C:\budget"
    assert _quoted(r"C:\mijn map") == r'"C:\mijn map"'


def test_a_drive_that_does_not_exist_is_a_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "path", ntpath)
        with pytest.raises(ProblemsFoundError, match="file-not-written"):
            check_target(r"Z:\nowhere\book.xlsx", force=False)
    with pytest.raises(ProblemsFoundError, match="file-not-written"), folders_of(["/proc/nowhere/file"]):
        pass
