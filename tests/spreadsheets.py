"""Spreadsheets for tests: as openpyxl writes them, by hand as XML, and of LibreOffice (tools/sheets.py)."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from builders import TESTS

MADE = TESTS / "reading" / "spreadsheets" / "made"
"""What LibreOffice wrote."""

Cells = Iterable[Sequence[object]]
"""The rows of a sheet: texts, numbers, dates, and None for an empty cell."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def by_openpyxl(
    sheets: Mapping[str, Cells], merged: Iterable[str] = (), formats: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook with these sheets; the cells of the first are merged and formatted as said."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    first = book.worksheets[0]
    for place in merged:
        first.merge_cells(place)
    for place, code in (formats or {}).items():
        first[place].number_format = code
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def by_hand(rows: str, texts: Sequence[str] = (), extra: Mapping[str, str] | None = None) -> bytes:
    """Return a workbook of which `rows` is the XML of the rows, and `texts` the texts that cells share."""
    relation = '<Relationship Id="{id}" Type="{office}/{kind}" Target="{target}"{mode}/>'

    def relations(*targets: tuple[str, str, str]) -> str:
        lines = (
            relation.format(id=f"r{number}", office=_OFFICE, kind=kind, target=target, mode=mode)
            for number, (kind, target, mode) in enumerate(targets, 1)
        )
        return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'

    sheets = f'<sheets><sheet name="Blad1" sheetId="1" r:id="r1" xmlns:r="{_OFFICE}"/></sheets>'
    shared = "".join(f"<si>{text if text.startswith('<') else f'<t>{escape(text)}</t>'}</si>" for text in texts)
    parts = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml", ""),
            ("sharedStrings", "sharedStrings.xml", ""),
            ("externalLink", "https://example.org/other.xlsx", ' TargetMode="External"'),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        **(extra or {}),
    }
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return content.getvalue()
