"""Elements of a part with all that stands in them, one small tree at a time."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ridcalc.reading.workbook.archive import Archive
from ridcalc.reading.workbook.xml import DEEPEST, XmlPart

MOST_NODES = 100_000
"""Elements of a tree."""
_PREFIXES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c:",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "xdr:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel:",
    "http://schemas.openxmlformats.org/package/2006/content-types": "types:",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "urn:schemas-microsoft-com:vml": "v:",
    "urn:schemas-microsoft-com:office:excel": "x:",
}
"""The namespaces of workbooks, each with the prefix that stands for it here."""


class Node(NamedTuple):
    """An element: its name, its attributes, the elements in it, and the text after the last of those."""

    tag: str
    attributes: dict[str, str]
    children: "list[Node]"
    text: str

    def all(self, tag: str) -> "Iterator[Node]":
        """Yield the elements in this one with this name."""
        return (child for child in self.children if child.tag == tag)

    def child(self, *tags: str) -> "Node":
        """Return the first element on a path of names; an element without anything if there is none."""
        node = self
        for tag in tags:
            for child in node.children:
                if child.tag == tag:
                    node = child
                    break
            else:
                return NO_NODE
        return node

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def value(self, *tags: str) -> str:
        """Return the attribute `val` of the element on a path of names."""
        return self.child(*tags).get("val")

    def is_on(self, name: str, *, default: bool = False) -> bool:
        """Return whether an attribute is true, which programs write in two ways."""
        return self.attributes.get(name, "1" if default else "0") in {"1", "true", "on"}

    def walk(self) -> "Iterator[Node]":
        """Yield this element and all in it."""
        yield self
        for child in self.children:
            yield from child.walk()


NO_NODE = Node("", {}, [], "")
"""Stands for an element that is not there."""


@lru_cache(maxsize=1024)
def prefixed(name: str) -> str:
    """Return a name with the prefix of its namespace, or as expat gives it if workbooks do not have the namespace."""
    namespace, space, local = name.rpartition(" ")
    prefix = _PREFIXES.get(namespace) if space else ""
    return name if prefix is None else f"{prefix}{local}"


class Growing:
    """A tree that grows while elements start and end."""

    def __init__(self) -> None:
        """Begin without elements."""
        self._open: list[tuple[str, dict[str, str], list[Node]]] = []
        self.nodes = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self._open.append(
            (
                prefixed(tag),
                {(prefixed(name) if " " in name else name): value for name, value in attributes.items()},
                [],
            )
        )
        self.nodes += 1

    def end(self, text: str) -> Node | None:
        """End the element that began last; return the tree if that is its root."""
        node = Node(*self._open.pop(), text)
        if not self._open:
            self.nodes = 0
            return node
        self._open[-1][2].append(node)
        return None


def trees(archive: Archive, name: str, depth: int, allowed: int) -> Iterator[tuple[str, Node]]:
    """Yield each element of a part at a depth (1: the root), with the name of the element around it.

    Raises:
        ProblemsFoundError: the part is damaged, holds a document type definition, or has more bytes than `allowed`.
    """
    part = _Trees(archive, name, depth, allowed)
    for _ in part.feed():
        yield from part.grown
        part.grown.clear()
    yield from part.grown


class _Trees(XmlPart):
    """Collects the elements at a depth."""

    def __init__(self, archive: Archive, name: str, depth: int, allowed: int) -> None:
        super().__init__(archive, name, allowed)
        self.grown: list[tuple[str, Node]] = []
        self._at = depth
        self._above = [""]
        self._growing = Growing()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth < self._at:
            self._above.append(prefixed(tag))
        else:
            self._growing.start(tag, attributes)
        if self.depth > DEEPEST or self._growing.nodes > MOST_NODES:
            self.damaged()
        self.texts.clear()

    def end(self, _: str) -> None:
        if self.depth < self._at:
            self._above.pop()
        elif (node := self._growing.end("".join(self.texts))) is not None:
            self.grown.append((self._above[-1], node))
        self.depth -= 1
        self.texts.clear()
