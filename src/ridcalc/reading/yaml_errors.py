"""What a YAML parser could not read, told in words of our own and where the mistake was made."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ridcalc.core.budget.document import Source
from ridcalc.core.values.problems import Message, Problem, say

if TYPE_CHECKING:
    import yaml

COLON_HINT = say("write a name, a colon, a space and the value: 2024: 30000")


class _Told(NamedTuple):
    """A mistake that was recognised: what it is, and where, by line and column from 0."""

    message: Message
    line: int
    column: int
    hint: Message | None = None


def syntax_problem(source: Source, error: "yaml.MarkedYAMLError", offset: int) -> Problem:
    """Return the problem that a parser's error is; the text that was parsed begins at `offset` of the first line."""
    line, column = _where(source, error)
    told = next(_recognised(source, line), None)
    if told is None:
        told = _told_by_parser(source, error, line, column + (0 if line else offset))
    return Problem("yaml-syntax", told.message, told.hint, place=source.place(told.line, told.column))


def _where(source: Source, error: "yaml.MarkedYAMLError") -> tuple[int, int]:
    """Return the line and column where the mistake was made, as far as the parser can tell."""
    mark: Any = error.problem_mark or error.context_mark
    opened: Any = error.context_mark
    if opened is not None and error.context in {"while scanning a simple key", "while scanning a quoted scalar"}:
        return int(opened.line), int(opened.column)
    if not _ends_early(source, error):
        return int(mark.line), int(mark.column)
    last = _last(source)
    if opened is not None and opened.line <= last:  # the text ended before what was opened was closed
        return int(opened.line), int(opened.column)
    return last, max(0, len(source.lines[last].rstrip()) - 1)


def _ends_early(source: Source, error: "yaml.MarkedYAMLError") -> bool:
    """Tell whether the parser met the end of the text where it expected more."""
    mark: Any = error.problem_mark or error.context_mark
    return bool(mark.line > _last(source))


def _last(source: Source) -> int:
    """Return the last line on which anything stands."""
    return max((number for number, line in enumerate(source.lines) if line.strip()), default=0)


def _recognised(source: Source, line: int) -> Iterator[_Told]:
    """Yield the mistakes that people make often, as they are found where the parser stopped and just above."""
    yield from _quotes(source, line)
    if glued := _DASHED.match(source.lines[line]):
        hint = say("write a dash, a space and the value: - 2024")
        yield _Told(say("the space after the dash is missing"), line, glued.start(1), hint)
    for number in range(line, max(-1, line - 3), -1):
        text = source.lines[number]
        if odd := _ODD_SPACE.search(text):
            message = say("YAML does not take the character {code} for a space", code=f"U+{ord(odd[1]):04X}")
            yield _Told(message, number, odd.start(1), say("write a plain space"))
        if glued := _GLUED.match(text):
            yield _Told(say("the space after the colon is missing"), number, glued.start(1), COLON_HINT)


_ODD_SPACE = re.compile(r"(?:^ *|: *)([\u00a0\u2000-\u200b\u202f\u205f\u3000])")
_DASHED = re.compile(r"\s*(-)[^\s-][^:]*$")
_GLUED = re.compile(r"\s*[\w.-]+(:)[^\s/:]")


def _quotes(source: Source, line: int) -> Iterator[_Told]:
    """Yield the value in quotation marks on which the parser stopped, as it is not closed, or goes on after it was."""
    text = "\n".join(source.lines[: line + 1])
    for match in _QUOTED.finditer(text):
        value, rest = match["value"], match["rest"].lstrip()
        closed = match["double"] or match["single"]
        stops_here = text.find("\n", match.end("value")) < 0
        if not stops_here or (closed and (not rest or rest[0] in "#,}]:")):
            continue
        start = match.start("value")
        begins, column = text[:start].count("\n"), start - (text.rfind("\n", 0, start) + 1)
        if not closed or "\n" in value:
            yield _Told(say("the quotation mark that opens here is not closed"), begins, column)
        else:
            message = say("after the closing quotation mark nothing more can stand")
            past = match.end("rest") - len(rest) - start
            hint = say("put the whole value in quotation marks")
            if match["single"] and rest[0].isalpha() and rest == match["rest"]:  # an apostrophe, it seems
                hint = say("write '' for a ' inside, or put the value in double quotation marks")
            yield _Told(message, begins, column + past, hint)


