"""Whole budgets, from YAML text to JSON, against a second implementation of the rules (oracle.py)."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings

from builders import ROOT, write_folder
from effort import one_of, times
from oracle import Oracle, Outcome
from oracle_batches import BatchOracle
from oracle_rules import METHODS, year_of
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.types import MethodName
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.render.json import render as render_json
from ridcalc.render.results import AllocationResult
from strategies import full_budgets
from strategies_of_batches import batch_budgets
from strategies_of_rules import ruled_budgets
from strategies_of_time import timed_budgets


def test_the_oracle_has_every_rounding_method() -> None:
    assert set(METHODS) == set(get_args(MethodName))


@given(budget=full_budgets())
@settings(max_examples=times(20), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_reading_of_the_rules_agrees(budget: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path) -> None:
    assert_read_alike(*budget, tmp_path)


@given(budget=ruled_budgets())
@settings(max_examples=times(20), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_reading_of_the_rules_of_amounts_agrees(
    budget: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    assert_read_alike(*budget, tmp_path)


@given(budget=timed_budgets())
@settings(max_examples=times(30), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_reading_of_the_rules_of_time_agrees(
    budget: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    assert_read_alike(*budget, tmp_path)


def assert_read_alike(keys: dict[str, Any], measures: dict[str, Any], tmp_path: Path) -> None:
    """Hold what ridcalc makes of two files against what the oracle makes of them."""
    folder = write_folder(tmp_path, {"keys.yaml": json.dumps(keys), "measures.yaml": json.dumps(measures)})
    allocation, codes = None, set()
    try:
        allocation = allocate(load(Folder(str(folder))).case)
    except ProblemsFoundError as found:
        codes = {problem.code for problem in found.problems}
    assert codes <= {"weights-all-zero", "rest-flips-sign"}, "what a drawn budget may have"
    assume(allocation is not None)
    assert allocation is not None
    assert_agrees(allocation, keys, measures)


@given(budget=batch_budgets())
@settings(max_examples=times(20), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_reading_of_the_rules_agrees_about_batches(
    budget: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    keys, measures = budget
    folder = write_folder(tmp_path, {"keys.yaml": json.dumps(keys), "measures.yaml": json.dumps(measures)})
    oracle = BatchOracle(keys, measures)
    batches = [piece for piece in oracle.pieces() if piece.amount is not None and oracle.holds(piece)]
    wanted = {code for piece in batches if (code := oracle.refusal(piece))}
    try:
        allocation = allocate(load(Folder(str(folder))).case)
    except ProblemsFoundError as found:
        codes = {problem.code for problem in found.problems}
        assert codes <= wanted | {"rest-flips-sign"}
        assert wanted <= codes
        return
    assert not wanted
    assert_agrees(allocation, keys, measures, BatchOracle)
    result = json.loads("".join(render_json(AllocationResult(allocation, Filter(), Language("en"), Progress()))))
    steps = {
        (piece.nature, year_of(piece.period), piece.key, one): some
        for piece in batches
        for one, some in oracle.by_step(piece).items()
    }
    for line in result["lines"]:
        found_steps = {step["step"]: Fraction(step["amount"]) for step in line["steps"]}
        place = (line["nature"], line["year"], line["key"], line["participant"])
        assert found_steps == (steps.get(place, {}) if line["measure"] is None else {})
        assert not found_steps or sum(found_steps.values()) == Fraction(line["amount"])


@given(budget=full_budgets())
@settings(max_examples=times(15), deadline=None, suppress_health_check=list(HealthCheck))
def test_without_the_fields_of_amounts_no_line_total_or_control_changes(
    budget: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    keys, measures = budget
    one = next(iter(keys["participants"]))
    unused = {"weights": {one: 1}, "base": 0}
    results = []
    for number, entries in enumerate((keys["keys"], {**keys["keys"], "ongebruikt": unused})):
        files = {"keys.yaml": json.dumps({**keys, "keys": entries}), "measures.yaml": json.dumps(measures)}
        folder = write_folder(tmp_path / str(number), files)
        try:
            allocation = allocate(load(Folder(str(folder))).case)
        except ProblemsFoundError:
            assume(condition=False)
        result = json.loads("".join(render_json(AllocationResult(allocation, Filter(), Language("en"), Progress()))))
        assert all(line["steps"] == [] for line in result["lines"])
        results.append([result[name] for name in ("lines", "totals", "grand_totals", "controls")])
    assert results[0] == results[1]


EXAMPLE_BUDGETS = sorted(
    (folder, scenario)
    for folder in (ROOT / "src" / "ridcalc" / "examples").iterdir()
    for scenario in ("none", *(path.stem for path in (folder / "scenarios").iterdir()))
)
"""The folder of each example that comes with ridcalc, and a scenario."""


@pytest.mark.parametrize("example", one_of(4, EXAMPLE_BUDGETS), ids=lambda example: f"{example[0].name}-{example[1]}")
def test_a_second_reading_of_the_rules_agrees_about_every_example(example: tuple[Path, str]) -> None:
    folder, scenario = example
    allocation = allocate(load(Folder(str(folder)), scenario).case)
    base = {**as_text(folder / "keys.yaml"), **as_text(folder / "measures.yaml")}
    budget = base if scenario == "none" else with_scenario(folder, scenario, base)
    assert_agrees(allocation, budget, budget, BatchOracle)


def as_text(path: Path) -> dict[str, Any]:
    """Return a file with every scalar as the text that stands there."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  a loader of texts alone
    assert isinstance(loaded, dict)
    return loaded


