"""The division per year: a row for each measure (or batch) and year, a column for each participant."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from ridcalc.core.allocation.result import Division, Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Row, Sheet, money_style, nearest_euros, over, total_value
from ridcalc.render.excel.columns import At, Cells, Column, Columns, Name
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW, Group
from ridcalc.render.excel.trace import TRACE, row_of
from ridcalc.render.excel.wording import NATURE_LETTERS, SIDE_WORDS, optional, pm_or

P = TypeVar("P", str, str | None)
"""A participant, or None for all together."""


def division_sheet(layout: Layout) -> Sheet:
    """Return the division per year, with a count of PM posts beside it."""
    columns = division_columns(layout)
    rows: list[Row] = [
        columns.row(_Line(layout, group), FIRST_ROW + index) for index, group in enumerate(layout.groups)
    ]
    rows += [[], *(_total_row(layout, columns, year) for year in layout.years)]
    last = layout.last_group_row if layout.groups else 0
    return tabled_sheet(layout, columns, rows, len(rows), last)


def groups(layout: Layout, name: Name) -> str:
    """Return the reference to a column of the division per year, from another sheet."""
    return layout.down(division_columns(layout), name, FIRST_ROW, layout.last_group_row)


def line_numbers(layout: Layout) -> dict[tuple[str, str], int]:
    """Return the number of each planning document and nature."""
    pairs = [(document, nature) for document in layout.case.budget.pc_documents for nature in NATURE_LETTERS]
    return {pair: number for number, pair in enumerate(pairs, 1)}


class _Line:
    """What a row holds: the amount of each participant, and its count of PM posts, under None those of all together."""

    def __init__(self, layout: Layout, group: Group) -> None:
        """Take a measure's, or a batch's, divisions of a year."""
        self.layout = layout
        self.group = group
        self.tree = layout.allocation.tree
        self.first: Division = layout.divisions[group.divisions[0]]
        self.assumed = any(layout.divisions[index].assumed for index in group.divisions)
        self.parts = {one: _Part(layout, group, one) for one in layout.participants}

    @cached_property
    def tops(self) -> list[str]:
        """The participants that are no members, in the order of the columns."""
        return [one for one in self.layout.participants if one not in self.tree.parent]

    @cached_property
    def reached(self) -> dict[str, bool]:
        """Whether the measure reaches a participant: itself, or one of its members."""
        reached: dict[str, bool] = {}
        for one in reversed(self.layout.participants):  # members stand below their partnership
            members = self.tree.members.get(one)
            reached[one] = self.parts[one].reached if members is None else any(reached[each] for each in members)
        return reached

    @cached_property
    def cents(self) -> dict[str | None, int | None]:
        """The amount in cents; None where nothing is known."""
        cents: dict[str | None, int | None] = {}
        for one in reversed(self.layout.participants):
            members = self.tree.members.get(one)
            cents[one] = self.parts[one].cents if members is None else _sum(cents[each] for each in members)
        return cents | {None: _sum(cents[one] for one in self.tops)}

    @cached_property
    def unknown(self) -> dict[str | None, int]:
        """1 where the year's amount leaves a PM post out."""
        unknown: dict[str | None, int] = {}
        for one in reversed(self.layout.participants):
            members = self.tree.members.get(one, ())
            unknown[one] = max([unknown[each] for each in members] or [int(self.parts[one].unknown)])
        return unknown | {None: max(unknown[one] for one in self.tops)}

    def below(self, participant: str | None) -> Sequence[str]:
        """Return whom a participant, or (None) the total, is the sum of; nobody for a municipality."""
        return self.tops if participant is None else self.tree.members.get(participant, ())


