"""The inputs of a workbook: where each stands in the files, and the `--set` that says what was filled in."""
