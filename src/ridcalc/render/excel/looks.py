"""The look of each style of cell as values: font, colours, borders, alignment and number format.

styles.py makes openpyxl's objects of these looks for an export, and `ridcalc verify` compares them with the looks in a
workbook. Does not import openpyxl, which is slow to load; the classes have the names and the fields of openpyxl's.
"""

from typing import NamedTuple

from ridcalc.render.excel.cells import Style
from ridcalc.render.excel.conditions import Look


class Font(NamedTuple):
    """A font. Without a name it is that of the workbook, Calibri in 11 points; without a colour it is black."""

    name: str | None = None
    size: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: str | None = None
    color: str | None = None


class PatternFill(NamedTuple):
    """A fill: of a cell in the colour `fgColor`, under a condition in `bgColor`."""

    patternType: str = "solid"  # noqa: N815  openpyxl's own names
    fgColor: str | None = None  # noqa: N815
    bgColor: str | None = None  # noqa: N815


class Side(NamedTuple):
    """A line at one side of a cell."""

    style: str
    color: str


class Border(NamedTuple):
    """The lines around a cell."""

    left: Side | None = None
    right: Side | None = None
    top: Side | None = None
    bottom: Side | None = None


class Alignment(NamedTuple):
    """The place of a text or a number within its cell."""

    horizontal: str | None = None
    vertical: str | None = None
    indent: int | None = None
    wrap_text: bool | None = None


class Protection(NamedTuple):
    """Whether a cell is locked on a protected sheet."""

    locked: bool


class NumberFormat(NamedTuple):
    """A number format with the number that it has in the file."""

    numFmtId: int  # noqa: N815  openpyxl's own names
    formatCode: str  # noqa: N815


Looks = dict[str, object]
"""The attributes of openpyxl's cells, by name."""


class Changed(NamedTuple):
    """What a condition changes in the look of a cell."""

    font: Font | None = None
    fill: PatternFill | None = None
    numFmt: NumberFormat | None = None  # noqa: N815  openpyxl's own name


_INK, _PAPER, _PALE, _INPUT = "FF1F3A4D", "FFFFFFFF", "FFE3EAF0", "FFFFF2CC"

ASSUMED = '#,##0.00"*";-#,##0.00"*";0.00"*";@"*"'
"""The number format of money, or PM, that rests on an assumption."""
MONEY, WHOLE, SHARE, PERCENT = "#,##0.00", "#,##0", "0.0000%", "0.0%"


