"""The causes of differences between budgets with amounts that follow from rules add to the differences."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from builders import Run, write_folder
from effort import times
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.compare import compare
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from strategies_of_rules import ruled_budgets

Document = dict[str, Any]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[tuple[Document, Document], tuple[Document, Document]]:
    """Draw a budget, and the same with the measures, indices or settings of another drawn one in some places."""
    keys, measures = draw(ruled_budgets())
    other_keys, other = deepcopy(keys), deepcopy(measures)
    settings_of, indices = other["budget"], other["indices"]
    if draw(st.booleans()):
        indices["loon"]["rates"]["2025"] = "8%"
    if draw(st.booleans()):
        settings_of["price_level"] = draw(st.integers(2020, 2024))
        settings_of["indexation"] = {"method": "cumulative"}
    if draw(st.booleans()):
        settings_of["rounding"] = {**settings_of["rounding"], "unit": "0.01"}
    if draw(st.booleans()):
        values = other_keys["drivers"]["d"]["values"]["2024"]
        values |= {one: count + 3 for one, count in values.items()}
    swapped = draw(st.lists(st.sampled_from(list(other["measures"])), unique=True))
    for name, source in zip(swapped, draw(st.permutations(swapped)), strict=True):
        if "surcharge" not in measures["measures"][name] and "surcharge" not in measures["measures"][source]:
            other["measures"][name] = deepcopy(measures["measures"][source])
    for name in draw(st.lists(st.sampled_from(list(other["measures"])), unique=True, max_size=1)):
        used = any(
            name in measure["surcharge"]["of"] for measure in other["measures"].values() if "surcharge" in measure
        )
        if not used and len(other["measures"]) > 1:
            del other["measures"][name]
    return (keys, measures), (other_keys, other)


def calculated(folder: Path, files: tuple[Document, Document]) -> Allocation:
    """Return the allocation of drawn files that can be calculated."""
    write_folder(folder, {"keys.yaml": json.dumps(files[0]), "measures.yaml": json.dumps(files[1])})
    try:
        return allocate(load(Folder(str(folder))).case)
    except ProblemsFoundError as found:
        codes = {problem.code for problem in found.problems}
        assert codes <= {"weights-all-zero", "rest-flips-sign"}, "what a drawn budget may have"
        assume(False)  # noqa: FBT003  the signature of hypothesis
        raise


@given(pair=pairs())
@settings(max_examples=times(15), deadline=None, suppress_health_check=list(HealthCheck))
def test_the_causes_add_to_the_difference(
    pair: tuple[tuple[Document, Document], tuple[Document, Document]], tmp_path: Path
) -> None:
    a, b = (calculated(tmp_path / name, files) for name, files in zip("ab", pair, strict=True))
    for one, other in ((a, b), (b, a)):
        comparison = compare(one, other)
        for row in comparison.differences:
            assert sum(row.causes.values()) == row.b.amount - row.a.amount
            assert row.causes["vat"] == 0
        if one.case.budget == other.case.budget:
            assert comparison.changes == ()


KEYS = """\
participants: {noord: {}, zuid: {}}
drivers:
  plekken: {values: {2024: {noord: 10, zuid: 30}}}
keys:
  half: {weights: {noord: 1, zuid: 1}}
"""
MEASURES = """\
budget: {years: [2024, 2025], index: gr, price_level: 2024, defaults: {key: half, nature: structural}}
indices:
  gr: {name: Index GR, rates: {2025: 3%}}
measures:
  beheer: {yearly: {2024: 1000}}
  werkplek: {index: none, tariff: {driver: plekken, among: all, price: {2024: 100}}}
  opslag: {surcharge: {rate: 10%, of: [beheer]}}
