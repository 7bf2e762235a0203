"""A workbook that another program wrote, for its cells alone: links, macros and objects are passed over."""

from typing import NamedTuple

from ridcalc.reading.workbook.archive import UNREADABLE, Archive
from ridcalc.reading.workbook.book import START, StoredSheet, relations_of, shared_texts, sheets_and_settings, target_of
from ridcalc.reading.workbook.date_formats import Shows, styles_in
from ridcalc.reading.workbook.sheet import SharedTexts, SheetRows


class ForeignBook(NamedTuple):
    """The sheets of a workbook by title, in order; the rows of a sheet are read when they are asked for."""

    path: str
    archive: Archive
    sheets: dict[str, StoredSheet]
    texts: SharedTexts
    styles: dict[str, int]
    """The position of each style of cell, as cells write it."""
    shows: dict[int, Shows]
    """What the styles show that show a number as a date, a time or a percentage, by position."""
    from_1904: bool
    """Whether the workbook counts its days from 1904."""

    def rows(self, title: str, allowed: int) -> SheetRows:
        """Return the rows of a sheet, of which at most `allowed` bytes are read."""
        return SheetRows(self.archive, self.sheets[title].part, allowed, self.texts, self.styles)


def read_foreign(path: str, content: bytes) -> ForeignBook:
    """Return a workbook of any program; `path` is the place of a problem. No link of it is followed.

    Raises:
        ProblemsFoundError: the content is not a workbook, is damaged or too large, or holds a document type definition.
    """
    archive = Archive(path, content, foreign=True)
    root = target_of(archive, relations_of(archive, ""), "officeDocument") if START in archive else None
    if root is None:
        archive.refuse(UNREADABLE)
    relations = relations_of(archive, root)
    texts, styles = (target_of(archive, relations, kind) for kind in ("sharedStrings", "styles"))
    sheets, settings = sheets_and_settings(archive, root, relations)
    count, shows = styles_in(archive, styles) if styles else (0, {})
    shared = list(shared_texts(archive, texts, set())) if texts else []
    positions = {str(index): index for index in range(max(1, count))}
    from_1904 = settings.attributes.get("workbookPr", {}).get("date1904") in {"1", "true"}
    return ForeignBook(path, archive, sheets, SharedTexts(shared), positions, shows, from_1904)
