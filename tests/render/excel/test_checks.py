"""The checks of the workbook: whatever breaks it turns the guard, which names the check and the place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import column_index_from_string

from builders import ROOT, SCENARIOS, Run, write_folder
from effort import one_of
from engines import assert_live, by_ironcalc, guard_after, rows_of, sheets_of, stored_values
from ridcalc.commands.init import example_names

FAILS = "CONTROLE FAALT"
FINE = "Controle: in orde, invoer en totalen zoals bij de uitvoer"
CHANGED = "Controle: in orde; gewijzigd sinds de uitvoer"

ADDED_ROW: dict[str, Any] = {
    "A": 11,
    "B": "drie",
    "C": "S",
    "D": "lasten",
    "E": "2024",
    "F": 2024,
    "G": "RID",
    "I": 99_999,
    "L": "drie",
    "M": "rid",
}
"""A measure that a reader types into a row of the sheet Maatregelen."""


def in_row(row: int) -> dict[tuple[str, str], Any]:
    """Return the cells of the measure that a reader adds, in a row of the sheet Maatregelen."""
    return {("Maatregelen", f"{column}{row}"): value for column, value in ADDED_ROW.items()}


BROKEN: dict[str, tuple[dict[tuple[str, str], Any], str]] = {
    "a line of the amendment typed over": (
        {("Begrotingswijziging", "I26"): 5},
        "niet optellen: Begrotingswijziging!G12",
    ),
    "a total of the amendment typed over": (
        {("Begrotingswijziging", "G24"): 5},
        "overschreven, of niet optellen: Begrotingswijziging!G12",
    ),
    "a line of a municipality typed over": (
        {("Begrotingswijziging", "I76"): 5},
        "overschreven, of niet optellen: Begrotingswijziging!G62",
    ),
    "a balance typed over": (
        {("Begrotingswijziging", "G45"): 1},
        "overschreven, of niet optellen: Begrotingswijziging!G45",
    ),
    "a programma typed over": (
        {("Begrotingswijziging", "G13"): 351},
        "overschreven, of niet optellen: Begrotingswijziging!G13",
    ),
    "a line of the report typed over": ({("VGR", "F9"): 5}, "overschreven, of niet optellen: VGR!F9"),
    "a cell of Iv3 typed over": ({("Iv3", "K7"): 5}, "overschreven, of niet optellen: Iv3!J7"),
    "a total of the overview typed over": ({("Overzicht", "B8"): 1}, "overschreven, of niet optellen: Overzicht!B8"),
    "thousands of the overview typed over": (
        {("Overzicht", "B22"): 1},
        "overschreven, of niet optellen: Overzicht!B22",
    ),
    "another year": ({("Maatregelen", "F7"): 2024}, "daar volgt niets op: Maatregelen!B7"),
    "another nature": ({("Maatregelen", "C7"): "S"}, "daar volgt niets op: Maatregelen!B7"),
    "another line of the amendment": ({("Maatregelen", "S8"): 1}, "daar volgt niets op: Maatregelen!B8"),
    "another side": ({("Maatregelen", "D7"): "baten"}, "daar volgt niets op: Maatregelen!B7"),
    "another period": ({("Maatregelen", "E7"): "2024"}, "daar volgt niets op: Maatregelen!B7"),
    "another key": ({("Maatregelen", "M7"): "1stroom"}, "daar volgt niets op: Maatregelen!B7"),
    "another id": ({("Maatregelen", "L7"): "iets"}, "daar volgt niets op: Maatregelen!B7"),
    "another name": ({("Maatregelen", "B7"): "iets"}, "daar volgt niets op: Maatregelen!B7"),
    "another taakveld": ({("Maatregelen", "Z7"): "6.2"}, "daar volgt niets op: Maatregelen!B7"),
    "a weight typed into the trace": ({("Herleiding", "K7"): 1}, "Totalen anders dan bij de uitvoer, terwijl geen"),
    "a nature changed in the division": ({("Verdeling", "D7"): "S"}, "Totalen anders dan bij de uitvoer, terwijl geen"),
    "a part changed in the division": ({("Verdeling", "I7"): 1}, "Delen die niet optellen tot de bedragen"),
    "shares of 101%": ({("Sleutels", "I7"): 53}, "Aandelen van een sleutel die niet optellen tot 100%: Sleutels!I12"),
    "a row typed below the table": (in_row(17), "toegevoegd of leeggemaakt; die tellen niet mee: Maatregelen"),
    "a weight typed below the table": (
        {("Sleutels", "K11"): "rid", ("Sleutels", "I11"): 5},
        "toegevoegd of leeggemaakt; die tellen niet mee: Sleutels",
    ),
    "a text for an amount": (
        {("Maatregelen", "I8"): "veel"},
        "geen PM zijn, of een nieuwe uitvoer vragen: Maatregelen!I8",
    ),
}


@pytest.mark.parametrize("broken", one_of(4, BROKEN))
def test_what_is_broken_turns_the_guard_and_is_named_with_its_place(broken: str, workbook: Path) -> None:
    changes, where = BROKEN[broken]
    found = by_ironcalc(workbook, changes)
    for sheet in sheets_of(workbook):
        assert str(found[sheet, "A4"]).startswith(FAILS)
    assert where in " / ".join(str(found[cell]) for cell in found if cell[0] == "Aansluiting" and cell[1][0] == "I")


@pytest.mark.parametrize(
    "place",
    one_of(
        2,
        (
            ("Begrotingswijziging", 13),
            ("Begrotingswijziging", 25),
            ("VGR", 8),
            ("Leeswijzer", 12),
            ("Overzicht", 10),
            ("Maatregelen", 9),
        ),
    ),
    ids=lambda place: f"{place[0]}-{place[1]}",
)
def test_a_row_that_is_deleted_or_inserted_turns_the_guard(place: tuple[str, int], workbook: Path) -> None:
    sheet, row = place

    def delete(model: Any, sheets: Mapping[str, int]) -> None:  # noqa: ANN401  ironcalc's model has no types
        model.delete_rows(sheets[sheet], row, 1)

    def insert(model: Any, sheets: Mapping[str, int]) -> None:  # noqa: ANN401  ironcalc's model has no types
        model.insert_rows(sheets[sheet], row, 1)

    for edit in (delete, insert):
        guard = guard_after(workbook, edit)
        assert guard.startswith(FAILS)
        assert sheet in guard


def test_a_row_typed_into_the_middle_of_the_measures_turns_the_guard(workbook: Path) -> None:
    """The numbers of the rows are put right, as a careful reader does."""

    def insert(model: Any, sheets: Mapping[str, int]) -> None:  # noqa: ANN401  ironcalc's model has no types
        measures = sheets["Maatregelen"]
        model.insert_rows(measures, 9, 1)
        for column, value in ADDED_ROW.items():
            model.set_user_input(measures, 9, column_index_from_string(column), str(value))
        for row in range(7, 18):
            model.set_user_input(measures, row, 1, str(row - 6))

    assert "toegevoegd of leeggemaakt; die tellen niet mee: Maatregelen" in guard_after(workbook, insert)


@pytest.mark.parametrize(
    "sheet", ["Uitgangspunten", *(pytest.param(sheet, marks=pytest.mark.slow) for sheet in ("Sleutels", "VGR"))]
)
def test_a_sheet_that_is_deleted_turns_the_guard(sheet: str, workbook: Path) -> None:
    guard = guard_after(workbook, lambda model, sheets: model.delete_sheet(sheets[sheet]))
    assert guard.startswith(FAILS)
    assert guard.endswith(f": {sheet}")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({("Maatregelen", "I7"): 100.01}, marks=pytest.mark.slow),
        {("Maatregelen", "I7"): "PM", ("Maatregelen", "I10"): 12_345.67},
        pytest.param({("Maatregelen", "I7"): -5, ("Maatregelen", "I15"): 0}, marks=pytest.mark.slow),
        {("Sleutels", "I7"): 53, ("Sleutels", "I8"): 47},
        pytest.param({("Sleutels", "I9"): 25_054}, marks=pytest.mark.slow),
    ],
)
def test_what_may_be_changed_is_no_failure(changes: dict[tuple[str, str], Any], workbook: Path) -> None:
    found = by_ironcalc(workbook, changes)
    assert found["VGR", "A4"] == CHANGED
    assert by_ironcalc(workbook, {cell: stored_values(workbook)[cell] for cell in changes})["VGR", "A4"] == FINE


def test_who_fills_in_the_guide_changes_nothing(workbook: Path) -> None:
    (row,) = (int(cell[1:]) for (_, cell), text in stored_values(workbook).items() if text == "gemaakt door")
    found = by_ironcalc(workbook, {("Leeswijzer", f"B{row}"): "A. de Vries", ("Leeswijzer", f"B{row + 2}"): 45_352})
    assert (found["Leeswijzer", "A4"], found["VGR", "A4"]) == (FINE, FINE)


def test_an_amount_that_may_be_a_date_is_remarked_upon(workbook: Path) -> None:
    """Who types 1-3-2024 gives a spreadsheet the number 45352."""
    found = by_ironcalc(workbook, {("Maatregelen", "I8"): 45_352})
    assert found["Maatregelen", "J8"] == "datum?"
    assert found["Overzicht", "A4"] == f"{CHANGED}; misschien een datum: 1 bedrag, zie Maatregelen!I8"
    found = by_ironcalc(workbook, {("Maatregelen", "I8"): 45_352, ("Maatregelen", "I7"): 45_353})
    assert found["Overzicht", "A4"] == f"{CHANGED}; misschien datums: 2 bedragen, het eerste is Maatregelen!I7"
    assert by_ironcalc(workbook, {("Maatregelen", "I8"): 45_352.5})["Maatregelen", "J8"] == ""


def test_published_figures_have_their_own_line(workbook: Path) -> None:
    stored = stored_values(workbook)
    assert stored["Overzicht", "A3"] == "Gepubliceerde cijfers: alle sluiten aan"
    found = by_ironcalc(workbook, {("Maatregelen", "I8"): 250_000})
    assert found["VGR", "A3"] == "Gepubliceerde cijfers: 2 van 2 sluiten niet aan"
    found = by_ironcalc(workbook, {("Maatregelen", "I8"): 300_400})  # 52% of 410.400 is 213.408, rounded 213.000
    assert found["VGR", "A3"] == "Gepubliceerde cijfers: 1 van 2 sluit niet aan"


def test_figures_in_thousands_follow_or_ask_for_a_new_export(workbook: Path) -> None:
    found = by_ironcalc(workbook, {("Maatregelen", "I8"): 250_400})
    # 1Stroom's 172,992 is 108,198 and 64,794; Westervoort's rest of 794 goes before Zevenaar's of 408
    assert [found["Overzicht", f"B{row}"] for row in range(22, 27)] == [187, 173, 108, 65, 360]
    found = by_ironcalc(workbook, {("Maatregelen", "I9"): 1_000})  # an amount of the other nature, in the same year
    assert [found["Overzicht", f"B{row}"] for row in range(22, 27)] == ["opnieuw uitvoeren"] * 5
    assert found["Overzicht", "D22"] == 26


def test_pm_posts_that_come_and_go_show(workbook: Path) -> None:
    listed = {cell: text for cell, text in stored_values(workbook).items() if cell[0] == "Overzicht"}
    (row,) = (int(cell[1][1:]) for cell, text in listed.items() if "structureel), 2024" in str(text))
    found = by_ironcalc(workbook, {("Maatregelen", "I10"): 1_000, ("Maatregelen", "I7"): "PM"})
    assert found["Overzicht", f"B{row}"] == "bedrag ingevuld"
    assert found["Overzicht", f"B{row + 1}"] == "PM"
    assert "1 nieuwe PM-post sinds de uitvoer" in found.values()
    found = by_ironcalc(workbook, {("Maatregelen", "I7"): "PM", ("Maatregelen", "I8"): "PM"})
    assert "2 nieuwe PM-posten sinds de uitvoer" in found.values()


def test_thousands_of_a_partnership_in_a_partnership_are_as_exported(ridcalc: Run, tmp_path: Path) -> None:
    """Both p3 and p4 have 3.333.333,36 of 10.000.000,07: a tie about the last thousand."""
    files = {
        "keys.yaml": "participants: {p4: {}, p3: {}, p2: {}, p0: {members: [p1, p4], key: of-p0}, p5: {}, "
        "p1: {members: [p2], key: of-p1}}\n"
        "keys: {k: {weights: {p5: 1, p4: 1, p3: 1, p1: 0}}, of-p0: {weights: {p4: 5, p1: 1}}, "
        "of-p1: {weights: {p2: 1}}}",
        "measures.yaml": "budget: {years: [2024]}\n"
        "measures: {m: {nature: structural, key: k, amounts: {2024: -10000000.07}}}",
    }
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    assert_live(path)


def test_a_municipality_goes_before_a_partnership_in_a_tie_for_a_thousand(ridcalc: Run, tmp_path: Path) -> None:
    # Noord, by way of west, and zuid each pay 50.500 of 101.000: 50 and 51.
    files = {
        "keys.yaml": "participants: {noord: {}, west: {members: [noord], key: leden}, zuid: {}}\n"
        "keys: {gelijk: {weights: {west: 1, zuid: 1}}, leden: {weights: {noord: 1}}}",
        "measures.yaml": "budget: {years: [2024]}\n"
        "measures: {beheer: {nature: structural, key: gelijk, amounts: {2024: 101000}}}",
    }
    path, data = tmp_path / "book.xlsx", write_folder(tmp_path / "data", files)
    assert ridcalc("export", path, "--data", data).status == 0
    assert [row[1] for row in rows_of(path, "Overzicht") if row[1] in {50, 51, 101}] == [50, 50, 51, 101]
    assert_live(path)


def test_what_a_concept_lacks_is_named(amendment: Path, ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    ridcalc("export", path, "--data", amendment)
    texts = list(stored_values(path).values())
    assert "CONCEPT: de huidige raming van 0 Bestuur 0.4 ontbreekt in 2026" in texts


def test_typing_is_held_to_amounts_and_weights(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    (amounts,) = book["Maatregelen"].data_validations.dataValidation
    assert (str(amounts.sqref), amounts.formula1) == ("I7:I16", 'IF(ISNUMBER($I7),$I7=ROUND($I7,2),$I7="PM")')
    (weights,) = book["Sleutels"].data_validations.dataValidation
    assert (str(weights.sqref), weights.formula1) == ("I7:I10", "IF(ISNUMBER($I7),($I7>=0)*($I7=INT($I7))>0,1=0)")
    assert all(one.showErrorMessage and one.prompt for one in (amounts, weights))


def test_the_guard_is_red_where_a_check_fails_and_amber_after_a_change(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["VGR"]
    rules = [rule for cells in sheet.conditional_formatting if str(cells.sqref) == "A4:N4" for rule in cells.rules]
    assert [rule.formula for rule in rules] == [[f'LEFT($A$4,14)="{FAILS}"'], [f'$A$4<>"{FINE}"']]
    assert [rule.dxf.fill.bgColor.rgb for rule in rules] == ["FFFFC7CE", "FFFFE699"]


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [*SCENARIOS, "none"])
def test_every_scenario_is_green(scenario: str, ridcalc: Run, shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", shipped, "--scenario", scenario).status == 0
    assert_live(path)
    assert stored_values(path)["VGR", "A4"] == FINE


@pytest.mark.slow
@pytest.mark.parametrize("folder", [f"src/ridcalc/examples/{name}" for name in example_names()])
def test_every_example_is_green(folder: str, ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", ROOT / folder).status == 0
    assert_live(path)
    assert stored_values(path)["VGR", "A4"] == FINE
