"""The workbook (.xlsx): its sheets, their cells with formulas and calculated values, and its bytes."""
