"""Amounts of keys in the workbook: inputs on the sheet Keys, and what each participant has of them."""
