"""Plain data with places: the content of the YAML files before validation. Reads no files."""

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any, NamedTuple

from ridcalc.core.values.problems import Path, Place

_LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""Line breaks of YAML, so that lines are counted as the YAML parser counts them."""


class Source:
    """A text that was read, from a file or the command line: name to show, bytes, text and lines."""

    def __init__(self, name: str, content: bytes, text: str) -> None:
        """Keep the bytes and the decoded text."""
        self.name = name
        self.content = content
        self.text = text

    def with_text(self, text: str) -> "Source":
        """Return the source with another text of the same length. Places show the lines of this source."""
        source = Source(self.name, self.content, text)
        source.shown_lines = self.shown_lines
        return source

    @cached_property
    def _starts(self) -> list[int]:
        """The index in the text at which each line begins."""
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without line breaks."""
        return _LINE_BREAK.split(self.text)

    @cached_property
    def shown_lines(self) -> list[str]:
        """The lines that places show."""
        return self.lines

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """Return the place at a line and column; both count from 0, like the marks of the YAML parser."""
        excerpt = self.shown_lines[line] if line < len(self.shown_lines) else ""
        return Place(self.name, line + 1, column + 1, max(1, length), excerpt)

    def place_of(self, index: int) -> Place:
        """Return the place of the character at `index`, counted from 0, in the text."""
        line = bisect_right(self._starts, index) - 1
        return self.place(line, index - self._starts[line])


class Spot(NamedTuple):
    """Positions of an entry: where name and value begin, and where a one-line value ends. Lines and columns from 0."""

    source: Source
    key_line: int
    key_column: int
    line: int
    column: int
    end_column: int

    def of_key(self, name: str) -> Place:
        """Return the place of the entry's name, which is `name`."""
        return self.source.place(self.key_line, self.key_column, len(name))

    def of_value(self) -> Place:
        """Return the place of the entry's value."""
        return self.source.place(self.line, self.column, self.end_column - self.column)


class Node(dict[str, Any]):
    """A mapping of a file: by name a text, Node, Items, None or BROKEN, with a spot for each entry."""

    __slots__ = ("spots",)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.spots: dict[str, Spot] = {}

    def set(self, name: str, value: object, spot: Spot) -> None:
        """Set an entry and its spot."""
        self[name] = value
        self.spots[name] = spot

    def remove(self, name: str) -> None:
        """Remove an entry and its spot."""
        del self[name]
        del self.spots[name]

    def copy(self) -> "Node":
        """Return a shallow copy: changes to its entries do not change this node."""
        copy = Node()
        copy.update(self)
        copy.spots = dict(self.spots)
        return copy


class Items(list[Any]):
    """A list of a file, with a spot for each item."""

    __slots__ = ("spots",)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.spots: list[Spot] = []


class Broken:
    """A value that could not be read. The reader has reported the problem; later checks skip the value."""


BROKEN = Broken()
"""The only instance."""


def locate(root: Node, path: Path, *, at_key: bool = False) -> Place | None:
    """Return the place of the entry at `path` under `root`, or of the nearest existing entry above; None without one.

    The place is that of the value, or of the name if `at_key`, for a mapping, list or null, and if the path does not
    exist in full.
    """
    value: Any = root
    spot: Spot | None = None
    name: str | None = None  # an item of a list has no name
    complete = True
    for part in path:
        if isinstance(value, Node) and part in value:
            name, spot, value = str(part), value.spots[str(part)], value[str(part)]
        elif isinstance(value, Items) and isinstance(part, int) and part < len(value):
            name, spot, value = None, value.spots[part], value[part]
        else:
            complete = False
            break
    if spot is None:
        return None
    show_key = not complete or at_key or isinstance(value, Node | Items) or value is None
    return spot.of_value() if name is None or not show_key else spot.of_key(name)


def is_broken(root: Node, path: Path) -> bool:
    """Return whether the value at `path`, or a value above it, is BROKEN."""
    node: Any = root
    for part in path:
        if isinstance(node, Node):
            node = node.get(str(part))
        elif isinstance(node, Items) and isinstance(part, int) and part < len(node):
            node = node[part]
        if node is BROKEN:
            return True
    return False
