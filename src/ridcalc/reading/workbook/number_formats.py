"""Number formats in one way of writing: programs quote, escape and number the same format in their own ways."""

import re
from functools import cache

BUILT_IN = {
    "0": "General",
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "49": "@",
}
"""The formats that spreadsheets know by number, as far as they are the same in every country."""
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|(\[\$-[^]]*\])|([*_].)|(\[[^]]*\])|(.)', re.DOTALL)
_LITERAL = set("$-+/()!^&'~{}<>=: ")
"""Characters that stand for themselves without quotation marks."""
_SECTIONS = 4
"""Sections of a format: above zero, below zero, zero, and text. LibreOffice adds the last after two empty ones."""


@cache
def plain(code: str) -> str:
    """Return a number format with every literal text in quotation marks, and without language.

    >>> plain(chr(35) + ',##0' + chr(92) + '*;-0') == plain('#,##0"*";' + chr(92) + '-0')
    True
    """
    sections: list[list[str]] = [[]]
    for quoted, escaped, language, spaced, condition, other in _TOKEN.findall(code):
        literal = quoted or escaped or (other if other in _LITERAL else "")
        if other == ";":
            sections.append([])
        elif literal:
            sections[-1].append(f'"{literal}"')
        elif not language:
            sections[-1].append(spaced or condition or other)
    texts = ["".join(section).replace('""', "") for section in sections]
    if len(texts) == _SECTIONS and texts[0] and not any(texts[1:]):
        texts.pop()
    return ";".join(texts) or "General"
