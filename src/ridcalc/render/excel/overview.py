"""The sheet Overview: who pays what per year, published figures, PM posts, and a chart."""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import (
    Cell,
    Sheet,
    SheetRow,
    money_style,
    nearest_euros,
    total_value,
)
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.controls.published import control_cells
from ridcalc.render.excel.division import group_block, groups, position_of
from ridcalc.render.excel.heads import COUNT, FACTS_ROW, pm_conditions, tabled_sheet, tables_in, with_number
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.legends import net_legend
from ridcalc.render.excel.measures import amounts
from ridcalc.render.excel.overview_chart import charted
from ridcalc.render.excel.overview_lines import (
    OverviewLine,
    block_heading,
    line_check,
    lines_of,
    overview_columns,
    pairs_of,
    participant_cell,
)
from ridcalc.render.excel.overview_thousands import thousands_rows
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.trace import TRACE
from ridcalc.render.excel.wording import BASIS, NATURE_LETTERS
from ridcalc.views.blocks import Group, block_row, in_group
from ridcalc.views.notes import NATURE_NAMES


def overview_sheet(layout: Layout) -> Sheet:
    """Return the sheet."""
    lines = list(lines_of(layout))
    rows = list(_line_rows(layout, lines))
    rows += thousands_rows(layout, HEADING_ROW + len(rows) + 1)
    rows += _rows_below(layout, HEADING_ROW + len(rows) + 1)
    tables = tables_in(rows, HEADING_ROW + 1)
    drawn = charted(layout, lines, HEADING_ROW + len(rows) + 2)
    if drawn:
        tables = (*tables, HEADING_ROW + len(rows) + 1)
        rows += [[], *drawn.rows]
    columns = overview_columns(layout)
    sheet = tabled_sheet(layout, columns, rows, len(rows))
    of_pm = pm_conditions(columns, ((("amount", year), ("unknown", year)) for year in layout.years), sheet.length)
    return sheet._replace(
        chart=drawn and drawn.chart,
        tables=tables,
        repeated_rows=(FACTS_ROW, HEADING_ROW - 1),
        conditions=(*sheet.conditions, *of_pm),
    )


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
    cells = _where(layout, line)
    cells["label"] = participant_cell(layout, line.participant, line.indent)
    for year in layout.years:
        total = (sums.of(line.participant, year) if line.participant else sums.whole(year)) or NOTHING
        cells |= _amount(layout, line, year, total)
    cells |= line_check(layout, line.row, cells)
    return overview_columns(layout).filled(cells)


def _amount(layout: Layout, line: OverviewLine, year: int, total: Total) -> Cells:
    """Return the cells of an amount and of the number of PM posts that it leaves out."""
    columns = overview_columns(layout)
    at, head = columns.at(line.row), columns.cell(("amount", year), HEADING_ROW)
    years, natures, sides = (groups(layout, name) for name in ("year", "nature", "side"))
    exact, unknown = (
        f"SUMIFS(INDEX({group_block(layout, kind)},0,{column}),{years},{head},{natures},{at.nature},{sides},{at.side})"
        for kind, column in (("amount", at.column), ("unknown", at.pm_column))
    )
    summed = nearest_euros(exact)
    amount = Cell(
        total_value(total),
        money_style(total=line.participant is None, assumed=total.assumed),
        f'IF(({summed}=0)*({at["unknown", year]}>0)>0,"PM",{summed})',
        link=_first_trace_row(layout, line, year),
    )
    return {("amount", year): amount, ("unknown", year): Cell(total.pm, "pm", unknown)}


_ANY = "*"
"""The condition of SUMIFS that every text meets."""


def _where(layout: Layout, line: OverviewLine) -> Cells:
    """Return the cells that say which rows and columns of the sheet Division a line adds up."""
    nature, side, _ = line.group
    return {
        "nature": Cell(NATURE_LETTERS[nature] if nature else _ANY, "centre"),
        "side": Cell(layout.side_words[side] if side else _ANY, "centre"),
        "column": Cell(position_of(layout, "amount", line.participant), "small"),
        "pm_column": Cell(position_of(layout, "unknown", line.participant), "small"),
    }


def _first_trace_row(layout: Layout, line: OverviewLine, year: int) -> str | None:
    """Return the link to the first row of the trace that a total adds up, or None if there is no such row."""
    nature, side, _ = line.group
    for index, division in enumerate(layout.divisions):
        if division.period.year == year and nature in {None, division.nature} and side in {None, division.side}:
            slots = division.plan.slots.get(line.participant, ()) if line.participant else [0]
            if slots:
                return layout.link(TRACE, layout.first_rows[index] + slots[0])
    return None


def _rows_below(layout: Layout, first: int) -> Iterator[SheetRow]:
    """Yield, from the row `first`, the rows below the amounts: the meaning of `*`, published figures, PM posts."""
    text = layout.text
    row = first + 2
    yield net_legend(layout)
    yield [Cell(text(say("* rests on an assumption; see {sheet}", sheet=text(BASIS))), "fact")]
    controls = list(control_cells(layout))
    if controls:
        yield []
        yield [Cell(text(say("Published figures")), "block")]
        yield _control_headings(layout)
        for label, *figures in controls:
            yield _in_pairs(layout, label, figures)
        row += 3 + len(controls)
    unknown = [amount for amount in layout.amounts if amount.cents is None]
    if unknown:
        yield []
        yield [Cell(text(say("PM: known posts, amount unknown, in no sum")), "block")]
        row += 2
    for index, amount in enumerate(unknown):
        yield _post(layout, amount, row + index)
    if layout.amounts:
        yield [_new_posts(layout, row, len(unknown))]


def _post(layout: Layout, amount: Amount, row: int) -> SheetRow:
    """Return the row `row`, of a PM post; it says so if the post got an amount."""
    columns = overview_columns(layout)
    nature = layout.text(NATURE_NAMES[amount.nature]).lower()
    named = f"{layout.measure_name(amount.measure)} ({nature}), {amount.period.text}"
    post = f"INDEX({amounts(layout, 'amount')},{columns.at(row).measure_row})"
    filled_in = layout.text(say("amount filled in"))
    shown = f'IF({post}="PM","PM","{filled_in}")'
    return columns.filled(
        {
            "label": Cell(named),
            ("amount", pairs_of(layout)[0]): Cell("PM", "money", shown),
            "measure_row": Cell(layout.amount_rows[amount.dated] - FIRST_ROW + 1, "small"),
        }
    )


def _new_posts(layout: Layout, first: int, count: int) -> Cell:
    """Return the cell that counts the PM posts which are not in the list of `count` posts from the row `first` on."""
    columns = overview_columns(layout)
    listed = columns.down(("amount", pairs_of(layout)[0]), first, first + count - 1)
    posts = f'COUNTIFS({amounts(layout, "amount")},"PM")'
    new = f'({posts}-COUNTIFS({listed},"PM"))' if count else f"({posts})"
    one = with_number(layout.text(say("{count} new PM post since the export", count=COUNT)), new)
    more = with_number(layout.text(say("{count} new PM posts since the export", count=COUNT)), new)
    return Cell("", "alert", f'IF({new}=0,"",IF({new}=1,{one},{more}))')


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
