"""A row of the sheet Trace as values: a participant's part of a division, and what its cells are made from."""

from typing import NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.stages import StageRows

Counted = dict[tuple[str | None, int, str, int], list[tuple[int, bool]]]
"""(measure, year, participant, payment) → the rows so far, each with whether it is a PM post."""


class Part(NamedTuple):
    """A row of the sheet: a participant's part of a division."""

    layout: Layout
    position: int
    """The position of the division, from 0."""
    division: Division
    slot: int
    stage: StageRows
    before: list[tuple[int, bool]]
    """The earlier rows of the same measure, year and payment, each with whether it is a PM post."""
    payment: int
    """The number of the line of who pays, in the amendment; 0 if there are several."""
    source: Cell | None

    @property
    def participant(self) -> str:
        """The participant that gets the part."""
        return self.division.plan.participants[self.slot]

    @property
    def shares_rest(self) -> bool:
        """Whether the participant shares what a key with amounts leaves; PM posts reach no other participant."""
        plan, slot = self.division.plan, self.slot
        while (above := plan.stages[plan.reached_by[slot].stage].parent) is not None:
            slot = above
        stage, position = plan.reached_by[slot]
        amounts = plan.stages[stage].amounts
        return amounts is None or amounts.taken[position] is None
