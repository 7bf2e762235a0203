"""The calculation: every amount divided over the participants by its key, stage by stage, and added up again."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.amounts import dated_amounts
from ridcalc.core.apportion import METHODS, Method, SignFlippedError
from ridcalc.core.assumptions import assumptions_of
from ridcalc.core.controls import hold_controls
from ridcalc.core.fields import NATURES, LevelName, NatureName, SideName
from ridcalc.core.keys import KeyBook, Plan
from ridcalc.core.model import Case, Measure
from ridcalc.core.periods import Period, parse_period
from ridcalc.core.problems import Problem, ProblemsFoundError, say
from ridcalc.core.result import Allocation, Division, Drift, GrandTotals, Totals
from ridcalc.core.sums import NOTHING, Sums
from ridcalc.core.tree import Tree
from ridcalc.core.warn import warnings_of


class NotBalancedError(AssertionError):
    """Parts do not add to their whole. This would be a bug; nothing is shown when it happens."""


def allocate(case: Case) -> Allocation:
    """Divide every amount of the case's measures and return the result, in cents.

    Raises:
        ProblemsFoundError: the rounding method cannot divide some amount.
        NotBalancedError: a bug.
    """
    book = KeyBook(case.budget)
    level = case.budget.settings.rounding.level
    divisions = tuple(_divide(case, book, level))
    totals, grand_totals = _add_up(case, book.tree, divisions)
    return Allocation(
        case=case,
        tree=book.tree,
        divisions=divisions,
        totals=totals,
        grand_totals=grand_totals,
        controls=tuple(hold_controls(case, book.tree, divisions, totals, grand_totals)),
        drifts=tuple(_drifts(case, book, totals, "total" if level == "measure" else "measure")),
        assumptions=tuple(assumptions_of(case, divisions)),
        warnings=tuple(warnings_of(case)),
    )


class _Amount(NamedTuple):
    measure: str | None
    nature: NatureName
    side: SideName | None
    period: Period
    cents: int | None
    plan: Plan
    assumed: bool
    pooled: tuple[tuple[str, Period], ...]


def _divide(case: Case, book: KeyBook, level: LevelName) -> Iterator[Division]:
    """Yield the divisions at a rounding level; collects every amount that the method cannot divide."""
    rounding = case.budget.settings.rounding
    method = METHODS[rounding.method]
    amounts = _amounts(case, book)
    problems: list[Problem] = []
    for amount in amounts if level == "measure" else _pools(case, amounts):
        try:
            parts = _parts(amount, rounding.unit, method)
        except SignFlippedError:
            measure, period = amount.pooled[0]
            problems.append(_flipped(measure, period, case.budget.measures[measure]))
        else:
            yield Division(*amount[:4], amount.cents, amount.plan, parts, amount.assumed, amount.pooled, rounding.unit)
    if problems:
        raise ProblemsFoundError(problems)


def _amounts(case: Case, book: KeyBook) -> Iterator[_Amount]:
    unit = case.budget.settings.rounding.unit
    for name, measure in case.measures.items():
        for period, cents in dated_amounts(measure, unit):
            plan = book.plan(measure.key, period)
            yield _Amount(
                name, measure.nature, measure.side, period, cents, plan, bool(measure.assumption), ((name, period),)
            )


def _pools(case: Case, amounts: Iterable[_Amount]) -> Iterator[_Amount]:
    """Yield one amount for all that share key, key versions, year, nature and P&C document; PM amounts stay apart."""
    pools: dict[object, _Amount] = {}
    unknown: list[_Amount] = []
    for amount in amounts:
        if amount.cents is None or amount.measure is None:
            unknown.append(amount)
            continue
        year = amount.period.year
        pc_document = case.budget.measures[amount.measure].pc_document.get(year)
        shared = (amount.plan.stages[0].key, amount.plan.versions, year, amount.nature, pc_document)
        pool = pools.get(shared)
        pools[shared] = _Amount(
            None,
            amount.nature,
            amount.side if pool is None or pool.side == amount.side else None,
            parse_period(str(year)),
            amount.cents + (pool.cents or 0 if pool else 0),
            amount.plan,
            amount.assumed or (pool is not None and pool.assumed),
            (*(pool.pooled if pool else ()), *amount.pooled),
        )
    yield from pools.values()
    yield from unknown


def _parts(amount: _Amount, unit: int, method: Method) -> tuple[int, ...]:
    """Return the part in cents of each participant of the plan, divided stage by stage in whole units."""
    if amount.cents is None:
        return ()
    units = [0] * len(amount.plan.participants)
    for stage in amount.plan.stages:
        whole = amount.cents // unit if stage.parent is None else units[stage.parent]
        parts = method(whole, stage.weights)
        if sum(parts) != whole:
            raise NotBalancedError(amount)
        for slot, part in zip(stage.slots, parts, strict=True):
            units[slot] = part
    return tuple(part * unit for part in units)


def _flipped(measure: str, period: Period, entry: Measure) -> Problem:
    return Problem(
        "rest-flips-sign",
        say(
            "the amount of '{measure}' in {period} is too small for largest-share: the rest would change sign",
            measure=measure,
            period=period.text,
        ),
        say("use largest-remainder, or put small amounts together"),
        ("measures", measure, "amounts", period.text) if entry.amounts is not None else ("measures", measure, "total"),
    )


def _add_up(case: Case, tree: Tree, divisions: tuple[Division, ...]) -> tuple[Totals, GrandTotals]:
    """Return the totals per participant, year and nature, and those of all participants together."""
    groups = [(year, nature) for year in sorted(case.budget.settings.years) for nature in NATURES]
    sums = Sums(tree, (((division.period.year, division.nature), division) for division in divisions))
    totals = {
        (participant, *group): sums.of(participant, group) or NOTHING for participant in tree.ids for group in groups
    }
    grand_totals = {group: sums.whole(group) or NOTHING for group in groups}
    for group, grand in grand_totals.items():
        if grand.amount != sum(
            totals[participant, *group].amount for participant in tree.ids if participant not in tree.parent
        ):
            raise NotBalancedError(group)
    return totals, grand_totals


def _drifts(case: Case, book: KeyBook, totals: Totals, other: LevelName) -> Iterator[Drift]:
    """Yield where rounding at the other level would give a participant another amount for a year."""
    try:
        otherwise, _ = _add_up(case, book.tree, tuple(_divide(case, book, other)))
    except ProblemsFoundError:  # the other level cannot divide: there is nothing to compare with
        return
    for participant in book.tree.ids:
        for year in sorted(case.budget.settings.years):
            amount = sum(totals[participant, year, nature].amount for nature in NATURES)
            would_be = sum(otherwise[participant, year, nature].amount for nature in NATURES)
            if amount != would_be:
                yield Drift(participant, year, amount, would_be)
