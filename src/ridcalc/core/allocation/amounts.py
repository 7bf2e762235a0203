"""The dated amounts of a measure: as given per period, or its total divided over its spread."""

from collections.abc import Iterator

from ridcalc.core.arithmetic.apportionment import largest_remainder, whole_weights
from ridcalc.core.budget.model import Measure
from ridcalc.core.values.periods import Period


def dated_amounts(measure: Measure, unit: int) -> Iterator[tuple[Period, int | None]]:
    """Yield each period of a measure, in time order, with its amount in cents: income negative, None for PM.

    A total is divided over its spread in whole units (of `unit` cents) by largest remainder, ties to the earliest.
    """
    sign = -1 if measure.side == "income" else 1
    for period, cents in sorted(_unsigned(measure, unit).items()):
        yield period, None if cents is None else sign * cents


def _unsigned(measure: Measure, unit: int) -> dict[Period, int | None]:
    if measure.amounts is not None:
        return measure.amounts
    spread = dict(sorted((measure.spread or {}).items()))
    if measure.total is None:
        return dict.fromkeys(spread)
    weights = whole_weights(spread)
    parts = largest_remainder(measure.total // unit, list(weights.values()))
    return {period: part * unit for period, part in zip(spread, parts, strict=True)}
