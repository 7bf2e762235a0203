"""`ridcalc scenarios` for other programs, and options that it does not take."""

import json
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

from builders import SMALL_KEYS, SMALL_MEASURES, Run, write_folder
from ridcalc.render.formats import ANALYSIS_FORMATS

NAMES = [one.name for one in ANALYSIS_FORMATS]

FILES = {
    "keys.yaml": SMALL_KEYS,
    "measures.yaml": SMALL_MEASURES.replace("2025]", "2025], default_scenario: klein"),
    "scenarios/klein.yaml": "name: Klein\nonly: [m]\n",
    "scenarios/leeg.yaml": "only: []\n",
    "scenarios/zonder.yaml": "without: [n]\n",
    "scenarios/ruim.yaml": """\
base: zonder
patch: {measures: {m: {amounts: {2024: 120}, note: x}}}
""",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with scenarios that take measures, leave measures out and change one."""
    return write_folder(tmp_path / "data", FILES)


def test_the_json_has_every_scenario_with_its_changes_and_totals(ridcalc: Run, data: Path) -> None:
    outcome = ridcalc("scenarios", "--format", "json", "--data", data)
    assert (outcome.status, outcome.err) == (0, "")
    document = json.loads(outcome.out)
    assert (document["format"], document["version"]) == ("ridcalc/scenarios", 1)
    assert document["scenario"] == {"id": "klein", "name": "Klein"}, "the default"
    none, klein, leeg, ruim, zonder = document["scenarios"]
    fields = "id", "name", "base", "only", "without", "changes"
    assert [tuple(one[field] for field in fields) for one in (none, klein, leeg, ruim, zonder)] == [
        ("none", "none", None, None, None, []),
        ("klein", "Klein", None, ["m"], None, []),
        ("leeg", "leeg", None, [], None, []),
        ("ruim", "ruim", "zonder", None, None, ["measures.m.amounts.2024", "measures.m.note"]),
        ("zonder", "zonder", None, None, ["n"], []),
    ]
    assert none["totals"] == [
        {"year": 2024, "nature": "incidental", "amount": "110.00", "pm": 0},  # 100 + 10
        {"year": 2024, "nature": "structural", "amount": "0.00", "pm": 1},
        {"year": 2025, "nature": "incidental", "amount": "50.00", "pm": 0},
        {"year": 2025, "nature": "structural", "amount": "0.00", "pm": 1},
    ]
    assert ruim["net"] == [{"year": 2024, "amount": "120.00", "pm": 1}, {"year": 2025, "amount": "50.00", "pm": 1}]
    assert {row["amount"] for row in leeg["totals"]} == {"0.00"}


def test_inputs_are_the_files_of_all_scenarios_and_warnings_those_of_all(ridcalc: Run, data: Path) -> None:
    document = json.loads(ridcalc("scenarios", "--format", "json", "--data", data).out)
    assert {row["file"]: row["sha256"] for row in document["inputs"]} == {
        name: sha256(text.encode()).hexdigest() for name, text in FILES.items()
    }
    checked = json.loads(ridcalc("check", "--format", "json", "--data", data).out)
    assert document["warnings"] == checked["warnings"]


def test_the_totals_are_those_of_allocate(ridcalc: Run, data: Path) -> None:
    listed = json.loads(
        ridcalc("scenarios", "--format", "json", "--data", data, "--set", "measures.m.amounts.2025=7").out
    )
    assert listed["set"] == ["measures.m.amounts.2025=7"]
    for one in listed["scenarios"]:
        asked = ("--scenario", one["id"], "--set", "measures.m.amounts.2025=7", "--data", data)
        allocation = json.loads(ridcalc("allocate", "--format", "json", *asked).out)
        assert one["totals"] == allocation["grand_totals"]
        assert [Fraction(row["amount"]) for row in one["net"]] == [
            Fraction(row["amount"]) for row in allocation["net"] if row["participant"] is None
        ]


def test_the_name_of_a_file_asks_for_json(ridcalc: Run, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "scenarios.json"
    assert ridcalc("scenarios", "--data", data, "-o", path).status == 0
    assert path.read_text(encoding="utf-8") == ridcalc("scenarios", "--data", data, "--format", "json").out
    assert ridcalc("scenarios", "--data", data, "-o", path).status == 1, "it exists"


def test_csv_is_wrong_usage_whatever_the_files_hold(ridcalc: Run, data: Path) -> None:
    write_folder(data, {"scenarios/kapot.yaml": "only: [x]\n"})
    outcome = ridcalc("scenarios", "--format", "csv", "--data", data)
    assert (outcome.status, outcome.out) == (2, "")
    assert f"'csv' is not one of {', '.join(NAMES)}" in " ".join(outcome.err.split())


@pytest.mark.parametrize("form", NAMES)
def test_a_broken_scenario_is_a_problem_in_every_format(form: str, ridcalc: Run, data: Path) -> None:
    write_folder(data, {"scenarios/kapot.yaml": "only: [x]\n"})
    outcome = ridcalc("scenarios", "--format", form, "--data", data)
    assert (outcome.status, outcome.out) == (1, "")
    assert f"{data}/scenarios/kapot.yaml:1:8: error[unknown-measure]" in outcome.err
