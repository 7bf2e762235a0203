"""The errors of a YAML parser as problems: a message for the frequent mistakes, at the place of the mistake."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from ridcalc.core.budget.document import Source
from ridcalc.core.values.problems import Message, Problem, say

if TYPE_CHECKING:
    import yaml

COLON_HINT = say("write a name, a colon, a space and the value: 2024: 30000")


class _Mistake(NamedTuple):
    """A recognised mistake, with its line and column from 0."""

    message: Message
    line: int
    column: int
    hint: Message | None = None


def syntax_problem(source: Source, error: "yaml.MarkedYAMLError", offset: int) -> Problem:
    """Return the problem for a parser's error. The parsed text begins at column `offset` of the first line."""
    line, column = _position(source, error)
    mistake = next(_frequent_mistakes(source, line), None)
    if mistake is None:
        mistake = _reported_mistake(source, error, line, column + (0 if line else offset))
    return Problem("yaml-syntax", mistake.message, mistake.hint, place=source.place(mistake.line, mistake.column))


def _position(source: Source, error: "yaml.MarkedYAMLError") -> tuple[int, int]:
    """Return the line and column of the mistake, from 0, according to the parser."""
    mark: Any = error.problem_mark or error.context_mark
    opened: Any = error.context_mark
    if opened is not None and error.context in {"while scanning a simple key", "while scanning a quoted scalar"}:
        return int(opened.line), int(opened.column)
    if not _ends_early(source, error):
        return int(mark.line), int(mark.column)
    last = _last_line(source)
    if opened is not None and opened.line <= last:  # a bracket or quotation mark is not closed
        return int(opened.line), int(opened.column)
    return last, max(0, len(source.lines[last].rstrip()) - 1)


def _ends_early(source: Source, error: "yaml.MarkedYAMLError") -> bool:
    """Return whether the parser reached the end of the text while it expected more."""
    mark: Any = error.problem_mark or error.context_mark
    return bool(mark.line > _last_line(source))


def _last_line(source: Source) -> int:
    """Return the number of the last line that is not blank, from 0."""
    return max((number for number, line in enumerate(source.lines) if line.strip()), default=0)


def _frequent_mistakes(source: Source, line: int) -> Iterator[_Mistake]:
    """Yield the frequent mistakes on the line where the parser stopped, and on the two lines above it."""
    yield from _quote_mistakes(source, line)
    if dash := _DASH_WITHOUT_SPACE.match(source.lines[line]):
        hint = say("write a dash, a space and the value: - 2024")
        yield _Mistake(say("the space after the dash is missing"), line, dash.start(1), hint)
    for number in range(line, max(-1, line - 3), -1):
        text = source.lines[number]
        if space := _ODD_SPACE.search(text):
            message = say("YAML does not take the character {code} for a space", code=f"U+{ord(space[1]):04X}")
            yield _Mistake(message, number, space.start(1), say("write a plain space"))
        if colon := _COLON_WITHOUT_SPACE.match(text):
            yield _Mistake(say("the space after the colon is missing"), number, colon.start(1), COLON_HINT)


_ODD_SPACE = re.compile(r"(?:^ *|: *)([\u00a0\u2000-\u200b\u202f\u205f\u3000])")
_DASH_WITHOUT_SPACE = re.compile(r"\s*(-)[^\s-][^:]*$")
_COLON_WITHOUT_SPACE = re.compile(r"\s*[\w.-]+(:)[^\s/:]")


def _quote_mistakes(source: Source, line: int) -> Iterator[_Mistake]:
    """Yield the quoted value that ends on this line and is not closed, or is closed with more text after it."""
    text = "\n".join(source.lines[: line + 1])
    for match in _QUOTED.finditer(text):
        value, rest = match["value"], match["rest"].lstrip()
        closed = match["double"] or match["single"]
        ends_on_line = text.find("\n", match.end("value")) < 0
        if not ends_on_line or (closed and (not rest or rest[0] in "#,}]:")):
            continue
        start = match.start("value")
        first_line, column = text[:start].count("\n"), start - (text.rfind("\n", 0, start) + 1)
        if not closed or "\n" in value:
            yield _Mistake(say("the quotation mark that opens here is not closed"), first_line, column)
        else:
            message = say("nothing may follow the closing quotation mark")
            length = match.end("rest") - len(rest) - start
            hint = say("put the whole value in quotation marks")
            if match["single"] and rest[0].isalpha() and rest == match["rest"]:  # probably an apostrophe
                hint = say("write '' for a ' inside, or put the value in double quotation marks")
            yield _Mistake(message, first_line, column + length, hint)


