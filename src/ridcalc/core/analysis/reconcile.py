"""Reconciliation: the sets of measures whose amounts add up to a published figure, and whether these are all sets.

docs/decisions/compare.md has the decisions: *Reconciling is a complete search*, and *Halves*.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from typing import NamedTuple

from ridcalc.core.allocation.divide import divide, dividends_of_amount
from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.arithmetic.subset_sum import Choice, Nearest, SearchTimeoutError, SubsetSums
from ridcalc.core.keys.plans import Plan
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import ProblemsFoundError

_BETWEEN_CHECKS = 1024
"""After every so many solutions `reconcile` asks whether to stop."""


class Question(NamedTuple):
    """The figure to reconcile, and the amounts that may be part of it."""

    target: int
    """The figure, in cents; income negative."""
    year: int
    participant: str | None = None
    """The participant whose parts are added; None: whole amounts are added."""
    rounded_to: int | None = None
    """The unit in cents to which the figure was rounded, halves away from zero; `target` is a multiple of it."""
    tolerance: int = 0
    """The largest difference from the figure that is accepted, in cents."""
    by_period: bool = False
    """Take the amounts of each period apart, instead of those of a measure in the year together."""
    split: bool = False
    """Also try half of an amount that is an even number of units of rounding, without a spread or given parts."""


Post = tuple[str, str]
"""The id of a measure, and the text of a year or a period."""


class Item(NamedTuple):
    """An amount of a measure in a year or a period, or the participant's part of it; or those of half the amount."""

    measure: str
    period: str
    """The year, or with `by_period` the period, as text."""
    amount: int
    """The cents that are added; income negative."""
    half: bool = False
    """Whether `amount` comes from dividing half of the measure's amount."""

    @property
    def post(self) -> Post:
        """The measure and the period, which a whole amount and its half have in common."""
        return self.measure, self.period


