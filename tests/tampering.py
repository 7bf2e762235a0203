"""Workbooks that were tampered with, part by part, at the level of bytes."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

Change = Callable[[str], str]
"""A function that changes the text of a part."""


def parts_of(path: Path) -> dict[str, bytes]:
    """Return the parts of a workbook by name."""
    with ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def write_parts(path: Path, parts: dict[str, bytes]) -> Path:
    """Write a workbook of parts."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def sheet_part(parts: dict[str, bytes], title: str) -> str:
    """Return the name of the part of a sheet of an export."""
    names = re.findall(r'<sheet [^>]*name="([^"]+)"', parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(title) + 1}.xml"


def sheet_text(parts: dict[str, bytes], title: str) -> str:
    """Return the XML of a sheet of an export."""
    return parts[sheet_part(parts, title)].decode()


def changed(parts: dict[str, bytes], **changes: Change) -> dict[str, bytes]:
    """Return parts with changes: of a sheet by its title, of the workbook by `book`, of another part by `name__ext`."""
    result = dict(parts)
    for short, change in changes.items():
        name = {
            "book": "xl/workbook.xml",
            "styles": "xl/styles.xml",
            "chart": "xl/charts/chart1.xml",
            "drawing": "xl/drawings/drawing1.xml",
            "table": "xl/tables/table1.xml",
            "core": "docProps/core.xml",
            "theme": "xl/theme/theme1.xml",
            "types": "[Content_Types].xml",
            "of_book": "xl/_rels/workbook.xml.rels",
        }.get(short) or sheet_part(parts, short)
        before = result[name].decode()
        after = change(before)
        assert after != before, f"nothing changed in {name}"
        result[name] = after.encode()
    return result


def swap(old: str, new: str) -> Change:
    """Return the change of the first `old` into `new`."""
    return lambda text: text.replace(old, new, 1)


def put(pattern: str, new: str) -> Change:
    """Return the change of the first match of a regular expression; `new` may refer to its groups."""
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.DOTALL)


def with_style(cell: str, style: int) -> Change:
    """Return the change of a cell's style into another."""
    return put(rf'(<c r="{cell}") s="[0-9]+"', rf'\1 s="{style}"')


def own_style(parts: dict[str, bytes], sheet: str, cell: str, change: Change) -> dict[str, bytes]:
    """Return parts in which a cell has a style of its own: that which it had, changed."""
    text = parts[sheet_part(parts, sheet)].decode()
    found = re.search(rf'<c r="{cell}" s="([0-9]+)"', text)
    assert found is not None
    styles = parts["xl/styles.xml"].decode()
    records = re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    assert records is not None
    forms = re.findall(r"<xf [^>]*/>|<xf [^>]*[^/]>.*?</xf>", records[0], re.DOTALL)
    style = change(forms[int(found[1])])
    assert style != forms[int(found[1])]
    styles = styles.replace("</cellXfs>", f"{style}</cellXfs>")
    result = {**parts, "xl/styles.xml": styles.encode()}
    return changed(result, **{sheet: with_style(cell, len(forms))})
