"""CSV that needs nothing beside it: names, which rows to add up, decimal shares and versions of keys."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest

from builders import ROOT, Run, write_folder
from effort import one_of
from ridcalc.commands.init import example_names

FOLDERS = [ROOT / "data", *(ROOT / "src" / "ridcalc" / "examples" / name for name in example_names())]

SCENARIOS = [
    (folder, scenario)
    for folder in FOLDERS
    for scenario in ("none", *sorted(path.stem for path in (folder / "scenarios").iterdir()))
]

ADDED_BY_ITSELF = {
    "keys.yaml": """\
participants:
  stad: {name: Stad}
  samen: {name: Samen, members: [dorp, veen], key: binnen}
  dorp: {name: Dorp}
  veen: {name: Veen}
keys:
  buiten: {name: Buiten, shares: {stad: 80%, samen: 20%}}
  binnen: {shares: {dorp: 50%, veen: 50%}}
  direct: {shares: {stad: 50%, dorp: 50%}}
""",
    "measures.yaml": """\
budget: {years: [2025], executor: {id: dienst}}
measures:
  loon: {name: Loonkosten, nature: incidental, key: buiten, amounts: {2025: 1000.01}}
  eigen: {nature: incidental, key: direct, amounts: {2025: 100}}
""",
}
"""A partnership that one key names, and one of whose members another key names."""


def rows_of(ridcalc: Run, *arguments: str | Path, separator: str = ",") -> list[dict[str, str]]:
    """Return the rows of the CSV of `allocate`."""
    outcome = ridcalc("allocate", "--format", "csv", *arguments)
    assert outcome.status == 0, outcome.err
    return list(csv.DictReader(io.StringIO(outcome.out), delimiter=separator, strict=True))


def pivot(rows: Iterable[dict[str, str]], *columns: str) -> dict[tuple[str, ...], Fraction]:
    """Return the sum of `amount` of the leaf rows for each combination of values in the columns, as a pivot does."""
    sums: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
    for row in rows:
        if row["leaf"] == "true":
            sums[tuple(row[column] for column in columns)] += Fraction(row["amount"] or 0)
    return dict(sums)


def test_leaf_rows_add_to_the_cost_and_have_names(ridcalc: Run, tmp_path: Path) -> None:
    rows = rows_of(ridcalc, "--data", write_folder(tmp_path, ADDED_BY_ITSELF))
    assert sum(Fraction(row["amount"]) for row in rows) == Fraction("1300.01"), "the partnership and its members"
    assert pivot(rows) == {(): Fraction("1100.01")}, "1000.01 + 100"
    assert pivot(rows, "participant_name") == {
        ("Stad",): Fraction("850.01"),
        ("Dorp",): Fraction("150.00"),
        ("Veen",): Fraction("100.00"),
    }
    assert {(row["participant"], row["parent"], row["leaf"]) for row in rows} == {
        ("stad", "", "true"),
        ("samen", "", "false"),
        ("dorp", "samen", "true"),
        ("veen", "samen", "true"),
    }
    assert {(row["measure_name"], row["key"], row["key_name"]) for row in rows} == {
        ("Loonkosten", "buiten", "Buiten"),
        ("Loonkosten", "binnen", "binnen"),
        ("eigen", "direct", "direct"),
    }
    assert {row["task"] for row in rows} == {""}


@pytest.mark.parametrize("example", one_of(4, SCENARIOS), ids=lambda example: f"{example[0].name}-{example[1]}")
def test_a_pivot_over_the_leaf_rows_is_the_cost(example: tuple[Path, str], ridcalc: Run) -> None:
    folder, scenario = example
    asked = ("--data", folder, "--scenario", scenario)
    document = json.loads(ridcalc("allocate", "--format", "json", *asked).out)
    cost = {
        (str(row["year"]), row["nature"]): Fraction(row["amount"])
        for row in document["grand_totals"]
        if Fraction(row["amount"])
    }
    found = pivot(rows_of(ridcalc, *asked), "year", "nature")
    assert {group: amount for group, amount in found.items() if amount} == cost
    of_participants = pivot(rows_of(ridcalc, *asked), "participant_name", "year", "nature")
    names = {row["id"]: row["name"] for row in document["participants"] if row["leaf"]}
    for row in document["totals"]:
        if row["participant"] in names:
            group = names[row["participant"]], str(row["year"]), row["nature"]
            assert of_participants.get(group, 0) == Fraction(row["amount"])


def test_a_decimal_share_has_twelve_decimals_and_halves_go_up(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": """\
participants: {a: {}, b: {}, c: {}}
keys:
  thirds: {shares: {a: 1/3, b: 2/3, c: 0}}
  half-a-unit: {weights: {a: 1, b: 1_999_999_999_999}}
