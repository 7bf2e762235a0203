"""The chart of the overview: the contributions per participant and year, in at most eight series."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.values.column_letters import letters
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import (
    Cell,
    Chart,
    ChartSeries,
    SheetRow,
    Value,
    euros,
    money_style,
    sum_or_pm,
    total_value,
)
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.overview_lines import OverviewLine, line_check, overview_columns
from ridcalc.views.blocks import Group, block_row, in_group

_MOST_SERIES = 8
"""Series that differ in print without colours."""
_HEIGHT = 19
"""The height of the chart, in rows."""


class Charted(NamedTuple):
    """The chart, and the rows that it takes: of the participants that it shows together, and of the drawing."""

    chart: Chart
    rows: list[SheetRow]


class _Line(NamedTuple):
    """A municipality's line in the block that the chart shows, and its totals by year."""

    row: int
    name: str
    totals: tuple[Total, ...]

    @property
    def size(self) -> int:
        """The sum of the amounts without their signs, in cents."""
        return sum(abs(total.amount) for total in self.totals)


def charted(layout: Layout, lines: Sequence[OverviewLine], first: int) -> Charted | None:
    """Return the chart of the rows from `first` on; None if no block has a municipality."""
    group = _group(lines)
    sums = Sums(
        layout.allocation.tree, ((division.period.year, division) for division in in_group(layout.divisions, group))
    )
    shown = list(_lines(layout, [line for line in lines if line.group == group], sums))
    if not shown:
        return None
    apart, others = _parted(shown)
    rows: list[SheetRow] = [_others_row(layout, others, first)] if others else []
    series = [ChartSeries(line.row, line.name, tuple(map(total_value, line.totals))) for line in apart]
    if others:
        series.append(ChartSeries(first, _others_name(layout, others), tuple(_together(others))))
    pm = sum((sums.whole(year) or NOTHING).pm for year in layout.years)
    columns = tuple(overview_columns(layout).numbers["amount", year] for year in layout.years)
    anchor = f"{letters(1)}{first + len(rows) + 1}"
    chart = Chart(_title(layout, group, pm), tuple(series), columns, layout.years, HEADING_ROW, anchor)
    return Charted(chart, [*rows, *([] for _ in range(_HEIGHT))])


def _group(lines: Sequence[OverviewLine]) -> Group:
    """Return the block that the chart shows: both natures together, else the first nature with both its sides."""
    groups = list(dict.fromkeys(line.group for line in lines)) or [(None, None, False)]
    if groups[-1][0] is None:
        return groups[-1]
    return [group for group in groups if group[0] == groups[0][0]][-1]


def _lines(layout: Layout, lines: Sequence[OverviewLine], sums: Sums) -> Iterator[_Line]:
    municipalities = layout.allocation.tree.municipalities
    for line in lines:
        if line.participant is not None and line.participant in municipalities:
            totals = (sums.of(line.participant, year) or NOTHING for year in layout.years)
            yield _Line(line.row, layout.marked_name(line.participant), tuple(totals))


def _parted(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """Return the lines that have a series of their own, and the smallest ones if there are too many."""
    if len(lines) <= _MOST_SERIES:
        return lines, []
    largest = sorted(lines, key=lambda line: -line.size)[: _MOST_SERIES - 1]
    return [line for line in lines if line in largest], [line for line in lines if line not in largest]


def _together(lines: Sequence[_Line]) -> Iterator[Value]:
    """Yield the sum of the lines for each year, or PM where it is zero and a line is PM."""
    for totals in zip(*(line.totals for line in lines), strict=True):
        cents = sum(total.amount for total in totals)
        unknown = not cents and any(total_value(total) == "PM" for total in totals)
        yield "PM" if unknown else euros(cents)


def _others_name(layout: Layout, others: Sequence[_Line]) -> str:
    return layout.text(say("Others ({count})", count=len(others)))


def _others_row(layout: Layout, others: Sequence[_Line], row: int) -> SheetRow:
    """Return the row `row`, of the participants that the chart shows together."""
    columns = overview_columns(layout)
    cells = Cells({"label": Cell(_others_name(layout, others), "label")})
    for position, (year, value) in enumerate(zip(layout.years, _together(others), strict=True)):
        references = [columns.at(line.row)["amount", year] for line in others]
        style = money_style(total=False, assumed=any(line.totals[position].assumed for line in others))
        cells["amount", year] = Cell(value, style, sum_or_pm(references))
    cells |= line_check(layout, row, cells)
    return columns.filled(cells)


def _title(layout: Layout, group: Group, pm: int) -> str:
    """Return the title: what is shown, its unit, the number of PM posts left out, and the budget."""
    text, settings = layout.text, layout.settings
    title = say(
        "Contributions per participant and year, in {currency} ({block})",
        currency=settings.currency,
        block=text(block_row(group).label).lower(),
    )
    without = text(say(", excluding {count} PM", count=pm)) if pm else ""
    name = f" – {settings.name}" if settings.name else ""
    return text(title) + without + name
