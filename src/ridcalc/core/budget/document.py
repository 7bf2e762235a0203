"""Plain data with places: what the YAML files say, before anything is known of its meaning. Reads no file itself."""

import re
from functools import cached_property
from typing import Any, NamedTuple

from ridcalc.core.values.problems import Path, Place

_LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML, so that lines here are counted as the parser counts them."""


class Source:
    """A text that was read: the name to show for it, its bytes, and its lines."""

    def __init__(self, name: str, content: bytes, text: str) -> None:
        """Keep the bytes as they were read beside the text that they are."""
        self.name = name
        self.content = content
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines, without their ends."""
        return _LINE_BREAK.split(self.text)

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """Return the place at a line and column that count from 0, as marks do."""
        excerpt = self.lines[line] if line < len(self.lines) else ""
        return Place(self.name, line + 1, column + 1, max(1, length), excerpt)

    def place_of(self, index: int) -> Place:
        """Return the place of the character at `index` of the text."""
        before = _LINE_BREAK.split(self.text[:index])
        return self.place(len(before) - 1, len(before[-1]))


class Spot(NamedTuple):
    """Where an entry's name and value begin (from 0), and where the value ends if it is a text on one line."""

    source: Source
    key_line: int
    key_column: int
    line: int
    column: int
    end_column: int

    def of_key(self, name: str) -> Place:
        """Return the place of the entry's name."""
        return self.source.place(self.key_line, self.key_column, len(name))

    def of_value(self) -> Place:
        """Return the place of the entry's value."""
        return self.source.place(self.line, self.column, self.end_column - self.column)


class Node(dict[str, Any]):
    """A mapping as it stands in a file: texts, nodes, items, None or BROKEN by name, with a spot for each."""

    __slots__ = ("spots",)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.spots: dict[str, Spot] = {}

    def set(self, name: str, value: object, spot: Spot) -> None:
        """Set an entry with its spot."""
        self[name] = value
        self.spots[name] = spot

    def remove(self, name: str) -> None:
        """Remove an entry with its spot."""
        del self[name]
        del self.spots[name]

    def copy(self) -> "Node":
        """Return a copy whose entries can be changed without touching this node."""
        copy = Node()
        copy.update(self)
        copy.spots = dict(self.spots)
        return copy


class Items(list[Any]):
    """A list as it stands in a file, with a spot for each item."""

    __slots__ = ("spots",)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.spots: list[Spot] = []


class Broken:
    """Stands where a value could not be read; its problem is told already, and nothing more is said of it."""


BROKEN = Broken()


def locate(root: Node, path: Path, *, at_key: bool = False) -> Place | None:
    """Return the place of the entry at `path` under `root`, or of the nearest entry above it that stands somewhere.

    A mapping or list is shown by its name, which is where a reader looks for it.
    """
    node: Any = root
    found: tuple[str, Spot, Any] | None = None
    complete = True
    for part in path:
        if isinstance(node, Node) and part in node:
            found = (str(part), node.spots[str(part)], node[str(part)])
        elif isinstance(node, Items) and isinstance(part, int) and part < len(node):
            found = ("-", node.spots[part], node[part])
        else:
            complete = False
            break
        node = found[2]
    if found is None:
        return None
    name, spot, value = found
    show_key = not complete or at_key or isinstance(value, Node | Items) or value is None
    return spot.of_key(name) if show_key and name != "-" else spot.of_value()


def is_broken(root: Node, path: Path) -> bool:
    """Tell whether the value at `path`, or one above it, could not be read."""
    node: Any = root
    for part in path:
        if isinstance(node, Node):
            node = node.get(str(part))
        elif isinstance(node, Items) and isinstance(part, int) and part < len(node):
            node = node[part]
        if node is BROKEN:
            return True
    return False
