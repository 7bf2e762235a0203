"""`ridcalc benchmark`: what an inhabitant pays, beside other figures."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import CASES, GOLDEN, Run

DATED = CASES / "dated"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_has_a_row_for_each_book_year(
    language: str, ridcalc: Run, golden: Callable[[Path, str], None]
) -> None:
    shown = ridcalc("benchmark", "ict", "--data", DATED, "--prices-of", "2022", "--lang", language)
    golden(GOLDEN / f"benchmark.{language}.txt", shown.out)


def test_csv_has_a_row_for_each_book_year(ridcalc: Run) -> None:
    lines = ridcalc("benchmark", "--data", DATED, "--format", "csv").out.splitlines()
    assert lines[0] == "benchmark,year,own,package,own_with_package,national,class,indexed,difference,package_pm"
    assert lines[2] == "ict,2020,88.00,5.00,93.00,93.00,88.00,90.20,0.00,0"
    assert lines[6] == "ict,2025,,0.00,,,,,,1", "known is nothing, and one post is PM"


def test_years_to_which_the_index_does_not_lead_are_left_out_and_named(ridcalc: Run) -> None:
    options = ["--set", "indices.cpi.values.2004=null", "--prices-of", "2022", "--lang", "en"]
    assert "no way from 2004 to these prices" in ridcalc("benchmark", "--data", DATED, *options).out


def test_check_warns_about_benchmarks_once(ridcalc: Run) -> None:
    assert ridcalc("check", "--data", DATED).err.count("warning[benchmark-years-differ]") == 1


@pytest.mark.usefixtures("shipped")
def test_the_case_that_ships_has_the_figures_of_the_report(ridcalc: Run) -> None:
    (found,) = json.loads(ridcalc("benchmark", "--format", "json").out)["benchmarks"]
    rows = {row["year"]: row for row in found["rows"]}
    assert (rows[2004]["national"], rows[2021]["national"]) == ("70.00", "95.00")
    assert (rows[2020]["own"], rows[2020]["class"], rows[2020]["own_with_package"]) == ("88.00", "88.00", "92.87")
    assert (rows[2023]["package"], rows[2023]["package_pm"]) == ("4.87", 1)
    each = {row["participant"]: row["amount"] for row in found["participants"]}
    assert each == {"zevenaar": "4.83", "1stroom": "4.91", "duiven": "4.91", "westervoort": "4.91", None: "4.87"}


@pytest.mark.usefixtures("shipped")
def test_what_the_report_does_not_settle_is_said_as_an_assumption(ridcalc: Run) -> None:
    assert "aanname: Het rapport zegt" in ridcalc("benchmark").out
