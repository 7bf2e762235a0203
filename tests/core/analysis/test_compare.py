"""The differences between two scenarios: each change has its cause, and the causes add to the difference."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import SMALL_KEYS, SMALL_MEASURES, Run, write_folder
from effort import times
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.changes import CAUSES
from ridcalc.core.analysis.compare import Comparison, compare
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from strategies import Document, pairs_of_budgets, pairs_with_pm, pairs_with_pm_filled, plain_files


def rows(ridcalc: Run, tmp_path: Path, scenario: str, *arguments: str) -> dict[tuple[str, int, str], dict[str, Any]]:
    """Return the differences between the base and a scenario, by participant, year and nature."""
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--format", "json", *arguments)
    assert outcome.status == 0, outcome.err
    found = json.loads(outcome.out)
    assert (found["format"], found["version"], found["scenarios"]) == ("ridcalc/comparison", 2, ["none", "b"])
    return {(row["participant"], row["year"], row["nature"]): row for row in found["differences"]}


def causes(row: dict[str, Any]) -> dict[str, str]:
    """Return the causes that count."""
    return {cause: amount for cause, amount in row["causes"].items() if amount != "0.00"}


@pytest.mark.parametrize(
    ("scenario", "year", "nature", "wanted"),
    [
        ("without: [n]", 2024, "incidental", {"scope": "-5.00"}),
        ("patch: {measures: {m: {amounts: {2024: 120}}}}", 2024, "incidental", {"amounts": "10.00"}),
        ("patch: {measures: {m: {amounts: {2024: 50, 2025: 100}}}}", 2024, "incidental", {"phasing": "-25.00"}),
        ("patch: {measures: {m: {amounts: {2024: 80, 2025: 80}}}}", 2025, "incidental", {"amounts": "15.00"}),
        ("patch: {measures: {m: {nature: structural}}}", 2024, "structural", {"nature": "50.00"}),
        ("patch: {measures: {m: {key: other}}}", 2024, "incidental", {"key": "25.00"}),
        ("patch: {keys: {k: {weights: {a: 3}}}}", 2024, "incidental", {"key": "27.50"}),
        ("patch: {budget: {rounding: {unit: 10}}}", 2024, "incidental", {"rounding": "5.00"}),
        ("patch: {measures: {m: {side: income}}}", 2024, "incidental", {"amounts": "-100.00"}),
        ("patch: {measures: {p: {amounts: {2024: 8}}}}", 2024, "structural", {"pm": "4.00"}),
        (
            "patch: {measures: {n: {key: other, amounts: {2024: 40}}, m: {amounts: {2024: 120, 2025: 30}}}}",
            2024,
            "incidental",
            {"amounts": "15.00", "phasing": "10.00", "key": "10.00"},
        ),
    ],
)
def test_a_change_has_its_cause(
    scenario: str, year: int, nature: str, wanted: dict[str, str], ridcalc: Run, tmp_path: Path
) -> None:
    row = rows(ridcalc, tmp_path, scenario)["a", year, nature]
    assert causes(row) == wanted


def test_pm_that_became_an_amount_is_counted_and_shown(ridcalc: Run, tmp_path: Path) -> None:
    found = rows(ridcalc, tmp_path, "patch: {measures: {p: {amounts: {2024: 8}}}}")
    row = found["a", 2024, "structural"]
    assert (row["pm_a"], row["pm_b"], row["a"], row["b"]) == (1, 0, "0.00", "4.00")
    assert found["a", 2025, "structural"]["pm_b"] == 1


def test_partnerships_have_rows_where_they_have_lines(ridcalc: Run, tmp_path: Path) -> None:
    found = rows(ridcalc, tmp_path, "without: [p]")
    assert {participant for participant, _, _ in found} == {"a", "s", "b", "c"}
    assert ("a", 2024, "structural") in found
    assert rows(ridcalc, tmp_path / "1", "without: [p]", "--year", "2025", "--participant", "a").keys() == {
        ("a", 2025, "incidental"),
        ("a", 2025, "structural"),
    }


def test_a_key_of_a_that_does_not_hold_in_a_period_of_b_gives_way_to_b_s(ridcalc: Run, tmp_path: Path) -> None:
    scenario = """\
