"""Warnings about texts that end at a `#`: in YAML a `#` after a space begins a comment.

A comment that begins with a letter or digit right behind the `#`, after a text without quotation marks, is probably a
part of the text: `name: Phase #2 (part)`. A comment that begins with `# ` is an ordinary comment. Only texts count,
such as names, assumptions and notes; after an amount or an id every comment is ordinary.
"""

import re
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from ridcalc.core.budget import types
from ridcalc.core.budget.document import Items, Node, Source, Spot
from ridcalc.core.budget.later import loaded
from ridcalc.core.budget.model import Budget, Scenario
from ridcalc.core.values.problems import Problem, say

_SIGN = re.compile(r"[ \t]#\w")
_COMMENT = re.compile(r"[ \t]+(#\w.*)")


def cut_text_warnings(sources: Iterable[Source], document: Node, scenarios: Iterable[Node]) -> Iterator[Problem]:
    """Yield a warning for each text of the document, and of the scenarios' own fields, that ends at such a `#`.

    `sources` are those of all of them; mostly none has such a comment, and then the texts are not looked at.
    """
    lines = {
        source: {number for number, line in enumerate(source.lines) if _SIGN.search(line)}
        for source in sources
        if _SIGN.search(source.text)
    }
    if lines:
        for kind, node in ((Budget, document), *((Scenario, scenario) for scenario in scenarios)):
            for text, spot in _texts(kind, node, None):
                if not lines.get(spot.source, set()).isdisjoint(range(spot.line, spot.line + len(text.split()))):
                    yield from _warning(text, spot)


def _texts(kind: Any, value: Any, spot: Spot | None) -> Iterator[tuple[str, Spot]]:  # noqa: ANN401  a type as annotations write it, plain data
    """Yield the texts and names in a value of the type `kind`, each with its spot."""
    for option in map(loaded, get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)):
        if spot is not None and isinstance(value, str):
            if option in (types.Text, types.Name):
                yield value, spot
        else:
            for entry_kind, entry, entry_spot in _entries(option, value):
                yield from _texts(entry_kind, entry, entry_spot)


def _entries(kind: Any, value: Any) -> Iterator[tuple[Any, Any, Spot]]:  # noqa: ANN401  a type as annotations write it, plain data
    """Yield the type, value and spot of each entry of a mapping or list of the type `kind`."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if isinstance(value, Items) and get_origin(kind) is tuple:
        for item, spot in zip(value, value.spots, strict=True):
            yield get_args(kind)[0], item, spot
    elif isinstance(value, Node):
        hints = _hints(kind) if isinstance(kind, type) and issubclass(kind, BaseModel) else {}
        entries = get_args(kind)[1] if get_origin(kind) is dict else None
        for name, entry in value.items():
            yield hints.get(name, entries), entry, value.spots[name]


def _hints(model: type[BaseModel]) -> dict[str, Any]:
    """Return the name in the files of each field of a model, with its type."""
    hints = get_type_hints(model, include_extras=True)
    return {field.alias or name: hints[name] for name, field in model.model_fields.items()}


def _warning(text: str, spot: Spot) -> Iterator[Problem]:
    """Yield the warning if the text has no quotation marks and a comment follows it that looks like a part of it."""
    words = text.split()
    lines = [spot.source.lines[spot.line][spot.column :], *spot.source.lines[spot.line + 1 : spot.line + len(words)]]
    behind = "\n".join(lines)
    written = re.match(r"\s+".join(map(re.escape, words)), behind)  # in quotation marks or a block it does not match
    comment = _COMMENT.match(behind, written.end()) if written else None
    if comment:
        line = spot.line + behind.count("\n", 0, comment.start(1))
        column = comment.start(1) - (behind.rfind("\n", 0, comment.start(1)) + 1)
        lost = comment[1].rstrip()
        place = spot.source.place(line, column + (spot.column if line == spot.line else 0), len(lost))
        yield Problem(
            "text-cut",
            say("the text ends here: what follows # is a comment"),
            say(
                "put the whole text in quotation marks: {text}; or write a space after the # of a comment",
                text=_quoted(f"{text} {lost}"),
            ),
            place=place,
        )


def _quoted(text: str) -> str:
    """Return a text in quotation marks, as YAML reads it."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
