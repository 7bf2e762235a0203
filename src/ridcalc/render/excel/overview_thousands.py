"""The overview in whole thousands that add up: municipalities as numbers, partnerships and totals as formulas."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow, Value, sum_or_pm
from ridcalc.render.excel.columns import At, Cells
from ridcalc.render.excel.heads import frozen
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.overview_lines import block_heading, exact_rows, line_check, overview_columns
from ridcalc.render.excel.overview_rounding import RoundedColumn, follows, siblings_below
from ridcalc.views.blocks import BOTH, groups_of
from ridcalc.views.figures import CellKey, RoundedTable
from ridcalc.views.notes import NATURE_NAMES
from ridcalc.views.rounded import THOUSAND, natures_in_units
from ridcalc.views.rounded_notes import PmPosts, unit_fact, unit_section


def thousands_rows(layout: Layout, first: int) -> Iterator[SheetRow]:
    """Yield the blocks in whole thousands, or nothing for one participant. `first` is the first row that is yielded."""
    if layout.options.participant is not None or not layout.divisions:
        return
    table = natures_in_units(layout.allocation, THOUSAND)
    yield []
    yield [Cell(layout.text(unit_fact(THOUSAND)), "block")]
    natures = list(dict.fromkeys(nature for nature, _, _ in groups_of(layout.divisions)))  # as in the blocks in euros
    blocks = list(_blocks(layout, natures, first + 2))
    figures = _Figures(layout, table, blocks)
    for block in blocks:
        yield from figures.rows(block)
    participants = (*(name for name, _ in layout.allocation.tree.shown_order()), None)
    keys = [CellKey(name, year, nature) for nature in natures for name in participants for year in layout.years]
    below = first + 2 + sum(1 + len(block.rows) for block in blocks)
    for row, line in enumerate(unit_section(table, {key: table.figures[key] for key in keys}).lines, below):
        text, columns = layout.text(line[1]), overview_columns(layout)
        note = Cell(text, "fact", frozen(layout, columns.at(row).exported))
        yield columns.filled({"label": note, "exported": Cell(text, "small")})


class _Block(NamedTuple):
    """A block in thousands: its nature (None: both), and the rows of its participants and of its total (None)."""

    nature: NatureName | None
    rows: dict[str | None, At]


def _blocks(layout: Layout, natures: Sequence[NatureName | None], first: int) -> Iterator[_Block]:
    """Yield the blocks of the natures; the heading of the first is the row `first`."""
    names = (*(name for name, _ in layout.allocation.tree.shown_order()), None)
    for number, nature in enumerate(natures):
        top = first + 1 + number * (len(names) + 1)
        yield _Block(nature, {name: overview_columns(layout).at(top + index) for index, name in enumerate(names)})


class _Figures:
    """The figures of all blocks."""

    def __init__(self, layout: Layout, table: RoundedTable, blocks: Sequence[_Block]) -> None:
        """Take the rounded table, and the rows of its blocks."""
        self._layout = layout
        self._table = table
        self._blocks = blocks
        self._columns = overview_columns(layout)
        self._exact_rows = exact_rows(layout)
        self._follows = follows(layout.allocation)

    def rows(self, block: _Block) -> Iterator[SheetRow]:
        """Yield the heading of a nature, a row for each participant, and the total."""
        layout = self._layout
        pm = PmPosts(layout.allocation)
        values = {year: _values(layout, self._table, year, block.nature) for year in layout.years}
        rounded = {year: self._rounded(block, year) for year in layout.years}
        yield block_heading(layout, layout.text(NATURE_NAMES[block.nature] if block.nature else BOTH))
        for participant, indent in (*layout.allocation.tree.shown_order(), (None, 0)):
            cells = Cells({"label": _label(layout, participant, indent)})
            for year in layout.years:
                key, value = CellKey(participant, year, block.nature), values[year][participant]
                cells |= self._helping_cells(block, key, rounded[year])
                cells["shown", year] = Cell(value, "small")
                formula = self._formula(block, key, rounded[year])
                cells["amount", year] = Cell(value, "whole" if participant else "thousands", formula)
                cells["unknown", year] = Cell(pm.count(key), "pm", self._in_euros(key, "unknown"))
            cells |= line_check(layout, block.rows[participant].row, cells)
            yield self._columns.filled(cells)

    def _rounded(self, block: _Block, year: int) -> RoundedColumn | None:
        if block.nature is None or not self._follows:
            return None
        exact = {name: self._table.figures[CellKey(name, year, block.nature)].exact for name in block.rows}
        return RoundedColumn(self._layout.allocation, year, exact)

    def _in_euros(self, key: CellKey, name: str) -> str:
        """Return the reference to the amount in euros of a figure, or to its number of PM posts."""
        return self._columns.at(self._exact_rows[key.participant, key.nature])[name, key.year]

    def _helping_cells(self, block: _Block, key: CellKey, rounded: RoundedColumn | None) -> Cells:
        if rounded is None or key.year is None:
            return {}
        exact = self._in_euros(key, "amount")
        if key.participant is not None:
            return rounded.cells(key.participant, exact, block.rows)
        return {
            ("left", key.year): rounded.total_cell(exact, block.rows),
            ("rest", key.year): self._both_have_amounts(key.year),
        }

    def _both_have_amounts(self, year: int) -> Cell:
        """Return the cell that is 1 if more than one nature has an amount in a year, so that figures do not follow."""
        counts: list[str] = []
        known = 0
        for block in self._blocks:
            if block.nature:
                own = [self._exact_rows[name, block.nature] for name in block.rows]
                span = self._columns.down(("amount", year), min(own), max(own))
                counts.append(f'IF(COUNTIFS({span},">0")+COUNTIFS({span},"<0")>0,1,0)')
                known += any(self._table.figures[CellKey(name, year, block.nature)].exact for name in block.rows)
        return Cell(int(known > 1), "small", f"IF({'+'.join(counts)}>1,1,0)")

    def _formula(self, block: _Block, key: CellKey, rounded: RoundedColumn | None) -> str:
        """Return the formula of a figure, which follows a change as long as one nature has amounts in the year."""
        below = siblings_below(self._layout.allocation, key.participant)
        of_natures = [block for block in self._blocks if block.nature]
        if below:
            live = shown = sum_or_pm([block.rows[member]["amount", key.year] for member in below])
        else:
            rows = [block.rows[key.participant]["amount", key.year] for block in of_natures]
            figure = rounded.figure(block.rows[key.participant]) if rounded else f"SUM({','.join(rows)})"
            live = f'IF({self._in_euros(key, "amount")}="PM","PM",{figure})'
            shown = block.rows[key.participant]["shown", key.year]
        if not self._follows:
            return frozen(self._layout, shown)
        both = of_natures[0].rows[None].pinned(("rest", key.year))
        return f"IF({both}>0,{frozen(self._layout, shown)},{live})"


def _label(layout: Layout, participant: str | None, indent: int) -> Cell:
    if participant is None:
        return Cell(layout.text(say("Total")), "total")
    return Cell(layout.marked_name(participant), "indented" if indent else "label")


def _values(layout: Layout, table: RoundedTable, year: int, nature: NatureName | None) -> dict[str | None, Value]:
    """Return a year's figure of each participant: thousands of euros, or PM for a zero that leaves out PM posts."""
    allocation = layout.allocation
    natures = NATURES if nature is None else (nature,)
    values: dict[str | None, Value] = {}
    for participant in (*reversed(allocation.tree.top_down), None):
        figure = table.figures[CellKey(participant, year, nature)]
        below = siblings_below(layout.allocation, participant)
        if below:
            unknown = any(values[member] == "PM" for member in below) and not figure.shown
        else:
            unknown = not figure.exact and any(allocation.totals[str(participant), year, name].pm for name in natures)
        values[participant] = "PM" if unknown else figure.shown // THOUSAND
    return values
