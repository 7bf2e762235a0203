"""`ridcalc watch`: the table again at every save."""

from pathlib import Path

import pytest

from conftest import Run


@pytest.fixture
def edits(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that are saved as keys.yaml, one whenever watching waits; then Ctrl-C is pressed."""
    texts: list[str] = []

    def edit(_: float) -> None:
        if not texts:
            raise KeyboardInterrupt
        (shipped / "keys.yaml").write_text(texts.pop(0), encoding="utf-8")

    monkeypatch.setattr("ridcalc.cli.watch.time.sleep", edit)
    return texts


def test_a_table_is_shown_again_at_every_save(ridcalc: Run, shipped: Path, edits: list[str]) -> None:
    keys = (shipped / "keys.yaml").read_text(encoding="utf-8")
    edits += [keys + "# saved\n", "participants: {", keys + "\n\n"]
    outcome = ridcalc("watch")
    assert outcome.status == 130
    assert outcome.out.count("€ 213.200") == 3 * ridcalc("allocate").out.count("€ 213.200")
    assert outcome.err.count("error[yaml-syntax]") == 1, "a mistake is told, and watching goes on"


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


def test_the_folder_that_is_watched_is_the_one_that_is_shown(
    ridcalc: Run, shipped: Path, edits: list[str], tmp_path: Path
) -> None:
    edits.append("participants: {")
    outcome = ridcalc("watch", "--data", shipped)
    assert "error[yaml-syntax]" in outcome.err
    edits.append("participants: {}")
    assert "error" not in ridcalc("watch", "--data=" + str(tmp_path / "none")).err.replace("error[file-missing]", "")


@pytest.mark.usefixtures("edits")
@pytest.mark.parametrize("arguments", [["allocate", "--nonsense"], ["explain"], ["--format", "xxx"], ["-o", "x.txt"]])
def test_wrong_usage_ends_it_as_no_save_repairs_that(arguments: list[str], ridcalc: Run) -> None:
    outcome = ridcalc("watch", *arguments)
    assert outcome.status == 2
    assert outcome.out == ""


@pytest.mark.usefixtures("edits")
def test_on_a_terminal_it_tells_how_new_the_table_is(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    outcome = ridcalc("watch", "--lang", "nl")
    assert "data: opnieuw getoond bij elke keer opslaan; Ctrl-C stopt" in outcome.err
