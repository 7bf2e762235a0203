"""The rows that ridcalc writes are those of openpyxl, byte for byte, but for the values of formulas."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from blended_budgets import blended_budgets, blended_files
from builders import CASES, ROOT, write_folder
from decisions import found_in
from effort import times
from openpyxl_rows import OpenpyxlRows, with_values
from ridcalc.commands.export import book_of
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.sentences import Language
from ridcalc.render.excel.cells import Book, Cell, Sheet, SheetRow
from ridcalc.render.excel.save import save
from ridcalc.render.excel.selection import Options
from strategies import Document
from strategies_of_bookings import booked_budgets, booked_files

EXAMPLES = ROOT / "src/ridcalc/examples"

CALM = settings(
    max_examples=times(3),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def parts_of(book: Book) -> dict[str, bytes]:
    """Return the parts of a workbook by name, in the order of the archive."""
    with ZipFile(BytesIO(save(book))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_as_openpyxl(make: Callable[[], Book]) -> None:
    """Assert that every part of a workbook has the bytes that openpyxl gives; `make` makes the book, to read once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ridcalc.render.excel.save.SheetData", OpenpyxlRows)
        expected = {name: with_values(part) for name, part in parts_of(make()).items()}
    found = parts_of(make())
    assert list(found) == list(expected)
    assert [name for name, part in found.items() if part != expected[name]] == []


def assert_exported_as_openpyxl(folder: Path, options: Options, language: str) -> None:
    """Assert the same of the workbook of a folder, if its amounts can be divided."""
    try:
        found = found_in(folder)
    except ProblemsFoundError:
        return
    assert_as_openpyxl(lambda: book_of(found, options, Language(language)))


@pytest.mark.parametrize(
    ("folder", "options", "language"),
    [
        (ROOT / "data", Options(), "nl"),
        (ROOT / "data", Options(participant="zevenaar", protect=True), "en"),
        pytest.param(ROOT / "data", Options(values=True), "nl", marks=pytest.mark.slow),
        (CASES / "amendment", Options(), "nl"),
        pytest.param(EXAMPLES / "nl", Options(), "nl", marks=pytest.mark.slow),
        (EXAMPLES / "en", Options(), "en"),
        pytest.param(EXAMPLES / "ict", Options(), "nl", marks=pytest.mark.slow),
        pytest.param(EXAMPLES / "omgevingsdienst", Options(), "nl", marks=pytest.mark.slow),
        pytest.param(EXAMPLES / "veiligheidsregio", Options(), "nl", marks=pytest.mark.slow),
    ],
)
def test_a_workbook_has_the_bytes_of_openpyxl(folder: Path, options: Options, language: str) -> None:
    assert_exported_as_openpyxl(folder, options, language)


@given(document=booked_budgets())
@CALM
def test_a_random_budget_has_the_bytes_of_openpyxl(document: Document, tmp_path: Path) -> None:
    assert_exported_as_openpyxl(write_folder(tmp_path / "booked", booked_files(document)), Options(), "nl")


@pytest.mark.slow
@given(document=blended_budgets())
@CALM
def test_a_random_blend_has_the_bytes_of_openpyxl(document: Document, tmp_path: Path) -> None:
    assert_exported_as_openpyxl(write_folder(tmp_path / "blended", blended_files(document)), Options(), "nl")


TEXTS = (
    "Zevenaar",
    "",
    " ",
    " aan beide kanten ",
    "twee\nregels",
    "R&D <b> \"'",
    "_x0041_ en _x004",
    "é € \ud800 \x07",
)
LIKE_FORMULAS = ("=1+1", "+31 6", "-Noord", "@migratie", "=", "#N/A")
NUMBERS = (0, -1, 10**15, 0.1, 1e-7, 2 / 3, Decimal("123088.43"), Decimal("-0.05"))


def odd_rows() -> list[SheetRow]:
    """Return rows with every kind of cell."""
    values = (*TEXTS, *LIKE_FORMULAS, *NUMBERS)
    return [
        [Cell("Kop", "title")],
        [Cell("waarde", "head"), Cell("formule", "head")],
        [],
        *([Cell(value, "text"), None, Cell(value, "money", 'IF(A1<"R&D",1,"")')] for value in values),
        *([Cell(value, note=" een\n<noot> ", link="Blad!$A$1")] for value in values),
        [Cell(1, "money_total", "SUM(A1:A2)", note="x" * 3000, link="Blad!A2"), None, Cell("", "total")],
        [Cell("hoge tekst " * 40, "wrapped"), *[None] * 30, Cell(12, "input_money")],
    ]


@pytest.mark.parametrize("whole_euros", [False, True])
def test_every_kind_of_cell_has_the_bytes_of_openpyxl(whole_euros: bool) -> None:  # noqa: FBT001  a case of a test
    rows = odd_rows()
    sheets = tuple(Sheet(name, rows, len(rows), (12.0,) * 32) for name in ("Blad", "Tweede"))
    assert_as_openpyxl(lambda: Book("R&D", sheets, (), whole_euros=whole_euros))


def test_a_sheet_with_a_name_of_two_words_can_have_a_table() -> None:
    rows: list[SheetRow] = [[Cell("kop", "head")], [Cell("een")]]
    sheet = Sheet("Twee woorden", rows, len(rows), (12.0,), heading_row=1, table=("Twee woorden", 1, 2))
    table = parts_of(Book("R&D", (sheet,), (), whole_euros=True))["xl/tables/table1.xml"]
    assert b'displayName="Twee_woorden"' in table