_font = Font("Calibri", 11)._replace
_THIN = Side(style="thin", color=_INK)
_ABOVE = Border(top=_THIN)
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TEXT = Alignment(wrap_text=True, vertical="top")
_RIGHT = Alignment(horizontal="right", vertical="top")
_BESIDE_NUMBERS = Alignment(horizontal="left", indent=1, wrap_text=True, vertical="top")
_CENTRE = Alignment(horizontal="center", vertical="top")
_BELOW_A_RULE = Alignment(wrap_text=True, vertical="bottom")
_MARK_BELOW_A_RULE = Alignment(horizontal="center", vertical="bottom")
_NUMBER_BELOW_A_RULE = Alignment(horizontal="right", vertical="bottom")
_WHOLE_ASSUMED = '#,##0"*";-#,##0"*";0"*";@"*"'
_PM = '"+ "0" PM";;'
_TOTAL: Looks = {"font": _font(bold=True), "border": _ABOVE, "alignment": _NUMBER_BELOW_A_RULE}
_LINK = _font(color="FF0B4F8A", underline="single")
_HEAD: Looks = {"font": _font(bold=True, color=_PAPER), "fill": PatternFill("solid", fgColor=_INK)}
_BLOCK: Looks = {"font": _font(bold=True, color=_INK), "fill": PatternFill("solid", fgColor=_PALE)}
_INPUT_LOOK: Looks = {
    "fill": PatternFill("solid", fgColor=_INPUT),
    "border": _FRAME,
    "font": _font(color="FF1F3A9D"),
    "alignment": _RIGHT,
    "protection": Protection(locked=False),
}
LOOKS: dict[Style, Looks] = {
    "title": {"font": _font(bold=True, size=14, color=_INK), "alignment": _TEXT},
    "fact": {"font": _font(italic=True, color="FF404040"), "alignment": _TEXT},
    "alert": {"font": _font(bold=True, color="FF9C2A00"), "alignment": _TEXT},
    "guard": {"font": _font(bold=True, color=_INK), "alignment": _TEXT},
    "head": {**_HEAD, "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True)},
    "head_text": {**_HEAD, "alignment": Alignment(horizontal="left", vertical="center", wrap_text=True)},
    "head_beside": {**_HEAD, "alignment": Alignment(horizontal="left", indent=1, vertical="center", wrap_text=True)},
    "head_number": {
        **_HEAD,
        "alignment": Alignment(horizontal="right", vertical="center", wrap_text=True),
        "number_format": "0",
    },
    "block": {**_BLOCK, "alignment": _TEXT},
    "block_number": {**_BLOCK, "alignment": _RIGHT, "number_format": "0"},
    "label": {"font": _font(bold=True), "alignment": _TEXT},
    "label_number": {"font": _font(bold=True), "alignment": Alignment(horizontal="right", vertical="bottom")},
    "indented": {"font": _font(), "alignment": Alignment(horizontal="left", indent=2, wrap_text=True, vertical="top")},
    "text": {"alignment": _TEXT},
    "wrapped": {"alignment": _TEXT},
    "beside": {"alignment": _BESIDE_NUMBERS},
    "small": {"font": _font(color="FF606060"), "alignment": _CENTRE},
    "money": {"number_format": MONEY, "alignment": _RIGHT},
    "money_total": {**_TOTAL, "number_format": MONEY},
    "money_assumed": {"number_format": ASSUMED, "alignment": _RIGHT},
    "money_total_assumed": {**_TOTAL, "number_format": ASSUMED},
    "money_strong": {"number_format": MONEY, "alignment": _RIGHT, "font": _font(bold=True)},
    "money_strong_assumed": {"number_format": ASSUMED, "alignment": _RIGHT, "font": _font(bold=True)},
    "euros": {"number_format": WHOLE, "alignment": _RIGHT},
    "euros_total": {**_TOTAL, "number_format": WHOLE},
    "euros_assumed": {"number_format": _WHOLE_ASSUMED, "alignment": _RIGHT},
    "euros_total_assumed": {**_TOTAL, "number_format": _WHOLE_ASSUMED},
    "euros_strong": {"number_format": WHOLE, "alignment": _RIGHT, "font": _font(bold=True)},
    "euros_strong_assumed": {"number_format": _WHOLE_ASSUMED, "alignment": _RIGHT, "font": _font(bold=True)},
    "thousands_total": {**_TOTAL, "number_format": WHOLE},
    "thousands": {"number_format": WHOLE, "alignment": _RIGHT, "font": _font(bold=True)},
    "thousands_assumed": {"number_format": _WHOLE_ASSUMED, "alignment": _RIGHT, "font": _font(bold=True)},
    "whole": {"number_format": WHOLE, "alignment": _RIGHT},
    "share": {"number_format": SHARE, "alignment": _RIGHT},
    "share_total": {**_TOTAL, "number_format": SHARE},
    "percent": {"number_format": PERCENT, "alignment": _RIGHT},
    "percent_total": {**_TOTAL, "number_format": PERCENT},
    "exact": {"number_format": "#,##0.000000", "alignment": _RIGHT},
    "pm": {"number_format": _PM, "alignment": Alignment(vertical="top"), "font": _font(bold=True)},
    "pm_total": {**_TOTAL, "number_format": _PM, "alignment": Alignment(vertical="bottom")},
    "total": {**_TOTAL, "alignment": _BELOW_A_RULE},
    "total_mark": {**_TOTAL, "alignment": _MARK_BELOW_A_RULE},
    "centre": {"alignment": _CENTRE},
    "date": {"number_format": "yyyy-mm-dd", "alignment": _CENTRE},
    "input_money": {**_INPUT_LOOK, "number_format": MONEY},
    "input_euros": {**_INPUT_LOOK, "number_format": WHOLE},
    "input_weight": {**_INPUT_LOOK, "number_format": WHOLE},
    "input_rate": {**_INPUT_LOOK, "number_format": "0.00##%"},
    "input_number": {**_INPUT_LOOK, "number_format": "#,##0.00####"},
    "link": {"font": _LINK, "alignment": _TEXT},
    "link_beside": {"font": _LINK, "alignment": _BESIDE_NUMBERS},
    "fill_in": {**_INPUT_LOOK, "alignment": _TEXT},
}

_RED, _PINK, _BROWN, _AMBER = "FF9C0006", "FFFFC7CE", "FF7F4F00", "FFFFE699"


def _coloured(ink: str, paper: str) -> Changed:
    return Changed(font=Font(color=ink), fill=PatternFill("solid", bgColor=paper))


def _shown_as(number: int, code: str) -> Changed:
    return Changed(numFmt=NumberFormat(numFmtId=number, formatCode=code))


CONDITIONAL: dict[Look, Changed] = {
    "alarm": _coloured(_RED, _PINK),
    "caution": _coloured(_BROWN, _AMBER),
    "unseen": _shown_as(190, ";;;"),
    "pm_count": _shown_as(191, '0" PM";;'),
}
"""What each look of a condition changes."""

COLOURS = ("1F3A4D", "6F8FA6", "B7C9D6", "EDF2F6")
"""Steps of grey blue (RGB), for series of charts."""
FILLS = (COLOURS[0], "ltUpDiag", COLOURS[1], "dkHorz", COLOURS[2], "pct20", COLOURS[3], "diagCross")
"""The fills of series of charts: colours and patterns in turn, which also differ in black and white."""
