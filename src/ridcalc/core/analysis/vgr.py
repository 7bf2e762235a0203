"""Lines of a progress report (VGR, voortgangsrapportage): the amounts that a municipality reports.

A line is summed exactly and rounded once (docs/rounding.md).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.types import NATURES, NatureName

VGR_UNIT = 1000 * 100
"""In cents: reports give amounts in thousands of euros."""


class VgrLine(NamedTuple):
    """The amount that a municipality reports of one nature in one planning document."""

    participant: str
    pc_document: str
    year: int
    """The year of the planning document."""
    nature: NatureName
    exact: Total
    """The sum in cents, before it is rounded to thousands of euros."""
    measures: tuple[str, ...]
    """The measures in the sum."""

    @property
    def reported(self) -> int:
        """The sum in cents, rounded to thousands of euros, halves away from zero; above zero is a disadvantage."""
        return nearest(self.exact.amount, VGR_UNIT)


def reported_in(budget: Budget, division: Division) -> str | None:
    """Return the planning document that reports a division: one of the division's own year; None: there is none."""
    name = division.pc_document
    document = None if name is None else budget.pc_documents.get(name)
    return name if document is not None and document.year == division.period.year else None


def vgr_lines(
    allocation: Allocation, divisions: Sequence[Division], participants: Sequence[str], only: str | None = None
) -> Iterator[VgrLine]:
    """Yield the lines of `participants`, per planning document and nature; with `only`, of that document alone.

    `divisions` are those of the allocation that are reported.
    """
    case = allocation.case
    grouped: dict[tuple[str | None, NatureName], list[Division]] = {}
    for division in divisions:
        grouped.setdefault((reported_in(case.budget, division), division.nature), []).append(division)
    sums = Sums(allocation.tree, ((key, division) for key, group in grouped.items() for division in group))
    for participant in participants:
        for name, document in case.budget.pc_documents.items():
            for nature in NATURES:
                exact = sums.of(participant, (name, nature))
                if only in {None, name} and exact is not None and sums.reaches(participant, (name, nature)):
                    measures = dict.fromkeys(
                        measure
                        for division in grouped[name, nature]
                        if participant in division.plan.slots
                        for measure in division.measures
                    )
                    yield VgrLine(participant, name, document.year, nature, exact, tuple(measures))
