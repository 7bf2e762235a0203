"""Tables by task: what each task costs, by nature, in file order; measures without a task come last."""

import json
from pathlib import Path

import pytest

from builders import Run, write_folder

pytestmark = pytest.mark.usefixtures("english")

FILES = {
    "keys.yaml": """\
participants: {noord: {}, zuid: {}}
drivers: {inwoners: {values: {2023: {noord: 300, zuid: 200}}}}
keys: {k: {shares: {noord: 60%, zuid: 40%}}}
""",
    "measures.yaml": """\
budget: {years: [2024, 2025], defaults: {key: k, nature: structural}}
tasks: {zorg: {name: Care}, ict: {name: IT}, leeg: {}}
measures:
  beheer: {task: ict, amounts: {2024: 100_400, 2025: 50_000}}
  licenties: {task: ict, amounts: {2024: 50, 2025: PM}}
  piket: {task: ict, amounts: {2025: PM}}
  subsidie: {task: zorg, side: income, amounts: {2024: 2000, 2025: 2000}}
  huur: {amounts: {2024: 500, 2025: 500}}
  project: {task: ict, nature: incidental, amounts: {2024: 7000}}
""",
    "scenarios/krap.yaml": "patch: {tasks: {nieuw: {}}, measures: {beheer: {task: nieuw}}}\n",
}


def rows_of(ridcalc: Run, tmp_path: Path, *options: str) -> list[str]:
    """Return the rows of a table by task, with single spaces."""
    outcome = ridcalc("allocate", "--by", "task", "--data", write_folder(tmp_path, FILES), *options)
    assert outcome.status == 0
    lines = [" ".join(line.split()) for line in outcome.out.splitlines()]
    start = next(number for number, line in enumerate(lines) if line.startswith("Task"))
    end = next(number for number, line in enumerate(lines) if line.startswith("Total ") and line[6] in "€1")
    return [line for line in lines[start : end + 1] if line and "─" not in line]


def test_each_task_is_the_sum_of_its_measures(ridcalc: Run, tmp_path: Path) -> None:
    assert rows_of(ridcalc, tmp_path) == [
        "Task 2024 2025",
        "Incidental",
        "IT €7,000 €0",
        "Total incidental €7,000 €0",
        "Structural",
        "Care -€2,000 -€2,000",
        "IT €100,450 €50,000 + 2 PM",  # 100.400 + 50, and the posts licenties and piket
        "Without a task €500 €500",
        "Total structural €98,950 €48,500 + 2 PM",
        "Total €105,950 €48,500 + 2 PM",
    ]


def test_of_a_participant_the_tasks_have_its_part(ridcalc: Run, tmp_path: Path) -> None:
    rows = rows_of(ridcalc, tmp_path, "--participant", "zuid", "--total")
    assert "IT €40,180 €20,000 + 2 PM €60,180 + 2 PM" in rows  # 40% of 100.450 and of 50.000


def test_in_thousands_the_tasks_add_up_to_their_nature(ridcalc: Run, tmp_path: Path) -> None:
    assert rows_of(ridcalc, tmp_path, "--unit", "1000", "--year", "2024")[-5:] == [
        "Care -2",
        "IT 100",
        "Without a task 1",
        "Total structural 99",
        "Total 106",  # 105.950, of which 7.000 incidental
    ]


def test_percentages_and_amounts_per_unit_stand_beside_the_tasks(ridcalc: Run, tmp_path: Path) -> None:
    rows = rows_of(ridcalc, tmp_path, "--year", "2024", "--share", "--per", "inwoners")
    assert "Care -€2,000 -1.9% -€4.00" in rows  # 2.000 of 105.950, and of 500 inhabitants
    assert "Total €105,950 100.0% €211.90" in rows


def test_the_tasks_are_those_of_the_scenario_that_is_shown(ridcalc: Run, tmp_path: Path) -> None:
    rows = rows_of(ridcalc, tmp_path, "--year", "2024", "--against", "none", "--scenario", "krap")
    assert "nieuw €100,400 €0" in rows
    assert "IT €50 €0" in rows


def test_json_in_whole_units_names_the_tasks(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, FILES)
    out = ridcalc("allocate", "--data", folder, "--by", "task", "--unit", "1000", "--format", "json").out
    cells = {
        (cell["task"], cell["nature"]): (cell["amount"], cell["pm"])
        for cell in json.loads(out)["table"]["cells"]
        if cell["year"] == 2025
    }
    assert cells["ict", "structural"] == ("50000.00", 2)
    assert cells["", "structural"] == ("500.00", 0)
    assert cells[None, "structural"] == ("48500.00", 2)
    assert cells[None, None] == ("48500.00", 2)
