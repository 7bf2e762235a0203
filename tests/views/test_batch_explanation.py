"""`explain` of a batch: what is in the batch, what a key with amounts gives a participant, and how that is rounded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Run, write_folder

KEYS = """\
participants:
  noord: {name: Noord}
  zuid: {name: Zuid}
  derde: {name: Derde}
  gast: {name: Gast}
  oud: {name: Oud}
keys:
  rid:
    weights: {noord: 1, zuid: 2}
    tariff: {derde: {quantity: 3, price: 33.3450}}
    fixed: {gast: 0}
    leaves: {oud: {last: 100.05, path: {2025: 50%}}}
"""
BOUNDED = f"{KEYS}    minimum: {{zuid: 10}}\n"
MEASURES = """\
budget: {years: [2025, 2026], language: nl}
measures:
  beheer: {name: Beheer, nature: structural, key: rid, amounts: {2025-Q1: 600, 2025-Q3: 400, 2026: 1000}}
  extra: {name: Extra, nature: structural, key: rid, amounts: {2025: 50}}
  opbrengst: {name: Opbrengst, nature: structural, side: income, key: rid, amounts: {2025: 10, 2026: 10}}
"""
Lines = Callable[..., list[str]]


@pytest.fixture
def explained(tmp_path: Path, ridcalc: Run) -> Lines:
    """Return a function from the arguments of `explain` to the lines that it shows, without branches."""

    def lines(*arguments: str, keys: str = KEYS) -> list[str]:
        folder = write_folder(tmp_path / "data", {"keys.yaml": keys, "measures.yaml": MEASURES})
        outcome = ridcalc("explain", *arguments, "--lang", "nl", "--data", str(folder))
        assert outcome.status == 0, outcome.err
        return [line.lstrip("│├└─ ") for line in outcome.out.splitlines()]

    return lines


def test_each_measure_of_a_batch_has_a_line_and_these_add_up_to_the_whole(explained: Lines) -> None:
    shown = explained("noord", "2025", "--measure", "extra")
    start = shown.index("het geheel is € 1.040 (saldo)")  # 600 + 400 + 50 - 10
    assert shown[start + 1 : start + 6] == [
        "Beheer: € 1.000",
        "2025-Q1: € 600",
        "2025-Q3: € 400",
        "Extra: € 50",
        "Opbrengst: € -10",
    ]


@pytest.mark.parametrize("keys", [KEYS, BOUNDED], ids=["without bounds", "with a minimum"])
def test_tariffs_and_leavers_are_rounded_by_themselves(keys: str, explained: Lines) -> None:
    # 3 × 33,345 = 100,035; 100,05 × 50% = 50,025
    nearest = "afgerond op het dichtstbijzijnde veelvoud van € 0,01"
    assert f"precies 100,035 euro, {nearest}" in explained("derde", "2025", keys=keys)
    assert f"precies 50,025 euro, {nearest}" in explained("oud", "2025", keys=keys)


@pytest.mark.parametrize(("keys", "within"), [(KEYS, ""), (BOUNDED, ", binnen de grenzen")])
def test_only_a_key_with_a_minimum_or_maximum_has_bounds(keys: str, within: str, explained: Lines) -> None:
    # 990 - 100,04 = 889,96; a third of that is 296,65333…
    shown = explained("noord", "2026", keys=keys)
    assert f"precies 296,6533 euro, afgerond volgens de grootste rest{within}" in shown


def test_an_ended_path_and_a_fixed_amount_of_nothing_say_why_a_part_is_nothing(explained: Lines) -> None:
    assert "uittreding: het pad eindigt in 2025, dus niets in 2026" in explained("oud", "2026")
    assert "vast bedrag € 0" in explained("gast", "2026")


def test_an_explanation_of_one_measure_says_that_the_amount_is_of_its_batch(explained: Lines) -> None:
    whole_batch = "een verzameling wordt in één keer verdeeld: het bedrag is van al haar maatregelen"
    assert whole_batch in explained("noord", "2025", "--measure", "extra")
    assert whole_batch not in explained("noord", "2025")
