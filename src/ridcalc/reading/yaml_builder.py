"""Building of plain data with places from the events of a YAML parser."""

import re
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from ridcalc.core.budget.document import BROKEN, Items, Node, Source, Spot
from ridcalc.core.values.number_hints import number_hint
from ridcalc.core.values.problems import MOST_PROBLEMS, Message, Problem, say
from ridcalc.core.values.progress import Progress
from ridcalc.reading.invisible import FORMAT, invisible_in, may_hold_invisible

DEEPEST = 50
"""Limit on the nesting of mappings and lists, in levels."""

MOST_ENTRIES = 2_000_000
"""Limit on the entries and list items of a file together."""

MOST_ITEMS = 20_000
"""Limit on the items of one list."""


class _Empty:
    """The type of EMPTY."""


EMPTY = _Empty()
"""The value of an entry without a value, and of an empty text."""


class UnreadableError(Exception):
    """Reading of the text stops; the problem has already been added."""


class Builder:
    """A builder of nodes, items and texts from the events of one document. Collects the problems in `problems`."""

    def __init__(self, source: Source, start: int, progress: Progress, parser: Any) -> None:  # noqa: ANN401  yaml's parser
        """Take the text of the source from the index `start` on, and the class of the parser."""
        self.source = source
        self.progress = progress
        self.offset = start  # added to the columns of the first line
        self.parser = parser(source.text[start:] if start else source.text)
        self.problems: list[Problem] = []
        self.entries = 0
        self.may_hold_invisible = may_hold_invisible(source.text)

    def document(self) -> Any:  # noqa: ANN401  plain data
        """Return the value of the only document; EMPTY for an empty text."""
        result: Any = EMPTY
        while True:
            event = self.next_event()
            kind = type(event)
            if kind is StreamEndEvent:
                return result
            if kind is DocumentStartEvent:
                if result is not EMPTY:
                    self.note(
                        "second-document", say("a second document begins here; a file holds one"), event.start_mark
                    )
                    return result
            elif kind not in {StreamStartEvent, DocumentEndEvent}:
                result = self.value(event, 1)

    def next_event(self) -> Any:  # noqa: ANN401  yaml's event
        """Return the next event of the document, without invisible characters; a problem is added for each of them."""
        event = self.parser.get_event()
        if self.may_hold_invisible and type(event) is ScalarEvent and re.search(FORMAT, event.value):
            self.problems += invisible_in(self.source, event, self.offset)
            event.value = re.sub(FORMAT, "", event.value) or event.value
        return event

    def value(self, event: Any, depth: int) -> Any:  # noqa: ANN401  yaml's event
        """Return the value that begins with `event`, at this depth of nesting."""
        kind = type(event)
        if kind is not AliasEvent and event.anchor is not None:
            hint = say("put a text that begins with & in quotation marks")
            self.note("alias", say("this is an anchor; anchors and aliases are not used here"), event.start_mark, hint)
            if kind is ScalarEvent:
                return BROKEN
        if kind is ScalarEvent and event.tag is None:
            if event.implicit[0] and event.value in _NULLS:  # not in quotation marks
                return None if event.value else EMPTY
            return event.value
        if kind is AliasEvent:
            hint = say("put a text that begins with * in quotation marks")
            self.note("alias", say("this is an alias; write the value itself"), event.start_mark, hint)
            return BROKEN
        if event.tag is not None:
            message = say("this is the tag {tag}; values have no tags here", tag=event.tag)
            self.note("tag", message, event.start_mark, say("put a text that begins with ! in quotation marks"))
            if kind is ScalarEvent:
                return BROKEN
        if depth > DEEPEST:
            message = say("the nesting here is more than {most} levels deep", most=DEEPEST)
            self.note("too-deep", message, event.start_mark)
            raise UnreadableError
        return self.mapping(event, depth) if kind is MappingStartEvent else self.items(depth)

    def mapping(self, start: MappingStartEvent, depth: int) -> Node:
        """Return the mapping that begins with the event `start`."""
        node = Node()
        last: str | None = None
        pieces: list[str] = []  # of a number after the value of `last`, split by its commas
        while type(event := self.next_event()) is not MappingEndEvent:
            mark = event.start_mark
            self.progress.done = mark.line
            self.count(mark)
            name = self.name(event, depth)
            event = self.next_event()
            value = self.value(event, depth + 1)
            spot = self.spot(mark, event)
            if name is None:
                continue
            if name in node:
                line = node.spots[name].key_line + 1
                self.note(
                    "duplicate-name",
                    say("'{name}' is here a second time; the first is on line {line}", name=name, line=line),
                    mark,
                )
            elif value is EMPTY and last is not None and start.flow_style and _continues(node[last], pieces, name):
                pieces.append(name)
            else:
                self.note_decimal_comma(node, last, pieces)
                if value is EMPTY:
                    self.note_empty(name, mark)
                    name, value = name.partition(":")[0], BROKEN
                node.set(name, value, spot)
                last, pieces = name, []
        self.note_decimal_comma(node, last, pieces)
        return node

    def items(self, depth: int) -> Items:
        """Return the list whose start event was read last."""
        items = Items()
        while type(event := self.next_event()) is not SequenceEndEvent:
            mark = event.start_mark
            self.count(mark)
            if len(items) == MOST_ITEMS:
                message = say("this list has more than {most} items", most=MOST_ITEMS)
                self.note("too-many-entries", message, mark)
                raise UnreadableError
            value = self.value(event, depth + 1)
            if value is EMPTY:
                self.note_empty("-", mark)
                value = BROKEN
            items.append(value)
            items.spots.append(self.spot(mark, event))
        return items

    def count(self, mark: Any) -> None:  # noqa: ANN401  yaml's mark
        """Count an entry or item; stop at more than MOST_ENTRIES entries or MOST_PROBLEMS problems.

        Raises:
            UnreadableError: a limit is exceeded.
        """
        self.entries += 1
        if self.entries > MOST_ENTRIES:
            message = say("this file has more than {most} entries", most=MOST_ENTRIES)
            self.note("too-many-entries", message, mark, say("divide it over several budgets"))
            raise UnreadableError
        if len(self.problems) > MOST_PROBLEMS:
            raise UnreadableError

    def name(self, event: Any, depth: int) -> str | None:  # noqa: ANN401  yaml's event
        """Return the text of an entry's name; None, with a problem added, if the name is empty or no text."""
        if type(event) is ScalarEvent and event.value:
            if event.tag is not None or event.anchor is not None:
                self.note("name-not-text", say("a name must be a text, without alias or tag"), event.start_mark)
            return str(event.value)
        self.note("name-not-text", say("a name must be a text, without alias or tag"), event.start_mark)
        if type(event) in {MappingStartEvent, SequenceStartEvent}:
            self.value(event, depth + 1)
        return None

    def spot(self, key: Any, value: Any) -> Spot:  # noqa: ANN401  yaml's mark and event
        """Return the spot of an entry. Its name begins at the mark `key`, its value with the event `value`."""
        start, end = value.start_mark, value.end_mark
        key_column, column, last = key.column, start.column, end.column if end.line == start.line else start.column + 1
        if self.offset:
            key_column += self.offset if key.line == 0 else 0
            column, last = (column + self.offset, last + self.offset) if start.line == 0 else (column, last)
        return Spot(self.source, key.line, key_column, start.line, column, last)

    def note(self, code: str, message: Message, mark: Any, hint: Message | None = None) -> None:  # noqa: ANN401  yaml's mark
        """Add a problem at a mark of the parser."""
        column = mark.column + (self.offset if mark.line == 0 else 0)
        self.problems.append(Problem(code, message, hint, place=self.source.place(mark.line, column)))

    def note_empty(self, name: str, mark: Any) -> None:  # noqa: ANN401  yaml's mark
        """Add the problem that an entry has no value."""
        if ":" in name:
            from ridcalc.reading.yaml_errors import COLON_HINT  # not needed without a mistake

            self.note("yaml-syntax", say("the space after the colon is missing"), mark, COLON_HINT)
            return
        hint = say("write the value, or leave the entry out; in a scenario's patch, null removes")
        if _COMMENTED.search(self.source.lines[mark.line], mark.column):
            hint = say("what follows # is a comment; put a text with # in it in quotation marks")
        self.note("empty-value", say("'{name}' has no value", name=name), mark, hint)

    def note_decimal_comma(self, node: Node, name: str | None, pieces: list[str]) -> None:
        """Add the problem that commas have split the number of an entry into pieces; nothing without pieces."""
        if name is None or not pieces:
            return
        value = ",".join([node[name], *pieces])
        self.problems.append(
            Problem(
                "decimal-comma",
                say("within {{ }} a comma ends the entry, so that '{value}' is not one number", value=value),
                number_hint(value),
                place=node.spots[name].of_value()._replace(length=len(value)),
            )
        )
        node[name] = BROKEN


_COMMENTED = re.compile(r"[:-] +#")

_NULLS = frozenset({"", "null", "~"})


def _continues(value: object, pieces: list[str], name: str) -> bool:
    """Return whether the entry `name` looks like the next piece of a number that is split by commas.

    Examples are `52,5%`, `1,250,000`, `80.000,-` and `1,2 mln`. The number begins with `value` and the `pieces` so far.
    """
    is_number = isinstance(value, str) and re.fullmatch(r"(€ ?)?-?[0-9][0-9.]*", value)
    if not is_number or any(piece.isdecimal() and len(piece) != 3 for piece in pieces[-1:]):
        return False
    return bool(re.fullmatch(r"[0-9]+(\.[0-9]+)?( ?%| [a-z]+)?|[-–]+", name))
