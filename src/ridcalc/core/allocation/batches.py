"""Batches (verzamelingen): the amounts that are divided at once.

All amounts of a year and nature under a key that holds amounts are one batch; with `level: total` those that share a
key are too (docs/decisions/rounding.md, *Per measure, or once*). PM is in no batch.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import batch_key
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.budget.settings import Rounding
from ridcalc.core.budget.types import LevelName, NatureName, SideName
from ridcalc.core.keys.plans import Plan
from ridcalc.core.values.periods import Period, parse_period
from ridcalc.core.values.problems import Problem, ProblemsFoundError


class Dividend(NamedTuple):
    """An amount that is divided at once: that of a measure in a period, or that of a batch."""

    measure: str | None
    """The measure; None for a batch."""
    nature: NatureName
    side: SideName | None
    """The side; None for a batch with amounts of both sides."""
    period: Period
    span: Period
    """The days that the amount is for: the period, or the part of it in which a version of the key is in force."""
    cents: int | None
    """The cents to divide, income negative; None: PM."""
    plan: Plan
    assumed: bool
    amounts: tuple[Amount, ...]
    """The amount itself, or the amounts of the batch."""

    @property
    def given(self) -> dict[str, int]:
        """Participant → the cents that the measure gives it; empty for PM, and if a key divides the amount."""
        return {one.participant: one.cents for one in self.amounts[0].given if one.cents is not None}


def batched(dividends: Iterable[Dividend], rounding: Rounding) -> Iterator[Dividend]:
    """Yield each dividend, and one for each batch where the first of its amounts stands.

    Dividends are passed on one by one until the first that is in a batch.

    Raises:
        ProblemsFoundError: a batch does not fit the amounts of its key.
    """
    batches: dict[object, list[Dividend]] = {}
    unknown: set[object] = set()
    for dividend in dividends:
        group = _group(dividend, rounding.level)
        if dividend.cents is None and dividend.plan.amount_key:
            unknown.add(_batch_of_key(dividend))
        if group is None and not batches:
            yield dividend
        else:
            batches.setdefault(object() if group is None else group, []).append(dividend)
    _check_fit(batches.values(), rounding.unit)
    for group, batch in batches.items():
        yield batch[0] if type(group) is object else _batch(batch, beside_pm=group in unknown)


def _group(dividend: Dividend, level: LevelName) -> object | None:
    """Return what the dividends of a batch have in common; None for a dividend in no batch."""
    if dividend.cents is None or dividend.given:
        return None
    if dividend.plan.batched:
        return _batch_of_key(dividend)
    if in_batches(level):
        return batch_key(dividend.plan, dividend.period, dividend.nature, dividend.amounts[0].pc_document)
    return None


def _batch_of_key(dividend: Dividend) -> object:
    """Return what the dividends of a batch under a key with amounts have in common, and the PM posts beside it."""
    return dividend.plan.amount_key, dividend.period.year, dividend.nature


def _check_fit(batches: Iterable[list[Dividend]], unit: int) -> None:
    """Check that the batches of keys with amounts can be divided.

    Raises:
        ProblemsFoundError: some cannot.
    """
    of_keys = [dividend for batch in batches for dividend in batch if dividend.plan.batched]
    if not of_keys:
        return
    from ridcalc.core.keys.batches import BatchPart, refusals_of_batches  # few budgets have keys with amounts

    parts = (
        BatchPart(str(one.plan.amount_key), one.period.year, one.nature, one.cents or 0, one.plan) for one in of_keys
    )
    problems = [
        Problem(refusal.code, refusal.message, refusal.hint, refusal.path, at_key=True)
        for refusal in refusals_of_batches(parts, unit)
    ]
    if problems:
        raise ProblemsFoundError(problems)


def _batch(dividends: list[Dividend], *, beside_pm: bool) -> Dividend:
    """Return the dividend of a batch: the sum of its dividends in their year. Its side is None if the sides differ.

    A batch beside a PM post rests on an assumption: that post, once known, moves all its parts.
    """
    first = dividends[0]
    year = parse_period(str(first.period.year))
    sides = {dividend.side for dividend in dividends}
    return first._replace(
        measure=None,
        side=first.side if len(sides) == 1 else None,
        period=year,
        span=year if first.plan.batched else first.span,
        cents=sum(dividend.cents or 0 for dividend in dividends),
        assumed=beside_pm or any(dividend.assumed for dividend in dividends),
        amounts=tuple(amount for dividend in dividends for amount in dividend.amounts),
    )
