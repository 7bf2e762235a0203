"""JSON of an allocation: both natures together, amounts per unit, another scenario's amounts, and warnings."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from builders import Run, write_folder

FILES = {
    "keys.yaml": """\
participants: {a: {}, s: {members: [b, c], key: inner}, b: {}, c: {}}
drivers:
  inwoners: {values: {2023: {a: 40, b: 30, c: 0}, 2025: {a: 50, b: 25, c: 1/2}}}
  auto: {values: {2025: {a: 1, b: 1, c: 1}}}
keys:
  k: {weights: {a: 1, s: 1}}
  inner: {weights: {b: 1, c: 2}, assumption: nog niet vastgesteld}
""",
    "measures.yaml": """\
budget: {years: [2024, 2025]}
measures:
  eenmalig: {nature: incidental, key: k, amounts: {2024: 100, 2025: 60}}
  jaarlijks: {nature: structural, key: k, amounts: {2024: 40, 2025: PM}}
""",
    "scenarios/minder.yaml": "patch: {measures: {eenmalig: {amounts: {2024: 90.02}}}}\n",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with a partnership, both natures, a PM post and a driver of two reference years."""
    return write_folder(tmp_path / "data", FILES)


def allocation(ridcalc: Run, data: Path, *arguments: str) -> dict[str, Any]:
    """Return the JSON of `allocate`."""
    outcome = ridcalc("allocate", "--format", "json", "--data", data, *arguments)
    assert outcome.status == 0, outcome.err
    document = json.loads(outcome.out)
    assert isinstance(document, dict)
    return document


def test_net_is_both_natures_together_for_members_partnerships_and_all(ridcalc: Run, data: Path) -> None:
    rows = allocation(ridcalc, data)["net"]
    assert [(row["participant"], row["year"], row["amount"], row["pm"], row["assumed"]) for row in rows] == [
        ("a", 2024, "70.00", 0, False),  # 50 + 20
        ("a", 2025, "30.00", 1, False),
        ("s", 2024, "70.00", 0, False),
        ("s", 2025, "30.00", 1, False),
        ("b", 2024, "23.34", 0, True),  # a third of 50 and of 20: 16.67 + 6.67
        ("b", 2025, "10.00", 1, True),
        ("c", 2024, "46.66", 0, True),
        ("c", 2025, "20.00", 1, True),
        (None, 2024, "140.00", 0, False),
        (None, 2025, "60.00", 1, False),
    ]


def test_per_divides_by_the_units_of_the_reference_year(ridcalc: Run, data: Path) -> None:
    per = allocation(ridcalc, data, "--per", "inwoners")["per"]
    assert per["driver"] == "inwoners"
    columns = "participant", "year", "reference_year", "units", "amount", "pm"
    assert [tuple(row[column] for column in columns) for row in per["rows"]] == [
        ("a", 2024, 2023, "40", "1.75", 0),  # 70 / 40
        ("a", 2025, 2025, "50", "0.60", 1),
        ("s", 2024, 2023, "30", "2.33", 0),  # 70 / (30 + 0)
        ("s", 2025, 2025, "51/2", "1.18", 1),  # 30 / 25.5
        ("b", 2024, 2023, "30", "0.78", 0),
        ("b", 2025, 2025, "25", "0.40", 1),
        ("c", 2024, 2023, "0", None, 0),
        ("c", 2025, 2025, "1/2", "40.00", 1),  # 20 / 0.5
        (None, 2024, 2023, "70", "2.00", 0),  # 140 / (40 + 30)
        (None, 2025, 2025, "151/2", "0.79", 1),  # 60 / 75.5
    ]


def test_against_has_the_other_amount_and_what_is_shown_less_that(ridcalc: Run, data: Path) -> None:
    against = allocation(ridcalc, data, "--against", "minder")["against"]
    assert against["scenario"] == "minder"
    columns = "participant", "amount", "difference", "assumed"
    found = [
        tuple(row[column] for column in columns)
        for row in against["rows"]
        if (row["year"], row["nature"]) == (2024, "incidental")
    ]
    assert found == [
        ("a", "45.01", "4.99", False),  # 50 − 45.01
        ("s", "45.01", "4.99", False),
        ("b", "15.00", "1.67", True),  # 16.67 − 15.00
        ("c", "30.01", "3.32", True),  # 33.33 − 30.01
        (None, "90.02", "9.98", False),
    ]
    same = [row for row in against["rows"] if (row["year"], row["nature"]) != (2024, "incidental")]
    assert {row["difference"] for row in same} == {"0.00"}
    assert len(same) == 5 * 3, "each participant and all together, in each other year and nature"


