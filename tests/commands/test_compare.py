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
    assert "per unit of inwoners" in per.out


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
    a, b, difference, *parts = [Fraction(word.replace("€", "")) for word in row.split()[1:]]
    assert b - a == difference == sum(parts)
    assert any(line.strip() == "c" for line in shown.splitlines()), "who has no units stays visible"


def test_other_currencies_cannot_be_compared(ridcalc: Run, tmp_path: Path) -> None:
    scenario = "patch: {budget: {currency: USD}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES, "scenarios/b.yaml": scenario}
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files))
    assert outcome.status == 1
    assert "error[currencies-differ]: 'none' is in EUR, 'b' in USD" in outcome.err


def test_another_batch_is_a_change_of_rounding(ridcalc: Run, tmp_path: Path) -> None:
    measures = (
        SMALL_MEASURES.replace("years", "rounding: {level: total}, years") + "pc_documents: {vgr: {year: 2024}}\n"
    )
    scenario = "patch: {measures: {m: {pc_document: {2024: vgr}}, n: {side: income}}}"
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": measures, "scenarios/b.yaml": scenario}
    shown = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--lang", "en").out
    assert "m: another P&C document, and so another batch" in shown
    assert "n: from expense to income" in shown
