"""LibreOffice as the third witness: it recalculates every workbook, and prints it without a cell that does not fit."""

import json
import re
import subprocess
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from blended_budgets import COUNTED, PHASE_IN
from builders import CASES, ROOT, Run, write_folder
from engines import alike, formulas_of, stored_values, with_changes
from libreoffice import converted
from quotient_cases import EDGES, random_cases, sheet_of
from ridcalc.commands.init import example_names
from tampering import changed, parts_of, swap, write_parts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--scenario", "rapport", "--lang", "en"],
        ["--participant", "duiven"],
        ["--set", "budget.rounding.method=largest-share"],
        ["--set", "budget.rounding.level=total"],
        ["--data", str(CASES / "amendment")],
    ],
    ids=" ".join,
)
def test_libreoffice_agrees_with_every_formula(
    arguments: list[str], ridcalc: Run, shipped: Path, tmp_path: Path, profile: Path
) -> None:
    path = tmp_path / "book.xlsx"
    assert shipped.is_dir()
    assert ridcalc("export", path, *arguments).status == 0
    stored, found = stored_values(path), stored_values(converted(path, "xlsx", profile))
    differing = {
        place: found.get(place) for place in formulas_of(path) if not alike(found.get(place), stored.get(place))
    }
    assert differing == {}


@pytest.mark.parametrize("files", [COUNTED, PHASE_IN], ids=["counted", "phase-in"])
def test_libreoffice_follows_blends_and_two_digits(
    files: dict[str, str], ridcalc: Run, tmp_path: Path, profile: Path
) -> None:
    path, other = tmp_path / "book.xlsx", tmp_path / "other.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    changed = {name: text.replace("44153", "144154") for name, text in files.items()}
    assert ridcalc("export", other, "--data", write_folder(tmp_path / "other", changed)).status == 0
    weights = (place for place, value in stored_values(path).items() if value == 44_153 and place[0] == "Sleutels")
    cells = {(sheet, place): 144_154 for sheet, place in weights if place[0] == "I"}
    found, expected = stored_values(converted(with_changes(path, cells), "xlsx", profile)), stored_values(other)
    amounts = [place for place in expected if place[0] == "Herleiding" and place[1][0] == "S"]
    assert len(amounts) > 3
    assert {place: found[place] for place in amounts if found[place] != expected[place]} == {}
    assert found["Overzicht", "A4"] == "Controle: in orde; gewijzigd sinds de uitvoer"


def test_libreoffice_divides_in_two_digits_as_whole_numbers_do(tmp_path: Path, profile: Path) -> None:
    cases = [*EDGES, *random_cases(2_000)]
    found = stored_values(converted(sheet_of(cases, tmp_path), "xlsx", profile))
    wrong = {
        case: calculated
        for row, case in enumerate(cases, 1)
        if (calculated := (found["S", f"D{row}"], found["S", f"E{row}"])) != divmod(abs(case[0]) * case[1], case[2])
    }
    assert wrong == {}


def test_libreoffice_does_not_believe_a_wrong_value(ridcalc: Run, shipped: Path, tmp_path: Path, profile: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", shipped).status == 0
    book = openpyxl.load_workbook(path)
    book["Maatregelen"]["I7"] = 30100
    book.save(path)
    found = stored_values(converted(path, "xlsx", profile))
    assert found["Overzicht", "A4"] == "Controle: in orde; gewijzigd sinds de uitvoer"
    assert found["Overzicht", "B8"] == 213_252


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"Begrotingswijziging!G24": 5}, "niet optellen: Begrotingswijziging!G12"),
        ({"VGR!F9": 5}, "niet optellen: VGR!F9"),
        ({"Maatregelen!F7": 2024}, "daar volgt niets op: Maatregelen!B7"),
        ({"Sleutels!I7": 53}, "niet optellen tot 100%: Sleutels!I12"),
        ({"Maatregelen!L17": "drie", "Maatregelen!I17": 99_999}, "die tellen niet mee: Maatregelen"),
        ({"Herleiding!K7": 1}, "terwijl geen invoer is gewijzigd: Aansluiting!B"),
    ],
)
def test_libreoffice_turns_the_guard_where_the_workbook_is_broken(
    cells: dict[str, int | str], where: str, ridcalc: Run, shipped: Path, tmp_path: Path, profile: Path
) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", shipped).status == 0
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, cell = place.split("!")
        book[sheet][cell] = value
    book.save(path)
    found = stored_values(converted(path, "xlsx", profile))
    assert str(found["Overzicht", "A4"]).startswith("CONTROLE FAALT (")
    assert any(where in str(text) for (sheet, cell), text in found.items() if sheet == "Aansluiting" and cell[0] == "I")


