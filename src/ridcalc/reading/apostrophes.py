"""Values that begin with an apostrophe, such as 's-Gravenhage, which YAML takes for an opening quotation mark."""

import re
from typing import Any

from ridcalc.core.budget.document import BROKEN, Items, Node, Source, Spot
from ridcalc.core.budget.parsers import id_hint
from ridcalc.core.values.problems import MOST_PROBLEMS, Problem, say

_APOSTROPHE = re.compile(
    r"""(?:(?<=[:,\[{ -] )|(?<=[\[{,]))'(?:(?:[^'\n]|'')*'(?=\s*(?:[,}\]:#]|$))|()(?=[A-Za-z][- ]))"""
    r"""|"(?:[^"\\\n]|\\.)*+"?""",
    re.MULTILINE,
)
"""A text in quotation marks on one line; or an apostrophe before a word such as s or t, and then the group is empty.

Double quotation marks that are not closed take the rest of the line, so that no character is looked at often.
"""
_IN_BLOCK = re.compile(r".*?(?=\s+#|\s*$)")
_IN_BRACKETS = re.compile(r"[^,\]}]*")
_ID = re.compile(r"[^:\n]*(?=:)")

_LONGEST = 1000
"""Characters of a line before and after an apostrophe that are looked at."""

Position = tuple[int, int]
"""A line and column, from 0."""


class Apostrophes:
    """The apostrophes in a source that may be the begin of a value."""

    def __init__(self, source: Source) -> None:
        """Find the apostrophes."""
        self._source = source
        letters = list(source.text)
        self._positions: set[Position] = set()
        for match in _APOSTROPHE.finditer(source.text):
            if match[1] is not None:
                letters[match.start()] = "x"
                place = source.place_of(match.start())
                self._positions.add(((place.line or 1) - 1, (place.column or 1) - 1))
        self.readable = source.with_text("".join(letters)) if self._positions else None
        """The source with a letter for each apostrophe, so that its YAML can be read; None without apostrophes."""

    def problems(self, value: object) -> list[Problem]:
        """Return a problem for each value that begins with an apostrophe, and make it BROKEN in `value`.

        `value` is what `readable` holds. If its YAML cannot be read either, all apostrophes count.
        """
        values, names = _make_broken(value, self._positions) if isinstance(value, Node) else (self._positions, set())
        begun = sorted({*values, *names})[: MOST_PROBLEMS + 1]
        return [self._problem(position, begins_name=position in names) for position in begun]

    def _problem(self, position: Position, *, begins_name: bool) -> Problem:
        """Return the problem of the value or the name at a position."""
        line, column = position
        text = self._text_at(line, column, begins_name=begins_name)
        form = f'"{text}"' if '"' not in text else "'" + text.replace("'", "''") + "'"
        return Problem(
            "yaml-syntax",
            say("the apostrophe at the start of this value counts as an opening quotation mark"),
            (id_hint(text) if begins_name else None) or say("write {form}", form=form),
            place=self._source.place(line, column, len(text)),
        )

    def _text_at(self, line: int, column: int, *, begins_name: bool) -> str:
        """Return the text from an apostrophe to the end of the line, or to the comma, bracket or colon that ends it."""
        whole = self._source.lines[line]
        before, rest = whole[max(0, column - _LONGEST) : column], whole[column : column + _LONGEST]
        is_in_brackets = any(before.count(opening) > before.count(closing) for opening, closing in ("{}", "[]"))
        match = (_ID if begins_name else _IN_BRACKETS if is_in_brackets else _IN_BLOCK).match(rest)
        return match[0].strip() if match else rest


def _make_broken(value: Any, positions: set[Position]) -> tuple[set[Position], set[Position]]:  # noqa: ANN401  plain data
    """Make the values at the positions BROKEN; return the positions of these values, and those of the names there.

    An entry with such a name is left out if it has fields; otherwise the mapping is BROKEN.
    """
    begun: set[Position] = set()
    names: set[Position] = set()
    spots: dict[Any, Spot] = value.spots if isinstance(value, Node) else dict(enumerate(value.spots))
    for name, spot in list(spots.items()):
        inner = value[name]
        if isinstance(inner, Node | Items):
            values_inside, names_inside = _make_broken(inner, positions)
            begun |= values_inside
            names |= names_inside
            if isinstance(inner, Node) and not names_inside.isdisjoint(map(_name_position, inner.spots.values())):
                value[name] = BROKEN
        elif (spot.line, spot.column) in positions:
            value[name] = BROKEN
            begun.add((spot.line, spot.column))
        if isinstance(value, Node) and _name_position(spot) in positions:
            names.add(_name_position(spot))
            if isinstance(inner, Node):
                del value[name], value.spots[name]
    return begun, names


def _name_position(spot: Spot) -> Position:
    """Return where the name of an entry begins."""
    return spot.key_line, spot.key_column
