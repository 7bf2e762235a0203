"""The division per year: a row for each measure (or pool) and year, a column for each participant."""

from collections.abc import Iterator, Sequence

from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.analysis.vgr import pc_document_of
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import (
    Cell,
    Sheet,
    down,
    money_style,
    nearest_euros,
    over,
    total_value,
)
from ridcalc.render.excel.inputs import NATURE_LETTERS, SIDE_WORDS, pm_or
from ridcalc.render.excel.layout import FIRST_ROW, HEADING_ROW, Contents, Group
from ridcalc.render.excel.trace import TRACED_UNKNOWN, reference, row_of

_FIXED = (say("row"), say("measure_id"), say("measure"), say("I/S"), say("side"), say("year"), say("P&C document"))
NATURE, SIDE, YEAR, FIRST_PARTICIPANT = 4, 5, 6, 9
LINE = 8
"""The number of the report's line that a row belongs to."""


def total_column(contents: Contents) -> int:
    """Return the column of the total of all participants."""
    return FIRST_PARTICIPANT + len(contents.columns)


def amount_column(contents: Contents, participant: str) -> int:
    """Return the column of a participant's amounts."""
    return FIRST_PARTICIPANT + contents.columns.index(participant)


def unknown_column(contents: Contents, participant: str | None) -> int:
    """Return the column that counts a participant's PM posts; None: those of all together."""
    position = contents.columns.index(participant) if participant else len(contents.columns)
    return total_column(contents) + 1 + position


def of_rows(contents: Contents, column: int) -> str:
    """Return the reference to a column of the division per year, from another sheet."""
    return down(column, FIRST_ROW, contents.last_group_row, contents.sheet("division"))


def line_numbers(contents: Contents) -> dict[tuple[str, str], int]:
    """Return the number of each planning document and nature."""
    pairs = [(document, nature) for document in contents.case.budget.pc_documents for nature in NATURE_LETTERS]
    return {pair: number for number, pair in enumerate(pairs, 1)}


def division_sheet(contents: Contents) -> Sheet:
    """Return the division per year, with a count of PM posts beside it."""
    rows = [*contents.head(say("Division: measures and participants")), _headings(contents)]
    rows += [_group_row(contents, index, group) for index, group in enumerate(contents.groups)]
    rows += [[], *(_total_row(contents, year) for year in contents.years)]
    count = len(contents.columns) + 1
    widths = (5, 26, 44, 5, 8, 7, 14, 6, *[20] * count, *[7] * count)
    table = (contents.sheet("division"), HEADING_ROW, contents.last_group_row) if contents.groups else None
    return Sheet(contents.sheet("division"), rows, len(rows), widths, HEADING_ROW, 3, table)


def _headings(contents: Contents) -> list[Cell | None]:
    text = contents.text
    names = [contents.marked_name(one) for one in contents.columns]
    total = text(say("Total"))
    headings = [
        *map(text, _FIXED),
        text(say("line")),
        *names,
        total,
        *(f"PM {one}" for one in contents.columns),
        f"PM {total.lower()}",
    ]
    return [Cell(heading, "head") for heading in _unlike(headings)]


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


_LONGEST_HEADING = 200


def _group_row(contents: Contents, index: int, group: Group) -> list[Cell | None]:
    place = FIRST_ROW + index
    division = contents.divisions[group.divisions[0]]
    document = pc_document_of(contents.case, division)
    measure = contents.case.budget.measures[group.measure] if group.measure else None
    name = (measure.name or str(group.measure)) if measure else _pool_name(contents, division.plan.stages[0].key)
    return [
        Cell(index + 1, "small"),
        Cell(group.measure) if group.measure else None,
        Cell(contents.text(name), "wrapped"),
        Cell(NATURE_LETTERS[division.nature], "centre"),
        Cell(SIDE_WORDS[division.side]),
        Cell(group.year, "small"),
        Cell(document) if document else None,
        Cell(line_numbers(contents)[document, division.nature], "small") if document else None,
        *_amounts(contents, group, place),
        *_unknown(contents, group, place),
    ]


def _pool_name(contents: Contents, key: str) -> str:
    return contents.text(say("all that key {key} divides alike", key=key))


class _Part:
    """What a group gives a participant: references to its rows in the trace, and what they come to."""

    def __init__(self, contents: Contents, group: Group, participant: str) -> None:
        slots = [
            (index, contents.divisions[index].plan.participants.index(participant))
            for index in group.divisions
            if participant in contents.divisions[index].plan.participants
        ]
        self.reached = bool(slots)
        self.amounts = [reference(contents, index, slot) for index, slot in slots]
        self.unknowns = [reference(contents, index, slot, TRACED_UNKNOWN) for index, slot in slots]
        divisions = [(contents.divisions[index], slot) for index, slot in slots]
        known = [division.parts[slot] for division, slot in divisions if division.parts]
        self.cents = sum(known) if known else None
        self.unknown = any(division.amount is None for division, _ in divisions)
        self.first = row_of(contents, *slots[0]) if slots else 0


