"""What each participant pays of each measure: the lines of an allocation, batches spread over their sources."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.budget.types import NatureName


class Payment(NamedTuple):
    """A part of an amount that a participant pays to the executor (payee None) or to its partnership."""

    payer: str
    payee: str | None
    nature: NatureName
    year: int
    cents: int | None
    """The part, income negative; None: PM."""
    shares: tuple[tuple[str | None, int, Fraction], ...]
    """Measure, its rounded cents of the part, and its exact cents; measure None: no source has an amount."""
    batch: int
    """A number that the payments of one division have in common."""
    assumed: bool
    """Whether it rests on an assumption."""

    @property
    def measures(self) -> list[str]:
        """The measures that it pays for."""
        return [measure for measure, _, _ in self.shares if measure is not None]


def payments_of(allocation: Allocation) -> Iterator[Payment]:
    """Yield the payments of an allocation, in the order of its lines."""
    for number, division in enumerate(allocation.divisions):
        plan = division.plan
        shares = _shares_by_slot(division)
        for slot, payer in enumerate(plan.participants):
            parent = plan.stages[plan.reached_by[slot].stage].parent
            payee = None if parent is None else plan.participants[parent]
            part = division.parts[slot] if division.parts else None
            of_payer = shares[slot]
            if parent is not None and part:
                of_payer = tuple(_as_paid_on(part, of_payer, shares[parent]))
            assumed = division.assumed or plan.assumed[slot]
            yield Payment(payer, payee, division.nature, division.period.year, part, of_payer, number, assumed)


Shares = tuple[tuple[str | None, int, Fraction], ...]
"""Measure, rounded cents and exact cents of a part."""


def _shares_by_slot(division: Division) -> list[Shares]:
    """Return the shares of each part of a division: of its measure, or of the sources of a batch."""
    if division.measure is not None or not division.parts:
        measure = division.measure or division.measures[0]
        parts = division.parts or [0] * len(division.plan.participants)
        return [((measure, part, Fraction(part)),) for part in parts]
    sources = _sources(division)
    return [tuple(_spread(part, sources, division.unit)) for part in division.parts]


def _as_paid_on(part: int, shares: Shares, paid_on: Shares) -> Iterator[tuple[str | None, int, Fraction]]:
    """Yield the shares of a member's part, with exact cents in proportion to what its partnership pays per measure."""
    whole = sum(cents for _, cents, _ in paid_on)
    for (measure, rounded, exact), (_, cents, _) in zip(shares, paid_on, strict=True):
        yield measure, rounded, Fraction(part * cents, whole) if whole else exact


def _sources(division: Division) -> dict[str, int]:
    """Return the measures of a division with their cents, income negative, in the order of the files."""
    sources: dict[str, int] = {}
    for amount in division.amounts:
        sources[amount.measure] = sources.get(amount.measure, 0) + (amount.cents or 0)
    return sources


def _spread(part: int, sources: Mapping[str, int], unit: int) -> Iterator[tuple[str | None, int, Fraction]]:
    """Yield each source with its cents of a part of a batch: down to the unit, then the largest remainders first."""
    whole = sum(sources.values())
    if whole == 0:
        if part:
            yield None, part, Fraction(part)
        else:
            yield from ((measure, 0, Fraction(0)) for measure in sources)
        return
    exact = [Fraction(part * source, whole) for source in sources.values()]
    for (measure, rounded), share in zip(zip(sources, in_units(part, exact, unit), strict=True), exact, strict=True):
        yield measure, rounded, share


def in_units(whole: int, exact: list[Fraction], unit: int) -> list[int]:
    """Return exact cents, which add to `whole`, in multiples of the unit that add to it.

    Each is rounded down, and the units left over go to the largest remainders, ties to the first; a negative whole is
    the mirror of the positive one.
    """
    sign = -1 if whole < 0 else 1
    units = [sign * cents / unit for cents in exact]
    floors = [number.numerator // number.denominator for number in units]
    left = abs(whole) // unit - sum(floors)
    remainders = [number - floor for number, floor in zip(units, floors, strict=True)]
    for position in sorted(range(len(units)), key=lambda index: -remainders[index])[:left]:
        floors[position] += 1
    return [sign * number * unit for number in floors]
