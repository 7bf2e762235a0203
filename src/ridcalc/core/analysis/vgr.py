"""Lines for a progress report (VGR, voortgangsrapportage): what a municipality reports in a planning document."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.budget.types import NATURES, NatureName

VGR_UNIT = 1000 * 100
"""Cents: reports give whole euros in thousands."""


class VgrLine(NamedTuple):
    """What one municipality reports of one nature in one planning document: summed exactly, rounded last."""

    participant: str
    pc_document: str
    year: int
    nature: NatureName
    exact: Total
    measures: tuple[str, ...]

    @property
    def reported(self) -> int:
        """The amount in cents, rounded to thousands of euros, halves away from zero; above zero is a disadvantage."""
        return nearest(self.exact.amount, VGR_UNIT)


def vgr_lines(
    allocation: Allocation, divisions: Sequence[Division], participants: Sequence[str], only: str | None = None
) -> Iterator[VgrLine]:
    """Yield the lines of some participants, per planning document (or of one) and nature."""
    case = allocation.case
    sums = Sums(allocation.tree, (((division.pc_document, division.nature), division) for division in divisions))
    alike: dict[tuple[str | None, NatureName], list[Division]] = {}
    for division in divisions:
        alike.setdefault((division.pc_document, division.nature), []).append(division)
    for participant in participants:
        for name, document in case.budget.pc_documents.items():
            for nature in NATURES:
                exact = sums.of(participant, (name, nature))
                if only in {None, name} and exact is not None and sums.reaches(participant, (name, nature)):
                    measures = dict.fromkeys(
                        measure
                        for division in alike[name, nature]
                        if participant in division.plan.slots
                        for measure in division.measures
                    )
                    yield VgrLine(participant, name, document.year, nature, exact, tuple(measures))
