"""The workbook: what its sheets say, that its formulas say the same, and that it is written whole or not at all."""

import gc
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from builders import CASES, GOLDEN, Run, as_text, cases_in, write_folder
from engines import alike, by_formualizer, by_ironcalc, formulas_of, names_of, stored_values

SHEETS = [
    "Overzicht",
    "Begrotingswijziging",
    "VGR",
    "Verdeling",
    "Maatregelen",
    "Sleutels",
    "Herleiding",
    "Aansluiting",
    "Uitgangspunten",
]


def assert_live(path: Path) -> None:
    """Hold every formula of a workbook against the value stored with it, by two engines."""
    assert_excel_accepts(path)
    stored = stored_values(path)
    for engine in (by_formualizer, by_ironcalc):
        found = engine(path)
        assert {place: value for place, value in found.items() if not alike(value, stored.get(place))} == {}
    assert not [place for place, value in stored.items() if str(value).startswith("#")]


def assert_excel_accepts(path: Path) -> None:
    """Hold a workbook against what Excel would repair or refuse."""
    book = openpyxl.load_workbook(path)
    for formula in formulas_of(path).values():
        assert len(formula) < 8192
        assert max((call.count(",") for call in re.findall(r"\(([^()]*)\)", formula)), default=0) < 255
        assert all(len(text) <= 255 for text in re.findall(r'"([^"]*)"', formula))
        assert set(re.findall(r"([A-Z]+)\(", formula)) <= FUNCTIONS
    names = [name.casefold() for name in book.defined_names]
    tables = [name.casefold() for sheet in book for name in sheet.tables]
    assert len({*names, *tables}) == len(names) + len(tables)
    assert all(
        re.fullmatch(r"[a-z_][a-z0-9_]*", name) and not re.fullmatch(r"[a-z]{1,3}[0-9]+", name) for name in names
    )
    for sheet in book:
        for table in sheet.tables.values():
            heads = [str(cell.value).replace("_x005F_", "_") for cell in sheet[table.ref][0]]
            assert heads == [column.name for column in table.tableColumns]
            assert len({head.casefold() for head in heads}) == len(heads)
            assert all(len(head) <= 255 for head in heads)
        assert all((row.height or 0) <= 409 for row in sheet.row_dimensions.values())
        assert len([cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]) <= 65_530
        assert all(len(str(cell.value or "")) <= 32_767 for row in sheet.iter_rows() for cell in row)


FUNCTIONS = {"SUM", "SUMIFS", "SUMPRODUCT", "COUNT", "COUNTIFS", "INT", "ROUND", "ABS", "MAX", "IF", "ISNUMBER"}


