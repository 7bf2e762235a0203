"""`ridcalc import` on what could come in wrongly in silence: totals without their word, formats, hidden parts."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import MAC_EPOCH

from builders import Run
from spreadsheets import Cells, by_openpyxl

HEAD = ["Nr", "Omschrijving", "2027", "2028"]
POSTS: Cells = [HEAD, ["1", "Salarissen", 100, 100], ["2", "Huur", 50, 60]]


def written(path: Path, rows: Cells, formats: dict[str, str] | None = None) -> Path:
    """Return the path of a workbook with one sheet."""
    path.write_bytes(by_openpyxl({"Blad1": rows}, formats=formats))
    return path


@pytest.mark.parametrize(
    "label",
    [
        ["", "Totale lasten"],
        ["", "Lasten totaal"],
        ["", "Programma 1 (overhead) totaal"],
        ["Totaal", "Programma 1"],
        ["Subtotaal", None],
        ["", "Geraamd resultaat"],
        ["", "Geraamd totaal saldo van baten en lasten"],
    ],
)
def test_a_total_is_found_by_its_word_wherever_it_stands(label: list[str], ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [*POSTS, [*label, 150, 160]])
    run = ridcalc("import", "measures", file)
    assert run.status == 0, run.err
    assert set(yaml.safe_load(run.out)["measures"]) == {"salarissen", "huur"}


def test_a_post_that_adds_up_the_rows_above_it_gets_a_warning(ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [*POSTS, ["3", "Overhead", 150, 160]])
    run = ridcalc("import", "measures", file)
    assert "overhead:" in run.out
    assert f"{file}!Blad1!4: warning[total-suspected]: this row is the sum of the 2 rows above it" in run.err


def test_the_total_of_the_participants_of_a_post_is_no_participant(ridcalc: Run, tmp_path: Path) -> None:
    rows: Cells = [["Omschrijving", "Gemeente", "2027"], ["Huur", "Duiven", 100], ["Huur", "Zevenaar", 50]]
    file = written(tmp_path / "sheet.xlsx", [*rows, ["Huur", "Totaal", 150]])
    run = ridcalc("import", "measures", file)
    assert yaml.safe_load(run.out)["measures"]["huur"]["parts"] == {2027: {"duiven": 100, "zevenaar": 50}}


RESERVES: Cells = [["Omschrijving", "2027"], ["Lasten"], ["Huur", 5], ["Totaal lasten", 5], ["Baten"], ["Leges", 7]]


@pytest.mark.parametrize("end", [["Totaal baten", 7], ["Saldo", 2]])
def test_a_total_or_a_balance_ends_a_block_of_income(end: list[object], ridcalc: Run, tmp_path: Path) -> None:
    below: Cells = [end, ["Mutaties reserves"], ["Toevoeging", 3], ["Onttrekking reserve", 1], ["Resultaat", 0]]
    run = ridcalc("import", "measures", written(tmp_path / "sheet.xlsx", [*RESERVES, *below]))
    sides = {name: entry.get("side", "expense") for name, entry in yaml.safe_load(run.out)["measures"].items()}
    assert sides == {"huur": "expense", "leges": "income", "toevoeging": "expense", "onttrekking-reserve": "income"}


def test_a_post_named_with_a_letter_is_no_heading_of_income(ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [["Omschrijving", "2027"], ["A", 1], ["B"], ["C", 3]])
    measures = yaml.safe_load(ridcalc("import", "measures", file).out)["measures"]
    assert "side" not in measures["c"]


@pytest.mark.parametrize("code", ["0%", "0.00%", '"ca. "0.0%;-0%'])
def test_a_percentage_is_no_amount(code: str, ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [["Post", "2027"], ["Korting", 0.05]], {"B2": code})
    run = ridcalc("import", "measures", file)
    assert (run.status, run.out) == (1, "")
    assert f"{file}!Blad1!B2: error[cell-unreadable]: this cell holds a percentage, 5%, where an amount" in run.err


def test_a_format_with_a_percent_sign_as_text_shows_an_amount(ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [["Post", "2027"], ["Huur", 5]], {"B2": '0.00" (excl. 21% btw)"'})
    assert "2027: 5\n" in ridcalc("import", "measures", file).out


def test_a_date_that_excel_made_of_a_category_is_named(ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [["Post", "Categorie", "2027"], ["Huur", date(2001, 5, 3), 5]])
    assert f"{file}!Blad1!B2: error[cell-unreadable]: this cell holds a date, 2001-05-03, where a category" in (
        ridcalc("import", "measures", file).err
    )


def test_a_year_with_a_format_of_dates_is_not_the_year_1905(ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [["Post", 2027], ["Huur", 5]], {"B1": "d-m-yyyy"})
    assert "no column is recognised as amounts" in ridcalc("import", "measures", file).err


def test_a_workbook_may_count_its_days_from_1904(ridcalc: Run, tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = MAC_EPOCH
    sheet = book.worksheets[0]
    for row in (["Post", date(2027, 1, 1)], ["Huur", 5]):
        sheet.append(row)
    book.save(tmp_path / "sheet.xlsx")
    assert "2027: 5\n" in ridcalc("import", "measures", tmp_path / "sheet.xlsx").out


def test_hidden_columns_and_sheets_are_named(ridcalc: Run, tmp_path: Path) -> None:
    content = by_openpyxl({"Begroting": POSTS, "Reserves": [["Post", "2027"], ["Pand", 7]]})
    book = load_workbook(BytesIO(content))
    book["Begroting"].column_dimensions["C"].hidden = True
    book["Reserves"].sheet_state = "veryHidden"
    file = tmp_path / "sheet.xlsx"
    book.save(file)
    report = ridcalc("import", "measures", file).err
    assert "C 2027: amount 2027 (this column is hidden)\n  D 2028: amount 2028\n" in report
    assert "hidden sheets that were not read: 1" in report
    assert "2027: 7\n" in ridcalc("import", "measures", file, "--sheet", "Reserves").out


def test_rows_beside_a_merged_programma_are_counted(ridcalc: Run, tmp_path: Path) -> None:
    rows: Cells = [["Programma", "Post", "2027"], ["Bestuur", "A", 1], [None, "B", 5], ["Zorg", "C", 9]]
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Blad1": rows}, merged=["A2:A3"]))
    assert "says the programma, while others have one: 1\n" in ridcalc("import", "measures", file).err


@pytest.mark.parametrize(
    ("rows", "remark"),
    [
        ([["Post", "L/B", "2027"], ["Huur", "L", -9], ["Leges", "B", 5]], "every expense in the sheet is negative"),
        ([["Post", "2027"], ["Huur", 9], ["Rijksbijdrage", -5]], "expenses with a minus: 1, written so"),
        ([["Post", "L/B", "2027"], ["Leges", "B", -9], ["Boetes", "B", 5]], "with and without minus"),
        ([["Post", "2027"], ["Huur", 9, 7]], "cells in columns without a heading, not read: 1"),
        ([["Post", "Jaar", "Bedrag"], ["Huur", 2027, 9], ["Totaal 2027", None, 9]], "3 total of one year, not checked"),
        ([["Post", "2027"], ["Huur", 9], ["Gas", 5], [None, 14]], "4 total without a name"),
    ],
)
def test_what_may_be_otherwise_than_it_was_read_is_said(rows: Cells, remark: str, ridcalc: Run, tmp_path: Path) -> None:
    run = ridcalc("import", "measures", written(tmp_path / "sheet.xlsx", rows))
    assert run.status == 0, run.err
    assert remark in run.err


@pytest.mark.parametrize(("unit", "amount"), [("€", "10"), ("x € 1.000", "10000")])
def test_a_third_row_of_headings_with_the_unit(unit: str, amount: str, ridcalc: Run, tmp_path: Path) -> None:
    rows: Cells = [["Post", "Begroting", None], [None, 2027, 2028], [None, unit, unit], ["Huur", 10, 20]]
    run = ridcalc("import", "measures", written(tmp_path / "sheet.xlsx", rows))
    assert f"2027: {amount}\n" in run.out, run.err


@pytest.mark.parametrize("section", ["current", "driver"])
def test_only_a_measure_can_be_pm(section: str, ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [["Gemeente", "Taakveld", "2027"], ["Duiven", "0.4", "PM"]])
    run = ridcalc("import", section, file)
    assert (run.status, run.out) == (1, "")
    assert f"{file}!Blad1!C2: error[cell-unreadable]: 'PM' stands where" in run.err
    assert "only amounts of measures can be PM" in run.err


def test_the_sheet_itself_is_never_replaced(ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", POSTS)
    (tmp_path / "link").symlink_to(file)
    content = file.read_bytes()
    for target in ("-o", "--summary"):
        for name in (file, tmp_path / "link"):
            run = ridcalc("import", "measures", file, target, name, "--force")
            assert (run.status, run.out) == (1, "")
            assert f"{name}: error[file-exists]: this file is read or written already" in run.err
    both = tmp_path / "both"
    assert ridcalc("import", "measures", file, "-o", both, "--summary", both, "--force").status == 1
    assert file.read_bytes() == content
    assert not both.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["driver", "--nature", "structural"], "--nature: only measures have one"),
        (["current", "--key", "inwoners"], "--key: only measures have one"),
        (["measures", "--map", "name=A", "--map", "name=B"], "--map: 'name' stands there twice"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    options: list[str], message: str, ridcalc: Run, tmp_path: Path
) -> None:
    file = written(tmp_path / "sheet.xlsx", POSTS)
    run = ridcalc("import", options[0], file, *options[1:])
    assert run.status == 2
    assert message in run.err


def test_the_summary_has_every_field(ridcalc: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "sheet.xlsx", [*POSTS, ["", "Totaal", 150, 160]])
    ridcalc("import", "measures", file, "--summary", tmp_path / "summary.json")
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert (summary["format"], summary["version"]) == ("ridcalc/import", 1)
    assert (summary["file"], summary["sheet"], summary["read"]) == (str(file), "Blad1", 2)
    assert [(one["column"], one["field"]) for one in summary["columns"]] == [
        ("A", None),
        ("B", "name"),
        ("C", "amount"),
        ("D", "amount"),
    ]
    assert summary["left_out"] == [{"row": 1, "reason": "headings"}, {"row": 4, "reason": "total: Totaal"}]
    assert summary["sums"] == [
        {"year": 2027, "file": "150.00", "written": "150.00"},
        {"year": 2028, "file": "160.00", "written": "160.00"},
    ]
