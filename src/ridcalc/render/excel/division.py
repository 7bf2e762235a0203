"""The sheet Division: a row for each measure (or batch) and year, and a column for each participant."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Style, money_style, nearest_euros, over, total_value
from ridcalc.render.excel.columns import At, Cells, Column, Columns, Name
from ridcalc.render.excel.division_lines import DivisionLine
from ridcalc.render.excel.division_steps import step_rows, with_steps
from ridcalc.render.excel.heads import pm_conditions, tabled_sheet
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.legends import net_legend
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.trace import TRACE, parts
from ridcalc.render.excel.wording import COLUMN_OF_AMOUNTS, NATURE_LETTERS, optional, pm_or

P = TypeVar("P", str, str | None)
"""A participant, or None for the total."""


def division_sheet(layout: Layout) -> Sheet:
    """Return the sheet: amounts per participant and counts of PM posts, what the signs say, and the yearly totals."""
    columns = division_columns(layout)
    rows: list[SheetRow] = [
        columns.row(DivisionLine(layout, group), FIRST_ROW + index) for index, group in enumerate(layout.groups)
    ]
    totals = (_total_row(layout, columns, year, row) for row, year in enumerate(layout.years, _first_total_row(layout)))
    rows += [[], net_legend(layout), *totals, _number_row(layout, columns)]
    below = FIRST_ROW + len(rows)
    rows += step_rows(layout, below)
    last = layout.last_group_row if layout.groups else 0
    sheet = tabled_sheet(layout, columns, rows, len(rows), last)
    of_pm = pm_conditions(columns, [(("amount", None), ("unknown", None))], below - 1)
    return with_steps(layout, sheet._replace(conditions=(*sheet.conditions, *of_pm)), below + 1)


def groups(layout: Layout, name: Name) -> str:
    """Return the reference, for other sheets, to a column of the sheet Division.

    It begins with the heading, because some programs do not take a column of one row out of a block with INDEX.
    """
    return layout.down(division_columns(layout), name, HEADING_ROW, layout.last_group_row)


def _first_total_row(layout: Layout) -> int:
    """Return the row of the first year's totals: below the table, an empty row and the legend."""
    return FIRST_ROW + len(layout.groups) + 2


def _number_row(layout: Layout, columns: Columns[DivisionLine]) -> SheetRow:
    """Return the row with the number of each column, by which the trace names it."""
    cells = Cells({"measure": Cell(layout.text(COLUMN_OF_AMOUNTS), "small")})
    for kind in ("amount", "unknown"):
        cells |= {(kind, name): Cell(number, "small") for name, number in layout.column_numbers.items()}
    return columns.filled(cells)


def group_block(layout: Layout, kind: str) -> str:
    """Return the reference, for other sheets, to all columns of amounts (or, with `unknown`, of counts of PM posts)."""
    columns, (first, *_, last) = division_columns(layout), _owners(layout, kind)
    begin = layout.cell(columns, (kind, first), HEADING_ROW)
    return f"{begin}:{columns.cell((kind, last), layout.last_group_row, fixed='$')}"


def position_of(layout: Layout, kind: str, participant: str | None) -> int:
    """Return the position, from 1, of the column of a participant (None: the total) among the columns of a kind."""
    return _owners(layout, kind).index(participant) + 1


def _owners(layout: Layout, kind: str) -> list[str | None]:
    """Return the participants and the total (None) in the order of their columns."""
    return [*layout.participants, None] if kind == "amount" else [None, *layout.participants]


def _measure_id(line: DivisionLine, _: At) -> Cell | None:
    return Cell(line.group.measure) if line.group.measure else None


def _measure(line: DivisionLine, _: At) -> Cell:
    layout, measure = line.layout, line.group.measure
    if measure is None:
        key = line.first.plan.stages[0].key
        return Cell(layout.text(say("all that key {key} divides alike", key=key)), "wrapped")
    return Cell(layout.measure_name(measure), "wrapped")


