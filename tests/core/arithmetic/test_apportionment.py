"""The laws of division, tested on random amounts and weights against the oracle's own."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

import oracle_rules
from ridcalc.core.arithmetic.apportionment import (
    SignFlippedError,
    largest_remainder,
    largest_share,
    nearest,
    whole_weights,
)

AMOUNTS = st.integers(-(10**17), 10**17) | st.integers(-300, 300)
WEIGHTS = st.lists(st.integers(0, 9) | st.integers(0, 10**9), min_size=1, max_size=12).filter(any) | st.lists(
    st.sampled_from([0, 1, 1, 2]), min_size=1, max_size=12
).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_largest_remainder_agrees_with_the_oracle(amount: int, weights: list[int]) -> None:
    assert largest_remainder(amount, weights) == oracle_rules.largest_remainder(amount, weights)


@given(AMOUNTS, WEIGHTS)
def test_the_parts_add_to_the_whole(amount: int, weights: list[int]) -> None:
    assert sum(largest_remainder(amount, weights)) == amount


@given(AMOUNTS, WEIGHTS)
def test_every_part_is_within_one_unit_of_its_exact_value(amount: int, weights: list[int]) -> None:
    parts = largest_remainder(amount, weights)
    assert all(
        abs(part - quota) < 1 for part, quota in zip(parts, oracle_rules.exact_parts(amount, weights), strict=True)
    )


@given(AMOUNTS, WEIGHTS)
def test_a_zero_weight_gets_zero(amount: int, weights: list[int]) -> None:
    parts = largest_remainder(amount, weights)
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(AMOUNTS, WEIGHTS)
def test_a_negative_amount_mirrors_the_positive_one(amount: int, weights: list[int]) -> None:
    assert largest_remainder(-amount, weights) == [-part for part in largest_remainder(amount, weights)]


@given(AMOUNTS, WEIGHTS, st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_scaling_the_weights_changes_nothing(amount: int, weights: list[int], factor: Fraction) -> None:
    scaled = whole_weights({index: weight * factor for index, weight in enumerate(weights)})
    assert largest_remainder(amount, list(scaled.values())) == largest_remainder(amount, weights)


@given(AMOUNTS, WEIGHTS, st.randoms(use_true_random=False))
def test_without_ties_the_order_changes_nothing(amount: int, weights: list[int], random: Random) -> None:
    remainders = [abs(amount) * weight % sum(weights) for weight in weights]
    order = list(range(len(weights)))
    random.shuffle(order)
    left = abs(amount) - sum(abs(amount) * weight // sum(weights) for weight in weights)
    ranked = sorted(remainders, reverse=True)
    if 0 < left < len(ranked) and ranked[left - 1] == ranked[left]:
        return  # a tie decides who takes the last unit: then the declared order does matter
    parts = largest_remainder(amount, weights)
    shuffled = largest_remainder(amount, [weights[index] for index in order])
    assert shuffled == [parts[index] for index in order]


@given(AMOUNTS, WEIGHTS)
def test_largest_share_rounds_every_other_part_to_its_nearest_unit(amount: int, weights: list[int]) -> None:
    taker = weights.index(max(weights))
    wanted = [oracle_rules.nearest_whole(quota) for quota in oracle_rules.exact_parts(amount, weights)]
    rest = amount - (sum(wanted) - wanted[taker])
    try:
        parts = largest_share(amount, weights)
    except SignFlippedError:
        assert rest * amount < 0
        return
    assert rest * amount >= 0
    assert parts == [*wanted[:taker], rest, *wanted[taker + 1 :]]


@given(st.integers(-(10**12), 10**12), st.sampled_from([1, 100, 100_000, 7]))
def test_nearest_is_the_nearest_multiple(number: int, unit: int) -> None:
    assert nearest(number, unit) == oracle_rules.nearest_whole(Fraction(number, unit)) * unit
