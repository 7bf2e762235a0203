"""The rows of Iv3: who has a list of cells, and who has none."""

import csv
from pathlib import Path

from builders import Run, write_folder

KEYS = """\
participants:
  noord: {booking: {programma: Bestuur, taakveld: "0.4", category: "4.3.3"}}
  rijn: {layer: water-board, booking: {programma: Bestuur, taakveld: "0.4", category: "4.3.3"}}
keys: {half: {shares: {noord: 50%, rijn: 50%}}}
"""
MEASURES = """\
budget: {years: [2025], executor: {id: gr}, defaults: {key: half, booking: {taakveld: "0.4", category: "3.8"}}}
measures: {inhuur: {nature: incidental, amounts: {2025: 1000}}}
"""


def test_a_water_board_has_rows_of_its_layer_and_no_cells_since_the_lists_are_of_others(
    ridcalc: Run, tmp_path: Path
) -> None:
    # € 1.000, half for each; the cell 4.3.3 of taakveld 0.4 is open to a municipality.
    folder = write_folder(tmp_path / "files", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    outcome = ridcalc("amend", "--data", folder, "--format", "csv", "--lang", "nl")
    assert outcome.status == 0, outcome.err
    rows = list(csv.DictReader(outcome.out.splitlines(), delimiter=";"))
    found = [(row["Organisatie"], row["Laag"], row["Na"], row["Cel"]) for row in rows if row["Organisatie"] != "gr"]
    assert found == [("noord", "Gemeente", "500,00", "open"), ("rijn", "Waterschap", "500,00", "")]
