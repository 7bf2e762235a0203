"""Which amounts a workbook puts together before it divides them: the batches of `level: total`."""

from collections.abc import Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.analysis.vgr import pc_document_of
from ridcalc.core.budget.model import Case
from ridcalc.core.values.periods import Period

Dated = tuple[str, Period]
"""A measure and a period."""


class Batches(NamedTuple):
    """By measure and period, the number of the batch that an amount is in: that of its division, from 1."""

    of_amounts: dict[Dated, int]
    of_pm: dict[Dated, int]
    """The batch that a PM post would join if it had an amount."""
    without: frozenset[Dated]
    """PM posts that would form a new batch together; a workbook cannot follow that."""


def batches_of(case: Case, divisions: Sequence[Division]) -> Batches:
    """Return the batches of a case's divisions; there are none with `level: measure`."""
    of_amounts: dict[Dated, int] = {}
    of_pm: dict[Dated, int] = {}
    if case.budget.settings.rounding.level == "measure":
        return Batches(of_amounts, of_pm, frozenset())
    alike: dict[object, int] = {}
    for number, division in enumerate(divisions, 1):
        if division.measure is None:
            alike[_shared(case, division)] = number
            of_amounts |= dict.fromkeys(division.pooled, number)
    apart: dict[object, list[Dated]] = {}
    for division in divisions:
        if division.measure is not None:
            shared = _shared(case, division)
            if shared in alike:
                of_pm[division.pooled[0]] = alike[shared]
            else:
                apart.setdefault(shared, []).append(division.pooled[0])
    without = frozenset(post for posts in apart.values() if len(posts) > 1 for post in posts)
    return Batches(of_amounts, of_pm, without)


def _shared(case: Case, division: Division) -> object:
    """Return what the amounts of a batch have in common."""
    plan = division.plan
    return plan.stages[0].key, plan.versions, division.period.year, division.nature, pc_document_of(case, division)