class _Part:
    """What a group gives a participant: references to its rows in the trace, and what they come to."""

    def __init__(self, layout: Layout, group: Group, participant: str) -> None:
        """Find the participant in the divisions of the group."""
        slots = [
            (index, layout.divisions[index].plan.participants.index(participant))
            for index in group.divisions
            if participant in layout.divisions[index].plan.participants
        ]
        rows = [row_of(layout, index, slot) for index, slot in slots]
        self.reached = bool(slots)
        self.amounts = [layout.cell(TRACE, "amount", row) for row in rows]
        self.unknowns = [layout.cell(TRACE, "first_unknown", row) for row in rows]
        divisions = [(layout.divisions[index], slot) for index, slot in slots]
        self.cents = _sum(division.parts[slot] if division.parts else None for division, slot in divisions)
        self.unknown = any(division.amount is None for division, _ in divisions)
        self.first = rows[0] if rows else 0


def _sum(amounts: Iterator[int | None]) -> int | None:
    """Return the sum of the amounts that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _measure_id(line: _Line, _: At) -> Cell | None:
    return Cell(line.group.measure) if line.group.measure else None


def _measure(line: _Line, _: At) -> Cell:
    layout, measure = line.layout, line.group.measure
    if measure is None:
        key = line.first.plan.stages[0].key
        return Cell(layout.text(say("all that key {key} divides alike", key=key)), "wrapped")
    return Cell(layout.measure_name(measure), "wrapped")


def _number_of_line(line: _Line, _: At) -> Cell | None:
    document = line.first.pc_document
    return Cell(line_numbers(line.layout)[document, line.first.nature], "small") if document else None


def _amount(line: _Line, at: At, participant: str) -> Cell | None:
    """Return a participant's amount: a municipality's from the trace, a partnership's from its members'."""
    layout, part = line.layout, line.parts[participant]
    if not line.reached[participant]:
        return None
    style = money_style(total=False, assumed=line.assumed or participant in layout.provisional)
    link = layout.link(TRACE, part.first) if part.first and _few(layout) else None
    below = line.below(participant)
    formula = _of_columns(layout, below, at) if below else _of_rows(part.amounts)
    return Cell(pm_or(line.cents[participant]), style, formula, link=link)


def _total(line: _Line, at: At) -> Cell:
    link = line.layout.link(TRACE, line.layout.first_rows[line.group.divisions[0]])
    return Cell(pm_or(line.cents[None]), "money_total", _of_columns(line.layout, line.tops, at), link=link)


def _unknown(line: _Line, at: At, participant: str | None) -> Cell:
    """Return the count of PM posts: 1 where the year's amount leaves one out."""
    below = line.below(participant)
    if participant is None or below:
        formula = _over(line.layout, "MAX", "unknown", below, at)
    else:
        cells = line.parts[participant].unknowns
        formula = cells[0] if len(cells) == 1 else f"MAX({','.join(cells)})" if cells else "0"
    return Cell(line.unknown[participant], "small", formula)


_MOST_LINKS = 60_000
"""A sheet holds 65.530 links at most."""


def _few(layout: Layout) -> bool:
    return len(layout.groups) * (len(layout.participants) + 1) < _MOST_LINKS


def _of_rows(cells: list[str]) -> str:
    """Return the formula of a sum of cells of the trace that is the text PM where none of them is a number."""
    if len(cells) == 1:
        return cells[0]
    listed = ",".join(cells)
    return f'IF(COUNT({listed})=0,"PM",{nearest_euros(f"SUM({listed})")})'


def _of_columns(layout: Layout, participants: Sequence[str], at: At) -> str:
    """Return the same of participants' columns in a row."""
    summed = nearest_euros(_over(layout, "SUM", "amount", participants, at))
    return f'IF({_over(layout, "COUNT", "amount", participants, at)}=0,"PM",{summed})'


def _over(layout: Layout, function: str, kind: str, participants: Sequence[str], at: At) -> str:
    """Return the formula of a function over the columns of some participants in a row."""
    numbers = division_columns(layout).numbers
    return over(function, sorted(numbers[kind, one] for one in participants), at.row)


