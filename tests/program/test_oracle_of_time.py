"""Whole budgets with keys and counts that change with time, against a second implementation of the rules."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from effort import times
from program.test_oracle import assert_read_alike
from strategies_of_time import timed_budgets


@given(budget=timed_budgets())
@settings(max_examples=times(30), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_second_reading_of_the_rules_of_time_agrees(
    budget: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    assert_read_alike(*budget, tmp_path)
