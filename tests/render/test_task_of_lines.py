"""The task of each line, in JSON and CSV."""

import csv
import io
import json
from pathlib import Path

from builders import Run, write_folder

FILES = {
    "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {shares: {a: 50%, b: 50%}}}\n",
    "measures.yaml": """\
budget: {years: [2024], defaults: {key: k, nature: structural, task: ict}}
tasks: {ict: {name: ICT}, zorg: {name: Zorg}}
measures:
  beheer: {amounts: {2024: 100}}
  wijkteam: {task: zorg, amounts: {2024: PM}}
  afspraak: {parts: {2024: {a: 5}}}
  overhead: {surcharge: {rate: 10%, of: {task: ict}}}
""",
}
TASKS = {"beheer": "ict", "wijkteam": "zorg", "afspraak": "ict", "overhead": "ict"}


def test_each_line_names_the_task_of_its_measure_or_that_of_the_defaults(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, FILES)
    lines = json.loads(ridcalc("allocate", "--data", data, "--format", "json").out)["lines"]
    assert {line["measure"]: line["task"] for line in lines} == TASKS
    rows = list(csv.DictReader(io.StringIO(ridcalc("allocate", "--data", data, "--format", "csv").out)))
    assert {row["measure"]: row["task"] for row in rows} == TASKS
    assert [row["participant_name"] for row in rows] == [line["participant"] for line in lines]
    # 10% of 100 + 5, half of which is 5,25
    assert [(row["amount"], row["measure_name"]) for row in rows if row["measure"] == "overhead"] == [
        ("5.25", "overhead"),
        ("5.25", "overhead"),
    ]


def test_without_a_task_and_in_a_batch_there_is_none(ridcalc: Run, tmp_path: Path) -> None:
    without = FILES["measures.yaml"].replace(", task: ict}", "}")
    data = write_folder(tmp_path / "without", FILES | {"measures.yaml": without})
    lines = json.loads(ridcalc("allocate", "--data", data, "--format", "json").out)["lines"]
    assert {line["measure"]: line["task"] for line in lines} == {"beheer": None, "wijkteam": "zorg", "afspraak": None}
    batches = FILES["measures.yaml"].replace("years: [2024]", "years: [2024], rounding: {level: total}")
    data = write_folder(tmp_path / "batches", FILES | {"measures.yaml": batches})
    rows = list(csv.DictReader(io.StringIO(ridcalc("allocate", "--data", data, "--format", "csv").out)))
    assert {row["measure"]: row["task"] for row in rows} == {"": "", "wijkteam": "zorg", "afspraak": "ict"}
