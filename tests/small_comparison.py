"""The differences between the base files of a small budget and a scenario."""

import json
from pathlib import Path
from typing import Any

from builders import SMALL_KEYS, SMALL_MEASURES, Run, write_folder

FOUR = "participants: {a: {}, b: {}, c: {}, d: {}}\n"
EQUAL = "{weights: {a: 1, b: 1, c: 1, d: 1}}"
"""A key that divides over these four alike."""


def rows(ridcalc: Run, tmp_path: Path, scenario: str, *arguments: str) -> dict[tuple[str, int, str], dict[str, Any]]:
    """Return the differences between the base and a scenario, by participant, year and nature."""
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--format", "json", *arguments)
    assert outcome.status == 0, outcome.err
    found = json.loads(outcome.out)
    assert (found["format"], found["version"], found["scenarios"]) == ("ridcalc/comparison", 2, ["none", "b"])
    return {(row["participant"], row["year"], row["nature"]): row for row in found["differences"]}


def causes(row: dict[str, Any]) -> dict[str, str]:
    """Return the causes that count."""
    return {cause: amount for cause, amount in row["causes"].items() if amount != "0.00"}
