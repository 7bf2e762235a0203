"""Draw the pages of docs/workbook.md: `python tools/workbook_pictures.py`.

Exports the case that ships, in Dutch, prints it to PDF with LibreOffice (`soffice`), and writes the first page of every
sheet to docs/workbook/SHEET.png with `pdftoppm` of poppler. The letters are those of the machine that draws.
"""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "workbook"
DOTS = "64"
"""Dots per inch: a page is a picture of some 20 kB."""


def main() -> None:
    """Write the pictures, and say which."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        pdf = _printed(Path(folder))
        for sheet, page in _first_pages(pdf).items():
            picture = PICTURES / sheet.lower()
            _run("pdftoppm", "-r", DOTS, "-f", page, "-singlefile", "-png", pdf, picture)
            print(f"written: {picture.relative_to(ROOT)}.png")


def _printed(folder: Path) -> Path:
    """Return the PDF file of the workbook of the case that ships, with the trace."""
    book = folder / "book.xlsx"
    export = ("export", book, "--data", ROOT / "data", "--lang", "nl", "--print-trace")
    _run(sys.executable, "-m", "ridcalc", *export)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, book)
    return book.with_suffix(".pdf")


def _first_pages(pdf: Path) -> dict[str, str]:
    """Return the first page of each sheet; the sheet stands at the left of the last line of a page."""
    first: dict[str, str] = {}
    for number, page in enumerate(_run("pdftotext", "-layout", pdf, "-").split("\f")[:-1], 1):
        sheet = re.split("  +", page.strip().splitlines()[-1])[0]
        first.setdefault(sheet, str(number))
    return first


def _run(*command: object) -> str:
    """Run a program; return what it writes to standard output."""
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
