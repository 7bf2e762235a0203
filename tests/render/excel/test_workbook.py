"""The workbook: what its sheets say, and that its formulas say the same."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from builders import CASES, GOLDEN, ROOT, Run, as_text, write_folder
from case_files import read_cases
from engines import assert_excel_accepts, assert_live, by_ironcalc, formulas_of, names_of, rows_of, stored_values

SHEETS = [
    "Leeswijzer",
    "Overzicht",
    "Begrotingswijziging",
    "VGR",
    "Bijdragen",
    "Incidenteel",
    "Meerjarenbeeld",
    "Iv3",
    "Besluit",
    "Verdeling",
    "Maatregelen",
    "Sleutels",
    "Herleiding",
    "Aansluiting",
    "Uitgangspunten",
]


def test_the_shipped_workbook_says_what_the_letter_says(workbook: Path) -> None:
    assert openpyxl.load_workbook(workbook).sheetnames == SHEETS
    stored, names = stored_values(workbook), names_of(workbook)
    assert stored[names["totaal_2023_incidenteel"]] == 410_000
    assert stored[names["bedrag_zevenaar_2023_incidenteel"]] == 213_200
    assert stored[names["bedrag_duiven_2023_incidenteel"]] == 123_088.43
    assert stored[names["totaal_2023_structureel"]] == "PM"
    assert stored["Overzicht", "A5"] == "VOORLOPIG, sleutel niet vastgesteld: Gemeente Duiven, Gemeente Westervoort"
    report = rows_of(workbook, "VGR")
    assert report[6][0] == "Gemeente Zevenaar: 2e VGR 2023"
    (total, *_) = (row for row in report if row[1] == "Totaal lasten")
    assert total[5:7] == [213_200, "N"]


def test_every_sheet_stands_on_the_page_of_the_workbook() -> None:
    page = (ROOT / "docs" / "workbook.md").read_text(encoding="utf-8")
    rows = " ".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE))
    assert [name for name in SHEETS if f"`{name}`" not in rows] == []


def test_the_bridge_goes_from_640_to_410(workbook: Path) -> None:
    amounts = [row[2] for row in rows_of(workbook, "Aansluiting")[20:26]]
    assert amounts == [640_000, -50_000, -30_000, -150_000, 0, 410_000]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--scenario", "none"], marks=pytest.mark.slow),
        pytest.param(["--scenario", "raadsbrief"], marks=pytest.mark.slow),  # the fixture `workbook` has this one
        pytest.param(["--scenario", "rapport", "--lang", "en"], marks=pytest.mark.slow),
        pytest.param(["--participant", "zevenaar"], marks=pytest.mark.slow),
        pytest.param(["--participant", "duiven", "--pc-document", "vgr2-2023"], marks=pytest.mark.slow),
        pytest.param(["--participant", "1stroom", "--protect"], marks=pytest.mark.slow),
        ["--set", "measures.tijdelijke-inhuur.amounts.2023=333333.33", "--set", "budget.rounding.method=largest-share"],
        pytest.param(["--set", "budget.rounding.level=total"], marks=pytest.mark.slow),
    ],
    ids=" ".join,
)
def test_two_engines_agree_with_every_formula(
    arguments: list[str], ridcalc: Run, shipped: Path, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", shipped, *arguments).status == 0
    assert_live(path)
    assert ridcalc("verify", path, "--data", shipped).status == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [case for file in sorted((CASES / "budgets").glob("*.yaml")) for case in read_cases(file)],
    ids=lambda case: case["name"],
)
def test_two_engines_agree_about_every_case(case: dict[str, Any], ridcalc: Run, tmp_path: Path) -> None:
    files = {"keys.yaml": as_text(case["keys"]), "measures.yaml": as_text(case["measures"])}
    files |= {f"scenarios/{name}.yaml": as_text(scenario) for name, scenario in case.get("scenarios", {}).items()}
    folder = write_folder(tmp_path / "data", files)
    settings = [argument for text in case.get("set", ()) for argument in ("--set", text)]
    scenario = ["--scenario", case["scenario"]] if "scenario" in case else []
    path = tmp_path / "book.xlsx"
    outcome = ridcalc("export", path, "--data", folder, *scenario, *settings)
    if "problems" in case["expect"]:
        assert (outcome.status, path.exists()) == (1, False)
        return
    assert outcome.status == 0, outcome.err
    assert_live(path)
    assert ridcalc("verify", path, "--data", folder).status == 0


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one not in {"Besluit", "Uitgangspunten"}])
def test_the_sheets_of_a_full_amendment_look_as_before(
    sheet: str, amendment_book: Path, golden: Callable[[Path, str], None]
) -> None:
    cells = rows_of(amendment_book, sheet)
    rows = [" | ".join("" if cell is None else str(cell) for cell in row).rstrip(" |") for row in cells]
    golden(GOLDEN / "workbook" / f"{sheet}.txt", "\n".join(rows) + "\n")


def test_a_full_amendment_is_live(amendment_book: Path) -> None:
    assert_live(amendment_book)


def test_labels_are_never_formulas(amendment_book: Path) -> None:
    in_labels = {
        place: formula
        for (sheet, place), formula in formulas_of(amendment_book).items()
        if sheet == "Begrotingswijziging" and re.fullmatch(r"[A-E]([7-9]|[0-9]{2,})", place)
    }
    assert [place for place, formula in in_labels.items() if not formula.startswith("=IF(COUNTIFS")] == []
    cells = {value for value in stored_values(amendment_book).values() if isinstance(value, str)}
    assert {"-Noord", "@migratie naar de cloud"} <= cells
    assert any("project: =1+1" in text for text in cells)


def test_only_texts_that_begin_like_a_formula_have_an_apostrophe(amendment_book: Path) -> None:
    cells = [cell for sheet in openpyxl.load_workbook(amendment_book) for row in sheet.iter_rows() for cell in row]
    with_apostrophe = {cell.coordinate: cell.value for cell in cells if cell.quotePrefix}
    assert "-Noord" in with_apostrophe.values()
    assert all(str(value).startswith(("=", "+", "-", "@")) for value in with_apostrophe.values())
    assert not any(cell.quotePrefix for cell in cells if cell.data_type == "f")


@pytest.mark.slow
def test_a_workbook_without_formulas_has_every_value(ridcalc: Run, workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "values.xlsx"
    assert ridcalc("export", path, "--values").status == 0
    assert formulas_of(path) == {}
    with_formulas, without = stored_values(workbook), stored_values(path)
    shown = ("Overzicht", "Begrotingswijziging", "VGR")
    assert all(
        without.get(place) == value
        for place, value in with_formulas.items()
        if place[0] in shown and place[1] != "A4" and value != ""
    )
    assert ridcalc("verify", path).status == 0


@pytest.mark.slow
def test_pandas_reads_the_same_numbers(workbook: Path) -> None:
    import pandas as pd

    frame = pd.read_excel(workbook, sheet_name="Herleiding", header=5)
    known = frame[frame["bedrag"] != "PM"]
    mine = known[(known["deelnemer_id"] == "zevenaar") & (known["jaar"] == 2023)]
    assert round(mine["bedrag"].astype(float).sum(), 2) == 213_200
    stored = stored_values(workbook)
    assert list(frame["bedrag"]) == [stored["Herleiding", f"S{row}"] for row in range(7, 7 + len(frame))]


def test_the_trace_is_a_table_that_can_be_filtered(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["Herleiding"]
    table = sheet.tables["Herleiding"]
    heads = [cell.value for cell in sheet[table.ref][0]]
    wanted = {"maatregel_id", "periode", "jaar", "deelnemer_id", "sleutel_id", "aandeel (%)", "onafgerond", "bedrag"}
    assert wanted <= set(heads)


ODD_NAMES = ["Totaal", "jaar", "PM b", "Noord", "NOORD", "_x0041_", "a\\x07b\\rc", "\\uffff", "=1+1", "x" * 300, '"&<']


@pytest.mark.slow
def test_odd_names_make_no_broken_workbook(ridcalc: Run, tmp_path: Path) -> None:
    ids = ["totaal", "1", "01", "1e5", "true", "c7", *(f"p{number}" for number in range(len(ODD_NAMES) - 6))]
    participants = "\n".join(f'  {one}: {{name: "{name}"}}' for one, name in zip(ids, ODD_NAMES[:-1], strict=False))
    weights = ", ".join(f"{one}: {number + 1}" for number, one in enumerate(ids[:-1]))
    files = {
        "keys.yaml": f"participants:\n{participants}\nkeys: {{k: {{weights: {{{weights}}}}}}}",
        "measures.yaml": "budget: {years: [2024], name: '_x0041_ & co'}\n"
        "measures: {m: {nature: incidental, key: k, amounts: {2024: 100.01}}}",
    }
    folder = write_folder(tmp_path / "data", files)
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", folder).status == 0
    assert_live(path)
    outcome = ridcalc("verify", path, "--data", folder)
    assert outcome.status == 0, outcome.out


def many(count: int) -> dict[str, str]:
    """Return a budget of which the participants, the accounts and the measures are many."""
    names = [f"g{number}" for number in range(count)]
    weights = ", ".join(f"{name}: {number % 7 + 1}" for number, name in enumerate(names))
    measures = [
        f"  m{number}: {{nature: {('structural', 'incidental')[number % 2]}, key: k, amounts: {{2024: {number}.17}},"
        f' pc_document: {{2024: v}}, booking: {{programma: P{number // 2}, taakveld: "0.{number // 2}"}}}}'
        for number in range(120)
    ]
    participants = ", ".join(f"{name}: {{}}" for name in names)
    head = "budget: {years: [2024, 2025]}\npc_documents: {v: {year: 2024}}\nmeasures:\n"
    return {
        "keys.yaml": f"participants: {{{participants}}}\nkeys: {{k: {{weights: {{{weights}}}}}}}",
        "measures.yaml": head + "\n".join(measures),
    }


@pytest.mark.slow
def test_many_participants_and_accounts_stay_within_what_excel_takes(ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", many(3))).status == 0
    assert_live(path)
    files = many(300)
    files["measures.yaml"] = "\n".join(files["measures.yaml"].splitlines()[:7])
    folder = write_folder(tmp_path / "wide", files)
    assert ridcalc("export", path, "--data", folder, "--force").status == 0
    assert_excel_accepts(path)


@pytest.mark.slow
def test_the_figure_of_a_measure_follows_where_batches_divide_it(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 2}}}",
        "measures.yaml": "budget: {years: [2024], rounding: {level: total}}\n"
        "measures:\n  m: {nature: incidental, key: k, amounts: {2024: 100}}\n"
        "  n: {nature: incidental, key: k, amounts: {2024: 50}}\n"
        "controls:\n  whole: {year: 2024, measure: m, amount: 100}\n"
        "  part: {year: 2024, measure: m, participant: a, amount: 33.33}",
    }
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    assert_live(path)
    found = by_ironcalc(path, {("Maatregelen", "I7"): 200})
    assert [found["Aansluiting", f"{column}17"] for column in "CDF"] == [200, 100, "sluit niet aan"]
    assert found["Aansluiting", "F18"] == "hier niet berekend"


def test_who_pays_nothing_has_no_block(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {members: [c], key: k2}, c: {}}\n"
        "keys: {k: {weights: {a: 1}}, k2: {weights: {c: 1}}}",
        "measures.yaml": "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 100}}}",
    }
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    titles = [row[0] for row in rows_of(path, "Begrotingswijziging") if str(row[0]).endswith(")")]
    assert titles == ["de uitvoerende regeling (uitvoerende regeling)", "a (gemeente)"]
    assert ridcalc("export", path, "--data", tmp_path / "data", "--participant", "c", "--force").status == 0
    texts = [cell for row in rows_of(path, "Begrotingswijziging") for cell in row]
    assert "geen bijdrage" in texts
