"""Names that the document does not define: how they are refused, and how many of them are looked into."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from builders import Run, write_folder
from ridcalc.core.budget.context import Definitions, Tally
from ridcalc.core.budget.references import default_scenario, known_id
from ridcalc.core.budget.types import Text
from ridcalc.core.values.problems import MOST_PROBLEMS, InvalidValueError

TEXT: TypeAdapter[str] = TypeAdapter(Text)


def defining(count: int) -> Definitions:
    """Return what a document with this many participants and one scenario defines."""
    names = frozenset(f"gemeente-{number:04}" for number in range(count))
    return Definitions(
        {"participants": names, "scenarios": frozenset({"krap"}), "measures": None}, None, 1, {}, lambda: None, Tally()
    )


def hint(word: str, definitions: Definitions) -> str | None:
    """Return the template of the hint with which a participant's name is refused."""
    with pytest.raises(InvalidValueError) as refused:
        known_id("participants", word, definitions)
    return refused.value.hint and refused.value.hint.template


def code_of_an_empty_text(definitions: Definitions) -> str:
    """Return the code with which an empty text is refused."""
    with pytest.raises(ValidationError) as refused:
        TEXT.validate_python("", context=definitions)
    refusal = refused.value.errors()[0]["ctx"]["error"]
    assert isinstance(refusal, InvalidValueError)
    return refusal.code


def test_among_very_many_names_two_hundred_are_looked_for() -> None:
    definitions = defining(101)
    assert [hint("gemeente-00x1", definitions) for _ in range(200)] == ["did you mean '{word}'?"] * 200
    assert hint("gemeente-00x1", definitions) is None


def test_among_a_hundred_names_each_is_looked_for() -> None:
    definitions = defining(100)
    assert [hint("gemeente-00x1", definitions) for _ in range(201)] == ["did you mean '{word}'?"] * 201
    assert definitions.tally.searches == 0


def test_a_name_that_is_like_no_other_of_very_many_has_no_hint() -> None:
    assert hint("xyz", defining(101)) is None


def test_beyond_twice_the_problems_that_are_shown_refusals_have_no_text() -> None:
    definitions = defining(1)
    definitions.tally.refused = 2 * MOST_PROBLEMS
    codes = [code_of_an_empty_text(definitions) for _ in range(3)]
    assert codes == ["empty-value", "unavailable", "unavailable"]


def test_the_count_goes_on_where_measures_are_added() -> None:
    definitions = defining(1)
    more = definitions.with_measures(frozenset({"ict"}))
    assert more.ids["measures"] is None
    assert more.tally is definitions.tally


def test_no_scenario_can_be_the_default() -> None:
    assert default_scenario("none", defining(1)) is None
    assert default_scenario("krap", defining(1)) == "krap"


def test_groups_of_a_keys_file_that_cannot_be_read_are_not_called_unknown(ridcalc: Run, tmp_path: Path) -> None:
    tariff = "tariff: {driver: inwoners, among: liemers, price: {2024: 12.50}}"
    files = {
        "keys.yaml": "participants: {noord: {}\n",
        "measures.yaml": f"budget: {{years: [2024]}}\nmeasures: {{m: {{nature: structural, {tariff}}}}}\n",
    }
    outcome = ridcalc("check", "--data", write_folder(tmp_path, files), "--format", "json")
    assert [problem["code"] for problem in json.loads(outcome.out)["problems"]] == ["yaml-syntax"]
