"""The sheets of a decision in a small budget: what is not known, what coverage takes later, what a report names."""

from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import alike, by_ironcalc, rows_of, stored_values

KEYS = """\
participants:
  noord:
    booking: {programma: Bestuur, taakveld: "0.4", category: 4.3.3}
    unforeseen: {programma: Bestuur, taakveld: "0.8", category: "3.8"}
    coverage: {2025: [{source: unforeseen, amount: 300}, {source: saldo}]}
keys: {alles: {weights: {noord: 1}}}
"""
MEASURES = """\
budget:
  years: [2025]
  executor: {id: dienst}
  defaults: {key: alles, booking: {programma: ICT, taakveld: "0.4", category: "3.8"}}
  current: {dienst: [{programma: ICT, taakveld: "0.4", side: expense, amounts: {2025: 900}}]}
stages: {eerste: {scenario: eerste}, tweede: {scenario: none, pc_document: berap}}
pc_documents: {berap: {year: 2025}}
measures:
  inhuur: {name: Inhuur, nature: incidental, amounts: {2025: 400}}
  beheer: {name: Beheer, nature: structural, amounts: {2025: 500}}
  kazerne: {name: Kazerne, nature: structural, amounts: {2025: PM}}
"""
FILES = {
    "keys.yaml": KEYS,
    "measures.yaml": MEASURES,
    "scenarios/eerste.yaml": "name: Eerste\npatch: {measures: {inhuur: {amounts: {2025: 350}}}}\n",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Write the budget."""
    return write_folder(tmp_path / "files", FILES)


@pytest.mark.slow
def test_what_is_not_known_after_a_first_decision_is_so_in_every_program(
    ridcalc: Run, data: Path, tmp_path: Path
) -> None:
    # The executor has a current budget of its expense alone, so nobody knows its income before or after.
    path = tmp_path / "eerste.xlsx"
    assert ridcalc("export", path, "--data", data, "--stage", "eerste").status == 0
    stored = stored_values(path)
    assert {place: value for place, value in by_ironcalc(path).items() if not alike(value, stored.get(place))} == {}
    (income,) = [row for row in rows_of(path, "Besluit") if row[1:4] == ["ICT", "baten", 2025]]
    assert (income[5], income[6], income[7]) == ("ontbreekt", 850, "ontbreekt")


@pytest.mark.slow
def test_coverage_that_took_nothing_takes_its_part_in_a_changed_workbook(
    ridcalc: Run, data: Path, tmp_path: Path
) -> None:
    # Unforeseen pays 300 of the 400 for inhuur. If inhuur costs 100, it pays these and 200 of the 500 for beheer:
    # expense 100 + 500 − 100 − 200 = 300, and 350 + 500 − 300 = 550 before.
    path, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    assert ridcalc("export", path, "--data", data).status == 0
    assert ridcalc("export", other, "--data", data, "--set", "measures.inhuur.amounts.2025=100").status == 0
    rows = rows_of(path, "Maatregelen")
    number = next(number for number, row in enumerate(rows, 1) if row[1] == "Inhuur")
    found, expected = by_ironcalc(path, {("Maatregelen", f"I{number}"): 100}), stored_values(other)
    figures = [place for place in found if place[0] == "Begrotingswijziging" and place[1][0] in "GI"]
    assert {place: found[place] for place in figures if not alike(found[place], expected.get(place))} == {}
    (expense,) = [
        row[5:9]
        for row in rows_of(other, "Begrotingswijziging")
        if row[0] == "Bestuur" and row[3] == "lasten" and not row[1]
    ]
    assert expense == [550, -250, "V", 300]


@pytest.mark.slow
def test_a_report_names_what_changes_and_counts_no_pm_that_was_there_before(
    ridcalc: Run, data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "tweede.xlsx"
    assert ridcalc("export", path, "--data", data).status == 0
    report = {row[1]: row[5:8] for row in rows_of(path, "VGR") if row[1]}
    assert report["Inhuur"][:2] == [50, "N"]
    assert report["overige posten, bij de uitvoer zonder mutatie"] == [0, None, 0]
    assert not any("Kazerne" in str(name) for name in report)