EXAMPLES = tuple(("--data", str(ROOT / "src/ridcalc/examples" / name)) for name in example_names())


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        *EXAMPLES,
        ("--protect",),
        ("--values", "--lang", "en"),
        ("--participant", "duiven"),
        ("--data", str(CASES / "amendment")),
    ],
    ids=" ".join,
)
def test_a_workbook_that_libreoffice_saved_is_still_the_one_decided_on(
    arguments: tuple[str, ...], ridcalc: Run, shipped: Path, tmp_path: Path, profile: Path
) -> None:
    path = tmp_path / "book.xlsx"
    data = arguments if "--data" in arguments else ("--data", shipped)
    others = arguments if "--data" not in arguments else ()
    assert ridcalc("export", path, *data, *others).status == 0
    outcome = ridcalc("verify", converted(path, "xlsx", profile), *data)
    assert outcome.status == 0, outcome.out


def test_a_changed_input_that_libreoffice_calculated_with_is_the_only_difference(
    ridcalc: Run, shipped: Path, tmp_path: Path, profile: Path
) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", shipped).status == 0
    parts = parts_of(path)
    write_parts(path, changed(parts, Maatregelen=swap("<v>300000<", "<v>250000<")))
    lines = ridcalc("verify", converted(path, "xlsx", profile), "--data", shipped, "--lang", "nl").out.splitlines()
    assert lines[2:4] == ["  cijfers: wijken af", "  opmaak: klopt"]
    assert re.fullmatch("  1 invoer gewijzigd, [0-9]{3} cellen volgen", lines[4])
    assert lines[5:] == [
        "  Maatregelen!I8: is 250.000 en moet 300.000 zijn; --set measures.tijdelijke-inhuur.amounts.2023=250000"
    ]


def test_the_printed_pages_show_every_figure(ridcalc: Run, shipped: Path, tmp_path: Path, profile: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", shipped).status == 0
    pdf = converted(path, "pdf", profile)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    assert "###" not in text
    assert not [word for word in ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "Err:") if word in text]
    assert "213,200.00" in text or "213.200,00" in text


@pytest.mark.parametrize("folder", ["data", *(f"src/ridcalc/examples/{name}" for name in example_names())])
def test_the_leaf_rows_of_the_csv_add_to_the_cost(folder: str, ridcalc: Run, tmp_path: Path, profile: Path) -> None:
    path = tmp_path / "lines.csv"
    assert ridcalc("allocate", "--data", ROOT / folder, "-o", path).status == 0
    header, *rows = openpyxl.load_workbook(converted(path, "xlsx", profile)).worksheets[0].iter_rows(values_only=True)
    leaf, amount = header.index("leaf"), header.index("amount")
    amounts = [str(row[amount]) for row in rows if str(row[leaf]).lower() == "true" and row[amount] is not None]
    totals = json.loads(ridcalc("allocate", "--format", "json", "--data", ROOT / folder).out)["grand_totals"]
    assert sum(map(Fraction, amounts)) == sum(Fraction(row["amount"]) for row in totals)
