"""The workbook of a budget with amounts that follow from rules: it holds, is recalculated alike, and is verified."""

from functools import partial
from pathlib import Path

import openpyxl
import pytest

from builders import Run, write_folder
from engines import assert_live, by_ironcalc, rows_of, sheets_of, stored_values

SLOW = partial(pytest.param, marks=pytest.mark.slow)

KEYS = """\
participants:
  a: {}
  b: {}
  samen: {members: [c, d], key: half}
  c: {}
  d: {}
drivers:
  plekken: {values: {2024: {a: 31, b: 20, c: 7, d: 9}}}
groups:
  top: [a, b, samen]
keys:
  k: {driver: plekken, among: top}
  half: {shares: {c: 1/2, d: 1/2}}
"""
MEASURES = """\
budget:
  years: [2024, 2025]
  index: gr
  price_level: 2024
  executor: {id: dienst}
  defaults: {key: k, nature: structural}
indices:
  gr: {rates: {2025: 3.77%}}
measures:
  beheer: {yearly: {2024-Q4: 100000}}
  werkplek: {tariff: {driver: plekken, among: top, price: {2024: 1250.335}}}
  afspraak: {nature: incidental, parts: {2025: {a: 500, samen: -300.01, b: PM}}}
  opslag: {surcharge: {rate: 7.5%, of: [beheer, werkplek]}}
  subsidie: {side: income, index: gr, yearly: {2025: 1000.01}}
  weg: {amounts: {2025: 5}}
"""


@pytest.mark.parametrize("level", ["measure", pytest.param("total", marks=pytest.mark.slow)])
def test_it_holds_and_is_verified(ridcalc: Run, tmp_path: Path, level: str) -> None:
    files = {"keys.yaml": KEYS, "measures.yaml": MEASURES, "scenarios/zonder.yaml": "without: [weg]\n"}
    folder, path = write_folder(tmp_path / "data", files), tmp_path / "book.xlsx"
    options = ("--data", folder, "--scenario", "zonder", "--set", f"budget.rounding.level={level}")
    assert ridcalc("export", path, *options).status == 0
    assert_live(path)
    rows = [[cell for cell in row if cell is not None] for row in rows_of(path, "Maatregelen")]
    shown = [row for row in rows if "2024-Q4" in row]
    assert any(25000 in row for row in shown), "a quarter of 100.000"
    verified = ridcalc("verify", path, "--data", folder)
    assert verified.status == 0, verified.out


def exported(ridcalc: Run, folder: Path, measures: str = MEASURES, keys: str = KEYS) -> Path:
    """Return the workbook of a folder with these files."""
    data = write_folder(folder / "data", {"keys.yaml": keys, "measures.yaml": measures})
    path = folder / "book.xlsx"
    assert ridcalc("export", path, "--data", data).status == 0
    return path


MADE: list[bytes] = []
"""The workbook of the budget above, once a test has asked for it."""


