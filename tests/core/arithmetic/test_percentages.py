"""The laws of percentages of a whole: tenths of a percent that add up to 100, each near its exact share."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ridcalc.core.arithmetic.percentages import HUNDREDTHS, percentages

TENTH = Fraction(1, 1000)
AMOUNTS = st.lists(st.integers(-(10**12), 10**12) | st.integers(-9, 9), min_size=1, max_size=12).filter(sum)


def test_three_equal_amounts_are_33_4_and_twice_33_3_percent() -> None:
    assert percentages([1, 1, 1]) == [334 * TENTH, 333 * TENTH, 333 * TENTH]


def test_hundredths_of_a_percent_of_thirds_and_sixths_add_up_too() -> None:
    third, more = Fraction(3333, 10_000), Fraction(3334, 10_000)
    assert percentages([1, 1, 1], HUNDREDTHS) == [more, third, third]
    sixth, less = Fraction(1667, 10_000), Fraction(1666, 10_000)
    assert percentages([1] * 6, HUNDREDTHS) == [*[sixth] * 4, less, less]


def test_an_income_of_a_quarter_of_the_expense_is_a_negative_share() -> None:
    assert percentages([400, -100]) == [Fraction(1333, 1000), Fraction(-333, 1000)], "of 300; 133,33 and -33,33"


@given(AMOUNTS)
def test_percentages_add_up_to_100(amounts: list[int]) -> None:
    assert sum(percentages(amounts)) == sum(percentages(amounts, HUNDREDTHS)) == 1


@given(AMOUNTS)
def test_each_percentage_is_less_than_a_tenth_from_the_exact_share(amounts: list[int]) -> None:
    exact = [Fraction(amount, sum(amounts)) for amount in amounts]
    assert all(abs(one - other) < TENTH for one, other in zip(percentages(amounts), exact, strict=True))


@given(AMOUNTS)
def test_a_share_in_whole_tenths_stays_as_it_is(amounts: list[int]) -> None:
    exact = [Fraction(amount, sum(amounts)) for amount in amounts]
    shown = percentages(amounts)
    assert all(one == other for one, other in zip(shown, exact, strict=True) if (other / TENTH).denominator == 1)


@given(AMOUNTS)
def test_percentages_of_income_are_those_of_the_same_expense(amounts: list[int]) -> None:
    assert percentages([-amount for amount in amounts]) == percentages(amounts)
