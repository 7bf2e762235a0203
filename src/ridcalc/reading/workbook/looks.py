"""The looks of cells as stored in the file: each style with its font, fill, lines, place and number format resolved."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ridcalc.reading.workbook.archive import Archive
from ridcalc.reading.workbook.number_formats import BUILT_IN, plain
from ridcalc.reading.workbook.trees import NO_NODE, Node, trees

_MOST_BYTES = 10_000_000
"""Bytes of the styles, and of the theme."""
_MOST_STYLES = 10_000
"""Styles of cells, fonts and so on, each; an export has some forty."""
_SIDES = ("left", "right", "top", "bottom", "diagonal")
_MARKS = ("b", "i", "strike", "outline", "shadow", "condense", "extend")
_PALETTE = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF") * 2
"""The colours that every workbook has by number; from 16 on a workbook may have its own."""
_SYSTEM = {"64": "000000", "65": "FFFFFF"}
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_NO_THEME = {"1": "000000", "0": "FFFFFF"}

Look = dict[str, str]
"""What a cell looks like, resolved: the name of an attribute → a text. Defaults stand empty."""


class StoredLooks(NamedTuple):
    """The looks of a workbook: of each style of cell, and of each change under a condition."""

    cells: list[Look]
    changes: list[Look]


class _Theme(NamedTuple):
    colours: Mapping[str, str]
    fonts: Mapping[str, str]


def read_looks(archive: Archive, styles: str, theme: str | None) -> StoredLooks:
    """Return the looks of a workbook.

    Raises:
        ProblemsFoundError: the styles or the theme are damaged, or there are too many.
    """
    reader = _Styles(archive, styles, _theme(archive, theme) if theme else _Theme(_NO_THEME, {}))
    for section, node in trees(archive, styles, 3, _MOST_BYTES):
        reader.add(section, node)
    return StoredLooks(list(reader.looks()), [reader.change(node) for node in reader.of("dxfs")])


def _theme(archive: Archive, part: str) -> _Theme:
    colours, fonts = dict(_NO_THEME), {}
    for _, node in trees(archive, part, 2, _MOST_BYTES):
        for number, name in enumerate(_THEME):
            found = node.child("a:clrScheme", f"a:{name}")
            if found is not NO_NODE:
                system, own = found.child("a:sysClr").get("lastClr"), found.value("a:srgbClr")
                colours[str(number)] = (system or own).upper()
        for name in ("minor", "major"):
            face = node.child("a:fontScheme", f"a:{name}Font", "a:latin").get("typeface")
            if face:
                fonts[name] = face
    return _Theme(colours, fonts)


class _Styles:
    """The sections of the styles of a workbook."""

    def __init__(self, archive: Archive, part: str, theme: _Theme) -> None:
        self._archive, self._part, self._theme = archive, part, theme
        self._sections: dict[str, list[Node]] = {}
        self._codes: dict[str, str] = dict(BUILT_IN)
        self._resolved: dict[tuple[str, str], Look] = {}

    def of(self, section: str) -> list[Node]:
        return self._sections.get(section, [])

    def add(self, section: str, node: Node) -> None:
        if section == "numFmts":
            self._codes[node.get("numFmtId")] = node.get("formatCode")
        kept = self._sections.setdefault(section, [])
        kept.append(node)
        if len(kept) > _MOST_STYLES:
            self._archive.damaged(self._part)

    def looks(self) -> Iterator[Look]:
        """Yield the look of each style of cell; where programs would not agree on an attribute, it is both."""
        styles = [self._look(node) for node in self.of("cellStyleXfs")]
        for node in self.of("cellXfs"):
            own = self._look(node)
            number = position(node.get("xfId", "0"), len(styles))
            named = own if number is None else styles[number]
            for flag, names in _APPLIED.items():
                if flag in node.attributes and not node.is_on(flag):  # some programs take the named style here
                    for name in names:
                        if named.get(name, "") != own.get(name, ""):
                            own[name] = f"{own.get(name, '')} / {named.get(name, '')}"
            yield own

    def change(self, node: Node) -> Look:
        """Return the look of a change under a condition: what it does not change stands empty."""
        code = node.child("numFmt").get("formatCode")
        look = {"number_format": plain(code) if node.child("numFmt") is not NO_NODE else ""}
        font = node.child("font")
        if font is not NO_NODE:
            look |= self._font(font, changed=True)
        pattern = node.child("fill", "patternFill")
        if node.child("fill") is not NO_NODE:
            look["fill"] = self._colour(pattern.child("bgColor")) or self._colour(pattern.child("fgColor"))
            if pattern.get("patternType", "solid") != "solid" or node.child("fill", "gradientFill") is not NO_NODE:
                look["fill"] += f" {pattern.get('patternType')} gradient"
        for name in ("border", "alignment", "protection"):
            if node.child(name).children or node.child(name).attributes:
                look[name] = "changed"
        return look

    def _look(self, node: Node) -> Look:
        code = self._codes.get(node.get("numFmtId", "0"), f"[{node.get('numFmtId')}]")
        return {
            "number_format": plain(code),
            **self._numbered(node, "font", self._font),
            **self._numbered(node, "fill", self._fill),
            **self._numbered(node, "border", self._border),
            "alignment": _alignment(node.child("alignment")),
            "protection": _protection(node.child("protection")),
        }

    def _numbered(self, node: Node, name: str, resolve: Callable[[Node], Look]) -> Look:
        """Return the look of the font, the fill or the lines that a style has by number; each is resolved once."""
        number = node.get(f"{name}Id", "0")
        look = self._resolved.get((name, number))
        if look is None:
            known = self.of(f"{name}s")
            place = position(number, len(known))
            if known and place is None:
                self._archive.damaged(self._part)
            look = self._resolved[name, number] = resolve(NO_NODE if place is None else known[place])
        return look

    def _font(self, node: Node, *, changed: bool = False) -> Look:
        face = self._theme.fonts.get(node.value("scheme")) or node.value("name")
        marks = [tag for tag in _MARKS if node.child(tag) is not NO_NODE and node.child(tag).is_on("val", default=True)]
        underline = node.child("u")
        if underline is not NO_NODE and underline.get("val", "single") != "none":
            marks.append(f"u {underline.get('val', 'single')}")
        if node.value("vertAlign") not in {"", "baseline"}:
            marks.append(node.value("vertAlign"))
        colour = self._colour(node.child("color"))
        if changed:
            return {"font": " ".join([*marks]), "colour": colour}
        return {"font": " ".join([face, _number(node.value("sz")), *marks]).strip(), "colour": colour or "000000"}

    def _fill(self, node: Node) -> Look:
        pattern = node.child("patternFill")
        if node.child("gradientFill") is not NO_NODE:
            return {"fill": "gradient"}
        kind = pattern.get("patternType", "none")
        if kind in {"none", ""}:
            return {"fill": ""}
        front, back = (self._colour(pattern.child(name)) for name in ("fgColor", "bgColor"))
        return {"fill": front if kind == "solid" else f"{kind} {front} {back}"}

    def _border(self, node: Node) -> Look:
        lines = ((side, node.child(side)) for side in _SIDES)
        texts = (
            f"{side} {line.get('style')} {self._colour(line.child('color'))}"
            for side, line in lines
            if line.get("style", "none") != "none"
        )
        return {"border": ", ".join(texts)}

    def _colour(self, node: Node) -> str:
        """Return a colour as six hexadecimal digits, or as it stands in the file if it cannot be resolved."""
        get = node.attributes.get
        tint = get("tint", "0")
        if (rgb := get("rgb")) is not None:
            return f"{rgb[-6:].upper()}{_tint(tint)}"
        if (theme := get("theme")) is not None:
            return f"{self._theme.colours.get(theme, f'theme {theme}')}{_tint(tint)}"
        if (index := get("indexed")) is not None:
            return f"{self._indexed(index)}{_tint(tint)}"
        return ""

    def _indexed(self, index: str) -> str:
        own = [node for section in ("indexedColors",) for node in self.of("colors") if node.tag == section]
        palette = [child.get("rgb")[-6:].upper() for child in own[0].children] if own else list(_PALETTE)
        if index in _SYSTEM:
            return _SYSTEM[index]
        number = position(index, len(palette))
        return f"indexed {index}" if number is None else palette[number]


_APPLIED = {
    "applyNumberFormat": ("number_format",),
    "applyFont": ("font", "colour"),
    "applyFill": ("fill",),
    "applyBorder": ("border",),
    "applyAlignment": ("alignment",),
    "applyProtection": ("protection",),
}
"""The flags by which a style says that it differs from its named style, each with the attributes that it is about."""


def position(text: str, count: int) -> int | None:
    """Return the number in a text if it is a position in a list of `count`; None for any other text."""
    number = int(text) if len(text) < 10 and text.isascii() and text.isdecimal() else count
    return number if number < count else None


def _tint(tint: str) -> str:
    return "" if tint.strip("-0.") == "" else f" {tint}"


def _number(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _alignment(node: Node) -> str:
    get = node.attributes.get
    parts = [
        get("horizontal", "general").replace("general", ""),
        get("vertical", "bottom").replace("bottom", ""),
        "wrap" if node.is_on("wrapText") else "",
        f"indent {get('indent')}" if get("indent", "0") != "0" else "",
        f"rotation {get('textRotation')}" if get("textRotation", "0") != "0" else "",
        "shrink" if node.is_on("shrinkToFit") else "",
        f"order {get('readingOrder')}" if get("readingOrder", "0") != "0" else "",
    ]
    return " ".join(filter(None, parts))


def _protection(node: Node) -> str:
    parts = ["" if node.is_on("locked", default=True) else "open", "hidden" if node.is_on("hidden") else ""]
    return " ".join(filter(None, parts))
