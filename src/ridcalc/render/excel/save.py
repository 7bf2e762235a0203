"""A workbook as the bytes of an .xlsx file, in which every formula carries its calculated value.

sheet_data.py writes the rows, and openpyxl all else. Dates are fixed: the same workbook gives the same bytes.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime
from io import BufferedIOBase, BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import compressobj, decompressobj

os.environ.setdefault("OPENPYXL_LXML", "False")  # with lxml, if it is installed, the bytes differ

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import say
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import visible
from ridcalc.render.excel.cells import Book, Sheet
from ridcalc.render.excel.charts import chart_of
from ridcalc.render.excel.pages import Breaks, spans_of
from ridcalc.render.excel.printing import break_pages, set_up_pages
from ridcalc.render.excel.rows_shown import shown_row
from ridcalc.render.excel.rules import add_rules
from ridcalc.render.excel.sheet_data import SheetData, without_codes
from ridcalc.render.excel.styles import Styles

_LINE = 15
"""The height of a row that does not say its own, in points."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date and time of every entry in the archive: the earliest that an archive can hold."""


def save(book: Book, progress: Progress | None = None) -> bytes:
    """Return a workbook as the bytes of an .xlsx file; `progress` counts the rows.

    Raises:
        ProblemsFoundError: a text or a formula is longer than a cell accepts.
    """
    progress = progress or Progress()
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "ridcalc"
    workbook.properties.title = visible(book.title)
    made = book.made or date(*_EARLIEST[:3])
    workbook.properties.created = workbook.properties.modified = datetime(made.year, made.month, made.day)  # noqa: DTZ001  no zone in a workbook
    workbook.calculation.fullCalcOnLoad = True
    styles = Styles(workbook)
    rows = (row for sheet in book.sheets for row in _fill(workbook, sheet, styles, book))
    try:
        for _ in progress.each(
            rows, say("writing the workbook"), sum(sheet.length for sheet in book.sheets), say("rows")
        ):
            pass
    except BaseException:
        _close(workbook)
        raise
    progress.begin(say("packing the workbook"))
    for name, cell in book.names:
        workbook.defined_names[name] = DefinedName(name, attr_text=cell)
    target = BytesIO()
    with _Archive(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(workbook, archive).write_data()
    return target.getvalue()


def _close(workbook: Workbook) -> None:
    """Close the generators of the sheets in a fixed order: rows, then writer. Garbage collection has no order."""
    sheet: Any
    for sheet in workbook.worksheets:
        for generator in (sheet._rows, sheet._writer and sheet._writer.xf):  # noqa: SLF001  only closing the whole is public
            if generator is not None:
                generator.close()


def _entry(name: str, length: int = 0) -> ZipInfo:
    """Return an entry of an archive, of `length` bytes if that is known, with a fixed date."""
    entry = ZipInfo(name, _EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    entry.file_size = length
    return entry


class _Archive(ZipFile):
    """An archive that gives its entries a fixed date."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:  # noqa: ANN401  as in ZipFile
        """Add an entry to the archive."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        if name.startswith("xl/worksheets/_rels/"):  # some readers accept only relative paths to a sheet's parts
            data = data.replace(b'Target="/xl/', b'Target="../')
        super().writestr(_entry(name), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:  # noqa: ANN401  as in ZipFile
        """Add a sheet that openpyxl wrote to the `_Compressed` text `filename`."""
        with self.open(_entry(arcname, filename.length), "w") as target:
            for piece in filename.pieces():
                target.write(piece)


class _Compressed(BufferedIOBase):
    """The XML of a sheet until the sheet is put into the archive, in a tenth of the memory.

    A file would stay behind if the process is killed, and would need room on a second disk.
    """

    def __init__(self) -> None:
        """Begin without bytes."""
        self._compressor = compressobj(1)  # the fastest
        self._pieces: list[bytes] = []
        self.length = 0

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401  any buffer, as in BufferedIOBase
        """Add bytes; return their number."""
        self._pieces.append(self._compressor.compress(data))
        self.length += len(data)
        return len(data)

    def pieces(self) -> Iterator[bytes]:
        """Yield all bytes. Nothing can be added after this."""
        decompressor = decompressobj()
        for piece in (*self._pieces, self._compressor.flush()):
            yield decompressor.decompress(piece)


class _Writer(WorksheetWriter):
    """Writes the XML of a sheet to memory."""

    def __init__(self, worksheet: Any) -> None:  # noqa: ANN401  openpyxl's sheet
        """Begin the sheet, with all settings that stand before its rows."""
        super().__init__(worksheet, _Compressed())
        self.write_top()

    def cleanup(self) -> None:
        """Remove nothing: there is no file. openpyxl calls this after the sheet is in the archive."""


def _fill(workbook: Workbook, sheet: Sheet, styles: Styles, book: Book) -> Iterator[None]:
    """Write a sheet; yield after each row."""
    worksheet = workbook.create_sheet(sheet.name)
    for index, width in enumerate(sheet.widths, 1):
        worksheet.column_dimensions[letters(index)].width = width
    if sheet.heading_row:
        worksheet.freeze_panes = f"{letters(sheet.frozen_columns + 1)}{sheet.heading_row + 1}"
    headings: list[str] = []
    head_row = sheet.table[1] if sheet.table else 0
    set_up_pages(worksheet, sheet, book.header)  # before the rows, as in the file
    worksheet._writer = _Writer(worksheet)  # noqa: SLF001  openpyxl's own writer makes a file with a name
    data = SheetData(worksheet, styles, whole_euros=book.whole_euros)
    printed, spans, breaks = sheet.printed_columns or len(sheet.widths), spans_of(sheet), Breaks(sheet)
    for number, row in enumerate(sheet.rows, 1):
        if number == head_row:
            headings = [visible(str(cell.value)) for cell in row if cell is not None]
        shown = shown_row(row, sheet.widths, printed, spans)
        if shown.covered:
            first, last = map(letters, shown.covered)
            worksheet.merged_cells.add(f"{first}{number}:{last}{number}")
        breaks.add(number, shown.height or _LINE)
        data.add(number, shown)
        yield
    break_pages(worksheet, sheet, breaks)
    if book.protected:
        _protect(worksheet)
    if sheet.table:
        _add_table(worksheet, sheet.table, headings)
    add_rules(worksheet, sheet)
    if sheet.chart:
        worksheet.add_chart(chart_of(worksheet, sheet.chart), sheet.chart.anchor)


def _protect(worksheet: Any) -> None:  # noqa: ANN401  openpyxl's sheet
    worksheet.protection.sheet = True
    for allowed in ("sort", "autoFilter", "formatColumns", "formatRows", "selectLockedCells"):
        setattr(worksheet.protection, allowed, False)  # False: allowed


def _add_table(worksheet: Any, table: tuple[str, int, int], headings: list[str]) -> None:  # noqa: ANN401  openpyxl's sheet
    title, first, last = table
    name = title.replace(" ", "_")  # the name of a table has no spaces
    excel_table: Any = Table(displayName=name, name=name, ref=f"A{first}:{letters(len(headings))}{last}")
    excel_table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    excel_table._initialise_columns()  # noqa: SLF001  openpyxl cannot read back the headings of such a sheet
    for column, head in zip(excel_table.tableColumns, headings, strict=True):
        column.name = without_codes(head)
    worksheet._tables.add(excel_table)  # noqa: SLF001  the public method warns about a sheet that is written row by row
