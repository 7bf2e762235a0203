"""`ridcalc problem`: every message is explained by its code, in both languages, without any budget."""

import os
import re
import subprocess
import sys
from pathlib import Path

import problems_page
import pytest
from typer.main import get_command

from builders import ROOT, Run, codes_in_the_source, run_as_a_process, write_folder
from ridcalc import cli
from ridcalc.language.catalogue import translation
from ridcalc.language.explanations import EXPLANATIONS, GROUPS
from ridcalc.language.explanations.explanation import Explanation

BY_CODE = [pytest.param(explanation, id=code) for code, explanation in EXPLANATIONS.items()]
BUDGET = {
    "keys.yaml": "participants: {a: {}}\nkeys: {k: {weights: {a: 1}}}\n",
    "measures.yaml": "budget: {years: [2024]}\nmeasures:\n  m: {nature: incidental, key: k, amounts: {2024: 100}}\n",
}


def test_every_code_is_explained_once() -> None:
    assert set(EXPLANATIONS) == codes_in_the_source()
    assert len(EXPLANATIONS) == sum(len(group.explanations) for group in GROUPS)


def test_the_page_and_the_examples_are_those_of_the_gallery() -> None:
    assert problems_page.PAGE.read_text(encoding="utf-8") == problems_page.page(), "python tools/problems_page.py"
    assert problems_page.SHIPPED.read_text(encoding="utf-8") == problems_page.shipped_examples()


@pytest.mark.parametrize("explanation", BY_CODE)
def test_a_cause_and_a_remedy_are_sentences_with_the_same_code_in_both_languages(explanation: Explanation) -> None:
    code, *texts = explanation
    dutch = translation("nl", "explanations")
    for text in texts:
        assert text[-1] == dutch(text)[-1] == ".", code
        spans = [re.findall(r"`(.*?)`", words) for words in (text, dutch(text))]
        assert len(spans[0]) == len(spans[1]), code
        assert options_in(text) == options_in(dutch(text)), code


def options_in(text: str) -> set[str]:
    """Return the options that a text names."""
    return set(re.findall(r"--[a-z][a-z-]*", text))


def test_the_options_and_commands_in_a_remedy_exist() -> None:
    commands = vars(get_command(cli.program()))["commands"]
    offered = {option for command in commands.values() for parameter in command.params for option in parameter.opts}
    texts = " ".join(text for explanation in EXPLANATIONS.values() for text in explanation)
    assert sorted(options_in(texts) - offered) == []
    assert sorted(set(re.findall(r"`ridcalc ([a-z]+)", texts)) - commands.keys()) == []


@pytest.mark.parametrize(
    ("language", "headings"),
    [("en", ["Cause", "Example", "What to do"]), ("nl", ["Oorzaak", "Voorbeeld", "Wat te doen"])],
)
def test_a_code_is_explained_with_cause_example_and_remedy(ridcalc: Run, language: str, headings: list[str]) -> None:
    outcome = ridcalc("problem", "number-form", "--lang", language)
    lines = outcome.out.splitlines()
    assert (outcome.status, outcome.err) == (0, "")
    assert [line for line in lines[1:] if line and not line.startswith(" ")] == headings
    assert lines[0].startswith("number-form: ")
    assert "     11 |     amounts: {2024: 410.000}" in lines
    assert "`PM`" in outcome.out.split(headings[2])[1]


