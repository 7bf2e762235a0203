"""A small workbook, part by part, to change any byte or element of it."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.sentences import Language
from ridcalc.reading.workbook.book import StoredBook, read_workbook
from ridcalc.reading.workbook.sheet import Stored

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