def rows_of(path: Path, sheet: str) -> list[list[Any]]:
    """Return the values of a sheet, row by row."""
    return [list(row) for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


@pytest.fixture
def workbook(ridcalc: Run, shipped: Path, tmp_path: Path) -> Path:
    """Return the workbook of the case that ships."""
    path = tmp_path / "book.xlsx"
    outcome = ridcalc("export", path)
    assert (outcome.status, outcome.out) == (0, f"{path}\n")
    assert shipped.is_dir()
    return path


def test_the_shipped_workbook_says_what_the_letter_says(workbook: Path) -> None:
    assert openpyxl.load_workbook(workbook).sheetnames == SHEETS
    stored, names = stored_values(workbook), names_of(workbook)
    assert stored[names["totaal_2023_incidenteel"]] == 410_000
    assert stored[names["bedrag_zevenaar_2023_incidenteel"]] == 213_200
    assert stored[names["bedrag_duiven_2023_incidenteel"]] == 123_088.43
    assert stored[names["totaal_2023_structureel"]] == "PM"
    assert stored["Overzicht", "A5"] == "VOORLOPIG, sleutel niet vastgesteld: Gemeente Duiven, Gemeente Westervoort"
    line = rows_of(workbook, "VGR")[6]
    assert line[:2] == ["2e VGR 2023", "Gemeente Zevenaar"]
    assert line[6:11] == [213_000, "N", "I", 213_200, 0]


def test_the_bridge_goes_from_640_to_410(workbook: Path) -> None:
    amounts = [row[2] for row in rows_of(workbook, "Aansluiting")[20:26]]
    assert amounts == [640_000, -50_000, -30_000, -150_000, 0, 410_000]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--scenario", "none"],
        ["--scenario", "raadsbrief"],
        ["--scenario", "rapport", "--lang", "en"],
        ["--participant", "zevenaar"],
        ["--participant", "duiven", "--pc-document", "vgr2-2023"],
        ["--participant", "1stroom", "--protect"],
        ["--set", "measures.tijdelijke-inhuur.amounts.2023=333333.33", "--set", "budget.rounding.method=largest-share"],
        ["--set", "budget.rounding.level=total"],
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


@pytest.mark.parametrize(
    "case",
    [case for file in sorted((CASES / "budgets").glob("*.yaml")) for case in cases_in(file)],
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
    if "problems" in case["expect"] or "error[product-too-large]" in outcome.err:
        assert (outcome.status, path.exists()) == (1, False)
        return
    assert outcome.status == 0, outcome.err
    assert_live(path)
    assert ridcalc("verify", path, "--data", folder).status == 0


@pytest.fixture
def amendment(tmp_path: Path) -> Path:
    """Return a folder in which everything is given that an amendment can hold."""
    return Path(shutil.copytree(CASES / "amendment", tmp_path / "data"))


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one != "Uitgangspunten"])
def test_the_sheets_of_a_full_amendment(
    sheet: str, amendment: Path, ridcalc: Run, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", amendment).status == 0
    rows = [" | ".join("" if cell is None else str(cell) for cell in row).rstrip(" |") for row in rows_of(path, sheet)]
    golden(GOLDEN / "workbook" / f"{sheet}.txt", "\n".join(rows) + "\n")


def test_a_full_amendment_is_live(amendment: Path, ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", amendment).status == 0
    assert_live(path)


def test_labels_are_never_formulas(amendment: Path, ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    ridcalc("export", path, "--data", amendment)
    labels = [cell for row in openpyxl.load_workbook(path)["Begrotingswijziging"].iter_rows() for cell in row[:6]]
    assert all(cell.data_type != "f" for cell in labels if (cell.column or 9) < 6 and cell.row != 4)
    cells = {value for value in stored_values(path).values() if isinstance(value, str)}
    assert {"-Noord", "@migratie naar de cloud"} <= cells
    assert any("project: =1+1" in text for text in cells)


def test_all_gives_each_municipality_its_own(ridcalc: Run, shipped: Path, tmp_path: Path) -> None:
    outcome = ridcalc("export", "--all", tmp_path / "out", "--data", shipped)
    assert outcome.status == 0
    assert [Path(line).stem for line in outcome.out.splitlines()] == ["zevenaar", "duiven", "westervoort"]
    rows = rows_of(tmp_path / "out" / "duiven.xlsx", "Begrotingswijziging")
    texts = [str(cell) for row in rows for cell in row if cell is not None]
    assert "Gemeente Duiven (gemeente)" in texts
    assert "Gemeente Zevenaar (gemeente)" not in texts


def test_the_same_input_gives_the_same_bytes(ridcalc: Run, shipped: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(shipped, tmp_path / "elsewhere"))
    ridcalc("export", tmp_path / "one.xlsx", "--data", shipped)
    ridcalc("export", tmp_path / "two.xlsx", "--data", elsewhere)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with ZipFile(tmp_path / "one.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_without_formulas_all_is_there(ridcalc: Run, workbook: Path, tmp_path: Path) -> None:
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


BIG = {
    "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 9091, b: 445455}}}",
    "measures.yaml": "budget: {years: [2024]}\n"
    "measures:\n  groot: {nature: incidental, key: k, amounts: {2024: 900000000000.01}}\n"
    "  klein: {nature: incidental, key: k, amounts: {2024: 1}}",
}


def test_a_product_that_a_spreadsheet_cannot_hold_is_refused(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "data", BIG)
    outcome = ridcalc("export", tmp_path / "big.xlsx", "--data", folder)
    assert outcome.status == 1
    assert "error[product-too-large]: measure 'groot' in 2024" in outcome.err
    assert "--values" in outcome.err
    assert "klein" not in outcome.err
    assert ridcalc("export", tmp_path / "big.xlsx", "--data", folder, "--values").status == 0
    assert stored_values(tmp_path / "big.xlsx")["Maatregelen", "I7"] == 900_000_000_000.01


def test_weights_in_lowest_terms_are_used_where_the_written_ones_are_too_large(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 500000000, b: 500000000}}}",
        "measures.yaml": "budget: {years: [2024]}\n"
        "measures: {m: {nature: incidental, key: k, amounts: {2024: 1000000000000.01}}}",
    }
    assert ridcalc("export", tmp_path / "b.xlsx", "--data", write_folder(tmp_path / "data", files)).status == 0
    assert stored_values(tmp_path / "b.xlsx")["Sleutels", "I7"] == 1
    assert_live(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        (("Maatregelen", "I7"), 100.005, "CONTROLE FAALT"),
        (("Maatregelen", "I7"), "veel", "CONTROLE FAALT"),
        (("Maatregelen", "I7"), 10**14, "CONTROLE FAALT"),
        (("Maatregelen", "A7"), 3, "CONTROLE FAALT"),
        (("Herleiding", "A9"), 8, "CONTROLE FAALT"),
        (("Sleutels", "I7"), -52, "CONTROLE FAALT"),
        (("Sleutels", "I7"), 52.5, "CONTROLE FAALT"),
        (("Maatregelen", "I7"), 100.01, "gewijzigd"),
        (("Maatregelen", "I7"), 10**13, "CONTROLE FAALT"),
        (("Maatregelen", "I9"), 0, "gewijzigd"),
        (("Sleutels", "I7"), 53, "gewijzigd"),
        (("Maatregelen", "I7"), 30000, "zoals bij de uitvoer"),
    ],
)
def test_the_guard_tells_what_a_spreadsheet_cannot_do(
    cell: tuple[str, str], value: object, told: str, workbook: Path
) -> None:
    found = by_ironcalc(workbook, {cell: value})
    assert all(told in str(found[sheet, "A4"]) for sheet in SHEETS)


