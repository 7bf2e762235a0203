"""The lines and columns of the overview. Other sheets and the defined names of totals refer to them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.budget.types import NatureName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow, Style
from ridcalc.render.excel.columns import Cells, Column, Columns, Name, empty
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import TYPED_OVER, exported_sum, typed_over, verdict
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import AS_EXPORTED, COLUMN_OF_AMOUNTS, COLUMN_OF_PM
from ridcalc.views.blocks import Group, groups_of
from ridcalc.views.notes import NATURE_NAMES

_PAIRS = 4
"""Pairs of columns that the published figures need."""


_HELPING = (
    {"down": say("rounded down (x 1,000)"), "rest": say("rest (cents)")},
    {"rank": say("rank"), "more": say("one more")},
    {"left": say("one more, to give"), "shown": AS_EXPORTED},
)
"""The columns that help to round to thousands, with their headings.

They come in pairs, as the amounts do, so that the formulas of all years are the same.
"""
_FINDING = {
    "nature": say("I/S"),
    "side": say("side"),
    "column": COLUMN_OF_AMOUNTS,
    "pm_column": COLUMN_OF_PM,
    "measure_row": say("row in {sheet}", sheet=say("Measures")),
}
"""The columns that say where the amounts of a row come from, with their headings."""


class OverviewLine(NamedTuple):
    """A row of the overview: its block, its participant (None: the total), and the participant's indent (0: none)."""

    row: int
    group: Group
    participant: str | None
    indent: int


def lines_of(layout: Layout) -> Iterator[OverviewLine]:
    """Yield the lines with amounts, block by block."""
    row = FIRST_ROW
    for group in groups_of(layout.divisions):
        row += 1  # the block's heading
        for participant, indent in indented(layout):
            yield OverviewLine(row, group, participant, indent)
            row += 1
        if layout.options.participant is None:
            yield OverviewLine(row, group, None, 0)
            row += 1


def totals_of(layout: Layout) -> Iterator[tuple[OverviewLine, NatureName]]:
    """Yield each line with the total of a nature, and the nature. These totals have a defined name and are checked."""
    for line in lines_of(layout):
        nature, side, named = line.group
        if nature is not None and (side is None or not named):
            yield line, nature


def participant_cell(layout: Layout, participant: str | None, indent: int) -> Cell:
    """Return the cell with the name of a participant, as far to the right as its partnerships ask, or of the total."""
    if participant is None:
        return Cell(layout.text(say("Total")), "total")
    style: Style = "label" if indent == 0 else "indented"
    return Cell("  " * (indent - 1) * (indent > 1) + layout.marked_name(participant), style)


def names_of(layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield (defined name, reference) for each total of a participant, year and nature."""
    for line, nature in totals_of(layout):
        amount, total = layout.text(say("amount")), layout.text(say("total"))
        owner = f"{amount}_{line.participant.replace('-', '_')}" if line.participant else total
        word = layout.text(NATURE_NAMES[nature]).lower()
        for year in layout.years:
            yield f"{owner}_{year}_{word}", amount_at(layout, line, year)


def amount_at(layout: Layout, line: OverviewLine, year: int) -> str:
    """Return the reference, for other sheets, to the amount of a line in a year."""
    return layout.cell(overview_columns(layout), ("amount", year), line.row)


def indented(layout: Layout) -> Iterator[tuple[str, int]]:
    """Yield the selected participants, each with its depth below the selected partnership, or below the top."""
    selected = layout.options.participant
    tree = layout.allocation.tree
    for participant, depth in tree.shown_order():
        above = tree.ancestors(participant)
        if selected is None:
            yield participant, depth
        elif selected in (participant, *above):
            yield participant, depth - len(tree.ancestors(selected))


def pairs_of(layout: Layout) -> list[object]:
    """Return what each pair of columns is for: the years, then spare pairs if the published figures need more."""
    return [*layout.years, *(f"spare {number}" for number in range(len(layout.years), _PAIRS))]


def block_heading(layout: Layout, label: str, *, first: bool = False) -> SheetRow:
    """Return the heading of a block with its years; the `first` block has the years above it."""
    cells = Cells({"label": Cell(label, "block")})
    if not first:
        cells |= {("amount", year): Cell(year, "block_number") for year in layout.years}
    return overview_columns(layout).filled(cells)


@lru_cache(maxsize=2)
def overview_columns(layout: Layout) -> Columns[OverviewLine]:
    """Return the columns: a label, then per year an amount and its PM posts. Rows fill them by name."""
    columns: list[Column[OverviewLine]] = [Column("label", say("Participant"), 38, empty)]
    for pair in pairs_of(layout):
        amount, unknown = (pair, "PM") if isinstance(pair, int) else ("", "")
        columns.append(Column(("amount", pair), amount, 18, empty))
        columns.append(Column(("unknown", pair), unknown, 9, empty))
    last_printed = columns[-1].name
    columns.append(Column("check", say("check"), 8, empty))
    columns.append(Column("exported", AS_EXPORTED, 12, empty))
    columns += [Column(name, heading, 10, empty) for name, heading in _FINDING.items()]
    columns += [
        Column((name, year), layout.text(heading) + f" {year}", 9, empty)
        for pair in _HELPING
        for year in layout.years
        for name, heading in pair.items()
    ]
    title = say("Overview: who pays what")
    return Columns(say("Overview"), columns, title=title, frozen=1, last_printed=last_printed)


@lru_cache(maxsize=2)
def exact_rows(layout: Layout) -> dict[tuple[str | None, NatureName | None], int]:
    """Return the row of a participant (None: the total) and a nature (None: both), net of income."""
    return {(line.participant, line.group[0]): line.row for line in lines_of(layout)}  # the net is the last of a nature


def line_check(layout: Layout, row: int, cells: Cells) -> Cells:
    """Return the check of a row with amounts, or with thousands, of every year, and what their sum was."""
    at, years = overview_columns(layout).at(row), layout.years
    names: list[Name] = [(name, year) for year in years for name in ("amount", "unknown")]
    span = f"{at['amount', years[0]]}:{at['unknown', years[-1]]}"
    exported = exported_sum(cells.get(name) for name in names)
    return {"exported": exported, "check": verdict((typed_over(layout, at.exported, exported, [span]), TYPED_OVER))}
