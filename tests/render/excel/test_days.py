"""Amounts by days, transitions and who joins, in the workbook: live where a spreadsheet does it exactly."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import Run, write_folder
from engines import assert_live, by_formualizer, by_ironcalc, rows_of, stored_values
from ridcalc.core.arithmetic.apportionment import largest_remainder
from ridcalc.render.excel.pieces import BELOW, piece_formula
from ridcalc.render.excel.quotients import UNDIVIDED

Engine = Callable[..., dict[tuple[str, str], Any]]

KEYS = """
participants:
  noord: {booking: {category: "4.3.3"}}
  samen: {members: [a, b], key: binnen, booking: {category: "4.3.3"}}
  a: {booking: {category: "4.3.3"}}
  b: {booking: {category: "4.3.3"}}
keys:
  binnen:
    split: days
    versions:
      2024: {weights: {a: 1, b: 1}}
      2026-03-15: {weights: {a: 1, b: 2}}
      2026-Q4: {weights: {a: 2, b: 1}}
  dag:
    split: days
    versions:
      2024: {shares: {noord: 52%, samen: 48%}}
      2026-05-20: {weights: {noord: 3, samen: 4}}
  oud: {shares: {noord: 60%, samen: 40%}}
  erbij: {weights: {noord: 100, samen: 90}, joins: {samen: {date: 2026-04-15, by: month}}}
  ingroei: {transition: {from: oud, to: erbij, path: {2026: 25%}}}
"""
MEASURES = """
budget: {years: [2026], date: 2026-01-20, executor: {id: dienst}}
measures:
  beheer: {nature: structural, key: dag, amounts: {2026: 1000000.01}, booking: {category: "3.8"}}
  project: {nature: incidental, key: ingroei, amounts: {2026-Q1: -333.33}, booking: {category: "3.8"}}
  later: {nature: structural, key: dag, amounts: {2026-H1: PM}, booking: {category: "3.8"}}
"""
FILES = {"keys.yaml": KEYS, "measures.yaml": MEASURES}

BATCH_KEYS = (
    KEYS
    + """
  vast: {weights: {noord: 1, samen: 1}, base: {noord: 100}, joins: {noord: {date: 2026-07-01, by: month}}}
"""
)
BATCH = """
budget: {years: [2026], date: 2026-01-20, executor: {id: dienst}}
measures:
  eerste: {nature: structural, key: vast, amounts: {2026-Q1: 1300}, booking: {category: "3.8"}}
  laatste: {nature: structural, key: vast, amounts: {2026-Q4: 3000}, booking: {category: "3.8"}}
"""

SPLITS = ((181, 184), (31, 28, 31), (139, 226), (1, 364), (365, 1), (30, 31, 30, 31, 31, 30), (1,) * 20)
UNITS = (0, 1, -1, 2, 7, 99, -100, 36_500, 100_000_001, -33_333, BELOW - 1, 1 - BELOW)


@pytest.mark.parametrize("engine", [by_formualizer, by_ironcalc])
def test_the_formula_of_a_part_by_days_gives_the_largest_remainder(engine: Engine, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "S"
    cases = [(units, days, piece) for days in SPLITS for units in UNITS for piece in range(len(days))]
    for row, (units, days, piece) in enumerate(cases, 1):
        sheet[f"A{row}"] = units
        sheet[f"B{row}"] = f"={piece_formula(f'A{row}', days, piece)}"
    path = tmp_path / "pieces.xlsx"
    book.save(path)
    found = engine(path)
    wrong = {
        case: found["S", f"B{row}"]
        for row, case in enumerate(cases, 1)
        if found["S", f"B{row}"] != largest_remainder(case[0], case[1])[case[2]]
    }
    assert wrong == {}


def test_an_amount_that_is_too_large_for_the_formula_shows_that_it_is_not_divided(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "S"
    sheet["A1"] = BELOW
    sheet["B1"] = f"={piece_formula('A1', (181, 184), 0)}"
    book.save(tmp_path / "large.xlsx")
    assert by_ironcalc(tmp_path / "large.xlsx")["S", "B1"] == UNDIVIDED


def test_days_transitions_and_who_joins_are_live(ridcalc: Run, tmp_path: Path) -> None:
    path, folder = tmp_path / "book.xlsx", write_folder(tmp_path / "data", FILES)
    assert ridcalc("export", path, "--data", folder).status == 0
    assert_live(path)
    assert "als waarde" not in {cell for row in rows_of(path, "Herleiding")[6:] for cell in row}
    assert ridcalc("verify", path, "--data", folder).status == 0


@pytest.mark.slow
def test_a_changed_amount_is_followed_through_the_days_of_every_version(ridcalc: Run, tmp_path: Path) -> None:
    path, other = tmp_path / "book.xlsx", tmp_path / "other.xlsx"
    folder = write_folder(tmp_path / "data", FILES)
    assert ridcalc("export", path, "--data", folder).status == 0
    assert ridcalc("export", other, "--data", folder, "--set", "measures.beheer.amounts.2026=-77777.77").status == 0
    (place,) = [
        place for place, value in stored_values(path).items() if place[0] == "Maatregelen" and value == 1000000.01
    ][:1]
    found, wanted = by_ironcalc(path, {place: "-77777.77"}), stored_values(other)
    differing = {
        at: (value, wanted.get(at))
        for at, value in found.items()
        if at[0] == "Herleiding" and isinstance(value, int | float) and abs(value - float(wanted[at])) > 1e-6
    }
    assert differing == {}


@pytest.mark.slow
def test_with_one_rounding_per_year_the_parts_by_days_are_values_and_say_so(ridcalc: Run, tmp_path: Path) -> None:
    path, folder = tmp_path / "book.xlsx", write_folder(tmp_path / "data", FILES)
    level = ("--set", "budget.rounding.level=total")
    assert ridcalc("export", path, "--data", folder, *level).status == 0
    assert_live(path)
    assert "als waarde" in {cell for row in rows_of(path, "Herleiding")[6:] for cell in row}
    assert ridcalc("verify", path, "--data", folder).status == 0


@pytest.mark.slow
def test_a_partnership_below_a_batch_divides_by_the_days_of_the_year_in_formulas(ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    folder = write_folder(tmp_path / "data", {"keys.yaml": BATCH_KEYS, "measures.yaml": BATCH})
    assert ridcalc("export", path, "--data", folder).status == 0
    assert_live(path)
    assert "als waarde" not in {cell for row in rows_of(path, "Herleiding")[6:] for cell in row}
    assert ridcalc("verify", path, "--data", folder).status == 0
