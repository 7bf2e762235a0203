"""Which styles of cells show a number as a date or a time."""

import re

from ridcalc.reading.workbook.archive import Archive
from ridcalc.reading.workbook.trees import trees

_MOST_BYTES = 50_000_000
"""Bytes of the styles; workbooks that grew for years have tens of thousands of them."""
_BUILT_IN = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
"""The numbers of the formats of dates and times that every program knows."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^]]*\]|[_*].', re.IGNORECASE)
"""What a format shows as it stands, and conditions and colours."""


def date_styles(archive: Archive, part: str) -> tuple[int, frozenset[int]]:
    """Return the number of styles of cells, and the positions of those that show a date or a time.

    Raises:
        ProblemsFoundError: the styles are damaged, or too large.
    """
    codes: dict[str, str] = {}
    formats: list[str] = []
    for section, node in trees(archive, part, 3, _MOST_BYTES):
        if section == "numFmts":
            codes[node.get("numFmtId")] = node.get("formatCode")
        elif section == "cellXfs":
            formats.append(node.get("numFmtId", "0"))
    shows_date = {name: _shows_date(name, codes.get(name)) for name in set(formats)}
    return len(formats), frozenset(index for index, name in enumerate(formats) if shows_date[name])


def _shows_date(name: str, code: str | None) -> bool:
    """Return whether a format, by its number and its code, shows a date or a time."""
    if code is None:
        return name in _BUILT_IN
    first = _LITERAL.sub("", code).split(";")[0]
    return "general" not in first.lower() and re.search("[dmyhs]", first, re.IGNORECASE) is not None
