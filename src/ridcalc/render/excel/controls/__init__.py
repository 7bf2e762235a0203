"""The sheet Controls (aansluiting): the checks of the workbook, the published figures, and the bridges to them."""
