"""The reader of workbooks: what stands in the cells, and every trick with XML that is refused."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from builders import Run
from effort import one_of
from ridcalc.reading.workbook.archive import Archive
from ridcalc.reading.workbook.book import read_workbook
from ridcalc.reading.workbook.sheet import Stored
from ridcalc.reading.workbook.xml import elements
from workbook_parts import DAMAGED, MAIN, PARTS, SHEET, book_with, cells_of, packed, refused, sheet_of

pytestmark = pytest.mark.usefixtures("english")


# --- what stands in the cells


def test_a_cell_has_its_value_as_written_its_formula_and_its_style() -> None:
    row = '<row r="3"><c r="B3" s="1"><f>1+0.10</f><v>1.10</v></c><c r="AA3"><v>7</v></c></row>'
    assert cells_of(row) == [Stored(2, "number", "1.10", "1+0.10", 1), Stored(27, "number", "7", None, 0)]


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ('<c t="s"><v>0</v></c>', "text", "heel"),
        ('<c t="s"><v>1</v></c>', "text", "in delen"),
        ('<c t="inlineStr"><is><t>hier</t></is></c>', "text", "hier"),
        ('<c t="inlineStr"><is><r><t>hi</t></r><r><t>er</t></r><rPh><t>x</t></rPh></is></c>', "text", "hier"),
        ('<c t="str"><v>uitkomst</v></c>', "text", "uitkomst"),
        ('<c t="str"><v>_x005F_x0041_</v></c>', "text", "_x0041_"),
        ('<c t="b"><v>1</v></c>', "boolean", "1"),
        ('<c t="e"><v>#REF!</v></c>', "error", "#REF!"),
        ('<c t="d"><v>2024-01-31</v></c>', "date", "2024-01-31"),
        ('<c t="z"><v>1</v></c>', "unknown", "1"),
        ("<c><v>-1.5e-7</v></c>", "number", "-1.5e-7"),
        ("<c><v>1e999</v></c>", "number", "1e999"),
        ("<c><v>NaN</v></c>", "unknown", "NaN"),
        ("<c><v>inf</v></c>", "unknown", "inf"),
        ("<c><v>1_000</v></c>", "unknown", "1_000"),
        ("<c><v>٣</v></c>", "unknown", "٣"),
        (f"<c><v>{'9' * 401}</v></c>", "unknown", "9" * 401),
    ],
)
def test_every_type_of_cell_is_read_as_what_it_is(cell: str, kind: str, value: str) -> None:
    (stored,) = cells_of(f"<row>{cell}</row>")
    assert (stored.kind, stored.value) == (kind, value)


def test_an_empty_cell_is_none() -> None:
    assert cells_of('<row><c s="1"/><c><v/></c><c t="s"/><c t="inlineStr"><is/></c><c t="str"><v></v></c></row>') == []


def test_cells_without_a_reference_follow_each_other() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    read = [
        (row.number, cell.column, cell.value) for row in book_with(rows).rows("Blad", 1_000_000) for cell in row.cells
    ]
    assert read == [(1, 1, "1"), (1, 2, "2"), (2, 1, "3")]


def test_cells_that_share_a_formula_each_have_it_for_their_own_place() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*$C$1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="D2"><f t="array" ref="D2">SUM(A1:A2)</f></c></row>'
    )
    assert [cell.formula for cell in cells_of(rows)] == ["B1*$C$1", "B2*$C$1", "{SUM(A1:A2)}"]


def test_rows_and_columns_have_their_heights_widths_and_whether_they_are_hidden() -> None:
    xml = f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="4" ht="0"/>'
    parts = {**PARTS, SHEET: f"{xml}</sheetData></worksheet>"}
    rows = read_workbook("book.xlsx", packed(parts)).rows("Blad", 1_000_000)
    assert [row.attributes for row in rows] == [{"r": "4", "ht": "0"}]
    assert rows.columns == [{"min": "2", "max": "3", "hidden": "1"}]


def test_a_book_has_its_parts_names_and_number_formats() -> None:
    book = book_with()
    assert book.settings.names == {"totaal": "Blad!$A$1"}
    assert [look["number_format"] for look in book.looks.cells] == ["#,##0.00", "0.0"]
    assert {name for name, part in book.parts.items() if part.digest is None} == {SHEET, "xl/sharedStrings.xml"}
    changed = book_with(styles=PARTS["xl/styles.xml"].replace("0.0", "0.1"))
    assert [name for name in book.parts if book.parts[name] != changed.parts[name]] == ["xl/styles.xml"]


# --- tricks with cells


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"/><row r="1"/>',
        '<row r="0"/>',
        '<row r="-1"/>',
        '<row r="1048577"/>',
        '<row r="1.0"/>',
        f'<row r="{"1" * 5000}"/>',
        '<row><c r="B1"/><c r="A1"/></row>',
        '<row><c r="A1"/><c r="A1"/></row>',
        '<row><c r="A2"/></row>',
        '<row><c r="XFE1"/></row>',
        '<row><c r="AAAA1"/></row>',
        '<row><c r="a1"/></row>',
        '<row><c r="1"/></row>',
        '<row><c r="$A$1"/></row>',
        '<row><c s="2"/></row>',
        '<row><c s="-1"/></row>',
        '<row><c s="x"/></row>',
        '<row><c t="s"><v>2</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>heel</v></c></row>',
        '<row><c t="str"><v>a</v><v>b</v></c></row>',
        "<row><c><f>A2</f><f>A3</f><v>1</v></c></row>",
        '<row><c t="inlineStr"><is><t>a</t></is><is><t>b</t></is></c></row>',
        '<row><c t="inlineStr"><is><t>a</t></is><v>1</v></c></row>',
        '<row><c><f t="shared" si="9"/></c></row>',
        '<row><c r="A1"><f t="shared" si="0">"</f></c><c r="B1"><f t="shared" si="0"/></c></row>',
        "<row><c><c/></c></row>",
        "<row><x><c/></x></row>",
        "<row><row/></row>",
        "<x><row/></x>",
        "<c/>",
        "<row><c>" + "<x>" * 40 + "</x>" * 40 + "</c></row>",
        "<row><c><v>1</v></row>",
        "<row><c><v>&lol;</v></c></row>",
    ],
)
def test_cells_that_no_spreadsheet_writes_are_damage(rows: str) -> None:
    assert refused(lambda: cells_of(rows)) == DAMAGED


def test_rows_outside_the_data_of_a_sheet_are_damage() -> None:
    parts = {**PARTS, SHEET: f'<worksheet xmlns="{MAIN}"><extLst><row r="1"/></extLst></worksheet>'}
    assert refused(lambda: list(read_workbook("book.xlsx", packed(parts)).rows("Blad", 1000))) == DAMAGED


def test_cells_of_another_namespace_are_none() -> None:
    assert cells_of('<row><c xmlns="urn:other"><v>1</v></c></row>') == []


# --- tricks with XML


@pytest.mark.parametrize("name", [*PARTS, SHEET, "docProps/core.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_no_part_may_have_a_document_type(name: str, encoding: str) -> None:
    mark = {"utf-8": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    content = packed({**PARTS, SHEET: sheet_of(""), name: mark + bomb.encode(encoding)})
    message = "workbook-refused: this workbook holds a document type definition, which no workbook does"
    assert refused(lambda: list(read_workbook("book.xlsx", content).rows("Blad", 1000))) == message


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<not",
        b"<a></b>",
        b"<a/><b/>",
        b"\xff\xfe",
        b"<a>\x00</a>",
        b"<a>\xff</a>",
        b'<?xml version="1.0" encoding="EBCDIC"?><a/>',
        b'<?xml version="1.0" encoding="shift_jis"?><a/>',
        b'<?xml version="1.0" encoding="latin-9000"?><a/>',
        b"<a>" * 100 + b"</a>" * 100,
        b'<a b="' + b"x" * 2_000_000 + b'"/>',
        b"<a><!--" + b"<x>" * 700_000 + b"--></a>",
        b"<a>" + b"x" * 2_000_000 + b"</a>",
    ],
    ids=lambda content: f"{content[:30]!r}",
)
@pytest.mark.parametrize("name", [*PARTS, SHEET])
def test_xml_that_is_broken_or_without_measure_is_damage(name: str, content: bytes) -> None:
    parts = packed({**PARTS, SHEET: sheet_of(""), name: content})
    message = f"workbook-damaged: this workbook is damaged: {name} cannot be read"
    assert refused(lambda: list(read_workbook("book.xlsx", parts).rows("Blad", 10_000_000))) == message


def test_a_part_is_read_up_to_what_is_allowed() -> None:
    rows = "<row><c><v>1</v></c></row>" * 10_000
    message = f"workbook-refused: this workbook is too large: {SHEET} is far larger than in one of ridcalc"
    assert len(list(book_with(rows).rows("Blad", 300_000))) == 10_000
    assert refused(lambda: list(book_with(rows).rows("Blad", 100_000))) == message


def test_shared_formulas_count_as_what_they_stand_for() -> None:
    long = "+".join(["A1"] * 1000)
    rows = f'<row r="1"><c r="B1"><f t="shared" si="0">{long}</f></c></row>' + "".join(
        f'<row r="{number}"><c r="B{number}"><f t="shared" si="0"/></c></row>' for number in range(2, 1000)
    )
    assert len(rows) < 60_000
    assert "too large" in refused(lambda: list(book_with(rows).rows("Blad", 100_000)))


def test_there_are_limits_to_texts_and_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ridcalc.reading.workbook.book._MOST_TEXTS", 1)
    assert refused(book_with).endswith("xl/sharedStrings.xml cannot be read")
    monkeypatch.setattr("ridcalc.reading.workbook.looks._MOST_STYLES", 1)
    assert refused(book_with).endswith("xl/styles.xml cannot be read")


def test_elements_outside_a_namespace_are_not_taken_for_its_own() -> None:
    archive = Archive("a", packed({"a.xml": '<a xmlns="one"><b xmlns="two"/><b/></a>'}))
    paths = [element.path for element in elements(archive, "a.xml", "one", 1000)]
    assert paths == [("a", "two b"), ("a", "b"), ("a",)]


# --- what verify makes of it


@pytest.mark.slow
def test_verify_reads_no_more_of_a_sheet_than_ten_times_the_expected_one(ridcalc: Run, workbook: Path) -> None:
    with ZipFile(workbook) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(2000, 40_000))
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
    workbook.write_bytes(packed(parts))
    outcome = ridcalc("verify", workbook)
    assert (outcome.status, outcome.out) == (1, "")
    assert f"error[workbook-refused]: this workbook is too large: {SHEET} is far larger" in outcome.err


@pytest.mark.parametrize("written", one_of(3, ("NaN", "inf", "-inf", "1e999", "1e-9999", "0x10", "2132_00", "9" * 401)))
def test_a_number_beyond_numbers_is_a_difference(written: str, ridcalc: Run, workbook: Path) -> None:
    with ZipFile(workbook) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    overview = "xl/worksheets/sheet2.xml"
    parts[overview] = parts[overview].replace(b"<v>213200</v>", f"<v>{written}</v>".encode(), 1)
    workbook.write_bytes(packed(parts))
    outcome = ridcalc("verify", workbook)
    assert (outcome.status, outcome.err) == (1, "")
    assert "and should say 213,200" in outcome.out


def test_a_mistake_of_ridcalc_is_not_called_damage(
    ridcalc: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bool:
        raise ValueError("a mistake in ridcalc")

    monkeypatch.setattr("ridcalc.commands.workbook_differences._same", broken)
    with pytest.raises(ValueError, match="a mistake in ridcalc"):
        ridcalc("verify", workbook)
