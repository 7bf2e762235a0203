"""From amounts to divisions: each amount, or each pool of amounts, divided stage by stage in whole units."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.amounts import dated_amounts
from ridcalc.core.allocation.result import Column, Division, column
from ridcalc.core.arithmetic.apportionment import METHODS, Method, SignFlippedError
from ridcalc.core.budget.model import Case, Rounding
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan
from ridcalc.core.values.periods import Period, parse_period
from ridcalc.core.values.problems import Problem, ProblemsFoundError, say


class NotBalancedError(AssertionError):
    """Parts do not add to their whole. This would be a bug; nothing is shown when it happens."""


class Amount(NamedTuple):
    """What is divided: an amount in cents (income negative, None for PM) of a measure in a period, and its plan."""

    measure: str | None
    nature: NatureName
    side: SideName | None
    period: Period
    cents: int | None
    plan: Plan
    assumed: bool
    pc_document: str | None
    pooled: tuple[tuple[str, Period], ...]
    """The measures and periods that make it up: its own, or those of its pool."""


def amounts_of(case: Case, book: KeyBook) -> Iterator[Amount]:
    """Yield the amounts of a case: measures in file order, periods in time order."""
    unit = case.budget.settings.rounding.unit
    for name, measure in case.measures.items():
        assumed = bool(measure.assumption)
        for period, cents in dated_amounts(measure, unit):
            plan = book.plan(measure.key, period)
            pc_document = measure.pc_document.get(period.year)
            yield Amount(
                name, measure.nature, measure.side, period, cents, plan, assumed, pc_document, ((name, period),)
            )


def divide(amounts: Iterable[Amount], rounding: Rounding) -> Iterator[Division]:
    """Yield the division of each amount, or with `level: total` of each pool.

    Raises:
        ProblemsFoundError: with every amount that the method cannot divide, once all have been tried.
        NotBalancedError: a bug.
    """
    method = METHODS[rounding.method]
    problems: list[Problem] = []
    for amount in amounts if rounding.level == "measure" else _pools(amounts):
        try:
            parts = _parts(amount, rounding.unit, method)
        except SignFlippedError:
            problems.append(_flipped(*amount.pooled[0]))
        else:
            yield Division(*amount[:6], parts, amount.assumed, amount.pooled, rounding.unit)
    if problems:
        raise ProblemsFoundError(problems)


def _pools(amounts: Iterable[Amount]) -> Iterator[Amount]:
    """Yield one amount for all that share key, key versions, year, nature and P&C document; PM amounts stay apart."""
    pools: dict[object, list[Amount]] = {}
    unknown: list[Amount] = []
    for amount in amounts:
        if amount.cents is None:
            unknown.append(amount)
        else:
            versions = amount.plan.versions
            shared = (amount.plan.stages[0].key, versions, amount.period.year, amount.nature, amount.pc_document)
            pools.setdefault(shared, []).append(amount)
    yield from map(_pool, pools.values())
    yield from unknown


def _pool(amounts: list[Amount]) -> Amount:
    """Return the amounts as one; of a side of its own only if all are of that side."""
    first = amounts[0]
    sides = {amount.side for amount in amounts}
    return first._replace(
        measure=None,
        side=first.side if len(sides) == 1 else None,
        period=parse_period(str(first.period.year)),
        cents=sum(amount.cents or 0 for amount in amounts),
        assumed=any(amount.assumed for amount in amounts),
        pooled=tuple(source for amount in amounts for source in amount.pooled),
    )


def _parts(amount: Amount, unit: int, method: Method) -> Column:
    """Return the part in cents of each participant of the plan, divided stage by stage in whole units."""
    if amount.cents is None:
        return ()
    units = [0] * len(amount.plan.participants)
    for stage in amount.plan.stages:
        whole = amount.cents // unit if stage.parent is None else units[stage.parent]
        parts = method(whole, stage.weights)
        if sum(parts) != whole:
            raise NotBalancedError(amount)
        if len(amount.plan.stages) == 1:  # everyone in declared order
            units = parts
            break
        for slot, part in zip(stage.slots, parts, strict=True):
            units[slot] = part
    return column(units if unit == 1 else [part * unit for part in units])


def _flipped(measure: str, period: Period) -> Problem:
    return Problem(
        "rest-flips-sign",
        say(
            "the amount of '{measure}' in {period} is too small for largest-share: the rest would change sign",
            measure=measure,
            period=period.text,
        ),
        say("use largest-remainder, or put small amounts together"),
        ("measures", measure, "amounts", period.text),
    )
