"""How many examples the laws try, and which of many mistakes every run tries."""

import os
from collections.abc import Iterable
from typing import Any

import pytest

EFFORT = float(os.environ.get("RIDCALC_EFFORT", "0.5"))
"""A half as the README runs the tests, 3 in the gate, more for a long search."""


def times(count: int) -> int:
    """Return `count` times the effort, at least 1."""
    return max(1, round(count * EFFORT))


def one_of(often: int, mistakes: Iterable[Any]) -> list[Any]:
    """Return mistakes as parameters of a test: each run tries one of so many, the slow proofs the others."""
    return [
        pytest.param(mistake, marks=() if number % often == 0 else pytest.mark.slow)
        for number, mistake in enumerate(mistakes)
    ]
