"""The width of text in columns of a terminal: a combining mark takes none, a wide character takes two."""

from functools import cache
from unicodedata import category, east_asian_width


def width_of(text: str) -> int:
    r"""Return the number of columns that a text takes.

    >>> width_of("Zevenaar"), width_of("Cafe\\u0301"), width_of("\\u5e02")
    (8, 4, 2)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


@cache
def _width(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def left(text: str, width: int) -> str:
    """Return a text followed by spaces up to `width` columns."""
    return text + " " * (width - width_of(text))


def right(text: str, width: int) -> str:
    """Return a text after spaces, so that it takes `width` columns."""
    return " " * (width - width_of(text)) + text


def cut(text: str, width: int) -> str:
    """Return a text of at most `width` columns; a text that is cut ends with an ellipsis."""
    if width_of(text) <= width:
        return text
    room = width - 1
    kept = ""
    for character in text:
        room -= _width(character)
        if room < 0:
            break
        kept += character
    return f"{kept}…"
