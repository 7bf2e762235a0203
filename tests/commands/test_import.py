"""`ridcalc import`: what people have in spreadsheets comes in as they mean it, or they hear what to say."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from builders import Run
from spreadsheets import MADE, Cells, by_hand, by_openpyxl

Posts = dict[str, dict[str, str]]
"""What is expected of each measure: its amounts by period, and other fields by name."""


class Sheet(NamedTuple):
    """A sheet, what the command line adds to it, and the measures that it holds."""

    name: str
    content: bytes
    options: Sequence[str]
    posts: Posts


ACROSS = Sheet(
    "years across, with a title over merged cells and totals.xlsx",
    by_openpyxl(
        {
            "Begroting": [
                ["Begroting 2027 en verder"],
                [],
                ["Omschrijving", "Verdeelsleutel", "I/S", "2027", "2028", "Toelichting"],
                ["Salarissen", "Inwoners", "S", 1200.5, 1250, "cao"],
                ["Onderzoek", "Inwoners", "I", 300, "PM", None],
                ["Totaal", None, None, "=SUM(D4:D5)", "=SUM(E4:E5)", None],
            ]
        },
        merged=["A1:F1"],
    ),
    [],
    {
        "salarissen": {"2027": "1200.50", "2028": "1250", "nature": "structural", "key": "inwoners"},
        "onderzoek": {"2027": "300", "2028": "PM", "nature": "incidental", "key": "inwoners"},
    },
)
DOWN = Sheet(
    "years down, names only in the first row of each post.xlsx",
    by_openpyxl(
        {
            "Blad1": [
                ["Post", "Jaar", "Bedrag"],
                ["Huur", 2027, 100.25],
                [None, 2028, 110],
                ["Licenties", 2027, 50],
                [None, 2028, 51],
                ["Eindtotaal", None, 311.25],
            ]
        }
    ),
    ["--nature", "structural", "--key", "inwoners"],
    {"huur": {"2027": "100.25", "2028": "110"}, "licenties": {"2027": "50", "2028": "51"}},
)
SIDES = Sheet(
    "years over lasten baten saldo, income negative.xlsx",
    by_openpyxl(
        {
            "Programma": [
                ["Nr", "Product", 2027, None, None, 2028, None, None],
                [None, None, "Lasten", "Baten", "Saldo", "Lasten", "Baten", "Saldo"],
                [1, "Brandweer", 1200, -200, 1000, 1250, -210, 1040],
                [2, "Crisisbeheersing", 300, 0, 300, 310, 0, 310],
                ["", "Totaal", 1500, -200, 1300, 1560, -210, 1350],
            ]
        },
        merged=["C1:E1", "F1:H1"],
    ),
    [],
    {
        "brandweer": {"2027": "1200", "2028": "1250"},
        "brandweer-baten": {"2027": "200", "2028": "210", "side": "income"},
        "crisisbeheersing": {"2027": "300", "2028": "310"},
    },
)
BLOCKS = Sheet(
    "taakveld in headings above blocks.xlsx",
    by_openpyxl(
        {
            "Blad1": [
                ["Taakveld 0.4 Overhead", None, None],
                ["", "Begroting 2027", "Raming 2028"],
                ["Salarissen", 412.5, 424],
                ["Totaal 0.4", 412.5, 424],
                ["2.1 Verkeer", None, None],
                ["Onderhoud", 80, 81],
                ["Totaal 2.1", 80, 81],
                ["Totaal generaal", 492.5, 505],
            ]
        }
    ),
    ["--nature", "structural"],
    {
        "salarissen": {"2027": "412.50", "2028": "424", "taakveld": "0.4"},
        "onderhoud": {"2027": "80", "2028": "81", "taakveld": "2.1"},
    },
)
THOUSANDS = Sheet(
    "thousands that formulas worked out, of LibreOffice.xlsx",
    (MADE / "thousands.xlsx").read_bytes(),
    [],
    {
        "brandweer": {"2027": "1200500", "2028": "1224510", "2029": "1249000", "programma": "1 Veiligheid"},
        "crisisbeheersing": {"2027": "300000", "2028": "306000", "2029": "312120", "programma": "1 Veiligheid"},
    },
)
LEDGER = Sheet(
    "a ledger of LibreOffice in Windows-1252.csv",
    (MADE / "ledger.csv").read_bytes(),
    [],
    {
        "automatisering-beheer": {"2027": "1234.50", "2028": "1300", "taakveld": "0.4"},
        "cafe-en-catering": {"2027": "80.25", "taakveld": "0.4", "name": "Café & catering"},
        "cafe-en-catering-2": {"2027": "12", "taakveld": "0.4", "side": "income"},
    },
)
QUARTERS = Sheet(
    "quarters across, from a program that writes tabs and a mark.csv",
    "﻿sep=\t\nMaatregel\tKw1 2027\tKw2 2027\tTotaal 2027\nInhuur\t€ 1.000,-\t€ 250,50\t€ 1.250,50\n".encode("utf-16"),
    [],
    {"inhuur": {"2027-Q1": "1000", "2027-Q2": "250.50"}},
)
_TEXTS = (
    "Post",
    "Bedrag",
    "<r><t>Huur </t></r><r><rPr><b/></rPr><t>kantoor</t></r>",
    "Energie & water",
    "Begroting 2027",
)
INDICES = Sheet(
    "without references, texts in pieces and a link to another file.xlsx",
    by_hand(
        '<row><c t="s"><v>4</v></c></row><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row><c t="s"><v>2</v></c><c><v>1.0005E3</v></c></row><row><c t="s"><v>3</v></c><c><v>0.3</v></c></row>',
        _TEXTS,
    ),
    [],
    {"huur-kantoor": {"2027": "1000.50"}, "energie-en-water": {"2027": "0.30"}},
)
INLINE = Sheet(
    "inline texts, digits of a float, and a total by formula alone.xlsx",
    by_hand(
        '<row r="3"><c r="B3" t="inlineStr"><is><t>Activiteit</t></is></c><c r="D3"><v>2027</v></c></row>'
        '<row r="4"><c r="B4" t="str"><f>"Huur"</f><v>Huur</v></c><c r="D4"><f>A1</f><v>0.30000000000000004</v></c>'
        '</row><row r="5"><c r="B5" t="inlineStr"><is><t>Rente</t></is></c><c r="D5"><v>-12.5</v></c></row>'
        '<row r="6"><c r="D6"><f>SUM(D4:D5)</f><v>-12.2</v></c></row>'
    ),
    [],
    {"huur": {"2027": "0.30"}, "rente": {"2027": "-12.50"}},
)
UNNAMED = Sheet(
    "headings that nobody else uses.csv",
    b"Wat;Hoeveel 2027\nHuur;1.000,50\nLicenties;80\n",
    ["--map", "name=Wat", "--map", "amount=B"],
    {"huur": {"2027": "1000.50"}, "licenties": {"2027": "80"}},
)
SHEETS = (ACROSS, DOWN, SIDES, BLOCKS, THOUSANDS, LEDGER, QUARTERS, INDICES, INLINE, UNNAMED)


def texts_in(written: str) -> dict[str, Any]:
    """Return what YAML says, with every value as text."""
    document: dict[str, Any] = yaml.load(written, yaml.BaseLoader)  # noqa: S506  it makes nothing but texts
    return document


def kept(path: Path, sheet: Sheet) -> Path:
    """Write a sheet to a folder; return its path."""
    file = path / f"sheet{Path(sheet.name).suffix}"
    file.write_bytes(sheet.content)
    return file


def flat(entry: dict[str, Any]) -> dict[str, str]:
    """Return the fields of a measure, its amounts and its booking, as one mapping."""
    return {**entry, **entry.get("amounts", {}), **entry.get("booking", {})}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: Path(sheet.name).stem)
def test_a_sheet_comes_in_whole(sheet: Sheet, ridcalc: Run, tmp_path: Path) -> None:
    assert sum(option == "--map" for option in sheet.options) <= 2
    run = ridcalc("import", "measures", kept(tmp_path, sheet), *sheet.options, "--lang", "nl")
    assert run.status == 0, run.err
    assert "VERSCHILT" not in run.err
    measures = texts_in(run.out)["measures"]
    assert list(measures) == list(sheet.posts), "the order of the sheet"
    assert {name: {field: flat(measures[name])[field] for field in post} for name, post in sheet.posts.items()} == (
        sheet.posts
    )


def budget_with(folder: Path, measures: str) -> Path:
    """Write a folder with the participants and the key of the sheets, and the measures."""
    (folder / "keys.yaml").write_text(
        "participants: {noord: {}, zuid: {}}\nkeys: {inwoners: {weights: {noord: 3, zuid: 2}}}\n", encoding="utf-8"
    )
    (folder / "measures.yaml").write_text(
        f"budget: {{years: [2027, 2028, 2029], executor: {{id: dienst}}}}\n{measures}", encoding="utf-8"
    )
    return folder


def test_what_was_written_loads_without_an_edit_and_adds_up(ridcalc: Run, tmp_path: Path) -> None:
    run = ridcalc("import", "measures", kept(tmp_path, ACROSS), "--summary", tmp_path / "summary.json")
    allocated = ridcalc("allocate", "--data", budget_with(tmp_path, run.out), "--format", "json")
    assert allocated.status == 0
    totals = {(one["year"], one["nature"]): one["amount"] for one in json.loads(allocated.out)["grand_totals"]}
    assert totals[2027, "structural"] == "1200.50"
    assert totals[2027, "incidental"] == "300.00"
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert {name: summary[name] for name in ("format", "version", "sheet", "read", "sums")} == {
        "format": "ridcalc/import",
        "version": 1,
        "sheet": "Begroting",
        "read": 2,
        "sums": [
            {"year": 2027, "file": "1500.50", "written": "1500.50"},
            {"year": 2028, "file": "1250.00", "written": "1250.00"},
        ],
    }
    assert [(one["column"], one["field"]) for one in summary["columns"]] == [
        ("A", "name"),
        ("B", "key"),
        ("C", "nature"),
        ("D", "amount"),
        ("E", "amount"),
        ("F", None),
    ]
    assert [one["row"] for one in summary["left_out"]] == [1, 3, 6]


def test_check_points_at_each_gap(ridcalc: Run, tmp_path: Path) -> None:
    run = ridcalc("import", "measures", kept(tmp_path, SIDES), "--lang", "nl")
    checked = ridcalc("check", "--data", budget_with(tmp_path, run.out), "--lang", "nl")
    lines = (tmp_path / "measures.yaml").read_text(encoding="utf-8").splitlines()
    gaps = [number for number, line in enumerate(lines, 1) if "vul-in" in line]
    assert len(gaps) == 6, "nature and key of three measures"
    assert [number for number in gaps if f"measures.yaml:{number}:" not in checked.err] == []


def test_nothing_is_overwritten_without_force(ridcalc: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("mine\n", encoding="utf-8")
    sheet = kept(tmp_path, DOWN)
    for options in (["-o", mine], ["--summary", mine], ["-o", tmp_path / "new.yaml", "--summary", mine]):
        refused = ridcalc("import", "measures", sheet, *options)
        assert (refused.status, mine.read_text(encoding="utf-8")) == (1, "mine\n")
        assert "file-exists" in refused.err
    assert not (tmp_path / "new.yaml").exists()
    assert ridcalc("import", "measures", sheet, "-o", mine, "--force").out == f"{mine}\n"
    assert "huur:" in mine.read_text(encoding="utf-8")


def test_a_file_with_problems_writes_nothing_and_names_every_cell(ridcalc: Run, tmp_path: Path) -> None:
    content = by_openpyxl(
        {"Blad1": [["Post", "2027"], ["Huur", "n.v.t."], ["Rente", 12.345], [None, 5], ["Leges", 3]]},
        formats={"B5": "d-mmm"},
    )
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(content)
    run = ridcalc("import", "measures", file, "-o", tmp_path / "new.yaml")
    assert (run.status, run.out, (tmp_path / "new.yaml").exists()) == (1, "", False)
    for place, code in (
        ("B2", "cell-unreadable"),
        ("B3", "amount-precision"),
        ("4", "row-without-name"),
        ("B5", "cell"),
    ):
        assert f"{file}!Blad1!{place}: error[{code}" in run.err


def test_a_total_that_does_not_add_up_is_named_with_the_difference(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Post;2027\nHuur;100\nRente;50\nSubtotaal;150\nLeges;7\nTotaal;158\n", encoding="utf-8")
    run = ridcalc("import", "measures", file)
    assert run.status == 0
    [warning] = [line for line in run.err.splitlines() if "total-differs" in line]
    assert warning == (
        f"{file}:6:8: warning[total-differs]: this total is €158, and the rows above it add up to €157: "
        "a difference of €1"
    )


NOT_ONE_READING = b"Post,2027\nHuur,1.234\n"


@pytest.mark.parametrize(
    ("options", "amount"), [(["--decimal", "comma"], "1234"), (["--decimal", "point"], None), ([], None)]
)
def test_1_234_is_read_only_when_something_says_how(
    options: list[str], amount: str | None, ridcalc: Run, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.csv"
    file.write_bytes(NOT_ONE_READING)
    run = ridcalc("import", "measures", file, *options)
    if amount is None:
        code = "amount-precision" if options else "cell-two-readings"
        assert f"{file}:2:6: error[{code}]" in run.err
    else:
        assert texts_in(run.out)["measures"]["huur"]["amounts"] == {"2027": amount}


def test_another_amount_of_the_column_says_how_1_234_is_read(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_bytes(b"Post;2027\nHuur;1.234\nRente;0,50\n")
    run = ridcalc("import", "measures", file)
    assert texts_in(run.out)["measures"]["huur"]["amounts"] == {"2027": "1234"}


def test_counts_become_a_driver_per_year_and_participant(ridcalc: Run, tmp_path: Path) -> None:
    rows: Cells = [
        ["Inwoners per 1 januari"],
        ["Gemeente", 2025, 2026, "%"],
        ["Gemeente Zonnedam", 31100, 31250, 0.6],
        ["Molenbeek", 18720, 18750, 0.4],
        ["Totaal", 49820, 50000, 1],
    ]
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Inwoners": rows}))
    run = ridcalc("import", "driver", file)
    assert texts_in(run.out) == {
        "drivers": {
            "inwoners": {
                "name": "Inwoners",
                "values": {
                    "2025": {"zonnedam": "31100", "molenbeek": "18720"},
                    "2026": {"zonnedam": "31250", "molenbeek": "18750"},
                },
            }
        }
    }


def test_drivers_below_each_other_and_beside_each_other(ridcalc: Run, tmp_path: Path) -> None:
    below, beside = tmp_path / "below.csv", tmp_path / "beside.csv"
    below.write_text("Deelnemer;Maatstaf;Peiljaar;Aantal\nA;Uren;2026;0,125\nB;Uren;2026;2\n", encoding="utf-8")
    beside.write_text("Gemeente;Werkplekken;Telefoons 2026\nA;310;12,5\nB;187;3\n", encoding="utf-8")
    drivers = texts_in(ridcalc("import", "driver", below).out)["drivers"]
    assert drivers["uren"]["values"] == {"2026": {"a": "0.125", "b": "2"}}
    run = ridcalc("import", "driver", beside, "--map", "year=2025")
    drivers = texts_in(run.out)["drivers"]
    assert drivers["werkplekken"]["values"] == {"2025": {"a": "310", "b": "187"}}
    assert drivers["telefoons"]["values"] == {"2026": {"a": "12.5", "b": "3"}}


def test_a_current_budget_adds_the_rows_of_an_account_up(ridcalc: Run, tmp_path: Path) -> None:
    rows: Cells = [
        ["Programma", "Taakveld", "Omschrijving", "Lasten 2027", "Baten 2027"],
        ["1 Veiligheid", "1.1 Crisisbeheersing", "Loon", 1000, 200],
        ["1 Veiligheid", "1.1 Crisisbeheersing", "Huur", 500, 0],
        ["0 Bestuur", 0.4, "Overhead", 300, 0],
    ]
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Blad1": rows}))
    run = ridcalc("import", "current", file, "--lang", "nl")
    current = texts_in(run.out)["budget"]["current"]["vul-in"]
    assert [(one["taakveld"], one["side"], one["amounts"]["2027"]) for one in current] == [
        ("1.1", "expense", "1500"),  # 1000 + 500
        ("1.1", "income", "200"),
        ("0.4", "expense", "300"),
    ]


def test_amounts_per_participant_become_parts(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text(
        "Gemeente;Maatregel;Jaar;Bedrag\nNoord;Afrekening;2027;-10,50\nZuid;Afrekening;2027;20\n", encoding="utf-8"
    )
    run = ridcalc("import", "measures", file, "--nature", "incidental")
    assert ridcalc("check", "--data", budget_with(tmp_path, run.out)).status == 0
    assert texts_in(run.out)["measures"]["afrekening"]["parts"] == {"2027": {"noord": "-10.50", "zuid": "20"}}


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--map", "naam=A"], 2),
        (["--map", "name"], 2),
        (["--map", "name=Onbekend"], 1),
        (["--key", "Geen Id"], 1),
        (["--sheet", "Blad9"], 1),
        (["--header", "99"], 1),
    ],
)
def test_an_option_that_does_not_fit_the_sheet_is_refused(
    options: list[str], status: int, ridcalc: Run, tmp_path: Path
) -> None:
    run = ridcalc("import", "measures", kept(tmp_path, ACROSS), *options)
    assert (run.status, run.out) == (status, "")


def test_columns_that_are_named_are_the_only_amounts(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Post;Begroting 2026;Kadernota 2027;2028;2029\nHuur;1;2;3;4\n", encoding="utf-8")
    run = ridcalc("import", "measures", file, "--map", "amount=C:D")
    assert texts_in(run.out)["measures"]["huur"]["amounts"] == {"2027": "2", "2028": "3"}


def test_a_heading_with_a_year_and_other_words_holds_amounts_if_nothing_else_does(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Post;Kadernota 2027\nHuur;2\n", encoding="utf-8")
    assert texts_in(ridcalc("import", "measures", file).out)["measures"]["huur"]["amounts"] == {"2027": "2"}


REFUSED = {
    "an old workbook.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a password.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "a page.xls": b"<html><table><tr><td>Post</td></tr></table></html>",
    "a picture.png": b"\x89PNG\r\n\x1a\n\x00\x00",
    "OpenDocument.ods": b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    "binary.xlsb": b"PK\x03\x04" + bytes(26) + b"xl/workbook.bin",
    "nothing.csv": b"\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_sheet_is_refused_with_what_to_save_it_as(name: str, ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(REFUSED[name])
    run = ridcalc("import", "measures", file)
    assert (run.status, run.out) == (1, "")
    assert f"{file}: error[table-unreadable]" in run.err


def test_a_bomb_is_refused_before_it_unpacks(ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ridcalc.reading.workbook.archive.LARGEST", 1_000_000)
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_hand("", extra={"xl/media/spaces.xml": " " * 2_000_000}))  # some 2 kB in the file
    run = ridcalc("import", "measures", file)
    assert (run.status, run.out) == (1, "")
    assert "workbook-refused" in run.err


def test_a_sheet_without_rows_below_its_headings_is_no_budget(ridcalc: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("Post;2027\nTotaal;0\n", encoding="utf-8")
    assert f"{file}:1:1: error[heading-missing]" in ridcalc("import", "measures", file).err


def test_the_sheet_with_amounts_is_found_and_of_two_one_must_be_named(ridcalc: Run, tmp_path: Path) -> None:
    text: Cells = [["Zomaar een tekst"]]
    amounts: Cells = [["Post", "2027"], ["Huur", 5]]
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(by_openpyxl({"Toelichting": text, "Lasten": amounts}))
    assert "huur:" in ridcalc("import", "measures", file).out
    file.write_bytes(by_openpyxl({"Lasten": amounts, "Baten": amounts}))
    assert "--sheet 'Lasten'" in ridcalc("import", "measures", file).err
    assert "huur:" in ridcalc("import", "measures", file, "--sheet", "Baten").out
