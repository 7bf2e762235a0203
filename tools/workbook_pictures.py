"""Draw the pages of docs/workbook.md: `python tools/workbook_pictures.py`.

Exports the case that ships, in Dutch, prints it to PDF with LibreOffice (`soffice`), and writes the first page of every
sheet to docs/workbook/SHEET.png with `pdftoppm` of poppler; of one sheet also with a changed amount. The letters are
those of the machine that draws.
"""

import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "workbook"
DOTS = "64"
"""Dots per inch: a page is a picture of some 20 kB."""
FEWER = (30, 15, 8, 5)
"""Steps between the least and the most of red, green and blue; the last fits any picture: 6 × 6 × 6 colours."""
MOST_COLOURS = 256
CHANGED = "Maatregelen"
"""The sheet of which a picture is drawn with a changed amount too."""
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-NL</value></prop></item>
</oor:items>
"""
"""Without these settings LibreOffice believes the values that are stored, and writes decimal points."""


def main() -> None:
    """Write the pictures, and say which."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        export = ("export", book, "--data", ROOT / "data", "--lang", "nl", "--print-trace")
        _run(sys.executable, "-m", "ridcalc", *export)
        pdf = _printed(book)
        for sheet, page in _first_pages(pdf).items():
            _draw(pdf, page, sheet.lower())
        changed = _printed(_with_a_change(book))
        _draw(changed, _first_pages(changed)[CHANGED], f"{CHANGED.lower()}-gewijzigd")


def _draw(pdf: Path, page: str, name: str) -> None:
    """Write a page as a picture, and say so."""
    picture = PICTURES / f"{name}.png"
    command = ["pdftoppm", "-r", DOTS, "-f", page, "-singlefile", str(pdf)]
    picture.write_bytes(_small_png(subprocess.run(command, check=True, capture_output=True).stdout))
    print(f"written: {picture.relative_to(ROOT)}")


def _small_png(ppm: bytes) -> bytes:
    """Return a picture in PPM, its colours made few, as a PNG with a palette: a third of what pdftoppm writes."""
    _, size, _, content = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    for levels in FEWER:
        steps = bytes(round(value * levels / 255) * 255 // levels for value in range(256))
        channels = content.translate(steps)
        pixels = list(zip(channels[::3], channels[1::3], channels[2::3], strict=True))
        palette = {colour: number for number, colour in enumerate(sorted(set(pixels)))}
        if len(palette) <= MOST_COLOURS:
            break
    rows = [bytes(palette[pixel] for pixel in pixels[row * width : (row + 1) * width]) for row in range(height)]
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": b"".join(map(bytes, palette)),
        b"IDAT": zlib.compress(b"".join(b"\0" + row for row in rows), 9),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, part) for name, part in parts.items())


def _chunk(name: bytes, content: bytes) -> bytes:
    """Return a part of a PNG, with its length and its check."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _with_a_change(book: Path) -> Path:
    """Return the workbook with an amount of 250,000 instead of 300,000, as a person would type it."""
    changed = book.with_name("changed.xlsx")
    with ZipFile(book) as before, ZipFile(changed, "w") as after:
        for part in before.infolist():
            content = before.read(part)
            if b"<v>300000</v>" in content:
                content = content.replace(b"<v>300000</v>", b"<v>250000</v>", 1)
            after.writestr(part, content)
    return changed


def _printed(book: Path) -> Path:
    """Return the PDF file of a workbook, as LibreOffice calculates it anew."""
    home = book.parent / "profile"
    (home / "user").mkdir(parents=True, exist_ok=True)
    (home / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    profile = f"-env:UserInstallation={home.as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", book.parent, book)
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
