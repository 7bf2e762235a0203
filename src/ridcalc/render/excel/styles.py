"""The look of each style of cell as openpyxl's objects.

save.py imports this module after it has chosen how openpyxl writes XML.
"""

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
    """openpyxl's objects for every style of cell."""

    def __init__(self, workbook: Workbook) -> None:
        """Add every style to a workbook."""
        self._sheet = workbook.create_sheet("styles")
        workbook.remove(self._sheet)
        self._styles = {style: self._style_of(style) for style in LOOKS}

    def _style_of(self, style: Style) -> Any:  # noqa: ANN401  openpyxl's own
        cell: Any = WriteOnlyCell(self._sheet)
        for name, value in LOOKS[style].items():
            setattr(cell, name, _made(value))
        return cell._style  # noqa: SLF001  the only way to give many cells a style at once

    def of(self, style: Style) -> Any:  # noqa: ANN401  openpyxl's own
        """Return openpyxl's object for a style."""
        return self._styles[style]
