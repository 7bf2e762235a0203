"""Make the spreadsheets that ship and those of the tests that LibreOffice wrote: `python tools/sheets.py`.

The sheets of a colleague stand beside the examples that `ridcalc init` copies; those of the tests in
tests/reading/spreadsheets/made. openpyxl writes them, and LibreOffice opens them, calculates and saves them, so that
they are as a spreadsheet program leaves them.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from openpyxl.styles import Font

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "src" / "ridcalc" / "examples"
MADE = ROOT / "tests" / "reading" / "spreadsheets" / "made"

Cells = Sequence[Sequence[str | int | float | None]]

DUTCH: Cells = [
    ["Gedeelde dienst: begroting 2027 en 2028"],
    ["bedragen in euro's, exclusief btw"],
    [],
    ["Omschrijving", "Verdeelsleutel", "I/S", "Categorie", 2027, 2028, "Toelichting"],
    ["0.4 Overhead"],
    ["Salarissen beheer", "Naar inwoners", "S", "1.1", 412500, 424875, "4,2 fte, cao van 2026"],
    ["Nieuwe servers", "Naar inwoners", "I", "3.8", 40000, 40000, "vervanging in twee jaar"],
    ["Licenties", "Vast", "S", "3.8", 24000.5, 24720, "staffel van 50"],
    ["Huur en energie", "Vast", "S", "3.8", 61250, 62475, None],
    ["Totaal 0.4", None, None, None, "=SUM(E6:E9)", "=SUM(F6:F9)", None],
    ["0.2 Burgerzaken"],
    ["Balie op afspraak", "Naar inwoners", "S", "1.1", 98300, 101250, None],
    ["Nieuw reserveringssysteem", "Naar inwoners", "I", "3.8", 15000, "PM", "offerte volgt"],
    ["Totaal 0.2", None, None, None, "=SUM(E12:E13)", "=SUM(F12:F13)", None],
    ["Baten"],
    ["Subsidie dienstverlening", "Vast", "I", "4.3.1", 20000, 10000, "loopt af"],
    ["Totaal baten", None, None, None, "=SUM(E16:E16)", "=SUM(F16:F16)", None],
]
"""The sheet of a Dutch colleague, for the keys of examples/nl."""

ENGLISH: Cells = [
    ["Shared service: budget for 2027 and 2028"],
    ["amounts in euros, excluding VAT"],
    [],
    ["Description", "Key", "Nature", "Category", 2027, 2028, "Explanation"],
    ["0.4 Overhead"],
    ["Salaries of administrators", "By inhabitants", "structural", "1.1", 412500, 424875, "4.2 fte"],
    ["New servers", "By inhabitants", "incidental", "3.8", 40000, 40000, "replaced in two years"],
    ["Licences", "Fixed", "structural", "3.8", 24000.5, 24720, "50 users"],
    ["Rent and energy", "Fixed", "structural", "3.8", 61250, 62475, None],
    ["Total 0.4", None, None, None, "=SUM(E6:E9)", "=SUM(F6:F9)", None],
    ["Income"],
    ["Service grant", "Fixed", "incidental", "4.3.1", 20000, 10000, "ends after 2028"],
    ["Total income", None, None, None, "=SUM(E12:E12)", "=SUM(F12:F12)", None],
]

INDEXED: Cells = [
    ["Meerjarenbegroting (bedragen x € 1.000)"],
    ["Programma 1 Veiligheid"],
    ["Product", "Begroting 2027", "Raming 2028", "Raming 2029", "Verschil"],
    ["Brandweer", 1200.5, "=ROUND(B4*1.02,3)", "=ROUND(C4*1.02,3)", "=C4-B4"],
    ["Crisisbeheersing", 300, "=ROUND(B5*1.02,3)", "=ROUND(C5*1.02,3)", "=C5-B5"],
    ["Totaal programma 1", "=B4+B5", "=C4+C5", "=SUM(D4:D5)", "=SUM(E4:E5)"],
]
"""Years across, with amounts that formulas work out, in thousands."""

LEDGER: Cells = [
    ["Taakveld", "Naam", "Jaar", "L/B", "Bedrag", "Sleutel", "Aard"],
    ["0.4", "Automatisering, beheer", 2027, "L", 1234.5, "Inwoners", "Structureel"],
    ["0.4", "Automatisering, beheer", 2028, "L", 1300, "Inwoners", "Structureel"],
    ["0.4", "Café & catering", 2027, "L", 80.25, "Inwoners", "Incidenteel"],
    ["0.4", "Café & catering", 2027, "B", 12, "Inwoners", "Incidenteel"],
]
"""Years down, which LibreOffice writes as CSV in Windows-1252 with decimal commas."""


FORMATS = {"ledger.csv": ("E", "[$-413]#,##0.00"), "dates.xlsx": ("B", "d-mmm")}
"""The column of a sheet that has a number format of its own."""


def workbook(path: Path, sheet: str, cells: Cells, formats: tuple[str, str] | None) -> None:
    """Write a workbook with one sheet; the first row and the totals are bold."""
    book = Workbook()
    page = book.active
    if page is None:
        raise TypeError("a new workbook has a sheet")
    page.title = sheet
    for row in cells:
        page.append(list(row))
    for line in page.iter_rows():
        if line[0].row == 1 or str(line[0].value).startswith("Tot"):
            for cell in line:
                cell.font = Font(bold=True)
    for cell in page[formats[0]] if formats else ():
        if formats and cell.row > 1:
            cell.number_format = formats[1]
    page.column_dimensions["A"].width = 34
    if len(cells[0]) == 1:
        page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(map(len, cells)))
    book.save(path)


def saved_by_libreoffice(source: Path, target: Path, form: str) -> None:
    """Open a workbook in LibreOffice and save it in a form, such as `xlsx`."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("LibreOffice is not installed")
    with TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", form, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        shutil.move(Path(folder, source.with_suffix(target.suffix).name), target)


def main() -> None:
    """Write all sheets."""
    MADE.mkdir(parents=True, exist_ok=True)
    windows = "csv:Text - txt - csv (StarCalc):59,34,1252,1,,1043,false,true"  # semicolons, Dutch, as shown
    with TemporaryDirectory() as folder:
        for target, sheet, cells, form in (
            (EXAMPLES / "nl" / "begroting-van-collega.xlsx", "Begroting", DUTCH, "xlsx"),
            (EXAMPLES / "en" / "budget-of-colleague.xlsx", "Budget", ENGLISH, "xlsx"),
            (MADE / "thousands.xlsx", "Meerjarenraming", INDEXED, "xlsx"),
            (MADE / "dates.xlsx", "Blad1", [["Omschrijving", "2027"], ["Huur", "=DATE(2027,5,1)"]], "xlsx"),
            (MADE / "ledger.csv", "Posten", LEDGER, windows),
        ):
            source = Path(folder) / f"{target.stem}.xlsx"
            workbook(source, sheet, cells, FORMATS.get(target.name))
            saved_by_libreoffice(source, target, form)


if __name__ == "__main__":
    main()
