"""The options of an allocation table, and what its rows and columns are about."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.problems import Message, say
from ridcalc.views.blocks import Group, groups_of, natures_of
from ridcalc.views.figures import CellKey, FigureRow
from ridcalc.views.table import Label

if TYPE_CHECKING:
    from ridcalc.core.budget.model import Measure

Depth = Literal["leaf", "top", "all"]
"""The participants that are shown: those without members, those outside any partnership, or all."""
By = Literal["participant", "nature", "measure", "period", "task", "step"]
"""What the rows of a table are grouped by."""


class View(NamedTuple):
    """The options of an allocation table."""

    by: By = "participant"
    matrix: bool = False
    """Whether the table has measures as rows and participants as columns, a block per year; `by` is then not used."""
    depth: Depth = "all"
    selection: Filter = ALL
    unit: int = 0
    """The unit of rounding, in cents; 0 shows amounts as booked."""
    sides: bool = False
    """Whether a nature with income has a block for expense and a block for income, above the net amounts."""
    total: bool = False
    """Whether a last column adds up the years."""
    zeros: bool = False
    """Whether rows and columns that are zero everywhere are shown."""
    notes: bool = False
    """Whether the whole foot is shown, instead of a line per subject."""
    share: bool = False
    """Whether each amount has its percentage of the total beside it."""
    per: str | None = None
    """The driver of amounts per unit, such as per inhabitant."""
    against: str | None = None
    """The id of another scenario, whose difference is shown beside each amount."""

    @property
    def by_item(self) -> bool:
        """Whether each row is a measure or a task, of all participants together."""
        return self.by in {"measure", "task"}


class BodyColumn(NamedTuple):
    """A column of amounts: its heading, and the part of the key that its figures share."""

    label: Label
    key: CellKey


class Body(NamedTuple):
    """The heading of the row labels, the columns of amounts, and the rows."""

    heading: Message
    columns: tuple[BodyColumn, ...]
    rows: tuple[FigureRow, ...]


class Frame:
    """The rows and columns that a table has, of one allocation or of two that are shown in one table."""

    def __init__(self, view: View, allocations: Sequence[Allocation]) -> None:
        """Take the options, and the allocations whose natures, years, periods and measures get a row or a column."""
        self.view = view
        self.tree: Tree = allocations[0].tree
        divisions = [division for allocation in allocations for division in allocation.divisions]
        years = sorted({year for allocation in allocations for year in allocation.years})
        self.years = tuple(year for year in years if view.selection.takes(year))
        self.periods = sorted({division.period for division in divisions if division.period.year in self.years})
        self.groups: tuple[Group, ...] = tuple(groups_of(divisions, sides=view.sides))
        self.natures = natures_of(divisions)
        self.measures: dict[str, Measure] = {}
        for allocation in allocations:  # the first allocation decides the order and the names
            for name, measure in allocation.case.measures.items():
                self.measures.setdefault(name, measure)

    def year_columns(self) -> tuple[BodyColumn, ...]:
        """Return a column for each year, and the column of all years if the view has it."""
        columns = tuple(BodyColumn(str(year), CellKey(year=year)) for year in self.years)
        if self.view.total and len(self.years) > 1:
            return (*columns, BodyColumn(say("All years"), CellKey()))
        return columns

    def participants(self) -> Iterator[tuple[str, int]]:
        """Yield the participants that are shown, with their indent; a filter on participants overrules the depth."""
        for participant, depth in self.tree.shown_order():
            if self.view.selection.participants:
                if participant in self.view.selection.participants:
                    yield participant, 0
            elif self.view.depth == "all":
                yield participant, depth
            elif participant not in self.tree.members if self.view.depth == "leaf" else depth == 0:
                yield participant, 0

    def payers(self) -> list[str]:
        """Return the participants in the filter, without members of others in the filter; none without a filter."""
        selected = self.view.selection.participants
        return [name for name in dict.fromkeys(selected) if not set(self.tree.ancestors(name)) & set(selected)]

    def total_label(self) -> Message:
        """Return the label of the total of all participants."""
        return say("Total of all participants") if self.view.selection.participants else say("Total")


Maker = Callable[[Allocation, Frame], Body]
"""A function that makes the body of a table from an allocation."""


def yearly_sums(tree: Tree, divisions: Iterable[Division], years: Sequence[int]) -> Sums:
    """Return the sums of divisions per year, and under None those of all the years together."""
    pairs: list[tuple[int | None, Division]] = []
    for division in divisions:
        if division.period.year in years:
            pairs += [(division.period.year, division), (None, division)]
    return Sums(tree, pairs)


def figures_of(
    columns: Sequence[BodyColumn], sums: Sums, key: CellKey, participant: str | None = None
) -> tuple[tuple[CellKey, Total | None], ...]:
    """Return the key and the total of a row in each column; `participant` is None for all together."""
    totals = (
        sums.of(participant, column.key.year) if participant else sums.whole(column.key.year) for column in columns
    )
    keys = (key._replace(participant=participant, year=column.key.year) for column in columns)
    return tuple((cell_key, total or NOTHING) for cell_key, total in zip(keys, totals, strict=True))
