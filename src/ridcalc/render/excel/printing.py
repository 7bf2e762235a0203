"""The page set-up of a sheet: A4 landscape, fitted to its width, with what is repeated on every page.

save.py imports this module after it has chosen how openpyxl writes XML.
"""

from typing import Any

from openpyxl.worksheet.pagebreak import Break

from ridcalc.render.excel.cells import Sheet, letters
from ridcalc.render.excel.pages import Breaks, blocks_of, header_text, repeated_rows, spans_of

_A4 = 9
_SIDES, _TOP, _BOTTOM, _HEADER = 0.4, 0.75, 0.75, 0.3
"""Inches of white; the header and the footer stand within the top and the bottom."""


def set_up_pages(worksheet: Any, sheet: Sheet, header: tuple[str, str]) -> None:  # noqa: ANN401  openpyxl's sheet
    """Set a sheet up for printing; `header` has the texts at the left and the right of the top of every page."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0  # as many pages as are needed
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.print_area = ",".join(_areas(sheet))
    if sheet.printed:
        worksheet.print_title_rows = repeated_rows(sheet)
        if len(blocks_of(sheet)) > 1 and sheet.repeated_columns:
            worksheet.print_title_cols = f"A:{letters(sheet.repeated_columns)}"
    worksheet.oddHeader.left.text, worksheet.oddHeader.right.text = map(header_text, header)
    worksheet.oddFooter.left.text = "&A"
    worksheet.oddFooter.right.text = "&P / &N"
    margins = worksheet.page_margins
    margins.left = margins.right = _SIDES
    margins.top, margins.bottom, margins.header, margins.footer = _TOP, _BOTTOM, _HEADER, _HEADER


def _areas(sheet: Sheet) -> list[str]:
    """Return the ranges that are printed, each beginning a page."""
    if not sheet.printed:
        return [f"A1:{letters(spans_of(sheet)[0])}1"]
    last = max(sheet.length, 1)
    first, *others = blocks_of(sheet)
    wide = sheet.last_wide_row or last  # below it a page would be empty
    return [
        f"A1:{letters(first.last)}{last}",
        *(f"{letters(block.first)}1:{letters(block.last)}{wide}" for block in others),
    ]


def break_pages(worksheet: Any, sheet: Sheet, breaks: Breaks) -> None:  # noqa: ANN401  openpyxl's sheet
    """Begin pages after all rows have passed `breaks`."""
    if sheet.printed:
        for row in breaks.rows():
            worksheet.row_breaks.append(Break(id=row))
