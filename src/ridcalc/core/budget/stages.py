"""The objects of decisions: stages, reserves, coverage, what a budget holds now, and what stands in P&C documents."""

from typing import Annotated

from pydantic import Tag

from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Booking, Frozen, Named


class Stage(Named):
    """A stage (besluit): a decision on the budget that a scenario describes, and the P&C documents that carry it."""

    scenario: t.StageScenario
    date: t.Date | None = None
    body: t.Text | None = None
    number: t.Text | None = None
    pc_document: t.StageDocuments = {}

    def document_of(self, participant: str) -> str | None:
        """Return the P&C document in which the change of a participant lands; None: in no document."""
        return self.pc_document.get(participant, self.pc_document.get(t.EVERYONE))


class PcDocument(Named):
    """A planning and control document (P&C-document): the first year of its changes, and how it arranges them."""

    year: t.Year
    date: t.Date | None = None
    threshold: t.Threshold = 0
    headings: dict[t.Id, t.Text] = {}


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


Coverages = Annotated[Annotated[Coverage, Tag(t.MAPPING)] | Annotated[tuple[Coverage, ...], Tag(t.SINGLE)], t.BY_SHAPE]
"""What pays in a year: one source, or a list that is taken in order."""


class CurrentLine(Frozen):
    """An organisation's current budget for a programma, taakveld and side, in cents by year."""

    programma: t.Text
    taakveld: t.Text
    side: t.Side
    amounts: dict[t.Year, t.Cents]


class Current(Frozen):
    """An organisation's current budget, as of a stage; None: as of the stage that an amendment is counted from."""

    stage: t.StageId | None = None
    accounts: tuple[CurrentLine, ...]


Currents = Annotated[Annotated[Current, Tag(t.MAPPING)] | Annotated[tuple[CurrentLine, ...], Tag(t.SINGLE)], t.BY_SHAPE]
"""A current budget: a list of lines, or a stage with such a list."""


class Incidental(Frozen):
    """What the overview of incidental amounts shows: posts from a threshold on, in cents, by name."""

    threshold: t.Threshold = 0
