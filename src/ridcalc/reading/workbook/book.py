"""A workbook as stored in the file: its parts, sheets, defined names, texts, looks and settings."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.reading.workbook.archive import LINKS, UNREADABLE, Archive, Part
from ridcalc.reading.workbook.looks import StoredLooks, read_looks
from ridcalc.reading.workbook.sheet import MAIN, SharedTexts, SheetRows
from ridcalc.reading.workbook.xml import elements

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
START = "_rels/.rels"
_TYPES, _TYPES_PART = "http://schemas.openxmlformats.org/package/2006/content-types", "[Content_Types].xml"
_FOREIGN = ("vbaProject", "externalLink", "oleObject", "package", "control")
"""Kinds of relation that lead to macros, other files and embedded objects."""
_FOREIGN_TYPES = ("vbaproject", "activex", "oleobject", "externallink")
"""What the type of such a part holds, in small letters."""
_MOST_BYTES = 10_000_000
"""Bytes of the list of sheets and names, of the styles, and of a list of relations, each."""
_MOST_TEXT = 64_000_000
"""Bytes of the texts that cells share. What an input file holds is at most 50 megabytes."""
_MOST_TEXTS = 1_000_000
"""Texts that cells share."""


class StoredSheet(NamedTuple):
    """A sheet as stored in the file: the name of its part, and whether it is hidden."""

    part: str
    hidden: bool


class Settings(NamedTuple):
    """What a workbook says of itself as a whole."""

    names: dict[str, str]
    """The reference of each name that is defined for the whole workbook."""
    of_sheets: dict[tuple[str, str], str]
    """The reference of each name that is defined for a sheet, by the position of the sheet and the name."""
    attributes: dict[str, dict[str, str]]
    """The attributes of each setting, by the name of its element."""


class StoredBook(NamedTuple):
    """A workbook as stored in the file; the rows of a sheet are read when they are asked for."""

    archive: Archive
    parts: dict[str, Part]
    sheets: dict[str, StoredSheet]
    """The sheets by title, in order."""
    settings: Settings
    looks: StoredLooks
    texts: SharedTexts
    relations: "dict[str, dict[str, Relation]]"
    """The relations of each part that has any, by id; those of the whole workbook under ""."""

    def rows(self, title: str, allowed: int) -> SheetRows:
        """Return the rows of a sheet, of which at most `allowed` bytes are read."""
        styles = {str(index): index for index in range(len(self.looks.cells))}
        return SheetRows(self.archive, self.sheets[title].part, allowed, self.texts, styles)


class Relation(NamedTuple):
    """What a part leads to: the kind of the relation, and the name of the other part."""

    kind: str
    target: str


def read_workbook(path: str, content: bytes) -> StoredBook:
    """Return a workbook; `path` is the place of a problem.

    Raises:
        ProblemsFoundError: the content is not a workbook, is damaged or too large, or holds links, macros or a
            document type definition.
    """
    archive = Archive(path, content)
    starts = relations_of(archive, "") if START in archive else {}
    root = target_of(archive, starts, "officeDocument")
    if root is None:
        archive.refuse(UNREADABLE)
    of_parts = {"": starts, root: relations_of(archive, root)}
    for name in archive.names():
        source = _source(name)
        if name.endswith(".rels") and source not in of_parts:
            of_parts[source] = relations_of(archive, source)
    _check_types(archive)
    texts, styles, theme = (target_of(archive, of_parts[root], kind) for kind in ("sharedStrings", "styles", "theme"))
    sheets, settings = sheets_and_settings(archive, root, of_parts[root])
    parts = archive.inspect({*(sheet.part for sheet in sheets.values()), texts or ""})
    looks = read_looks(archive, styles, theme) if styles else StoredLooks([], [])
    styled: set[str] = set()
    shared = list(shared_texts(archive, texts, styled)) if texts else []
    looks = looks if looks.cells else looks._replace(cells=[{}])
    return StoredBook(archive, parts, sheets, settings, looks, SharedTexts(shared, styled), of_parts)


def _source(name: str) -> str:
    """Return the part whose relations a part lists; "" for the whole workbook."""
    folder, listed = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), listed.removesuffix(".rels"))


def _check_types(archive: Archive) -> None:
    """Refuse a workbook with a part that is a macro or an embedded object, by whatever name."""
    if _TYPES_PART in archive:
        for element in elements(archive, _TYPES_PART, _TYPES, _MOST_BYTES):
            content = element.attributes.get("ContentType", "").lower()
            if any(foreign in content for foreign in _FOREIGN_TYPES):
                archive.refuse(LINKS)


def relations_of(archive: Archive, part: str) -> dict[str, Relation]:
    """Return the relations of a part (of the whole, for ""), by id; those to macros and other files are refused.

    In a workbook of another program they are left out.
    """
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, f"_rels/{name}.rels")
    found: dict[str, Relation] = {}
    for element in elements(archive, listed, _RELATIONS, _MOST_BYTES):
        get = element.attributes.get
        kind = get("Type", "").rpartition("/")[2]
        if get("TargetMode") == "External" or kind in _FOREIGN:
            if archive.foreign:
                continue
            archive.refuse(LINKS)
        if element.path == ("Relationships", "Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, get("Target", ""))).lstrip("/")
            if get("Id", "") in found:
                archive.damaged(listed)
            found[get("Id", "")] = Relation(kind, target)
    return found


def target_of(archive: Archive, relations: dict[str, Relation], kind: str) -> str | None:
    """Return the part to which the relation of a kind leads; None if there is no such relation.

    Raises:
        ProblemsFoundError: there are several, of which programs do not all read the same one.
    """
    targets = [one.target for one in relations.values() if one.kind == kind]
    if len(targets) > 1:
        archive.refuse(UNREADABLE)
    return targets[0] if targets else None


def sheets_and_settings(
    archive: Archive, root: str, relations: dict[str, Relation]
) -> tuple[dict[str, StoredSheet], Settings]:
    """Return the sheets by title, and what the workbook says of itself as a whole.

    Raises:
        ProblemsFoundError: a sheet has no part, or a title or a name stands there twice.
    """
    sheets: dict[str, StoredSheet] = {}
    settings = Settings({}, {}, {})
    for element in elements(archive, root, MAIN, _MOST_BYTES):
        get = element.attributes.get
        if element.path == ("workbook", "sheets", "sheet"):
            relation, title = relations.get(get(_ID, "")), get("name", "")
            if relation is None or title in sheets:
                archive.damaged(root)
            sheets[title] = StoredSheet(relation.target, get("state", "visible") != "visible")
        elif element.path == ("workbook", "definedNames", "definedName"):
            sheet = get("localSheetId")
            if sheet is not None:  # LibreOffice writes some of these twice
                settings.of_sheets[sheet, get("name", "")] = element.text
            elif get("name", "") in settings.names:
                archive.damaged(root)
            else:
                settings.names[get("name", "")] = element.text
        elif len(element.path) == 2 or element.path == ("workbook", "bookViews", "workbookView"):
            settings.attributes[element.path[-1]] = element.attributes
    return sheets, settings


def shared_texts(archive: Archive, part: str, styled: set[str]) -> Iterator[str]:
    """Yield the texts that cells share, without their pronunciation; add the positions of those with a look."""
    pieces: list[str] = []
    count = 0
    for element in elements(archive, part, MAIN, _MOST_TEXT):
        if element.path in {("sst", "si", "t"), ("sst", "si", "r", "t")}:
            pieces.append(element.text)
        elif element.path == ("sst", "si", "r", "rPr"):
            styled.add(str(count))
        elif element.path == ("sst", "si"):
            count += 1
            if count > _MOST_TEXTS:
                archive.damaged(part)
            yield "".join(pieces)
            pieces.clear()
