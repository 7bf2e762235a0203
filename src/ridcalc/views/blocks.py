"""The blocks of a table: natures and sides, apart and together."""

from collections.abc import Iterable, Iterator, Sequence

from ridcalc.core.allocation.result import Division
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.core.values.problems import say
from ridcalc.views.figures import FigureRow
from ridcalc.views.notes import NATURE_NAMES, SIDE_NAMES

BOTH = say("Incidental and structural together")
"""The heading of the block that adds up both natures."""

Group = tuple[NatureName | None, SideName | None, bool]
"""A block of a table: its nature (None: both), its side (None: net), and whether its heading names the side."""


def groups_of(divisions: Sequence[Division], *, sides: bool = True) -> Iterator[Group]:
    """Yield the blocks of a table.

    Each nature has a block. With `sides`, a nature with both sides has three: expense, income and net. If both natures
    have amounts, a last block adds them up.
    """
    for nature in natures_of(divisions):
        found = {division.side for division in divisions if division.nature == nature}
        if None in found:  # a batch mixes both sides, so the part of each side is unknown
            yield nature, None, True
        elif found == {"income"}:
            yield nature, "income", True
        elif "income" in found and sides:
            yield from ((nature, side, True) for side in SIDES if side in found)
            yield nature, None, True
        else:
            yield nature, None, "income" in found
    if {division.nature for division in divisions if division.amount} == set(NATURES):
        yield None, None, False


def natures_of(divisions: Iterable[Division]) -> list[NatureName]:
    """Return the natures of divisions, PM included, in the order of tables."""
    found = {division.nature for division in divisions}
    return [nature for nature in NATURES if nature in found]


def in_group(divisions: Iterable[Division], group: Group) -> Iterator[Division]:
    """Yield the divisions in a block."""
    nature, side, _ = group
    return (division for division in divisions if nature in {None, division.nature} and side in {None, division.side})


def block_row(group: Group) -> FigureRow:
    """Return the heading row of a block."""
    nature, side, names_side = group
    if nature is None:
        return FigureRow("block", BOTH)
    if not names_side:
        return FigureRow("block", NATURE_NAMES[nature])
    return FigureRow("block", say("{nature}, {side}", nature=NATURE_NAMES[nature], side=SIDE_NAMES[side]))