@pytest.fixture
def book(ridcalc: Run, tmp_path: Path) -> Path:
    """Return the workbook of the budget above, beside its data; made once, since its bytes are always the same."""
    if not MADE:
        (tmp_path / "made").mkdir()
        MADE.append(exported(ridcalc, tmp_path / "made").read_bytes())
    write_folder(tmp_path / "data", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    path = tmp_path / "book.xlsx"
    path.write_bytes(MADE[0])
    return path


def input_at(path: Path, setting: str) -> tuple[str, str]:
    """Return the cell of the input with a path in the files."""
    places = (place for place, value in stored_values(path).items() if value == setting and place[1][0] == "I")
    sheet, place = next(places)
    return sheet, f"F{place[1:]}"


def amount_of(path: Path, measure: str, period: str) -> tuple[str, str]:
    """Return the cell of an amount on the sheet Maatregelen."""
    stored = stored_values(path)
    rows = (
        place[1:]
        for (sheet, place), value in stored.items()
        if (sheet, place[0], value) == ("Maatregelen", "L", measure)
    )
    return "Maatregelen", next(f"I{row}" for row in rows if stored["Maatregelen", f"E{row}"] == period)


@pytest.mark.parametrize(
    ("setting", "value", "amount", "euros"),
    [
        SLOW("indices.gr.rates.2025", 0.041, ("beheer", "2025"), 104_100),  # 100.000 × 1,041
        SLOW("measures.beheer.yearly.2024-Q4", 120_000, ("beheer", "2024-Q4"), 30_000),  # × 3/12
        ("drivers.plekken.values.2024.a", 32, ("werkplek", "2024"), 85_022.78),  # (32 + 20 + 16) × 1.250,335
        SLOW("measures.werkplek.tariff.price.2024", 1000, ("werkplek", "2025"), 69_525.90),  # 67 × 1.037,70
        # 19.380,19 + 12.503,35 + 10.002,68
        SLOW("measures.werkplek.tariff.factor", 0.5, ("werkplek", "2024"), 41_886.22),
        SLOW("measures.afspraak.parts.2025.a", 700, ("afspraak", "2025"), 399.99),  # 700 − 300,01
        ("measures.opslag.surcharge.rate", -0.1, ("opslag", "2024"), -10_877.25),  # −10% × 108.772,45 = −10.877,245
    ],
)
def test_an_amount_follows_a_changed_input(
    setting: str, value: float, amount: tuple[str, str], euros: float, book: Path
) -> None:
    found = by_ironcalc(book, {input_at(book, setting): value})
    assert found[amount_of(book, *amount)] == pytest.approx(euros, abs=1e-9)
    assert found["Overzicht", "A4"] == "Controle: in orde; gewijzigd sinds de uitvoer"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("indices.gr.rates.2025", 0.0377001),  # a hundred-thousandth of a percent is not in the scale
        SLOW("indices.gr.rates.2025", "veel"),
        SLOW("indices.gr.rates.2025", -1.5),
        SLOW("measures.werkplek.tariff.factor", "PM"),
        SLOW("measures.afspraak.parts.2025.a", "PM"),  # known parts and PM are amounts of their own
        SLOW("measures.beheer.yearly.2024-Q4", 100_000.001),
        SLOW("measures.beheer.yearly.2024-Q4", 10**14),
    ],
)
def test_the_guard_turns_red_for_an_input_that_formulas_do_not_take(
    setting: str, value: float | str, book: Path
) -> None:
    found = by_ironcalc(book, {input_at(book, setting): value})
    assert all(str(found[sheet, "A4"]).startswith("CONTROLE FAALT") for sheet in sheets_of(book))


@pytest.mark.parametrize("also", [{}, SLOW({("Sleutels", "I7"): 32})], ids=["alone", "beside a changed input"])
def test_the_guard_turns_red_for_a_number_in_the_place_of_a_formula(
    also: dict[tuple[str, str], int], book: Path
) -> None:
    found = by_ironcalc(book, {amount_of(book, "beheer", "2025"): 1, **also})
    assert "CONTROLE FAALT" in str(found["Overzicht", "A4"])


@pytest.mark.slow
def test_verify_names_the_setting_of_a_changed_input(ridcalc: Run, book: Path, tmp_path: Path) -> None:
    changed = openpyxl.load_workbook(book)
    values: dict[str, float | str] = {
        "indices.gr.rates.2025": 0.041,
        "measures.werkplek.tariff.price.2024": 1300,
        "measures.beheer.yearly.2024-Q4": "PM",
    }
    for setting, value in values.items():
        sheet, place = input_at(book, setting)
        changed[sheet][place] = value
    changed.save(book)
    out = ridcalc("verify", book, "--data", tmp_path / "data", "--lang", "nl").out
    assert "Indexatie!F7: is 0,041 en moet 0,0377 zijn; --set indices.gr.rates.2025=4.1%" in out
    assert "; --set measures.werkplek.tariff.price.2024=1300" in out
    assert "; --set measures.beheer.yearly.2024-Q4=PM" in out


@pytest.mark.slow
def test_a_price_with_three_decimals_gets_a_setting_that_is_taken(ridcalc: Run, book: Path, tmp_path: Path) -> None:
    changed = openpyxl.load_workbook(book)
    sheet, place = input_at(book, "measures.werkplek.tariff.price.2024")
    changed[sheet][place] = 1.125
    changed.save(book)
    setting = "measures.werkplek.tariff.price.2024=1.1250"  # 1.125 could be 1125
    assert f"; --set {setting}\n" in ridcalc("verify", book, "--data", tmp_path / "data", "--lang", "nl").out + "\n"
    assert ridcalc("allocate", "--data", tmp_path / "data", "--set", setting).status == 0


