"""The printed pages of the workbook: their set-up, what stands on each of them, and the size of the letters."""

import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import column_index_from_string

from builders import ROOT, Run, write_folder
from engines import rows_of
from libreoffice import converted
from ridcalc.commands.init import example_names
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.fitting import Fitted, fitted, squeezed, wider
from ridcalc.render.excel.pages import Block, Breaks, blocks_of, header_text, spans_of
from ridcalc.render.excel.rows_shown import shown_row

SMALLEST = 8
"""Points."""


def sheet_of(widths: tuple[float, ...], **settings: Any) -> Sheet:  # noqa: ANN401  a setting of any type
    """Return a sheet without rows, with columns of these widths."""
    return Sheet("x", [], 10, widths)._replace(**settings)


def test_every_sheet_is_fitted_to_the_width_of_a4_with_its_footer_inside_the_margin(workbook: Path) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    for sheet in book:
        setup, margins = sheet.page_setup, sheet.page_margins
        assert (setup.orientation, setup.paperSize) == ("landscape", 9)
        if sheet.title == "Begrotingswijziging":  # two blocks of columns: in a size in which each is one page wide
            assert (setup.fitToHeight, len(sheet.col_breaks.brk), setup.scale) == (None, 1, 75)
        else:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
            assert (setup.fitToWidth, setup.fitToHeight) == (
                1,
                0 if sheet.row_breaks.brk or sheet.title == "Herleiding" else 32_767,
            )
        assert (margins.bottom, margins.footer, margins.top, margins.header) == (0.75, 0.3, 0.75, 0.3)
        assert sheet.oddHeader.left.text == "RID De Liemers, toekomstbestendige samenwerking"
        assert sheet.oddHeader.right.text == "Scenario raadsbrief: Pakket uit de raadsbrief"
        assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "&P / &N")


def test_unit_guard_and_headings_stand_on_every_page(workbook: Path) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    rows = {sheet.title: sheet.print_title_rows for sheet in book}
    papers = {"Bijdragen", "Incidenteel", "Meerjarenbeeld", "Besluit"}
    tables = {"Begrotingswijziging", "VGR", "Iv3", "Verdeling", "Maatregelen", "Sleutels", "Uitgangspunten"}
    assert {title for title, repeated in rows.items() if repeated == "$2:$6"} == tables | papers
    assert (
        rows["Overzicht"] == rows["Leeswijzer"] == rows["Aansluiting"] == "$2:$5"
    )  # tables with headings of their own
    assert rows["Herleiding"] is None


@pytest.mark.slow
def test_the_trace_prints_its_title_alone_unless_it_is_asked_for(workbook: Path, ridcalc: Run) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    assert book["Herleiding"].print_area.endswith("$1")
    assert ridcalc("export", workbook, "--force", "--print-trace").status == 0
    book = openpyxl.load_workbook(workbook)
    assert "$46" in book["Herleiding"].print_area
    assert ridcalc("verify", workbook).status == 0


def test_the_options_of_the_export_are_said_in_the_language_of_the_workbook(ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", ROOT / "data", "--lang", "nl", "--values", "--print-trace").status == 0
    said = {row[0]: row[1] for row in rows_of(path, "Uitgangspunten") if row[0]}
    assert (said["Formules"], said["Herleiding in druk"]) == ("nee", "ja")
    assert ridcalc("verify", path, "--data", ROOT / "data").status == 0


def test_a_page_never_has_a_title_alone() -> None:
    breaks = Breaks(sheet_of((100,), tables=(3,), repeated_rows=(2, 2)))
    for row in range(1, 18):
        breaks.add(row, 30)  # 15 rows from row 3 on fill a page with row 2 above them, not with the title in row 1 too
    assert list(breaks.rows()) == []


def test_a_long_table_begins_on_the_next_page_where_only_its_heading_would_fit() -> None:
    breaks = Breaks(sheet_of((100,), tables=(3, 16)))
    for row in range(1, 56):
        breaks.add(row, 30)  # 40 rows are more than a page; one of them would fit below the first 15 rows
    assert list(breaks.rows()) == [15]


def test_a_single_pm_post_is_not_counted_beside_the_text_pm(workbook: Path) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    rules = {title: [rule.formula[0] for one in book[title].conditional_formatting for rule in one.rules] for title in
             ("Overzicht", "Verdeling", "Bijdragen")}  # fmt: skip
    assert all(any(rule.startswith("AND(") and '="PM",' in rule for rule in of_sheet) for of_sheet in rules.values())
    assert {'AND(J7="PM",K7=1)', 'J7="PM"'} <= set(rules["Verdeling"])


def test_names_are_printed_and_ids_stand_beside_the_print(workbook: Path) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    for title in ("Maatregelen", "Sleutels", "Verdeling"):
        last = book[title].print_area.rpartition("$")[0].rpartition("$")[2]
        printed = [cell.value for cell in book[title][6][: column_index_from_string(last)]]
        assert not [heading for heading in printed if heading.endswith("_id")]
    assert book["Maatregelen"]["K6"].value == "bron, aanname, opmerking"
    assert str(book["Maatregelen"]["K7"].value).startswith("Bron: ")
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]


