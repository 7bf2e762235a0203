"""The case that ships: the figures of the council letter and the report, to the cent."""

import json
from pathlib import Path
from typing import Any

import pytest

from builders import Run


def result(ridcalc: Run, *arguments: str) -> dict[str, Any]:
    """Return what ridcalc says of the shipped data, as JSON."""
    outcome = ridcalc("allocate", "--format", "json", *arguments)
    assert outcome.status == 0, outcome.err
    loaded = json.loads(outcome.out)
    assert isinstance(loaded, dict)
    return loaded


def totals(found: dict[str, Any], year: int, nature: str) -> dict[str, tuple[str, int]]:
    """Return each participant's amount and number of PM posts."""
    rows = [row for row in found["totals"] if (row["year"], row["nature"]) == (year, nature)]
    return {row["participant"]: (row["amount"], row["pm"]) for row in rows}


def grand(found: dict[str, Any], year: int, nature: str) -> tuple[str, int]:
    """Return the amount and number of PM posts of all participants together."""
    (row,) = [row for row in found["grand_totals"] if (row["year"], row["nature"]) == (year, nature)]
    return row["amount"], row["pm"]


@pytest.mark.usefixtures("shipped")
def test_the_letter_s_package_is_410000_of_which_zevenaar_pays_213200(ridcalc: Run) -> None:
    found = result(ridcalc)
    assert found["scenario"]["id"] == "raadsbrief"
    assert grand(found, 2023, "incidental") == ("410000.00", 0)
    assert totals(found, 2023, "incidental") == {
        "zevenaar": ("213200.00", 0),
        "1stroom": ("196800.00", 0),
        "duiven": ("123088.43", 0),
        "westervoort": ("73711.57", 0),
    }


@pytest.mark.usefixtures("shipped")
def test_later_years_and_structural_posts_are_pm_where_nothing_is_known(ridcalc: Run) -> None:
    found = result(ridcalc)
    assert grand(found, 2023, "structural") == ("0.00", 1)
    assert grand(found, 2024, "incidental") == ("50000.00", 1)
    assert grand(found, 2024, "structural") == ("0.00", 1)
    assert grand(found, 2025, "incidental") == ("0.00", 1)
    assert grand(found, 2025, "structural") == ("0.00", 1)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("scenario", ["raadsbrief", "raadsbrief-samenvatting"])
def test_both_readings_meet_the_letter_s_two_figures(ridcalc: Run, scenario: str) -> None:
    controls = {row["id"]: row for row in result(ridcalc, "--scenario", scenario)["controls"]}
    assert controls["raadsbrief-totaal"]["status"] == "met"
    assert controls["raadsbrief-totaal"]["by_construction"] is True
    assert controls["raadsbrief-zevenaar"]["status"] == "met"
    assert controls["raadsbrief-zevenaar"]["difference"] == "200.00"
    assert controls["raadsbrief-zevenaar"]["by_construction"] is False


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("scenario", ["rapport", "none"])
def test_the_whole_report_is_590000_in_2023_and_640000_over_two_years(ridcalc: Run, scenario: str) -> None:
    found = result(ridcalc, "--scenario", scenario)
    assert grand(found, 2023, "incidental") == ("590000.00", 0)
    assert grand(found, 2024, "incidental") == ("50000.00", 1)


@pytest.mark.usefixtures("shipped")
def test_rounded_once_on_the_year_duiven_would_pay_a_cent_more(ridcalc: Run) -> None:
    drifts = {(row["participant"], row["year"]): row for row in result(ridcalc)["drifts"]}
    assert drifts["duiven", 2023] == {
        "participant": "duiven",
        "year": 2023,
        "amount": "123088.43",
        "otherwise": "123088.44",
    }
    assert drifts["westervoort", 2023]["otherwise"] == "73711.56"
    assert ("zevenaar", 2023) not in drifts
    once = result(ridcalc, "--set", "budget.rounding.level=total")
    assert totals(once, 2023, "incidental")["duiven"] == ("123088.44", 0)


@pytest.mark.usefixtures("shipped")
def test_a_line_tells_its_share_key_and_exact_value(ridcalc: Run) -> None:
    lines = {(row["measure"], row["participant"], row["period"]): row for row in result(ridcalc)["lines"]}
    assert lines["i-strategie", "zevenaar", "2023-Q1"] == {
        "measure": "i-strategie",
        "nature": "incidental",
        "side": "expense",
        "period": "2023-Q1",
        "year": 2023,
        "participant": "zevenaar",
        "amount": "15600.00",
        "exact": "15600",
        "pm": False,
        "key": "rid",
        "share": "13/25",
        "assumed": True,
        "task": "ict",
        "version": None,
        "steps": [],
    }
    inner = lines["tijdelijke-inhuur", "duiven", "2023"]
    assert (inner["key"], inner["share"], inner["assumed"]) == ("1stroom", "8351/13352", True)
    assert lines["tijdelijke-inhuur", "1stroom", "2023"]["assumed"] is False
    assert ("cloudstrategie", "zevenaar", "2023-Q1") not in lines


@pytest.mark.usefixtures("shipped")
def test_every_post_of_the_report_is_there_with_its_source(ridcalc: Run) -> None:
    found = result(ridcalc, "--scenario", "none")
    assert list(dict.fromkeys(row["measure"] for row in found["lines"])) == [
        "i-strategie",
        "cloudstrategie",
        "ingehuurd-personeel",
        "tijdelijke-inhuur",
        "structureel-personeel",
        "volwassenheid-opstellen",
        "volwassenheid-uitvoeren",
        "programmamanager",
    ]


def test_check_is_content_with_what_ships(ridcalc: Run, shipped: Path) -> None:
    outcome = ridcalc("check", "--data", shipped, "--lang", "nl")
    assert outcome.status == 0
    assert outcome.out.count("✓") == 4
