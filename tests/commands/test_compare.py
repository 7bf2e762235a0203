"""`ridcalc compare`: what changes, for whom, by which cause; the causes always add to the difference."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from builders import GOLDEN, SMALL_KEYS, SMALL_MEASURES, Run, write_folder

pytestmark = pytest.mark.usefixtures("english")


def test_a_year_of_only_one_scenario_is_compared_with_zero(ridcalc: Run, tmp_path: Path) -> None:
    keys = "participants: {a: {}}\nkeys: {k: {weights: {a: 1}}}"
    measures = "budget: {years: [2024, 2025]}\nmeasures: {m: {nature: structural, key: k, amounts: {2024: 1, 2025: 2}}}"
    other = "patch: {budget: {years: [2025, 2026]}, measures: {m: {amounts: {2024: null, 2026: 4}}}}"
    files = {"keys.yaml": keys, "measures.yaml": measures, "scenarios/s.yaml": other}
    data = write_folder(tmp_path, files)
    outcome = ridcalc("compare", "none", "s", "--data", data, "--format", "json")
    found = [(row["year"], row["a"], row["b"], row["pm_a"]) for row in json.loads(outcome.out)["differences"]]
    assert found == [(2024, "1.00", "0.00", 0), (2025, "2.00", "2.00", 0), (2026, "0.00", "4.00", 0)]


def test_members_of_another_partnership_cannot_be_compared(ridcalc: Run, tmp_path: Path) -> None:
    scenario = "patch: {participants: {s: {members: [b]}}, keys: {inner: {weights: {c: null}}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files))
    assert outcome.status == 1
    assert "error[participants-differ]: the participants of 'none' and 'b' differ: s\n" in outcome.err


def test_each_participant_with_a_line_has_a_row(ridcalc: Run, tmp_path: Path) -> None:
    keys = "participants: {a: {}, b: {}, c: {}}\nkeys: {one: {weights: {a: 1}}, two: {weights: {b: 1}}}"
    measures = """\
budget: {years: [2024]}
measures:
  m: {nature: incidental, key: one, amounts: {2024: 1}}
  n: {nature: incidental, key: two, amounts: {2024: 2}}
"""
    files = {
        "keys.yaml": keys,
        "measures.yaml": measures,
        "scenarios/b.yaml": "patch: {measures: {n: {amounts: {2024: 3}}}}",
    }
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--format", "json")
    assert [(row["participant"], row["difference"]) for row in json.loads(outcome.out)["differences"]] == [
        ("a", "0.00"),
        ("b", "1.00"),
    ]


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("compare", ("raadsbrief", "rapport")),
        ("compare-per", ("raadsbrief", "rapport", "--per", "inwoners", "--year", "2023")),
        ("compare-three", ("none", "raadsbrief", "raadsbrief-samenvatting")),
        ("compare-markdown", ("raadsbrief", "raadsbrief-samenvatting", "--format", "markdown")),
    ],
)
def test_the_tables_look_as_before(
    name: str, arguments: tuple[str, ...], language: str, ridcalc: Run, golden: Callable[[Path, str], None]
) -> None:
    outcome = ridcalc("compare", *arguments, "--lang", language)
    assert outcome.status == 0
    golden(GOLDEN / f"{name}.{language}.txt", outcome.out)


def test_every_kind_of_change_is_named_in_the_foot(
    ridcalc: Run, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    scenario = """\
without: [n]
patch:
  measures:
    m: {amounts: {2024: 60, 2025: 90}, nature: structural, key: other}
    p: {amounts: {2024: 8}}
    q: {nature: incidental, key: k, amounts: {2024: 1}}
  keys: {other: {weights: {a: 4}}}
  drivers: {inwoners: {values: {2024: {a: 60}}}}
  participants: {s: {key: twee}}
  budget: {rounding: {method: largest-share}}
