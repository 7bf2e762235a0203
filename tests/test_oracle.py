"""Whole budgets, from YAML text to JSON, against a second implementation of the rules (oracle.py)."""

import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from conftest import write_folder
from oracle import Oracle
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.render.json import Provenance, head_of, to_json

EXAMPLES = int(os.environ.get("RIDCALC_ORACLE", "300"))
"""How many budgets are drawn."""

PERIODS = ("2024", "2025-H1", "2025-Q3", "2025-Q4", "2026-H2")


@st.composite
def participants(draw: st.DrawFn) -> dict[str, Any]:
    """Draw participants, some of them partnerships of others, in any order."""
    count = draw(st.integers(1, 6))
    ids = [f"p{number}" for number in range(count)]
    parent = {one: draw(st.sampled_from([None, *ids[:index]])) for index, one in enumerate(ids)}
    made = {}
    for one in draw(st.permutations(ids)):
        members = [below for below in ids if parent[below] == one]
        made[one] = {"members": members, "key": f"of-{one}"} if members else {}
    return made


def definitions(names: list[str], blendable: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return ways to divide over some names."""
    weights = st.fixed_dictionaries({one: st.integers(0, 6) for one in names}).filter(lambda found: any(found.values()))
    shares = st.lists(st.integers(0, 8), min_size=len(names), max_size=len(names)).filter(any)
    ways: list[st.SearchStrategy[dict[str, Any]]] = [
        weights.map(lambda found: {"weights": found}),
        shares.map(
            lambda found: {"shares": {one: f"{part}/{sum(found)}" for one, part in zip(names, found, strict=True)}}
        ),
        st.integers(0, 2).map(lambda lag: {"driver": "d", "among": names, "lag": lag}),
    ]
    if len(blendable) > 1:
        part = st.integers(0, 10)
        blends = st.tuples(st.sampled_from(blendable), st.sampled_from(blendable), part).filter(
            lambda one: one[0] != one[1]
        )
        ways.append(blends.map(lambda one: {"blend": {one[0]: f"{one[2] * 10}%", one[1]: f"{100 - one[2] * 10} %"}}))
    plain: st.SearchStrategy[dict[str, Any]] = st.one_of(ways)

    def on_assumption(definition: dict[str, Any]) -> dict[str, Any]:
        return {**definition, "assumption": "so"}

    assumed = plain | plain.map(on_assumption)
    dated = st.tuples(assumed, assumed).map(lambda two: {"versions": {"2020": two[0], "2025-Q3": two[1]}})
    return assumed | dated


@st.composite
def budgets(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw what the two files hold."""
    people = draw(participants())
    inside = {member for one in people.values() for member in one.get("members", ())}
    tops = [one for one in people if one not in inside]
    keys: dict[str, Any] = {}
    for name in ("k0", "k1", "k2"):
        some = draw(st.lists(st.sampled_from(tops), unique=True, min_size=1))
        keys[name] = draw(definitions(some, [key for key in keys if key.startswith("k")]))
    for one, entry in people.items():
        if "members" in entry:
            keys[f"of-{one}"] = draw(definitions(entry["members"], []))
    counts = {one: draw(st.integers(0, 50)) for one, entry in people.items() if "members" not in entry}
    values = {year: {one: count + int(year) % 7 for one, count in counts.items()} for year in ("2020", "2024")}
    unit = draw(st.sampled_from(["0.01", 1, 100]))
    cents = {"0.01": 1, 1: 100, 100: 10_000}[unit]
    amount = st.integers(-(10**5), 10**7).map(lambda number: written(number // cents * cents)) | st.just("PM")
    measures = {}
    for number in range(draw(st.integers(1, 4))):
        periods = draw(st.lists(st.sampled_from(PERIODS), unique=True, min_size=1))
        made: dict[str, Any] = {
            "nature": draw(st.sampled_from(["incidental", "structural"])),
            "side": draw(st.sampled_from(["expense", "income"])),
            "key": draw(st.sampled_from(["k0", "k1", "k2"])),
        }
        if draw(st.booleans()):
            made["amounts"] = {period: draw(amount) for period in periods}
        else:
            made["total"] = draw(amount)
            made["spread"] = {period: f"1/{len(periods)}" for period in periods}
        if draw(st.booleans()):
            made["pc_document"] = {"2025": "vgr"}
        if draw(st.booleans()):
            made["assumption"] = "so"
        measures[f"m{number}"] = made
    controls = {
        f"c{number}": {
            "year": draw(st.sampled_from([2024, 2025])),
            "amount": draw(st.integers(-1000, 10**5)),
            **draw(
                st.fixed_dictionaries(
                    {},
                    optional={
                        "participant": st.sampled_from(list(people)),
                        "nature": st.sampled_from(["incidental", "structural"]),
                        "rounded_to": st.sampled_from([1, 1000, 100_000]),
                    },
                )
            ),
        }
        for number in range(draw(st.integers(0, 2)))
    }
    rounding = {
        "unit": unit,
        "method": draw(st.sampled_from(["largest-remainder", "largest-share"])),
        "level": draw(st.sampled_from(["measure", "total"])),
    }
    settings_of = {"years": [2024, 2025, 2026], "rounding": rounding}
    return (
        {"participants": people, "drivers": {"d": {"values": values}}, "keys": keys},
        {"budget": settings_of, "pc_documents": {"vgr": {"year": 2025}}, "measures": measures, "controls": controls},
    )


def written(cents: int) -> str:
    """Write an amount as a person would."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


@given(budget=budgets())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_reading_of_the_rules_agrees(budget: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path) -> None:
    keys, measures = budget
    folder = write_folder(tmp_path, {"keys.yaml": json.dumps(keys), "measures.yaml": json.dumps(measures)})
    allocation, codes = None, set()
    try:
        allocation = allocate(load(Folder(str(folder))).case)
    except ProblemsFoundError as found:
        codes = {problem.code for problem in found.problems}
    assert codes <= {"weights-all-zero", "rest-flips-sign"}, "what a drawn budget may have"
    assume(allocation is not None)
    assert allocation is not None
    head = head_of(allocation, Provenance(()), None, Filter())
    result = json.loads("".join(to_json(allocation, head, Language("en"), Filter(), Progress())))
    wanted = Oracle(keys, measures).outcome()

    def euros(text: str | None) -> Fraction | None:
        return None if text is None else Fraction(text)

    names = ("measure", "nature", "period", "participant")
    assert [
        (
            *(line[name] for name in names),
            euros(line["amount"]),
            euros(line["exact"]),
            line["key"],
            Fraction(line["share"]),
            line["assumed"],
        )
        for line in result["lines"]
    ] == [tuple(line) for line in wanted.lines]
    assert {
        (row["participant"], row["year"], row["nature"]): (Fraction(row["amount"]), row["pm"], row["assumed"])
        for row in result["totals"]
    } == wanted.totals
    assert {
        (row["year"], row["nature"]): (Fraction(row["amount"]), row["pm"]) for row in result["grand_totals"]
    } == wanted.grand_totals
    assert {
        (row["participant"], row["year"]): (Fraction(row["amount"]), Fraction(row["otherwise"]))
        for row in result["drifts"]
    } == wanted.drifts
    assert {row["id"]: (Fraction(row["actual"]), row["status"]) for row in result["controls"]} == wanted.controls
