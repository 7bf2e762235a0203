"""The sheet Overview: who pays what per year, published figures, PM posts, and a chart."""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import (
    Cell,
    Sheet,
    SheetRow,
    Style,
    letters,
    money_style,
    nearest_euros,
    total_value,
)
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.controls.published import control_cells
from ridcalc.render.excel.division import groups
from ridcalc.render.excel.heads import UNIT_ROW, tabled_sheet, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.legends import net_legend
from ridcalc.render.excel.measures import MEASURES
from ridcalc.render.excel.overview_chart import charted
from ridcalc.render.excel.overview_lines import OverviewLine, block_heading, lines_of, overview_columns, pairs_of
from ridcalc.render.excel.overview_thousands import thousands_rows
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.trace import TRACE
from ridcalc.render.excel.wording import BASIS, NATURE_LETTERS, SIDE_WORDS
from ridcalc.views.blocks import Group, block_row, in_group
from ridcalc.views.notes import NATURE_NAMES


def overview_sheet(layout: Layout) -> Sheet:
    """Return the sheet."""
    lines = list(lines_of(layout))
    rows = list(_line_rows(layout, lines))
    rows += thousands_rows(layout, HEADING_ROW + len(rows) + 1)
    rows += _rows_below(layout)
    tables = tables_in(rows, HEADING_ROW + 1)
    drawn = charted(layout, lines, HEADING_ROW + len(rows) + 2)
    if drawn:
        tables = (*tables, HEADING_ROW + len(rows) + 1)
        rows += [[], *drawn.rows]
    sheet = tabled_sheet(layout, overview_columns(layout), rows, len(rows))
    return sheet._replace(chart=drawn and drawn.chart, tables=tables, repeated_rows=(UNIT_ROW, HEADING_ROW - 1))


def _line_rows(layout: Layout, lines: list[OverviewLine]) -> Iterator[SheetRow]:
    """Yield the rows of amounts, block by block, each block below its heading."""
    sums = {group: _sums(layout, group) for group in dict.fromkeys(line.group for line in lines)}
    current: Group | None = None
    for line in lines:
        if line.group != current:
            current = line.group
            yield block_heading(layout, layout.text(block_row(current).label), first=line.row == FIRST_ROW + 1)
        yield _line_row(layout, line, sums[line.group])


def _sums(layout: Layout, group: Group) -> Sums:
    divisions = ((division.period.year, division) for division in in_group(layout.divisions, group))
    return Sums(layout.allocation.tree, divisions)


def _line_row(layout: Layout, line: OverviewLine, sums: Sums) -> SheetRow:
    cells: Cells = {"label": _label(layout, line)}
    for year in layout.years:
        total = (sums.of(line.participant, year) if line.participant else sums.whole(year)) or NOTHING
        cells |= _amount(layout, line, year, total)
    return overview_columns(layout).filled(cells)


def _label(layout: Layout, line: OverviewLine) -> Cell:
    if line.participant is None:
        return Cell(layout.text(say("Total")), "total")
    style: Style = "label" if line.indent == 0 else "indented"
    return Cell("  " * (line.indent - 1) * (line.indent > 1) + layout.marked_name(line.participant), style)


def _amount(layout: Layout, line: OverviewLine, year: int, total: Total) -> Cells:
    """Return the cells of an amount and of the number of PM posts that it leaves out."""
    conditions = _conditions(layout, line, year)
    summed = nearest_euros(f"SUMIFS({groups(layout, ('amount', line.participant))},{conditions})")
    unknown = f"SUMIFS({groups(layout, ('unknown', line.participant))},{conditions})"
    posts = f"{letters(overview_columns(layout).numbers['unknown', year])}{line.row}"
    amount = Cell(
        total_value(total),
        money_style(total=line.participant is None, assumed=total.assumed),
        f'IF(({summed}=0)*({posts}>0)>0,"PM",{summed})',
        link=_first_trace_row(layout, line, year),
    )
    return {("amount", year): amount, ("unknown", year): Cell(total.pm, "pm", unknown)}


def _conditions(layout: Layout, line: OverviewLine, year: int) -> str:
    """Return the conditions of SUMIFS for the rows of the sheet Division that a line adds up in a year."""
    nature, side, _ = line.group
    conditions = f"{groups(layout, 'year')},{year}"
    if nature is not None:
        conditions += f',{groups(layout, "nature")},"{NATURE_LETTERS[nature]}"'
    if side is not None:
        conditions += f',{groups(layout, "side")},"{SIDE_WORDS[side]}"'
    return conditions


def _first_trace_row(layout: Layout, line: OverviewLine, year: int) -> str | None:
    """Return the link to the first row of the trace that a total adds up, or None if there is no such row."""
    nature, side, _ = line.group
    for index, division in enumerate(layout.divisions):
        if division.period.year == year and nature in {None, division.nature} and side in {None, division.side}:
            slots = division.plan.slots.get(line.participant, ()) if line.participant else [0]
            if slots:
                return layout.link(TRACE, layout.first_rows[index] + slots[0])
    return None


def _rows_below(layout: Layout) -> Iterator[SheetRow]:
    """Yield the rows below the amounts: the meaning of `*`, the published figures, and the PM posts."""
    text = layout.text
    yield net_legend(layout)
    yield [Cell(text(say("* rests on an assumption; see {sheet}", sheet=text(BASIS))), "fact")]
    controls = list(control_cells(layout))
    if controls:
        yield []
        yield [Cell(text(say("Published figures")), "block")]
        yield _control_headings(layout)
        for label, *figures in controls:
            yield _in_pairs(layout, label, figures)
    unknown = [amount for amount in layout.amounts if amount.cents is None]
    if unknown:
        yield []
        yield [Cell(text(say("PM: known posts, amount unknown, in no sum")), "block")]
    for amount in unknown:
        nature = text(NATURE_NAMES[amount.nature]).lower()
        reference = layout.cell(MEASURES, "amount", layout.amount_rows[amount.dated])
        named = f"{layout.measure_name(amount.measure)} ({nature}), {amount.period.text}"
        yield [Cell(named), Cell("PM", "money", reference)]


def _in_pairs(layout: Layout, label: Cell | None, figures: list[Cell]) -> SheetRow:
    """Return a row with a figure in each column of amounts."""
    cells: Cells = {"label": label}
    for pair, figure in zip(pairs_of(layout), figures, strict=False):
        cells["amount", pair] = figure
    return overview_columns(layout).filled(cells)


def _control_headings(layout: Layout) -> SheetRow:
    numbers = (say("published"), say("calculated"), say("difference"))
    cells = [Cell(layout.text(number), "label_number") for number in numbers]
    return _in_pairs(layout, None, [*cells, Cell(layout.text(say("outcome")), "label")])
