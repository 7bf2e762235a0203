"""Filters: which figures are taken of those of a year and a participant."""

import pytest

from ridcalc.core.values.filter import ALL, Filter

NAMES = ("a", "b", None)
YEARS = (2023, 2024, None)


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        (ALL, {(year, name) for year in YEARS for name in NAMES}),
        (Filter((2023,)), {(year, name) for year in (2023, None) for name in NAMES}),
        (Filter((), ("a",)), {(year, name) for year in YEARS for name in ("a", None)}),
        (Filter((2024,), ("b",)), {(year, name) for year in (2024, None) for name in ("b", None)}),
    ],
)
def test_a_filter_takes_its_years_and_participants_and_what_is_of_all(
    asked: Filter, taken: set[tuple[int | None, str | None]]
) -> None:
    assert {(year, name) for year in YEARS for name in NAMES if asked.takes(year, name)} == taken