def test_a_year_that_the_other_scenario_lacks_is_zero_there(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        **FILES,
        "scenarios/kort.yaml": "patch: {budget: {years: [2024]}, measures: {eenmalig: {amounts: {2025: null}}, "
        "jaarlijks: {amounts: {2025: null}}}}\n",
    }
    rows = allocation(ridcalc, write_folder(tmp_path, files), "--against", "kort")["against"]["rows"]
    later = [row for row in rows if (row["participant"], row["year"]) == (None, 2025)]
    assert [(row["nature"], row["amount"], row["difference"]) for row in later] == [
        ("incidental", "0.00", "60.00"),
        ("structural", "0.00", "0.00"),
    ]


def test_what_is_not_asked_is_null(ridcalc: Run, data: Path) -> None:
    document = allocation(ridcalc, data)
    assert document["per"] is None
    assert document["against"] is None


def test_a_filter_narrows_every_row_and_a_participant_leaves_all_together_out(ridcalc: Run, data: Path) -> None:
    asked = ("--per", "inwoners", "--against", "minder", "--year", "2025")
    of_year = allocation(ridcalc, data, *asked)
    of_both = allocation(ridcalc, data, *asked, "--participant", "b")
    for name in ("net", "per", "against"):
        rows, narrowed = (
            document[name] if name == "net" else document[name]["rows"] for document in (of_year, of_both)
        )
        assert {row["year"] for row in rows} == {2025}
        assert {row["participant"] for row in rows} == {"a", "s", "b", "c", None}
        assert narrowed == [row for row in rows if row["participant"] == "b"]


def test_a_driver_without_values_for_a_year_is_a_problem_of_the_option(ridcalc: Run, data: Path) -> None:
    asked = ("allocate", "--format", "json", "--data", data, "--per", "auto", "--lang", "en")
    outcome = ridcalc(*asked)
    assert (outcome.status, outcome.out) == (1, "")
    assert "--per auto: error[no-reference-year]: driver 'auto' has no values for 2024 or earlier" in outcome.err
    assert ridcalc(*asked, "--year", "2025").status == 0, "2024 is not shown"


@pytest.mark.parametrize("option", ["--per", "--against"])
def test_csv_refuses_figures_beside_the_amounts(option: str, ridcalc: Run, data: Path) -> None:
    outcome = ridcalc("allocate", "--format", "csv", "--data", data, option, "minder")
    assert outcome.status == 2
    assert "csv has a row for each line, as it is booked" in outcome.err


def test_a_total_of_the_years_is_in_json_where_there_is_a_unit(ridcalc: Run, data: Path) -> None:
    cells = allocation(ridcalc, data, "--unit", "10", "--total")["table"]["cells"]
    assert {cell["year"] for cell in cells} == {2024, 2025, None}
    assert ridcalc("allocate", "--format", "json", "--data", data, "--total").status == 2


def test_warnings_have_the_fields_of_problems_in_allocate_and_check(ridcalc: Run, data: Path) -> None:
    asked = ("--data", data, "--lang", "en", "--format", "json")
    warnings = json.loads(ridcalc("allocate", *asked).out)["warnings"]
    assert warnings[0] == {
        "file": f"{data}/keys.yaml",
        "line": 1,
        "column": 16,
        "code": "missing-category",
        "message": "these participants have no economic category: a, s, b, c",
        "hint": "a contribution is 4.3.3, a purchase for own use is 3.8; write the category under booking",
    }
    checked = json.loads(ridcalc("check", *asked, "--scenario", "none").out)["warnings"]
    assert checked == warnings


@pytest.mark.usefixtures("shipped")
def test_net_of_the_shipped_case_is_the_sum_of_its_totals(ridcalc: Run) -> None:
    document = json.loads(ridcalc("allocate", "--format", "json").out)
    for row in document["net"]:
        of = document["grand_totals"] if row["participant"] is None else document["totals"]
        amounts = [
            Fraction(total["amount"])
            for total in of
            if (total.get("participant"), total["year"]) == (row["participant"], row["year"])
        ]
        assert Fraction(row["amount"]) == sum(amounts)


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ("{b: PM, s: 3}", [("b", True), ("s", False), ("c", False), ("d", False)]),
        ("{s: PM, a: 3, e: 4}", [("a", False), ("s", True), ("c", True), ("d", True), ("e", False)]),
    ],
)
def test_agreed_parts_stand_in_declared_order_with_those_that_are_pm(
    parts: str, wanted: list[tuple[str, bool]], ridcalc: Run, tmp_path: Path
) -> None:
    files = {
        "keys.yaml": """\
participants: {a: {}, b: {}, s: {members: [c, d], key: inner}, c: {}, d: {}, e: {}}
keys: {inner: {weights: {c: 1, d: 2}}}
""",
        "measures.yaml": f"""\
budget: {{years: [2025]}}
measures:
  afspraak: {{nature: incidental, parts: {{2025-Q3: {parts}}}}}
""",
    }
    lines = allocation(ridcalc, write_folder(tmp_path / "data", files))["lines"]
    assert [(line["participant"], line["pm"]) for line in lines] == wanted
