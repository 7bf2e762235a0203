"""Quotients in two digits, held against Python's whole numbers, and keys that only those can divide by."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from blended_budgets import COUNTED, PHASE_IN
from builders import Run, write_folder
from effort import one_of
from engines import assert_live, by_formualizer, by_ironcalc, rows_of, stored_values
from quotient_cases import EDGES, LARGEST, random_cases, sheet_of
from ridcalc.render.excel.quotients import UNDIVIDED

Engine = Callable[..., dict[tuple[str, str], Any]]


@pytest.mark.parametrize("count", [200, pytest.param(2_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("engine", [by_formualizer, by_ironcalc])
def test_quotients_in_two_digits_are_those_of_whole_numbers(engine: Engine, count: int, tmp_path: Path) -> None:
    cases = [*EDGES, *random_cases(count)]
    found = engine(sheet_of(cases, tmp_path))
    wrong = {
        case: calculated
        for row, case in enumerate(cases, 1)
        if (calculated := (found["S", f"D{row}"], found["S", f"E{row}"])) != divmod(abs(case[0]) * case[1], case[2])
    }
    assert wrong == {}


@pytest.mark.parametrize("engine", [by_formualizer, by_ironcalc])
def test_numbers_beyond_fifteen_digits_show_that_they_are_not_divided(engine: Engine, tmp_path: Path) -> None:
    cases = [(LARGEST + 1, 1, 3), (-LARGEST - 1, 1, 3), (1, 1, LARGEST + 1)]
    found = engine(sheet_of(cases, tmp_path))
    assert [found["S", f"E{row}"] for row in (1, 2, 3)] == [UNDIVIDED] * 3


@pytest.mark.parametrize("files", one_of(2, (COUNTED, PHASE_IN)), ids=["counted", "phase-in"])
@pytest.mark.parametrize("method", ["largest-remainder", pytest.param("largest-share", marks=pytest.mark.slow)])
def test_a_blend_of_counted_drivers_is_exported_with_formulas(
    files: dict[str, str], method: str, ridcalc: Run, tmp_path: Path
) -> None:
    path, folder = tmp_path / "book.xlsx", write_folder(tmp_path / "data", files)
    setting = ("--set", f"budget.rounding.method={method}")
    assert ridcalc("export", path, "--data", folder, *setting).status == 0
    assert_live(path)
    assert "als waarde" not in marks(path)
    assert ridcalc("verify", path, "--data", folder).status == 0


def marks(path: Path) -> set[object]:
    """Return the values of the sheets Sleutels and Herleiding below their headings."""
    return {cell for sheet in ("Sleutels", "Herleiding") for row in rows_of(path, sheet)[6:] for cell in row}


def test_the_parts_of_a_phase_in_are_those_of_the_screen(ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", PHASE_IN)).status == 0
    stored = stored_values(path)
    # 80.000 × (75 % × 52,31 % + 25 % × 44.153 / 84.213) = 41.872,0294..., and so on
    assert [stored["Herleiding", f"S{row}"] for row in (7, 8, 9)] == [41_872.03, 24_070.86, 14_057.11]


@pytest.mark.slow
def test_an_amount_and_a_part_of_a_blend_that_change_are_followed(ridcalc: Run, tmp_path: Path) -> None:
    path, other = tmp_path / "book.xlsx", tmp_path / "other.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", PHASE_IN)).status == 0
    changed = PHASE_IN["measures.yaml"].replace("80000", "9876543210.98")
    files = {"keys.yaml": PHASE_IN["keys.yaml"].replace("44153", "144154"), "measures.yaml": changed}
    assert ridcalc("export", other, "--data", write_folder(tmp_path / "other", files)).status == 0
    weight = next(row for row in range(7, 16) if stored_values(path).get(("Sleutels", f"I{row}")) == 44_153)
    changes = {("Maatregelen", "I7"): "9876543210.98", ("Sleutels", f"I{weight}"): 144_154}
    expected = stored_values(other)
    for engine in (by_formualizer, by_ironcalc):
        found = engine(path, changes)
        assert [found["Herleiding", f"S{row}"] for row in (7, 8, 9)] == [
            expected["Herleiding", f"S{row}"] for row in (7, 8, 9)
        ]
        assert "gewijzigd" in str(found["Overzicht", "A4"])


HUGE = {
    "keys.yaml": json.dumps(
        {
            "participants": {"a": {}, "b": {}},
            "keys": {"reus": {"weights": {"a": 10**18, "b": 10**18 + 1}}, "half": {"weights": {"a": 1, "b": 1}}},
        }
    ),
    "measures.yaml": json.dumps(
        {
            "budget": {"years": [2026]},
            "measures": {
                "groot": {"nature": "incidental", "key": "reus", "amounts": {"2026": "100.01"}},
                "klein": {"nature": "incidental", "key": "half", "amounts": {"2026": "100.01"}},
            },
        }
    ),
}


@pytest.fixture
def huge(ridcalc: Run, tmp_path: Path) -> Path:
    """Return a workbook with a key that no spreadsheet divides by, and one that is ordinary."""
    path = tmp_path / "huge.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", HUGE)).status == 0
    return path


@pytest.mark.slow
def test_what_a_spreadsheet_cannot_divide_is_a_value_and_the_rest_is_live(
    huge: Path, ridcalc: Run, tmp_path: Path
) -> None:
    assert_live(huge)
    stored = stored_values(huge)
    assert [stored["Herleiding", f"S{row}"] for row in (7, 8, 9, 10)] == [50, 50.01, 50.01, 50]
    assert [stored.get(("Herleiding", f"U{row}")) for row in (7, 8, 9, 10)] == ["als waarde", "als waarde", None, None]
    assert (stored["Sleutels", "I7"], stored["Sleutels", "N7"]) == (f"{10**18:_}", "als waarde")
    (line,) = [row for row in rows_of(huge, "Aansluiting") if str(row[0]).startswith("Delingen die er als waarde")]
    assert (line[0], line[2]) == (
        "Delingen die er als waarde staan en niet als formule: blad Herleiding, vanaf rij 7",
        1,
    )
    assert [_is_input(huge, place) for place in ("I7", "I9")] == [False, True]
    assert ridcalc("verify", huge, "--data", tmp_path / "data").status == 0


def _is_input(path: Path, place: str) -> bool:
    return not openpyxl.load_workbook(path)["Sleutels"][place].protection.locked


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        (("Maatregelen", "I7"), 100.02, "opnieuw uitvoeren"),
        (("Maatregelen", "I8"), 100.02, "gewijzigd"),
        (("Sleutels", "I9"), 2, "gewijzigd"),
        (("Sleutels", "I7"), 5, "CONTROLE FAALT"),
        (("Sleutels", "I9"), 10**15, "CONTROLE FAALT"),
    ],
)
def test_the_guard_asks_for_an_export_where_a_value_no_longer_holds(
    cell: tuple[str, str], value: float, message: str, huge: Path
) -> None:
    assert message in str(by_ironcalc(huge, {cell: value})["Overzicht", "A4"])


@pytest.mark.slow
def test_a_blend_that_is_too_large_is_a_value_and_its_keys_are_no_inputs(ridcalc: Run, tmp_path: Path) -> None:
    primes = {"x": 999_999_937, "y": 999_999_929, "z": 101}
    keys: dict[str, Any] = {name: {"weights": {"a": 1, "b": number - 1}} for name, number in primes.items()}
    keys["mengsel"] = {"blend": {"x": "1/3", "y": "1/3", "z": "1/3"}}
    amounts = {"nature": "incidental", "amounts": {"2026": 1_000}}
    measures = {name: {**amounts, "key": key} for name, key in (("m", "mengsel"), ("n", "x"))}
    files = {
        "keys.yaml": json.dumps({"participants": {"a": {}, "b": {}}, "keys": keys}),
        "measures.yaml": json.dumps({"budget": {"years": [2026]}, "measures": measures}),
    }
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    assert_live(path)
    stored = stored_values(path)
    assert [stored["Sleutels", f"K{row}"] for row in (7, 8, 9, 10)] == ["x", "x", "mengsel", "mengsel"]
    assert [stored["Sleutels", f"N{row}"] for row in (7, 8, 9, 10)] == ["als waarde"] * 4
    assert not _is_input(path, "I7")
    assert "CONTROLE FAALT" in str(by_ironcalc(path, {("Sleutels", "I7"): 2})["Overzicht", "A4"])
    assert "opnieuw uitvoeren" in str(by_ironcalc(path, {("Maatregelen", "I7"): 2})["Overzicht", "A4"])
    assert "gewijzigd" in str(by_ironcalc(path, {("Maatregelen", "I8"): 2})["Overzicht", "A4"])


@pytest.mark.slow
def test_a_blend_of_more_keys_than_participants_is_followed(ridcalc: Run, tmp_path: Path) -> None:
    keys: dict[str, Any] = {f"k{number}": {"weights": {"a": number, "b": 7}} for number in range(1, 6)}
    keys["mengsel"] = {"blend": {f"k{number}": "20%" for number in range(1, 6)}}

    def exported(name: str) -> Path:
        measures = {"m": {"nature": "incidental", "key": "mengsel", "amounts": {"2026": 1_000}}}
        files = {
            "keys.yaml": json.dumps({"participants": {"a": {}, "b": {}}, "keys": keys}),
            "measures.yaml": json.dumps({"budget": {"years": [2026]}, "measures": measures}),
        }
        path = tmp_path / f"{name}.xlsx"
        assert ridcalc("export", path, "--data", write_folder(tmp_path / name, files)).status == 0
        return path

    path = exported("before")
    assert_live(path)
    keys["k1"]["weights"]["a"] = 93
    expected = stored_values(exported("after"))
    found = by_ironcalc(path, {("Sleutels", "I7"): 93})
    assert [found["Herleiding", f"S{row}"] for row in (7, 8)] == [expected["Herleiding", f"S{row}"] for row in (7, 8)]


def test_amounts_that_no_spreadsheet_adds_up_make_a_workbook_of_values(ridcalc: Run, tmp_path: Path) -> None:
    files = {**PHASE_IN, "measures.yaml": PHASE_IN["measures.yaml"].replace("80000", "20000000000000.01")}
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    stored = stored_values(path)
    assert stored["Overzicht", "A4"] == "Waarden zonder formules: wijzigingen worden niet doorgerekend"
    assert ridcalc("verify", path, "--data", tmp_path / "data").status == 0
