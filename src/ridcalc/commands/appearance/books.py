"""A workbook as a whole: settings of calculation, names, properties and parts, against those of an export."""

from collections.abc import Iterator

from ridcalc.commands.findings import APPEARANCE, STRUCTURE, Found, differs, unequal
from ridcalc.core.values.problems import say
from ridcalc.language.sentences import visible
from ridcalc.reading.workbook.book import StoredBook
from ridcalc.reading.workbook.trees import trees
from ridcalc.render.excel.cells import Book

_MOST_BYTES = 1_000_000
"""Bytes of the properties."""
_OFTEN = {"officeDocument", "worksheet", "styles", "theme", "sharedStrings", "calcChain", "sheetMetadata"}
_OF_SHEETS = {"drawing", "chart", "chartStyle", "chartColorStyle", "table", "comments", "vmlDrawing", "printerSettings"}
_PROPERTIES = {"core-properties", "extended-properties", "custom-properties", "classificationlabels"}
_KINDS = _OFTEN | _OF_SHEETS | _PROPERTIES
"""The kinds of parts that exports have, and that spreadsheet programs add by themselves."""
_OWN_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
"""The names of a sheet that are compared elsewhere, or that programs make for a filter."""
_TYPES = "[Content_Types].xml"


def book_differences(expected: Book, book: StoredBook) -> Iterator[Found]:
    """Yield what differs in the workbook as a whole, other than its sheets and their names.

    Raises:
        ProblemsFoundError: the properties are damaged.
    """
    yield from _calculation(book)
    yield from _names(expected, book)
    yield from unequal("view", say("view"), " ".join(_view(book)), "")
    yield from unequal("protection", say("protection"), " ".join(_protection(book)), "")
    yield from _properties(expected, book)
    for name in _foreign_parts(book):
        yield Found(APPEARANCE, say("part {part} does not belong in it", part=name), "part")


def _is_on(book: StoredBook, setting: str, name: str, default: str = "0") -> bool:
    return book.settings.attributes.get(setting, {}).get(name, default) in {"1", "true", "on"}


def _calculation(book: StoredBook) -> Iterator[Found]:
    """Yield the settings by which programs calculate otherwise, or not at all."""
    mode = book.settings.attributes.get("calcPr", {}).get("calcMode", "auto")
    odd = {
        "fullPrecision=0": not _is_on(book, "calcPr", "fullPrecision", "1"),
        "iterate=1": _is_on(book, "calcPr", "iterate"),
        f"calcMode={mode}": mode != "auto",
        "date1904=1": _is_on(book, "workbookPr", "date1904"),
    }
    settings = " ".join(name for name, holds in odd.items() if holds)
    if settings:
        yield Found(STRUCTURE, differs(say("settings of calculation"), settings, ""), "calculation")


def _names(expected: Book, book: StoredBook) -> Iterator[Found]:
    known = {name for name, _ in expected.names}
    others = [name for name in book.settings.names if name not in known]
    others += [name for _, name in book.settings.of_sheets if name not in _OWN_NAMES]
    for name in others:
        yield Found(APPEARANCE, say("name {name} does not belong in it", name=name), "name")


def _view(book: StoredBook) -> Iterator[str]:
    if book.settings.attributes.get("workbookView", {}).get("visibility", "visible") != "visible":
        yield "visibility"
    if not _is_on(book, "workbookView", "showSheetTabs", "1"):
        yield "showSheetTabs=0"


def _protection(book: StoredBook) -> Iterator[str]:
    yield from (name for name in ("lockStructure", "lockWindows") if _is_on(book, "workbookProtection", name))
    if book.settings.attributes.get("fileSharing"):
        yield "fileSharing"


def _properties(expected: Book, book: StoredBook) -> Iterator[Found]:
    """Yield the properties that a reader sees beside the workbook, and that say otherwise."""
    found = {"dc:title": "", "dc:creator": ""}
    for relation in book.relations[""].values():
        if relation.kind == "core-properties":
            found |= {node.tag: node.text for _, node in trees(book.archive, relation.target, 2, _MOST_BYTES)}
    should = {"dc:title": visible(expected.title), "dc:creator": "ridcalc"}
    for name in (
        "dc:title",
        "dc:creator",
        "dc:subject",
        "dc:description",
        "cp:keywords",
        "cp:category",
        "cp:contentStatus",
    ):
        word = name.partition(":")[2]
        yield from unequal("property", say("property {name}", name=word), found.get(name, ""), should.get(name, ""))


def _foreign_parts(book: StoredBook) -> Iterator[str]:
    """Yield the parts to which no relation leads of a kind that workbooks of ridcalc have."""
    known = {_TYPES}
    for relations in book.relations.values():
        known |= {relation.target for relation in relations.values() if relation.kind in _KINDS}
    yield from (name for name in book.parts if name not in known and not name.endswith((".rels", "/")))
