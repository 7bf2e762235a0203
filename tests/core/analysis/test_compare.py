"""The differences between two scenarios: each change has its cause, and the causes add to the difference."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from builders import SMALL_KEYS, SMALL_MEASURES, Run, write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.analysis.compare import compare
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from small_comparison import EQUAL, FOUR, causes, rows


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
