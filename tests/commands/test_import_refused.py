"""`ridcalc import`: a file that is no sheet, or says too little, is refused with what to do."""

from pathlib import Path

import pytest

from builders import Run
from imported_sheets import ACROSS, kept
from spreadsheets import Cells, by_hand, by_openpyxl


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