patch:
  keys: {k: {weights: null, versions: {2024-H2: {weights: {a: 1, s: 1}}, 2025: {weights: {a: 3, s: 1}}}}}
  measures: {m: {amounts: {2024: null, 2024-H2: 100}}, n: {amounts: {2024: null, 2025: 10}}, p: null}
"""
    row = rows(ridcalc, tmp_path, scenario)["a", 2025, "incidental"]
    assert row["difference"] == "20.00"


FOUR = "participants: {a: {}, b: {}, c: {}, d: {}}\n"
EQUAL = "{weights: {a: 1, b: 1, c: 1, d: 1}}"


@pytest.mark.parametrize(
    ("keys", "measures", "scenario", "difference"),
    [
        pytest.param(
            f"{FOUR}keys: {{k: {{versions: {{2024: {EQUAL}, 2024-H2: {EQUAL}}}}}}}",
            "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024-Q1: 8}}}",
            f"patch: {{keys: {{e: {{versions: {{2023: {EQUAL}}}}}}}, "
            "measures: {m: {key: e, amounts: {2024-Q1: null, 2024: 12}}}}",
            "1.00",
            id="A's key has no version for a period of B's",
        ),
        pytest.param(
            f"{FOUR}keys: {{k: {EQUAL}}}",
            "budget: {years: [2024], rounding: {unit: 1000}}\n"
            "measures: {m: {nature: incidental, key: k, amounts: {2024: 8000}}}",
            "patch: {budget: {rounding: {unit: 0.01}}, measures: {m: {amounts: {2024: 8004.04}}}}",
            "1.01",
            id="B's amounts do not fit A's unit",
        ),
        pytest.param(
            f"{FOUR}keys: {{k: {EQUAL}}}",
            "budget: {years: [2024], rounding: {method: largest-share}}\n"
            "measures: {m: {nature: incidental, key: k, amounts: {2024: 8}}}",
            "patch: {budget: {rounding: {method: largest-remainder}}, measures: {m: {amounts: {2024: 0.02}}}}",
            "-1.99",
            id="B's amounts are too small for A's method",
        ),
        pytest.param(
            f"{FOUR}keys: {{k: {EQUAL}}}",
            "budget: {years: [2024, 2025], rounding: {unit: 1000}}\n"
            "measures: {m: {nature: incidental, key: k, total: 8000, spread: {2024: 1/2, 2025: 1/2}}}",
            "patch: {budget: {rounding: {unit: 0.01}}, measures: {m: {total: 8008.08}}}",
            "1.01",
            id="B's total does not fit A's unit",
        ),
        pytest.param(
            f"{FOUR}keys: {{k: {EQUAL}}}",
            "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 8}}}",
            "patch: {measures: {m: {amounts: null, total: 8, spread: {2024: 1}}}}",
            "0.00",
            id="the same amount written another way",
        ),
    ],
)
def test_where_a_mix_cannot_exist_the_causes_still_add_up(
    keys: str, measures: str, scenario: str, difference: str, ridcalc: Run, tmp_path: Path
) -> None:
    data = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures, "scenarios/b.yaml": scenario})
    outcome = ridcalc("compare", "none", "b", "--data", data, "--format", "json")
    row = json.loads(outcome.out)["differences"][0]
    assert row["difference"] == difference
    assert sum(map(Fraction, row["causes"].values())) == Fraction(difference)


def test_what_a_mix_cannot_show_the_next_cause_takes_along(ridcalc: Run, tmp_path: Path) -> None:
    measures = """\
budget: {years: [2024], rounding: {method: largest-share}}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 8}}
  o: {nature: incidental, key: k, amounts: {2024: 8}}
"""
    scenario = """\
