"""Cost grows with the size of the input and no faster: counted in lines and calls, the same on every machine.

What one call of C does inside, such as looking through a tuple, is not seen; `benchmarks/growth.py` times the whole.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from builders import Run, write_folder
from counted import counted
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.keys.plans import Weights
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

pytestmark = pytest.mark.slow

SMALL = 150

Shape = Callable[[int], dict[str, str]]

KEYS = "participants: {a: {}, b: {}, c: {}}\nkeys: {k: {weights: {a: 1, b: 2, c: 3}}}\n"
BUDGET = "budget: {years: [2024, 2025]}\nmeasures:\n"


def measure(number: int, key: str = "k", amount: str = "1000.01", more: str = "") -> str:
    """Return a measure as a line."""
    return f"  m-{number}: {{nature: structural, key: {key}, amounts: {{2024: {amount}, 2025: 5}}{more}}}\n"


def measures(count: int, **fields: str) -> str:
    """Return so many measures, each with its number in the fields that have a `#`."""
    return BUDGET + "".join(
        measure(number, **{name: text.replace("#", str(number)) for name, text in fields.items()})
        for number in range(count)
    )


def budget(count: int, scenario: str | None = None, **fields: str) -> dict[str, str]:
    """Return the files of so many measures; of the scenario, what stands between | is repeated."""
    files = {"keys.yaml": KEYS, "measures.yaml": measures(count, **fields)}
    if scenario is not None:
        before, repeated, after = scenario.split("|")
        every = ", ".join(repeated.replace("#", str(number)) for number in range(count))
        files["scenarios/s.yaml"] = before + every + after
    return files


def participants(count: int) -> dict[str, str]:
    """Return a budget of many participants, half of them in one partnership."""
    weights = ", ".join(f"p-{number}: {number + 1}" for number in range(0, count, 2))
    members = ", ".join(f"p-{number}: {number}" for number in range(1, count, 2))
    names = ", ".join(f"p-{number}" for number in range(1, count, 2))
    keys = "participants:\n" + "".join(f"  p-{number}: {{}}\n" for number in range(count))
    keys += f"  all: {{members: [{names}], key: l}}\nkeys:\n"
    keys += f"  k: {{weights: {{all: 7, {weights}}}}}\n  l: {{weights: {{{members}}}}}\n"
    return {"keys.yaml": keys, "measures.yaml": measures(3)}


def keys(count: int) -> dict[str, str]:
    """Return a budget with a key for each measure."""
    text = "participants: {a: {}, b: {}}\nkeys:\n"
    text += "".join(f"  k-{number}: {{weights: {{a: 1, b: {number + 1}}}}}\n" for number in range(count))
    return {"keys.yaml": text, "measures.yaml": measures(count, key="k-#")}


def controls(count: int) -> dict[str, str]:
    """Return a budget with a control for each measure, and one for each participant and measure."""
    files = budget(count)
    files["measures.yaml"] += "controls:\n" + "".join(
        f"  c-{number}: {{year: 2024, amount: 1, measure: m-{number}, participant: a}}\n" for number in range(count)
    )
    return files


def own_keys(count: int, amount: str = "7") -> dict[str, str]:
    """Return a budget with a participant, a key and a measure of each number."""
    every = range(count)
    text = "participants:\n" + "".join(f"  p-{number}: {{}}\n" for number in every)
    text += "keys:\n" + "".join(f"  k-{number}: {{weights: {{p-{number}: 1}}}}\n" for number in every)
    return {"keys.yaml": text, "measures.yaml": measures(count, key="k-#", amount=amount)}


def partnerships(count: int) -> dict[str, str]:
    """Return a budget with a partnership of two for every two participants, and a key that names them all."""
    every = range(count)
    text = "participants:\n" + "".join(f"  p-{number}: {{}}\n" for number in every)
    for number in every[::2]:
        text += f"  of-{number}: {{members: [p-{number}, p-{number + 1}], key: l-{number}}}\n"
    text += "keys:\n  k: {weights: {" + ", ".join(f"of-{number}: 1" for number in every[::2]) + "}}\n"
    for number in every[::2]:
        text += f"  l-{number}: {{weights: {{p-{number}: 1, p-{number + 1}: 2}}}}\n"
    return {"keys.yaml": text, "measures.yaml": measures(2)}


def drivers(count: int) -> dict[str, str]:
    """Return a budget of a driver with many values, and dated keys over as many participants."""
    names = ", ".join(f"p-{number}" for number in range(count))
    values = ", ".join(f"p-{number}: {number + 1}" for number in range(count))
    text = "participants:\n" + "".join(f"  p-{number}: {{}}\n" for number in range(count))
    text += f"drivers: {{d: {{values: {{2020: {{{values}}}, 2025: {{{values}}}}}}}}}\n"
    text += f"keys:\n  d: {{driver: d, among: [{names}]}}\n  k: {{versions: {{2020: {{blend: {{d: 1}}}}}}}}\n"
    return {"keys.yaml": text, "measures.yaml": measures(2)}


def unknown_and_controls(count: int) -> dict[str, str]:
    """Return a budget of PM posts, and as many controls of one participant's whole that they leave open."""
    files = budget(count, amount="PM")
    files["measures.yaml"] += "controls:\n" + "".join(
        f"  c-{number}: {{year: 2025, amount: {number + 1}, participant: a}}\n" for number in range(count)
    )
    return files


