"""The rows of a sheet as XML, in the element `sheetData`: the bytes that openpyxl writes, and the values of formulas.

openpyxl makes some objects of each cell, which takes most of the time of a large workbook. Its notes, links and numbers
of styles are used. save.py imports this module after it has chosen how openpyxl writes XML.
"""

import re
from collections.abc import Generator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.worksheet.hyperlink import Hyperlink

from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, say
from ridcalc.language.sentences import visible
from ridcalc.render.excel.cells import WITHOUT_CENTS, Cell, Value
from ridcalc.render.excel.rows_shown import ShownRow
from ridcalc.render.excel.styles import Styles

LONGEST_TEXT = 32_767
"""Characters of a text in a cell."""
_LONGEST_FORMULA = 8192
"""Characters of a formula."""
_LONGEST_NOTE = 2000
"""Characters of a note on a cell; the rest is left out."""
_BEGINS_LIKE_A_FORMULA = ("=", "+", "-", "@")
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""The underscore of a text that a spreadsheet would read as the code of one character."""


class SheetData:
    """Writes the rows of a sheet, from the top, to the sheet's file."""

    def __init__(self, worksheet: Any, styles: Styles, *, whole_euros: bool) -> None:  # noqa: ANN401  openpyxl's sheet
        """Begin the rows of a sheet that has its writer; `whole_euros` is whether amounts are shown without cents."""
        self._worksheet = worksheet
        self._styles = styles
        self._whole_euros = whole_euros
        worksheet._rows = _sheet_data(worksheet._writer)  # noqa: SLF001  openpyxl ends this generator with the sheet
        next(worksheet._rows)  # noqa: SLF001

    def add(self, number: int, row: ShownRow) -> None:
        """Write row `number`.

        Raises:
            ProblemsFoundError: a text or a formula is longer than a cell accepts.
        """
        height = f' ht="{row.height:.16g}" customHeight="1"' if row.height else ""
        cells = [
            self._cell(f"{letters(column)}{number}", cell)
            for column, cell in enumerate(row.cells, 1)
            if cell is not None
        ]
        self._worksheet._rows.send(f'<row r="{number}"{height}>{"".join(cells)}</row>')  # noqa: SLF001

    def _cell(self, reference: str, cell: Cell) -> str:
        """Return the XML of a cell."""
        value, style, formula, note, link, *_ = cell
        if note or link:
            self._attach(reference, note, link)
        if self._whole_euros:
            style = WITHOUT_CENTS.get(style, style)
        if isinstance(value, str):
            value = self._short_text(visible(value))
        if formula is not None:
            content = _calculated(self._short_formula(formula), value)
            return f'<c r="{reference}" s="{self._styles.number(style)}"{content}'
        if isinstance(value, str):
            apostrophe = value.startswith(_BEGINS_LIKE_A_FORMULA)  # a text also after a reader edits it
            return f'<c r="{reference}" s="{self._styles.number(style, apostrophe=apostrophe)}"{_written(value)}'
        return f'<c r="{reference}" s="{self._styles.number(style)}" t="n"><v>{float(value):.16g}</v></c>'

    def _short_text(self, text: str) -> str:
        """Return a text that a cell can hold."""
        if len(text) > LONGEST_TEXT:
            sheet = self._worksheet.title
            message = say("sheet {sheet} would hold a text that is longer than a cell can hold", sheet=sheet)
            raise _too_long(message, say("write shorter names, notes or codes"))
        return text

    def _short_formula(self, formula: str) -> str:
        """Return a formula that a cell can hold."""
        if len(formula) >= _LONGEST_FORMULA:
            sheet = self._worksheet.title
            message = say("sheet {sheet} would hold a formula that is longer than a cell can hold", sheet=sheet)
            raise _too_long(message, say("--values writes the workbook without formulas"))
        return formula

    def _attach(self, reference: str, note: str | None, link: str | None) -> None:
        """Add a note and a link to a cell; openpyxl writes them after the rows."""
        if note:
            record = CommentRecord(ref=reference, author="ridcalc", height=120, width=320)
            record.text.t = note[:_LONGEST_NOTE]
            self._worksheet._comments.append(record)  # noqa: SLF001  only openpyxl's cells do so in public
        if link:
            self._worksheet._hyperlinks.append(Hyperlink(ref=reference, location=link))  # noqa: SLF001  the same


def _sheet_data(writer: Any) -> Generator[None, str]:  # noqa: ANN401  openpyxl's writer of a sheet
    """Put the rows that are sent, as XML, into their element of the sheet, until the generator is closed."""
    file = writer.xf.send(True)  # noqa: FBT003  openpyxl's own word for: give the file
    with file.element("sheetData"), suppress(GeneratorExit):
        while True:
            file._file((yield))  # noqa: SLF001  its public method would escape the tags
    writer.xf.send(None)


def _calculated(formula: str, value: Value) -> str:
    """Return the XML of a formula and its value, from the last attribute of a cell to the end of the cell."""
    begun = f"<f>{_escaped(formula)}</f><v>"
    if isinstance(value, str):
        return f' t="str">{begun}{_escaped(value)}</v></c>'
    return f">{begun}{value}</v></c>"


@lru_cache(4096)  # many cells of a workbook hold the same text
def _written(text: str) -> str:
    """Return the XML of a text, from the last attribute of a cell to the end of the cell."""
    if not text:
        return ' t="inlineStr" />'
    spaces = ' xml:space="preserve"' if text != text.strip() != "" else ""
    return f' t="inlineStr"><is><t{spaces}>{_escaped(without_codes(text))}</t></is></c>'


def _escaped(text: str) -> str:
    """Return a text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def without_codes(text: str) -> str:
    """Return a text in which a spreadsheet reads no underscore as the code of a character."""
    return _CODE.sub("_x005F_", text)


def _too_long(message: Message, hint: Message) -> ProblemsFoundError:
    """Return the error for a cell that Excel would not open."""
    return ProblemsFoundError([Problem("workbook-too-large", message, hint, place=Place("ridcalc export"))])
