"""The cycle of the example veiligheidsregio, worked out by hand for one municipality, Aarwijk, and one year, 2027.

Three decisions: the primitive budget, the first amendment and the second. Aarwijk's share of 2027, of what is divided
by `ingroei`: half of the historical 14,6%, and half of its inhabitants of 2025, 61.580 of 402.000:

    1/2 × 0,146 + 1/2 × 61.580/402.000 = 0,073 + 0,07659204 = 0,14959204

The first amendment, structural, in whole euros:

    cao            385.000 × 1,02 (wages) = 392.700; × 0,14959204 = 58.744,79 → 58.745
    energy         −60.000 × 4 of 34 fire stations           = −7.058,82 → −7.059
    national grant −125.000 × 1,02 = −127.500; × 0,14959204  = −19.072,98 → −19.073
    together                                                    32.613, and pandemic preparedness is still PM
    incidental: training centre 75.000, wholly from the executor's reserve: 0

The second amendment:

    pandemic preparedness, structural   240.000 × 61.580/402.000 = 36.764,18 → 36.764
    the control room moves, incidental  300.000 × 0,14959204     = 44.877,61 → 44.878
    together 81.642; the reserve pays the incidental 44.878, the balance of the budget the structural 36.764
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from builders import ROOT, Run

Asked = Callable[..., dict[str, Any]]
"""A function from a command to its JSON."""
EXAMPLE = ROOT / "src" / "ridcalc" / "examples" / "veiligheidsregio"


@pytest.fixture
def found_by(ridcalc: Run) -> Asked:
    """Return a function that gives the JSON of a command about the example."""

    def asked(*arguments: str) -> dict[str, Any]:
        outcome = ridcalc(*arguments, "--data", EXAMPLE, "--format", "json")
        assert outcome.status == 0, outcome.err
        found = json.loads(outcome.out)
        assert isinstance(found, dict)
        return found

    return asked


def of_2027(rows: list[dict[str, Any]], **wanted: str) -> dict[str, Any]:
    """Return the one row of 2027 with these fields."""
    found = [row for row in rows if row["year"] == 2027 and wanted.items() <= row.items()]
    assert len(found) == 1, found
    return found[0]


def test_the_first_amendment_brings_32613_and_a_pm_post(found_by: Asked) -> None:
    [block] = found_by("amend", "--stage", "eerste-wijziging", "--participant", "aarwijk")["blocks"]
    total = of_2027(block["totals"], side="expense")
    assert (total["change"], total["pm_before"], total["pm_after"]) == ("32613.00", 0, 1)
    lines = {row["measure"]: row["change"] for row in block["lines"] if row["year"] == 2027 and row["mark"]}
    assert lines == {
        "w1-cao": "58745.00",
        "w1-energie": "-7059.00",
        "w1-bdur": "-19073.00",
        "w1-oefencentrum": "11219.00",  # 75.000 × 0,14959204 = 11.219,40
        "w1-reserve": "-11219.00",
    }


def test_the_second_amendment_is_covered_from_the_reserve_and_from_the_balance(found_by: Asked) -> None:
    [block] = found_by("amend", "--stage", "tweede-wijziging", "--participant", "aarwijk")["blocks"]
    total = of_2027(block["totals"], side="expense")
    assert (total["change"], total["pm_before"], total["pm_after"]) == ("81642.00", 1, 0)
    assert of_2027(block["programmes"], side="withdrawal")["change"] == "44878.00"
    result = of_2027(block["result"])
    assert (result["operating"], result["reserves"], result["result"]) == ("-81642.00", "44878.00", "-36764.00")
    assert result["uncovered"] == "0.00"
    later = {row["year"]: row["uncovered"] for row in block["result"]}
    assert later[2028] != "0.00", "for 2028 the coverage is still to be decided"
    [report] = [document for document in block["documents"] if document["document"] == "berap2-2026"]
    rows = [(line["side"], line["change"], line["mark"]) for line in report["lines"] if line["year"] == 2027]
    assert rows == [("income", "44878.00", "V"), ("expense", "36764.00", "N"), ("expense", "44878.00", "N")]


def test_the_structural_balance_bears_both_amendments(found_by: Asked) -> None:
    found = found_by("outlook", "--stage", "tweede-wijziging", "--participant", "aarwijk")
    row = of_2027(found["structural"])
    assert row["before"] == "87387.00"  # 120.000 as of the primitive budget, less the 32.613 of the first amendment
    assert (row["contribution"], row["coverage"], row["after"]) == ("36764.00", "0.00", "50623.00")
    assert row["balanced"] is True
    mutations = [one for one in found["mutations"] if (one["year"], one["side"]) == (2027, "expense")]
    assert [(one["row"], one["document"], one["amount"]) for one in mutations] == [
        ("stage", None, "5352426.00"),
        ("document", "berap1-2026", "32613.00"),
        ("document", "berap2-2026", "81642.00"),
        ("total", None, "5466681.00"),  # 5.352.426 + 32.613 + 81.642
    ]
    reserve = of_2027(found["reserves"])
    assert (reserve["opening"], reserve["withdrawn"], reserve["closing"]) == ("250000.00", "44878.00", "205122.00")


def test_the_executor_ends_at_zero(found_by: Asked) -> None:
    [block] = found_by("amend", "--stage", "tweede-wijziging", "--participant", "vrggd")["blocks"]
    assert {row["result"] for row in block["result"]} == {"0.00"}
    assert of_2027(block["totals"], side="income")["change"] == "540000.00"  # 300.000 + 240.000
