"""The laws of whole budgets: random trees, keys and amounts, from YAML to JSON, against a slow reading of the rules."""

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from builders import write_folder
from effort import times
from oracle_rules import largest_remainder
from ridcalc.core.allocation import methods
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.divide import NotBalancedError
from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.steps import steps_of
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.apportionment import SignFlippedError
from ridcalc.core.budget.model import Budget, Case
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.progress import Progress
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.render.csv import render as render_csv
from ridcalc.render.formats import STANDARD, Dialect, dialect_named
from ridcalc.render.json import render as render_json
from ridcalc.render.results import AllocationResult, Lines
from strategies import plain_budgets, plain_files


def parts_by_the_rules(budget: dict[str, Any], key: str, cents: int) -> dict[str, int]:
    """Divide an amount stage by stage, as the rules say it, with the oracle for each stage."""
    parts: dict[str, int] = {}
    stages = [(key, cents)]
    for name_of_key, whole in stages:
        weights = budget["keys"][name_of_key]
        names = [one for one in budget["declared"] if one in weights]
        for name, part in zip(names, largest_remainder(whole, [weights[one] for one in names]), strict=True):
            parts[name] = part
            if budget["members"][name]:
                stages.append((f"of-{name}", part))
    return parts


@given(budget=plain_budgets())
@settings(max_examples=times(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_budget_comes_out_as_the_rules_say(budget: dict[str, Any], tmp_path: Path) -> None:
    folder = Folder(str(write_folder(tmp_path, plain_files(budget))))
    allocation = allocate(load(folder).case)
    result = json.loads("".join(render_json(AllocationResult(allocation, Filter(), Language("en"), Progress()))))
    expected = {}
    for name, measure in budget["measures"].items():
        for period, cents in measure["amounts"].items():
            signed = None if cents is None else -cents if measure["side"] == "income" else cents
            for participant, part in parts_by_the_rules(budget, measure["key"], signed or 0).items():
                expected[name, period, participant] = None if signed is None else part
    found = {
        (line["measure"], line["period"], line["participant"]): None
        if line["amount"] is None
        else int(Fraction(line["amount"]) * 100)
        for line in result["lines"]
    }
    assert found == expected
    totals = {
        (row["participant"], row["year"], row["nature"]): int(Fraction(row["amount"]) * 100) for row in result["totals"]
    }
    for (one, *group), total in totals.items():
        if below := budget["members"][one]:
            assert total == sum(totals[member, *group] for member in below), "members add to their partnership"
    for line, row in zip(result["lines"], csv_of(allocation, Filter()), strict=True):
        assert line["steps"] == []
        assert {name: "" if line[name] is None else str(line[name]).lower() for name in line if name in row} == {
            name: value.lower() for name, value in row.items() if name in line
        }
    chosen = Filter((2024,), (budget["declared"][0], budget["declared"][-1]))
    rows = [line for line in result["lines"] if chosen.takes(line["year"], line["participant"])]
    assert [row["exact"] for row in csv_of(allocation, chosen)] == [line["exact"] or "" for line in rows]
    for one in (chosen, Filter((1999,)), Filter((), (budget["declared"][-1],))):
        filtered = json.loads("".join(render_json(AllocationResult(allocation, one, Language("en"), Progress()))))
        taken = [line for line in result["lines"] if one.takes(line["year"], line["participant"])]
        assert filtered["lines"] == taken
    dutch = csv_of(allocation, Filter(), dialect_named("nl"))
    assert [row["amount"] for row in dutch] == [(line["amount"] or "").replace(".", ",") for line in result["lines"]]
    stages = [(division, stage) for division in allocation.divisions for stage in division.plan.stages]
    steps = [step for division, stage in stages for step in steps_of(division, stage)]
    assert all(
        step.part == step.exact + step.shifted and step.exact == step.whole * (step.share or 0) for step in steps
    )


def csv_of(allocation: Allocation, asked: Filter, dialect: Dialect = STANDARD) -> list[dict[str, str]]:
    """Return the rows of an allocation's CSV, by the names in its header."""
    lines = Lines(allocation, asked, Progress(), dialect.separator, dialect.decimal_mark)
    return list(csv.DictReader(io.StringIO("".join(render_csv(lines))), delimiter=dialect.separator))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """Return a small case."""
    files = {
        "keys.yaml": "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 1}}}",
        "measures.yaml": "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 1}}}",
    }
    return load(Folder(str(write_folder(tmp_path, files)))).case


def test_parts_that_do_not_add_up_are_never_shown(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = methods.method_of("largest-remainder")._replace(divide=lambda _, weights: [1 for _ in weights])
    monkeypatch.setattr(methods, "_LARGEST_REMAINDER", wrong)
    with pytest.raises(NotBalancedError):
        allocate(case)


def test_parts_of_members_that_do_not_add_up_are_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "keys.yaml": "participants: {a: {}, p: {members: [b], key: own}, b: {}}\n"
        "keys: {k: {weights: {a: 1, p: 1}}, own: {weights: {b: 1}}}",
        "measures.yaml": "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 1}}}",
    }
    wrong = methods.method_of("largest-remainder")._replace(divide=lambda _, weights: [1 for _ in weights])
    monkeypatch.setattr(methods, "_LARGEST_REMAINDER", wrong)
    with pytest.raises(NotBalancedError):
        allocate(load(Folder(str(write_folder(tmp_path, files)))).case)


def test_a_method_that_refuses_an_amount_without_a_message_is_a_bug(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> list[int]:
        raise SignFlippedError

    monkeypatch.setattr(methods, "_LARGEST_REMAINDER", methods.method_of("largest-remainder")._replace(divide=refuse))
    with pytest.raises(NotBalancedError):
        allocate(case)


def test_totals_that_do_not_add_up_are_never_shown(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sums, "of", lambda *_: Total(1, 0, assumed=False))
    with pytest.raises(NotBalancedError):
        allocate(case)


def test_a_budget_is_never_validated_without_knowing_what_it_defines() -> None:
    document = {"budget": {"years": ["2024"]}, "participants": {}, "keys": {"k": {"driver": "d"}}, "measures": {}}
    with pytest.raises(TypeError, match="context"):
        Budget.model_validate(document)
