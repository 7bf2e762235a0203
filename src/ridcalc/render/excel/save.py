"""A workbook as bytes: built by openpyxl, saved by ourselves, so that every formula carries its calculated value.

openpyxl writes no calculated values, and stamps the time of saving. Here a formula's value travels behind it, after a
mark that no text of a workbook holds, until the sheet's XML is put into the archive; there it becomes the cell's value.
Dates are fixed: the same workbook gives the same bytes.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

os.environ.setdefault("OPENPYXL_LXML", "False")  # with lxml, where it happens to be installed, the bytes are others

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, say
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import visible
from ridcalc.render.excel.cells import Book, Cell, Row, Sheet, Style, letters
from ridcalc.render.excel.charts import chart_of
from ridcalc.render.excel.styles import Styles

_LINE = 15
"""The height of a line, in points."""
_HIGHEST = 409
"""The height of a row at most."""
LONGEST_TEXT = 32_767
_LONGEST_FORMULA = 8192
"""Characters of a cell's text and formula at most."""
_WRAPPED: tuple[Style, ...] = ("wrapped", "head")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MARK = "\ue000"
_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?><f>([^<]*?)\xee\x80\x80([ns])([^<]*)</f><v ?/?>(?:</v>)?</c>'
)
_BEGINS_LIKE_A_FORMULA = ("=", "+", "-", "@")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def save(book: Book, progress: Progress | None = None) -> bytes:
    """Return a workbook as the bytes of an .xlsx file; its rows are counted in `work`."""
    progress = progress or Progress()
    made = Workbook(write_only=True)
    made.properties.creator = "ridcalc"
    made.properties.title = visible(book.title)
    made.properties.created = made.properties.modified = datetime(*_EARLIEST[:3])  # noqa: DTZ001  no zone in a workbook
    made.calculation.fullCalcOnLoad = True
    styles = Styles(made)
    rows = (row for sheet in book.sheets for row in _fill(made, sheet, styles, protected=book.protected))
    try:
        for _ in progress.each(
            rows, say("writing the workbook"), sum(sheet.length for sheet in book.sheets), say("rows")
        ):
            pass
    except BaseException:
        _let_go(made)
        raise
    progress.begin(say("packing the workbook"))
    for name, cell in book.names:
        made.defined_names[name] = DefinedName(name, attr_text=cell)
    target = BytesIO()
    with _Archive(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(made, archive).write_data()
    return target.getvalue()


def _let_go(made: Workbook) -> None:
    """Close the files of sheets that will not be finished, the rows first; left to Python, the order is any."""
    sheet: Any
    for sheet in made.worksheets:
        for part in (sheet._rows, sheet._writer and sheet._writer.xf):  # noqa: SLF001  only closing the whole is public
            with suppress(OSError):  # the disk that was full still is
                if part is not None:
                    part.close()


class _Archive(ZipFile):
    """An archive whose entries have fixed dates, and whose formulas carry their values."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:  # noqa: ANN401  as ZipFile's
        """Put an entry into the archive."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        entry = ZipInfo(name, _EARLIEST)
        entry.compress_type = ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        entry.create_system = 3
        if name.startswith("xl/worksheets/_rels/"):  # where a sheet's parts are: some readers want that relative
            data = data.replace(b'Target="/xl/', b'Target="../')
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:  # noqa: ANN401  as ZipFile's
        """Put a sheet that openpyxl wrote to a file into the archive."""
        with open(filename, "rb") as file:
            self.writestr(arcname or filename, _FORMULA.sub(_with_value, file.read()))


def _with_value(found: re.Match[bytes]) -> bytes:
    place, style, formula, kind, value = found.groups()
    typed = b' t="str"' if kind == b"s" else b""
    return b'<c r="%b"%b%b><f>%b</f><v>%b</v></c>' % (place, style or b"", typed, formula, value)


def _fill(made: Workbook, sheet: Sheet, styles: Styles, *, protected: bool) -> Iterator[None]:
    """Write a sheet row by row."""
    written = made.create_sheet(sheet.name)
    for index, width in enumerate(sheet.widths, 1):
        written.column_dimensions[letters(index)].width = width
    if sheet.heading_row:
        written.freeze_panes = f"{letters(sheet.frozen_columns + 1)}{sheet.heading_row + 1}"
    heads: list[str] = []
    head_row = sheet.table[1] if sheet.table else 0
    _print(written, sheet, sheet.printed_columns or len(sheet.widths))  # before the rows: it stands above them
    for number, row in enumerate(sheet.rows, 1):
        if number == head_row:
            heads = [visible(str(cell.value)) for cell in row if cell is not None]
        lines = _lines(row, sheet.widths)
        if lines > 1:
            written.row_dimensions[number].height = min(_LINE * lines, _HIGHEST)
        written.append([None if cell is None else _made(written, cell, styles) for cell in _filled(row, sheet)])
        yield
    if protected:
        written.protection.sheet = True
        for allowed in ("sort", "autoFilter", "formatColumns", "formatRows", "selectLockedCells"):
            setattr(written.protection, allowed, False)  # False: it is not forbidden
    if sheet.table:
        _add_table(written, sheet.table, heads)
    if sheet.chart:
        written.add_chart(chart_of(written, sheet.chart), sheet.chart.anchor)


def _lines(row: Row, widths: Sequence[float]) -> int:
    """Return how many lines the row's longest wrapped text takes; not every program works that out by itself."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        if cell is not None and cell.style in _WRAPPED:
            lines = max(lines, -(-len(str(cell.value)) * 21 // int(width * 20)))
    return lines


def _filled(row: Row, sheet: Sheet) -> Row:
    """Return a row whose heading of a block, if it has one, runs on to the last printed column."""
    if len(row) == 1 and row[0] is not None and row[0].style == "block":
        return [row[0], *[Cell("", "block")] * ((sheet.printed_columns or len(sheet.widths)) - 1)]
    return row


def _made(written: Any, cell: Cell, styles: Styles) -> Any:  # noqa: ANN401  openpyxl's sheet
    made: Any = WriteOnlyCell(written)
    made._style = styles.of(cell.style)  # noqa: SLF001  the one way to give many cells a style at once
    value = cell.value
    if isinstance(value, str):
        value = visible(value)
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        message = say("sheet {sheet} would hold a text that is longer than a cell takes", sheet=written.title)
        raise _too_long(message, say("write shorter names, notes or codes"))
    if len(cell.formula or "") >= _LONGEST_FORMULA:
        message = say("sheet {sheet} would hold a formula that is longer than a cell takes", sheet=written.title)
        raise _too_long(message, say("--values writes the workbook without formulas"))
    if cell.formula is not None:
        kind = "s" if isinstance(value, str) else "n"
        made.value = f"={cell.formula}{_MARK}{kind}{_number(value)}"
    elif isinstance(value, str):
        made.value = _ESCAPED.sub("_x005F_", value)
        made.data_type = "s"  # whatever it begins with
        if value.startswith(_BEGINS_LIKE_A_FORMULA):
            made.quotePrefix = True  # and if it is typed over, too
    else:
        made.value = value
    if cell.note:
        made.comment = Comment(cell.note[:2000], "ridcalc", height=120, width=320)
    if cell.link:
        made.hyperlink = Hyperlink(ref="", location=cell.link)
    return made


def _too_long(message: Message, hint: Message) -> ProblemsFoundError:
    """Return the refusal of what Excel would not open."""
    return ProblemsFoundError([Problem("workbook-too-large", message, hint, place=Place("ridcalc export"))])


def _number(value: object) -> str:
    return repr(value) if isinstance(value, float) else str(value)


def _print(written: Any, sheet: Sheet, columns: int) -> None:  # noqa: ANN401  openpyxl's sheet
    """Set the sheet up for landscape A4, with its headings repeated and its pages numbered."""
    written.page_setup.orientation = "landscape"
    written.page_setup.paperSize = 9  # A4
    written.page_setup.fitToWidth = 1
    written.page_setup.fitToHeight = sheet.pages
    written.sheet_properties.pageSetUpPr.fitToPage = True
    written.print_area = f"A1:{letters(columns)}{max(sheet.length, 1)}"
    for row in sheet.breaks:
        written.row_breaks.append(Break(id=row))
    if sheet.heading_row:
        written.print_title_rows = f"{sheet.heading_row}:{sheet.heading_row}"
    written.oddFooter.left.text = "&A"
    written.oddFooter.right.text = "&P / &N"
    for side in ("left", "right", "top", "bottom"):
        setattr(written.page_margins, side, 0.5)


def _add_table(written: Any, table: tuple[str, int, int], heads: list[str]) -> None:  # noqa: ANN401  openpyxl's sheet
    name, first, last = table
    made: Any = Table(displayName=name, name=name, ref=f"A{first}:{letters(len(heads))}{last}")
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    made._initialise_columns()  # noqa: SLF001  a sheet that is written row by row cannot be asked for its headings
    for column, head in zip(made.tableColumns, heads, strict=True):
        column.name = _ESCAPED.sub("_x005F_", head)
    written._tables.add(made)  # noqa: SLF001  its own way in warns whoever writes row by row
