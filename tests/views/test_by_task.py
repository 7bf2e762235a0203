"""`allocate --by task`: what each task costs, also where several measures are divided at once."""

import json
from pathlib import Path

from builders import Run, write_folder

KEYS = """\
participants: {a: {}, s: {members: [b, c], key: in}, b: {}, c: {}}
keys: {k: {shares: {a: 50%, s: 50%}}, in: {weights: {b: 1, c: 1}}}
"""
MEASURES = """\
budget: {name: Taken, years: [2024, 2025]}
tasks: {ict: {name: ICT}, jeugd: {name: Jeugdzorg}}
measures:
  m: {nature: structural, key: k, task: ict, amounts: {2024: 100.01, 2025: PM}}
  n: {nature: structural, key: k, task: jeugd, amounts: {2024: 33.33}}
  o: {nature: structural, key: k, amounts: {2024: 10}}
"""


def rows(out: str) -> dict[str, list[str]]:
    """Return the cells of each row of a table, by its label."""
    lines = [line.split("  ") for line in out.splitlines() if "€" in line]
    return {words[0]: [cell.strip() for cell in words[1:] if cell.strip()] for words in lines}


def test_a_row_is_a_task_and_the_rows_add_to_the_total(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    found = rows(ridcalc("allocate", "--data", folder, "--by", "task", "--lang", "en").out)
    assert found["Jeugdzorg"][0] == "€33.33"
    assert found["without a task"][0] == "€10.00"
    assert found["Total"][0] == "€143.34", "100.01 + 33.33 + 10.00"
    assert "1 PM" in ridcalc("allocate", "--data", folder, "--by", "task", "--lang", "en", "--year", "2025").out


def test_a_batch_is_spread_over_the_tasks_of_its_measures(ridcalc: Run, tmp_path: Path) -> None:
    at_once = MEASURES.replace("[2024, 2025]}", "[2024, 2025], rounding: {level: total}}")
    folder = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": at_once})
    options = ("--by", "task", "--lang", "en", "--participant", "a", "--year", "2024")
    found = rows(ridcalc("allocate", "--data", folder, *options).out)
    # a pays half of 143.34, 71.67: of that 100.01/143.34 is 50.005, 33.33/143.34 is 16.665 and 10/143.34 is 5.00
    assert (found["ICT"], found["Jeugdzorg"], found["without a task"]) == (["€50.01"], ["€16.66"], ["€5.00"])


def test_figures_in_whole_units_name_their_task(ridcalc: Run, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    out = ridcalc("allocate", "--data", folder, "--by", "task", "--unit", "10", "--format", "json").out
    cells = {cell["task"]: cell["shown"] for cell in json.loads(out)["table"]["cells"] if cell["year"] == 2024}
    assert cells == {"ict": "100.00", "jeugd": "30.00", "": "10.00", None: "140.00"}
