"""`ridcalc check`: every scenario is read, every problem reported once, every control held."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import GOLDEN, Run, write_folder

pytestmark = pytest.mark.usefixtures("english")

KEYS = 'participants: {a: {booking: {category: "4.3.3"}}}\nkeys: {k: {shares: {a: 1}}}\n'
MEASURES = """\
budget: {years: [2024]}
measures: {m: {nature: incidental, key: k, amounts: {2024: 100}, booking: {category: "3.8"}}}
controls: {base: {year: 2024, amount: 100}}
"""


def folder(tmp_path: Path, **scenarios: str) -> Path:
    """Return a small folder with scenarios."""
    files = {"keys.yaml": KEYS, "measures.yaml": MEASURES}
    return write_folder(tmp_path, files | {f"scenarios/{name}.yaml": text for name, text in scenarios.items()})


def test_the_base_s_controls_are_held_against_every_scenario(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path, less="patch: {measures: {m: {amounts: {2024: 90}}}}")
    outcome = ridcalc("check", "--data", data, "--lang", "en")
    assert outcome.status == 1
    assert "✓ base (2024): €100 published, €100 calculated, met" in outcome.out
    assert "✗ base (2024): €100 published, €90 calculated, missed: €10 too little" in outcome.out
    assert ridcalc("check", "--data", data, "--scenario", "none").status == 0


def test_more_than_was_published_is_too_much(ridcalc: Run, tmp_path: Path) -> None:
    outcome = ridcalc("check", "--data", folder(tmp_path), "--set", "measures.m.amounts.2024=100.05", "--lang", "nl")
    assert "sluit niet aan: € 0,05 te veel" in outcome.out


def test_problems_of_all_files_and_scenarios_are_reported_once(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path, one="without: [n]", two="base: three", Three="name: no id", four="patch: {colour: red}")
    (data / "keys.yaml").write_text(KEYS + "colour: red\n")
    outcome = ridcalc("check", "--data", data)
    assert (outcome.status, outcome.out) == (1, "")
    places = [line.split(": error[")[0] for line in outcome.err.splitlines() if ": error[" in line]
    shown = [place.replace(f"{data}{os.sep}", "") for place in places]
    assert shown == [
        "keys.yaml:3:1",
        "scenarios/Three.yaml",
        "scenarios/four.yaml:1:9",
        "scenarios/one.yaml:1:11",
        "scenarios/two.yaml:1:7",
    ]


def test_an_unknown_scenario_is_a_problem(ridcalc: Run, tmp_path: Path) -> None:
    outcome = ridcalc("check", "--data", folder(tmp_path, one="name: een"), "--scenario", "ones")
    assert outcome.status == 1
    assert "did you mean 'one'?" in outcome.err


def test_a_decision_in_place_of_a_scenario_gives_the_scenario_of_the_decision(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path, one="name: een")
    measures = data / "measures.yaml"
    measures.write_text(f"{measures.read_text()}stages: {{eerste: {{scenario: one}}, broken: [one]}}\n")
    assert "'eerste' is a decision; its scenario is one" in ridcalc("check", "--data", data, "--scenario", "eerste").err
    assert "there is no scenario 'broken'" in ridcalc("check", "--data", data, "--scenario", "broken").err


def test_check_reports_what_allocate_cannot_divide(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path)
    settings = (
        "participants.b={}",
        "participants.c={}",
        "participants.d={}",
        "keys.k={shares: null, weights: {a: 1, b: 1, c: 1, d: 1}}",
        "measures.m.amounts.2024=0.02",
        "budget.rounding.method=largest-share",
    )
    outcome = ridcalc("check", "--data", data, *(word for text in settings for word in ("--set", text)))
    assert outcome.status == 1
    assert "error[rest-flips-sign]" in outcome.err


def test_a_file_that_the_system_will_not_read_is_a_problem(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path)
    (data / "keys.yaml").unlink()
    (data / "keys.yaml").symlink_to("keys.yaml")
    outcome = ridcalc("check", "--data", data)
    assert outcome.status == 1
    assert "error[file-unreadable]: this file cannot be read: " in outcome.err


def test_one_unreadable_file_does_not_hide_the_mistakes_in_the_other(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path, one="patch: {keys: {k: null}}\nwithout: [gone]")
    (data / "keys.yaml").write_text("participants: [")
    (data / "measures.yaml").write_text(MEASURES.replace("incidental", "accidental"))
    outcome = ridcalc("allocate", "--data", data, "--scenario", "one")
    errors = [line for line in outcome.err.splitlines() if "error[" in line]
    assert len(errors) == 3
    assert "keys.yaml:1:15: error[yaml-syntax]" in errors[0]
    assert "measures.yaml:2:24: error[unknown-value]" in errors[1]
    assert "one.yaml:2:11: error[unknown-measure]" in errors[2]


@pytest.mark.parametrize(
    "text", ["patch: null", "name: ~", "without: [~]", "patch: {budget: {years: [2024, null]}}", "patch: [a]"]
)
def test_null_in_a_scenario_only_removes_and_lists_are_refused(text: str, ridcalc: Run, tmp_path: Path) -> None:
    outcome = ridcalc("allocate", "--data", folder(tmp_path, one=text), "--scenario", "one")
    assert outcome.status == 1
    assert "one.yaml:1:" in outcome.err
    assert outcome.err.count("error[") == 1


ONE_KEY = "\nkeys: {k: {shares: {a: 1}}}"
CURRENT = "current: {a: [{programa: '0', programma: '0', taakveld: '1', side: income, amounts: {}}]}, years"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("keys.yaml", "participants: {a: {members: []}}" + ONE_KEY, "keys.yaml:1:20: error[empty-value]: this list"),
        ("keys.yaml", "participants: {a: {name: {b: c}}}" + ONE_KEY, "keys.yaml:1:20: error[wrong-type]: expected a"),
        ("keys.yaml", "participants: {a: {}}\nkeys: {k: {versions: {2024: 5}}}", "keys.yaml:2:29: error[wrong-type]"),
        (
            "keys.yaml",
            "participants: {a: {}}\nkeys: {k: {shares: {a: 1, b: 0}}}",
            "keys.yaml:2:27: error[unknown-",
        ),
        (
            "keys.yaml",
            "participants: {a: {}}\nkeys: {k: {shares: {x-a: ~}}}",
            "keys.yaml:2:21: error[wrong-type]: expected a single value, found null",
        ),
        ("measures.yaml", "budget: {}\nmeasures: {}", "measures.yaml:1:1: error[missing-field]: the budget lacks"),
        ("measures.yaml", MEASURES + "documents: {d: {title: t, x: {}}}", "measures.yaml:4:27: error[unknown-field]"),
        ("measures.yaml", MEASURES.replace("years", "rounding: {unt: 1}, years"), "hint: did you mean 'unit'?"),
        ("measures.yaml", MEASURES.replace("years", CURRENT), "hint: did you mean 'programma'?"),
    ],
)
def test_mistakes_deep_in_a_file_have_their_place(
    file: str, text: str, message: str, ridcalc: Run, tmp_path: Path
) -> None:
    data = folder(tmp_path)
    (data / file).write_text(text)
    outcome = ridcalc("allocate", "--data", data)
    assert outcome.status == 1
    assert message in outcome.err


def test_strict_fails_on_warnings_and_incomplete_figures(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path)
    assert ridcalc("check", "--data", data, "--strict").status == 0
    unknown = ("--set", "measures.m.vat=unknown")
    assert ridcalc("check", "--data", data, *unknown).status == 0
    assert ridcalc("check", "--data", data, *unknown, "--strict").status == 1
    pm = ("--set", "measures.m.amounts.2024=PM")
    assert ridcalc("check", "--data", data, *pm).status == 0
    assert ridcalc("check", "--data", data, *pm, "--strict").status == 1


def test_json_has_problems_warnings_and_controls(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path, good="name: Goed", bad="base: nobody")
    outcome = ridcalc("check", "--data", data, "--format", "json", "--set", "measures.m.vat=unknown")
    found = json.loads(outcome.out)
    assert (outcome.status, outcome.err) == (1, "")
    assert (found["format"], found["version"]) == ("ridcalc/check", 1)
    (problem,) = found["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == (f"{data}{os.sep}scenarios{os.sep}bad.yaml", 1, 7)
    assert problem["code"] == "unknown-scenario"
    assert [(row["scenario"], row["id"], row["status"]) for row in found["controls"]] == [
        ("none", "base", "met"),
        ("good", "base", "met"),
    ]
    assert found["warnings"][0]["code"] == "vat-unknown"


def test_a_change_of_a_scenario_s_control_reaches_it_alone(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path, one="controls: {own: {year: 2024, amount: 100}}", two="name: Twee")
    assert ridcalc("check", "--data", data, "--set", "controls.own.amount=100").status == 0
    missed = ridcalc("check", "--data", data, "--set", "controls.own.amount=90", "--lang", "en")
    assert missed.status == 1
    assert "own (2024): €90 published, €100 calculated, missed" in missed.out
    for command in (("check",), ("compare", "none", "one"), ("scenarios",)):
        outcome = ridcalc(*command, "--data", data, "--set", "controls.nobody.amount=90")
        assert outcome.status == 1
        assert "error[unknown-control]: none of the scenarios has control 'nobody'" in outcome.err


def test_an_object_that_a_scenario_changes_has_its_problems_where_it_stands(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path, one="patch: {measures: {m: {key: k}}}")
    (data / "measures.yaml").write_text(MEASURES.replace("nature:", "natuur:"))
    outcome = ridcalc("allocate", "--data", data, "--scenario", "one")
    assert "measures.yaml" in outcome.err
    assert "one.yaml" not in outcome.err
    (data / "measures.yaml").write_text(MEASURES)
    (data / "scenarios" / "one.yaml").write_text("patch: {measures: {m: {key: null}}}")
    taken = ridcalc("allocate", "--data", data, "--scenario", "one")
    assert "one.yaml:1:20: error[missing-field]: measure 'm' lacks: key" in taken.err


def test_a_file_that_an_editor_leaves_among_the_scenarios_is_no_scenario(ridcalc: Run, tmp_path: Path) -> None:
    data = folder(tmp_path, one="{name: One}")
    for name in (".#one.yaml", "._one.yaml"):
        (data / "scenarios" / name).write_text("")
    assert ridcalc("check", "--data", data).status == 0


def test_all_mistakes_are_reported_in_one_run(ridcalc: Run, tmp_path: Path) -> None:
    keys = """\
