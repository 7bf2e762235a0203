"""The objects of decisions: stages, and tasks, by which contributions are booked."""

from ridcalc.core.budget import types as t
from ridcalc.core.budget.objects import Booking, Named


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


class Task(Named):
    """A task (taak): what is done, which measures belong together, and where contributions to it are booked.

    `booking` is where a participant pays, `receives` where the executor or a partnership receives.
    """

    booking: Booking | None = None
    receives: Booking | None = None
