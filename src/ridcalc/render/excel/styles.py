"""The look of each style of cell as openpyxl's objects.

save.py imports this module after it has chosen how openpyxl writes XML.
"""

from copy import copy
from typing import Any

from openpyxl import Workbook, styles
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from ridcalc.render.excel import looks
from ridcalc.render.excel.cells import Style
from ridcalc.render.excel.conditions import Look
from ridcalc.render.excel.looks import LOOKS

_CLASSES: dict[type, Any] = {
    looks.Font: styles.Font,
    looks.PatternFill: styles.PatternFill,
    looks.Side: styles.Side,
    looks.Border: styles.Border,
    looks.Alignment: styles.Alignment,
    looks.Protection: styles.Protection,
    looks.NumberFormat: NumberFormat,
    looks.Changed: DifferentialStyle,
}


def _made(look: Any) -> Any:  # noqa: ANN401  openpyxl's own
    """Return openpyxl's object for a look; a text as it is."""
    if type(look) not in _CLASSES:
        return look
    known = {name: _made(value) for name, value in look._asdict().items() if value is not None}
    return _CLASSES[type(look)](**known)


CONDITIONAL: dict[Look, DifferentialStyle] = {name: _made(look) for name, look in looks.CONDITIONAL.items()}
"""What each look of a condition changes."""


class Styles:
    """The numbers of the styles of cells in the file of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        """Add every style to a workbook."""
        self._workbook: Any = workbook
        self._sheet = workbook.create_sheet("styles")
        workbook.remove(self._sheet)
        self._styles = {style: self._style_of(style) for style in LOOKS}
        self._numbers: dict[tuple[Style, bool], int] = {}

    def _style_of(self, style: Style) -> Any:  # noqa: ANN401  openpyxl's own
        cell: Any = WriteOnlyCell(self._sheet)
        for name, value in LOOKS[style].items():
            setattr(cell, name, _made(value))
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
