"""The workbook: sheets of cells, each with its formula and its calculated value, and the bytes that they become."""