_QUOTED = re.compile(
    r"""^[ ]*(?:-[ ]+|(?:-[ ]+)?[^\s"'#{\[-][^"'\n]*?:[ ]+)"""
    r"""(?P<value>"(?:[^"\\]|\\.)*+(?P<double>")?|'(?:[^']|'')*+(?P<single>')?)(?P<rest>[^\n]*)""",
    re.MULTILINE | re.DOTALL,
)


def _bracket_mistakes(source: Source, error: "yaml.MarkedYAMLError", line: int, column: int) -> Iterator[_Mistake]:
    """Yield the brace or bracket that is not closed, or is closed with more text after it."""
    complaint, before = f"{error.context} {error.problem}", source.lines[line][:column].rstrip()
    opened: Any = error.context_mark
    if "flow" in complaint and _ends_early(source, error):
        yield _Mistake(say("the text ends while a brace or bracket is still open"), line, column)
    elif "flow" in complaint and opened is not None and opened.line < line:
        message = say(
            "the {sign} that opens here is not closed before line {line}, or a comma is missing inside",
            sign=source.lines[opened.line][opened.column : opened.column + 1],
            line=str(line + 1),
        )
        first, start = int(opened.line), int(opened.column)
        cut = next((number for number in range(first, line) if _CUT.search(source.lines[number])), None)
        if cut is None:
            yield _Mistake(message, first, start)
        else:
            hint = say(
                "a # after a space begins a comment, on line {line} too: put a text with # in it in quotation marks",
                line=str(cut + 1),
            )
            yield _Mistake(message, first, start, hint)
    elif before.endswith(("}", "]")) and ("expected <block end>" in complaint or "expected key" in complaint):
        message = say("nothing may follow the closing {sign}", sign=before[-1])
        yield _Mistake(message, line, column, say("put a text with a brace or bracket in it in quotation marks"))


_CUT = re.compile(r"[{\[][^#]*[ \t]#\w.*[}\]]")
"""A line with a brace or bracket before a text that ends at a `#`, and one in what is a comment for YAML."""


def _reported_mistake(source: Source, error: "yaml.MarkedYAMLError", line: int, column: int) -> _Mistake:
    """Return the mistake that the parser reports, with a message from _EXPLANATIONS where there is one."""
    text = source.lines[line]
    indent, character = text[: len(text) - len(text.lstrip())], text[column : column + 1]
    complaint = f"{error.context} {error.problem}"
    if bracket := next(_bracket_mistakes(source, error, line, column), None):
        return bracket
    if "\t" in indent or character == "\t":
        return _Mistake(say("this is a tab"), line, column, say("indent with spaces"))
    if character and character in "%@`*":
        message = say("no value can begin with '{sign}'", sign=character)
        return _Mistake(message, line, column, say("put the value in quotation marks"))
    above = source.lines[line - 1] if line else ""
    if _NO_COLONS in complaint and above.strip() and ":" not in above and not above.lstrip().startswith(("#", "-")):
        first_column = len(above) - len(above.lstrip())
        return _Mistake(_COLON_MISSING, line - 1, first_column, COLON_HINT)
    message, hint = next(
        (explanation for words, explanation in _EXPLANATIONS if words in complaint),
        (say("this is not valid YAML"), None),
    )
    return _Mistake(message, line, column, hint)


_NO_COLONS = "mapping values are not allowed"
_COLON_MISSING = say("the colon after a name, or the value after a colon, is missing here")
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
    ("expected ',' or '}'", (say("a comma or the closing }} is missing here"), None)),
    ("expected ',' or ']'", (say("a comma or the closing ] is missing here"), None)),
    (
        "block sequence entries are not allowed",
        (say("no value can begin with '{sign}'", sign="- "), say("put the value in quotation marks")),
    ),
    ("'-' indicator", (say("a list item or another indentation is expected here"), None)),
    ("expected key", (_UNFIT, None)),
    ("expected node content", (say("a value is expected here"), None)),
    (
        "unknown escape character",
        (
            say("in double quotation marks a backslash begins an escape, and this is not one"),
            say("put the value in single quotation marks, in which a backslash is a backslash"),
        ),
    ),
)
