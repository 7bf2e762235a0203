"""A total that is divided over the periods of a spread."""

from collections.abc import Iterable

from ridcalc.core.amounts.kinds.kind import Entry, Kind
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.arithmetic.apportionment import largest_remainder, whole_weights
from ridcalc.core.budget.model import Measure


def _entries(measure: Measure, rules: Rules, _: Others) -> Iterable[Entry]:
    """Return the part of each period: whole units by largest remainder (docs/glossary.md), ties to the earliest."""
    spread = dict(sorted((measure.spread or {}).items()))
    if measure.total is None or not spread:
        return [Entry(period) for period in spread]
    weights = whole_weights(spread)
    parts = largest_remainder(measure.total // rules.unit, list(weights.values()))
    return [Entry(period, part * rules.unit) for period, part in zip(spread, parts, strict=True)]


KIND = Kind(_entries)
