"""Ids that a spreadsheet reads as a number or a date: which they are, and where the warning stands."""

from pathlib import Path

import pytest

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

MEASURES = """\
budget: {years: [2024]}
measures: {MEASURE: {nature: incidental, key: KEY, amounts: {2024: 1}}}
"""


def found(folder: Path, *participants: str, key: str = "k", measure: str = "m") -> list[tuple[str, ...]]:
    """Return section, id and the ids in the message of each warning about ids."""
    every = ", ".join(f"{name}: {{}}" for name in participants)
    weights = ", ".join(f"{name}: 1" for name in participants)
    keys = f"participants: {{{every}}}\nkeys: {{{key}: {{weights: {{{weights}}}}}}}\n"
    measures = MEASURES.replace("MEASURE", measure).replace("KEY", key)
    data = write_folder(folder, {"keys.yaml": keys, "measures.yaml": measures})
    warnings = [one for one in allocate(load(Folder(str(data))).case).warnings if one.code == "id-like-number"]
    assert all(one.at_key for one in warnings)
    return [(*map(str, one.path), *one.message.values["ids"]) for one in warnings]


@pytest.mark.parametrize(
    "name",
    [
        "0299",  # a code of a municipality, which loses its zero
        "7e5",  # 700000
        "7e-5",
        "1-2",
        "31-12",
        "12-31",
        "1-2-2024",
        "2-31-24",
        "2024-1",
        "2024-12-31",
        "12-2024",
        "1-jan",
        "1mrt",
        "1-mei-2024",
        "mei-2024",
        "sept1",
    ],
)
def test_what_reads_as_a_number_or_a_date_has_a_warning(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, name) == [("participants", name, name)]


@pytest.mark.parametrize(
    "name",
    ["gm0299", "e5", "7e", "7ee5", "40-50", "13-45", "1-2-3-4", "2024-q1", "2024-13", "mei", "meidoorn-1", "32-jan"],
)
def test_other_ids_have_none(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, name) == []


def test_keys_and_measures_have_it_too(tmp_path: Path) -> None:
    assert found(tmp_path, "a", key="1-2", measure="7e5") == [("keys", "1-2", "1-2"), ("measures", "7e5", "7e5")]


def test_up_to_five_have_a_warning_each_and_more_have_one_together(tmp_path: Path) -> None:
    codes = [f"{number:04}" for number in range(1, 8)]
    assert found(tmp_path / "five", *codes[:5]) == [("participants", code, code) for code in codes[:5]]
    assert found(tmp_path / "seven", *codes) == [("participants", "0001", *codes[:5], "+ 2")]
