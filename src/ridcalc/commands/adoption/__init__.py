"""What was changed in a workbook, as a scenario."""
