"""Warnings: what a budget may hold but a reader should know, and where each begins and ends."""

from pathlib import Path

import pytest

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = """\
participants:
  a: {booking: {category: "4.3.3"}}
  p: {members: [b, c], key: inner, booking: {category: "4.3.3"}}
  b: {booking: {category: "4.3.3"}}
  c: {booking: {category: "4.3.3"}}
keys: {k: {weights: {a: 1, p: 1}}, inner: {weights: {b: 1, c: 1}}}
"""
BOOKED = 'booking: {category: "3.8"}'


def warnings_of(
    folder: Path, measure: str, keys: str = KEYS, years: str = "2024, 2025, 2026, 2027", *changes: str
) -> list[str]:
    """Return the warnings about a measure: the code of each, and its path."""
    measures = f"budget: {{years: [{years}]}}\nmeasures:\n  m: {{key: k, {measure}}}\n"
    data = write_folder(folder, {"keys.yaml": keys, "measures.yaml": measures, "scenarios/s.yaml": "without: [m]\n"})
    found = allocate(load(Folder(str(data)), "s" if changes else "none", changes).case).warnings
    return [f"{one.code} at {'.'.join(map(str, one.path))}" for one in found]


@pytest.mark.parametrize(
    ("measure", "warnings"),
    [
        ("nature: incidental, amounts: {2024: 1, 2025: 1, 2026: 1}", []),
        (
            "nature: incidental, amounts: {2024: 1, 2025: 1, 2026: 1, 2027: PM}",
            ["long-incidental at measures.m.nature"],
        ),
        ("nature: incidental, amounts: {2024: 1, 2025: 1, 2026: 1, 2027: 0}", []),
        (
            "nature: incidental, total: 4, spread: {2024: 1/4, 2025: 1/4, 2026: 1/4, 2027: 1/4}",
            ["long-incidental at measures.m.nature"],
        ),
        ("nature: structural, amounts: {2025: 1, 2026: PM, 2027: 1}", []),
        ("nature: structural, amounts: {2025: 1, 2027: 1}", ["structural-stops at measures.m.nature"]),
        ("nature: structural, amounts: {2024: 0.01, 2025: 1, 2026: 1}", ["structural-stops at measures.m.nature"]),
        ("nature: incidental, side: income, amounts: {2024: 0}", []),
        ("nature: incidental, side: income, amounts: {2024: 0.01, 2025: PM}", []),
        ("nature: incidental, side: income, amounts: {2024: -0.01}", ["negative-income at measures.m.amounts"]),
        (
            "nature: incidental, side: income, total: -1, spread: {2024: 1}",
            ["negative-income at measures.m.total"],
        ),
        ("nature: incidental, amounts: {2024: -1}", []),
    ],
)
def test_a_measure_has_its_warnings(measure: str, warnings: list[str], tmp_path: Path) -> None:
    assert warnings_of(tmp_path, f"{measure}, {BOOKED}") == warnings


def test_a_participant_without_category_is_shown_by_name(tmp_path: Path) -> None:
    data = write_folder(
        tmp_path,
        {
            "keys.yaml": KEYS.replace('a: {booking: {category: "4.3.3"}}', "a: {name: A}"),
            "measures.yaml": "budget: {years: [2024]}\n"
            "measures:\n  m: {nature: structural, key: k, amounts: {2024: 1}}\n",
        },
    )
    loaded = load(Folder(str(data)), "none")
    places = [one.place for one in loaded.placed(allocate(loaded.case).warnings)]
    assert [(Path(place.file).name, place.line, place.column) for place in places if place] == [
        ("keys.yaml", 2, 3),
        ("measures.yaml", 3, 3),
    ]


def test_a_member_that_the_key_leaves_out_is_warned_of(tmp_path: Path) -> None:
    keys = KEYS.replace("inner: {weights: {b: 1, c: 1}}", "inner: {weights: {b: 1}}")
    measure = f"nature: structural, amounts: {{2024: 1}}, {BOOKED}"
    assert warnings_of(tmp_path, measure, keys, "2024") == ["member-left-out at participants.p.key"]
    assert warnings_of(tmp_path, measure, keys.replace("{b: 1}}", "{b: 1, c: 0}}"), "2024") == []


@pytest.mark.parametrize(
    ("change", "warnings"),
    [
        ("measures.m.amounts.2024=2", ["change-without-effect at "]),
        ("measures.m.name=a=b", ["change-without-effect at "]),
        ("keys.inner.name=x", []),
        ("participants.a.name=m", []),
    ],
)
def test_a_change_of_what_the_scenario_leaves_out_is_warned_of(
    change: str, warnings: list[str], tmp_path: Path
) -> None:
    measure = f"nature: structural, amounts: {{2024: 1}}, {BOOKED}"
    assert warnings_of(tmp_path, measure, KEYS, "2024", change) == warnings


MANY = 1000


@pytest.mark.parametrize(
    ("measure", "message"),
    [
        (
            "nature: incidental, amounts: {2024: 1, 2025: 1, 2026: 1, 2027: 1}",
            "1000 measures are incidental and last more than 3 years: m0, m1, m2, m3, m4, + 995",
        ),
        (
            "nature: structural, amounts: {2024: 1, 2025: 1}",
            "1000 measures are structural and have no amount in a later year: m0, m1, m2, m3, m4, + 995",
        ),
        (
            "nature: incidental, side: income, amounts: {2024: -1}",
            "1000 measures are income and negative, which adds to the cost: m0, m1, m2, m3, m4, + 995",
        ),
        (
            "nature: incidental, vat: included, amounts: {2024: 1}",
            "VAT of 1000 entries is not 'excluded', as that of the budget: m0, m1, m2, m3, m4, + 995",
        ),
        (
            "nature: incidental, index: cpi, price_level: 2023, amounts: {2024: 1}",
            "1000 measures are incidental and are indexed: m0, m1, m2, m3, m4, + 995",
        ),
    ],
)
def test_a_warning_for_many_measures_is_one_that_counts_them(measure: str, message: str, tmp_path: Path) -> None:
    entries = "\n".join(f"  m{number}: {{key: k, {measure}, {BOOKED}}}" for number in range(MANY))
    above = "budget: {years: [2024, 2025, 2026, 2027]}\nindices: {cpi: {rates: {2024: 2%}}}\n"
    data = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": f"{above}measures:\n{entries}\n"})
    found = allocate(load(Folder(str(data)), "none").case).warnings
    assert [Language("en").text(one.message) for one in found] == [message]


def test_warnings_for_a_few_measures_stand_at_each(tmp_path: Path) -> None:
    entries = "\n".join(
        f"  m{number}: {{key: k, nature: structural, amounts: {{2024: 1}}, {BOOKED}}}" for number in range(5)
    )
    data = write_folder(
        tmp_path, {"keys.yaml": KEYS, "measures.yaml": f"budget: {{years: [2024, 2025]}}\nmeasures:\n{entries}\n"}
    )
    found = allocate(load(Folder(str(data)), "none").case).warnings
    assert [one.path for one in found] == [("measures", f"m{number}", "nature") for number in range(5)]
