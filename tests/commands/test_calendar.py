"""`ridcalc calendar`: by when who does what for a decision, and the sheet Calendar of the workbook."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import CASES, GOLDEN, Run

DATED = CASES / "dated"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_has_a_block_for_each_organisation_that_is_named(
    language: str, ridcalc: Run, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / f"calendar.{language}.txt", ridcalc("calendar", "--data", DATED, "--lang", language).out)


def test_csv_has_a_row_for_each_step(ridcalc: Run, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "calendar.csv", ridcalc("calendar", "--data", DATED, "--format", "csv").out)


def test_json_reads_both_states_and_says_so(ridcalc: Run) -> None:
    found = json.loads(ridcalc("calendar", "--data", DATED, "--format", "json").out)
    assert [one["file"] for one in found["inputs"]] == ["keys.yaml", "measures.yaml", "scenarios/voor.yaml"]
    assert [one["code"] for one in found["warnings"]] == ["no-council-meeting"]
    assert (found["stage"], found["kind"], found["year"]) == ("wijziging-1", "amendment", 2024)
    assert [block["organisation"] for block in found["blocks"]] == ["gr", "samen", "noord", "oost", "west"]


def test_a_change_of_this_run_can_make_views_needless(ridcalc: Run) -> None:
    nothing = ["--set", "measures.inhuur.amounts.2024=0", "--set", "measures.licenties.amounts=null"]
    nothing += ["--set", "measures.licenties.yearly.2024=0"]
    found = json.loads(ridcalc("calendar", "--data", DATED, "--format", "json", *nothing).out)
    assert [block["view_needed"] for block in found["blocks"]] == [False, False, None, None, None]
    assert found["warnings"] == [], "councils that give no views need no meeting"
    shown = ridcalc("calendar", "--data", DATED, "--lang", "en", *nothing).out
    assert "no views are needed: no contribution changes, and the arrangement exempts that" in shown


def test_check_warns_about_the_dates_of_every_stage(ridcalc: Run) -> None:
    assert "warning[no-council-meeting]" in ridcalc("check", "--data", DATED).err
    assert "no-council-meeting" not in ridcalc("check", "--data", DATED, "--scenario", "voor").err, "of another stage"


def test_dates_of_a_stage_that_does_not_exist_are_a_problem_without_a_stage_too(ridcalc: Run, tmp_path: Path) -> None:
    text = (
        (DATED / "measures.yaml").read_text(encoding="utf-8").replace("decisions:\n  wijziging-1", "decisions:\n  begr")
    )
    for name in ("keys.yaml", "scenarios/voor.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text((DATED / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "measures.yaml").write_text(text, encoding="utf-8")
    outcome = ridcalc("calendar", "--data", tmp_path)
    assert (outcome.status, "error[unknown-stage]" in outcome.err) == (1, True)


def test_the_workbook_of_a_stage_with_dates_has_them_as_true_dates(ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", DATED, "--stage", "wijziging-1", "--participant", "noord").status == 0
    book = load_workbook(path)
    assert book.sheetnames[book.sheetnames.index("Kalender") - 1] == "Verdeling"
    rows = [row[:5] for row in book["Kalender"].iter_rows(min_row=8, values_only=True)]
    assert rows[0] == (
        "GR Voorbeeld",
        "Ontwerp naar de raden",
        "DB",
        datetime(2024, 3, 27),  # noqa: DTZ001  a spreadsheet knows no zones
        datetime(2024, 3, 27),  # noqa: DTZ001
    )
    assert {row[0] for row in rows} == {"GR Voorbeeld", "Gemeente Noord"}, (
        "of the others this municipality decides nothing"
    )
    assert ridcalc("verify", path, "--data", DATED).status == 0


def test_the_workbook_of_another_stage_has_no_calendar(ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", DATED, "--stage", "begroting").status == 0
    assert "Kalender" not in load_workbook(path, read_only=True).sheetnames
