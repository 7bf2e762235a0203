"""The lists of Iv3: what may be booked in a year, and what replaced a taakveld."""

import pytest

from ridcalc.core.values.iv3 import Iv3, Iv3Side, Refusal
from ridcalc.reading.iv3_lists import iv3_lists


@pytest.fixture
def lists() -> Iv3:
    return iv3_lists()


@pytest.mark.parametrize(
    ("year", "side", "taakveld", "category", "refusal"),
    [
        (2023, "lasten", "0.4", "4.3.3", None),
        (2023, "lasten", "0.4", "3.5.1", None),
        (2023, "lasten", "0.10", "3.8", "impossible-combination"),
        (2023, "baten", "0.4", "3.5.1", "category-not-on-this-side"),
        (2025, "lasten", "6.72", "3.8", "taakveld-not-valid-in-year"),
        (2025, "lasten", "0.4", "4.4.3", "category-not-valid-in-year"),
        (2023, "lasten", "6.71", "3.8", "impossible-combination"),
        (2023, "lasten", "0.40", None, "taakveld-not-valid-in-year"),
        (2023, "lasten", None, "banaan", "category-not-on-this-side"),
        (2031, "lasten", "6.711", "3.8", None),
    ],
)
def test_the_first_question_that_fails_is_what_is_wrong(
    lists: Iv3, year: int, side: Iv3Side, taakveld: str | None, category: str | None, refusal: Refusal | None
) -> None:
    assert lists.refusal("Gemeente", side, taakveld, category, year) == refusal


def test_a_cell_is_open_grey_or_unknown(lists: Iv3) -> None:
    assert lists.cell("Gemeente", "lasten", "0.4", "3.8", 2024) == "open"
    assert lists.cell("Gemeente", "lasten", "0.10", "3.8", 2024) == "grijs"
    assert lists.cell("Gemeente", "lasten", "0.4", None, 2024) == "onbekend"


def test_successors_are_followed_to_those_of_the_year(lists: Iv3) -> None:
    assert lists.successors_of("Gemeente", "6.71", 2023) == ("6.71a", "6.71b", "6.71c", "6.71d")
    assert lists.successors_of("Gemeente", "6.71", 2025) == ("6.711", "6.712", "6.713", "6.714")
    assert lists.successors_of("Gemeente", "6.71", 2022) == ()
    assert lists.successors_of("Gemeente", "0.4", 2025) == ()


def test_a_year_before_the_first_list_is_not_covered(lists: Iv3) -> None:
    assert not lists.covers("GR", 2017)
    assert lists.covers("GR", 2018)
    assert lists.covers("Gemeente", 2017)
    assert lists.covers("Gemeente", 2040)
