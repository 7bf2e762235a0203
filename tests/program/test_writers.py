"""Two runs that write the same file at the same moment: without --force one wins, and the other says so."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from builders import Run
from moments import at_once, steps_of
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.files import folders_of, write_file, write_files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the steps of the runs are those of POSIX")

PLACING = 3
"""The step at which a file gets its name, after its temporary file was created and given its mode."""
PAIRS = 10


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder and its folders, sorted."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.slow
@pytest.mark.parametrize("pair", range(PAIRS))
def test_of_two_tables_at_one_moment_one_is_kept(pair: int, tmp_path: Path) -> None:
    target = tmp_path / f"{pair}.json"
    runs = [["--lang", language, "schema", "keys", "-o", str(target)] for language in ("en", "nl")]
    ended = at_once(PLACING, runs, [tmp_path])
    assert sorted(run.returncode for run in ended) == [0, 1]
    winner, loser = sorted(ended, key=lambda run: run.returncode)
    assert "error[file-exists]" in loser.stderr
    assert names_in(tmp_path) == [target.name]
    alone = tmp_path / "alone.json"
    assert at_once(PLACING, [[*winner.args[6:-1], str(alone)]], [tmp_path])[0].returncode == 0
    assert target.read_bytes() == alone.read_bytes(), "the result of the run that ended with status 0"


@pytest.mark.slow
@pytest.mark.parametrize("pair", range(2))
def test_the_same_holds_on_a_disk_without_links(pair: int, tmp_path: Path) -> None:
    target = tmp_path / f"{pair}.json"
    ended = at_once(PLACING, [["schema", "keys", "-o", str(target)]] * 2, [tmp_path], WITHOUT_LINKS="1")
    assert sorted(run.returncode for run in ended) == [0, 1]
    assert names_in(tmp_path) == [target.name]
    assert target.stat().st_size > 1000


@pytest.mark.slow
def test_with_force_both_succeed_and_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "keys.json"
    runs = [["--lang", language, "schema", "keys", "--force", "-o", str(target)] for language in ("en", "nl")]
    assert [run.returncode for run in at_once(PLACING, runs, [tmp_path])] == [0, 0]
    assert names_in(tmp_path) == ["keys.json"]
    alone = [tmp_path / f"{language}.json" for language in ("en", "nl")]
    for run, path in zip(runs, alone, strict=True):
        at_once(PLACING, [[*run[:-1], str(path)]], [tmp_path])
    assert target.read_bytes() in [path.read_bytes() for path in alone]


@pytest.mark.slow
def test_of_two_exports_of_all_at_one_moment_one_is_kept(tmp_path: Path) -> None:
    arguments = ["export", "--all", str(tmp_path / "new")]
    steps = steps_of([*arguments[:2], str(tmp_path / "alone")], [tmp_path])
    files = names_in(tmp_path / "alone")
    first_name = steps - 2 * len(files) + 1  # at the end every file gets its name, and its temporary name goes
    one_is_kept(at_once(first_name, [arguments] * 2, [tmp_path]), tmp_path / "new", files)


@pytest.mark.slow
def test_of_two_new_budgets_at_one_moment_one_is_kept(tmp_path: Path) -> None:
    steps_of(["init", str(tmp_path / "alone")], [tmp_path])
    first_folder = 1
    ended = at_once(first_folder, [["init", str(tmp_path / "new")]] * 2, [tmp_path])
    one_is_kept(ended, tmp_path / "new", names_in(tmp_path / "alone"))


def one_is_kept(ended: list[CompletedProcess[str]], target: Path, names: list[str]) -> None:
    """Assert that of two runs one wrote the folder and lists its files, and the other says that they exist."""
    winner, loser = sorted(ended, key=lambda run: run.returncode)
    assert (winner.returncode, loser.returncode) == (0, 1)
    assert names_in(target) == names
    assert len(winner.stdout.splitlines()) == sum("." in name for name in names)
    assert "error[file-exists]" in loser.stderr
    assert loser.stdout == ""


NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EOPNOTSUPP, errno.EXDEV)


@pytest.fixture(params=[*NO_LINKS, None], ids=lambda number: errno.errorcode.get(number, "absent"))
def without_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let links fail as they do on memory sticks and network folders, or be absent."""

    def refuse(*_: object) -> None:
        raise OSError(request.param, os.strerror(request.param))

    if request.param is None:
        monkeypatch.delattr("os.link")
    else:
        monkeypatch.setattr("os.link", refuse)


@pytest.mark.usefixtures("without_links")
def test_a_disk_without_links_takes_a_new_file_and_keeps_an_old_one(tmp_path: Path) -> None:
    write_file(str(tmp_path / "a"), [b"first"], force=False)
    with pytest.raises(ProblemsFoundError, match="file-exists"):
        write_file(str(tmp_path / "a"), [b"second"], force=False)
    assert (tmp_path / "a").read_bytes() == b"first"
    assert names_in(tmp_path) == ["a"]


