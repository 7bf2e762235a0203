"""Which choices of whole numbers add to a wanted sum: an exact and complete search, meeting in the middle.

Every item is left out or taken at one of its values. Two groups of items are summed in all their ways, each sorted and
without repeats, and the pairs that fit are found in one pass; what both groups cannot hold is tried around them. Knows
nothing of money or measures.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, pairwise, product
from math import prod

MOST_SUMS = 2**20
"""How many different sums a group may have: some tens of megabytes."""

_BETWEEN_CHECKS = 2**14

Choice = tuple[tuple[int, int], ...]
"""The items that are taken, by position, each with the value at which it is taken."""


class SearchTimeoutError(Exception):
    """The search was told to stop before it had seen everything."""


_ROUNDS_COUNTED = 10**15
"""Rounds that how far the search is, is told of; no search comes to the end of more."""


def subsets_with_sum(
    low: int, high: int, items: Sequence[Sequence[int]], expired: Callable[[float], bool] = lambda _: False
) -> Iterator[Choice]:
    """Yield every choice whose sum lies from `low` up to and including `high`; the choice of nothing is none.

    `expired` is asked now and then, with the fraction that is done, whether to stop.

    Raises:
        Expired: `expired` said so; there may be more choices.
    """
    left, right, rest = _grouped(items, expired)
    rounds = min(prod(1 + len(values) for _, values in rest), _ROUNDS_COUNTED)
    for done, taken in enumerate(_choices_of(rest)):
        base = sum(value for _, value in taken)

        def check(part: float, done: int = done) -> None:
            if expired((done + part) / rounds):
                raise SearchTimeoutError

        for one, other in _pairs(left.sums, right.sums, low - base, high - base, check):
            for first in left.ways(one):
                check(0.0)
                for second in right.ways(other):
                    choice = tuple(sorted((*taken, *first, *second)))
                    if choice:
                        yield choice


def _grouped(
    items: Sequence[Sequence[int]], expired: Callable[[float], bool]
) -> "tuple[_Group, _Group, list[tuple[int, Sequence[int]]]]":
    """Return the items in two groups of about as many sums, and what neither can hold."""
    left, right = _Group(), _Group()
    rest: list[tuple[int, Sequence[int]]] = []
    for position, values in enumerate(items):
        group = min(left, right, key=lambda one: len(one.sums))
        if len(group.sums) * (1 + len(values)) <= MOST_SUMS:
            group.add(position, values)
        else:
            rest.append((position, values))
        if expired(0.0):
            raise SearchTimeoutError
    return left, right, rest


def _choices_of(items: Sequence[tuple[int, Sequence[int]]]) -> Iterator[Choice]:
    """Yield every choice of a few items, the smallest first."""
    for size in range(len(items) + 1):
        for chosen in combinations(items, size):
            positions = tuple(position for position, _ in chosen)
            for values in product(*(values for _, values in chosen)):
                yield tuple(zip(positions, values, strict=True))


def _pairs(
    ones: Sequence[int], others: Sequence[int], low: int, high: int, check: Callable[[float], None]
) -> Iterator[tuple[int, int]]:
    """Yield every pair of sums, one of each list, whose sum lies within the bounds.

    Both lists are sorted, so that one pass over each will do; `check` is told now and then how far it is.
    """
    end = len(others)
    for number, one in enumerate(ones):
        if number % _BETWEEN_CHECKS == 0:
            check(number / len(ones))
        most = high - one
        while end and others[end - 1] > most:
            end -= 1
        index = end
        while index and others[index - 1] >= low - one:
            index -= 1
            yield one, others[index]


class _Group:
    """Items with all their different sums, kept after each item, so that a sum can be traced back to choices."""

    def __init__(self) -> None:
        self.items: list[tuple[int, Sequence[int]]] = []
        self.levels: list[Sequence[int]] = [[0]]

    @property
    def sums(self) -> Sequence[int]:
        """The different sums of all the items, in order."""
        return self.levels[-1]

    def add(self, position: int, values: Sequence[int]) -> None:
        """Add an item that is left out or taken at one of its values."""
        before = self.sums
        merged = list(before)
        for value in values:
            merged += [one + value for one in before]
        merged.sort()  # runs that are sorted already are merged in one pass
        distinct = merged[:1] + [later for earlier, later in pairwise(merged) if earlier != later]
        self.items.append((position, values))
        self.levels.append(array("q", distinct) if max(abs(distinct[0]), abs(distinct[-1])) < 2**63 else distinct)

    def ways(self, total: int) -> Iterator[Choice]:
        """Yield every choice of the items that adds to `total`, which is one of the sums."""
        open_ways: list[tuple[int, int, Choice]] = [(len(self.items), total, ())]
        while open_ways:
            level, left, taken = open_ways.pop()
            if level == 0:
                yield taken
                continue
            position, values = self.items[level - 1]
            open_ways += [
                (level - 1, left - value, ((position, value), *taken) if value else taken)
                for value in chain(values, (0,))
                if _holds(self.levels[level - 1], left - value)
            ]


def _holds(sums: Sequence[int], wanted: int) -> bool:
    index = bisect_left(sums, wanted)
    return index < len(sums) and sums[index] == wanted
