"""The archive of a workbook: refused for what no workbook of ridcalc holds, and read piece by piece within limits."""

import hashlib
import struct
import zlib
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import NamedTuple, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ridcalc.core.values.problems import Message, refuse, say

LARGEST = 500_000_000
"""Bytes of all parts together, unzipped."""
MOST_PARTS = 1000
"""Files in the archive of a workbook."""

_DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
"""All that zipfile raises on damaged bytes in memory. Only calls of zipfile stand under it, no code of ridcalc."""
_PIECE = 65_536
_HEADER = 30
"""Bytes that an entry of an archive has at least before its content."""
_END, _COUNT, _COUNTED_ELSEWHERE = b"PK\x05\x06", 10, 0xFFFF
"""How the end of a directory begins, where in it the number of entries stands, and the number of very many."""
_ENCRYPTED = 1
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_OVERLAP = max(map(len, _DOCTYPES)) - 1

LINKS = say("this workbook holds links or macros, which no workbook of ridcalc does")
DOCTYPE = say("this workbook holds a document type definition, which no workbook does")
UNREADABLE = say("this is not a workbook that ridcalc can read")


class Part(NamedTuple):
    """A part of a workbook: its size in bytes, and the SHA-256 of its bytes; None for parts that are read as rows."""

    size: int
    digest: str | None


class Archive:
    """The parts of a workbook in memory. A problem names the file `path`.

    A `foreign` workbook, of another program, may hold links and macros, which are never read.
    """

    def __init__(self, path: str, content: bytes, *, foreign: bool = False) -> None:
        """Read the directory of the archive; no part is read yet.

        Raises:
            ProblemsFoundError: the content is no archive, is too large, or its parts overlap, hide or hold macros.
        """
        self.path = path
        self.foreign = foreign
        try:
            self._zip = ZipFile(BytesIO(content))
            entries = self._zip.infolist()
        except _DAMAGE:
            self.refuse(UNREADABLE)
        self._entries = {entry.filename: entry for entry in entries}
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
            self.refuse(say("this workbook is too large: more than {most} bytes unzipped", most=LARGEST))
        if not _is_complete(content, entries) or _overlap(entries) or not all(map(_is_plain, entries)):
            self.refuse(UNREADABLE)
        if not foreign and any(map(_is_foreign, self._entries)):
            self.refuse(LINKS)

    def __contains__(self, name: str) -> bool:
        """Return whether the archive has a part with this name."""
        return name in self._entries

    def names(self) -> Collection[str]:
        """Return the names of all parts."""
        return self._entries.keys()

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part in pieces: as many as the directory says, and never more.

        Raises:
            ProblemsFoundError: the part is missing, or its bytes are damaged; the last piece is known when it was read.
        """
        entry = self._entries.get(name)
        if entry is None:
            self.damaged(name)
        left = entry.file_size
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(_PIECE):
                    left -= len(piece)
                    yield piece
        except _DAMAGE:
            self.damaged(name)
        if left:
            self.damaged(name)

    def inspect(self, elsewhere: Collection[str]) -> dict[str, Part]:
        """Read all parts but those that are read elsewhere; return every part by name.

        Raises:
            ProblemsFoundError: a part is damaged, or holds a document type definition.
        """
        parts = {}
        for name, entry in self._entries.items():
            digest = None if name in elsewhere else self._digest(name)
            parts[name] = Part(entry.file_size, digest)
        return parts

    def _digest(self, name: str) -> str:
        digest, before = hashlib.sha256(), b""
        for piece in self.pieces(name):
            digest.update(piece)
            seen = before + piece
            if any(doctype in seen for doctype in _DOCTYPES):
                self.refuse(DOCTYPE)
            before = piece[-_OVERLAP:]
        return digest.hexdigest()

    def refuse(self, message: Message) -> NoReturn:
        """Raise the problem that the workbook is not read, for this reason.

        Raises:
            ProblemsFoundError: always.
        """
        refuse("workbook-refused", message, place=self.path)

    def damaged(self, name: str) -> NoReturn:
        """Raise the problem that a part cannot be read.

        Raises:
            ProblemsFoundError: always.
        """
        message = say("this workbook is damaged: {part} cannot be read", part=name)
        hint = say("ask for the file again, or export it again")
        refuse("workbook-damaged", message, hint, place=self.path)


def _is_plain(entry: ZipInfo) -> bool:
    """Return whether an entry is packed in a way that workbooks use, without a password."""
    return entry.compress_type in {ZIP_STORED, ZIP_DEFLATED} and not entry.flag_bits & _ENCRYPTED


def _is_complete(content: bytes, entries: list[ZipInfo]) -> bool:
    """Return whether the directory has as many entries as its end says, each with a name of its own.

    Names that differ in upper and lower case only are one name for spreadsheet programs.
    """
    place = content.rfind(_END) + _COUNT
    count = int.from_bytes(content[place : place + 2], "little")
    return count in {len(entries), _COUNTED_ELSEWHERE} and len({entry.filename.lower() for entry in entries}) == len(
        entries
    )


def _overlap(entries: list[ZipInfo]) -> bool:
    """Return whether entries share bytes of the archive, which lets a small file unpack to a very large one."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _HEADER + entry.compress_size
    return False


def _is_foreign(name: str) -> bool:
    """Return whether a part is a link to another file, a macro or an embedded object. Printer settings are none."""
    name = name.lower()
    is_binary = name.endswith((".bin", ".vba")) and "/printersettings/" not in name
    return is_binary or "externallink" in name or "/embeddings/" in name