def test_columns_that_do_not_fit_follow_on_a_page_with_the_first_ones_repeated() -> None:
    assert blocks_of(sheet_of((50, 50, 50))) == [Block(1, 3)]
    assert blocks_of(sheet_of((40, 60, 60, 60, 60), repeated_columns=1)) == [
        Block(1, 2),
        Block(3, 3),
        Block(4, 4),
        Block(5, 5),
    ]
    joined = sheet_of((40, 60, 65, 8, 65, 8), repeated_columns=1, joined=frozenset({4, 6}))
    assert blocks_of(joined) == [Block(1, 2), Block(3, 4), Block(5, 6)]  # PM posts stay with the amount before them
    assert blocks_of(sheet_of((100, 100, 100), printed_columns=1)) == [Block(1, 1)]
    assert blocks_of(sheet_of((400, 100))) == [Block(1, 1), Block(2, 2)]


def test_lines_of_text_run_over_the_columns_that_stand_on_every_page() -> None:
    assert spans_of(sheet_of((50, 50, 40))) == (3, 3)
    assert spans_of(sheet_of((40, 60, 60), repeated_columns=1)) == (1, 2)


def test_a_table_that_does_not_fit_begins_a_page() -> None:
    breaks = Breaks(sheet_of((100,), tables=(3, 13)))
    for row in range(1, 23):
        breaks.add(row, 30)  # 22 rows of 30 points are more than a page; the second table begins in row 13
    assert list(breaks.rows()) == [12]


def test_a_table_that_is_longer_than_a_page_begins_where_it_stands() -> None:
    breaks = Breaks(sheet_of((100,), tables=(3, 43)))
    for row in range(1, 53):
        breaks.add(row, 30)  # 40 rows are two pages and a half; the ten rows from row 43 on then fit on the third
    assert list(breaks.rows()) == [42]


def test_columns_of_text_give_way_so_that_all_fit_on_a_page() -> None:
    text, number = Fitted(100, "head_text", 120, 30), Fitted(60, "head_number", 0, 60)
    assert [column.width for column in squeezed([text, number], 2, 150)] == [90, 60]
    assert [column.width for column in squeezed([text, number], 2, 80)] == [100, 60]  # 30 + 60 is too wide as well
    assert [column.width for column in wider([text, number], 2, 10)] == [110, 60]


def test_a_row_has_room_for_the_longest_text_of_its_formula() -> None:
    warning = "LET OP: structurele lasten met incidentele dekking"
    silent, loud = (
        shown_row([Cell("", "alert", "A1", longest=text), Cell(1)], [20, 9], 2, (2, 2)) for text in ("", warning)
    )
    assert (silent.height, loud.height) == (0, 45)


def test_an_ampersand_of_a_name_is_no_code_of_the_header() -> None:
    assert header_text("R&D & co") == "R&&D && co"
    assert len(header_text("x" * 300)) == 110


def test_a_number_always_fits_and_a_text_is_wrapped_at_its_width() -> None:
    columns: Columns[None] = Columns(
        say("Sheet"),
        (Column("text", "text", 20, empty), Column("amount", 2024, 4, empty), Column("spare", "", 9, empty)),
    )
    row = [Cell("een tekst die veel langer is dan de kolom breed is"), Cell(1234567.89, "money"), None]
    text, amount, spare = fitted(columns.widths, columns.headings(str), [row], whole_euros=False)
    assert (text.width, text.head) == (20, "head_text")
    assert amount.width > 9 + 3 * 0.55  # nine digits and three marks, "1.234.567,89"
    assert amount.head == "head_number"
    assert spare.width == 5


