"""Subset sum: all choices of whole numbers that add to a wanted sum, by an exact and complete search.

Every item is left out or taken at one of its values. The search meets in the middle: the items are put in two groups,
all sums of a group are listed, sorted and without repeats, and one pass over both lists finds the pairs that fit. Items
that neither group can hold are tried one choice after another. Knows no money or measures.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, pairwise, product
from math import prod

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


def subsets_with_sum(
    low: int, high: int, items: Sequence[Sequence[int]], expired: Callable[[float], bool] = lambda _: False
) -> Iterator[Choice]:
    """Yield every choice, at least one item, whose sum lies from `low` up to and including `high`.

    `items` holds the values of each item. `expired` is called from time to time with the fraction done (0 to 1) and
    returns whether to stop.

    Raises:
        SearchTimeoutError: `expired` returned True; there may be more choices.
    """
    left, right, rest = _grouped(items, expired)
    rounds = min(prod(1 + len(values) for _, values in rest), _MOST_ROUNDS)
    for done, taken in enumerate(_choices_of(rest)):
        base = sum(value for _, value in taken)

        def check(part: float, done: int = done) -> None:
            """Stop the search if it has expired; `part` of the present round is done."""
            if expired((done + part) / rounds):
                raise SearchTimeoutError

        for left_sum, right_sum in _pairs(left.sums, right.sums, low - base, high - base, check):
            for left_choice in left.choices(left_sum):
                check(0.0)
                for right_choice in right.choices(right_sum):
                    choice = tuple(sorted((*taken, *left_choice, *right_choice)))
                    if choice:
                        yield choice


def _grouped(
    items: Sequence[Sequence[int]], expired: Callable[[float], bool]
) -> "tuple[_Group, _Group, list[tuple[int, Sequence[int]]]]":
    """Return two groups of items with about as many sums each, and the items that neither group can hold."""
    left, right = _Group(), _Group()
    rest: list[tuple[int, Sequence[int]]] = []
    for position, values in enumerate(items):
        group = min(left, right, key=lambda candidate: len(candidate.sums))
        if len(group.sums) * (1 + len(values)) <= MOST_SUMS:
            group.add(position, values)
        else:
            rest.append((position, values))
        if expired(0.0):
            raise SearchTimeoutError
    return left, right, rest


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
