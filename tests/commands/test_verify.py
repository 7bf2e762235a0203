"""`ridcalc verify`: a workbook that still says what the files say, and every way in which one does not."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from builders import TESTS, Run
from engines import names_of
from ridcalc import __version__

pytestmark = pytest.mark.usefixtures("english")


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of a workbook, or add it."""
    with ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts[name] = change(parts.get(name, b""))
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def part_of(path: Path, sheet: str) -> str:
    """Return the name of the part that holds a sheet."""
    return f"xl/worksheets/sheet{openpyxl.load_workbook(path).sheetnames.index(sheet) + 1}.xml"


def place_of(path: Path, name: str) -> str:
    """Return the place of a named total on its sheet."""
    return names_of(path)[name][1]


def test_an_untouched_workbook_is_what_the_files_say(ridcalc: Run, workbook: Path) -> None:
    outcome = ridcalc("verify", workbook)
    assert (outcome.status, outcome.err) == (0, "")
    verdicts = "  scenario raadsbrief\n  figures: hold\n  appearance: holds\n"
    assert outcome.out == f"{workbook}: the workbook says what the files say\n{verdicts}"


def test_a_corrupted_value_is_found(ridcalc: Run, workbook: Path) -> None:
    place = place_of(workbook, "bedrag_zevenaar_2023_incidenteel")
    with_part(
        workbook, part_of(workbook, "Overzicht"), lambda part: part.replace(b"<v>213200</v>", b"<v>213201</v>", 1)
    )
    outcome = ridcalc("verify", workbook)
    assert outcome.status == 1
    assert f"Overzicht!{place}: says 213,201, and should say 213,200" in outcome.out


def test_a_corrupted_formula_is_found(ridcalc: Run, workbook: Path) -> None:
    with_part(
        workbook,
        part_of(workbook, "Begrotingswijziging"),
        lambda part: re.sub(rb"<f>ROUND\(SUMIFS", b"<f>1+ROUND(SUMIFS", part, count=1),
    )
    with_part(
        workbook, part_of(workbook, "Overzicht"), lambda part: part.replace(b"<f>IF((ROUND", b"<f>IF(1+(ROUND", 1)
    )
    outcome = ridcalc("verify", workbook)
    assert outcome.status == 1
    assert "its formula is =IF(1+(ROUND" in outcome.out