def versions(count: int) -> dict[str, str]:
    """Return a budget of which every quarter has its version of the key, and its amount."""
    quarters = [f"{2000 + number // 4}-Q{number % 4 + 1}" for number in range(min(count // 2, 400))]
    text = ", ".join(f"{quarter}: {{weights: {{a: 1, b: {number + 1}}}}}" for number, quarter in enumerate(quarters))
    amounts = ", ".join(f"{quarter}: 5" for quarter in quarters)
    years = ", ".join(str(year) for year in range(2000, 2000 + len(quarters) // 4 + 1))
    return {
        "keys.yaml": f"participants: {{a: {{}}, b: {{}}}}\nkeys: {{k: {{versions: {{{text}}}}}}}\n",
        "measures.yaml": f"budget: {{years: [{years}]}}\n"
        f"measures: {{m: {{nature: structural, key: k, amounts: {{{amounts}}}}}}}\n",
    }


def sharing(count: int) -> dict[str, str]:
    """Return a budget of partnerships that all have the same key, which names none of their members."""
    text = "participants:\n" + "".join(f"  p-{number}: {{}}\n" for number in range(count))
    text += "".join(f"  of-{number}: {{members: [p-{number}], key: k}}\n" for number in range(count))
    weights = ", ".join(f"p-{number}: 1" for number in range(count))
    return {"keys.yaml": f"{text}keys: {{k: {{weights: {{{weights}}}}}}}\n", "measures.yaml": measures(1)}


def cycles(count: int) -> dict[str, str]:
    """Return a budget of keys each of which blends the next one and the first."""
    text = "participants: {a: {}}\nkeys:\n  k: {weights: {a: 1}}\n"
    for number in range(count):
        text += f"  k-{number}: {{blend: {{k-{(number + 1) % count}: 1/2, k-0: 1/2}}}}\n"
    return {"keys.yaml": text.replace("k-0: 1/2, k-0: 1/2", "k-0: 1"), "measures.yaml": measures(1)}


CASES: dict[str, tuple[Shape, tuple[str, ...]]] = {
    "a table": (budget, ("allocate",)),
    "csv": (budget, ("allocate", "--format", "csv")),
    "json": (budget, ("allocate", "--format", "json")),
    "by measure": (budget, ("allocate", "--by", "measure")),
    "a matrix": (budget, ("allocate", "--matrix")),
    "by period": (budget, ("allocate", "--by", "period")),
    "by measure in thousands": (budget, ("allocate", "--by", "measure", "--unit", "1000", "--total")),
    "a matrix of unknown amounts in thousands": (
        lambda count: budget(count, amount="PM"),
        ("allocate", "--matrix", "--unit", "1000", "--format", "json"),
    ),
    "participants in thousands": (participants, ("allocate", "--unit", "1000")),
    "an explanation": (budget, ("explain", "a")),
    "participants": (participants, ("allocate", "--format", "csv")),
    "a table of participants": (participants, ("allocate",)),
    "keys": (keys, ("allocate",)),
    "controls": (controls, ("check",)),
    "posts of unknown amount": (lambda count: budget(count, amount="PM"), ("allocate",)),
    "assumptions": (lambda count: budget(count, more=", assumption: text #"), ("allocate",)),
    "a scenario of measures": (lambda count: budget(count, "only: [|m-#|]\n"), ("allocate", "--scenario", "s")),
    "a scenario without measures": (
        lambda count: budget(count, "without: [|m-#|]\n"),
        ("allocate", "--scenario", "s"),
    ),
    "a comparison": (
        lambda count: budget(count, "patch: {measures: {|m-#: {amounts: {2024: 5}}|}}\n"),
        ("compare", "none", "s"),
    ),
    "wrong numbers": (lambda count: budget(count, amount="1.000x#"), ("allocate",)),
    "unknown fields": (lambda count: budget(count, more=", natuur: x"), ("allocate",)),
    "unknown keys": (lambda count: budget(count, key="x-#"), ("allocate",)),
    "measures twice": (
        lambda count: {"keys.yaml": KEYS, "measures.yaml": measures(count) + measures(count)[len(BUDGET) :]},
        ("allocate",),
    ),
    "unknown measures": (lambda count: budget(count, "only: [|x-#-x|]\n"), ("allocate", "--scenario", "s")),
    "additions that lack fields": (
        lambda count: budget(count, "patch: {measures: {|x-#: {key: k}|}}\n"),
        ("allocate", "--scenario", "s"),
    ),
    "nothing to remove": (
        lambda count: budget(count, "patch: {measures: {|x-#: null|}}\n"),
        ("allocate", "--scenario", "s"),
    ),
    "a key for each": (own_keys, ("allocate",)),
    "posts of unknown amount, a key for each": (lambda count: own_keys(count, "PM"), ("allocate",)),
    "partnerships": (partnerships, ("allocate", "--format", "csv")),
    "a driver, versions and a blend": (drivers, ("allocate",)),
    "controls beside posts of unknown amount": (unknown_and_controls, ("check",)),
    "batches": (budget, ("allocate", "--set", "budget.rounding.level=total")),
    "commas within a number": (
        lambda count: budget(1, amount="1" + ",000" * count),
        ("allocate",),
    ),
    "versions and periods": (versions, ("allocate", "--format", "csv")),
    "partnerships that share a key": (sharing, ("check",)),
    "keys that blend in many cycles": (cycles, ("check",)),
    "warnings": (lambda count: budget(count, more=", vat: included"), ("check",)),
}


@pytest.mark.parametrize("name", CASES)
def test_twice_as_much_takes_twice_as_many_calls(name: str, ridcalc: Run, tmp_path: Path) -> None:
    shape, arguments = CASES[name]
    folders = [str(write_folder(tmp_path / str(size), shape(size))) for size in (SMALL, 2 * SMALL, 4 * SMALL)]
    ridcalc(*arguments, "--data", folders[0])  # what is loaded once is not counted
    small, medium, large = (counted(partial(ridcalc, *arguments, "--data", folder)) for folder in folders)
    assert large - medium < 1.1 * 2 * (medium - small), f"{small}, {medium} and {large} calls"


def test_the_weights_of_a_key_are_worked_out_once_per_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "keys.yaml": """\
participants: {a: {}, b: {}, p: {members: [c, d], key: inner}, c: {}, d: {}}
drivers: {heads: {values: {2023: {a: 1, b: 2}, 2025: {a: 2, b: 2}}}}
keys:
  dated: {versions: {2023: {weights: {a: 1, p: 1}}, 2025-Q3: {weights: {a: 2, p: 1}}}}
  driven: {driver: heads, among: [a, b]}
  blended: {blend: {dated: 50%, driven: 50%}}
  inner: {weights: {c: 1, d: 1}}
""",
        "measures.yaml": "budget: {years: [2024, 2025, 2026]}\nmeasures:\n"
        + "".join(
            f"  m-{number}: {{nature: structural, key: {key}, amounts: {{{amounts}}}}}\n"
            for number in range(20)
            for key in [("dated", "driven", "blended")[number % 3]]
            for amounts in ["2024-Q1: 1, 2024-H2: 2, 2025-Q1: 3, 2025-Q2: 3, 2025-Q4: 3, 2026: 4"]
        ),
    }
    asked: list[object] = []
    scaled = Weights.scaled

    def scaled_and_noted(*arguments: Any, **options: Any) -> Weights:  # noqa: ANN401  as they come
        asked.append(arguments[1])
        return scaled(*arguments, **options)

    case = load(Folder(str(write_folder(tmp_path, files)))).case
    monkeypatch.setattr(Weights, "scaled", scaled_and_noted)
    allocation = allocate(case)
    assert len(asked) == len(set(asked)), "no version twice"
    in_use = {stage.versions for division in allocation.divisions for stage in division.plan.stages}
    assert in_use <= set(asked)
    plans = {id(division.plan) for division in allocation.divisions}
    assert len(plans) == 2 + 2 + 3, "a plan for each version; the blend's change with either of its parts"


@pytest.mark.usefixtures("english")
def test_a_table_that_nobody_can_read_is_refused(ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = ("allocate", "--data", write_folder(tmp_path, budget(10)))  # 10 measures of 3 participants
    monkeypatch.setattr("ridcalc.commands.allocate.MOST_ROWS", 29)
    outcome = ridcalc(*table, "--matrix")
    assert outcome.status == 1
    assert "--matrix: error[table-too-long]: this table would have up to 30 amounts per year" in outcome.err
    assert ridcalc(*table, "--matrix", "--participant", "a").status == 0, "10 amounts"
    assert ridcalc(*table, "--by", "measure").status == 0, "10 amounts"
    assert ridcalc(*table).status == 0, "a row for each participant"
    monkeypatch.setattr("ridcalc.commands.allocate.MOST_ROWS", 9)
    assert "up to 10 amounts per year" in ridcalc(*table, "--by", "measure").err


def test_lines_stream_out_of_little_memory(tmp_path: Path) -> None:
    peaks = []
    for size in (2_000, 6_000):
        data = write_folder(tmp_path / str(size), budget(size))
        script = (
            "import resource, sys\n"
            "from ridcalc.cli import run\n"
            "try:\n    run(sys.argv[1:])\n"
            "finally:\n    sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))\n"
        )
        command = [sys.executable, "-c", script, "allocate", "--format", "json", "--data", str(data)]
        environment = {**os.environ, "TERM": "dumb"}
        done = subprocess.run(command, capture_output=True, env=environment, check=True)
        peaks.append((int(done.stderr.split()[-1]) * 1024, len(done.stdout)))
    (small, little), (large, much) = peaks
    assert large - small < 3 * (much - little), "what is written is not held"
