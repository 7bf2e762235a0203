"""Keys that hold amounts in the workbook: live for fixed, tariff, leaves and base; parts within bounds are values."""

from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import assert_live, by_formualizer, by_ironcalc, formulas_of, rows_of, stored_values

PARTICIPANTS = """\
participants:
  noord: {}
  zuid: {members: [oost, west], key: helft}
  oost: {}
  west: {}
  dienst: {}
  oud: {}
"""
LIVE = (
    PARTICIPANTS
    + """\
keys:
  rid:
    weights: {noord: 2, zuid: 1}
    base: 10
    fixed: {dienst: 12.34}
    leaves: {oud: {last: 33.33, path: {2025: 100%, 2026: 50%}}}
  helft: {weights: {oost: 1, west: 1}}
"""
)
BOUNDED = LIVE.replace("base: 10", "base: 10, minimum: {zuid: 90}".replace(", ", "\n    "))
MEASURES = """\
budget: {years: [2025, 2026], rounding: {method: largest-share}}
pc_documents: {vgr1: {year: 2025}, vgr2: {year: 2025}}
measures:
  ict: {nature: structural, key: rid, amounts: {2025-Q1: 100, 2025-Q3: 120.01, 2026: 300}, pc_document: {2025: vgr1}}
  subsidie: {nature: structural, key: rid, side: income, amounts: {2025: 20, 2026: 10}, pc_document: {2025: vgr2}}
  later: {nature: structural, key: rid, amounts: {2025-Q4: PM, 2026-Q4: PM}}
"""


def exported(tmp_path: Path, ridcalc: Run, keys: str) -> Path:
    """Return the workbook of the budget with these keys."""
    data = write_folder(tmp_path / "data", {"keys.yaml": keys, "measures.yaml": MEASURES})
    workbook = tmp_path / "x.xlsx"
    assert ridcalc("export", str(workbook), "--data", str(data), "--lang", "nl").status == 0
    return workbook


@pytest.mark.parametrize("keys", [pytest.param(LIVE, marks=pytest.mark.slow), BOUNDED], ids=["live", "bounded"])
def test_the_workbook_holds_and_verify_knows_it(tmp_path: Path, ridcalc: Run, keys: str) -> None:
    workbook = exported(tmp_path, ridcalc, keys)
    assert_live(workbook)
    outcome = ridcalc("verify", str(workbook), "--data", str(tmp_path / "data"))
    assert outcome.status == 0, outcome.out


def amount_cells(workbook: Path) -> dict[tuple[str, str], str]:
    """Return (measure, period) → the cell of its amount on the sheet with the inputs."""
    rows = rows_of(workbook, "Maatregelen")
    head = rows[5]
    measure, period = head.index("maatregel_id"), head.index("periode")
    column = "ABCDEFGHIJKLMNOP"[head.index("bedrag")]
    return {
        (row[measure], row[period]): f"{column}{number}"
        for number, row in enumerate(rows, 1)
        if number > 6 and row[measure]
    }


def parts_in(workbook: Path, values: dict[tuple[str, str], object]) -> dict[tuple[int, str], object]:
    """Return (year, participant) → the part of the batch, out of these values of cells."""
    rows = rows_of(workbook, "Herleiding")
    head = rows[5]
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[head.index("bedrag")]
    found = {}
    for number, row in enumerate(rows, 1):
        if number > 6 and row[head.index("verzameling")]:
            found[row[head.index("jaar")], row[head.index("deelnemer_id")]] = values["Herleiding", f"{letter}{number}"]
    return found


@pytest.mark.slow
def test_a_changed_amount_and_a_pm_post_that_becomes_known_are_followed_to_the_cent(
    tmp_path: Path, ridcalc: Run
) -> None:
    workbook = exported(tmp_path, ridcalc, LIVE)
    cells = amount_cells(workbook)
    changes = {("Maatregelen", cells["ict", "2025-Q1"]): "150.55", ("Maatregelen", cells["later", "2026-Q4"]): "1.01"}
    found = {engine: parts_in(workbook, engine(workbook, changes)) for engine in (by_formualizer, by_ironcalc)}
    # 2025: 150,55 + 120,01 - 20 = 250,56; less 12,34, 33,33 and two bases of 10 leaves 184,89: 123,26 and 61,63.
    # 2026: 300 + 1,01 - 10 = 291,01; less 12,34, 16,67 (half of 33,33) and the bases leaves 242,00: 161,33 and 80,67.
    for parts in found.values():
        wanted = {
            (2025, "noord"): 133.26,
            (2025, "zuid"): 71.63,
            (2025, "dienst"): 12.34,
            (2025, "oud"): 33.33,
            (2026, "noord"): 171.33,
            (2026, "zuid"): 90.67,
            (2026, "dienst"): 12.34,
            (2026, "oud"): 16.67,
        }
        assert {place: parts[place] for place in wanted} == pytest.approx(wanted, abs=1e-9)


