"""`ridcalc amend` and `ridcalc outlook`: what their options narrow, and what not."""

import json

import pytest

from builders import ROOT, Run

DATA = ("--data", ROOT / "data")


@pytest.mark.parametrize("command", ["amend", "outlook"])
def test_a_participant_narrows_blocks_and_rows_but_no_warnings(ridcalc: Run, command: str) -> None:
    everyone = json.loads(ridcalc(command, *DATA, "--format", "json").out)
    one = json.loads(ridcalc(command, *DATA, "--format", "json", "--participant", "duiven").out)
    rows = [("blocks", "organisation")] if command == "amend" else [("structural", "participant")]
    for name, field in rows:
        assert len({row[field] for row in everyone[name]}) > 1
        assert {row[field] for row in one[name]} == {"duiven"}
    assert one["warnings"] == everyone["warnings"]
    assert len(one["warnings"]) > 1
    assert one["inputs"] == everyone["inputs"]


@pytest.mark.parametrize("command", ["amend", "outlook"])
def test_an_unknown_scenario_to_count_from_stands_at_its_option(ridcalc: Run, command: str) -> None:
    refused = ridcalc(command, *DATA, "--from", "raadsbriev", "--lang", "en")
    assert refused.status == 1
    assert refused.err.splitlines()[:2] == [
        "--from raadsbriev: error[unknown-scenario]: there is no scenario 'raadsbriev'",
        "  hint: did you mean 'raadsbrief'?",
    ]
