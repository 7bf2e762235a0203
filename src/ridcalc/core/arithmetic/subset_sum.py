"""Subset sum: all choices of whole numbers that add to a wanted sum, by an exact and complete search.

Every item is left out or taken at one of its values. The search meets in the middle: the items are put in two groups,
all sums of a group are listed, sorted and without repeats, and one pass over both lists finds the pairs that fit. Items
that neither group can hold are tried one choice after another. Knows no money or measures.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, pairwise, product
from math import inf, prod
from typing import NamedTuple

MOST_SUMS = 2**20
"""Most different sums of a group: some tens of megabytes."""

_BETWEEN_CHECKS = 2**14
"""Number of sums between two calls of `expired`, so that the calls cost no time."""

Choice = tuple[tuple[int, int], ...]
"""The items taken: pairs of an item's position and the value taken."""


class SearchTimeoutError(Exception):
    """The search was stopped before its end."""


_MOST_ROUNDS = 10**15
"""Cap on the rounds used to report progress."""


class Nearest(NamedTuple):
    """The choices whose sums are nearest to a range, at least one item each; None: there is no such choice."""

    below: Choice | None
    """The choice with the largest sum below the range."""
    above: Choice | None
    """The choice with the smallest sum above the range."""
    complete: bool
    """Whether every choice was seen; if not, there may be nearer sums."""


def subsets_with_sum(
    low: int, high: int, items: Sequence[Sequence[int]], expired: Callable[[float], bool] = lambda _: False
) -> Iterator[Choice]:
    """Yield every choice, at least one item, whose sum lies from `low` up to and including `high`.

    Raises:
        SearchTimeoutError: `expired` returned True; there may be more choices.
    """
    yield from SubsetSums(items, expired).choices(low, high)


class SubsetSums:
    """The sums of all choices of items."""

    def __init__(self, items: Sequence[Sequence[int]], expired: Callable[[float], bool] = lambda _: False) -> None:
        """Collect the sums of two groups of items.

        Args:
            items: The values of each item.
            expired: Takes the fraction done (0 to 1) and returns whether to stop; called from time to time.

        Raises:
            SearchTimeoutError: `expired` returned True.
        """
        self._expired = expired
        self._left, self._right = _Group(), _Group()
        self._rest: list[tuple[int, Sequence[int]]] = []
        """The items, as position and values, that neither group can hold."""
        for position, values in enumerate(items):
            group = min(self._left, self._right, key=lambda candidate: len(candidate.sums))
            if len(group.sums) * (1 + len(values)) <= MOST_SUMS:
                group.add(position, values)
            else:
                self._rest.append((position, values))
            if expired(0.0):
                raise SearchTimeoutError

    def choices(self, low: int, high: int) -> Iterator[Choice]:
        """Yield every choice, at least one item, whose sum lies from `low` up to and including `high`.

        Raises:
            SearchTimeoutError: `expired` returned True; there may be more choices.
        """
        for taken, check in self._rounds():
            base = _sum(taken)
            for left_sum, right_sum in _pairs(self._left.sums, self._right.sums, low - base, high - base, check):
                for left_choice in self._left.choices(left_sum):
                    check(0.0)
                    for right_choice in self._right.choices(right_sum):
                        choice = tuple(sorted((*taken, *left_choice, *right_choice)))
                        if choice:
                            yield choice

    def nearest(self, low: int, high: int) -> Nearest:
        """Return the choices whose sums are nearest to `low` from below, and to `high` from above.

        If `expired` returns True, they are the nearest of the choices that were seen; some choices are always seen.
        """
        found: dict[bool, tuple[int, Choice, int, int]] = {}
        complete = True
        try:
            for number, (taken, check) in enumerate(self._rounds()):
                if number:
                    check(0.0)
                base = _sum(taken)
                pairs = _neighbours(self._left.sums, self._right.sums, low - base, high - base, check)
                for is_above, left_sum, right_sum in pairs:
                    distance = base + left_sum + right_sum - high if is_above else low - base - left_sum - right_sum
                    if is_above in found and found[is_above][0] <= distance:
                        continue
                    if left_sum or right_sum or self._first(taken, left_sum, right_sum):
                        found[is_above] = distance, taken, left_sum, right_sum
        except SearchTimeoutError:
            complete = False
        below, above = (self._first(*found[side][1:]) if side in found else None for side in (False, True))
        return Nearest(below, above, complete)

    def _first(self, taken: Choice, left_sum: int, right_sum: int) -> Choice | None:
        """Return the first choice, at least one item, with these sums of the groups; None if only no item has them."""
        for left_choice in self._left.choices(left_sum):
            for right_choice in self._right.choices(right_sum):
                if choice := tuple(sorted((*taken, *left_choice, *right_choice))):
                    return choice
        return None

    def _rounds(self) -> Iterator[tuple[Choice, Callable[[float], None]]]:
        """Yield every choice of the items outside the groups, and the function that checks the time in its round.

        That function takes the fraction of the round that is done, and raises SearchTimeoutError.
        """
        rounds = min(prod(1 + len(values) for _, values in self._rest), _MOST_ROUNDS)
        for done, taken in enumerate(_choices_of(self._rest)):

            def check(part: float, done: int = done) -> None:
                """Stop the search if it has expired; `part` of the present round is done."""
                if self._expired((done + part) / rounds):
                    raise SearchTimeoutError

            yield taken, check


