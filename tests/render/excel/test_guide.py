"""The sheet Leeswijzer: links, status, cells to fill in, and what changed since another workbook."""

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import ROOT, Run
from engines import assert_live, rows_of

LESS = "measures.tijdelijke-inhuur.amounts.2023=250000"


def changes_in(path: Path) -> list[list[object]]:
    """Return the rows with what changed, without the row that says what was compared with."""
    return [row[:3] for row in rows_of(path, "Leeswijzer") if row[3] == "since"][1:]


def test_every_sheet_has_a_link_that_leads_to_it(workbook: Path) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    links = [cell.hyperlink.location for row in book["Leeswijzer"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{title}'!A1" for title in book.sheetnames[1:]]


def test_the_status_names_what_is_not_complete_or_not_decided(workbook: Path) -> None:
    rows = {row[0]: row[1] for row in rows_of(workbook, "Leeswijzer")[:12]}
    assert rows["Begrotingswijziging"] == "status: concept"
    assert str(rows["CONCEPT"]).startswith("Gemeente Zevenaar, Gemeente Duiven")
    assert rows["VOORLOPIG"] == "sleutel niet vastgesteld: Gemeente Duiven, Gemeente Westervoort"
    assert rows["Controle"] == "Controle: in orde, invoer en totalen zoals bij de uitvoer"


@pytest.mark.slow
def test_cells_to_fill_in_are_the_readers(ridcalc: Run, workbook: Path) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    sheet = book["Leeswijzer"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "gemaakt door")
    sheet[f"B{row}"], sheet[f"B{row + 2}"] = "J. de Vries", 45_000
    book.save(workbook)
    lines = ridcalc("verify", workbook, "--lang", "nl").out.splitlines()
    assert not [line for line in lines if "Leeswijzer" in line and "formule" not in line]
    sheet[f"A{row}"] = "goedgekeurd door"
    book.save(workbook)
    assert f"Leeswijzer!A{row}" in ridcalc("verify", workbook).out


@pytest.mark.slow
def test_since_lists_changed_added_and_removed_inputs(ridcalc: Run, workbook: Path, shipped: Path) -> None:
    measures = shipped / "measures.yaml"
    text = measures.read_text(encoding="utf-8")
    assert "  programmamanager:" in text
    measures.write_text(text.replace("  programmamanager:", "  manager:"), encoding="utf-8")
    new = shipped.parent / "new.xlsx"
    scenario = next((shipped / "scenarios").glob("raadsbrief.yaml"))
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("programmamanager", "manager"), encoding="utf-8")
    outcome = ridcalc("export", new, "--since", workbook, "--set", LESS, "--lang", "nl")
    assert outcome.status == 0, outcome.err
    assert changes_in(new) == [
        ["Tijdelijke extra inhuur (inhaalslag), 2023", "300.000", "250.000"],
        ["Programmamanager, 2023", "–", "50.000"],
        ["Programmamanager, 2024", "–", "50.000"],
        ["Programmamanager, 2023", "50.000", "–"],
        ["Programmamanager, 2024", "50.000", "–"],
    ]
    assert_live(new)
    assert ridcalc("verify", new).status == 0


@pytest.mark.slow
def test_weights_of_a_blend_are_no_inputs_that_come_or_go(ridcalc: Run, tmp_path: Path) -> None:
    data, old, new = ROOT / "src/ridcalc/examples/ict", tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    assert ridcalc("export", old, "--data", data, "--lang", "nl").status == 0
    assert ridcalc("export", new, "--data", data, "--lang", "nl", "--since", old).status == 0
    assert [change[0] for change in changes_in(new)] == ["geen enkele invoer verschilt"]


def test_since_names_the_scenario_and_the_hash_of_the_other_workbook(ridcalc: Run, workbook: Path) -> None:
    new = workbook.with_name("new.xlsx")
    assert ridcalc("export", new, "--since", workbook, "--lang", "en").status == 0
    compared, *changes = [row[:3] for row in rows_of(new, "Guide") if row[3] == "since"]
    assert compared[:2] == ["book.xlsx", "scenario raadsbrief"]
    assert str(compared[2]).startswith("SHA-256 ")
    assert changes == [["no input differs", None, None]]


@pytest.mark.slow
def test_a_changed_weight_is_listed_with_its_key_and_participant(ridcalc: Run, workbook: Path) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    book["Sleutels"]["I7"] = 53
    book.save(workbook)
    new = workbook.with_name("new.xlsx")
    assert ridcalc("export", new, "--since", workbook, "--lang", "nl").status == 0
    assert changes_in(new) == [["Verdeelsleutel RID De Liemers, Gemeente Zevenaar", "53", "52"]]


@pytest.mark.slow
def test_each_municipality_can_be_compared_with_the_same_workbook(ridcalc: Run, workbook: Path, tmp_path: Path) -> None:
    outcome = ridcalc("export", "--all", tmp_path / "out", "--since", workbook, "--lang", "nl")
    assert outcome.status == 0
    assert changes_in(tmp_path / "out" / "duiven.xlsx") == [["geen enkele invoer verschilt", None, None]]


@pytest.mark.slow
@pytest.mark.usefixtures("english")
def test_a_bad_workbook_of_since_gets_a_message(ridcalc: Run, workbook: Path, tmp_path: Path) -> None:
    def refused(path: Path) -> str:
        new = tmp_path / "new.xlsx"
        outcome = ridcalc("export", new, "--since", path)
        assert (outcome.status, new.exists()) == (1, False)
        return outcome.err

    text = tmp_path / "text.xlsx"
    text.write_text("hello")
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    assert "error[file-missing]" in refused(tmp_path / "nowhere.xlsx")
    assert "error[workbook-refused]" in refused(text)
    assert "ridcalc export did not write it" in refused(other)
    budget = tmp_path / "budget.xlsx"
    assert ridcalc("export", budget, "--data", ROOT / "src/ridcalc/examples/ict").status == 0
    assert "no measure of this workbook is in the files: it is of another budget" in refused(budget)
    without = Path(shutil.copy(workbook, tmp_path / "without.xlsx"))
    book: Any = openpyxl.load_workbook(without)
    book["Maatregelen"]["I6"] = "geld"
    book.save(without)
    assert "sheet Maatregelen has no column bedrag" in refused(without)
    del book["Sleutels"]
    book["Maatregelen"]["I6"] = "bedrag"
    book.save(without)
    assert "sheet Sleutels is missing" in refused(without)
