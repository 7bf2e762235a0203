"""One run speaks one language: --lang, else RIDCALC_LANG, else the budget's. Help and usage errors know no budget."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from builders import Run, write_folder

KEYS = "participants: {a: {}}\nkeys: {k: {shares: {a: 1}}}\n"


class Words(NamedTuple):
    """What is said in a language, by kind of text."""

    table: str
    warning: str
    problem: str
    help: str
    usage: str


WORDS = {
    "nl": Words(
        table="Bijdragen",
        warning="hebben geen economische categorie",
        problem="er is geen scenario 'nergens'",
        help="Toon wie wat betaalt, per jaar.",
        usage="een tabel is minstens 40 kolommen breed",
    ),
    "en": Words(
        table="Contributions",
        warning="have no economic category",
        problem="there is no scenario 'nergens'",
        help="Show who pays what, per year.",
        usage="a table takes at least 40 columns",
    ),
}


def folder(path: Path, language: str = "", keys: str = KEYS) -> Path:
    """Return a small budget in a language. It has a warning: nobody has an economic category."""
    setting = f", language: {language}" if language else ""
    measures = (
        f"budget: {{years: [2024]{setting}}}\nmeasures: {{m: {{nature: structural, key: k, amounts: {{2024: 1}}}}}}\n"
    )
    return write_folder(path, {"keys.yaml": keys, "measures.yaml": measures})


@pytest.mark.parametrize(
    ("option", "variable", "budget", "locale", "run", "program"),
    [
        ("", "", "", "", "nl", "en"),
        ("", "", "", "nl_NL.UTF-8", "nl", "nl"),
        ("", "", "", "en_GB.UTF-8", "nl", "en"),
        ("", "", "", "de_DE.UTF-8", "nl", "en"),
        ("", "", "nl", "en_GB.UTF-8", "nl", "en"),
        ("", "", "en", "", "en", "en"),
        ("", "", "en", "nl_NL.UTF-8", "en", "nl"),
        ("", "nl", "en", "en_GB.UTF-8", "nl", "nl"),
        ("", "en", "", "nl_NL.UTF-8", "en", "en"),
        ("nl", "", "en", "en_GB.UTF-8", "nl", "nl"),
        ("nl", "en", "en", "en_GB.UTF-8", "nl", "nl"),
        ("en", "", "", "nl_NL.UTF-8", "en", "en"),
        ("en", "nl", "nl", "nl_NL.UTF-8", "en", "en"),
    ],
)
@pytest.mark.parametrize("place", ["before the command", "after the command"])
def test_a_run_speaks_one_language_and_the_program_another(
    option: str,
    variable: str,
    budget: str,
    locale: str,
    run: str,
    program: str,
    place: str,
    ridcalc: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", locale)
    monkeypatch.setenv("RIDCALC_LANG", variable)
    lang = ("--lang", option) if option else ()
    allocate = (*lang, "allocate") if place == "before the command" else ("allocate", *lang)
    data = ("--data", folder(tmp_path, budget))
    shown, refused = ridcalc(*allocate, *data), ridcalc(*allocate, *data, "--scenario", "nergens")
    assert shown.status == 0
    assert refused.status == 1
    assert WORDS[run].table in shown.out
    assert WORDS[run].warning in shown.err
    assert WORDS[run].problem in refused.err
    assert WORDS[program].help in ridcalc(*allocate, "--help").out
    assert WORDS[program].usage in ridcalc(*allocate, *data, "--width", "10").err


COMMANDS = (
    ("allocate",),
    ("check",),
    ("compare", "none", "s"),
    ("explain", "a"),
    ("reconcile", "1", "--year", "2024"),
    ("scenarios",),
    ("export", "new.xlsx"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(("language", "said"), [("nl", "deze lijst is leeg"), ("en", "this list is empty")])
def test_every_command_reports_a_mistake_in_the_language_of_the_budget(
    command: tuple[str, ...], language: str, said: str, ridcalc: Run, tmp_path: Path
) -> None:
    keys = "participants: {a: {members: []}}\nkeys: {k: {shares: {a: 1}}}\n"
    outcome = ridcalc(*command, "--data", folder(tmp_path, language, keys))
    assert outcome.status == 1
    assert said in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [("allocate", "--unit", "3"), ("explain", "b"), ("reconcile", "1.000,00", "--year", "2024"), ("verify", "no.xlsx")],
    ids=lambda arguments: arguments[0],
)
def test_a_wrong_value_on_the_command_line_is_reported_in_the_language_of_the_budget(
    arguments: tuple[str, ...], ridcalc: Run, tmp_path: Path
) -> None:
    in_english = ridcalc(*arguments, "--data", folder(tmp_path, "nl"), "--lang", "en").err
    in_dutch = ridcalc(*arguments, "--data", folder(tmp_path, "nl")).err
    assert in_dutch != in_english
    assert ridcalc(*arguments, "--data", folder(tmp_path, "en")).err == in_english
    assert ridcalc(*arguments, "--data", folder(tmp_path, "en"), "--lang", "nl").err == in_dutch


def test_problems_for_programs_are_in_the_language_of_the_budget(ridcalc: Run, tmp_path: Path) -> None:
    for language, words in WORDS.items():
        data = folder(tmp_path / language, language)
        outcome = ridcalc("check", "--data", data, "--scenario", "nergens", "--format", "json")
        assert [problem["message"] for problem in json.loads(outcome.out)["problems"]] == [words.problem]


@pytest.mark.parametrize("command", [("allocate",), ("check",)])
def test_a_scenario_in_another_language_has_its_warnings_in_it_too(
    command: tuple[str, ...], ridcalc: Run, tmp_path: Path
) -> None:
    data = folder(tmp_path, "nl")
    write_folder(tmp_path, {"scenarios/abroad.yaml": "patch: {budget: {language: en}}"})
    assert WORDS["en"].warning in ridcalc(*command, "--data", data, "--scenario", "abroad").err
    assert WORDS["en"].warning in ridcalc(*command, "--data", data, "--set", "budget.language=en").err
    assert WORDS["nl"].warning in ridcalc(*command, "--data", data, "--scenario", "none").err