def _sum(choice: Choice) -> int:
    return sum(value for _, value in choice)


def _choices_of(items: Sequence[tuple[int, Sequence[int]]]) -> Iterator[Choice]:
    """Yield every choice of the items, given as position and values; choices of the fewest items come first."""
    for size in range(len(items) + 1):
        for subset in combinations(items, size):
            positions = tuple(position for position, _ in subset)
            for values in product(*(values for _, values in subset)):
                yield tuple(zip(positions, values, strict=True))


def _pairs(
    left_sums: Sequence[int], right_sums: Sequence[int], low: int, high: int, check: Callable[[float], None]
) -> Iterator[tuple[int, int]]:
    """Yield every pair of a left and a right sum that add to a number from `low` up to and including `high`.

    Both lists are sorted, so that one pass over each is enough. `check` is called from time to time with the fraction
    of the left sums that is done.
    """
    end = len(right_sums)
    for number, left in enumerate(left_sums):
        if number % _BETWEEN_CHECKS == 0:
            check(number / len(left_sums))
        most = high - left
        while end and right_sums[end - 1] > most:
            end -= 1
        index = end
        while index and right_sums[index - 1] >= low - left:
            index -= 1
            yield left, right_sums[index]


def _neighbours(
    left_sums: Sequence[int], right_sums: Sequence[int], low: int, high: int, check: Callable[[float], None]
) -> Iterator[tuple[bool, int, int]]:
    """Yield pairs of sums that come nearer and nearer to a range, from below `low` and from above `high`.

    Each is given as whether it is above, the left sum and the right sum. Beside a left sum of 0 the two nearest right
    sums are given, since two sums of 0 may be those of no item at all. `check` is called from time to time, but not
    before some sums are seen.
    """
    below = above = len(right_sums)  # the numbers of right sums that stay below the range, and not above it
    most, least = -inf, inf  # the nearest sums so far
    for number, left in enumerate(left_sums, 1):
        while below and left + right_sums[below - 1] >= low:
            below -= 1
        while above and left + right_sums[above - 1] > high:
            above -= 1
        if left == 0:
            yield from ((False, left, right) for right in right_sums[max(0, below - 2) : below])
            yield from ((True, left, right) for right in right_sums[above : above + 2])
        else:
            if below and left + right_sums[below - 1] > most:
                most = left + right_sums[below - 1]
                yield False, left, right_sums[below - 1]
            if above < len(right_sums) and left + right_sums[above] < least:
                least = left + right_sums[above]
                yield True, left, right_sums[above]
        if number % _BETWEEN_CHECKS == 0:
            check(number / len(left_sums))


class _Group:
    """Items with all their different sums. The sums after each item are kept, so that a sum leads back to choices."""

    def __init__(self) -> None:
        self.items: list[tuple[int, Sequence[int]]] = []
        self.levels: list[Sequence[int]] = [[0]]

    @property
    def sums(self) -> Sequence[int]:
        """The different sums of all items, in ascending order."""
        return self.levels[-1]

    def add(self, position: int, values: Sequence[int]) -> None:
        """Add an item that is left out or taken at one of its values."""
        before = self.sums
        merged = list(before)
        for value in values:
            merged += [total + value for total in before]
        merged.sort()  # fast: the sort merges the sorted runs in one pass
        distinct = merged[:1] + [later for earlier, later in pairwise(merged) if earlier != later]
        self.items.append((position, values))
        self.levels.append(array("q", distinct) if max(abs(distinct[0]), abs(distinct[-1])) < 2**63 else distinct)

    def choices(self, total: int) -> Iterator[Choice]:
        """Yield every choice of the items that adds to `total`, which is one of the sums."""
        unfinished: list[tuple[int, int, Choice]] = [(len(self.items), total, ())]
        while unfinished:
            level, rest, taken = unfinished.pop()
            if level == 0:
                yield taken
                continue
            position, values = self.items[level - 1]
            unfinished += [
                (level - 1, rest - value, ((position, value), *taken) if value else taken)
                for value in chain(values, (0,))
                if _holds(self.levels[level - 1], rest - value)
            ]


def _holds(sums: Sequence[int], wanted: int) -> bool:
    """Return whether the sorted `sums` contain `wanted`."""
    index = bisect_left(sums, wanted)
    return index < len(sums) and sums[index] == wanted
