"""Plain data with places, built from the events of a YAML parser, and the problems met on the way."""

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
from ridcalc.core.values.money import advice
from ridcalc.core.values.problems import MOST_PROBLEMS, Message, Problem, say
from ridcalc.core.values.progress import Progress

DEEPEST = 50
"""How deep mappings and lists may be nested."""

MOST_ENTRIES = 2_000_000
"""How many entries and list items a file may have."""

MOST_ITEMS = 20_000
"""How many items one list may have."""


class _Empty:
    """Stands where YAML has a place for a value and nothing in it."""


EMPTY = _Empty()


class UnreadableError(Exception):
    """Ends the reading of a text whose problem is noted already."""


class Builder:
    """Turns the events of one document into nodes, items and texts; notes the problems it meets."""

    def __init__(self, source: Source, start: int, progress: Progress, parser: Any) -> None:  # noqa: ANN401  yaml's parser
        """Begin at the index `start` of the source's text; `parser` is the class that yields its events."""
        self.source = source
        self.progress = progress
        self.offset = start  # of the first line's columns, where the document begins within a longer text
        self.parser = parser(source.text[start:] if start else source.text)
        self.problems: list[Problem] = []
        self.entries = 0

    def document(self) -> Any:  # noqa: ANN401  whatever the text holds
        """Return the value of the only document; EMPTY where there is none."""
        result: Any = EMPTY
        while True:
            event = self.next_event()
            kind = type(event)
            if kind is StreamEndEvent:
                return result
            if kind is DocumentStartEvent:
                if result is not EMPTY:
                    self.note(
                        "second-document", say("here a second document begins; a file holds one"), event.start_mark
                    )
                    return result
            elif kind not in {StreamStartEvent, DocumentEndEvent}:
                result = self.value(event, 1)

    def next_event(self) -> Any:  # noqa: ANN401  yaml's event
        """Return the next event of the document."""
        return self.parser.get_event()

    def value(self, event: Any, depth: int) -> Any:  # noqa: ANN401  yaml's event
        """Return the value that begins with `event`."""
        kind = type(event)
        if kind is not AliasEvent and event.anchor is not None:
            hint = say("put a text that begins with & in quotation marks")
            self.note("alias", say("this is an anchor; they and aliases are not used here"), event.start_mark, hint)
            if kind is ScalarEvent:
                return BROKEN
        if kind is ScalarEvent and event.tag is None:
            if event.implicit[0] and event.value in _NULLS:  # plain: not in quotation marks
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
            self.note("too-deep", say("here the nesting is deeper than {most}", most=DEEPEST), event.start_mark)
            raise UnreadableError
        return self.mapping(event, depth) if kind is MappingStartEvent else self.items(depth)

    def mapping(self, start: MappingStartEvent, depth: int) -> Node:
        """Return the mapping whose start was read last."""
        node = Node()
        last: str | None = None
        halves: list[str] = []
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
                    say("'{name}' stands here again; the first is on line {line}", name=name, line=line),
                    mark,
                )
            elif value is EMPTY and last is not None and start.flow_style and _goes_on(node[last], halves, name):
                halves.append(name)
            else:
                self.note_decimal_comma(node, last, halves)
                if value is EMPTY:
                    self.note_empty(name, mark)
                    name, value = name.partition(":")[0], BROKEN
                node.set(name, value, spot)
                last, halves = name, []
        self.note_decimal_comma(node, last, halves)
        return node

    def items(self, depth: int) -> Items:
        """Return the list whose start was read last."""
        items = Items()
        while type(event := self.next_event()) is not SequenceEndEvent:
            mark = event.start_mark
            self.count(mark)
            if len(items) == MOST_ITEMS:
                message = say("here the list has more than {most} items", most=MOST_ITEMS)
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
        """Count an entry or item; stop at what no budget has, and where nobody would read on."""
        self.entries += 1
        if self.entries > MOST_ENTRIES:
            message = say("here the file has more than {most} entries", most=MOST_ENTRIES)
            self.note("too-many-entries", message, mark, say("divide it over several budgets"))
            raise UnreadableError
        if len(self.problems) > MOST_PROBLEMS:
            raise UnreadableError

    def name(self, event: Any, depth: int) -> str | None:  # noqa: ANN401  yaml's event
        """Return the text of an entry's name; None, with its problem noted, if it is no plain text."""
        if type(event) is ScalarEvent and event.value:
            if event.tag is not None or event.anchor is not None:
                self.note("name-not-text", say("a name must be a text, without alias or tag"), event.start_mark)
            return str(event.value)
        self.note("name-not-text", say("a name must be a text, without alias or tag"), event.start_mark)
        if type(event) in {MappingStartEvent, SequenceStartEvent}:
            self.value(event, depth + 1)
        return None

    def spot(self, key: Any, value: Any) -> Spot:  # noqa: ANN401  yaml's mark and event
        """Return the spot of an entry whose name begins at the mark `key` and whose value begins with an event."""
        start, end = value.start_mark, value.end_mark
        key_column, column, last = key.column, start.column, end.column if end.line == start.line else start.column + 1
        if self.offset:
            key_column += self.offset if key.line == 0 else 0
            column, last = (column + self.offset, last + self.offset) if start.line == 0 else (column, last)
        return Spot(self.source, key.line, key_column, start.line, column, last)

    def note(self, code: str, message: Message, mark: Any, hint: Message | None = None) -> None:  # noqa: ANN401  yaml's mark
        """Note a problem at a mark."""
        column = mark.column + (self.offset if mark.line == 0 else 0)
        self.problems.append(Problem(code, message, hint, place=self.source.place(mark.line, column)))

    def note_empty(self, name: str, mark: Any) -> None:  # noqa: ANN401  yaml's mark
        """Note the problem that an empty value is."""
        if ":" in name:
            from ridcalc.reading.yaml_errors import COLON_HINT  # only a mistake needs it

            self.note("yaml-syntax", say("the space after the colon is missing"), mark, COLON_HINT)
            return
        hint = say("write the value, or leave the entry out; in a scenario's patch, null removes")
        if _COMMENTED.search(self.source.lines[mark.line], mark.column):
            hint = say("what follows # is a comment; put a text with # in it in quotation marks")
        self.note("empty-value", say("'{name}' has no value", name=name), mark, hint)

    def note_decimal_comma(self, node: Node, name: str | None, halves: list[str]) -> None:
        """Note that the commas of a number have split the last value of a flow mapping into entries, if there are."""
        if name is None or not halves:
            return
        value = ",".join([node[name], *halves])
        self.problems.append(
            Problem(
                "decimal-comma",
                say("within {{ }} a comma ends the entry, so that '{value}' is no single number", value=value),
                advice(value),
                place=node.spots[name].of_value()._replace(length=len(value)),
            )
        )
        node[name] = BROKEN


_COMMENTED = re.compile(r"[:-] +#")

_NULLS = frozenset({"", "null", "~"})


def _goes_on(value: object, halves: list[str], name: str) -> bool:
    """Tell whether the entry `name` looks like what follows a comma in `52,5%`, `1,250,000`, `80.000,-` or `1,2 mln`.

    `value` stands before it, with the `halves` that follow that, of which all but the last have been looked at.
    """
    begun = isinstance(value, str) and re.fullmatch(r"(€ ?)?-?[0-9][0-9.]*", value)
    if not begun or any(half.isdecimal() and len(half) != 3 for half in halves[-1:]):
        return False
    return bool(re.fullmatch(r"[0-9]+(\.[0-9]+)?( ?%| [a-z]+)?|[-–]+", name))
