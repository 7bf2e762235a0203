"""The lines and columns of the overview, to which other sheets and the names of totals refer."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.budget.types import NatureName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.views.allocation import Group, groups_of
from ridcalc.views.notes import NATURE_NAMES

_PAIRS = 4
"""Pairs of columns that the published figures take."""


class Line(NamedTuple):
    """A row of the overview: a block of it, and a participant or (None) the total."""

    row: int
    group: Group
    participant: str | None
    indent: int


def lines_of(layout: Layout) -> Iterator[Line]:
    """Yield the rows with amounts, block by block."""
    row = FIRST_ROW
    for group in groups_of(layout.divisions):
        row += 1  # the block's heading
        for participant, indent in _shown(layout):
            yield Line(row, group, participant, indent)
            row += 1
        if layout.options.participant is None:
            yield Line(row, group, None, 0)
            row += 1


def totals_of(layout: Layout) -> Iterator[tuple[Line, NatureName]]:
    """Yield the rows that hold a total of a nature: those that have a name, and that are checked."""
    for line in lines_of(layout):
        nature, side, named = line.group
        if nature is not None and (side is None or not named):
            yield line, nature


def names_of(layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield a name for each total of a participant, year and nature, and the cell that it stands for."""
    for line, nature in totals_of(layout):
        owner = "bedrag_" + line.participant.replace("-", "_") if line.participant else layout.text(say("total"))
        word = layout.text(NATURE_NAMES[nature]).lower()
        for year in layout.years:
            yield f"{owner}_{year}_{word}", amount_at(layout, line, year)


def amount_at(layout: Layout, line: Line, year: int) -> str:
    """Return the reference, from another sheet, to a row's amount in a year."""
    return layout.cell(overview_columns(layout), ("amount", year), line.row)


def _shown(layout: Layout) -> Iterator[tuple[str, int]]:
    """Yield the participants that are asked for, and how deep each lies."""
    asked = layout.options.participant
    tree = layout.allocation.tree
    for participant, depth in tree.shown_order():
        above = tree.ancestors(participant)
        if asked is None:
            yield participant, depth
        elif asked in (participant, *above):
            yield participant, depth - len(tree.ancestors(asked))


def pairs_of(layout: Layout) -> list[object]:
    """Return what the pairs of columns are for: a year each, and no fewer than the published figures take."""
    return [*layout.years, *(f"spare {number}" for number in range(len(layout.years), _PAIRS))]


@lru_cache(maxsize=2)
def overview_columns(layout: Layout) -> Columns[Line]:
    """Return the columns: a label, and per year an amount and its PM posts. Rows fill them by name."""
    columns: list[Column[Line]] = [Column("label", say("Participant"), 64, empty)]
    for pair in pairs_of(layout):
        amount, unknown = (str(pair), "PM") if isinstance(pair, int) else ("", "")
        columns.append(Column(("amount", pair), amount, 18, empty))
        columns.append(Column(("unknown", pair), unknown, 9, empty))
    return Columns(say("Overview"), columns, title=say("Overview: who pays what"), frozen=1)
