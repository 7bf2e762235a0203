"""The language of help, messages and tables: from an option, the environment or the budget."""

from pathlib import Path

import pytest

from builders import Run

MISTAKE = ("allocate", "--set", "measures.x=1")
DUTCH = "verwacht: een reeks namen met waarden"
ENGLISH = "expected a mapping, found a single value"


@pytest.mark.usefixtures("shipped")
def test_tables_and_messages_of_a_run_are_in_one_language(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert ridcalc("allocate").out.count("Bijdragen") == 1, "that of the budget, before the locale"
    assert DUTCH in ridcalc(*MISTAKE).err
    monkeypatch.setenv("RIDCALC_LANG", "en")
    assert "Contributions" in ridcalc("allocate").out
    assert ENGLISH in ridcalc(*MISTAKE).err
    assert "Bijdragen" in ridcalc("allocate", "--lang", "nl").out
    assert DUTCH in ridcalc(*MISTAKE, "--lang=nl").err


@pytest.mark.usefixtures("shipped")
def test_wrong_usage_is_in_the_language_of_the_help(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = ("allocate", "--width", "10")
    assert "a table takes at least 40 columns" in ridcalc(*wrong).err
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert "een tabel is minstens 40 kolommen breed" in ridcalc(*wrong).err


def test_without_a_budget_messages_are_in_the_language_of_the_locale(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = ("allocate", "--data", tmp_path / "nowhere")
    assert "error[file-missing]: there is no " in ridcalc(*wrong).err
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert "error[file-missing]: deze map bestaat niet" in ridcalc(*wrong).err


def test_help_is_in_the_user_s_language(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Show who pays what, per year." in ridcalc("--help").out
    assert "Toon wie wat betaalt, per jaar." in ridcalc("--lang", "nl", "--help").out
    monkeypatch.setenv("LC_MESSAGES", "nl_BE")
    assert "De map met keys.yaml en measures.yaml." in ridcalc("allocate", "--help").out


@pytest.mark.usefixtures("shipped")
def test_the_language_may_stand_before_the_command(ridcalc: Run) -> None:
    assert "Contributions" in ridcalc("--lang", "en", "allocate").out
