"""Totals: how they are added up."""

import pytest

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING


def test_totals_add_up_with_their_pm_posts_and_marks() -> None:
    one, other = Total(100, 1, assumed=False), Total(-30, 2, assumed=True)
    assert one + other == other + one == Total(70, 3, assumed=True)
    assert sum([one, one, one], NOTHING) == Total(300, 3, assumed=False)
    assert one + NOTHING == one


def test_a_total_is_not_lengthened_by_what_is_no_total() -> None:
    other = (1, 0, False)
    with pytest.raises(TypeError):
        Total(1, 0, assumed=False) + other
