"""The examples that come with ridcalc: sound in every scenario, and figures worked out by hand."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from builders import ROOT, Run
from engines import assert_live
from ridcalc.commands.init import example_names

EXAMPLES = ROOT / "src" / "ridcalc" / "examples"

SCENARIOS = [
    (name, scenario)
    for name in example_names()
    for scenario in ("none", *sorted(path.stem for path in (EXAMPLES / name / "scenarios").iterdir()))
]

EXPLAINED = {
    "ict": {("vat-unknown", "aansluitingen-inlog")},
    "omgevingsdienst": set(),
    "veiligheidsregio": {
        ("long-incidental", "harmonisatie"),
        ("long-incidental", "harmonisatie-reserve"),
        ("horizon", "years"),
        ("iv3-year-unknown", "years"),
        ("uncovered", "aarwijk"),
    },
}
"""The warnings of each example, by code and measure."""


def result(ridcalc: Run, name: str, *arguments: str) -> dict[str, Any]:
    """Return the allocation of an example as JSON."""
    outcome = ridcalc("allocate", "--format", "json", "--data", EXAMPLES / name, *arguments)
    assert outcome.status == 0
    loaded = json.loads(outcome.out)
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize(("name", "scenario"), SCENARIOS)
def test_every_scenario_is_divided_to_the_last_cent_and_meets_its_published_figures(
    name: str, scenario: str, ridcalc: Run
) -> None:
    found = result(ridcalc, name, "--scenario", scenario)
    assert {row["status"] for row in found["controls"]} <= {"met"}
    tops = {row["id"] for row in found["participants"] if row["parent"] is None}
    for whole in found["grand_totals"]:
        parts = [
            Fraction(row["amount"])
            for row in found["totals"]
            if row["participant"] in tops and (row["year"], row["nature"]) == (whole["year"], whole["nature"])
        ]
        assert sum(parts) == Fraction(whole["amount"])


@pytest.mark.parametrize("name", example_names())
def test_every_warning_is_explained_in_a_comment(name: str, ridcalc: Run) -> None:
    checked = json.loads(ridcalc("check", "--data", EXAMPLES / name, "--format", "json").out)
    assert checked["problems"] == []
    found = set()
    for warning in checked["warnings"]:
        lines = Path(warning["file"]).read_text(encoding="utf-8").splitlines()
        measure = next(line for line in reversed(lines[: warning["line"]]) if line.startswith("  ") and line[2] != " ")
        found.add((warning["code"], measure.strip().partition(":")[0]))
        assert any(warning["code"] in line for line in lines if line.lstrip().startswith("#"))
    assert found == EXPLAINED[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", example_names())
def test_every_command_in_a_comment_works(
    name: str, ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = [path.read_text(encoding="utf-8") for path in (EXAMPLES / name).rglob("*.yaml")]
    commands = [command for text in texts for command in re.findall(r"^#   ridcalc (.+)$", text, re.MULTILINE)]
    assert len(commands) >= 5
    for command in commands:
        outcome = ridcalc(*command.split(), "--data", EXAMPLES / name)
        assert (outcome.status, "error" in outcome.err) == (0, False), command


@pytest.mark.parametrize("name", example_names())
def test_an_example_has_the_size_of_a_real_budget_and_says_that_it_is_invented(name: str, ridcalc: Run) -> None:
    measures = {line["measure"] for line in result(ridcalc, name, "--set", "budget.rounding.level=measure")["lines"]}
    assert 20 <= len(measures) <= 60
    for file in ("keys.yaml", "measures.yaml"):
        head = (EXAMPLES / name / file).read_text(encoding="utf-8").splitlines()[:4]
        assert "verzonnen" in " ".join(head)


def exact(found: dict[str, Any], measure: str | None, key: str, period: str, participant: str) -> Fraction:
    """Return the unrounded amount of one line."""
    wanted = (measure, key, period, participant)
    (line,) = [
        line for line in found["lines"] if (line["measure"], line["key"], line["period"], line["participant"]) == wanted
    ]
    return Fraction(line["exact"])


def test_the_safety_region_grows_from_the_historical_key_to_inhabitants(ridcalc: Run) -> None:
    found = result(ridcalc, "veiligheidsregio")
    # Bremdam has 5.2% of the historical key, and 18,530 of the 400,000 inhabitants in 2024:
    # in 2026 three quarters of the one and a quarter of the other, 3.9% + 1.158125% of 13,200,000.
    assert exact(found, "brandweer-beroeps", "ingroei", "2026", "bremdam") == Fraction("667672.5")
    # 13,200,000 × 1.025 = 13,530,000, × 1.025 = 13,868,250, × 1.025 = 14,214,956 in whole euros;
    # 18,450 of the 404,000 inhabitants in 2026 from 2029 on, where no later count exists.
    assert exact(found, "brandweer-beroeps", "ingroei", "2029", "bremdam") == Fraction(14_214_956 * 18_450, 404_000)
    # A tenth of the equal 20%, and 80% by inhabitants: 2% + 3.706% of 860,000.
    assert exact(found, "crisisorganisatie", "crisis", "2026", "bremdam") == Fraction("49071.6")


def test_the_environmental_service_divides_by_hours_that_change_during_the_year(ridcalc: Run) -> None:
    found = result(ridcalc, "omgevingsdienst")
    # 600 of 9,000 hours of 720,000.
    assert exact(found, "vergunningen", "vergunningen", "2026", "heidelo") == 48_000
    # Elzenhorst joins in July: 1,200 of then 7,200 hours of 288,000.
    assert exact(found, "bouwtoezicht", "bouw", "2026-H2", "elzenhorst") == 48_000
    assert not [
        line
        for line in found["lines"]
        if line["period"] == "2026-H1" and line["measure"] == "bouwtoezicht" and line["participant"] == "elzenhorst"
    ]
    # Overhead by all hours: Heidelo has 600 + 350 + 900 + 700 + 240 + 150 + 100 + 50 + 200 = 3,290 of 42,000.
    assert exact(found, "directie", "overhead", "2026-H1", "heidelo") == Fraction(310_000 * 3_290, 42_000)


def test_the_ict_goes_from_pools_to_services_to_municipalities_and_on_to_members(ridcalc: Run) -> None:
    found = result(ridcalc, "ict")
    # Pool beheer, 640,000 + 120,000 + 40,000. Maasoord: 30% of 560/2,000 workplaces, 40% of hosting (60% of 80/300 and
    # 40% of 30/100), 20% of 3,600/12,000 calls, 10% of security (20% of 1/5 and 80% of 55/200):
    # 8.4% + 11.2% + 6% + 2.6% = 28.2% of 800,000.
    assert exact(found, None, "beheer", "2026", "maasoord") == 225_600
    # Workplaces, 400,000 + 600,000 - 87,000 = 913,000: De Linde 480 of 2,000, and of that Lindeveld 70% of 180/480
    # and 30% of a half, 41.25% of 219,120.
    lindeveld = [line for line in found["lines"] if line["participant"] == "lindeveld" and line["period"] == "2026"]
    assert Fraction("90387") in [Fraction(line["exact"]) for line in lindeveld]
    # The project, 170,000 + 42,500: Westerlinde 36 of 85, although Lindeveld takes no part.
    assert exact(found, None, "zaaksysteem", "2026", "westerlinde") == 90_000


@pytest.mark.parametrize(
    ("name", "scenario"),
    [
        ("ict", "project"),
        *(pytest.param(*both, marks=pytest.mark.slow) for both in SCENARIOS if both[1] not in {"none", "project"}),
    ],
)
def test_the_workbook_of_an_example_is_live(name: str, scenario: str, ridcalc: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert ridcalc("export", path, "--data", EXAMPLES / name, "--scenario", scenario).status == 0
    assert_live(path)
