"""Lines of a progress report (VGR, voortgangsrapportage): the amounts that a municipality reports.

A line is summed exactly and rounded once (docs/rounding.md).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.analysis.sources import over_sources, sources_of
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
    spread: int = 0
    """The cents in the sum that are a part of batches whose measures have several planning documents."""

    @property
    def reported(self) -> int:
        """The sum in cents, rounded to thousands of euros, halves away from zero; above zero is a disadvantage."""
        return nearest(self.exact.amount, VGR_UNIT)


def reported_in(budget: Budget, division: Division) -> str | None:
    """Return the planning document that reports a division: one of the division's own year; None: there is none."""
    return _of_year(budget, division.pc_document, division.period.year)


def _of_year(budget: Budget, name: str | None, year: int) -> str | None:
    """Return the name of a planning document if the document is of `year`; None if it is not."""
    document = None if name is None else budget.pc_documents.get(name)
    return name if document is not None and document.year == year else None


def vgr_lines(
    allocation: Allocation, divisions: Sequence[Division], participants: Sequence[str], only: str | None = None
) -> Iterator[VgrLine]:
    """Yield the lines of `participants`, per planning document and nature; with `only`, of that document alone.

    `divisions` are those of the allocation that are reported.
    """
    case = allocation.case
    spread = _spread(allocation, divisions)
    grouped: dict[tuple[str | None, NatureName], list[Division]] = {}
    for division in divisions:
        grouped.setdefault((reported_in(case.budget, division), division.nature), []).append(division)
    sums = Sums(allocation.tree, ((key, division) for key, group in grouped.items() for division in group))
    for participant in participants:
        for name, document in case.budget.pc_documents.items():
            for nature in NATURES:
                of_batches = spread.get((participant, name, nature), {})
                reached = sums.reaches(participant, (name, nature))
                if only in {None, name} and (reached or of_batches):
                    own = (sums.of(participant, (name, nature)) if reached else None) or NOTHING
                    exact = sum(of_batches.values(), start=own)
                    measures = dict.fromkeys(
                        measure
                        for division in grouped.get((name, nature), ())
                        if participant in division.plan.slots
                        for measure in division.measures
                    )
                    names = tuple(dict.fromkeys((*measures, *of_batches)))
                    yield VgrLine(participant, name, document.year, nature, exact, names, exact.amount - own.amount)


def _spread(
    allocation: Allocation, divisions: Sequence[Division]
) -> dict[tuple[str, str, NatureName], dict[str, Total]]:
    """Return (participant, document, nature) → measure → its part of batches whose measures have several documents."""
    found: dict[tuple[str, str, NatureName], dict[str, Total]] = {}
    for division in divisions:
        if not division.plan.batched or division.pc_document is not None:
            continue
        year, sources = division.period.year, sources_of(division)
        documents = {
            amount.measure: _of_year(allocation.case.budget, amount.pc_document, year) for amount in division.amounts
        }
        for participant in allocation.tree.municipalities:
            slots = division.plan.slots.get(participant, ())
            assumed = division.assumed or any(division.plan.assumed[slot] for slot in slots)
            part = division.part_of(participant)
            for measure, cents, _ in over_sources(sources, part, division.unit) if slots else ():
                document = documents[measure]
                if document is not None:
                    own = found.setdefault((participant, document, division.nature), {})
                    own[measure] = own.get(measure, NOTHING) + Total(cents, 0, assumed)
    return found
