"""A decision: two states of a budget, and the stage that leads from one to the other."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.decisions.posts import NO_BOOKS, Books
from ridcalc.core.analysis.decisions.state import State
from ridcalc.core.budget.model import Measure

OrganisationKind = Literal["executor", "partnership", "municipality"]
"""The kinds of organisation that have a block."""


class Decision(NamedTuple):
    """Two states of a budget, and the decision that leads from one to the other."""

    before: State | None
    """The state that is counted from; None: nothing."""
    after: State
    stage: str | None
    """The stage that is decided; None: the change is of no stage."""
    as_of: Mapping[str, State]
    """Stage → its state, for the stages as of which current budgets are given."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years of both states, in time order."""
        years = set(self.after.allocation.years)
        return tuple(sorted(years | set(self.before.allocation.years if self.before else ())))

    def measure_of(self, name: str | None) -> Measure | None:
        """Return a measure of the state after the decision or else of the one before; None if it has no id."""
        for state in (self.after, self.before):
            if state is not None and name in state.budget.measures:
                return state.budget.measures[name]
        return None

    def task_of(self, name: str | None) -> str | None:
        """Return the task of a measure."""
        measure = self.measure_of(name)
        return None if measure is None else measure.task

    def books(self, organisation: str | None) -> tuple[Books, Books]:
        """Return the books of an organisation before and after."""
        before = self.before.books_of(organisation) if self.before else NO_BOOKS
        return before, self.after.books_of(organisation)


def decision_of(
    before: Allocation | None, after: Allocation, stage: str | None, as_of: Mapping[str, Allocation]
) -> Decision:
    """Return the decision between two allocations; `as_of` has those of the stages that current budgets name."""
    states = {name: State(allocation) for name, allocation in as_of.items()}
    return Decision(State(before) if before else None, State(after), stage, states)
