"""Versions that begin on a day, against a calendar that is written apart (oracle_time.py)."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import write_folder
from effort import times
from oracle_time import days_of, is_leap
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.periods import days_of_year, parse_period, parse_start
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

PERIODS = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", *(f"-M{month:02}" for month in range(1, 13)))


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2025, 2100, 2400, 9999])
def test_a_year_and_its_periods_have_the_days_of_the_calendar(year: int) -> None:
    assert days_of_year(year) == (366 if is_leap(year) else 365)
    for form in PERIODS:
        period = parse_period(f"{year}{form}")
        assert period.end - period.start == len(days_of(period.text))


def test_a_day_is_the_first_of_its_own_and_lies_in_its_month() -> None:
    day = parse_start("2024-02-29")
    assert (day.is_day, day.year, day.end - day.start, day.month) == (True, 2024, 1, "2024-M02")
    assert day.end == parse_period("2024-M03").start
    assert day.overlaps(parse_period("2024-Q1"))
    assert not day.overlaps(parse_period("2024-M03"))


@given(
    year=st.sampled_from([2023, 2024, 2100]),
    form=st.sampled_from(PERIODS),
    starts=st.lists(st.tuples(st.integers(1, 12), st.integers(1, 31)), unique=True, max_size=4),
)
@settings(max_examples=times(30), deadline=None, suppress_health_check=list(HealthCheck))
def test_each_version_has_the_days_from_its_start_up_to_the_next(
    year: int, form: str, starts: list[tuple[int, int]], tmp_path: Path
) -> None:
    calendar = days_of(str(year))
    begins = ["2000", *(f"{year}-{month:02}-{day:02}" for month, day in starts if (year, month, day) in calendar)]
    versions = "".join(f"      {since}: {{weights: {{a: 1}}}}\n" for since in begins)
    keys = f"participants: {{a: {{}}}}\nkeys:\n  k:\n    split: days\n    versions:\n{versions}"
    measures = f"budget: {{years: [{year}]}}\nmeasures: {{}}\n"
    folder = write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": measures})
    book = KeyBook(load(Folder(str(folder))).case.budget)
    found = {
        str(version.version): -span.minus_days
        for span, plan in book.plans("k", (), parse_period(f"{year}{form}"))
        for version in plan.stages
    }
    wanted: dict[str, int] = {}
    for day in days_of(f"{year}{form}"):
        in_force = max((since for since in begins if days_of(since)[0] <= day), key=lambda since: days_of(since)[0])
        wanted[in_force] = wanted.get(in_force, 0) + 1
    assert found == wanted


def test_a_version_says_from_when_it_holds_and_in_which_year_it_changed_last() -> None:
    since = parse_period("2024-H2")
    assert Version("k", None).start is None
    assert Version("k", since).start == "2024-H2"
    assert Version("k", None, year=2026).start == "2026"
    assert Version("k", since, year=2026).start == "2024-H2 / 2026"