def test_years_are_numbers_above_numbers(workbook: Path) -> None:
    book: Any = openpyxl.load_workbook(workbook)
    heads = book["Overzicht"][6]
    assert [cell.value for cell in heads[:6]] == ["Deelnemer", 2023, "PM", 2024, "PM", 2025]
    assert {heads[1].alignment.horizontal, heads[3].number_format} == {"right", "0"}
    assert [cell.value for cell in heads[7:9]] == [None, None]  # nothing dark above columns without a heading


def test_whole_euros_are_shown_without_cents(ridcalc: Run, tmp_path: Path) -> None:
    def formats(unit: str, amount: str) -> tuple[str, str]:
        files = {
            "keys.yaml": "participants: {a: {}}\nkeys: {k: {weights: {a: 1}}}",
            "measures.yaml": f"budget: {{years: [2024], rounding: {{unit: {unit}}}}}\n"
            f"measures: {{m: {{nature: incidental, key: k, amounts: {{2024: {amount}}}}}}}",
        }
        path = tmp_path / "book.xlsx"
        assert ridcalc("export", path, "--force", "--data", write_folder(tmp_path / "data", files)).status == 0
        book: Any = openpyxl.load_workbook(path)
        return book["Overzicht"]["B8"].number_format, book["Maatregelen"]["I7"].number_format

    assert formats("1", "100") == ("#,##0", "#,##0")
    assert formats("0.01", "100") == ("#,##0.00", "#,##0.00")  # another amount could have cents


def test_a_municipality_books_whole_euros_and_its_lines_are_to_the_cent(workbook: Path) -> None:
    rows = rows_of(workbook, "Begrotingswijziging")
    start = next(number for number, row in enumerate(rows) if row[0] == "Gemeente Duiven (gemeente)")
    of_lasten = next(row for row in rows[start:] if row[1] == "0.4" and row[3] == "lasten")
    contribution = next(row for row in rows[start:] if str(row[3]).startswith("bijdrage aan") and row[4] == "I")
    assert (of_lasten[6], contribution[6]) == (123_088, 123_088.43)


@pytest.mark.slow
def test_each_sheet_with_amounts_says_its_own_signs(workbook: Path) -> None:
    starts = {
        "Overzicht": "Plus: een deelnemer betaalt",
        "Verdeling": "Plus: een deelnemer betaalt",
        "Aansluiting": "Plus: een deelnemer betaalt",
        "Begrotingswijziging": "Lasten en baten staan elk zonder teken",
        "VGR": "Lasten en baten staan elk zonder teken",
        "Maatregelen": "Bedragen hebben het teken dat zij in de bestanden hebben",
    }
    for title, start in starts.items():
        assert [row for row in rows_of(workbook, title) if str(row[0]).startswith(start)], title


def test_the_properties_have_the_date_of_the_figures(workbook: Path) -> None:
    assert str(openpyxl.load_workbook(workbook).properties.created) == "2023-01-20 00:00:00"


def sizes_of(pdf: Path) -> set[float]:
    """Return the sizes of the letters of a PDF file, in points, to a third of a point."""
    command = ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "3", str(pdf)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {int(size) / 3 for size in re.findall(r'<fontspec id="\d+" size="(\d+)"', out)}


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["data", *(f"src/ridcalc/examples/{name}" for name in example_names())])
def test_every_page_has_letters_of_eight_points_its_title_and_the_guard(
    folder: str, ridcalc: Run, tmp_path: Path, profile: Path
) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", ROOT / folder, "--lang", "nl").status == 0
    pdf = converted(path, "pdf", profile)
    assert min(sizes_of(pdf)) >= SMALLEST
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")[:-1]
    book: Any = openpyxl.load_workbook(path)
    header = book["Overzicht"].oddHeader
    assert all(header.left.text in page and header.right.text[:40] in page for page in pages)
    guarded = [page for page in pages if "Controle: in orde" in page]
    assert len(guarded) == len(pages) - 1  # the trace prints its title alone
    assert "###" not in text
