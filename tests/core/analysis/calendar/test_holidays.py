"""Holidays and working days, held against a second method: the full moons of the church."""

from datetime import date, timedelta

import oracle_calendar as oracle
from ridcalc.core.analysis.calendar.holidays import (
    easter,
    holidays,
    is_working_day,
    last_working_day,
    next_working_day,
)

YEARS = range(1990, 2061)


def test_easter_of_1990_to_2060_is_the_sunday_after_the_full_moon_of_the_church() -> None:
    assert {year: easter(year) for year in YEARS} == {year: oracle.easter(year) for year in YEARS}
    assert (easter(1990), easter(2000), easter(2038)) == (date(1990, 4, 15), date(2000, 4, 23), date(2038, 4, 25))


def test_every_day_of_1990_to_2060_is_a_working_day_by_both_methods_or_by_neither() -> None:
    first = date(1990, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(2061, 1, 1) - first).days)]
    assert [day for day in days if is_working_day(day) != oracle.works(day)] == []
    assert [day for day in days if (day in holidays(day.year)) != oracle.is_holiday(day)] == []


def test_the_holidays_of_2024() -> None:
    assert sorted(map(str, holidays(2024))) == [
        "2024-01-01",
        "2024-03-29",  # Good Friday
        "2024-04-01",  # Easter Monday
        "2024-04-27",  # King's Day
        "2024-05-05",
        "2024-05-09",  # Ascension Day
        "2024-05-20",  # Whit Monday
        "2024-12-25",
        "2024-12-26",
    ]


def test_a_birthday_of_the_monarch_on_a_sunday_is_celebrated_the_day_before() -> None:
    assert date(2025, 4, 26) in holidays(2025)
    assert date(2025, 4, 27) not in holidays(2025)
    assert date(2013, 4, 30) in holidays(2013)
    assert date(2006, 4, 29) in holidays(2006)


def test_a_term_that_ends_on_christmas_runs_to_the_first_working_day_after_it() -> None:
    assert next_working_day(date(2024, 12, 25)) == date(2024, 12, 27)
    assert last_working_day(date(2024, 4, 1)) == date(2024, 3, 28)
    assert next_working_day(date(2024, 12, 27)) == last_working_day(date(2024, 12, 27)) == date(2024, 12, 27)
