"""The differences between two scenarios where PM becomes an amount, or an amount PM."""

import json
from pathlib import Path

import pytest

from builders import SMALL_KEYS, SMALL_MEASURES, Run, write_folder
from small_comparison import EQUAL, FOUR, causes, rows


def test_pm_that_became_an_amount_is_counted_and_shown(ridcalc: Run, tmp_path: Path) -> None:
    found = rows(ridcalc, tmp_path, "patch: {measures: {p: {amounts: {2024: 8}}}}")
    row = found["a", 2024, "structural"]
    assert (row["pm_a"], row["pm_b"], row["a"], row["b"]) == (1, 0, "0.00", "4.00")
    assert found["a", 2025, "structural"]["pm_b"] == 1


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        pytest.param("2024: 12", "2024-H1: PM, 2024-H2: 5", {"pm": "-3.50"}, id="a year became a half-year and PM"),
        pytest.param("2024-H1: PM, 2024-H2: 5", "2024: 12", {"pm": "3.50"}, id="PM and 5 in halves became 12"),
        pytest.param("2024-H1: PM, 2024-H2: PM", "2024: 12", {"pm": "6.00"}, id="two PM posts became one amount"),
        pytest.param("2024: PM", "2024-Q1: 3, 2024-Q2: PM", {"pm": "1.50"}, id="a part of PM became known"),
        pytest.param(
            "2024-H1: PM, 2024-H2: 5",
            "2024-Q1: 3, 2024-H2: 9",
            {"pm": "1.50", "amounts": "2.00"},
            id="PM and an amount",
        ),
        pytest.param(
            "2024: PM, 2025: 4", "2024: 6, 2025-H2: 4", {"pm": "3.00"}, id="the other year has another period only"
        ),
        pytest.param("2024: PM", "2024: 0", {}, id="PM became nothing"),
    ],
)
def test_pm_in_a_period_that_overlaps_the_amount_s_is_the_cause_pm(
    before: str, after: str, wanted: dict[str, str], ridcalc: Run, tmp_path: Path
) -> None:
    measures = (
        f"budget: {{years: [2024, 2025]}}\nmeasures: {{m: {{nature: incidental, key: k, amounts: {{{before}}}}}}}"
    )
    scenario = f"patch: {{measures: {{m: {{key: k, amounts: {{{after}}}}}}}}}"
    removed = [text.split(":")[0] for text in before.split(", ") if f"{text.split(':')[0]}:" not in after]
    scenario = scenario.replace("amounts: {", "amounts: {" + "".join(f"{period}: null, " for period in removed))
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": measures, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    found = json.loads(ridcalc("compare", "none", "b", "--data", data, "--format", "json").out)
    row = next(row for row in found["differences"] if (row["participant"], row["year"]) == ("a", 2024))
    assert causes(row) == wanted


def test_pm_that_became_income_is_pm_and_a_known_amount_that_became_income_is_amounts(
    ridcalc: Run, tmp_path: Path
) -> None:
    # noord has a half: 2024 goes from PM to −8 × 1/2 = −4,00; 2025 from 5 to −5: −10 × 1/2 = −5,00
    measures = (
        "budget: {years: [2024, 2025]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: PM, 2025: 5}}}"
    )
    scenario = "patch: {measures: {m: {side: income, amounts: {2024: 8}}}}"
    data = write_folder(tmp_path, {"keys.yaml": SMALL_KEYS, "measures.yaml": measures, "scenarios/b.yaml": scenario})
    found = json.loads(ridcalc("compare", "none", "b", "--data", data, "--format", "json").out)["differences"]
    assert [causes(row) for row in found if row["participant"] == "a"] == [{"pm": "-4.00"}, {"amounts": "-5.00"}]
    shown = ridcalc("compare", "none", "b", "--data", data, "--lang", "en").out
    assert "m: from 2024: 1 PM to 2024: -€8" in shown
    assert "m: from expense to income" in shown


def test_a_total_that_was_pm_is_divided_in_b_s_unit_of_rounding(ridcalc: Run, tmp_path: Path) -> None:
    # B divides 10.000 over two years in units of 1.000: 5.000 each, of which a has a half: 2.500, rounded to 3.000
    measures = (
        "budget: {years: [2024, 2025]}\n"
        "measures: {m: {nature: incidental, key: k, total: PM, spread: {2024: 1/2, 2025: 1/2}}}"
    )
    scenario = "patch: {budget: {rounding: {unit: 1000}}, measures: {m: {total: 10000}}}"
    data = write_folder(tmp_path, {"keys.yaml": SMALL_KEYS, "measures.yaml": measures, "scenarios/b.yaml": scenario})
    found = json.loads(ridcalc("compare", "none", "b", "--data", data, "--format", "json").out)["differences"][0]
    assert (found["difference"], causes(found)) == ("3000.00", {"pm": "2500.00", "rounding": "500.00"})


@pytest.mark.parametrize(("before", "cause", "effect"), [("8000", "amounts", "1.01"), ("PM", "pm", "1001.01")])
def test_a_total_of_b_that_does_not_fit_a_s_unit_is_divided_in_b_s(
    before: str, cause: str, effect: str, ridcalc: Run, tmp_path: Path
) -> None:
    # 8.008,08 over two years is 4.004,04 each, of which a has a quarter: 1.001,01; 8.000 gave 1.000
    measures = (
        "budget: {years: [2024, 2025], rounding: {unit: 1000}}\n"
        f"measures: {{m: {{nature: incidental, key: k, total: {before}, spread: {{2024: 1/2, 2025: 1/2}}}}}}"
    )
    scenario = "patch: {budget: {rounding: {unit: 0.01}}, measures: {m: {total: 8008.08}}}"
    files = {"keys.yaml": f"{FOUR}keys: {{k: {EQUAL}}}", "measures.yaml": measures, "scenarios/b.yaml": scenario}
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--format", "json")
    assert causes(json.loads(outcome.out)["differences"][0]) == {cause: effect}


def test_pm_that_changes_places_with_an_amount_counts_as_pm(ridcalc: Run, tmp_path: Path) -> None:
    swapped = "patch: {measures: {p: {amounts: {2024: 8, 2025: PM}}}}"
    files = {
        "keys.yaml": SMALL_KEYS,
        "measures.yaml": SMALL_MEASURES,
        "scenarios/one.yaml": swapped,
        "scenarios/two.yaml": swapped.replace("8", "PM", 1).replace("2025: PM", "2025: 8"),
        "scenarios/zero.yaml": swapped.replace("8", "0", 1),
    }
    data = write_folder(tmp_path, files)
    for a, b in (("one", "two"), ("none", "zero")):
        found = json.loads(ridcalc("compare", a, b, "--data", data, "--format", "json").out)
        for row in found["differences"]:
            assert causes(row) == ({"pm": row["difference"]} if row["difference"] != "0.00" else {})
        assert "Wat er verandert: PM\n" in ridcalc("compare", a, b, "--data", data).out
