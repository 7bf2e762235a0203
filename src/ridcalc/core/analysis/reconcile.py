"""Which measures could make up a published figure, and whether that is the only way; complete, or it says so."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.divide import divide, dividend_of
from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.arithmetic.subset_sum import SearchTimeoutError, subsets_with_sum

_BETWEEN_CHECKS = 1024


class Question(NamedTuple):
    """The figure that is to be made up, in cents, and of what."""

    target: int
    year: int
    participant: str | None = None
    rounded_to: int | None = None
    """The figure was rounded to this many cents, halves away from zero."""
    tolerance: int = 0
    by_period: bool = False
    split: bool = False
    """Also try halves of amounts that have no given division over periods."""


class Item(NamedTuple):
    """A measure's amount, in cents, in a year or a period; `half` where only half of it is counted."""

    measure: str
    period: str
    amount: int
    half: bool = False


class Solution(NamedTuple):
    """Items that add to the figure."""

    items: tuple[Item, ...]

    @property
    def total(self) -> int:
        """The sum of the items, in cents."""
        return sum(item.amount for item in self.items)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures of the items, each once."""
        return tuple(dict.fromkeys(item.measure for item in self.items))


class Reconciliation(NamedTuple):
    """Every way to make up the figure; with `complete` false there may be more, and nothing is said of all of them."""

    question: Question
    candidates: tuple[Item, ...]
    solutions: tuple[Solution, ...]
    complete: bool
    unknown: tuple[str, ...] = ()
    """The measures that are PM in that year, and so in no way."""

    @property
    def in_all(self) -> tuple[str, ...] | None:
        """The measures that every solution holds; none if there is no solution; None if not all are known."""
        if not self.complete:
            return None
        measures = tuple(dict.fromkeys(item.measure for item in self.candidates))
        return tuple(one for one in measures if self.solutions and all(one in way.measures for way in self.solutions))

    @property
    def in_none(self) -> tuple[str, ...] | None:
        """The measures that no solution holds; None if not all are known."""
        if not self.complete:
            return None
        measures = tuple(dict.fromkeys(item.measure for item in self.candidates))
        return tuple(one for one in measures if not any(one in way.measures for way in self.solutions))


def reconcile(
    allocation: Allocation, question: Question, limit: int, expired: Callable[[float], bool] = lambda _: False
) -> Reconciliation:
    """Search for every set of the year's amounts that makes up the figure; stops after `limit` of them.

    `expired` is asked now and then, with the fraction that is done, whether to stop. Zero and PM amounts are no
    candidates. Solutions stand in the order of their items, those in the budget's.
    """
    candidates = list(_candidates(allocation, question))
    values = [[one.amount for one in ways] for ways in candidates]
    low, high = _bounds(question)
    found: list[Solution] = []
    complete = True
    try:
        for choice in subsets_with_sum(low, high, values, expired):
            if len(found) == limit or (len(found) % _BETWEEN_CHECKS == _BETWEEN_CHECKS - 1 and expired(0.0)):
                complete = False
                break
            found.append(Solution(tuple(_item(candidates[position], value) for position, value in choice)))
    except SearchTimeoutError:
        complete = False
    order = {ways[0][:2]: number for number, ways in enumerate(candidates)}
    found.sort(key=lambda way: [order[item[:2]] for item in way.items])
    unknown = dict.fromkeys(
        str(division.measure)
        for division in allocation.divisions
        if division.amount is None and division.period.year == question.year
    )
    return Reconciliation(question, tuple(ways[0] for ways in candidates), tuple(found), complete, tuple(unknown))


def _item(ways: list[Item], value: int) -> Item:
    return next(item for item in ways if item.amount == value)


def _bounds(question: Question) -> tuple[int, int]:
    """Return the lowest and highest sum that agrees with the figure, in cents."""
    low = high = question.target
    unit = question.rounded_to
    if unit:
        half = unit // 2
        low, high = question.target - half, question.target + half
        low += 0 if nearest(low, unit) == question.target else 1
        high -= 0 if nearest(high, unit) == question.target else 1
    return low - question.tolerance, high + question.tolerance


def _candidates(allocation: Allocation, question: Question) -> Iterator[list[Item]]:
    """Yield each amount of the year with the ways in which it can be counted: whole, and perhaps half."""
    wholes = _amounts(allocation.divisions, question)
    halves = _amounts(_halved(allocation), question) if question.split else {}
    for (measure, period), (amount, count) in wholes.items():
        if amount:
            ways = [Item(measure, period, amount)]
            half, halved = halves.get((measure, period), (0, 0))
            if half and half != amount and halved == count:
                ways.append(Item(measure, period, half, half=True))
            yield ways


def _halved(allocation: Allocation) -> Iterator[Division]:
    """Yield the division of half of each amount that has no given division and is an even number of units."""
    rounding = allocation.case.budget.settings.rounding
    for division in allocation.divisions:
        if division.measure is None or division.amounts[0].kind == "total" or not division.amount:
            continue
        if division.amount % (2 * rounding.unit) == 0:
            whole = dividend_of(division.amounts[0], division.plan)
            yield from divide([whole._replace(cents=division.amount // 2)], rounding)


def _amounts(divisions: Iterable[Division], question: Question) -> dict[tuple[str, str], tuple[int, int]]:
    """Return by measure and period what the divisions come to for the participant asked for, and how many they are."""
    amounts: dict[tuple[str, str], tuple[int, int]] = {}
    for division in divisions:
        if division.amount is None or division.period.year != question.year or division.measure is None:
            continue
        part = division.amount if question.participant is None else division.part_of(question.participant)
        key = (division.measure, division.period.text if question.by_period else str(question.year))
        amount, count = amounts.get(key, (0, 0))
        amounts[key] = amount + part, count + (1 if division.amount else 0)
    return amounts