def _total_row(layout: Layout, columns: Columns[_Line], year: int) -> Row:
    """Return the totals of a year, and beside them the PM posts that they leave out."""
    sums = Sums(layout.allocation.tree, ((division.period.year, division) for division in layout.divisions))
    cells: Cells = {column.name: Cell("", "total") for column in columns.columns if not isinstance(column.name, tuple)}
    cells["measure_id"] = Cell(layout.text(say("Total {year}", year=str(year))), "total")
    for one in (*layout.participants, None):
        total = (sums.of(one, year) if one else sums.whole(year)) or NOTHING
        cells |= dict(_totals(layout, columns, one, year, total))
    return columns.filled(cells)


def _totals(
    layout: Layout, columns: Columns[_Line], participant: str | None, year: int, total: Total
) -> Iterator[tuple[Name, Cell]]:
    """Yield a participant's total of a year, and its PM posts, by column."""
    summed, posts = (
        f"SUMIFS({_down(layout, columns, (kind, participant))},{_down(layout, columns, 'year')},{year})"
        for kind in ("amount", "unknown")
    )
    formula = f'IF(({nearest_euros(summed)}=0)*({posts}>0)>0,"PM",{nearest_euros(summed)})'
    yield ("amount", participant), Cell(total_value(total), money_style(total=True, assumed=total.assumed), formula)
    yield ("unknown", participant), Cell(total.pm, "pm", posts)


def _down(layout: Layout, columns: Columns[_Line], name: Name) -> str:
    return columns.down(name, FIRST_ROW, layout.last_group_row)


_FIXED: tuple[Column[_Line], ...] = (
    Column("row", say("row"), 5, lambda _, at: Cell(at.row - FIRST_ROW + 1, "small")),
    Column(
        "measure_id", say("measure_id"), 26, lambda line, _: Cell(line.group.measure) if line.group.measure else None
    ),
    Column("measure", say("measure"), 44, _measure),
    Column("nature", say("I/S"), 5, lambda line, _: Cell(NATURE_LETTERS[line.first.nature], "centre")),
    Column("side", say("side"), 8, lambda line, _: Cell(SIDE_WORDS[line.first.side])),
    Column("year", say("year"), 7, lambda line, _: Cell(line.group.year, "small")),
    Column(
        "pc_document",
        say("P&C document"),
        14,
        lambda line, _: optional(line.layout, line.first.pc_document),
    ),
    Column("line", say("line"), 6, _number_of_line),
)


def _bound(cell: Callable[[_Line, At, P], Cell | None], participant: P) -> Callable[[_Line, At], Cell | None]:
    """Return the cell of a participant's column."""
    return lambda line, at: cell(line, at, participant)


@lru_cache(maxsize=2)
def division_columns(layout: Layout) -> Columns[_Line]:
    """Return the columns: what a row is, then an amount and a count of PM posts for each participant and for all."""
    total = layout.text(say("Total"))
    everyone = layout.participants
    columns = [
        *_FIXED,
        *(Column(("amount", one), layout.marked_name(one), 20, _bound(_amount, one)) for one in everyone),
        Column(("amount", None), total, 20, _total),
        *(Column(("unknown", one), f"PM {one}", 7, _bound(_unknown, one)) for one in everyone),
        Column(("unknown", None), f"PM {total.lower()}", 7, _bound(_unknown, None)),
    ]
    headings = _unlike([layout.text(column.heading) for column in columns])
    unlike = [column._replace(heading=heading) for column, heading in zip(columns, headings, strict=True)]
    return Columns(say("Division"), unlike, title=say("Division: measures and participants"), frozen=3)


_LONGEST_HEADING = 200


def _unlike(headings: list[str]) -> Iterator[str]:
    """Yield the headings, no two of them alike: a table's columns have different names, whatever their capitals."""
    seen: set[str] = set()
    for heading in headings:
        told = short = heading[:_LONGEST_HEADING]
        count = 1
        while told.casefold() in seen:
            count += 1
            told = f"{short} ({count})"
        seen.add(told.casefold())
        yield told
