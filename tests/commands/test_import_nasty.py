"""`ridcalc import` on sheets as people leave them, and on what is wrong in single cells."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from builders import Run
from spreadsheets import Cells, by_hand, by_openpyxl

AS_PEOPLE_LEAVE_IT: Cells = [
    ["GEMEENSCHAPPELIJKE REGELING DE WAARD"],
    ["Programmabegroting 2027 - 2028 (bedragen x € 1.000)"],
    [],
    [None, None, "Rekening", "Begroting", "Raming", "I/S", "Verdeel-\nsleutel"],
    ["Nr.", "Omschrijving", 2025, 2027, 2028, None, None],
    ["Programma 1: Veiligheid"],
    ["1.1", "Crisisbeheersing en brandweer"],
    ["a", "  Salarissen ", 1000.1, 1050.5, 1060, "S", "Inwoners"],
    ["b", "Materieel", 200, 210, "PM", "S", "Inwoners"],
    ["c", "Nieuwe kazerne", None, "-", 500, "I", "Vast"],
    ["d", "Bijdrage van het Rijk", None, None, None, "S", "Inwoners"],
    ["", "Subtotaal Crisisbeheersing", 1200.1, 1260.5, 1560],
    ["", "Baten"],
    ["e", "Leges", -50, -51, -52, "S", "Inwoners"],
    ["", "Saldo programma 1", 1150.1, 1209.5, 1508],
    ["Nr.", "Omschrijving", 2025, 2027, 2028, None, None],
    ["Programma 2: Gezondheid"],
    ["f", "Salarissen", 1, "1.250,5", 1.3, "s", "Inwoners"],
    ["", "", 1, 1250.5, 1.3],
    ["* door afronding kunnen totalen 1 afwijken"],
]


def imported(ridcalc: Run, file: Path, *options: str) -> dict[str, Any]:
    """Return the measures that a file becomes."""
    run = ridcalc("import", "measures", file, *options)
    assert run.status == 0, run.err
    document: dict[str, Any] = yaml.load(run.out, yaml.BaseLoader)  # noqa: S506  it makes nothing but texts
    return dict(document["measures"])


def test_a_sheet_as_people_leave_it(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Begroting": AS_PEOPLE_LEAVE_IT, "Uitgangspunten": [["Loon 3%"]]}, merged=["A1:G1"]))
    measures = imported(ridcalc, file)
    assert {name: entry["amounts"] for name, entry in measures.items()} == {
        "salarissen": {"2027": "1050500", "2028": "1060000"},
        "materieel": {"2027": "210000", "2028": "PM"},
        "nieuwe-kazerne": {"2028": "500000"},
        "leges": {"2027": "51000", "2028": "52000"},
        "salarissen-2": {"2027": "1250500", "2028": "1300"},
    }
    assert measures["leges"]["side"] == "income"
    assert [measures[name].get("booking") for name in ("materieel", "salarissen-2")] == [
        {"programma": "1: Veiligheid", "taakveld": "1.1"},
        {"programma": "2: Gezondheid"},
    ]
    assert measures["nieuwe-kazerne"]["nature"] == "incidental"
    report = ridcalc("import", "measures", file, "--lang", "en").err
    for line in ("Rekening 2025: not used", "11 no amount: Bijdrage", "15 balance: Saldo", "16 headings once more"):
        assert line in report


WRONG: dict[str, tuple[Cells, dict[str, str], str]] = {
    "a date that Excel made of a taakveld": (
        [["Post", "Taakveld", "2027"], ["Huur", date(2027, 3, 4), 5]],
        {},
        "B2: error[cell-unreadable]: this cell holds a date, 2027-03-04, where a taakveld",
    ),
    "a formula that was never worked out": (
        [["Post", "2027"], ["Huur", "=A1*2"]],
        {},
        "B2: error[cell-unreadable]: this cell has a formula without a value: =A1*2",
    ),
    "a boolean": ([["Post", "2027"], ["Huur", True]], {}, "B2: error[cell-unreadable]: this cell holds 1"),
    "more than there is": ([["Post", "2027"], ["Huur", 10**17]], {}, "B2: error[amount-too-large]"),
    "a year that is none": (
        [["Post", "Jaar", "Bedrag"], ["Huur", "volgend jaar", 5]],
        {},
        "B2: error[cell-unreadable]: 'volgend jaar' is not recognised as a year",
    ),
    "a side that is none": (
        [["Post", "L/B", "2027"], ["Huur", "Q", 5]],
        {},
        "B2: error[cell-unreadable]: 'Q' is not recognised as expense or income",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_in_a_cell_is_named_with_the_cell(what: str, ridcalc: Run, tmp_path: Path) -> None:
    rows, formats, message = WRONG[what]
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Blad1": rows}, formats=formats))
    run = ridcalc("import", "measures", file)
    assert (run.status, run.out) == (1, "")
    assert f"{file}!Blad1!{message}" in run.err


def test_an_error_value_is_named(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.xlsx"
    head = '<row><c t="s"><v>0</v></c><c><v>2027</v></c></row>'
    file.write_bytes(by_hand(head + '<row><c t="s"><v>1</v></c><c t="e"><v>#REF!</v></c></row>', ("Post", "Huur")))
    assert "B2: error[cell-unreadable]: this cell holds #REF!" in ridcalc("import", "measures", file).err


CSV: dict[str, tuple[str, list[str], str]] = {
    "the other mark than --decimal says": ("Post;2027\nHuur;1,50\n", ["--decimal", "point"], ":2:6: error[cell-unread"),
    "a quotation mark that stays open": ('Post;2027\n"' + "x" * 200_000, [], ":2: error[table-unreadable]"),
    "amounts without any year": ("Post;Bedrag\nHuur;5\n", [], ":1:1: error[heading-missing]"),
}


@pytest.mark.parametrize("what", CSV)
def test_what_is_wrong_in_csv_is_named_with_its_line(what: str, ridcalc: Run, tmp_path: Path) -> None:
    text, options, message = CSV[what]
    file = tmp_path / "sheet.csv"
    file.write_text(text, encoding="utf-8")
    run = ridcalc("import", "measures", file, *options)
    assert (run.status, run.out) == (1, "")
    assert f"{file}{message}" in run.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gemeente;2026\n;5\nB;3\n", "row-without-name"),
        ("Gemeente;2026\nA;-5\n", "negative"),
        ("A;B\n", "heading-miss"),
    ],
)
def test_counts_that_cannot_be_are_refused(text: str, code: str, ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(text, encoding="utf-8")
    run = ridcalc("import", "driver", file)
    assert (run.status, run.out) == (1, "")
    assert f"error[{code}" in run.err


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("€ 1.234,50", "1234.50"),
        ("1.234,-", "1234"),
        ("(1.234,50)", "-1234.50"),
        ("1.234,50-", "-1234.50"),
        ("- € 5,00", "-5"),
        ("−12,5", "-12.50"),
        ("1 234,5", "1234.50"),
        ("2.000.000", "2000000"),
        ("p.m.", "PM"),
    ],
)
def test_an_amount_as_dutch_hands_write_it(written: str, amount: str, ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(f"Post;2027\nHuur;{written}\n", encoding="utf-8")
    assert imported(ridcalc, file)["huur"]["amounts"] == {"2027": amount}


def test_a_taakveld_that_may_have_lost_its_zero_gets_a_remark(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Blad1": [["Post", "Taakveld", "2027"], ["Reserve", 0.1, 5]]}))
    assert "is it 0.10 or 6.60?" in ridcalc("import", "measures", file).err


def test_the_current_budget_of_several_organisations(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Gemeente;Programma;Taakveld;2027\nNoord;P;0.4;5,50\nZuid;P;0.4;6\n", encoding="utf-8")
    run = ridcalc("import", "current", file)
    assert yaml.safe_load(run.out)["budget"]["current"] == {
        "noord": [{"programma": "P", "taakveld": "0.4", "side": "expense", "amounts": {2027: 5.50}}],
        "zuid": [{"programma": "P", "taakveld": "0.4", "side": "expense", "amounts": {2027: 6}}],
    }


def test_a_long_list_of_rows_left_out_is_cut_and_the_summary_has_them_all(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Post;2027\nHuur;5\n" + "".join(f"Kop {number};\n" for number in range(40)), encoding="utf-8")
    run = ridcalc("import", "measures", file, "--summary", tmp_path / "all.json")
    assert "and 16 more: --summary FILE has them all" in run.err  # 41 rows, of which 25 are listed
    assert len(yaml.safe_load((tmp_path / "all.json").read_text(encoding="utf-8"))["left_out"]) == 41
