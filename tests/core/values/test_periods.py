"""Periods: years, half-years, quarters, months and the months between two of them."""

import pytest

from ridcalc.core.values.periods import month_of, parse_period, period_between
from ridcalc.core.values.problems import InvalidValueError

JANUARY = 2023 * 12
"""The first month of 2023, counted from year 0."""


@pytest.mark.parametrize(
    ("text", "first", "months"),
    [
        ("2023", 0, 12),
        ("2023-H2", 6, 6),
        ("2023-Q3", 6, 3),
        ("2023-M01", 0, 1),
        ("2023-M07", 6, 1),
        ("2023-M12", 11, 1),
    ],
)
def test_a_period_has_a_first_month_and_a_number_of_months(text: str, first: int, months: int) -> None:
    period = parse_period(text)
    assert (period.year, period.first_month - JANUARY) == (2023, first)
    assert month_of(period.end) - period.first_month == months


@pytest.mark.parametrize(
    "text", ["2023-M1", "2023-M00", "2023-M13", "2023-H3", "2023-Q5", "2023-01", "2023-m01", "0999"]
)
def test_another_form_is_no_period(text: str) -> None:
    with pytest.raises(InvalidValueError):
        parse_period(text)


def test_a_month_lies_in_its_quarter_half_and_year_and_in_no_other() -> None:
    august = parse_period("2023-M08")
    assert all(august.overlaps(parse_period(text)) for text in ["2023", "2023-H2", "2023-Q3", "2023-M08"])
    assert not any(august.overlaps(parse_period(text)) for text in ["2024", "2023-H1", "2023-Q4", "2023-M07"])


def test_of_periods_that_begin_together_the_longest_comes_first() -> None:
    texts = ["2023-M01", "2023-Q1", "2023-H1", "2023", "2022-M12"]
    assert [period.text for period in sorted(map(parse_period, texts))] == [
        "2022-M12",
        "2023",
        "2023-H1",
        "2023-Q1",
        "2023-M01",
    ]


@pytest.mark.parametrize(
    ("first", "end", "text"),
    [
        (0, 12, "2023"),
        (6, 12, "2023-H2"),
        (9, 12, "2023-Q4"),
        (11, 12, "2023-M12"),
        (3, 12, "2023-Q2..Q4"),
        (0, 9, "2023-Q1..Q3"),
        (2, 12, "2023-M03..M12"),
        (0, 5, "2023-M01..M05"),
        (3, 9, "2023-Q2..Q3"),
        (1, 4, "2023-M02..M04"),
    ],
)
def test_months_in_a_row_are_written_as_the_period_that_they_are_or_from_and_to(
    first: int, end: int, text: str
) -> None:
    period = period_between(JANUARY + first, JANUARY + end)
    assert (period.text, period.first_month, month_of(period.end)) == (text, JANUARY + first, JANUARY + end)
