"""The look of each style of cell: font, colours, borders, alignment and number format.

save.py imports this module after it has chosen how openpyxl writes XML.
"""

from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from ridcalc.render.excel.cells import Style
from ridcalc.render.excel.conditions import Look

_INK, _PAPER, _PALE, _INPUT = "FF1F3A4D", "FFFFFFFF", "FFE3EAF0", "FFFFF2CC"

ASSUMED = '#,##0.00"*";-#,##0.00"*";0.00"*";@"*"'
"""The number format of money, or PM, that rests on an assumption."""
MONEY, WHOLE, SHARE = "#,##0.00", "#,##0", "0.0000%"

Looks = dict[str, object]
"""The attributes of openpyxl's cells, by name."""


def _font(**looks: Any) -> Font:  # noqa: ANN401  openpyxl's own names
    return Font(name="Calibri", **{"size": 11, **looks})


_THIN = Side(style="thin", color=_INK)
_ABOVE = Border(top=_THIN)
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TEXT = Alignment(wrap_text=True, vertical="top")
_RIGHT = Alignment(horizontal="right", vertical="top")
_BESIDE_NUMBERS = Alignment(horizontal="left", indent=1, wrap_text=True, vertical="top")
_CENTRE = Alignment(horizontal="center", vertical="top")
_BELOW_A_RULE = Alignment(wrap_text=True, vertical="bottom")
_NUMBER_BELOW_A_RULE = Alignment(horizontal="right", vertical="bottom")
_WHOLE_ASSUMED = '#,##0"*";-#,##0"*";0"*";@"*"'
_PM = '"+ "0" PM";;'
_TOTAL: Looks = {"font": _font(bold=True), "border": _ABOVE, "alignment": _NUMBER_BELOW_A_RULE}
_HEAD: Looks = {"font": _font(bold=True, color=_PAPER), "fill": PatternFill("solid", fgColor=_INK)}
_BLOCK: Looks = {"font": _font(bold=True, color=_INK), "fill": PatternFill("solid", fgColor=_PALE)}
_INPUT_LOOK: Looks = {
    "fill": PatternFill("solid", fgColor=_INPUT),
    "border": _FRAME,
    "font": _font(color="FF1F3A9D"),
    "alignment": _RIGHT,
    "protection": Protection(locked=False),
}
_LOOKS: dict[Style, Looks] = {
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
    "exact": {"number_format": "#,##0.000000", "alignment": _RIGHT},
    "pm": {"number_format": _PM, "alignment": Alignment(vertical="top"), "font": _font(bold=True)},
    "pm_total": {**_TOTAL, "number_format": _PM, "alignment": Alignment(vertical="bottom")},
    "total": {**_TOTAL, "alignment": _BELOW_A_RULE},
    "centre": {"alignment": _CENTRE},
    "input_money": {**_INPUT_LOOK, "number_format": MONEY},
    "input_euros": {**_INPUT_LOOK, "number_format": WHOLE},
    "input_weight": {**_INPUT_LOOK, "number_format": WHOLE},
    "input_rate": {**_INPUT_LOOK, "number_format": "0.00##%"},
    "input_number": {**_INPUT_LOOK, "number_format": "#,##0.00####"},
    "link": {"font": _font(color="FF0B4F8A", underline="single"), "alignment": _TEXT},
    "fill_in": {**_INPUT_LOOK, "alignment": _TEXT},
}

_RED, _PINK, _BROWN, _AMBER = "FF9C0006", "FFFFC7CE", "FF7F4F00", "FFFFE699"


def _coloured(ink: str, paper: str) -> DifferentialStyle:
    return DifferentialStyle(font=Font(color=ink), fill=PatternFill("solid", bgColor=paper))


def _shown_as(number: int, code: str) -> DifferentialStyle:
    return DifferentialStyle(numFmt=NumberFormat(numFmtId=number, formatCode=code))


CONDITIONAL: dict[Look, DifferentialStyle] = {
    "alarm": _coloured(_RED, _PINK),
    "caution": _coloured(_BROWN, _AMBER),
    "unseen": _shown_as(190, ";;;"),
    "pm_count": _shown_as(191, '0" PM";;'),
}
"""What each look of a condition changes."""


class Styles:
    """The numbers of the styles of cells in the file of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        """Add every style to a workbook."""
        self._workbook: Any = workbook
        self._sheet = workbook.create_sheet("styles")
        workbook.remove(self._sheet)
        self._styles = {style: self._style_of(style) for style in _LOOKS}
        self._numbers: dict[tuple[Style, bool], int] = {}

    def _style_of(self, style: Style) -> Any:  # noqa: ANN401  openpyxl's own
        cell: Any = WriteOnlyCell(self._sheet)
        for name, value in _LOOKS[style].items():
            setattr(cell, name, value)
        return cell._style  # noqa: SLF001  the only way to give many cells a style at once

    def number(self, style: Style, *, apostrophe: bool = False) -> int:
        """Return the number of a style, with or without an apostrophe before a text; numbers are given at first use."""
        known: int | None = self._numbers.get((style, apostrophe))
        if known is None:
            array = copy(self._styles[style])
            array.quotePrefix = int(apostrophe)
            known = self._workbook._cell_styles.add(array)  # noqa: SLF001  openpyxl's list of the styles of cells
            self._numbers[style, apostrophe] = known
        return known
