"""Amounts per period, as in the files."""

from collections.abc import Iterator

from ridcalc.core.amounts.kinds.kind import Entry, Kind
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.budget.model import Measure


def _entries(measure: Measure, _: Rules, __: Others) -> Iterator[Entry]:
    for period, cents in sorted((measure.amounts or {}).items()):
        yield Entry(period, cents)


KIND = Kind(_entries)
