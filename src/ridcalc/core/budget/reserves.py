"""The objects of what pays for contributions: reserves and coverage."""

from typing import Annotated

from pydantic import Tag

from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Booking, Frozen, Named


class Reserve(Named):
    """A reserve (reserve) of an organisation: its balance on 1 January, in cents, its floor, and where it is booked."""

    of: t.OrganisationId
    balance: dict[t.Year, t.Cents] = {}
    floor: t.Cents = 0
    structural: t.Boolean = False
    booking: Booking | None = None


class Coverage(Frozen):
    """Coverage (dekking): what pays for a municipality's contribution in a year, or for a part of it."""

    source: t.CoverageSource
    nature: t.Nature | None = None
    amount: t.NotNegativeCents | None = None
    reserve: t.ReserveId | None = None
    booking: Booking | None = None
    remark: t.Text | None = None

    @property
    def moves(self) -> str | None:
        """The id of the reserve that the entry withdraws from; None for another source, with `reserve` or without."""
        return self.reserve if self.source == "reserve" else None


Coverages = Annotated[Annotated[Coverage, Tag(t.MAPPING)] | Annotated[tuple[Coverage, ...], Tag(t.SINGLE)], t.BY_SHAPE]
"""What pays in a year: one source, or a list that is taken in order."""
