"""Reading of a part as XML, piece by piece: without document types, and with limits on depth, names and texts."""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from ridcalc.core.values.problems import say
from ridcalc.reading.workbook.archive import DOCTYPE, Archive

DEEPEST = 32
"""Limit on the nesting of elements."""
_LONGEST = 1_000_000
"""Limit on the bytes of a tag or comment, which expat reads again with every piece, and on the characters of a text."""
AHEAD = 1_000_000
"""Bytes that shared formulas of one piece stand for, before the reader of the rows has allowed more."""
_ENCODINGS = ("utf-8", "utf-16", "us-ascii", "iso-8859-1")
"""The encodings that expat has of its own."""


class XmlPart:
    """A part that is read as XML. A subclass handles where elements start and end; `texts` is the text in between."""

    def __init__(self, archive: Archive, name: str, allowed: int) -> None:
        """Take the name of the part, and how many bytes of it are read at most; nothing is read yet."""
        self.archive = archive
        self.name = name
        self.allowed = allowed
        self.taken = 0
        self.depth = 0
        self.texts: list[str] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.texts.append
        parser.StartDoctypeDeclHandler = self._doctype
        parser.XmlDeclHandler = self._declaration

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        raise NotImplementedError

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        raise NotImplementedError

    def feed(self) -> Iterator[None]:
        """Read the part; yield after each piece.

        Raises:
            ProblemsFoundError: the part is damaged, holds a document type definition, or has more bytes than allowed.
        """
        fed = 0
        for piece in self.archive.pieces(self.name):
            self.check_size()
            fed += len(piece)
            self.taken += len(piece)
            self._parse(piece)
            if fed - self._parser.CurrentByteIndex > _LONGEST or sum(map(len, self.texts)) > _LONGEST:
                self.damaged()
            yield
        self.check_size()
        self._parse(b"", last=True)

    def check_size(self, ahead: int = 0) -> None:
        """Check that no more bytes are taken than are allowed, or `ahead` of that.

        Raises:
            ProblemsFoundError: more bytes are taken.
        """
        if self.taken > self.allowed + ahead:
            message = say("this workbook is too large: {part} is far larger than in one of ridcalc", part=self.name)
            self.archive.refuse(message)

    def _parse(self, piece: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError:
            self.damaged()

    def _doctype(self, *_: object) -> None:
        self.archive.refuse(DOCTYPE)

    def _declaration(self, _: str, encoding: str | None, __: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:  # expat raises errors of many kinds on others
            self.damaged()

    def damaged(self) -> NoReturn:
        """Raise the problem that this part cannot be read.

        Raises:
            ProblemsFoundError: always.
        """
        self.archive.damaged(self.name)


class Element(NamedTuple):
    """An element that has ended: the names from the root to it, its attributes, and the text after its last child."""

    path: tuple[str, ...]
    attributes: dict[str, str]
    text: str


def elements(archive: Archive, name: str, namespace: str, allowed: int) -> Iterator[Element]:
    """Yield the elements of a part where they end, children first. Names of `namespace` stand without it.

    Raises:
        ProblemsFoundError: the part is damaged, holds a document type definition, or has more bytes than `allowed`.
    """
    part = _Elements(archive, name, namespace, allowed)
    for _ in part.feed():
        yield from part.ended
        part.ended.clear()
    yield from part.ended


class _Elements(XmlPart):
    """Collects the elements that have ended."""

    def __init__(self, archive: Archive, name: str, namespace: str, allowed: int) -> None:
        super().__init__(archive, name, allowed)
        self.ended: list[Element] = []
        self._prefix = f"{namespace} "
        self._open: list[tuple[tuple[str, ...], dict[str, str]]] = [((), {})]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open.append(((*self._open[-1][0], tag.removeprefix(self._prefix)), attributes))
        if len(self._open) > DEEPEST:
            self.damaged()
        self.texts.clear()

    def end(self, _: str) -> None:
        self.ended.append(Element(*self._open.pop(), "".join(self.texts)))
        self.texts.clear()
