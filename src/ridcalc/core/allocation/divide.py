"""Divides each amount, or each batch of amounts, stage by stage in whole units of rounding.

docs/decisions/rounding.md has the rules: *Stage by stage*; *Per measure, or once*; *A total that is PM*.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.batches import Dividend, batched
from ridcalc.core.allocation.methods import Method, method_of
from ridcalc.core.allocation.part_steps import divided_by_step
from ridcalc.core.allocation.result import NO_STEPS, Column, Division, column
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.arithmetic.apportionment import SignFlippedError, largest_remainder
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.settings import Rounding
from ridcalc.core.budget.types import PartStepName
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan, Stage
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Problem, ProblemsFoundError, say


class NotBalancedError(AssertionError):
    """Parts do not add to their whole. This would be a bug: the run stops and shows no figures."""


class _Rule(NamedTuple):
    """How parts are rounded."""

    method: Method
    unit: int
    """The unit of rounding, in cents."""


def dividends_of(case: Case, amounts: Iterable[Amount], book: KeyBook) -> Iterator[Dividend]:
    """Yield the dividends of each amount of a case, with their plans."""
    unit = case.budget.settings.rounding.unit
    for amount in amounts:
        key, unknown = case.measures[amount.measure].key, amount.cents is None
        plans = book.plans(key, amount.recipients, amount.period, unknown=unknown)
        yield from dividends_of_amount(amount, plans, unit)


def dividends_of_amount(amount: Amount, plans: Sequence[tuple[Period, Plan]], unit: int) -> Iterator[Dividend]:
    """Yield the dividend of an amount, or of each version its part by days, in whole units of `unit` cents."""
    if len(plans) == 1:
        yield dividend_of(amount, *plans[0])
        return
    days = [-span.minus_days for span, _ in plans]
    whole = amount.cents
    parts = [None for _ in days] if whole is None else largest_remainder(whole // unit, days)
    for part, (span, plan) in zip(parts, plans, strict=True):
        dividend = dividend_of(amount, span, plan)
        yield dividend._replace(cents=None if part is None else part * unit)


def dividend_of(amount: Amount, span: Period, plan: Plan) -> Dividend:
    """Return the dividend of a single amount; `span` has the days that it is for."""
    return Dividend(
        measure=amount.measure,
        nature=amount.nature,
        side=amount.side,
        period=amount.period,
        span=span,
        cents=amount.cents,
        plan=plan,
        assumed=amount.assumed,
        amounts=(amount,),
    )


def divide(dividends: Iterable[Dividend], rounding: Rounding) -> Iterator[Division]:
    """Yield the division of each dividend or of each batch: under a key with amounts, and with `level: total`.

    Raises:
        ProblemsFoundError: a batch does not fit the amounts of its key, or the method cannot divide some amounts.
            Raised with a problem for each of these.
        NotBalancedError: parts do not add to their whole, which is a bug.
    """
    method = method_of(rounding.method)
    rule = _Rule(method, rounding.unit)
    problems: list[Problem] = []
    for dividend in batched(dividends, rounding):
        try:
            by_step = _parts_by_step(dividend, rule)
        except SignFlippedError:
            problems.append(_refusal(method, dividend.amounts[0]))
        else:
            yield Division(
                measure=dividend.measure,
                nature=dividend.nature,
                side=dividend.side,
                period=dividend.period,
                span=dividend.span,
                amount=dividend.cents,
                plan=dividend.plan,
                parts=_sum_of_steps(by_step),
                by_step=by_step if len(by_step) > 1 else NO_STEPS,
                assumed=dividend.assumed,
                amounts=dividend.amounts,
                unit=rounding.unit,
            )
    if problems:
        raise ProblemsFoundError(problems)


def _parts_by_step(dividend: Dividend, rule: _Rule) -> dict[PartStepName, Column]:
    """Return step → cents that the step gives each participant of the plan; an empty dict for PM.

    Each stage divides the rounded amount of its parent in whole units of rounding.

    Raises:
        SignFlippedError: the method cannot divide so small an amount.
        NotBalancedError: the parts of a stage do not add to its amount, which is a bug.
    """
    if dividend.cents is None:
        return {}
    unit = rule.unit
    stages, whole = dividend.plan.stages, dividend.cents // unit
    alone = len(stages) == 1  # the stage has all participants of the plan, in the same order
    given = {name: cents // unit for name, cents in dividend.given.items()} if dividend.amounts[0].given else {}
    plan = dividend.plan
    by_step = _of_stage(whole, stages[0], plan, given, rule) if alone else _by_stage(plan, whole, given, rule)
    return {step: column(units if unit == 1 else [part * unit for part in units]) for step, units in by_step.items()}


def _by_stage(plan: Plan, whole: int, given: dict[str, int], rule: _Rule) -> dict[PartStepName, list[int]]:
    """Return step → units of each participant of a plan; each stage divides the units of its parent."""
    if plan.amount_key is None and not given:
        return {"share": _in_proportion(plan, whole, rule)}
    by_step: dict[PartStepName, list[int]] = {}
    for stage in plan.stages:
        parent = stage.parent
        amount = stage.of(whole if parent is None else sum(units[parent] for units in by_step.values()))
        for step, units in _of_stage(amount, stage, plan, given, rule).items():
            units_of_step = by_step.setdefault(step, [0] * len(plan.participants))
            for slot, part in zip(stage.slots, units, strict=True):
                units_of_step[slot] = part
    return by_step


def _in_proportion(plan: Plan, whole: int, rule: _Rule) -> list[int]:
    """Return the units of each participant of a plan whose stages all divide in proportion alone.

    Raises:
        NotBalancedError: the parts of a stage do not add to its amount, which is a bug.
    """
    units = [0] * len(plan.participants)
    for stage in plan.stages:
        amount = stage.of(whole if stage.parent is None else units[stage.parent])
        parts = rule.method.divide(amount, stage.weights)
        if sum(parts) != amount:
            raise NotBalancedError(stage)
        for slot, part in zip(stage.slots, parts, strict=True):
            units[slot] = part
    return units


def _of_stage(
    whole: int, stage: Stage, plan: Plan, given: dict[str, int], rule: _Rule
) -> dict[PartStepName, list[int]]:
    """Return step → units of each participant of a stage; `given` has those of a stage without a key.

    Raises:
        NotBalancedError: they do not add to `whole`, which is a bug.
    """
    if stage.key is None:
        by_step: dict[PartStepName, list[int]] = {"share": [given[plan.participants[slot]] for slot in stage.slots]}
    else:
        by_step = dict(divided_by_step(whole, stage, rule.method, rule.unit))
    if sum(map(sum, by_step.values())) != whole:
        raise NotBalancedError(stage)
    return by_step


def _sum_of_steps(by_step: dict[PartStepName, Column]) -> Column:
    """Return the cents per participant of all steps together; an empty column for PM."""
    columns = list(by_step.values())
    if len(columns) <= 1:
        return columns[0] if columns else ()
    return column([sum(parts) for parts in zip(*columns, strict=True)])


def _refusal(method: Method, amount: Amount) -> Problem:
    """Return the problem of an amount that is too small for the method.

    Raises:
        NotBalancedError: the method should be able to divide every amount, so that this is a bug.
    """
    refusal = method.refusal
    if refusal is None:
        raise NotBalancedError(amount)
    message = say(refusal.message.template, measure=amount.measure, period=amount.period.text)
    path = ("measures", amount.measure, *amount.at)
    return Problem("rest-flips-sign", message, refusal.hint, path)
