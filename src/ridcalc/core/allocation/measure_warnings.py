"""Warnings about the amounts of measures: how long they last, and the sign of income.

The difference between incidental and structural is that of BBV art. 19 c, as the Commissie BBV explains it in the
notitie on structural and incidental income and expense (2018).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ridcalc.core.allocation.together import together
from ridcalc.core.amounts.amount import Amount, by_measure
from ridcalc.core.budget.model import Case, Measure
from ridcalc.core.values.problems import Problem, say

if TYPE_CHECKING:
    from ridcalc.core.values.periods import Period

LONGEST_INCIDENTAL = 3
"""The most years that an incidental measure lasts without a warning (notitie of the Commissie BBV, 2018)."""


def measure_warnings(case: Case, amounts: Sequence[Amount]) -> Iterator[Problem]:
    """Yield the warnings about the amounts of the selected measures of a case; `amounts` are those of the case."""
    of_measure = by_measure(amounts)
    lasting: list[Problem] = []
    stopping: list[Problem] = []
    negative: list[Problem] = []
    for name, measure in case.measures.items():
        own = of_measure.get(name, [])
        values: Mapping[Period, object] = measure.spread or {amount.period: amount.cents for amount in own}
        years = {period.year for period, value in values.items() if value != 0}
        lasting += _lasting(name, measure, years)
        stopping += _stopping(case, name, measure, years)
        negative += _negative(name, measure, own)
    yield from together(
        lasting,
        lambda count, ids: say(
            "{count} measures are incidental and last more than {most} years: {ids}",
            count=count,
            most=str(LONGEST_INCIDENTAL),
            ids=ids,
        ),
    )
    yield from together(
        stopping,
        lambda count, ids: say(
            "{count} measures are structural and have no amount in a later year: {ids}", count=count, ids=ids
        ),
    )
    yield from together(
        negative,
        lambda count, ids: say(
            "{count} measures are income and negative, which adds to the cost: {ids}",
            count=count,
            ids=ids,
        ),
    )
    yield from together(
        list(_over_nothing(case)),
        lambda count, ids: say("{count} surcharges come to nothing: {ids}", count=count, ids=ids),
    )


def _over_nothing(case: Case) -> Iterator[Problem]:
    """Yield a warning for each surcharge that is over no measure of the case, and so comes to nothing."""
    surcharges = {name: measure.surcharge for name, measure in case.measures.items() if measure.surcharge}
    if not surcharges:
        return
    from ridcalc.core.amounts.kinds.others import Others  # few budgets have surcharges

    others = Others(case.measures)
    for name, surcharge in surcharges.items():
        if others.under(surcharge.of):
            continue
        yield Problem(
            "surcharge-of-nothing",
            say("surcharge '{id}' comes to nothing: none of the measures that it is over is selected", id=name),
            say("name measures that are selected under of, or leave out the surcharge too"),
            ("measures", name, "surcharge", "of"),
            at_key=True,
        )


def _lasting(name: str, measure: Measure, years: set[int]) -> Iterator[Problem]:
    """Yield a warning if an incidental measure has an amount in too many years."""
    if measure.nature == "incidental" and len(years) > LONGEST_INCIDENTAL:
        yield Problem(
            "long-incidental",
            say("measure '{id}' is incidental and lasts {count} years", id=name, count=len(years)),
            say("longer than three years counts as structural, unless a decision fixes its end"),
            ("measures", name, "nature"),
        )


def _stopping(case: Case, name: str, measure: Measure, years: set[int]) -> Iterator[Problem]:
    """Yield a warning if a structural measure has no amount in years after its first."""
    if measure.nature == "structural" and years:
        gaps = [year for year in sorted(case.budget.settings.years) if year > min(years) and year not in years]
        if gaps:
            yield Problem(
                "structural-stops",
                say("measure '{id}' is structural and has no amount in {years}", id=name, years=tuple(map(str, gaps))),
                say("structural costs continue: make it incidental, or write PM for the years without an amount"),
                ("measures", name, "nature"),
            )


def _negative(name: str, measure: Measure, amounts: Sequence[Amount]) -> Iterator[Problem]:
    """Yield a warning if a measure of income has a negative amount."""
    negative = any(amount.written is not None and amount.written < 0 for amount in amounts)
    if measure.side == "income" and measure.kind != "surcharge" and negative:
        yield Problem(
            "negative-income",
            say("measure '{id}' is income and its amount is negative, so that it adds to the cost", id=name),
            say("write income without a minus: it lowers the contributions by itself"),
            ("measures", name, measure.kind),
        )