class Solution(NamedTuple):
    """A set of items that add up to the figure."""

    items: tuple[Item, ...]

    @property
    def total(self) -> int:
        """The sum of the items, in cents."""
        return sum(item.amount for item in self.items)

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of the measures of the items, each once."""
        return tuple(dict.fromkeys(item.measure for item in self.items))


class NearestSums(NamedTuple):
    """The sets whose sums are nearest to a figure that no set makes up; None: there is no such set."""

    below: Solution | None
    above: Solution | None
    complete: bool
    """Whether every set was seen; if not, there may be nearer sums."""


class Reconciliation(NamedTuple):
    """The solutions of a question."""

    question: Question
    candidates: tuple[Item, ...]
    """The whole amounts that were tried; their halves are not listed."""
    solutions: tuple[Solution, ...]
    complete: bool
    """Whether `solutions` holds every solution; False if the search stopped early."""
    unknown: tuple[str, ...] = ()
    """The measures with a PM amount in the year; that amount is in no solution."""
    nearest: NearestSums | None = None
    """The nearest sums; None: there is a solution, or the time was up before any sum was known."""
    in_batches: tuple[str, ...] = ()
    """The measures of the year that are left out because no participant has a part of them alone."""

    @property
    def in_all(self) -> tuple[str, ...] | None:
        """The measures that every solution has; () if there is no solution. None: the search was not complete."""
        if not self.complete:
            return None
        measures = tuple(dict.fromkeys(item.measure for item in self.candidates))
        return tuple(
            measure
            for measure in measures
            if self.solutions and all(measure in solution.measures for solution in self.solutions)
        )

    @property
    def in_none(self) -> tuple[str, ...] | None:
        """The candidate measures that no solution has; None: the search was not complete."""
        if not self.complete:
            return None
        measures = tuple(dict.fromkeys(item.measure for item in self.candidates))
        return tuple(
            measure for measure in measures if not any(measure in solution.measures for solution in self.solutions)
        )


def reconcile(
    allocation: Allocation, question: Question, limit: int, expired: Callable[[float], bool] = lambda _: False
) -> Reconciliation:
    """Return the sets of the year's amounts that add up to the figure, or else those with the nearest sums.

    The search stops after `limit` sets.

    Amounts of zero and PM are not candidates. The solutions are sorted by their items, and these are in the order of
    the budget.

    Args:
        allocation: The allocation whose amounts are added.
        question: The figure.
        limit: The largest number of solutions to return.
        expired: Takes the fraction of the search that is done, and returns whether to stop; called repeatedly.
    """
    alternatives = list(_alternatives(allocation, question))
    values = [[item.amount for item in items] for items in alternatives]
    low, high = _bounds(question)
    solutions: list[Solution] = []
    complete = True
    sums: SubsetSums | None = None
    try:
        sums = SubsetSums(values, expired)
        for choice in sums.choices(low, high):
            count = len(solutions)
            if count == limit or (count % _BETWEEN_CHECKS == _BETWEEN_CHECKS - 1 and expired(0.0)):
                complete = False
                break
            solutions.append(_solution(alternatives, choice))
    except SearchTimeoutError:
        complete = False
    nearest_sums = None if solutions or sums is None else _nearest(alternatives, sums.nearest(low, high))
    order = {whole.post: number for number, (whole, *_) in enumerate(alternatives)}
    solutions.sort(key=lambda solution: [order[item.post] for item in solution.items])
    unknown = dict.fromkeys(
        str(division.measure)
        for division in allocation.divisions
        if division.amount is None and division.period.year == question.year
    )
    candidates = tuple(whole for whole, *_ in alternatives)
    left_out = in_batches_of(allocation, question)
    return Reconciliation(question, candidates, tuple(solutions), complete, tuple(unknown), nearest_sums, left_out)


def _nearest(alternatives: list[list[Item]], nearest_choices: Nearest) -> NearestSums:
    """Return the nearest sums as sets of items."""
    below, above, complete = nearest_choices
    return NearestSums(
        None if below is None else _solution(alternatives, below),
        None if above is None else _solution(alternatives, above),
        complete,
    )


def _solution(alternatives: list[list[Item]], choice: Choice) -> Solution:
    return Solution(tuple(_item(alternatives[position], value) for position, value in choice))


def _item(alternatives: list[Item], value: int) -> Item:
    """Return the item of `value` cents: the whole amount or its half, which differ."""
    return next(item for item in alternatives if item.amount == value)


def _bounds(question: Question) -> tuple[int, int]:
    """Return the lowest and the highest sum in cents that the question accepts as equal to its figure.

    A bound that rounds to another multiple of `rounded_to` is not accepted.
    """
    low = high = question.target
    unit = question.rounded_to
    if unit:
        half = unit // 2
        low, high = question.target - half, question.target + half
        low += 0 if nearest(low, unit) == question.target else 1
        high -= 0 if nearest(high, unit) == question.target else 1
    return low - question.tolerance, high + question.tolerance


def _alternatives(allocation: Allocation, question: Question) -> Iterator[list[Item]]:
    """Yield for each amount of the year its alternatives: the whole amount and, where it can be split, its half."""
    wholes = _amounts(allocation.divisions, question)
    halves = _amounts(_halved(allocation), question) if question.split else {}
    for post, whole in wholes.items():
        if whole.cents:
            alternatives = [Item(*post, whole.cents)]
            half = halves.get(post, _NO_AMOUNTS)
            if half.cents and half.cents != whole.cents and half.not_zero == whole.not_zero:
                alternatives.append(Item(*post, half.cents, half=True))
            yield alternatives


def in_batches_of(allocation: Allocation, question: Question) -> tuple[str, ...]:
    """Return the measures of the year in batches of keys with amounts, of which no participant has a part of its own.

    They are left out of a question about a participant; without a participant there are none.
    """
    if question.participant is None:
        return ()
    return tuple(
        dict.fromkeys(
            measure
            for division in allocation.divisions
            if division.plan.batched
            and division.period.year == question.year
            and question.participant in division.plan.slots
            for measure in division.measures
        )
    )


def _halved(allocation: Allocation) -> Iterator[Division]:
    """Yield the division of half of each amount, if it is an even number of units, without a spread or given parts.

    A half that the method of rounding cannot divide is left out.
    """
    rounding = allocation.case.budget.settings.rounding
    for division in allocation.divisions:
        if division.plan.batched:
            yield division._replace(amounts=tuple(_halves(division.amounts, rounding.unit)))
    for amount, plans in _plans(allocation.divisions):
        for half in _halves((amount,), rounding.unit):
            with suppress(ProblemsFoundError):
                yield from list(divide(dividends_of_amount(half, plans, rounding.unit), rounding))


def _plans(divisions: Iterable[Division]) -> Iterator[tuple[Amount, list[tuple[Period, Plan]]]]:
    """Yield each amount that is divided by itself, with the days and the plan of each of its divisions."""
    alone = (division for division in divisions if division.measure is not None)
    for _, some in groupby(alone, lambda division: (division.measure, division.period, division.amount is None)):
        of_amount = list(some)
        yield of_amount[0].amounts[0], [(division.span, division.plan) for division in of_amount]


def _halves(amounts: Iterable[Amount], unit: int) -> Iterator[Amount]:
    """Yield half of each amount that can be halved: none with a spread, and none whose parts are given."""
    for amount in amounts:
        if amount.cents and amount.kind != "total" and not amount.given and amount.cents % (2 * unit) == 0:
            yield amount._replace(steps=(*amount.steps[:-1], amount.cents // 2))


class _Amounts(NamedTuple):
    """The divisions of a measure in a year or a period, added up."""

    cents: int
    """The sum of the parts of the question's participant, or of the whole amounts if the question names none."""
    not_zero: int
    """The number of divisions whose amount is not zero. A half can be split off if each of these can be halved."""


_NO_AMOUNTS = _Amounts(0, 0)


def _amounts(divisions: Iterable[Division], question: Question) -> dict[Post, _Amounts]:
    """Return the amounts of each measure, in the question's year or in each period of that year."""
    amounts: dict[Post, _Amounts] = {}
    for division in divisions:
        if division.amount is None or division.period.year != question.year:
            continue
        if division.plan.batched and question.participant is None:
            for amount in division.amounts:
                post = (amount.measure, amount.period.text if question.by_period else str(question.year))
                so_far, cents = amounts.get(post, _NO_AMOUNTS), amount.cents or 0
                amounts[post] = _Amounts(so_far.cents + cents, so_far.not_zero + (1 if cents else 0))
        if division.measure is None:
            continue
        part = division.amount if question.participant is None else division.part_of(question.participant)
        post = (division.measure, division.period.text if question.by_period else str(question.year))
        so_far = amounts.get(post, _NO_AMOUNTS)
        amounts[post] = _Amounts(so_far.cents + part, so_far.not_zero + (1 if division.amount else 0))
    return amounts
