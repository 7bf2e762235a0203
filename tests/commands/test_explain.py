"""`ridcalc explain` and `ridcalc scenarios`: where a figure comes from, and what there is to choose from."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import GOLDEN, Run, write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.explain import explain
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("explain", ("explain", "duiven", "2023", "--measure", "i-strategie")),
        ("explain-all", ("explain", "zevenaar")),
        ("explain-markdown", ("explain", "1stroom", "2024", "--format", "markdown")),
        ("scenarios", ("scenarios",)),
    ],
)
def test_the_outlines_look_as_before(
    name: str, arguments: tuple[str, ...], language: str, ridcalc: Run, golden: Callable[[Path, str], None]
) -> None:
    outcome = ridcalc(*arguments, "--lang", language)
    assert outcome.status == 0
    assert max(map(len, outcome.out.splitlines())) <= 100 or "markdown" in name
    golden(GOLDEN / f"{name}.{language}.txt", outcome.out)


@pytest.mark.usefixtures("shipped")
def test_a_terminal_shows_the_tree_in_its_width(ridcalc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    shown = ridcalc("explain", "duiven", "2023").out
    assert max(map(len, shown.splitlines())) <= 70
    assert "└─" in shown


def test_the_numbers_are_the_allocation_s_own(shipped: Path) -> None:
    allocation = allocate(load(Folder(str(shipped))).case)
    explanation = explain(allocation, "duiven")
    for figure in explanation.figures:
        assert figure.total is allocation.totals["duiven", figure.year, figure.nature]
        assert sum(origin.part or 0 for origin in figure.origins) == figure.total.amount
        for origin in figure.origins:
            assert any(origin.division is division for division in allocation.divisions)
            for chain in origin.chains:
                assert [step.whole for step in chain[1:]] == [step.part for step in chain[:-1]]


@pytest.mark.usefixtures("shipped")
def test_json_has_every_step(ridcalc: Run) -> None:
    outcome = ridcalc("explain", "westervoort", "2023", "--measure", "programmamanager", "--format", "json")
    found = json.loads(outcome.out)
    assert (found["format"], found["version"], found["participant"]) == ("ridcalc/explanation", 1, "westervoort")
    (figure,) = found["figures"]
    assert figure["amount"] == "73711.57"
    (origin,) = figure["origins"]
    (chain,) = origin["steps"]
    assert [step["key"] for step in chain] == ["rid", "1stroom"]
    last = chain[-1]
    assert (last["amount"], last["went_up"], last["rank"], last["odd_units"]) == ("8989.22", True, 1, 1)
    assert last["versions"][0]["reference_year"] == 2021


BUDGET = {
    "keys.yaml": """\
participants: {a: {}, s: {members: [b, c], key: inner}, b: {}, c: {}, d: {}}
keys:
  k: {versions: {2024: {weights: {a: 1, b: 1, c: 1}, source: {document: doc, page: 7}}}}
  inner: {weights: {b: 1, c: 2}}
  mix: {blend: {k: 50%, one: 50%}}
  one: {shares: {a: 1}, source: {document: doc}}
""",
    "measures.yaml": """\
budget: {years: [2024]}
documents: {doc: {title: Besluit}}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 100}}
  n: {nature: incidental, key: mix, side: income, amounts: {2024: 10}}
  p: {nature: structural, key: k, amounts: {2024: PM}}
""",
}


def test_a_partnership_reached_through_members_blends_and_versions_are_explained(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, BUDGET)
    shown = " ".join(ridcalc("explain", "s", "--data", data, "--lang", "en").out.split())
    assert "2024, Incidental: €63.33" in shown
    assert "for b" in shown
    assert "for c" in shown
    assert "version in force from 2024" in shown
    assert "source: Besluit, page 7" in shown
    assert "blended with key one" in shown
    assert "PM from p, 2024" in shown
    assert "by key k: 33.33%" in shown
    assert "nothing falls to this participant" in ridcalc("explain", "d", "--data", data, "--lang", "en").out


def test_other_ways_of_rounding_are_explained(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, BUDGET)
    share = ("--set", "budget.rounding.method=largest-share")
    assert "the largest share takes the rest" in " ".join(
        ridcalc("explain", "a", "--data", data, "--lang", "en", *share).out.split()
    )
    total = ("--set", "budget.rounding.level=total")
    assert "from the batch of m" in ridcalc("explain", "a", "--data", data, "--lang", "en", *total).out


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("explain", "duivn"), "did you mean 'duiven'?"),
        (("explain", "duiven", "2050"), "not one of the budget's years"),
        (("explain", "duiven", "--measure", "programmamanger"), "did you mean 'programmamanager'?"),
    ],
)
def test_wrong_questions_get_a_message(arguments: tuple[str, ...], message: str, ridcalc: Run) -> None:
    outcome = ridcalc(*arguments)
    assert (outcome.status, outcome.out) == (1, "")
    assert message in outcome.err


def test_scenarios_show_what_each_changes(ridcalc: Run, tmp_path: Path) -> None:
    scenarios = {
        "scenarios/een.yaml": "name: Eerste\nonly: [m]\npatch: {measures: {m: {amounts: {2024: 5}, note: x}}}",
        "scenarios/twee.yaml": "base: een",
    }
    data = write_folder(tmp_path, {**BUDGET, **scenarios})
    shown = " ".join(ridcalc("scenarios", "--data", data, "--lang", "en").out.split())
    assert "none (default)" in shown
    assert "een, Eerste: only m, changes measures.m.amounts.2024, measures.m.note" in shown
    assert "twee: based on een" in shown
    (data / "scenarios" / "drie.yaml").write_text("base: vier")
    assert ridcalc("scenarios", "--data", data).status == 1


@pytest.mark.usefixtures("shipped")
def test_a_measure_that_the_scenario_leaves_out_is_named(ridcalc: Run) -> None:
    shown = " ".join(
        ridcalc("explain", "duiven", "2023", "--measure", "ingehuurd-personeel", "--lang", "en").out.split()
    )
    assert "the scenario leaves out Meerkosten van personeel" in shown


def test_a_negative_amount_is_explained_too(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}",
        "measures.yaml": """\
budget: {years: [2024], rounding: {level: total}}
measures: {m: {nature: incidental, key: k, side: income, total: 0.03, spread: {2024: 1}}}
""",
    }
    shown = " ".join(ridcalc("explain", "b", "--data", write_folder(tmp_path, files), "--lang", "en").out.split())
    assert "exactly -0.015 euro, rounded up: remainder 0.5 is number 2; 1 odd -€0.01 went to a" in shown
    assert "m: of a total of €0.03" in shown
