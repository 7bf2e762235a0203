"""The room that a text takes in a cell, in the widths of a digit, as the widths of columns are counted.

The letters of Calibri and of the fonts that replace it are measured in classes; each class has its widest font.
"""

from functools import cache, lru_cache

from ridcalc.render.excel.cells import WITHOUT_CENTS, Cell, Style, Value

_CLASSES = (
    ("ijlI.,:;'|!", 0.55),
    ('frt()[]-/\\ "', 0.75),
    ("0123456789+-–*", 1.0),
    ("mMwW@%", 1.6),
    ("ABCDEFGHJKLNOPQRSTUVXYZ&€", 1.2),
)
_WIDTHS = {character: width for characters, width in _CLASSES for character in characters}
_WIDEST = 1.6
_OTHER = 0.95
"""The width of a letter in no class."""
_BOLD = 1.08
"""How much wider bold text is."""
_BOLD_STYLES: tuple[Style, ...] = (
    *(
        "title",
        "alert",
        "guard",
        "head",
        "head_number",
        "head_text",
        "head_beside",
        "block",
        "label",
        "label_number",
        "total",
    ),
    *("pm", "pm_total", "thousands"),
)
_TITLE = 14 / 11
"""How much larger the letters of a title are."""
_PADDING = 1.2
"""The room at both ends of a cell together."""
_TINY = 1e-6
"""More than the error of a sum of widths, so that a text fits in a column of its own width."""


@lru_cache(4096)  # many cells of a workbook hold the same text
def width_of(text: str) -> float:
    """Return the width of a text on one line, in digits."""
    return sum(_WIDTHS.get(character, _OTHER) for character in text)


def lines_of(text: str, width: float) -> int:
    """Return the number of lines of a text that is wrapped between words in a column of `width` digits.

    >>> lines_of("drie woorden hier", 40), lines_of("drie woorden hier", 8), lines_of("onafbreekbaarlangwoord", 8)
    (1, 3, 3)
    >>> lines_of("bijdrage", 7.8)  # 6.6 for the letters and 1.2 around them
    1
    """
    if "\n" not in text and len(text) * _WIDEST <= width - _PADDING:
        return 1
    return sum(_wrapped(line.split(" "), width - _PADDING) for line in text.split("\n"))


def _wrapped(words: list[str], room: float) -> int:
    lines, used = 1, 0.0
    room += _TINY
    space = _WIDTHS[" "]
    for word in words:
        needed = width_of(word)
        if used and used + space + needed > room:
            lines, used = lines + 1, 0.0
        used += needed + (space if used else 0)
        while used > room > _TINY:  # a word that is longer than a line is broken
            lines, used = lines + 1, used - room
    return lines


@cache
def scale_of(style: Style) -> float:
    """Return how much wider than plain text the text of a style is."""
    scale = _BOLD if style in _BOLD_STYLES or "total" in style or "strong" in style else 1.0
    return scale * _TITLE if style == "title" else scale


def width_of_cell(cell: Cell) -> float:
    """Return the width of a cell's content on one line, with the room around it."""
    return width_of(shown(cell.value, cell.style)) * scale_of(cell.style) + _PADDING


def shown(value: Value, style: Style) -> str:
    """Return a value as its style shows it, for its length."""
    if isinstance(value, str) or style in _PLAIN:
        return str(value)
    if style in {"pm", "pm_total"}:
        return f"+ {value} PM" if value else ""
    return f"{value:,.{_DECIMALS.get(style, 2)}f}" + (
        "*" if "assumed" in style else "%" if style in {"share", "share_total", "input_rate"} else ""
    )


_PLAIN: tuple[Style, ...] = ("small", "head_number", "block_number", "text", "centre")
_DECIMALS: dict[Style, int] = {
    "exact": 6,
    "share": 6,
    "share_total": 6,
    "whole": 0,
    "input_weight": 0,
    "input_rate": 4,
    "input_number": 6,
    "thousands": 0,
    "thousands_total": 0,
    "thousands_assumed": 0,
    **dict.fromkeys(WITHOUT_CENTS.values(), 0),
}
