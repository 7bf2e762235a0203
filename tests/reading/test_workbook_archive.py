"""The archive of a workbook: every trick with bytes and entries, with links, macros and relations, is refused."""

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.reading.workbook.book import read_workbook
from workbook_parts import (
    OFFICE,
    PARTS,
    SHEET,
    book_with,
    packed,
    refused,
    relations,
    sheet_of,
)

pytestmark = pytest.mark.usefixtures("english")
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