@pytest.mark.parametrize("problem", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_a_disk_without_links_keeps_no_empty_file(
    problem: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise problem

    monkeypatch.delattr("os.link")
    monkeypatch.setattr("os.replace", fail)
    with pytest.raises((KeyboardInterrupt, ProblemsFoundError)):
        write_file(str(tmp_path / "a"), [b"first"], force=False)
    assert names_in(tmp_path) == []


def test_a_file_that_appears_between_the_check_and_the_writing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ridcalc.files.check_target", lambda *_, **__: None)
    (tmp_path / "a").write_bytes(b"another's")
    with pytest.raises(ProblemsFoundError, match="file-exists"):
        write_file(str(tmp_path / "a"), [b"mine"], force=False)
    assert (tmp_path / "a").read_bytes() == b"another's"


def failing_at(count: int, function: Callable[..., None]) -> Callable[..., None]:
    """Return the function, which works until the call with this number and then finds the disk full."""
    calls = 0

    def limited(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        if calls == count:
            raise OSError(errno.ENOSPC, "full")
        function(*arguments)

    return limited


def write_all(paths: list[str], content: bytes, *, force: bool = False) -> list[str]:
    """Write the content to every path, in folders that are made for them; return the paths of the files in place."""
    written: list[str] = []
    with suppress(ProblemsFoundError), folders_of(paths):
        write_files([(path, [content]) for path in paths], force=force, written=written)
    return written


@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize("operation", ["os.fsync", "os.link"])
def test_of_several_files_all_are_written_or_none(
    operation: str, failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [str(tmp_path / "new" / name / "file") for name in "abc"]
    with monkeypatch.context() as patched:
        patched.setattr(operation, failing_at(failing, getattr(os, operation.removeprefix("os."))))
        patched.setattr("ridcalc.files._Draft._claim", failing_at(1, os.unlink))
        assert write_all(paths, b"content") == []
    assert names_in(tmp_path) == []
    assert write_all(paths, b"content") == paths


def test_files_that_were_replaced_before_an_error_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(tmp_path / name) for name in "abc"]
    assert write_all(paths, b"old") == paths
    monkeypatch.setattr("os.replace", failing_at(3, os.replace))
    assert write_all(paths, b"new", force=True) == paths[:2]
    assert [Path(path).read_bytes() for path in paths] == [b"new", b"new", b"old"]
    assert names_in(tmp_path) == ["a", "b", "c"]


def test_a_folder_that_was_there_stays_there(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(ZeroDivisionError), folders_of([str(tmp_path / "mine" / "new" / "file")]):
        raise ZeroDivisionError
    assert names_in(tmp_path) == ["mine"]


@pytest.mark.usefixtures("shipped")
def test_an_export_of_all_lists_what_it_wrote_and_nothing_else(ridcalc: Run, tmp_path: Path) -> None:
    target = tmp_path / "all"
    target.mkdir()
    (target / "zevenaar.xlsx").write_bytes(b"mine")
    outcome = ridcalc("export", "--all", target)
    assert (outcome.status, outcome.out) == (1, "")
    assert names_in(target) == ["zevenaar.xlsx"]


def test_a_signal_in_the_removal_of_the_temporary_file_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = os.unlink
    interrupted: list[str] = []

    def interrupt_once(path: str) -> None:
        if not interrupted:
            interrupted.append(path)
            raise KeyboardInterrupt
        unlink(path)

    monkeypatch.setattr("os.unlink", interrupt_once)
    with pytest.raises(KeyboardInterrupt):
        write_file(str(tmp_path / "a"), [b"first"], force=False)
    assert names_in(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"first"


def test_what_another_program_wrote_meanwhile_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def then_another_writes(source: str, target: str) -> None:
        if target.endswith("b"):
            (tmp_path / "theirs").write_bytes(b"theirs")
            (tmp_path / "theirs").replace(tmp_path / "a")
            raise KeyboardInterrupt
        link(source, target)

    monkeypatch.setattr("os.link", then_another_writes)
    with pytest.raises(KeyboardInterrupt):
        write_files([(str(tmp_path / "a"), [b"ours"]), (str(tmp_path / "b"), [b"ours"])], force=False)
    assert names_in(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"theirs"


def test_an_interrupt_when_a_file_has_just_its_name_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def link_and_stop(source: str, target: str) -> None:
        link(source, target)
        raise KeyboardInterrupt

    monkeypatch.setattr("os.link", link_and_stop)
    with pytest.raises(KeyboardInterrupt):
        write_files([(str(tmp_path / "a"), [b"ours"]), (str(tmp_path / "b"), [b"ours"])], force=False)
    assert names_in(tmp_path) == []
