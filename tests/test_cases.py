"""The cases: amounts and budgets in YAML with what they must come to. A treasurer can add one without any Python."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import HERE, Run, write_folder

CASES = HERE / "cases"


def cases_in(path: Path) -> list[dict[str, Any]]:
    """Return the cases of a file, every scalar as text."""
    events = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  no scalar is resolved, and the files are ours
    assert isinstance(events, list)
    return events


def as_text(value: object) -> str:
    """Return a case's data as the YAML of a data folder."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True).replace("'null'", "null")


def allocation(ridcalc: Run, folder: Path, *arguments: str) -> dict[str, Any]:
    """Return what `ridcalc allocate --format json` says of a folder."""
    outcome = ridcalc("allocate", "--data", folder, "--format", "json", *arguments)
    assert outcome.status == 0, outcome.err
    result = json.loads(outcome.out)
    assert isinstance(result, dict)
    return result


@pytest.mark.parametrize("case", cases_in(CASES / "divisions.yaml"), ids=lambda case: case["name"])
def test_a_division(case: dict[str, Any], ridcalc: Run, tmp_path: Path) -> None:
    key = {name: case[name] for name in ("shares", "weights") if name in case}
    rounding = {name: case[name] for name in ("unit", "method") if name in case}
    keys = {"participants": {name: {} for name in case["parts"]}, "keys": {"key": key}}
    measure = {"nature": "incidental", "key": "key", "amounts": {"2024": case["amount"]}}
    measures = {"budget": {"years": ["2024"], "rounding": rounding}, "measures": {"measure": measure}}
    write_folder(tmp_path, {"keys.yaml": as_text(keys), "measures.yaml": as_text(measures)})
    result = allocation(ridcalc, tmp_path)
    assert {line["participant"]: Fraction(line["amount"]) for line in result["lines"]} == {
        name: Fraction(part) for name, part in case["parts"].items()
    }
    assert next(iter(key.values())).keys() == case["parts"].keys()


@pytest.mark.parametrize(
    "case",
    [case for path in sorted((CASES / "budgets").glob("*.yaml")) for case in cases_in(path)],
    ids=lambda case: case["name"],
)
def test_a_budget(case: dict[str, Any], ridcalc: Run, tmp_path: Path) -> None:
    files = {"keys.yaml": as_text(case["keys"]), "measures.yaml": as_text(case["measures"])}
    files |= {f"scenarios/{name}.yaml": as_text(scenario) for name, scenario in case.get("scenarios", {}).items()}
    write_folder(tmp_path, files)
    settings = [argument for text in case.get("set", ()) for argument in ("--set", text)]
    scenario = ["--scenario", case["scenario"]] if "scenario" in case else []
    expected = case["expect"]
    if "problems" in expected:
        outcome = ridcalc("allocate", "--data", tmp_path, *scenario, *settings)
        told = [line for line in outcome.err.splitlines() if "error[" in line]
        assert (outcome.status, outcome.out) == (1, "")
        assert len(told) == len(expected["problems"])
        for line, code in zip(told, expected["problems"], strict=True):
            assert f"error[{code}]" in line
        return
    result = allocation(ridcalc, tmp_path, *scenario, *settings)
    for kind in expected.keys() & {"lines", "totals", "grand_totals", "controls", "assumptions", "drifts", "warnings"}:
        for wanted in expected[kind]:
            assert any(matches(row, wanted) for row in result[kind]), (wanted, result[kind])
    if "count" in expected:
        assert len(result["lines"]) == int(expected["count"])


def matches(row: dict[str, Any], wanted: dict[str, str]) -> bool:
    """Tell whether a row of the result has the values that a case gives, all as text."""
    spelled = {True: "true", False: "false", None: "null"}
    texts = {
        name: spelled[value] if value is None or isinstance(value, bool) else str(value) for name, value in row.items()
    }
    return all(texts.get(name) == value for name, value in wanted.items())