"""


def test_a_driver_that_also_divides_is_a_change_of_keys_too(ridcalc: Run, tmp_path: Path) -> None:
    keys = KEYS + "  naar-plekken: {driver: plekken, among: all}\n"
    scenario = "patch: {drivers: {plekken: {values: {2024: {noord: 12}}}}}\n"
    files = {"keys.yaml": keys, "measures.yaml": MEASURES, "scenarios/b.yaml": scenario}
    shown = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--lang", "en").out
    assert "driver 'plekken' differs" in shown


@pytest.mark.parametrize(
    ("patch", "section", "line"),
    [
        ("indices: {gr: {rates: {2025: 5%}}}", "index", "Index GR, 2025: 3% → 5%"),
        ("indices: {gr: {rates: {2025: 3.4%, 2026: 2%}}}", "index", "Index GR, 2025: 3% → 3.4%, 2026: nothing → 2%"),
        (
            "indices: {gr: {corrections: {2025: [1%, -0.5%]}, correction: compound}}",
            "index",
            "Index GR, way of correcting: additive → compound, corrections of 2025: nothing → 1%, -0.5%",
        ),
        (
            "indices: {gr: {rates: null, mix: {loon: 1}}, loon: {rates: {2025: 3%}}}",
            "index",
            "Index GR, 2025: 3% → nothing, loon: nothing → 1 - in: loon",
        ),
        (
            "indices: {gr: {rates: null, values: {2024: 100, 2025: 104.5}}}",
            "index",
            "Index GR, 2025: 3% → nothing, 2024: nothing → 100, 2025: nothing → 104.5",
        ),
        (
            "budget: {index: loon}, indices: {gr: null, loon: {rates: {2025: 4%}}}",
            "index",
            "out: Index GR - in: loon - 'index' of the budget: gr → loon",
        ),
        ("indices: {gr: {source: {document: cep}}}, documents: {cep: {title: CEP}}", "index", "Index GR differs"),
        (
            "indices: {gr: {rates: {2019: 1%, 2020: 1%, 2021: 1%, 2022: 1%, 2023: 1%, 2024: 1%, 2026: 1%}}}",
            "index",
            "2023: nothing → 1%, + 2",
        ),
        (
            "budget: {price_level: 2023}, indices: {gr: {rates: {2024: 1%}}}",
            "index",
            "'price_level' of the budget: 2024 → 2023",
        ),
        ("budget: {index: none}", "index", "'index' of the budget: gr → none"),
        (
            "budget: {indexation: {method: cumulative, prices: constant, constant_from: 2024}}",
            "index",
            "method: yearly → cumulative, prices: current → constant, prices of: nothing → 2024",
        ),
        (
            "measures: {beheer: {index: none}}",
            "index",
            "beheer: from 2024: €1,000, 2025: €1,030 to 2024: €1,000, 2025: €1,000",
        ),
        (
            "drivers: {plekken: {values: {2024: {noord: 12}}}}",
            "amounts",
            "werkplek: from 2024: €4,000, 2025: €4,000 to 2024: €4,200, 2025: €4,200; plekken 2024 noord: 10 → 12",
        ),
        (
            "measures: {werkplek: {tariff: {price: {2024: PM, 2025: 0.333}, factor: 1/2}}}",
            "amounts",
            "2025: €6.67; price of 2024: €100.00 → PM, factor: 1 → 0.5, price of 2025: nothing → 0.333 euro",
        ),
        (
            "measures: {werkplek: {tariff: null, key: half, yearly: {2024: 5}}}",
            "amounts",
            "werkplek: from 2024: €4,000, 2025: €4,000 to 2024: €5, 2025: €5",
        ),
        (
            "measures: {opslag: {surcharge: {rate: 20%}}}",
            "amounts",
            "opslag: from 2024: €100, 2025: €103 to 2024: €200, 2025: €206; rate: 10% → 20%",
        ),
        (
            "measures: {opslag: {surcharge: {rate: {2025: 20%}}}}",
            "amounts",
            "rate: 10% → nothing, rate of 2025: nothing → 20%",
        ),
        ("measures: {opslag: null}", "scope", "out: opslag, 2024: €100, 2025: €103"),
    ],
)
def test_the_foot_names_what_changed(ridcalc: Run, tmp_path: Path, patch: str, section: str, line: str) -> None:
    files = {"keys.yaml": KEYS, "measures.yaml": MEASURES, "scenarios/b.yaml": f"patch: {{{patch}}}\n"}
    outcome = ridcalc("compare", "none", "b", "--data", write_folder(tmp_path, files), "--lang", "en")
    shown = " ".join(outcome.out.split())
    assert f"What changes: {section}" in shown, outcome.err
    assert line in shown
