"""A workbook as stored in the file: its parts, sheets, defined names, texts and number formats."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.reading.workbook.archive import LINKS, UNREADABLE, Archive, Part
from ridcalc.reading.workbook.sheet import MAIN, SheetRows
from ridcalc.reading.workbook.xml import elements

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_START = "_rels/.rels"
_FOREIGN = ("vbaProject", "externalLink", "oleObject", "package", "control")
"""Kinds of relation that lead to macros, other files and embedded objects."""
_MOST_BYTES = 10_000_000
"""Bytes of the list of sheets and names, of the styles, and of a list of relations, each."""
_MOST_STYLES = 65_490
"""Styles of cells that Excel accepts."""
_MOST_TEXT = 64_000_000
"""Bytes of the texts that cells share. What an input file holds is at most 50 megabytes."""
_MOST_TEXTS = 1_000_000
"""Texts that cells share."""


class StoredSheet(NamedTuple):
    """A sheet as stored in the file: the name of its part, and whether it is hidden."""

    part: str
    hidden: bool


class StoredBook(NamedTuple):
    """A workbook as stored in the file; the rows of a sheet are read when they are asked for."""

    archive: Archive
    parts: dict[str, Part]
    sheets: dict[str, StoredSheet]
    """The sheets by title, in order."""
    names: dict[str, str]
    """The reference of each name that is defined for the whole workbook."""
    number_formats: list[str]
    """The number format of each style; empty for a format that spreadsheets know by number."""
    texts: list[str]

    def rows(self, title: str, allowed: int) -> SheetRows:
        """Return the rows of a sheet, of which at most `allowed` bytes are read."""
        styles = {str(index): index for index in range(len(self.number_formats))}
        return SheetRows(self.archive, self.sheets[title].part, allowed, self.texts, styles)


class _Relation(NamedTuple):
    kind: str
    target: str


def read_workbook(path: str, content: bytes) -> StoredBook:
    """Return a workbook; `path` is the place of a problem.

    Raises:
        ProblemsFoundError: the content is not a workbook, is damaged or too large, or holds links, macros or a
            document type definition.
    """
    archive = Archive(path, content)
    starts = _relations(archive, "") if _START in archive else {}
    root = _target(archive, starts, "officeDocument")
    if root is None:
        archive.refuse(UNREADABLE)
    relations = _relations(archive, root)
    for name in archive.names():
        if name.endswith(".rels"):
            _check_relations(archive, name)
    texts, styles = _target(archive, relations, "sharedStrings"), _target(archive, relations, "styles")
    sheets, names = _sheets_and_names(archive, root, relations)
    parts = archive.inspect({*(sheet.part for sheet in sheets.values()), texts or ""})
    formats = list(_number_formats(archive, styles)) if styles else []
    shared = list(_texts(archive, texts)) if texts else []
    return StoredBook(archive, parts, sheets, names, formats or ["0"], shared)


def _relations(archive: Archive, part: str) -> dict[str, _Relation]:
    """Return the relations of a part (of the whole, for ""), by id."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, f"_rels/{name}.rels")
    found: dict[str, _Relation] = {}
    for element in elements(archive, listed, _RELATIONS, _MOST_BYTES):
        if element.path == ("Relationships", "Relationship"):
            get = element.attributes.get
            target = posixpath.normpath(posixpath.join("/", folder, get("Target", ""))).lstrip("/")
            if get("Id", "") in found:
                archive.damaged(listed)
            found[get("Id", "")] = _Relation(get("Type", "").rpartition("/")[2], target)
    return found


def _target(archive: Archive, relations: dict[str, _Relation], kind: str) -> str | None:
    """Return the part to which the relation of a kind leads; None if there is no such relation.

    Raises:
        ProblemsFoundError: there are several, of which programs do not all read the same one.
    """
    targets = [one.target for one in relations.values() if one.kind == kind]
    if len(targets) > 1:
        archive.refuse(UNREADABLE)
    return targets[0] if targets else None


def _check_relations(archive: Archive, name: str) -> None:
    for element in elements(archive, name, _RELATIONS, _MOST_BYTES):
        kind = element.attributes.get("Type", "").rpartition("/")[2]
        if element.attributes.get("TargetMode") == "External" or kind in _FOREIGN:
            archive.refuse(LINKS)


def _sheets_and_names(
    archive: Archive, root: str, relations: dict[str, _Relation]
) -> tuple[dict[str, StoredSheet], dict[str, str]]:
    sheets: dict[str, StoredSheet] = {}
    names: dict[str, str] = {}
    for element in elements(archive, root, MAIN, _MOST_BYTES):
        get = element.attributes.get
        if element.path == ("workbook", "sheets", "sheet"):
            relation, title = relations.get(get(_ID, "")), get("name", "")
            if relation is None or title in sheets:
                archive.damaged(root)
            sheets[title] = StoredSheet(relation.target, get("state", "visible") != "visible")
        elif element.path == ("workbook", "definedNames", "definedName") and get("localSheetId") is None:
            if get("name", "") in names:
                archive.damaged(root)
            names[get("name", "")] = element.text
    return sheets, names


def _number_formats(archive: Archive, part: str) -> Iterator[str]:
    """Yield the number format of each style."""
    own: dict[str, str] = {}
    count = 0
    for element in elements(archive, part, MAIN, _MOST_BYTES):
        get = element.attributes.get
        if element.path == ("styleSheet", "numFmts", "numFmt"):
            own[get("numFmtId", "")] = get("formatCode", "")
        elif element.path == ("styleSheet", "cellXfs", "xf"):
            number = get("numFmtId", "0")
            count += 1
            if count > _MOST_STYLES:
                archive.damaged(part)
            yield own.get(number, "")


def _texts(archive: Archive, part: str) -> Iterator[str]:
    """Yield the texts that cells share, without their look and their pronunciation."""
    pieces: list[str] = []
    count = 0
    for element in elements(archive, part, MAIN, _MOST_TEXT):
        if element.path in {("sst", "si", "t"), ("sst", "si", "r", "t")}:
            pieces.append(element.text)
        elif element.path == ("sst", "si"):
            count += 1
            if count > _MOST_TEXTS:
                archive.damaged(part)
            yield "".join(pieces)
            pieces.clear()
