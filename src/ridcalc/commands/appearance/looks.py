"""The looks that cells and conditions should have, as the reader of workbooks gives the looks that they have."""

from functools import cache

from ridcalc.core.values.problems import Message, say
from ridcalc.reading.workbook.looks import Look
from ridcalc.reading.workbook.number_formats import plain
from ridcalc.render.excel import looks as known
from ridcalc.render.excel.cells import Style
from ridcalc.render.excel.conditions import Look as Condition

ATTRIBUTES: dict[str, tuple[str, Message]] = {
    "number_format": ("number-format", say("number format")),
    "font": ("font", say("font")),
    "colour": ("font", say("colour of letters")),
    "fill": ("fill", say("fill")),
    "border": ("border", say("borders")),
    "alignment": ("alignment", say("place in the cell")),
    "protection": ("protection", say("protection")),
}
"""The attributes of a look, each with its kind for programs and its name."""
_BLACK = "FF000000"


@cache
def look_of(style: Style) -> Look:
    """Return the look that cells of a style should have."""
    looks = known.LOOKS[style]
    font, fill, border, alignment, protection, code = (
        looks.get(name) for name in ("font", "fill", "border", "alignment", "protection", "number_format")
    )
    return {
        "number_format": plain(str(code or "General")),
        **_font(font if isinstance(font, known.Font) else known.Font()),
        "fill": _rgb(fill.fgColor) if isinstance(fill, known.PatternFill) else "",
        "border": _border(border) if isinstance(border, known.Border) else "",
        "alignment": _alignment(alignment) if isinstance(alignment, known.Alignment) else "",
        "protection": "open" if isinstance(protection, known.Protection) and not protection.locked else "",
    }


def _font(font: known.Font) -> Look:
    underline = f"u {font.underline}" if font.underline else ""
    words = (font.name or "Calibri", str(font.size or 11), "b" * bool(font.bold), "i" * bool(font.italic), underline)
    return {"font": " ".join(filter(None, words)), "colour": _rgb(font.color or _BLACK)}


def _border(border: known.Border) -> str:
    sides = ((name, side) for name, side in border._asdict().items() if side)
    return ", ".join(f"{name} {side.style} {_rgb(side.color)}" for name, side in sides)


def _alignment(alignment: known.Alignment) -> str:
    vertical = alignment.vertical if alignment.vertical != "bottom" else None
    indent = f"indent {alignment.indent}" if alignment.indent else None
    words = (alignment.horizontal, vertical, "wrap" if alignment.wrap_text else None, indent)
    return " ".join(word for word in words if word)


def _rgb(colour: str | None) -> str:
    return (colour or "")[-6:]


def condition_text(name: Condition) -> str:
    """Return what a condition should change, in one text."""
    look = known.CONDITIONAL[name]
    return change_text(
        {
            "number_format": plain(look.numFmt.formatCode) if look.numFmt else "",
            "colour": _rgb(look.font.color) if look.font else "",
            "fill": _rgb(look.fill.bgColor) if look.fill else "",
        }
    )


def change_text(change: Look) -> str:
    """Return what a condition changes, in one text."""
    return ", ".join(f"{name} {value}" for name, value in sorted(change.items()) if value)