def _amount(line: DivisionLine, at: At, participant: str) -> Cell | None:
    """Return a participant's amount: of a municipality from the trace, of a partnership from its members' columns."""
    layout, part = line.layout, line.parts[participant]
    if not line.reached[participant]:
        return None
    style = money_style(total=False, assumed=line.assumed or participant in layout.provisional)
    link = layout.link(TRACE, part.first) if part.first and _links_fit(layout) else None
    below = line.below(participant)
    formula = _of_columns(layout, below, at) if below else _of_trace(line, at, participant)
    return Cell(pm_or(line.cents[participant]), style, formula, link=link)


def _total(line: DivisionLine, at: At) -> Cell:
    style: Style
    link = line.layout.link(TRACE, line.layout.first_rows[line.group.divisions[0]])
    style = "money_strong_assumed" if line.assumed else "money_strong"
    return Cell(pm_or(line.cents[None]), style, _of_columns(line.layout, line.tops, at), link=link)


def _unknown(line: DivisionLine, at: At, participant: str | None) -> Cell:
    """Return the count of PM posts: 1 if the year's amount leaves out a PM post, else 0."""
    below = line.below(participant)
    if participant is None or below:
        formula = _over(line.layout, "MAX", "unknown", below, at)
    else:
        formula = f"SUMIFS({parts(line.layout, 'first_unknown')},{_rows_of(line, at, ('unknown', participant))})"
        formula = formula if line.group.measure is None else f"IF({formula}>0,1,0)"
    return Cell(line.unknown[participant], "small" if participant else "pm", formula)


_MOST_LINKS = 60_000
"""Cells with a link; a sheet accepts 65,530."""


def _links_fit(layout: Layout) -> bool:
    """Return whether every amount on the sheet can have a link."""
    return len(layout.groups) * (len(layout.participants) + 1) < _MOST_LINKS


def _of_trace(line: DivisionLine, at: At, participant: str) -> str:
    """Return the formula of the sum of a municipality's amounts in the trace, or of PM where all of them are PM.

    A batch holds no PM. One of 0 is PM where a PM post was typed over an amount of 0.
    """
    where, column = _rows_of(line, at, ("amount", participant)), parts(line.layout, "amount")
    summed = nearest_euros(f"SUMIFS({column},{where})")
    if line.group.measure is None:
        return f'IF(({summed}=0)*({at["unknown", participant]}>0)>0,"PM",{summed})'
    return f'IF(COUNTIFS({where},{column},"PM")=COUNTIFS({where}),"PM",{summed})'


def _rows_of(line: DivisionLine, at: At, name: Name) -> str:
    """Return the conditions of SUMIFS for the rows of the trace that belong to a row and a column of this sheet."""
    layout = line.layout
    number = division_columns(layout).cell(name, _first_total_row(layout) + len(layout.years))
    return f"{parts(layout, 'group')},{at['row']},{parts(layout, 'column')},{number}"


def _of_columns(layout: Layout, participants: Sequence[str], at: At) -> str:
    """Return the formula of the sum of participants' columns in a row, or of PM where none of them is a number."""
    summed = nearest_euros(_over(layout, "SUM", "amount", participants, at))
    return f'IF({_over(layout, "COUNT", "amount", participants, at)}=0,"PM",{summed})'


def _over(layout: Layout, function: str, kind: str, participants: Sequence[str], at: At) -> str:
    """Return the formula of SUM, COUNT or MAX over the columns of participants in a row."""
    numbers = division_columns(layout).numbers
    return over(function, sorted(numbers[kind, participant] for participant in participants), at.row)


def _total_row(layout: Layout, columns: Columns[DivisionLine], year: int, row: int) -> SheetRow:
    """Return the row `row`, of a year's totals, with the numbers of PM posts that they leave out."""
    sums = Sums(layout.allocation.tree, ((division.period.year, division) for division in layout.divisions))
    cells: Cells = {column.name: Cell("", "total") for column in _FIXED}
    cells["measure"] = Cell(layout.text(say("Total {year}", year=str(year))), "total")
    cells["year"] = Cell(year, "total")
    for participant in (*layout.participants, None):
        total = (sums.of(participant, year) if participant else sums.whole(year)) or NOTHING
        cells |= dict(_totals(layout, columns, participant, row, total))
    return columns.filled(cells)


