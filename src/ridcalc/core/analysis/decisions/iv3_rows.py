"""The rows of Iv3: what changes per organisation, account, category and nature, and what its cell of the matrix is."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.analysis.decisions.amendment import Amendment, Block
from ridcalc.core.analysis.decisions.decision import Decision
from ridcalc.core.analysis.decisions.iv3_cautions import SIDES_OF_IV3, iv3_layer
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.budget.bookings import layer_of
from ridcalc.core.budget.types import LayerName, NatureName, SideName
from ridcalc.core.values.iv3 import Iv3

OTHER_LAYERS: dict[LayerName, str] = {"province": "Provincie", "water-board": "Waterschap", "other": "Overig"}
"""The layers that have no lists."""
SIDE_NAMES: dict[SideName, str] = {"expense": "Lasten", "income": "Baten"}


class Iv3Key(NamedTuple):
    """What a row is about, but for its year."""

    organisation: str | None
    side: SideName
    programma: str | None
    taakveld: str | None
    category: str | None
    nature: NatureName


class Iv3Row(NamedTuple):
    """A row, in cents before and after."""

    key: Iv3Key
    layer: str
    """As the lists write it."""
    year: int
    before: int
    after: int
    cell: str
    """What the cell of its taakveld and category is; empty without lists for the layer."""
    successors: tuple[str, ...]
    """The taakvelden that replaced its own."""


def iv3_key(organisation: str | None, post: Post) -> Iv3Key:
    """Return the row in which a post counts."""
    account = post.account
    return Iv3Key(organisation, post.side, account.programma, account.taakveld, account.category, post.nature)


def iv3_rows(amendment: Amendment, lists: Iv3) -> Iterator[Iv3Row]:
    """Yield the rows of each organisation by year, expense first; those that are zero, and not PM, are left out."""
    for block in amendment.blocks:
        yield from _rows(amendment.decision, block, lists)


def _rows(decision: Decision, block: Block, lists: Iv3) -> Iterator[Iv3Row]:
    budget = decision.after.budget
    layer = iv3_layer(budget, block.organisation)
    shown = layer or OTHER_LAYERS[layer_of(budget, str(block.organisation))]
    sums: dict[tuple[int, Iv3Key], list[int]] = {}
    for line in block.lines:
        if line.before or line.after or line.unknown_before or line.unknown_after:
            before_and_after = sums.setdefault((line.year, iv3_key(block.organisation, line.post)), [0, 0])
            before_and_after[0] += line.before
            before_and_after[1] += line.after
    for (year, key), (before, after) in sorted(sums.items(), key=lambda item: (item[0][0], item[0][1].side)):
        cell, successors = "", tuple[str, ...]()
        if layer:
            cell = lists.cell(layer, SIDES_OF_IV3[key.side], key.taakveld, key.category, year)
            if key.taakveld and cell != "open":
                successors = lists.successors_of(layer, key.taakveld, year)
        yield Iv3Row(key, shown, year, before, after, cell, successors)
