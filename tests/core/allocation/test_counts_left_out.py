"""Counts that a version of a key leaves out: of whom an earlier version names, and of nobody else."""

from pathlib import Path

import pytest

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = """\
participants: {{a: {{}}, b: {{}}, c: {{}}, p: {{members: [b, c], key: inner}}, q: {{members: [p], key: outer}}}}
drivers:
  people: {{values: {{2022: {{a: 5, b: 6, c: 4}}, 2023: {{a: 5, b: 6, c: {c}}}}}}}
  homes: {{values: {{2022: {{a: 1, b: 1, c: 1}}}}}}
keys:
  k: {{versions: {{{versions}}}}}
  inner: {{shares: {{b: 1/2, c: 1/2}}}}
  outer: {{shares: {{p: 1}}}}
"""
MEASURES = """\
budget: {years: [2023, 2024]}
measures: {m: {nature: structural, key: k, amounts: {2023: 100, 2024: 100}}}
"""


def left_out(folder: Path, earlier: str, later: str, c: str = "4", keys: str = KEYS) -> list[tuple[str, str]]:
    """Return version and participant of each warning; the versions are of 2023 and 2024."""
    text = keys.format(versions=f"2023: {{{earlier}}}, 2024: {{{later}}}", c=c)
    data = write_folder(folder, {"keys.yaml": text, "measures.yaml": MEASURES})
    warnings = [one for one in allocate(load(Folder(str(data))).case).warnings if one.code == "count-left-out"]
    assert all(one.path[-1] == "among" for one in warnings)
    return [(str(one.message.values["since"]), str(one.message.values["participant"])) for one in warnings]


def among(*participants: str, driver: str = "people", lag: int = 1) -> str:
    """Return a definition of a key by a driver."""
    return f"driver: {driver}, among: [{', '.join(participants)}], lag: {lag}"


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (among("a", "b", "c"), among("a", "b"), [("2024", "c")]),
        (among("a", "b", "c"), among("a"), [("2024", "b"), ("2024", "c")]),
        (among("a", "p"), among("a", "b"), [("2024", "c")]),  # c counted within p
        (among("a", "q"), among("a", "b"), [("2024", "c")]),
        (among("a", "b", "c"), among("a", "b", lag=2), [("2024", "c")]),
        (among("a", "b"), among("a", "b"), []),  # c is left out by design
        (among("a", "b"), among("a", "b", "c"), []),  # c joins
        (among("a", "b", "c"), among("a", "p"), []),  # c counts within p
        (among("a", "p"), among("a", "b", "c"), []),
        (among("a", "q"), among("a", "p"), []),
        (among("a", "b", "c"), among("a", "b", driver="homes"), [("2024", "c")]),  # homes count c too
        (among("a", "b", "c"), "shares: {a: 1}", []),
        ("shares: {a: 1/2, c: 1/2}", among("a", "b"), [("2024", "c")]),
        ("shares: {a: 1/2, p: 1/2}", among("a"), [("2024", "b"), ("2024", "c")]),
        ("blend: {inner: 1}", among("a", "b"), [("2024", "c")]),
        ("weights: {a: 1}, fixed: {c: 1}", among("a", "b"), [("2024", "c")]),
        ("weights: {a: 1, c: 1}", among("a") + ", fixed: {c: 1}", []),  # c pays exactly that
    ],
)
def test_whom_an_earlier_version_names(
    earlier: str, later: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert left_out(tmp_path, earlier, later) == expected


def test_a_count_of_zero_leaves_nobody_out(tmp_path: Path) -> None:
    assert left_out(tmp_path, among("a", "b", "c"), among("a", "b"), c="0") == []


def test_a_successor_has_the_count_of_who_merged_into_it(tmp_path: Path) -> None:
    # c is part of b since 2024, where only a and b are counted; a alone leaves the count of b out, with that of c
    keys = KEYS.replace("c: {{}}", "c: {{successor: b, until: 2023}}")
    assert left_out(tmp_path / "both", among("a", "b", "c"), among("a", "b"), keys=keys) == []
    assert left_out(tmp_path / "one", among("a", "b", "c"), among("a"), keys=keys) == [("2024", "b")]


def test_a_successor_that_is_no_member_has_no_place_in_the_key_of_the_partnership(tmp_path: Path) -> None:
    keys = KEYS.replace("c: {{}}", "c: {{successor: a, until: 2023}}").replace(
        "inner: {{shares: {{b: 1/2, c: 1/2}}}}",
        "inner: {{versions: {{2023: {{shares: {{b: 1/2, c: 1/2}}}}, 2024: {{driver: people, among: [b]}}}}}}",
    )
    assert left_out(tmp_path, among("a", "p"), among("a", "p"), keys=keys) == []


def test_without_a_count_in_the_reference_year_nobody_is_left_out(tmp_path: Path) -> None:
    keys = KEYS.replace(", c: {c}", "").format(versions=f"2023: {{{among('a', 'c')}}}, 2024: {{{among('a')}}}")
    data = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": MEASURES})
    assert [one.code for one in allocate(load(Folder(str(data))).case).warnings if one.code == "count-left-out"] == []


def test_the_message_names_the_count_and_the_reference_year(tmp_path: Path) -> None:
    versions = f"2023: {{{among('a', 'b', 'c')}}}, 2024: {{{among('a', 'b')}}}"
    data = write_folder(tmp_path, {"keys.yaml": KEYS.format(versions=versions, c="4"), "measures.yaml": MEASURES})
    warning = next(one for one in allocate(load(Folder(str(data))).case).warnings if one.code == "count-left-out")
    assert warning.message.values["count"].number == 4
    assert (warning.message.values["driver"], warning.message.values["year"]) == ("people", "2023")
    assert warning.path == ("keys", "k", "versions", "2024", "among")
