"""The looks of cells, the heights of rows and the widths of columns, against those that an export gives them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ridcalc.commands.appearance.looks import ATTRIBUTES, look_of
from ridcalc.commands.findings import APPEARANCE, Found, differs
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, say
from ridcalc.reading.workbook.looks import Look
from ridcalc.reading.workbook.sheet import Stored
from ridcalc.render.excel.cells import Style

_LINE, _LOWEST, _HIGHEST = 15.0, 12.0, 409.5
"""Points of a row without a height of its own: as expected, and the least and the most that programs make of it."""
_POINTS, _CHARACTERS, _PART = 1.5, 0.75, 0.05
"""What programs round off: points of a height, characters of a width, or this part of either."""
_BLACK, _OF_LINKS = "000000", "0000FF"
"""The colour that LibreOffice gives black letters of texts with a link, and of all cells of the same style."""
_LITERAL = re.compile(r'"([^"]*)"|[\\*](.)|\[\$([^]-]*)[^]]*\]|\[[^]]*\]|_.')
"""Literal text in a number format: quoted, escaped, repeated, or in the place of a currency. Conditions, colours and
spaces hold none."""
_DECEIVING = re.compile(r"[1-9]|[0#?],+(?![,0#?])|^[^;0#?]*-")
"""A digit, a comma that divides by a thousand, and a minus sign before a positive number, in a number format of whose
literal text only digits (as 9) and minus signs are left."""


Differing = tuple[tuple[str, Message], ...]
"""The kind and the message of each attribute of a look that differs."""


class CellLooks:
    """The differences between the styles of cells and the looks that they should have; each pair is compared once."""

    def __init__(self, looks: Sequence[Look]) -> None:
        """Take the looks of the workbook."""
        self._looks = looks
        self.known: dict[tuple[Style, int], Differing] = {}

    def compare(self, style: Style, number: int) -> Differing:
        """Compare the look of a style with the look at a position in the workbook; remember what differs."""
        differing = () if style == "fill_in" else tuple(_differences(look_of(style), self._looks[number]))
        self.known[style, number] = differing
        return differing

    def differences(self, differing: Differing, stored: Stored, sheet: str, place: str) -> Iterator[Found]:
        """Yield what differs in the look of a cell."""
        for kind, message in differing:
            yield Found(APPEARANCE, message, kind, sheet, place)
        if stored.styled:
            yield Found(APPEARANCE, say("pieces of its text have a look of their own"), "rich-text", sheet, place)


def _differences(expected: Look, found: Look) -> Iterator[tuple[str, Message]]:
    for name, (kind, what) in ATTRIBUTES.items():
        has, should = found.get(name, ""), expected[name]
        if has == should or (name == "colour" and (has, should) == (_OF_LINKS, _BLACK)):
            continue
        if name == "number_format" and _shows_another_number(has):
            yield kind, say("its number format shows another number: {format}", format=has)
        else:
            yield kind, differs(what, has, should)


def _shows_another_number(number_format: str) -> bool:
    """Return whether a number format shows digits of its own, divides the number or puts a minus sign before it."""
    return bool(_DECEIVING.search(_LITERAL.sub(_digits_and_signs, number_format)))


def _digits_and_signs(literal: re.Match[str]) -> str:
    text = "".join(literal.groups(""))
    return "".join(
        "9" if character.isdigit() else "-" for character in text if character.isdigit() or character in "-−–"
    )


def row_differences(attributes: Mapping[str, str], height: float, sheet: str, number: int) -> Iterator[Found]:
    """Yield what differs in a row with content: whether it is hidden, and its height in points (0: one line)."""
    place = f"{number}:{number}"
    if _is_on(attributes, "hidden"):
        yield Found(APPEARANCE, say("is hidden"), "hidden", sheet, place)
    stored = _measure(attributes.get("ht"))
    free = not height and not _is_on(attributes, "customHeight")
    if stored is None:
        wrong = bool(height)
    elif free:
        wrong = not _LOWEST <= stored <= _HIGHEST
    else:
        wrong = _far(stored, height or _LINE, _POINTS)
    if wrong:
        what = say("height in points")
        yield Found(APPEARANCE, differs(what, attributes.get("ht", ""), _shown(height or _LINE)), "size", sheet, place)


def column_differences(
    columns: Sequence[Mapping[str, str]], default: str, widths: Sequence[float], sheet: str
) -> Iterator[Found]:
    """Yield what differs in the columns of a sheet: which are hidden, and widths in characters.

    `default` is the width of columns that do not say their own, as it stands in the file.
    """
    stored: dict[int, Mapping[str, str]] = {}
    for attributes in columns:
        first, last = (_measure(attributes.get(name)) or 0 for name in ("min", "max"))
        for number in range(max(1, int(first)), min(int(last), len(widths)) + 1):
            stored[number] = attributes
    for number, width in enumerate(widths, 1):
        attributes = stored.get(number, {})
        place = f"{letters(number)}:{letters(number)}"
        if _is_on(attributes, "hidden"):
            yield Found(APPEARANCE, say("is hidden"), "hidden", sheet, place)
        elif _far(_measure(attributes.get("width", default)) or 0.0, width, _CHARACTERS):
            message = differs(say("width in characters"), attributes.get("width", default), _shown(width))
            yield Found(APPEARANCE, message, "size", sheet, place)


def _is_on(attributes: Mapping[str, str], name: str) -> bool:
    return attributes.get(name, "0") in {"1", "true", "on"}


def _far(found: float, expected: float, least: float) -> bool:
    return abs(found - expected) > max(least, _PART * expected)


def _measure(text: str | None) -> float | None:
    """Return a size; None without one, or if it is no number."""
    return (
        float(text)
        if text and len(text) < 30 and re.fullmatch(r"[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?", text)
        else None
    )


def _shown(size: float) -> str:
    return f"{size:.10g}"
