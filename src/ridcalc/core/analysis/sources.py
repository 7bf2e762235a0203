"""Sources: the measures over which a line of a batch is spread, in proportion to what they bring in.

A batch gives nobody a part of one measure; a report that needs one spreads the line (docs/decisions/keys.md).
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ridcalc.core.allocation.result import Division
from ridcalc.core.arithmetic.bounded import rounded_parts


def sources_of(division: Division) -> dict[str, int]:
    """Return the measures of a division with their cents, income negative, in the order of the files."""
    sources: dict[str, int] = {}
    for amount in division.amounts:
        sources[amount.measure] = sources.get(amount.measure, 0) + (amount.cents or 0)
    return sources


def over_sources(sources: Mapping[str, int], cents: int, unit: int) -> Iterator[tuple[str, int, Fraction]]:
    """Yield each measure with its rounded and exact cents of a participant's line; nothing if the batch is zero.

    Each is rounded down to `unit` cents; units left over go to the largest remainders, ties in the order of the
    measures. The shares of a negative line are those of the positive line with the sign changed.
    """
    whole = sum(sources.values())
    if not whole:
        return
    exact = [Fraction(cents * source, whole) for source in sources.values()]
    step = -unit if cents < 0 else unit
    rounded = rounded_parts(cents // step, [share / step for share in exact])
    for measure, units, share in zip(sources, rounded, exact, strict=True):
        yield measure, units * step, share
