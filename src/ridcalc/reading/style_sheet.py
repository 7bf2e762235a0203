"""The style of a page: a file of CSS that refers to nothing outside the page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, say
from ridcalc.files import read_file
from ridcalc.reading.yaml_text import not_utf8

_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_OUTSIDE = re.compile(
    r"@import|<|\burl\(\s*(?![\"']?\s*(?:data:|#))|(?<![\w-])(?:-webkit-)?image-set\(|(?<![\w-])(?:image|src)\(",
    re.IGNORECASE,
)
"""What would fetch something, or end the style within the page."""


class _Decoded(NamedTuple):
    """A text without the escapes of CSS, and for each of its characters where it stands in the file."""

    text: str
    places: list[int]


def style_sheet(path: str) -> str:
    """Return the text of a file of CSS.

    Raises:
        ProblemsFoundError: the file cannot be read, is not UTF-8, or would reach outside the page.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        raise ProblemsFoundError([content])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemsFoundError([not_utf8(path, content, error.start)]) from None
    problems = [*_problems(path, text)]
    if problems:
        raise ProblemsFoundError(problems)
    return text


def _problems(path: str, text: str) -> Iterator[Problem]:
    """Yield what reaches outside, once for each line; an escaped `<` is a letter, and ends nothing."""
    decoded = _decoded(text)
    seen: set[tuple[int, str]] = set()
    for found in _OUTSIDE.finditer(decoded.text):
        position, what = decoded.places[found.start()], found[0]
        line = text.count("\n", 0, position) + 1
        if (line, what) not in seen and not (what == "<" and text[position] != "<"):
            seen.add((line, what))
            yield _problem(path, text, position, what)


def _decoded(text: str) -> _Decoded:
    r"""Return a text as a browser reads it: `\75 rl(` is `url(`."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for escape in _ESCAPE.finditer(text):
        pieces.append(text[at : escape.start()])
        places += range(at, escape.start())
        number = int(escape[1], 16) if escape[1] else ord(escape[2])
        pieces.append(chr(number) if 0 < number <= 0x10FFFF else "\ufffd")
        places.append(escape.start())
        at = escape.end()
    return _Decoded("".join(pieces) + text[at:], [*places, *range(at, len(text))])


def _problem(path: str, text: str, position: int, what: str) -> Problem:
    """Return the problem at a position of the file."""
    line = text.count("\n", 0, position) + 1
    begin = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    place = Place(path, line, position - begin + 1, len(what), text[begin : end if end >= 0 else None].rstrip())
    return Problem(
        "style-external", _message(what), say("keep what the page needs in the file, or as data:"), place=place
    )


def _message(what: str) -> Message:
    if what == "<":
        return say("'<' could end the style and begin something else")
    return say("'{what}' would fetch something from outside the page", what=what.strip())
