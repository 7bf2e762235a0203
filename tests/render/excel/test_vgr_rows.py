"""Posts without a row on the sheet VGR: zero at the export, with an amount after a changed weight."""

from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import by_ironcalc, rows_of, stored_values

KEYS = """\
participants:
  noord: {booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}}
  zuid: {booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}}
  oost: {booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}}
  west: {booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}}
keys:
  beheer: {weights: {noord: 1, zuid: 0, oost: 0, west: 0}}
  inhuur: {weights: {noord: 1, zuid: 1, oost: 0, west: 0}}
  scholing: {weights: {noord: 0, zuid: 0, oost: 1, west: 0}}
"""
MEASURES = """\
budget:
  years: [2025]
  executor: {id: dienst}
  defaults: {nature: structural, booking: {programma: ICT, taakveld: "0.4", category: "3.8"}}
pc_documents: {berap: {name: Berap, year: 2025}}
measures:
  beheer: {name: Beheer, key: beheer, amounts: {2025: 1000}, pc_document: {2025: berap}}
  inhuur: {name: Inhuur, key: inhuur, amounts: {2025: 100}, pc_document: {2025: berap}}
  scholing: {name: Scholing, key: scholing, amounts: {2025: 30}}
"""
AGAIN = "opnieuw uitvoeren"
WARNING = "LET OP: niet iedere wijziging staat hier nog in; opnieuw uitvoeren"


@pytest.fixture
def workbook(ridcalc: Run, tmp_path: Path) -> Path:
    """Export the budget."""
    path = tmp_path / "book.xlsx"
    data = write_folder(tmp_path / "files", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    assert ridcalc("export", path, "--data", data).status == 0
    return path


def with_weight(path: Path, municipality: str) -> tuple[dict[str, object], str]:
    """Return what the sheet VGR says once a municipality pays for beheer with a weight of 1.

    That is the amounts of the municipality by row, and the line between the reports and the legend.
    """
    keys, sheet = rows_of(path, "Sleutels"), rows_of(path, "VGR")
    (row,) = [number for number, cells in enumerate(keys, 1) if cells[10:12] == ["beheer", municipality]]
    found = stored_values(path) | by_ironcalc(path, {("Sleutels", f"I{row}"): 1})
    assert found["Overzicht", "A4"] == "Controle: in orde; gewijzigd sinds de uitvoer"
    amounts, title = {}, ""
    for number, (heading, description, *_) in enumerate(sheet, 1):
        title = heading or title
        if title.startswith(f"{municipality}: "):
            amounts[description or heading] = found.get(("VGR", f"F{number}")) or None
    return {words: amount for words, amount in amounts.items() if words}, found.get(("VGR", f"A{len(sheet) - 2}"), "")


RESULT = "Resultaat van alle mutaties, op de cent"


def test_a_total_asks_for_a_new_export_once_a_post_without_a_row_has_an_amount(workbook: Path) -> None:
    # Zuid pays half of inhuur, 100 / 2 = 50, and now half of beheer, 1000 / 2 = 500: the total is not 50.
    assert with_weight(workbook, "zuid") == (
        {"zuid: Berap": None, "LASTEN": AGAIN, "Inhuur": 50, "Totaal lasten": AGAIN, RESULT: AGAIN},
        "",
    )


def test_a_result_asks_for_a_new_export_once_a_document_without_a_row_has_an_amount(workbook: Path) -> None:
    # Oost pays 30 for scholing, which is in no document, and now 500 for beheer, in the berap that it had no part in.
    assert with_weight(workbook, "oost") == (
        {"oost: in geen P&C-document": AGAIN, "LASTEN": None, "Scholing": 30, "Totaal lasten": 30, RESULT: AGAIN},
        "",
    )


def test_the_sheet_warns_once_a_municipality_without_a_report_has_an_amount(workbook: Path) -> None:
    assert with_weight(workbook, "west") == ({}, WARNING)
