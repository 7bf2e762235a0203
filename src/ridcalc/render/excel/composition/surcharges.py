"""The row of a surcharge: its rate × the sum of the measures under it."""

from typing import TYPE_CHECKING, cast

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.kinds.tariff import in_force
from ridcalc.core.budget.types import ALWAYS
from ridcalc.core.values.problems import say
from ridcalc.render.excel.composition.building import Building
from ridcalc.render.excel.composition.calculation import Calculation, Dated, InexactError, Source
from ridcalc.render.excel.composition.inputs import RATE_SCALE, scale_for

if TYPE_CHECKING:
    from ridcalc.core.budget.amount_rules import Surcharge

MOST_UNDER = 100
"""The amounts under a surcharge, for the length of the formula of their sum."""


def add_surcharge(rows: Building, amount: Amount, here: set[Dated]) -> Source:
    """Add the row of a surcharge in a year; `here` are the amounts on the sheet Measures.

    Raises:
        InexactError: a spreadsheet does not calculate it exactly, or an amount under it is PM and on no sheet.
    """
    measure = rows.budget.measures[amount.measure]
    rates = measure.surcharge.rate if measure.surcharge else {}
    since = cast("int", in_force(rates, amount.period.year))
    when = "" if since == ALWAYS else str(since)
    path = ".".join(filter(None, ("measures", amount.measure, "surcharge", "rate", when)))
    scale = scale_for([rates[since]], RATE_SCALE)
    entered = rows.money(amount, say("rate"), rates[since])._replace(
        when=when, path=path, scale=scale, style="input_rate"
    )
    position, whole = rows.add(entered), entered.whole or 0
    under = [
        other
        for other in rows.others.amounts_under(cast("Surcharge", measure.surcharge).of)
        if other.period.year == amount.period.year
    ]
    elsewhere = [other.cents for other in under if other.dated not in here]
    known = [other.cents for other in under if other.cents is not None]
    units = sum(known) // rows.unit if len(known) == len(under) else None
    row = Calculation(
        amount=amount,
        what=say("rate of what the measures come to"),
        source=position,
        by=position,
        over=int(scale),
        start=None if units is None else units * (-1 if whole < 0 else 1),
        numerator=abs(whole),
        denominator=int(scale),
        size=rows.size,
        under=tuple(other.dated for other in under if other.dated in here),
        rest=sum(cents or 0 for cents in elsewhere) // rows.unit,
    )
    if None in elsewhere or len(row.under) > MOST_UNDER:
        raise InexactError
    rows.append(rows.surcharges, row)
    return Source("surcharge", len(rows.surcharges), len(rows.surcharges))
