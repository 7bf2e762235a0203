"""What `ridcalc verify` takes: `python benchmarks/verify.py [MEASURES PARTICIPANTS YEARS]`.

A large workbook as exported and with every number changed; and the workbook of the case that ships, in which one part
was blown up. Each is a process of its own.
"""

import argparse
import re
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from budgets import Size, write_plain_budget
from measuring import PYTHON, Section, shown, timed

MEGABYTE = 1_000_000
SHEET, BOOK, RELATIONS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TEXTS = "xl/sharedStrings.xml"
SHARED = (
    b'<Relationship Id="texts" Target="sharedStrings.xml"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
)
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


Changes = dict[str, Callable[[bytes], bytes]]
"""Name of a part → function that makes its new content."""


def with_parts(source: Path, target: Path, changes: Changes) -> Path:
    """Write a workbook with changed parts; parts that it does not have are added."""
    with ZipFile(source) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b""))
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Return a function that replaces the first `old` in a part by `new`."""
    return lambda part: part.replace(old, new, 1)


def with_other_numbers(part: bytes) -> bytes:
    """Return a part with a 1 before every value that is a number."""
    return re.sub(rb"<v>([0-9.]+)</v>", rb"<v>1\1</v>", part)


def blown_up(book: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the workbook in which one part each was blown up."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(2000, 402_000))
    cells = replaced(b"</sheetData>", rows + b"</sheetData>")
    yield f"{len(rows) // MEGABYTE} MB of cells", with_parts(book, folder / "cells.xlsx", {SHEET: cells})
    texts = b"".join(b"<si><t>text %d</t></si>" % number for number in range(800_000))
    table = b'<sst xmlns="%b">%b</sst>' % (MAIN, texts)
    changes: Changes = {TEXTS: lambda _: table, RELATIONS: replaced(b"</Relationships>", SHARED)}
    yield f"{len(texts) // MEGABYTE} MB of texts", with_parts(book, folder / "texts.xlsx", changes)
    tag = replaced(b"<sheetData>", b'<sheetData x="%b">' % (b"y" * 20 * MEGABYTE))
    yield "20 MB of one tag", with_parts(book, folder / "tag.xlsx", {SHEET: tag})
    deep = replaced(b"<sheets>", b"<x>" * MEGABYTE + b"<sheets>")
    yield "a million elements in each other", with_parts(book, folder / "deep.xlsx", {BOOK: deep})
    picture: Changes = {"xl/media/image1.png": lambda _: bytes(400 * MEGABYTE)}
    yield "400 MB of zeros", with_parts(book, folder / "zeros.xlsx", picture)


def made(folder: Path, size: Size) -> list[tuple[str, Path, tuple[str, ...]]]:
    """Make the workbooks; return what each is, its file, and the options of the data that it is of."""
    write_plain_budget(folder / "data", size)
    data = ("--data", str(folder / "data"))
    large, small = folder / "large.xlsx", folder / "small.xlsx"
    timed((PYTHON, "-m", "ridcalc", "export", str(large), *data))
    timed((PYTHON, "-m", "ridcalc", "export", str(small)))
    sheets: Changes = {f"xl/worksheets/sheet{number}.xml": with_other_numbers for number in range(1, 9)}
    return [
        (f"as exported: {size.cells:,} rows of the trace", large, data),
        ("the same, every number changed", with_parts(large, folder / "changed.xlsx", sheets), data),
        ("the case that ships, as exported", small, ()),
        *((f"the same, with {what}", book, ()) for what, book in blown_up(small, folder)),
    ]


def section(size: Size) -> Section:
    """Measure all."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:  # memory taken here counts for a child
            books = pool.submit(made, Path(name), size).result()
        for what, book, data in books:
            run = timed((PYTHON, "-m", "ridcalc", "verify", str(book), *data), ends=(0, 1))
            rows.append((what, book.stat().st_size / MEGABYTE, run.seconds, run.megabytes))
    return Section("Verify", ("workbook", "MB zipped", "s", "MB of memory"), rows)


def main() -> None:
    """Measure and show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measures", type=int, nargs="?", default=500)
    parser.add_argument("participants", type=int, nargs="?", default=10)
    parser.add_argument("years", type=int, nargs="?", default=4)
    sizes = parser.parse_args()
    print(shown(section(Size(sizes.measures, sizes.participants, sizes.years))))


if __name__ == "__main__":
    main()
