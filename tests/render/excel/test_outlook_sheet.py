"""The sheet Meerjarenbeeld of a decision that leaves a post unknown."""

from pathlib import Path

import openpyxl

from builders import Run, write_folder

KEYS = """\
participants:
  noord: {name: Gemeente Noord, coverage: {2026: {source: saldo}}}
  zuid: {name: Gemeente Zuid}
keys: {k: {weights: {noord: 2, zuid: 1}}}
"""
MEASURES = """\
budget: {name: De Streek, language: nl, years: [2026], executor: {id: dienst}, defaults: {key: k}}
measures:
  beheer: {name: Beheer, nature: structural, amounts: {2026: 300}}
  migratie: {name: Migratie, nature: incidental, amounts: {2026: PM}}
"""


def test_a_post_that_stays_unknown_is_a_mutation_of_nothing_with_its_pm(ridcalc: Run, tmp_path: Path) -> None:
    # no amount changes between the two states, and Migratie is PM in both: no document has a mutation, the total a PM
    files = {"keys.yaml": KEYS, "measures.yaml": MEASURES, "scenarios/voorstel.yaml": "name: Voorstel\n"}
    data, book = write_folder(tmp_path / "data", files), tmp_path / "book.xlsx"
    done = ridcalc("export", book, "--data", data, "--from", "none", "--scenario", "voorstel")
    assert done.status == 0
    rows = list(openpyxl.load_workbook(book, data_only=True)["Meerjarenbeeld"].iter_rows(values_only=True))
    heading = next(number for number, row in enumerate(rows) if row[0] == "Mutaties: Gemeente Noord, lasten")
    assert rows[heading + 1][:3] == ("Totaal", "PM", 1)
