"""What each participant pays of each measure: the lines of an allocation, batches spread over their sources."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.analysis.sources import over_sources, sources_of
from ridcalc.core.budget.types import NatureName

Rational = Fraction | int
"""An exact number: whole where it can be, because whole numbers are added and multiplied many times faster."""


class Share(NamedTuple):
    """The share of a measure in a payment."""

    measure: str
    cents: int
    """The share in multiples of the unit of rounding."""
    exact: Rational
    """The share in cents before rounding."""


class Payment(NamedTuple):
    """A part of an amount that a participant pays to the executor (payee None) or to its partnership."""

    payer: str
    payee: str | None
    nature: NatureName
    year: int
    cents: int | None
    """The part, income negative; None: PM."""
    shares: tuple[Share, ...]
    """The shares of its measures in the part."""
    batch: int
    """A number that the payments of one division have in common."""
    assumed: bool
    """Whether it rests on an assumption."""

    @property
    def measures(self) -> list[str]:
        """The measures that it pays for."""
        return [share.measure for share in self.shares]


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


def _shares_by_slot(division: Division) -> list[tuple[Share, ...]]:
    """Return the shares of each part of a division: of its measure, or of the sources of a batch."""
    if division.measure is not None:
        parts = division.parts or [0] * len(division.plan.participants)
        return [(Share(division.measure, part, part),) for part in parts]
    sources = sources_of(division)
    return [
        tuple(Share(*one) for one in over_sources(sources, part, division.unit)) or _of_nothing(sources)
        for part in division.parts
    ]


def _of_nothing(sources: Iterable[str]) -> tuple[Share, ...]:
    """Return the shares of a part of a batch whose sources add to zero: every part of nothing is zero."""
    return tuple(Share(measure, 0, 0) for measure in sources)


def _as_paid_on(part: int, shares: tuple[Share, ...], paid_on: tuple[Share, ...]) -> Iterator[Share]:
    """Yield the shares of a member's part, with exact cents in proportion to what its partnership pays per measure."""
    whole = sum(share.cents for share in paid_on)
    for share, above in zip(shares, paid_on, strict=True):
        yield share._replace(exact=Fraction(part * above.cents, whole)) if whole else share