def test_all_zero_weights_are_told(workbook: Path) -> None:
    found = by_ironcalc(workbook, {("Sleutels", "I9"): 0, ("Sleutels", "I10"): 0})
    assert "CONTROLE FAALT" in str(found["Overzicht", "A4"])


def test_a_mix_whose_part_is_changed_asks_for_a_new_export(amendment: Path, ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    ridcalc("export", path, "--data", amendment)
    keys = rows_of(path, "Sleutels")
    row = next(index for index, cells in enumerate(keys, 1) if cells[1] == "ict")
    assert "CONTROLE FAALT" in str(by_ironcalc(path, {("Sleutels", f"I{row}"): 600})["Overzicht", "A4"])


def test_a_pm_post_that_gets_an_amount_is_followed_everywhere(workbook: Path) -> None:
    names = names_of(workbook)
    row = next(
        index
        for index, cells in enumerate(rows_of(workbook, "Maatregelen"), 1)
        if cells[1] == "structureel-personeel" and cells[5] == "2024"
    )
    found = by_ironcalc(workbook, {("Maatregelen", f"I{row}"): 1000})
    assert found[names["bedrag_zevenaar_2024_structureel"]] == 520
    assert found[names["totaal_2025_structureel"]] == "PM"


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
    wanted = {"maatregel_id", "periode", "jaar", "deelnemer_id", "sleutel_id", "aandeel", "onafgerond", "bedrag"}
    assert wanted <= set(heads)


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ([], 2, "FILE.xlsx"),
        (["book.xls"], 2, ".xlsx"),
        (["book.xlsx", "--all", "out"], 2, "FILE.xlsx"),
        (["--all", "out", "--participant", "zevenaar"], 2, "--participant"),
        (["nowhere/book.xlsx"], 1, "error[file-not-written]"),
        (["data.xlsx"], 1, "error[file-exists]"),
        (["folder.xlsx", "--force"], 1, "error[file-not-written]"),
        (["book.xlsx", "--participant", "zeevenaar"], 1, "did you mean 'zevenaar'?"),
        (["book.xlsx", "--pc-document", "vgr2"], 1, "error[unknown-pc-document]"),
        (["--all", "data.xlsx"], 1, "error[file-not-written]"),
    ],
)
def test_what_cannot_be_written_is_told(
    arguments: list[str], status: int, told: str, ridcalc: Run, shipped: Path
) -> None:
    here = shipped.parent
    (here / "data.xlsx").write_text("mine")
    (here / "folder.xlsx").mkdir()
    outcome = ridcalc("export", *arguments)
    assert outcome.status == status
    assert told in outcome.err
    assert (here / "data.xlsx").read_text() == "mine"
    assert not list(here.glob(".ridcalc-*"))


