"""The reader of workbooks: what stands in the cells, and every trick with bytes, archives and XML that is refused."""

import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from builders import Run
from effort import one_of
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.sentences import Language
from ridcalc.reading.workbook.archive import Archive
from ridcalc.reading.workbook.book import StoredBook, read_workbook
from ridcalc.reading.workbook.sheet import Stored
from ridcalc.reading.workbook.xml import elements

pytestmark = pytest.mark.usefixtures("english")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def relations(**targets: str) -> str:
    """Return the XML of relations of these kinds, with the ids r1, r2 and so on."""
    found = enumerate(targets.items(), 1)
    each = (f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{to}"/>' for number, (kind, to) in found)
    return f'<Relationships xmlns="{PACKAGE}">{"".join(each)}</Relationships>'


PARTS = {
    "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": relations(
        worksheet="worksheets/sheet1.xml", sharedStrings="/xl/sharedStrings.xml", styles="styles.xml"
    ),
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Blad" r:id="r1"/></sheets>'
    '<definedNames><definedName name="totaal">Blad!$A$1</definedName></definedNames></workbook>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.0"/></numFmts>'
    '<cellXfs><xf numFmtId="4"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>heel</t></si><si><r><t>in </t></r><r><t>delen</t></r>'
    "<rPh><t>uitspraak</t></rPh></si></sst>",
}
"""The parts of a small workbook, but for its sheet."""


def sheet_of(rows: str) -> str:
    """Return the XML of a sheet with these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def packed(parts: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """Return an archive of these parts."""
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def book_with(rows: str = "", **changed: str | bytes) -> StoredBook:
    """Return the small workbook with these rows, and parts that are changed by the end of their name."""
    names = {name.rpartition("/")[2].partition(".")[0]: name for name in PARTS}
    parts = {**PARTS, SHEET: sheet_of(rows), **{names[short]: content for short, content in changed.items()}}
    return read_workbook("book.xlsx", packed(parts))


def cells_of(rows: str) -> list[Stored]:
    """Return the cells of a sheet with these rows."""
    return [cell for row in book_with(rows).rows("Blad", 1_000_000) for cell in row.cells]


def refused(run: Callable[[], object]) -> str:
    """Return the code and the message of the only problem."""
    with pytest.raises(ProblemsFoundError) as found:
        run()
    (problem,) = found.value.problems
    return f"{problem.code}: {Language('en').text(problem.message)}"


DAMAGED = f"workbook-damaged: this workbook is damaged: {SHEET} cannot be read"


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


# --- tricks with archives

WHOLE = packed({**PARTS, SHEET: sheet_of("<row><c><v>1</v></c></row>" * 50), "xl/media/image1.png": b"picture" * 50})
DIRECTORY = b"PK\x01\x02"
END = b"PK\x05\x06"
LOCAL = b"PK\x03\x04"


def with_field(mark: bytes, offset: int, form: str, change: Callable[[int], int]) -> bytes:
    """Return the small workbook in which a field of the first header with this mark is another number."""
    content = bytearray(WHOLE)
    place = content.index(mark) + offset
    (value,) = struct.unpack_from(form, content, place)
    struct.pack_into(form, content, place, change(value))
    return bytes(content)


def doubled() -> bytes:
    target = BytesIO(packed(PARTS))
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(target, "a") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\xd0\xcf\x11\xe0" * 100,  # how a workbook with a password begins
        WHOLE[:100],
        WHOLE[:-30],
        packed({}),
        packed({"content.xml": "<x/>"}),
        packed(PARTS, ZIP_BZIP2),
        with_field(DIRECTORY, 8, "<H", lambda flags: flags | 1),  # encrypted
        with_field(DIRECTORY, 10, "<H", lambda _: 93),  # packed in an unknown way
        with_field(DIRECTORY, 6, "<H", lambda _: 99),  # a version of the distant future
        with_field(DIRECTORY, 42, "<L", lambda _: 500),  # where another entry lies
        with_field(END, 12, "<L", lambda size: size - 60),  # a directory without its last entry
        with_field(END, 10, "<H", lambda count: count + 1),
        doubled(),
        packed({**PARTS, SHEET: sheet_of(""), SHEET.replace("sheet1", "Sheet1"): sheet_of("<row/>")}),
    ],
    ids=range(16),
)
def test_an_archive_that_is_none_or_hides_something_is_refused(content: bytes) -> None:
    refusal = refused(lambda: read_workbook("a", content))
    assert refusal == "workbook-refused: this is not a workbook that ridcalc can read"


@pytest.mark.parametrize(
    "content",
    [
        with_field(DIRECTORY, 24, "<L", lambda size: size + 1),
        with_field(DIRECTORY, 24, "<L", lambda size: size - 1),
        with_field(DIRECTORY, 20, "<L", lambda size: size // 2),
        with_field(DIRECTORY, 16, "<L", lambda check: check ^ 1),
        with_field(DIRECTORY, 10, "<H", lambda _: 0),
        with_field(LOCAL, 26, "<H", lambda length: length + 1),
        with_field(LOCAL, 0, "<L", lambda mark: mark + 1),
        with_field(LOCAL, 30, "<B", lambda letter: letter ^ 1),
    ],
    ids=["larger", "smaller", "cut", "check", "not packed", "name", "mark", "other name"],
)
def test_an_archive_that_lies_about_a_part_is_damaged(content: bytes) -> None:
    assert refused(lambda: read_workbook("a", content)).startswith("workbook-damaged: ")


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def read_whole(content: bytes) -> dict[str, bytes] | None:
    """Return the parts of a workbook that is read to its end; None if it is damaged."""
    try:
        for _ in read_workbook("a", content).rows("Blad", 1_000_000):
            pass
    except ProblemsFoundError as error:
        return None if error.problems[0].code == "workbook-damaged" else {}
    with ZipFile(BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


@pytest.mark.parametrize("name", [*PARTS, SHEET, "xl/media/image1.png"])
def test_a_single_bit_of_any_part_is_noticed(name: str) -> None:
    with ZipFile(BytesIO(WHOLE)) as archive:
        entry = archive.getinfo(name)
    start = entry.header_offset + 30 + len(name)
    unnoticed = []
    for place in range(start, start + entry.compress_size):
        content = bytearray(WHOLE)
        content[place] ^= 1 << place % 8
        if (read := read_whole(bytes(content))) is not None:
            unnoticed.append(read)
    assert len(unnoticed) <= 2  # packed content has a few bits that say nothing
    assert all(read == read_whole(WHOLE) for read in unnoticed)


def test_many_parts_and_many_bytes_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "too large" in refused(lambda: read_workbook("a", packed({str(number): "" for number in range(1001)})))
    monkeypatch.setattr("ridcalc.reading.workbook.archive.LARGEST", 1000)
    assert "too large" in refused(lambda: read_workbook("a", WHOLE))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/externalLinks/externalLink1.xml", "<x/>"),
        ("xl/vbaProject.bin", "x"),
        ("xl/embeddings/oleObject1.xlsx", "x"),
        ("xl/worksheets/_rels/sheet1.xml.rels", '<Relationship TargetMode="External"/>'),
        ("xl/worksheets/_rels/sheet1.xml.rels", relations(vbaProject="x.xml")),
    ],
)
def test_links_and_macros_are_refused_by_name_and_by_relation(name: str, content: str) -> None:
    parts = packed({**PARTS, SHEET: sheet_of(""), name: content})
    message = "workbook-refused: this workbook holds links or macros, which no workbook of ridcalc does"
    assert refused(lambda: read_workbook("a", parts)) == message


def test_settings_of_a_printer_are_no_macro() -> None:
    parts = packed({**PARTS, SHEET: sheet_of(""), "xl/printerSettings/printerSettings1.bin": "x"})
    assert list(read_workbook("a", parts).sheets) == ["Blad"]


@pytest.mark.parametrize(
    "changed",
    [
        {"workbook": PARTS["xl/workbook.xml"].replace("r1", "r9")},
        {"workbook": PARTS["xl/workbook.xml"].replace("</sheets>", '<sheet name="Blad" r:id="r1"/></sheets>')},
        {
            "workbook": PARTS["xl/workbook.xml"].replace(
                "</definedNames>", '<definedName name="totaal"/></definedNames>'
            )
        },
    ],
)
def test_sheets_without_relation_and_names_that_are_given_twice_are_damage(changed: dict[str, str]) -> None:
    assert refused(lambda: book_with(**changed)).endswith("xl/workbook.xml cannot be read")


@pytest.mark.parametrize("kind", ["sharedStrings", "styles"])
def test_of_two_relations_of_a_kind_programs_would_follow_different_ones(kind: str) -> None:
    second = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="/xl/other.xml"/></Relationships>'
    listed = {"xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace("</Relationships>", second)}
    parts = packed({**PARTS, SHEET: sheet_of(""), "xl/other.xml": "<x/>", **listed})
    assert refused(lambda: read_workbook("a", parts)).startswith("workbook-refused")


def test_two_relations_with_one_id_are_damage() -> None:
    name = "xl/_rels/workbook.xml.rels"
    parts = packed({**PARTS, SHEET: sheet_of(""), name: PARTS[name].replace('"r2"', '"r1"')})
    assert refused(lambda: read_workbook("a", parts)).endswith(f"{name} cannot be read")


@pytest.mark.parametrize("name", [SHEET, "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_part_that_is_missing_is_damage(name: str) -> None:
    parts = packed({other: content for other, content in {**PARTS, SHEET: sheet_of("")}.items() if other != name})
    message = f"workbook-damaged: this workbook is damaged: {name} cannot be read"
    assert refused(lambda: list(read_workbook("a", parts).rows("Blad", 1000))) == message


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
