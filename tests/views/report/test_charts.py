"""The charts of a page as values: round ticks, at most four categories, steps that add."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import times
from ridcalc.language.sentences import Language
from ridcalc.views.report.charts import Bar, at_most, ticks_for
from ridcalc.views.table import Money


@pytest.mark.parametrize(
    ("amounts", "ticks"),
    [
        ([213_200_00, 123_088_43], [0, 100_000_00, 200_000_00, 300_000_00]),
        ([], [0]),
        ([3], [0, 1_00]),
        ([-70_00, 120_00], [-100_00, 0, 100_00, 200_00]),
        ([-1_000_00], [-1_000_00, -500_00, 0]),
    ],
)
def test_ticks_are_round_and_reach_from_the_smallest_to_the_largest(amounts: list[int], ticks: list[int]) -> None:
    assert list(ticks_for(amounts)) == ticks


@settings(max_examples=times(50))
@given(st.lists(st.integers(-(10**15), 10**15), max_size=6))
def test_ticks_enclose_every_amount_and_zero_and_are_few(amounts: list[int]) -> None:
    ticks = ticks_for(amounts)
    assert ticks[0] <= min([*amounts, 0])
    assert ticks[-1] >= max([*amounts, 0])
    assert 0 in ticks
    assert len(ticks) <= 6


def test_of_many_categories_the_largest_stand_apart_and_the_rest_together() -> None:
    bars = [
        Bar(name, Money(cents, pm))
        for name, cents, pm in (("a", 5, 0), ("b", 40, 0), ("c", -30, 1), ("d", 7, 2), ("e", 20, 0))
    ]
    shown = at_most(bars)
    assert [bar.label for bar in shown[:3]] == ["b", "c", "e"]
    assert shown[3].amount == Money(12, 2)
    assert Language("en").text(shown[3].label) == "the 2 others"
    assert at_most(bars[:4]) == tuple(bars[:4])
