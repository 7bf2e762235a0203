"""The workbook as a reviewer of models maps it: one formula per column and block, and no figure inside a formula."""

import re
from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import assert_live, stored_values
from formula_map import formula_map, in_r1c1, over_blocks, with_links

MOST = 40
"""Different formulas of a sheet that a reviewer can read."""
SLOWER = ("veiligheidsregio", "omgevingsdienst")
EXAMPLES = ["ict", *(pytest.param(name, marks=pytest.mark.slow) for name in SLOWER)]


@pytest.mark.parametrize(
    ("formula", "form"),
    [
        ("=$B7+C$6", "=RC2+R6C"),
        ("=SUM(B$7:B9)", "=SUM(R7C[-1]:R[2]C[-1])"),
        ('=IF(Verdeling!$A$7="B7","PM",B6)', '=IF(Verdeling!R7C1="B7","PM",R[-1]C[-1])'),
    ],
)
def test_a_formula_in_r1c1_says_where_its_cells_are_from_its_own(formula: str, form: str) -> None:
    assert in_r1c1(formula, "C7") == form


def test_ranges_over_blocks_of_a_sheet_count_as_one_form() -> None:
    assert over_blocks("=SUM(R7C11:R9C11)") == over_blocks("=SUM(R20C11:R24C11)")
    assert over_blocks("=SUM(Maatregelen!R7C11:R9C11)") != over_blocks("=SUM(Maatregelen!R8C11:R9C11)")


def test_columns_of_other_sheets_count_as_one_link() -> None:
    rows = "IF(ROWS(Verdeling!R1C5:R39C5)=RC12,0,1)"
    assert with_links(rows) == with_links(rows.replace("Verdeling!R1C5:R39C5", "VGR!R1C18:R20C18"))
    assert with_links(rows) != with_links(rows.replace("RC12", "39"))


def test_each_column_and_block_of_the_shipped_workbook_has_one_formula(workbook: Path) -> None:
    assert_mapped(workbook)


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_column_and_block_of_an_example_has_one_formula(example: str, ridcalc: Run, tmp_path: Path) -> None:
    assert ridcalc("init", tmp_path / "data", "--example", example).status == 0
    assert ridcalc("export", tmp_path / "b.xlsx", "--data", tmp_path / "data", "--lang", "nl").status == 0
    assert_mapped(tmp_path / "b.xlsx")


@pytest.mark.slow
@pytest.mark.parametrize("method", ["yearly", "cumulative"])
def test_each_column_and_block_of_amounts_by_rule_has_one_formula(method: str, ridcalc: Run, tmp_path: Path) -> None:
    counts = "drivers: {plekken: {values: {2024: {a: 31, b: 20}}}}"
    keys = f"participants: {{a: {{}}, b: {{}}}}\nkeys: {{k: {{driver: plekken, among: all}}}}\n{counts}\n"
    files = {"keys.yaml": keys, "measures.yaml": OF_RULES.replace("METHOD", method)}
    assert ridcalc("export", tmp_path / "b.xlsx", "--data", write_folder(tmp_path / "data", files)).status == 0
    assert_mapped(tmp_path / "b.xlsx")
    assert_live(tmp_path / "b.xlsx")
    assert "als waarde" not in {
        value
        for (sheet, place), value in stored_values(tmp_path / "b.xlsx").items()
        if sheet == "Maatregelen" and place[0] == "J"
    }


OF_RULES = """\
budget:
  years: [2024, 2025, 2026, 2027]
  index: gr
  price_level: 2023
  indexation: {method: METHOD}
  executor: {id: dienst}
  defaults: {key: k, nature: structural}
indices:
  loon: {rates: {2024: 5.1%, 2025: 3.9%, 2026: 2.9%, 2027: 2.3%}, corrections: {2025: [0.2%]}}
  cao: {rates: {2024: 5%, 2025: 4%, 2026: 3%, 2027: 2%}, corrections: {2025: [0.2%, 0.1%]}, correction: compound}
  cpi: {values: {2023: 125.1, 2024: 129.3, 2025: 133.2, 2026: 136.4, 2027: 139.5}}
  gr: {mix: {loon: 50%, cao: 20%, cpi: 30%}, precision: 0.01%, corrections: {2026: [-0.1%]}}
measures:
  beheer: {yearly: {2024-Q2: 100000, 2026: 120000}}
  storing: {yearly: {2025: 7000}, index: loon, price_level: 2024}
  werkplek: {tariff: {driver: plekken, among: all, price: {2024: 1250.335, 2026: 1300}, factor: 1/3}}
  afspraak: {nature: incidental, parts: {2025: {a: 500, b: -300.01}, 2026: {a: 12}}}
  opslag: {surcharge: {rate: 7.5%, of: [beheer, werkplek]}}
  korting: {surcharge: {rate: {2025: -1%, 2026: -2%}, of: {key: k}}}
"""
"""A budget with amounts of every rule, and indices of every kind."""

IN_BLOCKS = {"Herleiding", "Sleutels", "Aansluiting"}
"""Sheets on which a formula over the rows of its own block, such as those of a key or of a bridge, is one form."""
WITH_LINKS = {"Aansluiting"}
"""The sheet whose checks look at all others, so that each has a reference that no other has."""


def assert_mapped(workbook: Path) -> None:
    """Hold every sheet against the number of formulas that a reviewer can read, and formulas against figures."""
    maps = formula_map(workbook, blocks=IN_BLOCKS, links=WITH_LINKS)
    assert {sheet: len(forms) for sheet, forms in maps.items() if len(forms) > MOST} == {}
    assert [form for forms in maps.values() for form in forms if holds_a_year(form)] == []


def holds_a_year(form: str) -> bool:
    """Return whether a formula in R1C1 holds a year as a number."""
    without_texts = re.sub(r'"[^"]*"|\'[^\']*\'!', "", form)
    return bool(re.search(r"(?<![\w.\[])20[0-9]{2}(?![\w.\]])", without_texts))
