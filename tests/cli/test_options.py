"""The options of allocate: each with each format shows what it asks for, or is refused with the reason."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from builders import Run, write_folder

FILES = {
    "keys.yaml": """\
participants:
  noord: {name: Noord}
  samen: {name: Samen, members: [oost, west], key: binnen}
  oost: {name: Oost}
  west: {name: West}
  zuid: {name: Zuid}
drivers:
  inwoners: {name: Inwoners, values: {2023: {noord: 40000, samen: 40000, oost: 25000, west: 15000, zuid: 5000}}}
  werkplekken: {name: Werkplekken, values: {2023: {noord: 400, oost: 250, west: 150}}}
keys:
  dienst: {shares: {noord: 60%, samen: 40%}}
  binnen: {driver: inwoners, among: [oost, west]}
""",
    "measures.yaml": """\
budget: {years: [2024, 2025]}
measures:
  inhuur: {name: Inhuur, nature: incidental, key: dienst, amounts: {2024: 100000}}
  subsidie: {name: Subsidie, nature: incidental, side: income, key: dienst, amounts: {2024: 40000}}
  beheer: {name: Beheer, nature: structural, key: dienst, amounts: {2024: 20000, 2025: 20000}, assumption: Geschat.}
""",
    "scenarios/krap.yaml": "name: Krap\npatch: {measures: {inhuur: {amounts: {2024: 50000}}}}",
}
"""Zuid pays nothing. In 2024 Noord pays 60% of 100.000 - 40.000 + 20.000."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with both natures, both sides, a partnership, a participant that pays nothing and a scenario."""
    return write_folder(tmp_path / "data", FILES)


class Case(NamedTuple):
    """An option with its value, and what is expected of tables, JSON and CSV.

    A text is shown by the option; after `-` it is no longer shown, after `=` it is shown anyway, and after `!` it is
    the reason of a refusal.
    """

    options: str
    tables: str
    json: str
    csv: str


ODD = "--set measures.subsidie.amounts.2024=40000.01"
"""An income of which 60% is no whole number of cents."""
NO_TABLE = "!this is for tables"
NO_UNIT = "!json has this only with --unit"
BOOKED = "!csv has a row for each line, as it is booked"
NO_CSV = "!this is for csv"
CASES = (
    Case("--scenario krap", "€ 18.000", '"id": "krap"', "noord,30000.00"),
    Case("--set measures.inhuur.amounts.2024=50000", "€ 18.000", '"set": ["measures.inhuur', "noord,30000.00"),
    Case("--by nature", "Structureel", NO_UNIT, BOOKED),
    Case("--by measure", "Totaal incidenteel", NO_UNIT, BOOKED),
    Case("--by period", "2024, heel jaar", NO_UNIT, BOOKED),
    Case("--by task", "Zonder taak", NO_UNIT, BOOKED),
    Case("--matrix", "Totaal 2024", NO_UNIT, BOOKED),
    Case("--depth top", "-Oost", NO_TABLE, BOOKED),
    Case("--depth leaf", "-Samen", NO_TABLE, BOOKED),
    Case("--sides", "Incidenteel, baten", NO_TABLE, BOOKED),
    Case("--year 2025", "-€ 48.000", '-"year": 2024', "-,2024,"),
    Case("--participant west", "-Noord", '-"participant": "noord"', "-,noord,"),
    Case("--total", "Alle jaren", NO_UNIT, BOOKED),
    Case("--share", "2024 %", NO_TABLE, BOOKED),
    Case("--per inwoners", "2024 per inwoner", '"driver": "inwoners"', BOOKED),
    Case("--against krap", "2024 min krap", '"against": {"scenario": "krap"', BOOKED),
    Case("--unit 1000", "x € 1.000", '"unit": "1000"', BOOKED),
    Case("--zeros", "Zuid", NO_TABLE, BOOKED),
    Case("--notes", "Geschat.", NO_TABLE, BOOKED),
    Case("--lang en", "of which incidental", "these participants have no economic category", "=noord,60000.00"),
    Case("--csv-dialect nl", NO_CSV, NO_CSV, "noord;60000,00"),
    Case(f"--csv-harmless {ODD}", NO_CSV, NO_CSV, "noord,-24000.01,'-12000003/500"),
    Case(f"--csv-exact --csv-dialect nl {ODD}", NO_CSV, NO_CSV, "noord;-24000,01;-12000003/500"),
)
"""Each option of `allocate` that says what is shown, but for --width."""
ELSEWHERE = {"--data", "--width", "--format", "--output", "--force", "--help"}


def asks(case: Case, form: str) -> str:
    """Return what a case expects of a format."""
    return {"json": case.json, "csv": case.csv}.get(form, case.tables)


