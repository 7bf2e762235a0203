"""The language of help, messages and tables: from an option, the environment or the budget."""

import pytest

from builders import Run


@pytest.mark.usefixtures("shipped")
def test_tables_are_in_the_language_of_the_budget_and_messages_in_that_of_the_user(
    ridcalc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = ridcalc("allocate", "--set", "measures.x=1")
    assert "expected a mapping, found a single value" in outcome.err
    assert "Deelnemer" in ridcalc("allocate").out
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert "verwacht: een reeks namen met waarden" in ridcalc("allocate", "--set", "measures.x=1").err
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "expected a mapping" in ridcalc("allocate", "--set", "measures.x=1").err
    monkeypatch.setenv("RIDCALC_LANG", "en")
    assert "Participant" in ridcalc("allocate").out
    assert "Deelnemer" in ridcalc("allocate", "--lang", "nl").out
    assert "verwacht: een reeks namen met waarden" in ridcalc("allocate", "--set", "measures.x=1", "--lang=nl").err


def test_help_is_in_the_user_s_language(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Show who pays what, per year." in ridcalc("--help").out
    assert "Toon wie wat betaalt, per jaar." in ridcalc("--lang", "nl", "--help").out
    monkeypatch.setenv("LC_MESSAGES", "nl_BE")
    assert "De map met keys.yaml en measures.yaml." in ridcalc("allocate", "--help").out


@pytest.mark.usefixtures("shipped")
def test_the_language_may_stand_before_the_command(ridcalc: Run) -> None:
    assert "Participant" in ridcalc("--lang", "en", "allocate").out
