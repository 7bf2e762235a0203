"""Which styles of cells show a number as a date, a time or a percentage."""

import re
from typing import Literal

from ridcalc.reading.workbook.archive import Archive
from ridcalc.reading.workbook.trees import trees

_MOST_BYTES = 50_000_000
"""Bytes of the styles; workbooks that grew for years have tens of thousands of them."""
_BUILT_IN = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
"""The numbers of the formats of dates and times that every program knows."""
_BUILT_IN_PERCENTAGES = frozenset({"9", "10"})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^]]*\]|[_*].', re.IGNORECASE)
"""What a format shows as it stands, and conditions and colours."""


Shows = Literal["date", "percentage"]
"""What a format shows, if that is no plain number."""


def styles_in(archive: Archive, part: str) -> tuple[int, dict[int, Shows]]:
    """Return the number of styles of cells, and what those show that show a date, a time or a percentage.

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
    shows = {name: _shown_by(name, codes.get(name)) for name in set(formats)}
    return len(formats), {index: shown for index, name in enumerate(formats) if (shown := shows[name]) is not None}


def _shown_by(name: str, code: str | None) -> Shows | None:
    """Return what a format, by its number and its code, shows; None for a plain number."""
    if code is None:
        return "date" if name in _BUILT_IN else "percentage" if name in _BUILT_IN_PERCENTAGES else None
    first = _LITERAL.sub("", code).split(";")[0]
    if "%" in first:
        return "percentage"
    if "general" not in first.lower() and re.search("[dmyhs]", first, re.IGNORECASE) is not None:
        return "date"
    return None
