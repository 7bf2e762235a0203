"""The reader of cells that tests use gives what openpyxl gives."""

from pathlib import Path

import openpyxl

from engines import names_of, rows_of
from stored_cells import stored


def test_tests_read_of_a_workbook_what_openpyxl_reads(workbook: Path) -> None:
    formulas, values = (openpyxl.load_workbook(workbook, data_only=only) for only in (False, True))
    assert stored(workbook).sheets == tuple(formulas.sheetnames)
    for sheet in formulas.sheetnames:
        cells = [cell for row in formulas[sheet].iter_rows() for cell in row if cell.data_type == "f"]
        of_sheet = {place: formula for (title, place), formula in stored(workbook).formulas.items() if title == sheet}
        assert of_sheet == {cell.coordinate: cell.value for cell in cells}
        rows = [[cell for cell in row if cell is not None] for row in values[sheet].iter_rows(values_only=True)]
        found = [[cell for cell in row if cell is not None] for row in rows_of(workbook, sheet)]
        assert found == rows
    places = {name: list(one.destinations) for name, one in formulas.defined_names.items()}
    assert {name: [place] for name, place in names_of(workbook).items()} == {
        name: [(sheet, place.replace("$", "")) for sheet, place in found] for name, found in places.items()
    }
