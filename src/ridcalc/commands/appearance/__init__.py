"""What a workbook looks like against what it should look like: cells, sheets, charts, and the workbook as a whole."""