def test_a_changed_input_is_found(ridcalc: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Maatregelen"]["I7"] = 31000
    book.save(workbook)
    assert "Maatregelen!I7: says 31,000, and should say 30,000" in ridcalc("verify", workbook).out


@pytest.mark.slow
def test_a_formula_replaced_by_its_value_is_found(ridcalc: Run, workbook: Path) -> None:
    place = place_of(workbook, "totaal_2023_incidenteel")
    book = openpyxl.load_workbook(workbook)
    book["Overzicht"][place] = 410000
    book.save(workbook)
    assert f"Overzicht!{place}: says 410,000, and should be the formula =IF(" in ridcalc("verify", workbook).out


@pytest.mark.slow
def test_what_was_added_or_taken_away_is_found(ridcalc: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["VGR"]["P40"] = "see me"
    book.create_sheet("Extra")["A1"] = 1
    del book["Verdeling"]
    book.save(workbook)
    out = ridcalc("verify", workbook).out
    assert "VGR!P40: says see me, and should say nothing" in out
    assert "sheet Extra does not belong in it" in out
    assert "sheet Verdeling is missing" in out


@pytest.mark.slow
def test_a_sheet_without_cells_is_missing(ridcalc: Run, workbook: Path) -> None:
    with_part(
        workbook,
        part_of(workbook, "VGR"),
        lambda part: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", part, flags=re.DOTALL),
    )
    assert "  sheet VGR is missing\n" in ridcalc("verify", workbook).out


@pytest.mark.slow
def test_of_many_differences_the_first_fifty_are_shown_and_all_are_counted(ridcalc: Run, workbook: Path) -> None:
    trace = part_of(workbook, "Herleiding")
    with_part(workbook, trace, lambda part: part.replace(b"<v>", b"<v>1"))
    with_part(workbook, part_of(workbook, "Maatregelen"), lambda part: part.replace(b"<v>300000<", b"<v>300001<"))
    lines = ridcalc("verify", workbook).out.splitlines()
    count = int(lines[0].rpartition(" ")[2].replace(",", ""))
    assert len(lines) == 5 + 50 + 1
    assert lines[2:4] == ["  figures: differ", "  appearance: holds"]
    assert lines[4].startswith("  1 input changed, ")
    assert lines[5].startswith("  Maatregelen!I8: says 300,001")  # an input comes before its consequences
    assert lines[-1] == f"  and {count - 50} more"


@pytest.mark.slow
def test_a_workbook_of_another_version_says_so_where_it_differs(ridcalc: Run, workbook: Path) -> None:
    with_part(
        workbook, part_of(workbook, "Uitgangspunten"), lambda part: re.sub(rb"ridcalc [0-9.]+<", b"ridcalc 9<", part)
    )
    assert f"  made by ridcalc 9, and this is ridcalc {__version__}\n" in ridcalc("verify", workbook).out


@pytest.mark.slow
def test_what_was_recorded_is_found_on_any_sheet_among_its_first_thousand_rows(ridcalc: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book.move_sheet("Uitgangspunten", -8)
    book["VGR"]["A2000"] = "far below"
    book.save(workbook)
    out = ridcalc("verify", workbook).out
    assert "the sheets stand in another order" in out
    assert "VGR!A2000: says far below, and should say nothing" in out


def test_files_that_changed_since_are_found(ridcalc: Run, workbook: Path, shipped: Path) -> None:
    measures = shipped / "measures.yaml"
    text = measures.read_text(encoding="utf-8")
    measures.write_text(text.replace("300000", "300001"), encoding="utf-8")
    outcome = ridcalc("verify", workbook, "--lang", "nl")
    assert outcome.status == 1
    assert "Maatregelen!I8: is 300.000 en moet 300.001 zijn" in outcome.out
    measures.write_text(text + "# looked at\n", encoding="utf-8")
    outcome = ridcalc("verify", workbook)
    assert outcome.status == 1
    assert "places: 1\n" in outcome.out
    assert "measures.yaml is not what it was when the workbook was made" in outcome.out


def test_changes_and_options_are_made_again(ridcalc: Run, shipped: Path) -> None:
    path = shipped.parent / "own.xlsx"
    change = ["--set", "measures.tijdelijke-inhuur.amounts.2023=250000", "--set", "budget.name=-zo maar"]
    assert ridcalc("export", path, *change, "--participant", "duiven", "--protect", "--lang", "en").status == 0
    assert ridcalc("verify", path).status == 0


@pytest.mark.slow
def test_what_only_looks_different_is_found(ridcalc: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Overzicht"]["B8"].number_format = '"999.999,00"'
    book["Aansluiting"].sheet_state = "veryHidden"
    book.defined_names["bedrag_zevenaar_2023_incidenteel"].attr_text = "Overzicht!$B$9"
    book.move_sheet("VGR", -1)
    book.save(workbook)
    out = ridcalc("verify", workbook).out
    assert "sheet Aansluiting is hidden" in out
    assert "the sheets stand in another order" in out
    assert "bedrag_zevenaar_2023_incidenteel: says Overzicht!$B$9, and should say Overzicht!$B$8" in out
    assert 'Overzicht!B8: its number format shows another number: "999.999,00"' in out


OTHER_NUMBER = (
    "[$9-409]#,##0.00",
    "0\\5",
    "0*5",
    "9#,##0",
    "#,##0.00,",
    "#,##0,.0",
    '"-"#,##0.00',
    "-#,##0.00",
    '0"²"',
)
SAME_NUMBER = (
    "#,##0",
    "[$€-413] #,##0.00",
    "#,##0.00_1;\\-#,##0.00\\*",
    "[Color10][>=100]0.0;0;",
    '#,##0",-"',
    "0.00E+00",
)


def test_number_formats_that_show_another_number_are_found_as_such_and_others_as_others(
    ridcalc: Run, workbook: Path
) -> None:
    book = openpyxl.load_workbook(workbook)
    for row, number_format in enumerate((*OTHER_NUMBER, *SAME_NUMBER), 7):
        book["Herleiding"][f"K{row}"].number_format = number_format
    book.save(workbook)
    lines = [line.strip() for line in ridcalc("verify", workbook).out.splitlines() if "number format" in line]
    deceiving = [line.partition(":")[0] for line in lines if "its number format shows another number" in line]
    others = [line.partition(":")[0] for line in lines if "should be #,##0" in line]
    assert deceiving == [f"Herleiding!K{row}" for row in range(7, 7 + len(OTHER_NUMBER))]
    assert len(others) == len(SAME_NUMBER) - 1  # #,##0 is the format of the column


def test_a_cell_far_away_takes_no_time(ridcalc: Run, workbook: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with_part(workbook, part_of(workbook, "VGR"), lambda part: part.replace(b"</sheetData>", far))
    assert "VGR!XFD1048576: says 1, and should say nothing" in ridcalc("verify", workbook).out


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("xl/worksheets/sheet1.xml", lambda part: b"<!DOCTYPE x []>" + part, "document type definition"),
        ("xl/workbook.xml", lambda _: b"\xff\xfe" + "<!DOCTYPE x>".encode("utf-16-le"), "document type definition"),
        ("xl/externalLinks/externalLink1.xml", lambda _: b"<x/>", "links or macros"),
        ("xl/_rels/workbook.xml.rels", lambda _: b'<Relationship TargetMode="External"/>', "links or macros"),
        ("xl/vbaProject.bin", lambda _: b"x", "links or macros"),
    ],
)
def test_a_workbook_of_unknown_origin_is_not_trusted(
    name: str, change: Callable[[bytes], bytes], message: str, ridcalc: Run, workbook: Path
) -> None:
    with_part(workbook, name, change)
    outcome = ridcalc("verify", workbook)
    assert outcome.status == 1
    assert "error[workbook-refused]" in outcome.err
    assert message in outcome.err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"\x00" * 100])
def test_a_file_that_is_no_workbook_gets_a_message(content: bytes, ridcalc: Run, shipped: Path) -> None:
    path = shipped.parent / "odd.xlsx"
    path.write_bytes(content)
    assert "error[workbook-refused]" in ridcalc("verify", path).err


def test_a_workbook_of_another_program_gets_a_message(ridcalc: Run, shipped: Path) -> None:
    path = shipped.parent / "other.xlsx"
    openpyxl.Workbook().save(path)
    assert "does not record how it was made" in ridcalc("verify", path).err
    assert "error[file-missing]" in ridcalc("verify", TESTS / "nowhere.xlsx").err