@pytest.mark.slow
def test_since_lists_the_inputs_of_amounts_by_rule(ridcalc: Run, book: Path, tmp_path: Path) -> None:
    options = ("--data", tmp_path / "data", "--since", book)
    rate = ("--set", "indices.gr.rates.2025=4.1%", "--set", "measures.opslag.surcharge.rate=8%")
    assert ridcalc("export", tmp_path / "new.xlsx", *options, *rate).status == 0
    rows = [row[:3] for row in rows_of(tmp_path / "new.xlsx", "Leeswijzer")]
    assert ["gr, percentage, 2025", "0,0377", "0,041"] in rows
    assert ["opslag, percentage", "0,075", "0,08"] in rows
    assert ridcalc("export", tmp_path / "same.xlsx", *options).status == 0
    assert any("geen enkele invoer verschilt" in str(row[0]) for row in rows_of(tmp_path / "same.xlsx", "Leeswijzer"))


@pytest.mark.slow
def test_an_amount_whose_factors_have_too_many_digits_is_a_value(ridcalc: Run, tmp_path: Path) -> None:
    measures = MEASURES.replace("{2025: 3.77%}", "{2025: 1/123456789012345}")
    path = exported(ridcalc, tmp_path, measures)
    stored = stored_values(path)
    assert_live(path)
    sheet, place = amount_of(path, "beheer", "2025")
    assert stored[sheet, f"J{place[1:]}"] == "als waarde"
    assert "Bedragen volgens regel die waarden zijn in plaats van formules: Maatregelen, rijen 8, 10" in str(
        stored["Aansluiting", "A13"]
    )
    found = by_ironcalc(path, {input_at(path, "measures.beheer.yearly.2024-Q4"): 1})
    assert "CONTROLE FAALT" in str(found["Overzicht", "A4"])


def test_a_budget_without_rules_has_no_sheets_of_rules(workbook: Path) -> None:
    assert not {"Opbouw", "Indexatie"} & set(sheets_of(workbook))


@pytest.mark.slow
def test_a_surcharge_over_amounts_of_others_counts_them_in_the_workbook_of_one(ridcalc: Run, tmp_path: Path) -> None:
    keys = KEYS.replace("  half:", "  alleen: {weights: {b: 1}}\n  half:")
    measures = MEASURES.replace("  weg: {amounts", "  weg: {key: alleen, amounts").replace("werkplek]}}", "weg]}}")
    data = write_folder(tmp_path / "data", {"keys.yaml": keys, "measures.yaml": measures})
    path = tmp_path / "a.xlsx"
    assert ridcalc("export", path, "--data", data, "--participant", "a").status == 0
    assert_live(path)
    assert "weg" not in {value for (sheet, _), value in stored_values(path).items() if sheet == "Maatregelen"}
    found = by_ironcalc(path, {input_at(path, "measures.opslag.surcharge.rate"): 0.1})
    assert found[amount_of(path, "opslag", "2025")] == pytest.approx(10_377.5)  # 10% × (103.770 + 5)


@pytest.mark.slow
def test_the_english_workbook_has_the_sheets_of_rules(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "data", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    assert ridcalc("export", tmp_path / "b.xlsx", "--data", data, "--lang", "en").status == 0
    assert_live(tmp_path / "b.xlsx")
    sheets = sheets_of(tmp_path / "b.xlsx")
    assert sheets[sheets.index("Measures") :][:4] == ("Measures", "Composition", "Indexation", "Keys")


@pytest.mark.slow
def test_posts_of_one_measure_count_once_where_a_batch_stands_between_them(ridcalc: Run, tmp_path: Path) -> None:
    keys = "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 2}}}\n"
    measures = """\
budget: {years: [2025], rounding: {level: total}}
measures: {m: {nature: incidental, key: k, amounts: {2025-H1: PM, 2025-Q3: 9, 2025-Q4: PM}}}
"""
    assert_live(exported(ridcalc, tmp_path, measures, keys))


@pytest.mark.slow
def test_agreed_parts_that_are_all_pm_may_all_become_amounts(ridcalc: Run, tmp_path: Path) -> None:
    path = exported(ridcalc, tmp_path, MEASURES.replace("{a: 500, samen: -300.01, b: PM}", "{a: PM, b: PM}"))
    cells = {input_at(path, f"measures.afspraak.parts.2025.{name}"): 10 for name in "ab"}
    found = by_ironcalc(path, cells)
    assert found[amount_of(path, "afspraak", "2025")] == 20
    assert found["Overzicht", "A4"] == "Controle: in orde; gewijzigd sinds de uitvoer"
