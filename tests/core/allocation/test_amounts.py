"""An allocation has one list of amounts, and every command that shows an amount before division shows that one."""

import json
from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import stored_values
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.amounts.amount import STEPS
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = """\
participants:
  noord: {name: Noord}
  zuid: {name: Zuid}
keys:
  helft:
    weights: {noord: 1, zuid: 1}
"""
MEASURES = """\
budget:
  years: [2024, 2025, 2026]
  rounding: {unit: 1000}
  language: en
measures:
  ict:
    name: ICT
    nature: incidental
    key: helft
    total: 100000
    spread: {2024: 1/3, 2025: 1/3, 2026: 1/3}
  verhuur:
    name: Verhuur
    nature: incidental
    side: income
    key: helft
    amounts: {2024: 6000, 2025: PM}
"""
# 100.000 over three thirds, in thousands: 33 + 33 + 33 leaves one, which goes to the earliest year.
PARTS = {"2024": 34000, "2025": 33000, "2026": 33000}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a budget in thousands, and a scenario that leaves the ICT out."""
    return write_folder(
        tmp_path,
        {"keys.yaml": KEYS, "measures.yaml": MEASURES, "scenarios/zonder.yaml": "name: Zonder ICT\nwithout: [ict]\n"},
    )


def test_amounts_stand_once_from_what_is_written_to_what_is_divided(folder: Path) -> None:
    allocation = allocate(load(Folder(str(folder))).case)
    assert STEPS == ("written", "indexed", "divided")
    assert [(amount.measure, amount.period.text, *amount.steps) for amount in allocation.amounts] == [
        ("ict", "2024", 3_400_000, 3_400_000, 3_400_000),
        ("ict", "2025", 3_300_000, 3_300_000, 3_300_000),
        ("ict", "2026", 3_300_000, 3_300_000, 3_300_000),
        ("verhuur", "2024", 600_000, 600_000, -600_000),  # income lowers what is shared
        ("verhuur", "2025", None, None, None),
    ]
    assert [division.amount for division in allocation.divisions] == [amount.cents for amount in allocation.amounts]


def test_allocate_divides_and_shows_the_parts_of_the_spread(ridcalc: Run, folder: Path) -> None:
    lines = json.loads(ridcalc("allocate", "--data", folder, "--format", "json").out)["lines"]
    for year, amount in PARTS.items():
        parts = [line["amount"] for line in lines if (line["measure"], line["period"]) == ("ict", year)]
        assert sum(int(part.removesuffix(".00")) for part in parts) == amount
    shown = ridcalc("allocate", "--data", folder, "--by", "measure").out
    assert [part for part in ("€34,000", "€33,000") if part not in shown] == []


def test_compare_says_what_is_left_out_in_the_amounts_that_were_divided(ridcalc: Run, folder: Path) -> None:
    shown = ridcalc("compare", "none", "zonder", "--data", folder).out
    assert "out: ICT, 2024: €34,000, 2025: €33,000, 2026: €33,000" in " ".join(shown.split())


def test_compare_says_from_which_to_which_amounts_a_measure_changed(ridcalc: Run, folder: Path) -> None:
    scenario = "patch: {measures: {ict: {total: 200000}}}\n"
    (folder / "scenarios" / "meer.yaml").write_text(scenario, encoding="utf-8")
    shown = " ".join(ridcalc("compare", "none", "meer", "--data", folder).out.split())
    # 200.000 over three thirds: 66 + 66 + 66 leaves two, for the two earliest years.
    assert "from 2024: €34,000, 2025: €33,000, 2026: €33,000 to 2024: €67,000, 2025: €67,000, 2026: €66,000" in shown


def test_amounts_that_are_written_otherwise_and_come_to_the_same_are_no_change(ridcalc: Run, folder: Path) -> None:
    amounts = "{2024: 34000, 2025: 33000, 2026: 33000}"
    scenario = f"patch: {{measures: {{ict: {{total: null, spread: null, amounts: {amounts}}}}}}}\n"
    (folder / "scenarios" / "zelfde.yaml").write_text(scenario, encoding="utf-8")
    assert "What changes" not in ridcalc("compare", "none", "zelfde", "--data", folder).out


def test_explain_divides_the_part_of_the_spread(ridcalc: Run, folder: Path) -> None:
    shown = ridcalc("explain", "noord", "2024", "--data", folder).out
    assert "the whole is €34,000" in shown
    assert "€34,000 × 50% = €17,000" in shown
    assert "of a total of €100,000" in shown


def test_reconcile_looks_for_the_parts_of_the_spread(ridcalc: Run, folder: Path) -> None:
    found = json.loads(ridcalc("reconcile", "34000", "--year", "2024", "--data", folder, "--format", "json").out)
    assert [way["items"][0]["amount"] for way in found["solutions"]] == ["34000.00"]


def test_the_workbook_holds_the_parts_of_the_spread_whether_taken_or_left_out(ridcalc: Run, folder: Path) -> None:
    for scenario in ("none", "zonder"):
        path = folder / f"{scenario}.xlsx"
        assert ridcalc("export", path, "--scenario", scenario, "--data", folder).status == 0
        stored = stored_values(path)
        rows = [place[1:] for (sheet, place), value in stored.items() if (sheet, value) == ("Measures", "ict")]
        amounts = {str(stored["Measures", f"F{row}"]): stored["Measures", f"I{row}"] for row in rows}
        assert amounts == PARTS
