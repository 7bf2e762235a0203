"""The rules of a sheet, as objects of openpyxl: looks under a condition, and what may be typed.

save.py imports this module after it has chosen how openpyxl writes XML.
"""

from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.datavalidation import DataValidation, DataValidationList

from ridcalc.language.sentences import visible
from ridcalc.render.excel.cells import Sheet
from ridcalc.render.excel.conditions import Validation
from ridcalc.render.excel.styles import CONDITIONAL


def add_rules(worksheet: Any, sheet: Sheet) -> None:  # noqa: ANN401  openpyxl's sheet
    """Add the conditions under which cells look otherwise, and what a program accepts in cells."""
    for cells, formula, look in sheet.conditions:
        rule = Rule(type="expression", dxf=CONDITIONAL[look], formula=[formula], stopIfTrue=True)
        worksheet.conditional_formatting.add(cells, rule)
    if sheet.validations:
        worksheet.data_validations = DataValidationList(dataValidation=list(map(_accepted, sheet.validations)))


def _accepted(validation: Validation) -> DataValidation:
    """Return openpyxl's object for what a program accepts in cells."""
    title, hint = (visible(text) for text in (validation.title, validation.hint))
    return DataValidation(
        type="custom",
        formula1=validation.formula,
        sqref=validation.cells,
        allow_blank=False,
        showErrorMessage=True,
        showInputMessage=True,
        errorTitle=title,
        error=hint,
        promptTitle=title,
        prompt=hint,
    )