def with_scenario(folder: Path, scenario: str, base: dict[str, Any]) -> dict[str, Any]:
    """Return a budget with a scenario and those below it laid over it."""
    overlay = as_text(folder / "scenarios" / f"{scenario}.yaml")
    below = {**base, "controls": base.get("controls", {})}
    if "base" in overlay:
        below = {**with_scenario(folder, overlay["base"], base), "controls": below["controls"]}
    budget: dict[str, Any] = patched(below, overlay.get("patch", {}))
    budget["controls"] = {**budget["controls"], **overlay.get("controls", {})}
    taken = overlay.get("only", set(budget["measures"]) - set(overlay.get("without", ())))
    budget["measures"] = {name: measure for name, measure in budget["measures"].items() if name in taken}
    return budget


def patched(document: Any, patch: Any) -> Any:  # noqa: ANN401  whatever a file holds
    """Return a document with a JSON Merge Patch (RFC 7396) applied; `null` is still a text here."""
    if not isinstance(patch, dict):
        return patch
    kept = {**document} if isinstance(document, dict) else {}
    for name, value in patch.items():
        if value == "null":
            kept.pop(name, None)
        else:
            kept[name] = patched(kept.get(name), value)
    return kept


def assert_agrees(
    allocation: Allocation, keys: dict[str, Any], measures: dict[str, Any], reader: type[Oracle] = Oracle
) -> None:
    """Hold an allocation against what the oracle, or another reader of the rules, makes of the two files."""
    result = json.loads("".join(render_json(AllocationResult(allocation, Filter(), Language("en"), Progress()))))
    wanted = reader(keys, measures).outcome()

    def euros(text: str | None) -> Fraction | None:
        return None if text is None else Fraction(text)

    names = ("measure", "nature", "period", "participant")
    assert [
        (
            *(line[name] for name in names),
            euros(line["amount"]),
            euros(line["exact"]),
            line["key"],
            euros(line["share"]),
            line["assumed"],
            line["version"],
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
    assert [amount_row(row) for row in result["amounts"]] == amounts_of(wanted, measures["measures"])
    assert {row["id"]: (Fraction(row["actual"]), row["status"]) for row in result["controls"]} == wanted.controls


def amount_row(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return the fields of an amount in JSON as the oracle has them."""
    money = [None if row[name] is None else Fraction(row[name]) for name in ("written", "indexed", "divided")]
    rates = {year: Fraction(rate) for year, rate in row["rates"].items()}
    return row["measure"], row["period"], Fraction(row["part"]), rates, *money, row["pm"]


def amounts_of(wanted: Outcome, measures: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the amounts of the oracle; those of which a part is PM as one, without money."""
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for name, rows in wanted.amounts.items():
        sign = -1 if measures[name].get("side") == "income" else 1
        for row in rows:
            if row.indexed is None:
                found[name, row.period] = (name, row.period, row.part, {}, None, None, None, True)
            else:
                money = (row.written, row.indexed, sign * row.indexed)
                found.setdefault((name, row.period), (name, row.period, row.part, row.rates, *money, False))
    return list(found.values())