_QUOTED = re.compile(
    r"""^[ ]*(?:-[ ]+|(?:-[ ]+)?[^\s"'#{\[-][^"'\n]*?:[ ]+)"""
    r"""(?P<value>"(?:[^"\\]|\\.)*+(?P<double>")?|'(?:[^']|'')*+(?P<single>')?)(?P<rest>[^\n]*)""",
    re.MULTILINE | re.DOTALL,
)


def _brackets(source: Source, error: "yaml.MarkedYAMLError", line: int, column: int) -> Iterator[_Told]:
    """Yield the brace or bracket that is not closed, or after which the line goes on."""
    told, before = f"{error.context} {error.problem}", source.lines[line][:column].rstrip()
    opened: Any = error.context_mark
    if "flow" in told and _ends_early(source, error):
        yield _Told(say("the text ends before what a brace or bracket opens is closed"), line, column)
    elif "flow" in told and opened is not None and opened.line < line:
        message = say(
            "what {sign} opens here is not closed before line {line}, or a comma is missing in it",
            sign=source.lines[opened.line][opened.column : opened.column + 1],
            line=str(line + 1),
        )
        yield _Told(message, int(opened.line), int(opened.column))
    elif before.endswith(("}", "]")) and ("expected <block end>" in told or "expected key" in told):
        message = say("after the closing {sign} nothing more can stand", sign=before[-1])
        yield _Told(message, line, column, say("put a text with a brace or bracket in it in quotation marks"))


def _told_by_parser(source: Source, error: "yaml.MarkedYAMLError", line: int, column: int) -> _Told:
    """Return what the parser says, in words of our own."""
    text = source.lines[line]
    indent, at = text[: len(text) - len(text.lstrip())], text[column : column + 1]
    told = f"{error.context} {error.problem}"
    if bracket := next(_brackets(source, error, line, column), None):
        return bracket
    if "\t" in indent or at == "\t":
        return _Told(say("this is a tab"), line, column, say("indent with spaces"))
    if at and at in "%@`*":
        message = say("no value can begin with '{sign}'", sign=at)
        return _Told(message, line, column, say("put the value in quotation marks"))
    above = source.lines[line - 1] if line else ""
    if _NO_COLONS in told and above.strip() and ":" not in above and not above.lstrip().startswith(("#", "-")):
        indented = len(above) - len(above.lstrip())
        return _Told(_COLON_MISSING, line - 1, indented, COLON_HINT)
    message, hint = next(
        (ours for words, ours in _EXPLANATIONS if words in told), (say("this is not valid YAML"), None)
    )
    return _Told(message, line, column, hint)


_NO_COLONS = "mapping values are not allowed"
_COLON_MISSING = say("here the colon after a name, or the value after a colon, is missing")
_UNFIT = say("this line does not fit the indentation of the lines above it")
_EXPLANATIONS: tuple[tuple[str, tuple[Message, Message | None]], ...] = (
    (
        _NO_COLONS,
        (
            say("there is a colon inside a value here, or the indentation differs from the line above"),
            say("put a text with a colon in it in quotation marks"),
        ),
    ),
    ("expected ':'", (_COLON_MISSING, COLON_HINT)),
    ("expected <block end>", (_UNFIT, None)),
    ("expected ',' or '}'", (say("here a comma or the closing }} is missing"), None)),
    ("expected ',' or ']'", (say("here a comma or the closing ] is missing"), None)),
    (
        "block sequence entries are not allowed",
        (say("no value can begin with '{sign}'", sign="- "), say("put the value in quotation marks")),
    ),
    ("'-' indicator", (say("here a list item is expected, or another indentation"), None)),
    ("expected key", (_UNFIT, None)),
    ("expected node content", (say("here a value is expected"), None)),
    (
        "unknown escape character",
        (say("in double quotation marks a backslash begins an escape, and this is none"), None),
    ),
)
