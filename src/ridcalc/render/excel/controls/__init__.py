"""The controls (aansluiting): the workbook's checks on itself, the published figures, and the bridge to them."""
