"""Parsing of YAML text into plain data with places. Every scalar stays text; YAML's type rules are not applied.

Reads the event stream of libyaml. The loaders of PyYAML lose the places, accept duplicate names, and can crash or fill
the memory on hostile input (docs/decisions/yaml-reading.md).
"""

import os
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import Any

import yaml

from ridcalc.core.budget.document import BROKEN, Node, Source
from ridcalc.core.values.problems import Place, Problem, say
from ridcalc.core.values.progress import Progress
from ridcalc.reading.invisible import refused_characters, turning_characters
from ridcalc.reading.yaml_builder import EMPTY, Builder, UnreadableError

Parser: Any
try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML without libyaml gives the same events, more slowly
    from yaml import SafeLoader as Parser


def read_mapping(name: str, content: bytes, progress: Progress | None = None) -> tuple[Node | None, list[Problem]]:
    """Return the mapping in a file's `content` (None if there is no mapping), and the problems.

    `name` is the path to show. An unreadable value is BROKEN in the mapping. `progress` counts the lines.
    """
    encoding = _other_encoding(content)
    if encoding is not None:
        message = say("this file is saved as {encoding}, not as UTF-8", encoding=encoding)
        return None, [Problem("not-utf-8", message, _SAVE_AS, place=Place(name))]
    try:
        source = Source(name, content, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, [not_utf8(name, content, error.start)]
    progress = progress or Progress()
    progress.begin(say("reading {file}", file=os.path.basename(name)), source.text.count("\n") + 1, say("lines"))
    value, problems = read_value(source, progress=progress)
    if value is BROKEN:
        value, problems = _read_past_apostrophes(source, progress, problems)
    if isinstance(value, Node):
        return value, problems
    if value is EMPTY:
        problems = [Problem("empty-file", say("this file is empty"), place=Place(name, 1, 1))]
    elif not problems:
        problems = [
            Problem("wrong-type", say("this file holds no mapping of names to values"), place=source.place(0, 0))
        ]
    return None, problems


def _read_past_apostrophes(source: Source, progress: Progress, problems: list[Problem]) -> tuple[Any, list[Problem]]:
    """Return the value and the problems of a source that cannot be read, if apostrophes are the cause.

    Otherwise return BROKEN and the given problems.
    """
    from ridcalc.reading.apostrophes import Apostrophes  # not needed without a mistake

    apostrophes = Apostrophes(source)
    if apostrophes.readable is None:
        return BROKEN, problems
    value, others = read_value(apostrophes.readable, progress=progress)
    if value is BROKEN and others == problems:
        return BROKEN, problems
    return value, [*apostrophes.problems(value), *others]


def read_value(
    source: Source,
    start: int = 0,
    progress: Progress | None = None,
    parser: Any = Parser,  # noqa: ANN401  yaml's parser
) -> tuple[Any, list[Problem]]:
    """Return the value in the source's text from the index `start` on, and the problems.

    The value is a Node, Items, a text, None for a plain null, EMPTY or BROKEN.
    """
    refused = refused_characters(source)  # before the index `start`, too: names in the path of a `--set` text
    if refused:
        return BROKEN, refused
    builder = Builder(source, start, progress or Progress(), parser)
    try:
        return builder.document(), [*builder.problems, *turning_characters(source)]
    except UnreadableError:
        return BROKEN, builder.problems
    except yaml.MarkedYAMLError as error:
        if parser is not yaml.SafeLoader and _TOO_DEEP_TO_PARSE in (error.problem or ""):
            return read_value(source, start, progress, yaml.SafeLoader)  # gives the events up to DEEPEST
        from ridcalc.reading.yaml_errors import syntax_problem  # not needed without a mistake

        return BROKEN, [*builder.problems, syntax_problem(source, error, start)]
    except (OverflowError, ValueError):  # raised by the Python parser for an escape beyond Unicode
        return BROKEN, [
            *builder.problems,
            Problem("yaml-syntax", say("this is not valid YAML"), place=source.place(0, 0)),
        ]
    finally:
        builder.parser.dispose()


def not_utf8(name: str, content: bytes, index: int) -> Problem:
    """Return the problem of the byte at `index`, which is counted without a byte order mark."""
    bare = content.removeprefix(BOM_UTF8)
    before = Source(name, content, bare[:index].decode())
    place = before.place_of(len(before.text))
    message = say("the byte {byte} here is not UTF-8", byte=f"0x{bare[index]:02x}")
    return Problem("not-utf-8", message, _SAVE_AS, place=place._replace(excerpt=None))


_SAVE_AS = say("save the file as UTF-8 (Notepad: Save as, Encoding: UTF-8; Excel: Save as, CSV UTF-8)")


def _other_encoding(content: bytes) -> str | None:
    """Return the name of another Unicode encoding that a file is in, by its mark or its zero bytes; None for UTF-8."""
    if content.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):
        return "UTF-32"
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "UTF-16"
    start = content[:_SAMPLE]
    zeros = [sum(byte == 0 for byte in start[first::2]) for first in (0, 1)]
    if 5 * len(start) < 8 * sum(zeros) < 8 * len(start):
        return "UTF-32"
    return "UTF-16" if len(start) > 3 and max(zeros) > len(start) // 4 and min(zeros) == 0 else None


_SAMPLE = 200
"""Bytes in which zero bytes are counted: of an ordinary text half are zero in UTF-16, and three of four in UTF-32."""


_TOO_DEEP_TO_PARSE = "exceeded maximum nesting depth"
"""Part of the error of libyaml 0.2.6 for a thousand nested brackets, raised before it gives any of their events."""
