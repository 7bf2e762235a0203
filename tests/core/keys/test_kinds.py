"""Kinds of key: what is wrong with one is found beside other mistakes in it."""

import re
from pathlib import Path

import pytest

from builders import Run, write_folder
from ridcalc.core.budget.model import Definition
from ridcalc.core.keys.kinds.transition import transition_of
from ridcalc.core.values.problems import UnavailableError

PARTICIPANTS = "participants: {noord: {}, zuid: {members: [oost, west], key: helft}, oost: {}, west: {}}\n"
MEASURES = "budget: {years: [2024]}\nmeasures: {ict: {nature: incidental, key: rid, amounts: {2024: 100}}}\n"


def codes(ridcalc: Run, folder: Path, keys: str) -> list[str]:
    """Return the codes of the problems of a budget with some keys."""
    data = write_folder(folder, {"keys.yaml": PARTICIPANTS + keys, "measures.yaml": MEASURES})
    return re.findall(r"error\[([a-z-]+)\]", ridcalc("check", "--data", data, "--lang", "en").err)


def test_a_driver_beside_shares_is_looked_at_too(ridcalc: Run, tmp_path: Path) -> None:
    drivers = "drivers: {inwoners: {values: {2030: {noord: 1, zuid: 2}}}}\n"
    rid = "rid: {shares: {noord: 50%, zuid: 50%}, driver: inwoners, among: [noord, zuid]}"
    keys = f"{drivers}keys: {{{rid}, helft: {{weights: {{oost: 1, west: 1}}}}}}\n"
    assert sorted(codes(ridcalc, tmp_path, keys)) == ["no-reference-year", "several-alternatives"]


def test_among_without_a_driver_is_looked_at_too(ridcalc: Run, tmp_path: Path) -> None:
    keys = "keys: {rid: {weights: {noord: 1, zuid: 1}}, helft: {shares: {oost: 1}, among: [noord]}}\n"
    assert sorted(codes(ridcalc, tmp_path, keys)) == ["missing-field", "not-a-member"]


def test_a_key_that_blends_one_that_cannot_be_read_is_no_mistake_of_its_own(ridcalc: Run, tmp_path: Path) -> None:
    keys = "keys: {rid: {weights: {noord: 1, zuid: 1}}, helft: {blend: {half: 100%}}, half: [oost]}\n"
    assert codes(ridcalc, tmp_path, keys) == ["wrong-type"]


def test_a_blend_of_shares_that_are_too_fine_is_one_problem(ridcalc: Run, tmp_path: Path) -> None:
    """Seventy keys, each with a sum of seventeen digits of its own: together over a thousand digits."""
    count = 70
    parts = [
        f"k{number}: {{weights: {{noord: 1, zuid: {10**17 + 2 * number * number + 1}}}}}" for number in range(count)
    ]
    blend = "{" + ", ".join(f"k{number}: 1/{count}" for number in range(count)) + "}"
    keys = f"keys: {{{', '.join(parts)}, rid: {{blend: {blend}}}, helft: {{weights: {{oost: 1, west: 1}}}}}}\n"
    assert codes(ridcalc, tmp_path, keys) == ["fraction-too-fine"]


def test_a_key_of_another_kind_has_no_transition() -> None:
    with pytest.raises(UnavailableError):
        transition_of(Definition.model_construct())
