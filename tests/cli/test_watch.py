"""`ridcalc watch`: the table again at every save."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Run, write_folder


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


def test_after_a_save_it_says_which_totals_moved(
    ridcalc: Run, shipped: Path, edits: list[Callable[[], object]]
) -> None:
    # 300.000 becomes 310.000 in 2023: Zevenaar 52% and, of the 48% of 1Stroom, Duiven 62,5449% of 4.800 = 3.002,15
    measures = (shipped / "measures.yaml").read_text(encoding="utf-8")
    more = measures.replace("2023: 300000", "2023: 310000")
    assert more != measures
    edits += [saving(shipped / "measures.yaml", more), saving(shipped / "measures.yaml", more + "#\n")]
    outcome = ridcalc("watch")
    total = "since the last save, 2023: total from €410,000.00 + 1 PM to €420,000.00 + 1 PM"
    own = "Gemeente Zevenaar + €5,200.00, Gemeente Duiven + €3,002.16, Gemeente Westervoort + €1,797.84"
    shown = ridcalc("allocate").err
    assert outcome.err.count("vat-unknown") == 3 * shown.count("vat-unknown")
    edits += [saving(shipped / "measures.yaml", measures), saving(shipped / "measures.yaml", more)]
    lines = ridcalc("watch", "--lang", "en").err.splitlines()
    assert [line for line in lines if line.startswith("since")][1] == f"{total}, {own}"
    assert "sinds de vorige keer opslaan, 2023: totaal van € 410.000,00 + 1 PM" in outcome.err
    assert outcome.err.count("sinds de vorige keer opslaan is geen totaal veranderd") == 1


def test_after_mistakes_it_compares_with_the_last_table(
    ridcalc: Run, shipped: Path, edits: list[Callable[[], object]]
) -> None:
    measures = (shipped / "measures.yaml").read_text(encoding="utf-8")
    less = measures.replace("2023: 300000", "2023: PM")
    edits += [saving(shipped / "measures.yaml", text) for text in ("measures: {", less)]
    lines = ridcalc("watch", "--lang", "en").err.splitlines()
    moved = [line for line in lines if line.startswith("since")]
    assert len(moved) == 1
    assert moved[0].startswith("since the last save, 2023: total from €410,000.00 + 1 PM to €110,000.00 + 2 PM, ")
    assert "Gemeente Zevenaar from €213,200.00 + 1 PM to €57,200.00 + 2 PM" in moved[0]


def test_where_scenarios_are_compared_each_says_what_moved(
    ridcalc: Run, shipped: Path, edits: list[Callable[[], object]]
) -> None:
    measures = (shipped / "measures.yaml").read_text(encoding="utf-8")
    edits += [saving(shipped / "measures.yaml", measures.replace("2023: 150000", "2023: 140000"))]
    lines = ridcalc("watch", "compare", "raadsbrief", "rapport", "--lang", "en").err.splitlines()
    moved = [line for line in lines if line.startswith("since")]
    assert len(moved) == 1, "raadsbrief leaves the post out"
    assert moved[0].startswith(
        "since the last save, rapport, 2023: total from €590,000.00 + 1 PM to €580,000.00 + 1 PM"
    )
    assert "Gemeente Zevenaar - €5,200.00" in moved[0]


def test_of_many_participants_the_five_that_moved_most_are_named(
    ridcalc: Run, tmp_path: Path, edits: list[Callable[[], object]]
) -> None:
    names = [f"p{number}" for number in range(1, 8)]
    weights = ", ".join(f"{name}: {name[1:]}" for name in names)
    keys = (
        f"participants: {{{', '.join(f'{name}: {{}}' for name in names)}}}\nkeys: {{k: {{weights: {{{weights}}}}}}}\n"
    )
    measures = "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 28}}}\n"
    data = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures})
    edits += [saving(data / "measures.yaml", measures.replace("28", "56"))]
    err = ridcalc("watch", "--data", data, "--lang", "en").err
    assert "total from €28 to €56, p7 + €7, p6 + €6, p5 + €5, p4 + €4, p3 + €3, + 2\n" in err


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
