"""Coverage (dekking) of a contribution: what each source takes of it, in the order in which the sources stand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.types import NATURES, CoverageName, NatureName

if TYPE_CHECKING:
    from ridcalc.core.budget.reserves import Coverage

ONE_OFF_COVERAGE: tuple[CoverageName, ...] = ("reserve", "unforeseen")
"""The sources of coverage that pay once, not every year."""


class Taking(NamedTuple):
    """What an entry of the coverage takes of a contribution, in cents per nature; negative of a negative one."""

    entry: "Coverage"
    cents: dict[NatureName, int]
    offered: int
    """The cents that were left of the natures that it covers, without sign."""
    exhausted: bool
    """Whether earlier entries without an amount take all that it could take, whatever the contribution."""


def covered(entries: "Sequence[Coverage]", contribution: Mapping[NatureName, int]) -> list[Taking]:
    """Return what each entry takes of a contribution in cents per nature: what is left, and at most its amount."""
    left = dict(contribution)
    gone: set[NatureName] = set()
    takings: list[Taking] = []
    for entry in entries:
        natures = NATURES if entry.nature is None else (entry.nature,)
        offered = sum(abs(left[nature]) for nature in natures)
        room = offered if entry.amount is None else entry.amount
        cents: dict[NatureName, int] = dict.fromkeys(NATURES, 0)
        for nature in natures:
            part = min(abs(left[nature]), room)
            room -= part
            cents[nature] = part if left[nature] >= 0 else -part
            left[nature] -= cents[nature]
        takings.append(Taking(entry, cents, offered, gone.issuperset(natures)))
        if entry.amount is None:
            gone.update(natures)
    return takings


def pays_once(budget: Budget, entry: "Coverage") -> bool:
    """Return whether an entry pays once: the unforeseen item, or a reserve that is not structural."""
    reserve = budget.reserves.get(entry.moves or "")
    return entry.source in ONE_OFF_COVERAGE and not (reserve is not None and reserve.structural)
