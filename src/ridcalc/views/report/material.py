"""What the blocks of a page are made of, and the totals that several blocks need."""

from collections.abc import Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.analysis.benchmarks import BenchmarkComparison
from ridcalc.core.analysis.calendar.calendar import Calendar
from ridcalc.core.analysis.compare import Comparison
from ridcalc.core.analysis.decisions.amendment import Amendment
from ridcalc.core.budget.model import AppliedScenario, Budget
from ridcalc.core.budget.sections import NO_SCENARIO
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import say
from ridcalc.views.notes import name_of, title_of
from ridcalc.views.sums import net_rows
from ridcalc.views.table import Label


class Material(NamedTuple):
    """An allocation, the decision that leads to it, and what it is compared with."""

    allocation: Allocation
    amendment: Amendment
    comparison: Comparison | None
    """With the allocation before; None: there is nothing to compare with."""
    participant: str | None
    """The participant that the page is of; None: all together."""
    inputs: tuple[tuple[str, str], ...] = ()
    """For each file its name, and the SHA-256 of its bytes in hexadecimal."""
    driver: str | None = None
    """The driver of the amounts per unit; None: no such amounts."""

    calendar: Calendar | None = None
    """The calendar of the stage; None: it has no dates."""
    benchmarks: Sequence[BenchmarkComparison] = ()

    @property
    def budget(self) -> Budget:
        """The budget of the allocation."""
        return self.allocation.case.budget

    @property
    def selection(self) -> Filter:
        """The filter for the participant of the page."""
        return Filter((), (self.participant,) if self.participant else ())

    @property
    def subject(self) -> str:
        """The name of the participant, or the name of the budget."""
        return title_of(self.allocation.case) if self.participant is None else self.name(self.participant)

    def name(self, participant: str) -> str:
        """Return the name of a participant."""
        return name_of(self.allocation.case, participant)

    def scenario(self, scenario: AppliedScenario) -> Label:
        """Return the name of a scenario; of the base files that of the first stage that they describe, if any does."""
        stages = self.budget.stages.items()
        if scenario.id == NO_SCENARIO:
            return next((one.name_or(name) for name, one in stages if one.scenario == NO_SCENARIO), say("base files"))
        return scenario.name

    def totals(self, participant: str | None) -> dict[int, Total]:
        """Return year → the total of a participant (None: of all together), both natures together."""
        selection = Filter((), (participant,) if participant else ())
        return {row.year: row.total for row in net_rows(self.allocation, selection) if row.participant == participant}

    @property
    def lines(self) -> int:
        """The number of lines that the figures have as CSV: one for each part of an amount."""
        plans = (division.plan for division in self.allocation.divisions)
        if self.participant is None:
            return sum(len(plan.reached_by) for plan in plans)
        return sum(len(plan.slots.get(self.participant, ())) for plan in plans)

    @property
    def main_year(self) -> int:
        """The first year with an amount, or else with a PM post, or else the first year."""
        totals = self.totals(self.participant)
        paid = [year for year, total in totals.items() if total.amount]
        unknown = [year for year, total in totals.items() if total.pm]
        return (paid or unknown or list(totals))[0]

    @property
    def payers(self) -> list[str]:
        """The participants without members, in the order of a table."""
        tree = self.allocation.tree
        return [name for name, _ in tree.shown_order() if name not in tree.members]
