"""The search for amounts with a given sum: it finds exactly what brute force finds, and stops when asked."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import times
from ridcalc.core.arithmetic import subset_sum
from ridcalc.core.arithmetic.subset_sum import Choice, SearchTimeoutError, SubsetSums, subsets_with_sum

ITEMS = st.lists(
    st.lists(st.integers(-60, 60).filter(bool), min_size=1, max_size=2, unique=True), min_size=0, max_size=10
) | st.lists(st.lists(st.integers(1, 10**12), min_size=1, max_size=1), min_size=0, max_size=14)


def brute_force(low: int, high: int, items: list[list[int]]) -> set[tuple[tuple[int, int], ...]]:
    """Try every choice."""
    found = set()
    for size in range(1, len(items) + 1):
        for chosen in combinations(range(len(items)), size):
            for values in product(*(items[position] for position in chosen)):
                if low <= sum(values) <= high:
                    found.add(tuple(zip(chosen, values, strict=True)))
    return found


@given(ITEMS, st.data())
def test_the_search_finds_exactly_what_brute_force_finds(items: list[list[int]], data: st.DataObject) -> None:
    target = data.draw(st.sampled_from([sum(values[0] for values in items[::2]), 30, 0]))
    width = data.draw(st.sampled_from([0, 0, 5]))
    found = list(subsets_with_sum(target, target + width, items))
    assert len(found) == len(set(found))
    assert set(found) == brute_force(target, target + width, items)


def total(choice: Choice | None) -> int | None:
    """Return the sum of a choice; None without one."""
    return None if choice is None else sum(value for _, value in choice)


def hold_nearest(items: list[list[int]], low: int, high: int) -> None:
    """Hold the nearest sums against those of all choices."""
    sums = [sum(value for _, value in choice) for choice in brute_force(-(10**20), 10**20, items)]
    nearest = SubsetSums(items).nearest(low, high)
    assert total(nearest.below) == max((one for one in sums if one < low), default=None)
    assert total(nearest.above) == min((one for one in sums if one > high), default=None)
    assert nearest.complete
    for choice in (nearest.below, nearest.above):
        assert choice is None or (choice and all(value in items[position] for position, value in choice))


@given(ITEMS, st.integers(-100, 100), st.sampled_from([0, 5]))
@settings(max_examples=times(40))
def test_the_nearest_sums_are_those_of_all_choices(items: list[list[int]], low: int, width: int) -> None:
    hold_nearest(items, low, low + width)


def test_the_sum_of_no_item_is_no_nearest_sum() -> None:
    hold_nearest([[10]], 5, 5)
    hold_nearest([[-10]], 5, 5)
    hold_nearest([[10], [-10]], 5, 5)
    hold_nearest([[4, -4], [3], [-3]], 1, 1)
    hold_nearest([], 1, 1)


def test_the_nearest_sums_include_what_the_groups_cannot_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subset_sum, "MOST_SUMS", 4)
    for target in range(-5, 75):
        hold_nearest([[3], [5], [7], [-11], [13], [17, 19]], target, target)


def test_a_search_for_nearest_sums_that_stops_gives_those_that_it_saw(monkeypatch: pytest.MonkeyPatch) -> None:
    # only 3, 5 and their sum are seen; 7 and 11 are outside the groups
    monkeypatch.setattr(subset_sum, "MOST_SUMS", 2)
    sums = SubsetSums([[3], [5], [7], [11]])
    monkeypatch.setattr(sums, "_expired", lambda _: True)
    nearest = sums.nearest(10, 10)
    assert (total(nearest.below), nearest.above, nearest.complete) == (8, None, False)


def test_a_long_pass_for_nearest_sums_stops_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subset_sum, "_BETWEEN_CHECKS", 2)
    sums = SubsetSums([[1], [2], [4], [8], [16], [32]])
    monkeypatch.setattr(sums, "_expired", lambda _: True)
    nearest = sums.nearest(40, 40)
    assert nearest.complete is False
    assert nearest.below is not None, "some sums are always seen"


def test_what_the_groups_cannot_hold_is_tried_around_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subset_sum, "MOST_SUMS", 4)
    items = [[3], [5], [7], [11], [13], [17, 19]]
    for target in range(1, 60):
        assert set(subsets_with_sum(target, target, items)) == brute_force(target, target, items)


def test_sums_beyond_64_bits_are_exact() -> None:
    items = [[10**19], [10**19 + 1], [1]]
    assert set(subsets_with_sum(10**19 + 1, 10**19 + 1, items)) == {((1, 10**19 + 1),), ((0, 10**19), (2, 1))}


def test_a_search_stops_when_asked() -> None:
    with pytest.raises(SearchTimeoutError):
        list(subsets_with_sum(1, 1, [[1], [2]], lambda _: True))
    calls = iter([False, False, True])
    with pytest.raises(SearchTimeoutError):
        list(subsets_with_sum(1, 1, [[1], [2]], lambda _: next(calls)))


def test_forty_amounts_are_searched_without_trying_all_choices() -> None:
    items = [[(number * 7_368_787 + 13) % 999_999_937 * 100] for number in range(1, 41)]
    target = sum(values[0] for values in items[:20])
    asked = 0

    def expired(_: float) -> bool:
        nonlocal asked
        asked += 1
        return False

    found = list(subsets_with_sum(target, target, items, expired))
    assert tuple((position, items[position][0]) for position in range(20)) in found
    assert all(sum(value for _, value in choice) == target for choice in found)
    assert asked < 10_000, "it asks after so many sums, and there are a million in each half"


@pytest.mark.slow
def test_a_search_among_very_many_measures_stops_when_asked() -> None:
    asked: list[float] = []

    def expired(done: float) -> bool:
        asked.append(done)
        return len(asked) > 3000

    with pytest.raises(SearchTimeoutError):
        list(subsets_with_sum(1, 1, [[2**number] for number in range(2000)], expired))
    assert 0 <= max(asked) < 0.001
