"""The language of a budget, also of one with problems."""

import os
import re
from itertools import islice
from typing import Any, get_args

from yaml import YAMLError
from yaml.events import CollectionEndEvent, CollectionStartEvent, NodeEvent, ScalarEvent

from ridcalc.core.values.languages import LanguageCode
from ridcalc.files import MOST_BYTES
from ridcalc.reading.invisible import CONTROL
from ridcalc.reading.yaml_text import Parser

_FILE = "measures.yaml"
_DEFAULT: LanguageCode = "nl"
_MOST_EVENTS = 50_000
"""Events of the parser, some two for each entry, in which the language is looked for."""
_DEEPEST = 1_000
"""Mappings and lists in one another in which it is looked for; the time of a parser may grow with their square."""
_SECTION = re.compile(r"^[\"']?budget[\"']?[ \t]*:", re.MULTILINE)
"""The begin of the section `budget` in a file in block style."""


def budget_language(folder: str) -> LanguageCode | None:
    """Return the code of the language of the budget in a data folder; None if it cannot be read.

    Mistakes elsewhere in the file do not count. A pipe is not read: its text can be read only once.
    """
    path = os.path.join(folder, _FILE)
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return None
    section = _SECTION.search(text)
    start = section.start() if section else 0
    language = _language_in(text[start:])
    return next((code for code in get_args(LanguageCode) if code == language), None)


def _language_in(text: str) -> str | None:
    """Return the value of `budget.language` in YAML text; None if a mistake or very much text stands before it."""
    try:
        return _language_of_events(Parser(re.sub(CONTROL, " ", text)))
    except (YAMLError, OverflowError, ValueError):  # the last two of an escape beyond Unicode
        return None


def _language_of_events(parser: Any) -> str | None:  # noqa: ANN401  yaml's parser
    """Return the value of `budget.language`, the default if the budget has none, or None if there is no budget.

    Raises:
        YAMLError: the text before the value is no YAML.
    """
    levels: list[list[str | None]] = [[]]  # per open mapping or list the nodes so far; None for other than a scalar
    for event in islice(iter(parser.get_event, None), _MOST_EVENTS):
        if isinstance(event, NodeEvent):
            levels[-1].append(event.value if isinstance(event, ScalarEvent) else None)
        in_budget = len(levels) == 3 and _last_name(levels[1]) == "budget"
        if in_budget and isinstance(event, CollectionEndEvent):
            return _DEFAULT
        if in_budget and _last_name(levels[2]) == "language":
            return levels[2][-1]
        if isinstance(event, CollectionStartEvent):
            if len(levels) > _DEEPEST:
                return None
            levels.append([])
        elif isinstance(event, CollectionEndEvent):
            levels.pop()
    return None


def _last_name(nodes: list[str | None]) -> str | None:
    """Return the name of the last entry of a mapping, given its names and values; None before its value."""
    return nodes[-2] if nodes and len(nodes) % 2 == 0 else None