patch:
  budget: {rounding: {method: largest-remainder}}
  measures:
    m: {amounts: {2024: null, 2024-Q1: 7.98, 2024-Q2: 0.02}}
    o: {amounts: {2024: 12}}
    n: {nature: incidental, key: k, amounts: {2024: 4}}
"""
    files = {"keys.yaml": f"{FOUR}keys: {{k: {EQUAL}}}", "measures.yaml": measures, "scenarios/b.yaml": scenario}
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--format", "json")
    row = json.loads(outcome.out)["differences"][0]
    assert causes(row) == {"scope": "1.00", "amounts": "1.00", "rounding": "0.01"}
    assert (row["a"], row["b"]) == ("4.00", "6.01")


@pytest.mark.parametrize(
    ("before", "after", "cause"),
    [
        ("total: 8.01, spread: {2024: 1/2, 2025: 1/2}", "amounts: {2024: 4.01, 2025: 4}", None),
        ("amounts: {2024: 4.01, 2025: 4}", "total: 8.01, spread: {2024: 1/2, 2025: 1/2}", None),
        ("total: 8.01, spread: {2024: 1/2, 2025: 1/2}", "amounts: {2024: 8.01}", "phasing"),
        ("amounts: {2024: 8, 2025: 0}", "amounts: {2024: 8}", "phasing"),
        ("amounts: {2024: 8}", "amounts: {2024: 8, 2025: 0}", "phasing"),
        ("amounts: {2024: 8, 2025: PM}", "amounts: {2024: 8}", "amounts"),
        ("amounts: {2024: PM}", "amounts: {2024: 8}", "pm"),
        ("amounts: {2024: 8}", "amounts: {2024: PM}", "pm"),
        ("amounts: {2024: PM}", "amounts: {2025: 8}", "amounts"),
        ("amounts: {2024-H1: PM, 2024-H2: PM}", "amounts: {2024: PM}", "phasing"),
        ("total: PM, spread: {2024: 1/2, 2025: 1/2}", "total: 8, spread: {2024: 1/2, 2025: 1/2}", "pm"),
        ("amounts: {2024: 8}, side: income", "amounts: {2024: 8}", "amounts"),
    ],
)
def test_what_was_written_otherwise_or_at_another_time_has_its_own_word(
    before: str, after: str, cause: str | None, tmp_path: Path
) -> None:
    cases = []
    for name, text in (("a", before), ("b", after)):
        measures = f"budget: {{years: [2024, 2025]}}\nmeasures: {{m: {{nature: incidental, key: k, {text}}}}}"
        folder = write_folder(tmp_path / name, {"keys.yaml": SMALL_KEYS, "measures.yaml": measures})
        cases.append(allocate(load(Folder(str(folder))).case))
    found = compare(cases[0], cases[1])
    assert [(change.cause, change.id) for change in found.changes] == ([(cause, "m")] if cause else [])


def test_another_rounding_is_named(tmp_path: Path) -> None:
    folder = Folder(str(write_folder(tmp_path, {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES})))
    a, b = (allocate(load(folder, "none", [f"budget.rounding.unit={unit}"]).case) for unit in ("1", "10"))
    assert [(change.cause, change.id) for change in compare(a, b).changes] == [("rounding", "budget.rounding")]


@given(
    pair=pairs_of_budgets(), unit=st.sampled_from(["0.01", "1", "1000"]), level=st.sampled_from(["measure", "total"])
)
@settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_causes_add_to_the_difference(
    pair: tuple[dict[str, Any], dict[str, Any]], unit: str, level: str, tmp_path: Path
) -> None:
    cases = []
    for number, budget in enumerate(pair):
        for measure in budget["measures"].values() if number else ():
            measure["amounts"] = {
                period: cents and cents // 100_000 * 100_000 for period, cents in measure["amounts"].items()
            }
        folder = Folder(str(write_folder(tmp_path / str(number), plain_files(budget))))
        rounding = (f"budget.rounding.unit={unit}", f"budget.rounding.level={level}") if number else ()
        cases.append(allocate(load(folder, None, rounding).case))
    for row in compare(cases[0], cases[1]).differences:
        assert sum(row.causes.values()) == row.b.amount - row.a.amount
        assert list(row.causes) == list(CAUSES)
    for row in compare(cases[0], cases[0]).differences:
        assert not any(row.causes.values())


def compared(a: Document, b: Document, folder: Path) -> Comparison:
    """Return the comparison of two budgets, which are written to a folder."""
    first, second = (
        allocate(load(Folder(str(write_folder(folder / name, plain_files(budget))))).case)
        for name, budget in (("a", a), ("b", b))
    )
    return compare(first, second)


@given(pair=pairs_with_pm())
@settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_causes_add_to_the_difference_where_pm_becomes_an_amount(
    pair: tuple[Document, Document], tmp_path: Path
) -> None:
    found = compared(*pair, tmp_path)
    for row in (*found.differences, *found.net):
        assert sum(row.causes.values()) == row.b.amount - row.a.amount
        assert list(row.causes) == list(CAUSES)
    for row in found.net:
        apart = [one for one in found.differences if (one.participant, one.year) == (row.participant, row.year)]
        assert (row.a.amount, row.b.pm) == (sum(one.a.amount for one in apart), sum(one.b.pm for one in apart))


@given(pair=pairs_with_pm_filled())
@settings(max_examples=times(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_only_pm_becomes_an_amount_pm_is_the_whole_difference(
    pair: tuple[Document, Document], tmp_path: Path
) -> None:
    for a, b in (pair, pair[::-1]):
        found = compared(a, b, tmp_path)
        assert all(row.causes["pm"] == row.b.amount - row.a.amount for row in found.differences)
        assert {change.cause for change in found.changes} <= {"pm"}


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


def test_both_natures_together_have_the_causes_of_each(ridcalc: Run, tmp_path: Path) -> None:
    # n leaves: a −10 × 1/2 = −5,00 incidental; p comes to 8: a 8 × 1/2 = 4,00 structural; together −1,00
    scenario = "without: [n]\npatch: {measures: {p: {amounts: {2024: 8}}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    net = json.loads(ridcalc("compare", "none", "b", "--data", data, "--format", "json").out)["net"]
    row = next(row for row in net if (row["participant"], row["year"]) == ("a", 2024))
    assert (row["a"], row["b"], row["difference"]) == ("55.00", "54.00", "-1.00")
    assert causes(row) == {"scope": "-5.00", "pm": "4.00"}
    assert (row["pm_a"], row["pm_b"], row["assumed"]) == (1, 0, False)


def test_a_difference_rests_on_an_assumption_where_a_or_b_does(ridcalc: Run, tmp_path: Path) -> None:
    scenario = "patch: {measures: {n: {amounts: {2024: 20}, assumption: a guess}}}"
    found = rows(ridcalc, tmp_path, scenario)
    assert (found["a", 2024, "incidental"]["assumed"], found["a", 2025, "incidental"]["assumed"]) == (True, False)


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


def test_what_another_batch_costs_is_counted_under_rounding(ridcalc: Run, tmp_path: Path) -> None:
    keys = "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}"
    measures = """\
budget: {years: [2024], rounding: {level: total}}
pc_documents: {een: {year: 2024}, twee: {year: 2024}}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 0.01}, pc_document: {2024: een}}
  n: {nature: incidental, key: k, amounts: {2024: 0.01}, pc_document: {2024: een}}
"""
    scenario = "patch: {measures: {n: {pc_document: {2024: twee}}}}"
    files = {"keys.yaml": keys, "measures.yaml": measures, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    for names, difference in ((("none", "b"), "0.01"), (("b", "none"), "-0.01")):
        found = json.loads(ridcalc("compare", *names, "--data", data, "--format", "json").out)["differences"][0]
        assert (found["participant"], causes(found)) == ("a", {"rounding": difference})
