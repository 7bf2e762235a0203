"""The page set-up of a sheet: A4 landscape, fitted to its width, with what is repeated on every page."""

from typing import Any

from ridcalc.core.values.column_letters import letters
from ridcalc.render.excel.cells import Sheet
from ridcalc.render.excel.pages import Breaks, blocks_of, header_text, repeated_rows, scale_of, spans_of

_A4 = 9
_LAST_ROW = 1_048_575
_MOST_PAGES = 32_767
"""More pages than a sheet has. With 0, for as many as are needed, LibreOffice adds an empty page to some sheets; with
any other number programs pass over the rows before which a page begins."""
_SIDES, _TOP, _BOTTOM, _HEADER = 0.4, 0.75, 0.75, 0.3
"""Inches of white; the header and the footer stand within the top and the bottom."""


def set_up_pages(worksheet: Any, sheet: Sheet, header: tuple[str, str]) -> None:  # noqa: ANN401  openpyxl's sheet
    """Set a sheet up for printing; `header` has the texts at the left and the right of the top of every page."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _A4
    worksheet.print_area = f"A1:{letters(blocks_of(sheet)[-1].last)}{max(sheet.length, 1)}"
    if len(blocks_of(sheet)) > 1 and sheet.printed:
        worksheet.page_setup.scale = scale_of(sheet)  # programs ignore breaks between columns where they fit a width
        if sheet.repeated_columns:
            worksheet.print_title_cols = f"A:{letters(sheet.repeated_columns)}"
    else:
        worksheet.page_setup.fitToWidth = 1
        worksheet.page_setup.fitToHeight = 0  # as many pages as are needed
        worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.printed:
        worksheet.print_title_rows = repeated_rows(sheet)
    else:
        worksheet.print_area = f"A1:{letters(spans_of(sheet)[0])}1"
    worksheet.oddHeader.left.text, worksheet.oddHeader.right.text = map(header_text, header)
    worksheet.oddFooter.left.text = "&A"
    worksheet.oddFooter.right.text = "&P / &N"
    margins = worksheet.page_margins
    margins.left = margins.right = _SIDES
    margins.top, margins.bottom, margins.header, margins.footer = _TOP, _BOTTOM, _HEADER, _HEADER


def break_pages(worksheet: Any, sheet: Sheet, breaks: Breaks) -> None:  # noqa: ANN401  openpyxl's sheet
    """Begin pages after all rows have passed `breaks`."""
    from openpyxl.worksheet.pagebreak import Break  # slow to load, and not needed to compare a workbook

    if sheet.printed:
        rows = list(breaks.rows())
        if not rows and worksheet.page_setup.fitToHeight == 0:
            worksheet.page_setup.fitToHeight = _MOST_PAGES
        for row in rows:
            worksheet.row_breaks.append(Break(id=row))
        for block in blocks_of(sheet)[:-1]:
            worksheet.col_breaks.append(Break(id=block.last, max=_LAST_ROW))