def _totals(
    layout: Layout, columns: Columns[DivisionLine], participant: str | None, row: int, total: Total
) -> Iterator[tuple[Name, Cell]]:
    """Yield (column, cell) of a participant's total in a year, and of the number of PM posts that it leaves out."""
    at = columns.at(row)
    summed, posts = (
        f"SUMIFS({_down(layout, columns, (kind, participant))},{_down(layout, columns, 'year')},{at.year})"
        for kind in ("amount", "unknown")
    )
    formula = f'IF(({nearest_euros(summed)}=0)*({at["unknown", participant]}>0)>0,"PM",{nearest_euros(summed)})'
    yield ("amount", participant), Cell(total_value(total), money_style(total=True, assumed=total.assumed), formula)
    yield ("unknown", participant), Cell(total.pm, "pm", posts)


def _down(layout: Layout, columns: Columns[DivisionLine], name: Name) -> str:
    return columns.down(name, FIRST_ROW, layout.last_group_row)


_FIXED: tuple[Column[DivisionLine], ...] = (
    Column("row", say("row"), 5, lambda _, at: Cell(at.row - FIRST_ROW + 1, "small")),
    Column("measure", say("measure"), 27, _measure),
    Column("year", say("year"), 7, lambda line, _: Cell(line.group.year, "small")),
    Column("nature", say("I/S"), 5, lambda line, _: Cell(NATURE_LETTERS[line.first.nature], "centre")),
    Column("side", say("side"), 8, lambda line, _: Cell(line.layout.side_words[line.first.side])),
)
_UNPRINTED: tuple[Column[DivisionLine], ...] = (
    Column("measure_id", say("measure_id"), 26, _measure_id),
    Column(
        "pc_document",
        say("P&C document"),
        14,
        lambda line, _: optional(line.layout, line.first.pc_document),
    ),
)


def _bound(
    cell: Callable[[DivisionLine, At, P], Cell | None], participant: P
) -> Callable[[DivisionLine, At], Cell | None]:
    """Return the function of a participant's column that returns a row's cell."""
    return lambda line, at: cell(line, at, participant)


@lru_cache(maxsize=2)
def division_columns(layout: Layout) -> Columns[DivisionLine]:
    """Return the columns: what a row is, then amounts and counts of PM posts of each participant and of the total."""
    total = layout.text(say("Total"))
    participants = layout.participants
    columns = [
        *_FIXED,
        *(
            Column(("amount", participant), layout.marked_name(participant), 20, _bound(_amount, participant))
            for participant in participants
        ),
        Column(("amount", None), total, 20, _total),
        Column(("unknown", None), f"PM {total.lower()}", 7, _bound(_unknown, None)),
        *(
            Column(("unknown", participant), f"PM {participant}", 7, _bound(_unknown, participant))
            for participant in participants
        ),
        *_UNPRINTED,
    ]
    headings = _distinct([layout.text(text) for column in columns if not isinstance(text := column.heading, int)])
    distinct = [column._replace(heading=heading) for column, heading in zip(columns, headings, strict=True)]
    return Columns(
        say("Division"),
        distinct,
        title=say("Division: measures and participants"),
        frozen=2,
        repeated=3,
        last_printed=("unknown", None),
    )


_LONGEST_HEADING = 200
"""Characters of a heading; a table accepts 255, with the number that may follow."""


def _distinct(headings: list[str]) -> Iterator[str]:
    """Yield the headings, made distinct regardless of case, as the columns of a table must be."""
    seen: set[str] = set()
    for heading in headings:
        distinct = short = heading[:_LONGEST_HEADING]
        count = 1
        while distinct.casefold() in seen:
            count += 1
            distinct = f"{short} ({count})"
        seen.add(distinct.casefold())
        yield distinct
