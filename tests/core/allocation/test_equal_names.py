"""Warnings about equal names: one per name of a section, at the second entry."""

from pathlib import Path

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.values.problems import Problem
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

MEASURES = "budget: {years: [2024]}\nmeasures: {m: {nature: incidental, key: k, amounts: {2024: 1}}}\n"


def warnings_of(folder: Path, participants: str) -> list[Problem]:
    """Return the warnings about equal names of a budget with these participants, of whom a pays."""
    keys = f"participants: {{{participants}}}\nkeys: {{k: {{shares: {{a: 1}}}}}}\n"
    data = write_folder(folder, {"keys.yaml": keys, "measures.yaml": MEASURES})
    return [one for one in allocate(load(Folder(str(data))).case).warnings if one.code == "same-name"]


def test_one_warning_names_all_that_have_the_name(tmp_path: Path) -> None:
    (warning,) = warnings_of(tmp_path, "a: {name: Bergen}, b: {name: Duiven}, c: {name: bergen}, d: {name: Bergen}")
    assert warning.path == ("participants", "c", "name")
    assert warning.message.values == {"name": "bergen", "ids": ("a", "c", "d")}


def test_an_entry_without_a_name_has_its_id_for_a_name(tmp_path: Path) -> None:
    (warning,) = warnings_of(tmp_path, "a: {name: Bergen}, bergen: {}")
    assert warning.path == ("participants", "bergen")


def test_names_of_other_sections_do_not_count(tmp_path: Path) -> None:
    assert warnings_of(tmp_path, "a: {name: m}, k: {}") == []
