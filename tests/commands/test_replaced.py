"""What a scenario replaces in the base files is listed, and what cannot be read there is a warning."""

import json
from pathlib import Path

from builders import SMALL_KEYS, SMALL_MEASURES, Run, write_folder

FILES = {
    "keys.yaml": SMALL_KEYS,
    "measures.yaml": SMALL_MEASURES,
    "scenarios/a.yaml": """\
patch:
  measures:
    m: {amounts: {2024: 120, 2025: 50}}
    p: {amounts: {2025: null}}
    q: {nature: incidental, key: k, amounts: {2024: 1}}
  budget: {years: [2024, 2025, 2026]}
""",
    "scenarios/b.yaml": """\
base: a
patch: {measures: {m: {amounts: {2024: 130}}, n: null}, drivers: {inwoners: {values: {2024: {a: 60}}}}}
""",
}


def replaced_lines(ridcalc: Run, data: Path, *arguments: str) -> list[str]:
    """Return the lines of `--notes` about what the scenario replaces."""
    shown = ridcalc("allocate", "--data", data, "--notes", "--lang", "en", *arguments).out
    _, _, rest = shown.partition("What the scenario replaces\n")
    return [line.removeprefix("  - ") for line in rest.partition("\n\n")[0].splitlines()]


def test_each_base_value_that_the_chain_replaces_or_removes_has_a_line(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, FILES)
    of_a = [
        "measures.m.amounts.2024: 100 becomes 120",
        "measures.p.amounts.2025: removed",
        "budget.years: 2024, 2025 becomes 2024, 2025, 2026",
    ]
    assert replaced_lines(ridcalc, data, "--scenario", "a") == of_a
    assert replaced_lines(ridcalc, data, "--scenario", "b") == [
        of_a[0].replace("120", "130"),
        *of_a[1:],
        "measures.n: removed",
        "drivers.inwoners.values.2024.a: 50 becomes 60",
    ]
    assert replaced_lines(ridcalc, data, "--scenario", "none") == []


def test_a_year_selects_the_replaced_values_of_that_year_and_of_no_year(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, FILES)
    assert replaced_lines(ridcalc, data, "--scenario", "a", "--year", "2025") == [
        "measures.p.amounts.2025: removed",
        "budget.years: 2024, 2025 becomes 2024, 2025, 2026",
    ]


def test_a_mapping_that_takes_the_place_of_a_text_is_said_without_values(ridcalc: Run, tmp_path: Path) -> None:
    measures = SMALL_MEASURES.replace("{2024: 10}", "10")
    scenario = "patch: {measures: {n: {amounts: {2024: 10}}}}"
    data = write_folder(tmp_path, {**FILES, "measures.yaml": measures, "scenarios/c.yaml": scenario})
    assert replaced_lines(ridcalc, data, "--scenario", "c") == ["measures.n.amounts: replaced"]
    err = ridcalc("allocate", "--data", data, "--scenario", "c", "--lang", "en").err
    assert "replaces this value, which cannot be read: expected a mapping, found" in err


def test_a_base_value_that_cannot_be_read_is_a_warning_if_it_is_replaced(ridcalc: Run, tmp_path: Path) -> None:
    measures = SMALL_MEASURES.replace("{2024: 10}", "{2024: 90000 * 1.0375}")
    data = write_folder(tmp_path, {**FILES, "measures.yaml": measures})
    arguments = ("--data", data, "--scenario", "b", "--lang", "en")
    outcome = ridcalc("allocate", *arguments)
    assert outcome.status == 0
    assert "measures.yaml:4:51: warning[replaced-unread]: scenario 'b' replaces this value, which" in outcome.err
    assert "'90000 * 1.0375' is not a number" in outcome.err
    warnings = json.loads(ridcalc("allocate", *arguments, "--format", "json").out)["warnings"]
    assert "replaced-unread" in [warning["code"] for warning in warnings]
    assert ridcalc("allocate", "--data", data, "--scenario", "a").status == 1, "scenario a leaves the value as it is"


def test_other_mistakes_in_an_entry_whose_value_is_replaced_are_no_warning(ridcalc: Run, tmp_path: Path) -> None:
    # without the patch, m lacks a key; the amount itself can be read
    measures = SMALL_MEASURES.replace(
        "{nature: incidental, key: k, amounts: {2024: 100", "{nature: x, amounts: {2024: 100"
    )
    scenario = "patch: {measures: {m: {key: k, nature: incidental, amounts: {2024: 120}}}}"
    data = write_folder(tmp_path, {**FILES, "measures.yaml": measures, "scenarios/c.yaml": scenario})
    err = ridcalc("allocate", "--data", data, "--scenario", "c", "--lang", "en").err
    assert err.count("warning[replaced-unread]") == 1
    assert "'x'" in err


def test_scenarios_names_what_each_adds_removes_and_changes(ridcalc: Run, tmp_path: Path) -> None:
    many = ", ".join(f"x{number}: {{nature: incidental, key: k, amounts: {{2024: 1}}}}" for number in range(7))
    files = {**FILES, "scenarios/c.yaml": f"patch: {{measures: {{{many}}}}}", "scenarios/d.yaml": "only: []"}
    shown = " ".join(ridcalc("scenarios", "--data", write_folder(tmp_path, files), "--lang", "en").out.split())
    assert "a: adds q, changes 4 values of m, p, budget" in shown
    assert "b: based on a, removes n, changes 2 values of m, drivers.inwoners" in shown
    assert "c: adds x0, x1, x2, x3, x4, + 2" in shown
    assert "d: no measure" in shown


def test_scenarios_begins_with_both_natures_together(ridcalc: Run, tmp_path: Path) -> None:
    # The incidental sums are 100 + 10 = 110 and 50; what is structural is PM
    lines = ridcalc("scenarios", "--data", write_folder(tmp_path, FILES), "--lang", "en").out.splitlines()
    assert lines.index("Incidental and structural together") < lines.index("Incidental") < lines.index("Structural")
    row = next(line for line in lines if line.startswith("  none (default)"))
    assert row.split()[2:] == ["€110", "+", "1", "PM", "€50", "+", "1", "PM", "€0"]
    one = {**FILES, "measures.yaml": SMALL_MEASURES.replace("structural", "incidental"), "scenarios/b.yaml": "base: a"}
    assert "together" not in ridcalc("scenarios", "--data", write_folder(tmp_path / "1", one), "--lang", "en").out