participants: {a: {}, p: {members: [a]}}
keys:
  bare: {}
  both: {shares: {a: 1}, weights: {a: 1}}
  alone: {driver: heads}
  gone: {weights: {b: 1}}
"""
    measures = """\
budget: {years: [2024], currency: euro}
measures:
  one: {nature: incidental, key: bare, amounts: {2025: 1}}
  two: {nature: structural, key: both, total: 1}
  three: {key: alone, amounts: {2024: 1.000}}
"""
    outcome = ridcalc("check", "--data", write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures}))
    found = [
        line.removeprefix(f"{tmp_path}/").split(": error[") for line in outcome.err.splitlines() if "error[" in line
    ]
    assert [(place, text.split("]")[0]) for place, text in found] == [
        ("keys.yaml:1:27", "missing-field"),
        ("keys.yaml:3:3", "missing-field"),
        ("keys.yaml:4:26", "several-alternatives"),
        ("keys.yaml:5:11", "missing-field"),
        ("keys.yaml:5:19", "unknown-driver"),
        ("keys.yaml:6:20", "unknown-participant"),
        ("measures.yaml:1:35", "unknown-value"),
        ("measures.yaml:3:50", "year-outside-budget"),
        ("measures.yaml:4:40", "missing-field"),
        ("measures.yaml:5:3", "missing-field"),
        ("measures.yaml:5:39", "number-form"),
    ]


def test_a_file_or_folder_that_is_nearly_there_is_named(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = folder(tmp_path)
    monkeypatch.chdir(data)
    assert "write --data ." in ridcalc("allocate").err
    (data / "keys.yaml").rename(data / "keys.yml")
    assert "keys.yml is there: name it keys.yaml" in ridcalc("allocate", "--data", ".").err


@pytest.mark.usefixtures("shipped")
def test_check_shows_every_scenario_with_its_controls(ridcalc: Run, golden: Callable[[Path, str], None]) -> None:
    names = ("none", "raadsbrief", "raadsbrief-samenvatting", "rapport")
    for language in ("nl", "en"):
        shown = [ridcalc("check", "--scenario", name, "--lang", language).out for name in names]
        golden(GOLDEN / f"check.{language}.txt", "".join(shown))


def test_warnings_about_many_measures_stand_there_once_for_all_scenarios(ridcalc: Run, tmp_path: Path) -> None:
    keys = "participants:\n  noord: {}\nkeys:\n  alles: {shares: {noord: 1}}\n"
    measures = "budget: {years: [2024, 2025], executor: {id: sdl}}\nmeasures:\n" + "".join(
        f"  post-{number}: {{nature: structural, key: alles, amounts: {{2024: 1}}}}\n" for number in range(6)
    )
    fewer = "without: [post-0, post-1]"
    more = "patch: {measures: {erbij: {nature: structural, key: alles, amounts: {2024: 1}}}}"
    files = {"keys.yaml": keys, "measures.yaml": measures, "scenarios/minder.yaml": fewer, "scenarios/meer.yaml": more}
    warnings = [
        line.split("warning")[1]
        for line in ridcalc("check", "--data", write_folder(tmp_path, files)).err.splitlines()
        if "warning[" in line
    ]
    named = "post-0, post-1, post-2, post-3, post-4, + 2"
    assert sorted(warnings) == [
        "[missing-category]: these measures have no economic category: " + named,
        "[missing-category]: these participants have no economic category: noord",
        "[structural-stops]: 7 measures are structural and have no amount in a later year: " + named,
    ]
