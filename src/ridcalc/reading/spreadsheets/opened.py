"""A file as tables: a CSV file or the sheets of a workbook; other files are refused with what to save them as."""

from collections.abc import Sequence

from ridcalc.core.values.problems import Message, Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.files import read_file
from ridcalc.reading.spreadsheets.csv_table import CsvTable
from ridcalc.reading.spreadsheets.table import Table

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of Excel before 2007 begins, and a workbook with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ARCHIVE = b"PK\x03\x04"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_BINARY_WORKBOOK = b"xl/workbook.bin"
_AS_WORKBOOK = say("open it, and save it as .xlsx")


def tables_in(path: str) -> Sequence[Table]:
    """Return the tables of a file: one of a CSV file, one for each sheet of a workbook.

    Raises:
        ProblemsFoundError: the file cannot be read, or is neither a workbook nor CSV.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        raise ProblemsFoundError([content])
    if not content.strip():
        _refuse(path, say("this file is empty"), None)
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            _refuse(path, say("this workbook has a password"), say("open it, and save it without a password"))
        _refuse(path, say("this is a workbook of Excel before 2007 (.xls)"), _AS_WORKBOOK)
    if content.startswith(_ARCHIVE):
        return _sheets(path, content)
    if content.lstrip()[:1] == b"<":
        _refuse(path, say("this is a page of HTML or XML, not a sheet"), _AS_WORKBOOK)
    return [CsvTable(path, content)]


def _refuse(path: str, message: Message, hint: Message | None) -> None:
    refuse("table-unreadable", message, hint, place=path)


def _sheets(path: str, content: bytes) -> Sequence[Table]:
    """Return the sheets of a workbook."""
    if _OPEN_DOCUMENT in content[:200]:
        _refuse(path, say("this is an OpenDocument file (.ods)"), _AS_WORKBOOK)
    if _BINARY_WORKBOOK in content:
        _refuse(path, say("this is a binary workbook (.xlsb)"), _AS_WORKBOOK)
    from ridcalc.reading.spreadsheets.workbook_table import SheetTable  # not needed for CSV
    from ridcalc.reading.workbook.foreign import read_foreign

    book = read_foreign(path, content)
    return [SheetTable(book, title) for title in book.sheets]


def table_named(path: str, tables: Sequence[Table], name: str) -> Table:
    """Return the table of the sheet with this name.

    Raises:
        ProblemsFoundError: there is no such sheet.
    """
    for table in tables:
        if table.sheet == name:
            return table
    titles = tuple(table.sheet for table in tables if table.sheet is not None)
    message = say("this file has no sheet '{name}'", name=name)
    if not titles:
        refuse("sheet-unknown", message, say("a CSV file has no sheets: leave --sheet out"), place=path)
    hint = did_you_mean(name, titles) or say("its sheets are {names}", names=titles)
    return refuse("sheet-unknown", message, hint, place=path)
