"""Parts: amounts that are agreed per participant, and divided as written."""

from collections.abc import Iterator
from fractions import Fraction

from ridcalc.core.amounts.amount import Given
from ridcalc.core.amounts.kinds.kind import Entry, Kind, Outcome
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.budget.model import Measure


def _entries(measure: Measure, _: Rules, __: Others) -> Iterator[Entry]:
    """Yield each period; those whose part is PM as an entry of their own."""
    for period, parts in sorted((measure.parts or {}).items()):
        known = tuple(name for name, cents in parts.items() if cents is not None)
        unknown = tuple(name for name, cents in parts.items() if cents is None)
        for recipients in (known, unknown):
            if recipients:
                yield Entry(period, recipients=recipients)


def _parts(measure: Measure, entry: Entry, *_: object) -> Outcome:
    """Return the part of each recipient as written."""
    parts = (measure.parts or {})[entry.period]
    return Outcome(tuple(Given(name, parts[name], Fraction(parts[name] or 0)) for name in entry.recipients))


KIND = Kind(_entries, _parts)
