"""Chains: `explain` shows each calculation behind an amount, so that it can be done again by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Run, write_folder

KEYS = """\
participants: {noord: {name: Noord}, zuid: {name: Zuid}}
drivers:
  werkplekken: {name: Werkplekken, unit: werkplekken, values: {2023: {noord: 31, zuid: 9}}}
keys:
  samen: {name: Vaste verdeling, shares: {noord: 100%}}
"""
INDICES = """\
indices:
  gr: {name: Index GR, rates: {2025: 3.77%, 2026: 2.9%, 2027: 2.303%}}
  cpi: {name: Consumentenprijzen, values: {2024: 3000, 2026: 3113}}
"""
Lines = Callable[..., list[str]]


@pytest.fixture
def lines_of(tmp_path: Path, ridcalc: Run) -> Lines:
    """Return a function from budget and measures in YAML to the lines that `explain noord` shows, without branches."""

    def explained(budget: str, measures: str, *options: str, language: str = "nl") -> list[str]:
        defaults = "defaults: {key: samen, nature: structural, booking: {category: '3.8'}}"
        text = f"budget: {{{budget}, {defaults}}}\n{INDICES}tasks: {{ict: {{name: ICT}}}}\nmeasures:\n{measures}"
        folder = write_folder(tmp_path / "data", {"keys.yaml": KEYS, "measures.yaml": text})
        outcome = ridcalc("explain", "noord", "--notes", *options, "--lang", language, "--data", str(folder))
        assert outcome.status == 0, outcome.err
        return [line.lstrip("│├└─ ") for line in outcome.out.splitlines()]

    return explained


def test_year_by_year_each_year_begins_with_the_rounded_amount_of_the_year_before(lines_of: Lines) -> None:
    shown = lines_of("years: [2027], index: gr, price_level: 2024", "  a: {yearly: {2024: 100000}}\n")
    # 106.779,33 × 1,02303 = 109.238,4580
    assert "€ 100.000 (prijspeil 2024) × 1,0377 (2025) = € 103.770" in shown
    assert "€ 103.770,00 × 1,029 (2026) = € 106.779,33" in shown
    assert "€ 106.779,33 × 1,02303 (2027) = € 109.238,46 (afgerond)" in shown
    assert "index: Index GR" in shown


def test_at_once_the_rates_are_one_product(lines_of: Lines) -> None:
    budget = "years: [2026], index: gr, price_level: 2024, indexation: {method: cumulative}, rounding: {unit: 1}"
    # 100.000 × 1,0377 × 1,029 = 106.779,33
    expected = "€ 100.000 (prijspeil 2024) × 1,0377 (2025) × 1,029 (2026) = € 106.779 (afgerond)"
    assert expected in lines_of(budget, "  a: {yearly: {2024: 100000}}\n")


def test_one_rate_of_the_amount_s_own_year_needs_no_year(lines_of: Lines) -> None:
    shown = lines_of("years: [2025], index: gr, price_level: 2024", "  a: {yearly: {2024: 100000}}\n", language="en")
    assert "€100,000 (price level 2024) × 1.0377 = €103,770" in shown


def test_constant_prices_say_until_when_the_index_goes(lines_of: Lines) -> None:
    budget = "years: [2026], index: gr, price_level: 2024, indexation: {prices: constant, constant_from: 2025}"
    shown = lines_of(budget, "  a: {yearly: {2024: 100000}}\n")
    assert "€ 100.000 (prijspeil 2024) × 1,0377 (2025) = € 103.770" in shown


def test_a_rate_without_an_end_is_a_fraction(lines_of: Lines) -> None:
    budget = "years: [2026], index: cpi, price_level: 2024, indexation: {method: cumulative}"
    # 3113 / 3000, and 300 × 3113 / 3000 = 311,30
    assert "€ 300,00 (prijspeil 2024) × 3113/3000 = € 311,30" in lines_of(budget, "  a: {yearly: {2024: 300}}\n")


def test_part_of_a_year_follows_the_index(lines_of: Lines) -> None:
    budget = "years: [2025], index: gr, price_level: 2024"
    shown = lines_of(budget, "  a: {yearly: {2025-Q2: 120000}}\n")
    # 120.000 × 1,0377 = 124.524, and 9/12 of that is 93.393
    assert "€ 120.000 (prijspeil 2024) × 1,0377 = € 124.524" in shown
    assert "€ 124.524 per jaar × 9/12 (vanaf 2025-Q2) = € 93.393" in shown


def test_an_amount_that_ends_within_a_year_names_the_months(lines_of: Lines) -> None:
    shown = lines_of("years: [2024]", "  a: {yearly: {2023: 120000, 2024-M06: 0}}\n")
    assert "€ 120.000 per jaar × 5/12 (2024-M01..M05) = € 50.000" in shown


def test_an_amount_of_whole_years_says_from_when(lines_of: Lines) -> None:
    assert "€ 120.000 per jaar (vanaf 2023)" in lines_of("years: [2024]", "  a: {yearly: {2023: 120000}}\n")


def test_a_tariff_is_a_count_times_a_price(lines_of: Lines) -> None:
    tariff = "{driver: werkplekken, among: [noord, zuid], price: {2023: 1250}}"
    shown = lines_of("years: [2023]", f"  a: {{tariff: {tariff}}}\n")
    assert "31 werkplekken × € 1.250 = € 38.750 voor Noord" in shown


def test_the_price_of_a_tariff_is_indexed_and_its_counts_may_be_older(lines_of: Lines) -> None:
    tariff = "{driver: werkplekken, among: [noord], price: {2024: 0.335}, factor: 1/2, price_decimals: 3}"
    shown = lines_of("years: [2025], index: gr, price_level: 2024", f"  a: {{tariff: {tariff}}}\n")
    # 0,335 × 1,0377 = 0,3476295, so 0,348; and 31 × 0,348 × 0,5 = 5,394
    assert "tarief: 0,335 euro (prijspeil 2024) × 1,0377 = 0,348 euro (afgerond)" in shown
    assert "31 werkplekken (2023) × 0,348 euro × 0,5 = € 5,39 (afgerond) voor Noord" in shown


def test_a_tariff_that_is_income_is_calculated_without_a_sign(lines_of: Lines) -> None:
    tariff = "{driver: werkplekken, among: [noord], price: {2023: 10}}"
    shown = lines_of("years: [2023]", f"  a: {{side: income, tariff: {tariff}}}\n")
    assert "het geheel is € -310 (baten)" in shown
    assert "31 werkplekken × € 10 = € 310 voor Noord" in shown


def test_parts_are_agreed(lines_of: Lines) -> None:
    shown = lines_of("years: [2024]", "  a: {parts: {2024: {noord: 500, zuid: -300}}}\n")
    assert "afgesproken bedrag: € 500 voor Noord" in shown


@pytest.mark.parametrize(
    ("over", "named"),
    [("[a, b]", "A, Baten"), ("{key: samen}", "sleutel Vaste verdeling"), ("{task: ict}", "taak ICT")],
)
def test_a_surcharge_is_a_rate_of_expense_minus_income(over: str, named: str, lines_of: Lines) -> None:
    measures = (
        "  a: {name: A, task: ict, amounts: {2024: 25000}}\n"
        "  b: {name: Baten, task: ict, side: income, amounts: {2024: 2299}}\n"
        f"  c: {{surcharge: {{rate: 30%, of: {over}}}}}\n"
    )
    # 25.000 − 2.299 = 22.701, and 30% of that is 6.810,30
    shown = lines_of("years: [2024], rounding: {unit: 1}", measures)
    assert f"30% over € 22.701 ({named}) = € 6.810 (afgerond)" in shown


def test_of_many_measures_under_a_surcharge_the_first_five_are_named(lines_of: Lines) -> None:
    measures = "".join(f"  m{number}: {{amounts: {{2024: 100}}}}\n" for number in range(1, 8))
    shown = lines_of(
        "years: [2024]", f"{measures}  c: {{surcharge: {{rate: 10%, of: [m1, m2, m3, m4, m5, m6, m7]}}}}\n"
    )
    assert "10% over € 700 (m1, m2, m3, m4, m5, + 2) = € 70" in shown


def test_in_a_batch_each_chain_stands_below_its_measure(lines_of: Lines) -> None:
    measures = "  a: {name: Beheer, yearly: {2024: 100000}}\n  b: {name: Opslag, surcharge: {rate: 10%, of: [a]}}\n"
    shown = lines_of("years: [2025], index: gr, price_level: 2024, rounding: {level: total}", measures)
    first = shown.index("Beheer: € 103.770")
    assert shown[first + 1] == "€ 100.000 (prijspeil 2024) × 1,0377 = € 103.770"
    first = shown.index("Opslag: € 10.377")
    assert shown[first + 1] == "10% over € 103.770 (Beheer) = € 10.377"


def test_what_is_pm_has_no_chain(lines_of: Lines) -> None:
    measures = (
        "  a: {yearly: {2024: PM}}\n"
        "  b: {surcharge: {rate: 10%, of: [a]}}\n"
        "  c: {tariff: {driver: werkplekken, among: [noord], price: {2024: PM}}}\n"
    )
    shown = lines_of("years: [2025], index: gr, price_level: 2024", measures)
    assert not any(" × " in line or " over " in line for line in shown)
    assert "volgens de maatregel zelf: PM voor Noord" in shown