def test_parts_within_bounds_are_values_and_ask_for_a_new_export(tmp_path: Path, ridcalc: Run) -> None:
    workbook = exported(tmp_path, ridcalc, BOUNDED)
    cells = amount_cells(workbook)
    stored = stored_values(workbook)
    assert not any(place == "R7" and sheet == "Herleiding" for sheet, place in formulas_of(workbook))
    changed = by_ironcalc(workbook, {("Maatregelen", cells["ict", "2025-Q1"]): "150"})
    assert "als waarde" in str(stored.values())
    assert "opnieuw uitvoeren" in str(changed.values())


@pytest.mark.slow
def test_more_taken_first_than_there_is_shows_that_it_cannot_be_divided(tmp_path: Path, ridcalc: Run) -> None:
    workbook = exported(tmp_path, ridcalc, LIVE)
    cells = amount_cells(workbook)
    found = by_ironcalc(workbook, {("Maatregelen", cells["ict", "2026"]): "0"})
    assert isinstance(parts_in(workbook, found)[2026, "noord"], str)
    cause = "Bedragen die te groot of te klein zijn om exact te verdelen: Herleiding"
    assert cause in found["Overzicht", "A4"]


@pytest.mark.parametrize("bound", ["base: 0", "maximum: {zuid: 90}"], ids=["live", "bounded"])
def test_a_batch_of_nothing_is_pm_where_pm_is_typed(bound: str, tmp_path: Path, ridcalc: Run) -> None:
    keys = f"participants: {{noord: {{}}, zuid: {{}}}}\nkeys: {{rid: {{weights: {{noord: 2, zuid: 1}}, {bound}}}}}\n"
    amounts = "amounts: {2025: 100, 2026: 0.00}"
    measures = f"budget: {{years: [2025, 2026]}}\nmeasures: {{ict: {{nature: structural, key: rid, {amounts}}}}}\n"
    data = write_folder(tmp_path / "data", {"keys.yaml": keys, "measures.yaml": measures})
    workbook = tmp_path / "x.xlsx"
    assert ridcalc("export", str(workbook), "--data", str(data), "--lang", "nl").status == 0
    cell = "Maatregelen", amount_cells(workbook)["ict", "2026"]
    for engine in (by_formualizer, by_ironcalc):
        found = engine(workbook, {cell: "PM"})
        assert [found["Verdeling", f"{column}8"] for column in "FGHI"] == ["PM", "PM", "PM", 1]
        assert found["Overzicht", "A4"] == "Controle: in orde; gewijzigd sinds de uitvoer"


def test_a_typed_pm_post_is_none_of_who_pays_a_fixed_amount(tmp_path: Path, ridcalc: Run) -> None:
    keys = PARTICIPANTS + "keys: {rid: {weights: {noord: 1}, fixed: {zuid: 0}}, helft: {weights: {oost: 1, west: 1}}}\n"
    measures = "budget: {years: [2025]}\nmeasures: {ict: {nature: structural, key: rid, amounts: {2025: 100}}}\n"
    data = write_folder(tmp_path / "data", {"keys.yaml": keys, "measures.yaml": measures})
    workbook = tmp_path / "x.xlsx"
    assert ridcalc("export", str(workbook), "--data", str(data), "--lang", "nl").status == 0
    cell = "Maatregelen", amount_cells(workbook)["ict", "2025"]
    rows = rows_of(workbook, "Herleiding")
    who, unknown = (rows[5].index(name) for name in ("deelnemer_id", "eerste PM"))
    for engine in (by_formualizer, by_ironcalc):
        found = engine(workbook, {cell: "PM"})
        counted = {row[who]: found.get(("Herleiding", f"V{n}"), row[unknown]) for n, row in enumerate(rows, 1) if n > 6}
        assert counted == {"noord": 1, "zuid": 0, "oost": 0, "west": 0}