@pytest.mark.parametrize("form", ["table", "markdown", "sentences", "json", "csv"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.options)
def test_an_option_is_shown_by_a_format_or_refused_with_the_reason(
    case: Case, form: str, ridcalc: Run, data: Path
) -> None:
    expected = asks(case, form)
    plain = ridcalc("allocate", "--data", data, "--format", form).out
    outcome = ridcalc("allocate", "--data", data, "--format", form, *case.options.split())
    if expected.startswith("!"):
        assert (outcome.status, outcome.out) == (2, "")
        option = "--csv-(dialect|harmless)" if case.options.startswith("--csv") else case.options.split()[0]
        assert re.search(f"Invalid value for {option}: {re.escape(expected[1:])}", outcome.err)
        return
    assert outcome.status == 0, outcome.err
    was, now = (expected.lstrip("-=") in " ".join(shown.split()) for shown in (plain, outcome.out))
    assert (was, now) == {"-": (True, False), "=": (True, True)}.get(expected[0], (False, True))


def test_the_cases_are_all_options_of_allocate(ridcalc: Run) -> None:
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", ridcalc("allocate", "--help").out, re.MULTILINE))
    options |= set(re.findall(r" / (--[a-z-]+)", ridcalc("allocate", "--help").out))
    assert {case.options.split()[0] for case in CASES} == options - ELSEWHERE


@pytest.mark.parametrize("form", ["markdown", "sentences", "json", "csv"])
def test_a_width_is_for_tables_alone(form: str, ridcalc: Run, data: Path) -> None:
    narrow = ridcalc("allocate", "--data", data, "--width", "40")
    assert max(map(len, narrow.out.splitlines())) <= 40
    outcome = ridcalc("allocate", "--data", data, "--width", "40", "--format", form)
    assert outcome.status == 2
    assert "Invalid value for --width: " in outcome.err


def test_json_in_whole_units_has_the_figures_that_are_asked_for(ridcalc: Run, data: Path) -> None:
    command = ("allocate", "--data", data, "--format", "json", "--unit", "1000")
    plain = json.loads(ridcalc(*command).out)["table"]["cells"]
    asked: dict[str, dict[str, object]] = {
        "--by nature": {"participant": "oost", "year": 2024, "nature": "structural"},
        "--by measure": {"measure": "inhuur"},
        "--by period": {"period": "2024"},
        "--matrix": {"participant": "oost", "measure": "inhuur"},
        "--total": {"participant": "oost", "year": None},
    }
    for options, wanted in asked.items():
        cells = json.loads(ridcalc(*command, *options.split()).out)["table"]["cells"]
        has, had = (any(wanted.items() <= cell.items() for cell in found) for found in (cells, plain))
        assert (has, had) == (True, False), options


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        ("--participant zuid", 1, "error[nothing-selected]: er is geen bedrag en geen PM-post voor zuid"),
        ("--participant nergens", 1, "error[unknown-participant]"),
        ("--year 1999", 1, "1999: error[year-outside-budget]"),
        ("--per inwoner", 1, "bedoelt u 'inwoners'?"),
        ("--per werkplekken --zeros", 1, "--per werkplekken: error[missing-driver-value]"),
        ("--per werkplekken --zeros", 1, "als de waarde nul is uitleg:"),  # there is no among here
        ("--against krap --scenario krap", 1, "--against krap: error[against-itself]"),
        ("--against none", 1, "--against none: error[against-itself]"),
        ("--against krapp", 1, "bedoelt u 'krap'?"),
        ("--unit 1500", 1, "error["),
        ("--by measure --set budget.rounding.level=total", 1, "--by measure: error[level-total]"),
        ("--matrix --set budget.rounding.level=total", 1, "--matrix: error[level-total]"),
        ("--width 10", 2, "a table takes at least 40 columns"),
        ("--matrix --by measure", 2, "a matrix has measures as rows; leave --by out"),
        ("--sides --by measure", 2, "this does not go with --by measure"),
        ("--depth top --by task", 2, "this does not go with --by task"),
        ("--by task --set budget.rounding.level=total", 1, "--by task: error[level-total]"),
        ("--sides --by participant", 2, "this does not go with --by participant"),
        ("--sides --matrix", 2, "this does not go with --matrix"),
        ("--depth top --by measure", 2, "this does not go with --by measure"),
        ("--share --matrix", 2, "this does not go with --matrix"),
        ("--per inwoners --by period", 2, "this does not go with --by period"),
        ("--total --matrix", 2, "this does not go with --matrix"),
        ("--against krap --by period", 2, "this does not go with --by period"),
    ],
)
def test_what_cannot_be_shown_gets_a_message(options: str, status: int, message: str, ridcalc: Run, data: Path) -> None:
    outcome = ridcalc("allocate", "--data", data, *options.split())
    assert (outcome.status, outcome.out) == (status, "")
    assert message in " ".join(outcome.err.split())


def test_zeros_are_shown_on_request_also_where_the_filter_selects_no_amount(ridcalc: Run, data: Path) -> None:
    rows = [
        line.split()
        for line in ridcalc("allocate", "--data", data, "--participant", "zuid", "--zeros").out.splitlines()
    ]
    assert ["Zuid", "€", "0", "€", "0"] in rows
