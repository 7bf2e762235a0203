"""Sources: the measures over which a line of a batch is spread, in proportion to what they bring in.

A batch gives nobody a part of one measure; a report that needs one spreads the line (docs/decisions/keys.md).
"""

from fractions import Fraction

from ridcalc.core.allocation.result import Division
from ridcalc.core.arithmetic.bounded import rounded_parts


def by_measure_of(division: Division, cents: int) -> dict[str, int]:
    """Return measure → cents of a participant's line of a batch; an empty dict if the batch is zero.

    Each is rounded down to the unit; units left over go to the largest remainders, ties in the order of the measures.
    """
    sources: dict[str, int] = {}
    for amount in division.amounts:
        sources[amount.measure] = sources.get(amount.measure, 0) + (amount.cents or 0)
    whole = sum(sources.values())
    if not whole:
        return {}
    exact = [Fraction(cents, division.unit) * source / whole for source in sources.values()]
    parts = rounded_parts(cents // division.unit, exact)
    return {measure: part * division.unit for measure, part in zip(sources, parts, strict=True)}
