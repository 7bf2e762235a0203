"""The sections of the files: the table, the models and whatever else speaks of sections say the same."""

from pathlib import Path
from typing import get_args, get_origin

import pytest

from builders import write_folder
from ridcalc.core.allocation import assumptions
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.later import loaded
from ridcalc.core.budget.model import Budget, Control, Measure, Participant
from ridcalc.core.budget.objects import Named
from ridcalc.core.budget.sections import FILES, SECTIONS, WITH_ENTRIES, owner_of, problem_at
from ridcalc.core.budget.types import Reference, references_in
from ridcalc.core.values.problems import InvalidValueError, say
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

DECLARED = {field.alias or name: field.annotation for name, field in Budget.model_fields.items()}


@pytest.mark.parametrize("file", FILES)
def test_the_budget_declares_the_sections_of_a_file_in_the_same_order(file: str) -> None:
    assert tuple(section for section in DECLARED if section in FILES[file]) == FILES[file]


def test_the_budget_declares_no_other_sections() -> None:
    assert sorted(DECLARED) == sorted(section for sections in FILES.values() for section in sections)


def test_what_the_sections_hold_are_named_objects_by_their_ids() -> None:
    mappings = {section for section, kind in DECLARED.items() if get_origin(kind) is dict}
    assert set(WITH_ENTRIES) == mappings - {"groups", "decisions"}, "a group is a list, and dates have no name"
    assert all(issubclass(loaded(get_args(DECLARED[section])[1]), Named) for section in WITH_ENTRIES)


def test_fields_that_name_an_entry_know_its_section() -> None:
    assert ("key", "keys") in references_in(Measure)
    assert ("key", "keys") in references_in(Participant)
    assert {("participant", "participants"), ("measure", "measures")} <= set(references_in(Control))
    assert "pc_documents" not in dict(references_in(Measure)).values(), "a mapping names several"


def test_a_section_that_marks_amounts_is_named_by_a_field_of_a_measure_or_has_a_rule_of_its_own() -> None:
    named = {section for _, section in references_in(Measure)}
    assert [section for section in assumptions.OTHERS if SECTIONS[section].marks and section not in named] == []


def test_a_section_that_is_referred_to_says_what_an_unknown_id_is() -> None:
    with pytest.raises(LookupError, match="controls"):
        Reference("controls")


@pytest.mark.parametrize(
    ("path", "template"),
    [
        (("measures", "ict", "key"), "measure '{id}'"),
        (("keys", "ict"), "key '{id}'"),
        (("participants", "ict"), "participant '{id}'"),
        (("drivers", "ict"), "driver '{id}'"),
        (("controls", "ict"), "control '{id}'"),
        (("documents", "ict"), "document '{id}'"),
        (("pc_documents", "ict"), "P&C document '{id}'"),
        (("scenarios", "ict", "keys"), "scenario '{id}'"),
        (("budget", "ict"), "'{id}' of the budget"),
        (("budget",), "the budget"),
        (("measures",), "this file"),
        (("nowhere", "ict"), "this file"),
        ((), "this file"),
    ],
)
def test_the_owner_of_an_entry_is_named(path: tuple[str, ...], template: str) -> None:
    message = owner_of(path)
    assert (message.template, message.values) == (template, {"id": "ict"} if "{id}" in template else {})


def test_a_refusal_is_a_problem_at_its_own_path_or_else_at_that_of_its_field() -> None:
    problem = problem_at(
        InvalidValueError("code", say("{owner} {id}", id="x"), say("hint")), "keys", "rid", at_key=True
    )
    assert problem.message.values == {"owner": say("key '{id}'", id="rid"), "id": "x"}
    assert (problem.code, problem.hint, problem.path, problem.at_key) == ("code", say("hint"), ("keys", "rid"), True)
    elsewhere = problem_at(InvalidValueError("code", say("told"), path=("drivers", "d")), "keys", "rid")
    assert (elsewhere.path, elsewhere.at_key) == (("drivers", "d"), False)


KEYS = """\
participants: {a: {assumption: of a}}
keys:
  one: {weights: {a: 1}, assumption: of one}
  two: {weights: {a: 1}}
  idle: {weights: {a: 1}, assumption: of idle}
"""
MEASURES = """\
budget: {years: [2024], assumption: of the budget}
documents: {d: {title: D, assumption: of d}}
pc_documents: {p: {year: 2024, assumption: of p}}
measures:
  m: {nature: structural, key: one, amounts: {2024: 1}}
  n: {nature: structural, key: two, amounts: {2024: 1}}
controls: {c: {year: 2024, amount: 2, assumption: of c}}
"""


@pytest.fixture
def allocation(tmp_path: Path) -> Allocation:
    """Return the allocation of a budget in which every section has an assumption."""
    return allocate(load(Folder(str(write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})))).case)


def test_where_amounts_are_marked_what_is_in_use_is_listed_and_elsewhere_all(allocation: Allocation) -> None:
    found = [one.text for one in allocation.assumptions]
    assert found == ["of one", "of c", "of the budget", "of a", "of d", "of p"]
    assert [amount.assumed for amount in allocation.amounts] == [False, False], "a key marks what it divides"


def test_a_section_that_marks_needs_nothing_but_its_record_and_a_field_that_refers_to_it(
    allocation: Allocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assumptions, "OTHERS", ("keys",))
    marked = tuple(assumptions.marked(allocation.amounts, allocation.case))
    assert [(amount.measure, amount.assumed) for amount in marked] == [("m", True), ("n", False)]
    found = [one.about for one in assumptions.assumptions_of(allocation.case, (), ())]
    assert found == [("controls", "c"), ("budget",), ("keys", "one")], "and not that of the key which no measure names"