"""
    keys = SMALL_KEYS.replace("inner: {", "twee: {weights: {b: 1, c: 1}}, inner: {")
    files = {"keys.yaml": keys, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    for language in ("nl", "en"):
        shown = ridcalc("compare", "none", "b", "--data", data, "--lang", language).out
        golden(GOLDEN / f"compare-all-causes.{language}.txt", shown)
    per = ridcalc("compare", "none", "b", "--data", data, "--per", "inwoners", "--year", "2024", "--lang", "en")
    assert "per inwoner: inwoners of 2024 for 2024" in per.out


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("raadsbrief",), 2, "name two scenarios or more"),
        (("none", "rapport", "raadsbrief", "--format", "json"), 2, "exactly two"),
        (("none", "raport"), 1, "did you mean 'rapport'?"),
        (("none", "rapport", "raadsbrief", "--per", "inwoners"), 2, "exactly two"),
        (("nope", "raport"), 1, "there is no scenario 'nope'"),
        (("none", "rapport", "--per", "inwoner"), 1, "did you mean 'inwoners'?"),
        (("none", "rapport", "--year", "2050"), 1, "not one of the budget's years"),
        (("none", "rapport", "--participant", "duivn"), 1, "did you mean 'duiven'?"),
        (("none", "rapport", "--set", "drivers.inwoners.values={2021: null, 2030: {a: 1}}"), 1, "error["),
        (
            ("raadsbrief", "rapport", "--per", "werk", "--set", "drivers.werk={values: {2030: {duiven: 1}}}"),
            1,
            "--per werk: error[no-reference-year]: driver 'werk' has no values for 2023 or earlier\n",
        ),
    ],
)
def test_wrong_questions_get_a_message(arguments: tuple[str, ...], status: int, message: str, ridcalc: Run) -> None:
    outcome = ridcalc("compare", *arguments)
    assert (outcome.status, outcome.out) == (status, "")
    assert message in outcome.err


def test_the_total_of_a_narrowed_table_is_everybody_s_with_its_causes(ridcalc: Run, tmp_path: Path) -> None:
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": "without: [n]"}
    data = write_folder(tmp_path, files)
    shown = ridcalc("compare", "none", "b", "--data", data, "--participant", "a", "--lang", "en").out
    total = next(line for line in shown.splitlines() if "Total of all participants" in line)
    assert total.split()[-2:] == ["-€10", "-€10"]
    three = ridcalc("compare", "none", "b", "none", "--data", data, "--participant", "a", "--year", "2024").out
    assert "2025" not in three.replace("2025-", "")
    assert "  s " not in three


def test_per_unit_the_causes_add_to_the_difference_as_shown(ridcalc: Run, tmp_path: Path) -> None:
    scenario = "without: [n]\npatch: {measures: {m: {key: other, amounts: {2024: 111}}}}"
    keys = SMALL_KEYS.replace("{a: 50, b: 30, c: 20}", "{a: 3, b: 7, c: 0}")
    files = {"keys.yaml": keys, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    shown = ridcalc("compare", "none", "b", "--data", data, "--per", "inwoners", "--year", "2024", "--lang", "en").out
    row = next(line for line in shown.splitlines() if line.strip().startswith("a "))
    a, b, difference, *parts = [Fraction(word.replace("€", "")) for word in row.split() if "€" in word]
    assert b - a == difference == sum(parts)
    assert any(line.strip() == "c" for line in shown.splitlines()), "who has no units stays visible"


def test_other_currencies_cannot_be_compared(ridcalc: Run, tmp_path: Path) -> None:
    scenario = "patch: {budget: {currency: USD}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files))
    assert outcome.status == 1
    assert "error[currencies-differ]: 'none' is in EUR and 'b' in USD" in outcome.err


def test_another_batch_is_a_change_of_rounding(ridcalc: Run, tmp_path: Path) -> None:
    measures = (
        SMALL_MEASURES.replace("years", "rounding: {level: total}, years") + "pc_documents: {vgr: {year: 2024}}\n"
    )
    scenario = "patch: {measures: {m: {pc_document: {2024: vgr}}, n: {side: income}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": measures, "scenarios/b.yaml": scenario}
    shown = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--lang", "en").out
    assert "m: another P&C document, and so another batch" in shown
    assert "n: from expense to income" in shown


def test_a_nature_that_repeats_the_amounts_of_both_together_is_left_out(ridcalc: Run, tmp_path: Path) -> None:
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": "without: [n]"}
    data = write_folder(tmp_path, files)
    shown = ridcalc("compare", "none", "b", "--data", data, "--lang", "en").out
    assert "2024, both natures together" in shown
    assert "2024, Incidental" not in shown, "the structural post is PM in both, so these would be the same amounts"
    assert "  - 2024, Structural" in shown.split("No difference in")[1]
    change = "measures.p.amounts={2024: 8}"
    with_amount = ridcalc("compare", "none", "b", "--data", data, "--lang", "en", "--set", change).out
    assert "2024, Incidental" in with_amount, "of 8 euros structural, both together are other amounts"


def test_no_scenario_is_called_the_base(ridcalc: Run, tmp_path: Path) -> None:
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": "without: [n]"}
    data = write_folder(tmp_path, files)
    shown = ridcalc("compare", "none", "b", "--data", data, "--lang", "nl").out
    assert "Van de basisbestanden zonder scenario naar b" in shown
    assert "none" not in shown
    beside = ridcalc("allocate", "--scenario", "b", "--against", "none", "--data", data, "--lang", "nl").out
    assert "2024 min basis" in beside
    assert "min basis: de basisbestanden zonder scenario" in beside


def test_the_changes_name_only_the_periods_that_differ_and_the_selected_years(ridcalc: Run, tmp_path: Path) -> None:
    scenario = "patch: {measures: {m: {amounts: {2025: 60}}, p: {amounts: {2024: 8}}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    shown = ridcalc("compare", "none", "b", "--data", data, "--lang", "en").out
    assert "m: from 2025: €50 to 2025: €60\n" in shown
    assert "p: from 2024: 1 PM to 2024: €8\n" in shown
    of_2024 = ridcalc("compare", "none", "b", "--data", data, "--lang", "en", "--year", "2024").out
    assert "What changes: PM\n" in of_2024
    assert "What changes: amounts" not in of_2024


def test_what_had_no_amount_in_the_periods_that_differ_was_nothing(ridcalc: Run, tmp_path: Path) -> None:
    scenario = "patch: {measures: {n: {amounts: {2025: 60}}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    shown = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--lang", "en").out
    assert "n: from nothing to 2025: €60\n" in shown


def test_the_table_begins_with_both_natures_together_where_there_are_two(ridcalc: Run, tmp_path: Path) -> None:
    scenario = "without: [n]\npatch: {measures: {p: {amounts: {2024: 8, 2025: null}}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, {**files, "scenarios/c.yaml": scenario})
    blocks = ["2024, both natures together", "2025, both natures together"]
    natures = ["2024, Incidental", "2024, Structural", "2025, Structural"]
    for arguments, wanted in (
        (("none", "b"), [*blocks, *natures]),
        (("none", "b", "--unit", "1"), [*blocks, *natures]),
        (("b", "c", "none"), [*blocks, *natures[:2], "2025, Incidental", natures[2]]),
    ):
        lines = ridcalc("compare", *arguments, "--data", data, "--lang", "en").out.splitlines()
        assert list(dict.fromkeys(line for line in lines if line.startswith("202"))) == wanted


def test_whole_units_subtract_as_shown_also_for_both_natures_together(ridcalc: Run, tmp_path: Path) -> None:
    # a and s have half each: 55,00 + 0,40 becomes 55,00 + 4,60. The structural 0,80 is shown as 1, which a gets; of
    # 9,20 = 9 a gets 5. So a is shown as 55 + 1 = 56 and as 55 + 5 = 60
    measures = SMALL_MEASURES.replace("{2024: PM,", "{2024: 0.80,")
    scenario = "patch: {measures: {p: {amounts: {2024: 9.20}}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": measures, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    shown = ridcalc("compare", "none", "b", "--data", data, "--unit", "1", "--year", "2024", "--lang", "en").out
    rows = [line.split()[1:] for line in shown.splitlines() if line.startswith("  a ")]
    assert rows[0] == ["56", "60", "4"]
    for scenario_id, amount in (("none", "56"), ("b", "60")):
        arguments = ("--unit", "1", "--by", "nature", "--scenario", scenario_id, "--lang", "en")
        own = ridcalc("allocate", "--data", data, *arguments).out
        together = own[own.index("together") :].splitlines()
        assert next(line for line in together if line.startswith("  a ")).split()[1] == amount


def test_per_unit_names_the_reference_year_of_each_scenario_if_they_differ(ridcalc: Run, tmp_path: Path) -> None:
    scenario = (
        "patch: {drivers: {inwoners: {values: {2025: {a: 60, b: 30, c: 20}}}}, measures: {n: {amounts: {2025: 1}}}}"
    )
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, {**files, "scenarios/c.yaml": "without: [m]"})
    same = ridcalc("compare", "none", "c", "--data", data, "--per", "inwoners", "--lang", "en").out
    assert "per inwoner: inwoners of 2024 for 2024, 2025\n" in same
    other = ridcalc("compare", "none", "b", "--data", data, "--per", "inwoners", "--lang", "en").out
    assert "base, per inwoner: inwoners of 2024 for 2025\n" in other
    assert "b, per inwoner: inwoners of 2025 for 2025\n" in other


def test_the_star_stands_at_differences_that_rest_on_an_assumption_and_the_legend_only_with_a_star(
    ridcalc: Run, tmp_path: Path
) -> None:
    measures = SMALL_MEASURES.replace("{2024: 10}}", "{2024: 10}, assumption: a guess}")
    scenario = "patch: {measures: {n: {amounts: {2024: 20}}, p: {amounts: {2025: 8}}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": measures, "scenarios/b.yaml": scenario}
    data = write_folder(tmp_path, files)
    shown = ridcalc("compare", "none", "b", "--data", data, "--year", "2024", "--lang", "en").out
    row = next(line for line in shown.splitlines() if line.startswith("  a "))
    assert row.split() == ["a", "€55.00*", "+", "1", "PM", "€60.00*", "+", "1", "PM", "€5.00*", "€5.00*"]
    assert "Legend" in shown
    assert "Legend" not in ridcalc("compare", "none", "b", "--data", data, "--year", "2025", "--lang", "en").out
    assert "PM posts" not in shown


def test_a_year_without_differences_is_named_once_and_a_nature_in_a_year_with_some_by_itself(
    ridcalc: Run, tmp_path: Path
) -> None:
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": "without: [n]"}
    shown = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--lang", "en").out
    assert "No difference in\n  - 2025\n  - 2024, Structural\n\n" in shown
