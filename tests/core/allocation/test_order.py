"""The order of lines under `level: total`: a batch where its first amount stands, a PM post at its measure."""

import json
from pathlib import Path

from builders import Run, write_folder

FILES = {
    "keys.yaml": "participants: {a: {}}\nkeys: {k: {shares: {a: 1}}, l: {shares: {a: 1}}}\n",
    "measures.yaml": """\
budget: {years: [2024, 2025], rounding: {level: total}}
measures:
  pm-vooraf: {nature: incidental, key: k, amounts: {2024: PM}}
  eerste: {nature: incidental, key: k, amounts: {2024: 10, 2025: PM}}
  ander: {nature: incidental, key: l, amounts: {2024: 3}}
  tweede: {nature: incidental, key: k, amounts: {2024: 20, 2025: 7}}
  pm-achteraf: {nature: incidental, key: l, amounts: {2024: PM}}
""",
}


def test_a_batch_stands_where_its_first_amount_stands_and_pm_at_its_measure(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, FILES)
    lines = json.loads(ridcalc("allocate", "--format", "json", "--data", data).out)["lines"]
    assert [(line["measure"], line["year"], line["key"], line["amount"]) for line in lines] == [
        ("pm-vooraf", 2024, "k", None),
        (None, 2024, "k", "30.00"),  # eerste 10 and tweede 20
        ("eerste", 2025, "k", None),
        (None, 2024, "l", "3.00"),
        (None, 2025, "k", "7.00"),  # tweede; the 2025 of eerste is PM and in no batch
        ("pm-achteraf", 2024, "l", None),
    ]
