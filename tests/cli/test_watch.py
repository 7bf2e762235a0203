"""`ridcalc watch`: the table again at every save."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Run


@pytest.fixture
def edits(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Return what someone does, one thing whenever watching waits; then Ctrl-C is pressed."""
    steps: list[Callable[[], object]] = []

    def edit(_: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr("ridcalc.cli.watch.time.sleep", edit)
    return steps


def saving(path: Path, text: str) -> Callable[[], object]:
    """Return the saving of a file."""
    return lambda: path.write_text(text, encoding="utf-8")


def test_a_table_is_shown_again_at_every_save(ridcalc: Run, shipped: Path, edits: list[Callable[[], object]]) -> None:
    keys = (shipped / "keys.yaml").read_text(encoding="utf-8")
    edits += [saving(shipped / "keys.yaml", text) for text in (keys + "# saved\n", "participants: {", keys + "\n\n")]
    outcome = ridcalc("watch")
    assert outcome.status == 130
    assert outcome.out.count("€ 213.200") == 3 * ridcalc("allocate").out.count("€ 213.200")
    assert outcome.err.count("error[yaml-syntax]") == 1, "a mistake is reported, and watching goes on"


@pytest.mark.usefixtures("edits")
def test_any_table_can_be_watched_with_its_options(ridcalc: Run) -> None:
    assert "410.000" in ridcalc("watch", "check").out
    by_measure = ridcalc("allocate", "--by", "measure", "--lang", "en").out
    assert ridcalc("watch", "--by", "measure", "--lang", "en").out == by_measure
    assert ridcalc("watch", "explain", "zevenaar", "2023").out == ridcalc("explain", "zevenaar", "2023").out


@pytest.mark.usefixtures("edits")
def test_what_shows_no_table_is_not_watched(ridcalc: Run) -> None:
    outcome = ridcalc("watch", "export", "book.xlsx")
    assert outcome.status == 2
    assert "only a command that shows a table" in outcome.err


@pytest.mark.parametrize("option", ["--data {}", "--data={}"])
def test_the_folder_that_is_watched_is_the_one_that_is_shown(
    option: str, ridcalc: Run, shipped: Path, edits: list[Callable[[], object]], tmp_path: Path
) -> None:
    elsewhere = shutil.copytree(shipped, tmp_path / "elsewhere")
    edits += [saving(shipped / "keys.yaml", "participants: {"), saving(elsewhere / "keys.yaml", "keys: [")]
    outcome = ridcalc("watch", *option.format(elsewhere).split())
    assert outcome.err.count("error[yaml-syntax]") == 1
    assert "elsewhere/keys.yaml:1:7" in outcome.err


def shown_times(ridcalc: Run) -> int:
    """Return how many times a table is shown while someone edits."""
    return ridcalc("watch", "scenarios").out.count("RID De Liemers, toekomstbestendige samenwerking")


def test_every_way_of_saving_is_seen(ridcalc: Run, shipped: Path, edits: list[Callable[[], object]]) -> None:
    keys, scenario = shipped / "keys.yaml", shipped / "scenarios" / "nieuw.yaml"
    text = keys.read_text(encoding="utf-8")
    times = keys.stat()

    def replaced() -> None:  # as many editors save: another file, perhaps of the same age
        (shipped / "other").write_text(text, encoding="utf-8")
        os.utime(shipped / "other", ns=(times.st_atime_ns, times.st_mtime_ns))
        (shipped / "other").replace(keys)

    edits += [replaced]
    assert shown_times(ridcalc) == 2, "another file"
    edits += [lambda: os.utime(keys, ns=(0, 10**18))]
    assert shown_times(ridcalc) == 2, "another time"
    edits += [saving(scenario, "without: [cloudstrategie]\n"), scenario.unlink]
    assert shown_times(ridcalc) == 3, "a scenario that comes, and goes"


def test_an_editor_s_own_files_hide_no_save(ridcalc: Run, shipped: Path, edits: list[Callable[[], object]]) -> None:
    lock = shipped / ".#keys.yaml"
    keys = shipped / "keys.yaml"
    edits += [
        lambda: lock.symlink_to("someone@host.1:2"),
        saving(keys, keys.read_text(encoding="utf-8") + "#\n"),
        saving(shipped / "measures.yaml", (shipped / "measures.yaml").read_text(encoding="utf-8") + "#\n"),
        lock.unlink,
    ]
    assert shown_times(ridcalc) == 3


@pytest.mark.usefixtures("edits")
@pytest.mark.parametrize("arguments", [["allocate", "--nonsense"], ["explain"], ["--format", "xxx"], ["-o", "x.txt"]])
def test_wrong_usage_ends_watching(arguments: list[str], ridcalc: Run) -> None:
    outcome = ridcalc("watch", *arguments)
    assert outcome.status == 2
    assert outcome.out == ""


@pytest.mark.usefixtures("edits")
def test_a_terminal_shows_the_time_of_the_table(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    outcome = ridcalc("watch", "--lang", "nl")
    assert "data: opnieuw getoond bij elke keer opslaan; Ctrl-C stopt" in outcome.err
