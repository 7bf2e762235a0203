"""The guard of the workbook, and what a spreadsheet cannot hold."""

import gc
from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import (
    assert_live,
    by_ironcalc,
    names_of,
    rows_of,
    sheets_of,
    stored_values,
)

BIG = {
    "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 9091, b: 445455}}}",
    "measures.yaml": "budget: {years: [2024]}\n"
    "measures:\n  groot: {nature: incidental, key: k, amounts: {2024: 900000000000.01}}\n"
    "  klein: {nature: incidental, key: k, amounts: {2024: 1}}",
}


def test_a_product_that_a_spreadsheet_cannot_hold_is_divided_in_two_digits(ridcalc: Run, tmp_path: Path) -> None:
    folder, path = write_folder(tmp_path / "data", BIG), tmp_path / "big.xlsx"
    assert ridcalc("export", path, "--data", folder).status == 0
    assert stored_values(path)["Maatregelen", "I7"] == 900_000_000_000.01
    assert_live(path)


def test_weights_that_are_large_stand_as_they_are_written(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 500000000, b: 500000000}}}",
        "measures.yaml": "budget: {years: [2024]}\n"
        "measures: {m: {nature: incidental, key: k, amounts: {2024: 1000000000000.01}}}",
    }
    assert ridcalc("export", tmp_path / "b.xlsx", "--data", write_folder(tmp_path / "data", files)).status == 0
    assert stored_values(tmp_path / "b.xlsx")["Sleutels", "I7"] == 500_000_000
    assert_live(tmp_path / "b.xlsx")


@pytest.mark.slow
def test_weights_in_lowest_terms_are_used_where_the_written_ones_are_too_large(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": f"participants: {{a: {{}}, b: {{}}}}\nkeys: {{k: {{weights: {{a: {10**18}, b: {2 * 10**18}}}}}}}",
        "measures.yaml": "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 100}}}",
    }
    assert ridcalc("export", tmp_path / "b.xlsx", "--data", write_folder(tmp_path / "data", files)).status == 0
    assert [stored_values(tmp_path / "b.xlsx")["Sleutels", f"I{row}"] for row in (7, 8)] == [1, 2]
    assert_live(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        (("Maatregelen", "I7"), 100.005, "CONTROLE FAALT"),
        pytest.param(("Maatregelen", "I7"), "veel", "CONTROLE FAALT", marks=pytest.mark.slow),
        (("Maatregelen", "I7"), 10**14, "CONTROLE FAALT"),
        pytest.param(("Maatregelen", "A7"), 3, "CONTROLE FAALT", marks=pytest.mark.slow),
        pytest.param(("Herleiding", "A9"), 8, "CONTROLE FAALT", marks=pytest.mark.slow),
        (("Sleutels", "I7"), -52, "CONTROLE FAALT"),
        pytest.param(("Sleutels", "I7"), 52.5, "CONTROLE FAALT", marks=pytest.mark.slow),
        (("Maatregelen", "I7"), 100.01, "gewijzigd"),
        pytest.param(("Maatregelen", "I7"), 10**13, "CONTROLE FAALT", marks=pytest.mark.slow),
        pytest.param(("Maatregelen", "I9"), 0, "gewijzigd", marks=pytest.mark.slow),
        pytest.param(("Sleutels", "I9"), 25054, "gewijzigd", marks=pytest.mark.slow),
        (("Maatregelen", "I7"), 30000, "zoals bij de uitvoer"),
    ],
)
def test_the_guard_shows_what_a_spreadsheet_cannot_do(
    cell: tuple[str, str], value: object, message: str, workbook: Path
) -> None:
    found = by_ironcalc(workbook, {cell: value})
    assert all(message in str(found[sheet, "A4"]) for sheet in sheets_of(workbook))


def test_the_guard_shows_weights_that_are_all_zero(workbook: Path) -> None:
    found = by_ironcalc(workbook, {("Sleutels", "I9"): 0, ("Sleutels", "I10"): 0})
    assert "CONTROLE FAALT" in str(found["Overzicht", "A4"])


@pytest.mark.slow
def test_a_mix_whose_part_is_changed_follows(amendment: Path, ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    ridcalc("export", path, "--data", amendment)
    keys = rows_of(path, "Sleutels")
    row = next(index for index, cells in enumerate(keys, 1) if cells[10] == "ict")
    one, other = (int(keys[number - 1][8]) for number in (row, row + 1))
    found = by_ironcalc(path, {("Sleutels", f"I{row}"): one + 1, ("Sleutels", f"I{row + 1}"): other - 1})
    assert "gewijzigd" in str(found["Overzicht", "A4"])


def test_a_pm_post_that_gets_an_amount_is_followed_everywhere(workbook: Path) -> None:
    names = names_of(workbook)
    row = next(
        index
        for index, cells in enumerate(rows_of(workbook, "Maatregelen"), 1)
        if cells[11] == "structureel-personeel" and cells[4] == "2024"
    )
    found = by_ironcalc(workbook, {("Maatregelen", f"I{row}"): 1000})
    assert found[names["bedrag_zevenaar_2024_structureel"]] == 520
    assert found[names["totaal_2025_structureel"]] == "PM"


@pytest.mark.usefixtures("english")
def test_more_rows_than_a_sheet_has_are_refused(ridcalc: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ridcalc.render.excel.limits.MOST_ROWS", 40)
    outcome = ridcalc("export", "book.xlsx", "--data", shipped)
    assert outcome.status == 1
    assert "error[workbook-too-large]: the workbook would have 46 rows; a sheet has 40 at most" in outcome.err


@pytest.mark.slow
@pytest.mark.usefixtures("english")
def test_a_workbook_that_is_given_up_half_way_leaves_nothing_open(
    ridcalc: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ridcalc.render.excel.sheet_data.LONGEST_TEXT", 100)
    outcome = ridcalc("export", "book.xlsx", "--data", shipped)
    assert "error[workbook-too-large]: sheet " in outcome.err
    del outcome
    gc.collect()  # what was left open would complain now, which fails a test


def test_the_guard_works_with_every_method(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}, c: {}, d: {}}\nkeys: {k: {weights: {a: 1, b: 1, c: 1, d: 1}}}",
        "measures.yaml": "budget: {years: [2024], rounding: {method: largest-share}}\n"
        "measures: {m: {nature: incidental, key: k, amounts: {2024: 100}}}",
    }
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    found = by_ironcalc(path, {("Maatregelen", "I7"): 0.02})
    assert str(found["Overzicht", "A4"]).startswith("CONTROLE FAALT")