def _amounts(contents: Contents, group: Group, place: int) -> Iterator[Cell | None]:
    """Yield a participant's amount each: a municipality's from the trace, a partnership's from its members'."""
    members = contents.allocation.tree.members
    cents: dict[str, int | None] = {}
    reached: dict[str, bool] = {}
    parts = {one: _Part(contents, group, one) for one in contents.columns}
    for one in reversed(contents.columns):  # members stand below their partnership
        below = [member for member in members.get(one, ()) if reached[member]]
        reached[one] = bool(below) if one in members else parts[one].reached
        known = [amount for member in below if (amount := cents[member]) is not None]
        cents[one] = (sum(known) if known else None) if one in members else parts[one].cents
    for one in contents.columns:
        if not reached[one]:
            yield None
            continue
        assumed = any(contents.divisions[index].assumed for index in group.divisions) or one in contents.provisional
        style = money_style(total=False, assumed=assumed)
        link = f"'{contents.sheet('trace')}'!A{parts[one].first}" if parts[one].first and _few(contents) else None
        formula = _of_columns(contents, members[one], place) if one in members else _of_rows(parts[one].amounts)
        yield Cell(pm_or(cents[one]), style, contents.formula(formula), link=link)
    tops = [one for one in contents.columns if one not in contents.allocation.tree.parent]
    known = [amount for one in tops if reached[one] and (amount := cents[one]) is not None]
    link = f"'{contents.sheet('trace')}'!A{contents.first_rows[group.divisions[0]]}"
    formula = _of_columns(contents, tops, place)
    yield Cell(pm_or(sum(known) if known else None), "money_total", contents.formula(formula), link=link)


_MOST_LINKS = 60_000
"""A sheet holds 65.530 links at most."""


def _few(contents: Contents) -> bool:
    return len(contents.groups) * (len(contents.columns) + 1) < _MOST_LINKS


def _of_rows(cells: list[str]) -> str:
    """Return the formula of a sum of cells of the trace that is the text PM where none of them is a number."""
    if len(cells) == 1:
        return cells[0]
    listed = ",".join(cells)
    return f'IF(COUNT({listed})=0,"PM",{nearest_euros(f"SUM({listed})")})'


def _of_columns(contents: Contents, participants: Sequence[str], place: int) -> str:
    """Return the same of participants' columns in a row."""
    columns = sorted(amount_column(contents, one) for one in participants)
    summed = nearest_euros(over("SUM", columns, place))
    return f'IF({over("COUNT", columns, place)}=0,"PM",{summed})'


def _unknown(contents: Contents, group: Group, place: int) -> Iterator[Cell | None]:
    """Yield the count of PM posts each: 1 where the year's amount leaves one out."""
    members = contents.allocation.tree.members
    parts = {one: _Part(contents, group, one) for one in contents.columns}
    unknown: dict[str, int] = {}
    for one in reversed(contents.columns):
        below = [unknown[member] for member in members.get(one, ())]
        unknown[one] = max(below) if below else int(parts[one].unknown)
    for one in contents.columns:
        if one in members:
            formula = _most(contents, members[one], place)
        else:
            cells = parts[one].unknowns
            formula = cells[0] if len(cells) == 1 else f"MAX({','.join(cells)})" if cells else "0"
        yield Cell(unknown[one], "small", contents.formula(formula))
    tops = [one for one in contents.columns if one not in contents.allocation.tree.parent]
    yield Cell(max(unknown[one] for one in tops), "small", contents.formula(_most(contents, tops, place)))


def _most(contents: Contents, participants: Sequence[str], place: int) -> str:
    return over("MAX", sorted(unknown_column(contents, one) for one in participants), place)


def _total_row(contents: Contents, year: int) -> list[Cell | None]:
    """Return the totals of a year, and beside them the PM posts that they leave out."""
    allocation = contents.allocation
    divisions = ((division.period.year, division) for division in contents.divisions)
    sums = Sums(allocation.tree, divisions)
    years = down(YEAR, FIRST_ROW, contents.last_group_row)
    amounts: list[Cell | None] = []
    unknown: list[Cell | None] = []
    for one in (*contents.columns, None):
        column = total_column(contents) if one is None else amount_column(contents, one)
        total = (sums.of(one, year) if one else sums.whole(year)) or NOTHING
        summed, posts = (
            f"SUMIFS({down(index, FIRST_ROW, contents.last_group_row)},{years},{year})"
            for index in (column, unknown_column(contents, one))
        )
        formula = f'IF(({nearest_euros(summed)}=0)*({posts}>0)>0,"PM",{nearest_euros(summed)})'
        style = money_style(total=True, assumed=total.assumed)
        amounts.append(Cell(total_value(total), style, contents.formula(formula)))
        unknown.append(Cell(total.pm, "pm", contents.formula(posts)))
    label = Cell(contents.text(say("Total {year}", year=str(year))), "total")
    return [Cell("", "total"), label, *[Cell("", "total")] * 6, *amounts, *unknown]
