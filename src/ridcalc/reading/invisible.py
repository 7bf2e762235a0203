r"""Characters that nobody sees: control characters, format characters such as a soft hyphen, and hidden line breaks.

Those in texts, names and ids are problems. In comments of a file only those are that could deceive a reader: control
characters, hidden line breaks, and marks that turn the direction of a line. A no-break space is an ordinary space.

The expressions are compiled when a text has a character that Python does not print, which few texts have.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ridcalc.core.budget.document import Source
from ridcalc.core.values.problems import MOST_PROBLEMS, Message, Problem, say

CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
"""Characters that no file may hold: those that YAML does not allow, and line breaks that editors do not show."""
TURNING = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
"""Direction marks: a line with one may show in another order than it is read."""
FORMAT = (
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
"""The format characters of Unicode (category Cf), tags, and line and paragraph separators."""
_ESCAPE = r"(?s)\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([LP])|.)"
"""An escape in double quotation marks."""
_SEPARATORS = {"L": "\u2028", "P": "\u2029"}


def is_printed(text: str) -> bool:
    """Return whether Python prints every character of the text, apart from line feeds."""
    return text.replace("\n", "").isprintable()


def refused_characters(source: Source) -> list[Problem]:
    """Return a problem for each character that no file may hold; with one, the source is not read further."""
    if is_printed(source.text):
        return []
    found = islice(re.finditer(CONTROL, source.text), MOST_PROBLEMS + 1)
    return [_problem(source, match.start(), match[0], None) for match in found]


def turning_characters(source: Source) -> list[Problem]:
    """Return a problem for each direction mark in the source, comments included."""
    if is_printed(source.text):
        return []
    hint = say("type the line again without it: it can show what stands here in another order")
    found = islice(re.finditer(TURNING, source.text), MOST_PROBLEMS + 1)
    return [_problem(source, match.start(), match[0], hint) for match in found]


def may_hold_invisible(text: str) -> bool:
    """Return whether a text of YAML may have values with invisible characters."""
    return "\\" in text or (not is_printed(text) and re.search(FORMAT, text) is not None)


def invisible_in(source: Source, event: Any, start: int) -> Iterator[Problem]:  # noqa: ANN401  yaml's event
    """Yield a problem for each format character in the value of a scalar; the parsed text begins at index `start`."""
    first, last = event.start_mark.index + start, event.end_mark.index + start
    written = source.text[first:last]
    hint = _without(event.value)
    for match in re.finditer(FORMAT, written):
        yield _problem(source, first + match.start(), match[0], hint)
    for match in re.finditer(_ESCAPE, written) if event.style == '"' else ():
        character = _SEPARATORS.get(match[4] or "") or chr(int(match[1] or match[2] or match[3] or "0", 16))
        if re.fullmatch(FORMAT, character):
            yield _problem(source, first + match.start(), character, hint, len(match[0]))


def invisible_before(source: Source, end: int) -> list[Problem]:
    """Return a problem for each format character before the index `end`, in the path of a `--set` text."""
    text = source.text[:end]
    return [_problem(source, match.start(), match[0], _without(text)) for match in re.finditer(FORMAT, text)]


def _without(text: str) -> Message | None:
    """Return the hint with a text without format characters; None if nothing is left."""
    left = re.sub(FORMAT, "", text)
    return say("without it: {text}", text=left) if left else None


def _problem(source: Source, index: int, character: str, hint: Message | None, length: int = 1) -> Problem:
    """Return the problem of a character, which stands at `index` in the source."""
    place = source.place_of(index)._replace(length=length)
    return Problem("control-character", _message(character), hint, place=place)


def _message(character: str) -> Message:
    """Return the message with the number of a character, and with its name in Unicode if it has one."""
    import unicodedata  # not needed without a mistake

    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    if not name:
        return say("this is the control character {code}", code=code)
    return say("this is the invisible character {code}, {name}", code=code, name=name)