def test_more_rows_than_a_sheet_has_are_refused(ridcalc: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ridcalc.render.excel.limits.MOST_ROWS", 40)
    outcome = ridcalc("export", "book.xlsx", "--data", shipped)
    assert outcome.status == 1
    assert "error[workbook-too-large]: the workbook would have 46 rows; a sheet has 40 at most" in outcome.err


def test_a_workbook_that_is_given_up_half_way_leaves_nothing_open(
    ridcalc: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ridcalc.render.excel.save.LONGEST_TEXT", 100)
    outcome = ridcalc("export", "book.xlsx", "--data", shipped)
    assert "error[workbook-too-large]: sheet " in outcome.err
    del outcome
    gc.collect()  # what was left open would complain now, which fails a test


ODD_NAMES = ["Totaal", "jaar", "PM b", "Noord", "NOORD", "_x0041_", "a\\x07b\\rc", "\\uffff", "=1+1", "x" * 300, '"&<']


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


def test_a_guard_is_told_whatever_the_method(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, b: {}, c: {}, d: {}}\nkeys: {k: {weights: {a: 1, b: 1, c: 1, d: 1}}}",
        "measures.yaml": "budget: {years: [2024], rounding: {method: largest-share}}\n"
        "measures: {m: {nature: incidental, key: k, amounts: {2024: 100}}}",
    }
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", write_folder(tmp_path / "data", files)).status == 0
    found = by_ironcalc(path, {("Maatregelen", "I7"): 0.02})
    assert str(found["Overzicht", "A4"]).startswith("CONTROLE FAALT")


def test_a_measures_figure_follows_where_pools_divide_it(ridcalc: Run, tmp_path: Path) -> None:
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


def test_all_writes_nothing_where_one_cannot_be(ridcalc: Run, shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "duiven.xlsx").write_text("mine")
    outcome = ridcalc("export", "--all", tmp_path, "--data", shipped)
    assert outcome.status == 1
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["duiven.xlsx"]


def test_an_existing_workbook_is_replaced_with_force(ridcalc: Run, workbook: Path) -> None:
    workbook.write_text("old")
    assert ridcalc("export", workbook, "--force").status == 0
    assert stored_values(workbook)


def test_a_full_disk_leaves_the_old_file(workbook: Path, monkeypatch: pytest.MonkeyPatch, ridcalc: Run) -> None:
    before = workbook.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    outcome = ridcalc("export", workbook, "--force")
    assert outcome.status == 1
    assert "the disk is full" in outcome.err
    assert workbook.read_bytes() == before
    assert not list(workbook.parent.glob(".ridcalc-*"))


def test_only_export_and_verify_load_openpyxl(shipped: Path) -> None:
    run = "import sys; from ridcalc import cli\ntry: cli.run(['allocate'])\nexcept SystemExit: pass\n"
    code = f"{run}print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=shipped.parent)
    assert done.stdout.splitlines()[-1] == "False"


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
