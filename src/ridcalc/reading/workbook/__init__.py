"""Reading of an untrusted workbook, part by part and row by row: within limits, and without following any link."""
