"""Surcharges and controls that name a measure of another scenario: the measure counts as not there."""

from pathlib import Path

import pytest

from builders import Run, write_folder

pytestmark = pytest.mark.usefixtures("english")

FILES = {
    "keys.yaml": "participants: {noord: {}, zuid: {}}\nkeys: {half: {shares: {noord: 50%, zuid: 50%}}}\n",
    "measures.yaml": """\
budget: {years: [2024], defaults: {key: half, nature: structural}}
measures:
  staf: {amounts: {2024: 100}}
  huur: {amounts: {2024: 40}}
  overhead: {surcharge: {rate: 10%, of: [staf, huur, piket]}}
controls:
  brief: {year: 2024, measure: piket, amount: 1000}
""",
    "scenarios/ruim.yaml": "patch: {measures: {piket: {amounts: {2024: 1000}}}}\n",
    "scenarios/krap.yaml": "patch: {measures: {huur: null}}\n",
}


def total_of(scenario: str, ridcalc: Run, data: Path) -> str:
    """Return the total and the published figure that a scenario shows, each on a line."""
    outcome = ridcalc("allocate", "--scenario", scenario, "--data", data)
    assert outcome.status == 0
    return "\n".join(
        " ".join(line.split()) for line in outcome.out.splitlines() if line.startswith(("Total", "✓", "✗"))
    )


def test_a_measure_that_another_scenario_adds_counts_as_not_there(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, FILES)
    # 100 + 40 + 10% of 140
    assert total_of("none", ridcalc, data).startswith("Total €154\n✗ brief (2024): €1,000 published, €0 calculated")
    # 100 + 40 + 1000 + 10% of 1140
    assert total_of("ruim", ridcalc, data) == ("Total €1,254\n✓ 1 published figure is met")


def test_a_measure_that_the_scenario_removes_counts_as_not_there(ridcalc: Run, tmp_path: Path) -> None:
    # 100 + 10% of 100
    assert total_of("krap", ridcalc, write_folder(tmp_path, FILES)).startswith("Total €110\n")


@pytest.mark.parametrize("command", [("allocate",), ("check",), ("explain", "noord"), ("compare", "none", "ruim")])
def test_a_measure_that_nothing_defines_is_unknown_to_every_command(
    command: tuple[str, ...], ridcalc: Run, tmp_path: Path
) -> None:
    wrong = FILES["measures.yaml"].replace("piket", "pikett")
    outcome = ridcalc(*command, "--data", write_folder(tmp_path, FILES | {"measures.yaml": wrong}))
    assert outcome.status == 1
    assert outcome.err.count("error[unknown-measure]") == 2
    assert "names measure 'pikett', which is neither in measures.yaml nor in a scenario" in outcome.err
    assert "did you mean 'piket'?" in outcome.err


def test_a_scenario_that_only_removes_a_measure_does_not_define_it(ridcalc: Run, tmp_path: Path) -> None:
    removed = {"scenarios/ruim.yaml": "patch: {measures: {piket: null}}\n"}
    outcome = ridcalc("allocate", "--data", write_folder(tmp_path, FILES | removed))
    assert outcome.err.count("error[unknown-measure]") == 2


def test_a_scenario_that_cannot_be_read_is_the_one_problem(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, FILES | {"scenarios/ruim.yaml": "patch: {\n"})
    outcome = ridcalc("allocate", "--data", data)
    assert outcome.status == 1
    assert outcome.err.count("error[") == 1
    assert "ruim.yaml:1:8: error[yaml-syntax]" in outcome.err


def test_a_scenario_that_cannot_be_read_is_no_matter_to_others_without_such_a_reference(
    ridcalc: Run, tmp_path: Path
) -> None:
    measures = FILES["measures.yaml"].replace(", piket", "").replace("measure: piket", "measure: staf")
    data = write_folder(tmp_path, FILES | {"measures.yaml": measures, "scenarios/ruim.yaml": "patch: {\n"})
    assert total_of("none", ridcalc, data).startswith("Total €154\n")


def test_a_scenario_takes_and_leaves_only_measures_that_it_has(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, FILES | {"scenarios/krap.yaml": "only: [staf, piket]\n"})
    outcome = ridcalc("allocate", "--scenario", "krap", "--data", data)
    assert "krap.yaml:1:14: error[unknown-measure]" in outcome.err
