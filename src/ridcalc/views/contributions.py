"""The bodies of tables with a row per participant: both natures together, or a block per nature."""

from collections.abc import Iterator, Sequence

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.allocation.totals import Sums
from ridcalc.core.budget.types import NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.blocks import block_row, in_group
from ridcalc.views.figures import CellKey, FigureRow
from ridcalc.views.notes import name_of
from ridcalc.views.view import Body, BodyColumn, Frame, figures_of, yearly_sums

_PARTS: dict[NatureName, Message] = {"incidental": say("of which incidental"), "structural": say("of which structural")}


def contributions_body(allocation: Allocation, frame: Frame) -> Body:
    """Return a row per participant with both natures together, the total, and how much of it is of each nature.

    With a filter on participants there is no total; each participant has the rows of the natures.
    """
    columns = frame.year_columns()
    return Body(say("Contributions"), columns, tuple(_contribution_rows(allocation, frame, columns)))


def _contribution_rows(allocation: Allocation, frame: Frame, columns: Sequence[BodyColumn]) -> Iterator[FigureRow]:
    tree = allocation.tree
    sums = yearly_sums(tree, allocation.divisions, frame.years)
    parts = {
        nature: yearly_sums(tree, in_group(allocation.divisions, (nature, None, False)), frame.years)
        for nature in frame.natures
    }
    for participant, indent in frame.participants():
        figures = figures_of(columns, sums, CellKey(), participant)
        yield FigureRow("body", name_of(allocation.case, participant), figures, indent)
        if frame.view.selection.participants:
            yield from _nature_rows(columns, parts, participant)
    if not frame.view.selection.participants:
        yield FigureRow("total", say("Total"), figures_of(columns, sums, CellKey()))
        yield from _nature_rows(columns, parts, None)


def _nature_rows(
    columns: Sequence[BodyColumn], parts: dict[NatureName, Sums], participant: str | None
) -> Iterator[FigureRow]:
    """Yield a row per nature, if there are two: how much of the row above is of that nature."""
    if len(parts) > 1:
        for nature, sums in parts.items():
            figures = figures_of(columns, sums, CellKey(nature=nature), participant)
            yield FigureRow("part", _PARTS[nature], figures, 1)


def nature_body(allocation: Allocation, frame: Frame) -> Body:
    """Return a block per nature, and per side if the view has sides: a row per participant, and the total."""
    columns = frame.year_columns()
    return Body(say("Participant"), columns, tuple(_block_rows(allocation, frame, columns)))


def _block_rows(allocation: Allocation, frame: Frame, columns: Sequence[BodyColumn]) -> Iterator[FigureRow]:
    for group in frame.groups:
        yield block_row(group)
        nature, side, _ = group
        key = CellKey(nature=nature, side=side)
        sums = yearly_sums(allocation.tree, in_group(allocation.divisions, group), frame.years)
        for participant, indent in frame.participants():
            label = name_of(allocation.case, participant)
            yield FigureRow("body", label, figures_of(columns, sums, key, participant), indent)
        yield FigureRow("total", frame.total_label(), figures_of(columns, sums, key))
