"""The rows of the sheet Begrotingswijziging are planned before they are made, and each is made once."""

from pathlib import Path

import pytest

from builders import write_folder
from ridcalc.commands.amend import Asked
from ridcalc.commands.export import Target, run
from ridcalc.commands.shared import Request
from ridcalc.core.values.progress import Progress
from ridcalc.render.excel.amendment.planned import PlannedRow, PlannedRows
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.layout import HEADING_ROW
from ridcalc.render.excel.selection import Options

KEYS = "participants: {noord: {}, zuid: {}}\nkeys: {k: {weights: {noord: 2, zuid: 1}}}\n"
MEASURES = """\
budget: {name: De Streek, years: [2026], executor: {id: dienst}, defaults: {key: k}}
stages: {primitief: {scenario: none, date: 2025-07-02}}
measures:
  beheer: {nature: structural, amounts: {2026: 300}, booking: {programma: Beheer, taakveld: "0.4"}}
"""


def test_a_formula_knows_the_last_row_and_another_sheet_finds_a_row_before_it_is_made() -> None:
    rows = PlannedRows()

    def to_the_end(row: int) -> SheetRow:
        return [Cell("", formula=f"SUM(A{row + 1}:A{rows.last})")]

    rows.add([PlannedRow(to_the_end, programme=7)])
    rows.break_page()
    rows.add_fixed([Cell(10)], [Cell(20)])
    first = HEADING_ROW + 1
    assert (rows.programmes, rows.breaks, rows.last) == ({7: first}, [first], first + 2)
    assert rows.made() == [[Cell("", formula=f"SUM(A{first + 1}:A{first + 2})")], [Cell(10)], [Cell(20)]]


def test_an_export_makes_each_row_of_the_amendment_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the sheet Besluit refers to rows of Begrotingswijziging, whose own formulas reach down to its last row
    made, runs = PlannedRows.made, []

    def counted(rows: PlannedRows) -> list[SheetRow]:
        runs.append(rows)
        return made(rows)

    monkeypatch.setattr(PlannedRows, "made", counted)
    data = write_folder(tmp_path / "data", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    run(Request(str(data), Progress()), Asked("primitief"), Target("book.xlsx"), Options())
    assert len(runs) == 1
