"""What moved between two allocations of one scenario: the totals per year that differ."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.budget.types import NATURES


class Move(NamedTuple):
    """A total of both natures together in a year, before and after. The participant None: all together."""

    year: int
    participant: str | None
    before: Total
    after: Total

    @property
    def difference(self) -> int:
        """The cents after − those before."""
        return self.after.amount - self.before.amount


def moves(before: Allocation, after: Allocation) -> Iterator[Move]:
    """Yield the totals of which the amount or the number of PM posts differs, by year.

    In each year the total of all comes first, then the participants without members, the largest difference first.
    """
    names = dict.fromkeys((*before.tree.municipalities, *after.tree.municipalities))
    for year in sorted({*before.years, *after.years}):
        whole, *own = [
            Move(year, name, _total(before, name, year), _total(after, name, year)) for name in (None, *names)
        ]
        own.sort(key=lambda move: -abs(move.difference))
        yield from (move for move in (whole, *own) if move.before[:2] != move.after[:2])


def _total(allocation: Allocation, participant: str | None, year: int) -> Total:
    """Return the total of both natures in a year; of all participants together if `participant` is None."""
    if participant is None:
        return _sum(allocation.grand_totals.get((year, nature)) for nature in NATURES)
    return _sum(allocation.totals.get((participant, year, nature)) for nature in NATURES)


def _sum(totals: Iterable[Total | None]) -> Total:
    return sum((total for total in totals if total), start=NOTHING)