def test_it_speaks_the_language_of_the_locale(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Cause" in ridcalc("problem", "tag").out
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert "Oorzaak" in ridcalc("problem", "tag").out


def test_several_codes_are_explained_one_after_the_other_each_once(ridcalc: Run) -> None:
    both = ridcalc("problem", "tag", "alias", "tag").out
    assert both == ridcalc("problem", "tag").out + "\n" + ridcalc("problem", "alias").out


@pytest.mark.parametrize("language", ["en", "nl"])
def test_without_a_code_all_are_listed_below_a_heading_each_on_a_line(ridcalc: Run, language: str) -> None:
    outcome = ridcalc("problem", "--lang", language)
    listed = re.findall(r"^  ([a-z0-9-]+)  ", outcome.out, re.MULTILINE)
    assert outcome.status == 0
    assert listed == list(EXPLANATIONS)
    assert len(re.findall(r"^\S.*\n  \S", outcome.out, re.MULTILINE)) == len(GROUPS)
    assert max(map(len, outcome.out.splitlines())) <= 100
    assert "ridcalc problem CODE" in outcome.out.splitlines()[-1]


def test_an_unknown_code_is_refused_with_what_it_may_be(ridcalc: Run) -> None:
    outcome = ridcalc("problem", "number-fom", "xyz")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.splitlines()[:4] == [
        "number-fom: error[unknown-problem]: there is no problem code 'number-fom'",
        "  hint: did you mean 'number-form'?",
        "xyz: error[unknown-problem]: there is no problem code 'xyz'",
        "  hint: ridcalc problem lists all codes",
    ]


def ways(err: str) -> list[str]:
    """Return the lines that name the command of an explanation."""
    return [line for line in err.splitlines() if "ridcalc problem" in line]


@pytest.mark.usefixtures("english")
def test_messages_end_with_one_line_that_names_the_command_of_their_explanation(ridcalc: Run, tmp_path: Path) -> None:
    measures = BUDGET["measures.yaml"].replace("incidental", "i").replace("100", "1.000").replace("key: k", "key: x")
    folder = write_folder(tmp_path, {**BUDGET, "measures.yaml": measures})
    err = ridcalc("allocate", "--data", folder).err
    codes = re.findall(r"error\[(.*?)\]", err)
    assert ways(err) == [err.splitlines()[-1]] == [f"explanation: ridcalc problem {' '.join(codes)}"]
    shown = ridcalc(*ways(err)[0].removeprefix("explanation: ridcalc ").split()).out
    assert re.findall(r"^([a-z-]+): ", shown, re.MULTILINE) == codes


@pytest.mark.usefixtures("english")
def test_a_code_is_named_once_and_three_codes_at_most(ridcalc: Run, tmp_path: Path) -> None:
    wrong = "{nature: i, key: x, amounts: {2024: 1.000}, vat: x, aard: x}"
    measures = f"budget: {{years: [2024]}}\nmeasures:\n  m: {wrong}\n  n: {wrong}\n"
    err = ridcalc("allocate", "--data", write_folder(tmp_path, {**BUDGET, "measures.yaml": measures})).err
    codes = list(dict.fromkeys(re.findall(r"error\[(.*?)\]", err)))
    assert len(codes) > 3
    assert ways(err) == [f"explanation: ridcalc problem {' '.join(codes[:3])}"]


def test_warnings_have_no_such_line_so_that_the_answer_fits_a_screen(ridcalc: Run, tmp_path: Path) -> None:
    outcome = ridcalc("allocate", "--data", write_folder(tmp_path, BUDGET))
    assert "warning[missing-category]" in outcome.err
    assert ways(outcome.err) == []


@pytest.mark.usefixtures("english", "shipped")
def test_a_run_with_warnings_that_fails_later_names_one_command(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "warning[vat-unknown]" in ridcalc("export", "book.xlsx").err
    monkeypatch.setattr("ridcalc.render.excel.sheet_data.LONGEST_TEXT", 100)
    assert ways(ridcalc("export", "other.xlsx").err) == ["explanation: ridcalc problem workbook-too-large"]


def test_the_command_asks_for_the_language_of_the_messages(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measures = BUDGET["measures.yaml"].replace("100", "1.000")
    folder = write_folder(tmp_path, {**BUDGET, "measures.yaml": measures})
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert ways(ridcalc("allocate", "--data", folder).err) == ["uitleg: ridcalc problem number-form --lang nl"]
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert ways(ridcalc("allocate", "--data", folder).err) == ["uitleg: ridcalc problem number-form"]


@pytest.mark.usefixtures("shipped")
def test_json_for_programs_has_no_such_line(ridcalc: Run) -> None:
    assert ridcalc("check", "--format", "json").err == ""


def test_codes_are_completed() -> None:
    words = {"_RIDCALC_COMPLETE": "complete_bash", "COMP_WORDS": "ridcalc problem vat-", "COMP_CWORD": "2"}
    done = run_as_a_process(environment={**os.environ, **words})
    assert done.stdout.split() == ["vat-unknown", "vat-mixed"]


def test_a_run_with_warnings_loads_no_explanation() -> None:
    script = """\
import sys
from ridcalc import cli
try: cli.run(["allocate"])
except SystemExit: pass
print([name for name in sys.modules if "explanations" in name or name == "json"])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "warning[" in done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
