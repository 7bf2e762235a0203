"""Whether a contribution changes, on the sheet of the amendment: not answered where its lines ask for a new export."""

from pathlib import Path

from builders import Run, write_folder
from engines import by_ironcalc, rows_of, stored_values

KEYS = """\
participants: {noord: {booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}}}
keys: {beheer: {weights: {noord: 1}}}
"""
MEASURES = """\
budget:
  years: [2025]
  executor: {id: dienst}
  defaults: {key: beheer, nature: structural}
measures:
  inhuur: {amounts: {2025: 100}, booking: {programma: ICT, taakveld: "0.4", category: "3.8"}}
  scholing: {amounts: {2025: 60}, booking: {programma: Personeel, taakveld: "0.4", category: "3.8"}}
  subsidie: {side: income, amounts: {2025: 0}, booking: {programma: Subsidie, taakveld: "0.4", category: "3.8"}}
"""
QUESTION = "Bijdrage wijzigt:"


def test_whether_a_contribution_changes_is_open_where_the_account_of_an_income_is(ridcalc: Run, tmp_path: Path) -> None:
    """An income that is 0 at the export lowers two accounts later, each by what only a new export says."""
    path = tmp_path / "book.xlsx"
    data = write_folder(tmp_path / "files", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    assert ridcalc("export", path, "--data", data).status == 0
    sheet, amounts = rows_of(path, "Begrotingswijziging"), rows_of(path, "Maatregelen")
    (answer,) = [number for number, cells in enumerate(sheet, 1) if QUESTION in cells]
    (income,) = [number for number, cells in enumerate(amounts, 1) if "subsidie" in cells]
    assert sheet[answer - 1][6] == "ja"
    found = stored_values(path) | by_ironcalc(path, {("Maatregelen", f"I{income}"): 10})
    assert found["Begrotingswijziging", f"G{answer}"] == "opnieuw uitvoeren"
