"""The blocks of a comparison: both natures together per year, then the natures apart."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.notes import NATURE_NAMES


class YearBlock(NamedTuple):
    """A block of a table: a year, and a nature (None: both together)."""

    year: int
    nature: NatureName | None

    @property
    def label(self) -> Message:
        """The heading of the block."""
        name = say("both natures together") if self.nature is None else NATURE_NAMES[self.nature]
        return say("{year}, {nature}", year=str(self.year), nature=name)

    def total(self, allocation: Allocation, participant: str | None = None) -> Total:
        """Return the total of a participant, or of all participants together, in the block."""
        natures = NATURES if self.nature is None else (self.nature,)
        total = NOTHING
        for nature in natures:
            own = (
                allocation.grand_totals.get((self.year, nature))
                if participant is None
                else allocation.totals.get((participant, self.year, nature))
            )
            total = total + own if own else total
        return total


def year_blocks(found: Iterable[tuple[int, NatureName | None]]) -> list[YearBlock]:
    """Return the blocks of the years and natures in `found`.

    First comes a block per year, of both natures together or of the only nature; then the natures of years with both.
    """
    pairs = set(found)
    natures = {year: [nature for nature in NATURES if (year, nature) in pairs] for year, _ in sorted(pairs, key=_year)}
    return [*_whole_years(natures), *(YearBlock(year, one) for year, own in natures.items() if own[1:] for one in own)]


def _whole_years(natures: dict[int, list[NatureName]]) -> Iterator[YearBlock]:
    for year, own in natures.items():
        yield YearBlock(year, None if own[1:] else own[0])


def _year(pair: tuple[int, NatureName | None]) -> int:
    return pair[0]