""",
        "measures.yaml": """\
budget: {years: [2025]}
measures:
  m: {nature: incidental, key: thirds, amounts: {2025: PM}}
  n: {nature: incidental, key: half-a-unit, amounts: {2025: 1}}
""",
    }
    data = write_folder(tmp_path, files)
    assert [(row["share"], row["share_decimal"]) for row in rows_of(ridcalc, "--data", data)] == [
        ("1/3", "0.333333333333"),
        ("2/3", "0.666666666667"),
        ("0", "0.000000000000"),
        ("1/2000000000000", "0.000000000001"),
        ("1999999999999/2000000000000", "1.000000000000"),
    ]
    dutch = rows_of(ridcalc, "--data", data, "--csv-dialect", "nl", separator=";")
    assert dutch[0]["share_decimal"] == "0,333333333333"


def test_a_version_is_the_start_of_the_key_that_divides(ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": """\
participants: {a: {}, s: {members: [b], key: inner}, b: {}}
keys:
  k: {versions: {2024: {shares: {a: 50%, s: 50%}}, 2025-H2: {shares: {a: 40%, s: 60%}}}}
  inner: {shares: {b: 1}}
""",
        "measures.yaml": """\
budget: {years: [2025]}
measures: {m: {nature: incidental, key: k, amounts: {2025-H1: 10, 2025-H2: 10}}}
""",
    }
    rows = rows_of(ridcalc, "--data", write_folder(tmp_path, files))
    assert [(row["period"], row["participant"], row["version"]) for row in rows] == [
        ("2025-H1", "a", "2024"),
        ("2025-H1", "s", "2024"),
        ("2025-H1", "b", ""),
        ("2025-H2", "a", "2025-H2"),
        ("2025-H2", "s", "2025-H2"),
        ("2025-H2", "b", ""),
    ]


NAMES = ["=1+1", "+31 6", "-kosten", "@stad", 'de "stad"', "a, b; c"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_one_value_and_is_no_formula_in_the_dutch_dialect(name: str, ridcalc: Run, tmp_path: Path) -> None:
    files = {
        "keys.yaml": f"participants: {{a: {{name: '{name}'}}}}\nkeys: {{k: {{name: '{name}', shares: {{a: 1}}}}}}\n",
        "measures.yaml": f"""\
budget: {{years: [2025]}}
measures: {{m: {{name: '{name}', nature: incidental, key: k, amounts: {{2025: 1}}}}}}
""",
    }
    data = write_folder(tmp_path, files)
    names = "participant_name", "measure_name", "key_name"
    [plain] = rows_of(ridcalc, "--data", data)
    assert {plain[column] for column in names} == {name}
    [dutch] = rows_of(ridcalc, "--data", data, "--csv-dialect", "nl", separator=";")
    assert {dutch[column] for column in names} == {f"'{name}" if name[0] in "=+-@" else name}


def test_amounts_divided_together_have_no_name_of_a_measure(ridcalc: Run, tmp_path: Path) -> None:
    together = ("--set", "budget.rounding.level=total")
    rows = rows_of(ridcalc, "--data", write_folder(tmp_path, ADDED_BY_ITSELF), *together)
    assert {row["measure_name"] for row in rows} == {""}
    assert pivot(rows) == {(): Fraction("1100.01")}
