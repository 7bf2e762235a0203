"""The overview: who pays what per year, what was published, which amounts are unknown, and a chart."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import (
    Cell,
    Chart,
    Row,
    Sheet,
    Style,
    Value,
    at,
    letters,
    money_style,
    nearest_euros,
    sum_or_pm,
    total_value,
)
from ridcalc.render.excel.controls import control_cells
from ridcalc.render.excel.division import NATURE, SIDE, YEAR, amount_column, of_rows, total_column, unknown_column
from ridcalc.render.excel.inputs import AMOUNT, NATURE_LETTERS, SIDE_WORDS
from ridcalc.render.excel.layout import FIRST_ROW, HEADING_ROW, Contents
from ridcalc.views.allocation import BOTH, Group, block_row, groups_of, in_group
from ridcalc.views.notes import NATURE_NAMES
from ridcalc.views.rounded import NATURES_APART, THOUSAND, CellKey, Figure, Shown, in_units
from ridcalc.views.rounded_notes import unit_fact, unit_section, unknown_posts

_CHART_HEIGHT = 18
"""Rows."""


class Line(NamedTuple):
    """A row of the overview: a block of it, and a participant or (None) the total."""

    row: int
    group: Group
    participant: str | None
    indent: int


def lines_of(contents: Contents) -> Iterator[Line]:
    """Yield the rows with amounts, block by block."""
    row = FIRST_ROW
    for group in groups_of(contents.divisions):
        row += 1  # the block's heading
        for participant, indent in _shown(contents):
            yield Line(row, group, participant, indent)
            row += 1
        if contents.options.participant is None:
            yield Line(row, group, None, 0)
            row += 1


def _shown(contents: Contents) -> Iterator[tuple[str, int]]:
    asked = contents.options.participant
    tree = contents.allocation.tree
    for participant, depth in tree.shown_order():
        above = tree.ancestors(participant)
        if asked is None:
            yield participant, depth
        elif asked in (participant, *above):
            yield participant, depth - len(tree.ancestors(asked))


def amount_at(contents: Contents, line: Line, year: int) -> str:
    """Return the reference, from another sheet, to a row's amount in a year."""
    return at(2 + 2 * contents.years.index(year), line.row, contents.sheet("overview"))


def overview_sheet(contents: Contents) -> Sheet:
    """Return the overview."""
    lines = list(lines_of(contents))
    rows = [*contents.head(say("Overview: who pays what")), _headings(contents)]
    sums = {group: _sums(contents, group) for group in dict.fromkeys(line.group for line in lines)}
    shown: Group | None = None
    for line in lines:
        if line.group != shown:
            shown = line.group
            rows.append([Cell(contents.text(block_row(shown).label), "block")])
        rows.append(_line_row(contents, line, sums[line.group]))
    rows += _in_thousands(contents, len(rows) + 1)
    rows += _below(contents)
    chart = _chart(contents, lines, len(rows) + 2)
    rows += [[] for _ in range(_CHART_HEIGHT if chart else 0)]
    return Sheet(contents.sheet("overview"), rows, len(rows), _widths(contents), HEADING_ROW, 1, chart=chart, pages=1)


def _widths(contents: Contents) -> tuple[float, ...]:
    """Return the widths: a label, two columns a year, and no fewer than the published figures take."""
    pairs = max(len(contents.years), 4)
    return (64, *(width for _ in range(pairs) for width in (18, 9)))


def _headings(contents: Contents) -> list[Cell | None]:
    cells: list[Cell | None] = [Cell(contents.text(say("Participant")), "head")]
    for year in contents.years:
        cells += [Cell(str(year), "head"), Cell("PM", "head")]
    return [*cells, *[Cell("", "head")] * (len(_widths(contents)) - len(cells))]


def _sums(contents: Contents, group: Group) -> Sums:
    divisions = ((division.period.year, division) for division in in_group(contents.divisions, group))
    return Sums(contents.allocation.tree, divisions)


def _line_row(contents: Contents, line: Line, sums: Sums) -> list[Cell | None]:
    if line.participant is None:
        label = contents.text(say("Total"))
        style: Style = "total"
    else:
        label = contents.marked_name(line.participant)
        style = "label" if line.indent == 0 else "indented"
    cells: list[Cell | None] = [Cell("  " * (line.indent - 1) * (line.indent > 1) + label, style)]
    for year in contents.years:
        total = (sums.of(line.participant, year) if line.participant else sums.whole(year)) or NOTHING
        cells += _amount(contents, line, year, total)
    return cells


def _amount(contents: Contents, line: Line, year: int, total: Total) -> Iterator[Cell]:
    """Yield an amount and the number of PM posts that it leaves out."""
    nature, side, _ = line.group
    where = f"{of_rows(contents, YEAR)},{year}"
    if nature is not None:
        where += f',{of_rows(contents, NATURE)},"{NATURE_LETTERS[nature]}"'
    if side is not None:
        where += f',{of_rows(contents, SIDE)},"{SIDE_WORDS[side]}"'
    column = total_column(contents) if line.participant is None else amount_column(contents, line.participant)
    summed = nearest_euros(f"SUMIFS({of_rows(contents, column)},{where})")
    unknown = f"SUMIFS({of_rows(contents, unknown_column(contents, line.participant))},{where})"
    place = letters(3 + 2 * contents.years.index(year)) + str(line.row)
    yield Cell(
        total_value(total),
        money_style(total=line.participant is None, assumed=total.assumed),
        contents.formula(f'IF(({summed}=0)*({place}>0)>0,"PM",{summed})'),
        link=_first_trace_row(contents, line, year),
    )
    yield Cell(total.pm, "pm", contents.formula(unknown))


def _first_trace_row(contents: Contents, line: Line, year: int) -> str | None:
    """Return where the first row stands that a total adds up."""
    nature, side, _ = line.group
    for index, division in enumerate(contents.divisions):
        if division.period.year == year and nature in {None, division.nature} and side in {None, division.side}:
            plan = division.plan
            slots = plan.slots.get(line.participant, ()) if line.participant else [0]
            if slots:
                return f"'{contents.sheet('trace')}'!A{contents.first_rows[index] + slots[0]}"
    return None


def _in_thousands(contents: Contents, first: int) -> Iterator[Row]:
    """Yield the same in whole thousands that add up: municipalities as numbers, what they add up to as live sums.

    `first` is the row of its first line.
    """
    asked = contents.options.participant
    if asked is not None or not contents.divisions:
        return
    shown = in_units(contents.allocation, "participant", THOUSAND)
    yield []
    yield [Cell(contents.text(unit_fact(THOUSAND)) + contents.text(say(", as at the export")), "block")]
    row = first + 2
    seen: dict[CellKey, Figure] = {}
    tree = contents.allocation.tree
    blocks = dict.fromkeys(nature for nature, _, _ in groups_of(contents.divisions))  # those of the euros above
    for nature in blocks:
        label = NATURE_NAMES[nature] if nature else BOTH
        yield [Cell(contents.text(label), "block")]
        rows = {one: row + 1 + number for number, (one, _) in enumerate(tree.shown_order())}
        values = {year: _thousands(contents, shown, year, nature) for year in contents.years}
        for one, indent in (*tree.shown_order(), (None, 0)):
            below = _below_of(contents, one)
            name = contents.marked_name(one) if one else contents.text(say("Total"))
            cells: list[Cell | None] = [Cell(name, "total" if one is None else "indented" if indent else "label")]
            for column, year in enumerate(contents.years):
                members = [at(2 + 2 * column, rows[member]) for member in below]
                formula = contents.formula(sum_or_pm(members)) if below else None
                posts = unknown_posts(contents.allocation, CellKey(one, year, nature))
                cells += [
                    Cell(values[year][one], "thousands" if one is None else "whole", formula),
                    Cell(posts, "pm") if posts else None,
                ]
                seen[CellKey(one, year, nature)] = shown.figures[CellKey(one, year, nature)]
            yield cells
        row += len(rows) + 2
    apart = tuple(told for told in shown.given_up if told == NATURES_APART)
    for told in unit_section(shown._replace(given_up=apart), seen).lines:
        yield [Cell(contents.text(told[1]), "fact")]


def _below_of(contents: Contents, participant: str | None) -> tuple[str, ...]:
    """Return whom a participant, or (None) the total, is the sum of; none for a municipality."""
    tree = contents.allocation.tree
    if participant is None:
        return tuple(one for one in tree.ids if one not in tree.parent)
    return tree.members.get(participant, ())


def _thousands(contents: Contents, shown: Shown, year: int, nature: NatureName | None) -> dict[str | None, Value]:
    """Return what a year's figures of everyone show: whole thousands, or PM where nothing else is known."""
    allocation = contents.allocation
    natures = NATURES if nature is None else (nature,)
    values: dict[str | None, Value] = {}
    for one in (*reversed(allocation.tree.top_down), None):
        figure = shown.figures[CellKey(one, year, nature)]
        below = _below_of(contents, one)
        if below:
            unknown = any(values[member] == "PM" for member in below) and not figure.shown
        else:
            unknown = not figure.exact and any(allocation.totals[str(one), year, each].pm for each in natures)
        values[one] = "PM" if unknown else figure.shown // THOUSAND
    return values


def _below(contents: Contents) -> Iterator[Row]:
    """Yield what a mark means, the published figures and the PM posts."""
    text = contents.text
    yield [Cell(text(say("* rests on an assumption; see {sheet}", sheet=contents.sheet("basis"))), "fact")]
    controls = list(control_cells(contents))
    if controls:
        yield []
        yield [Cell(text(say("Published figures")), "block")]
        yield _control_headings(contents)
        for name, expected, actual, difference, status in controls:
            yield [Cell(name), expected, None, actual, None, difference, None, status]
    unknown = [row for row in contents.amounts if row.written is None]
    if unknown:
        yield []
        yield [Cell(text(say("PM: known posts, amount unknown, in no sum")), "block")]
    for row in unknown:
        name = text(row.measure.name or row.id)
        nature = text(NATURE_NAMES[row.measure.nature]).lower()
        place = at(AMOUNT, contents.amount_rows[row.id, row.period], contents.sheet("measures"))
        yield [Cell(f"{name} ({nature}), {row.period.text}"), Cell("PM", "money", contents.formula(place))]


def _control_headings(contents: Contents) -> Row:
    """Return headings that stand in the columns of the amounts."""
    titles = (say("published"), say("calculated"), say("difference"), say("outcome"))
    cells = [Cell("", "head")]
    for title in titles:
        cells += [Cell(contents.text(title), "head"), Cell("", "head")]
    return cells


def _chart(contents: Contents, lines: list[Line], row: int) -> Chart | None:
    """Return the cost of each municipality per year: of all natures together where there is such a block."""
    groups = list(dict.fromkeys(line.group for line in lines))
    if not groups:
        return None
    group = groups[-1] if groups[-1][0] is None else groups[0]
    members = contents.allocation.tree.members
    rows = tuple(
        line.row for line in lines if line.group == group and line.participant and line.participant not in members
    )
    if not rows:
        return None
    title = contents.text(say("Cost per participant per year"))
    block = contents.text(block_row(group).label).lower()
    columns = tuple(2 + 2 * index for index in range(len(contents.years)))
    return Chart(f"{title} ({block})", rows, columns, HEADING_ROW, f"A{row}", contents.settings.currency)


def names_of(contents: Contents) -> Iterator[tuple[str, str]]:
    """Yield a name for each total of a participant, year and nature, and the cell that it stands for."""
    if contents.options.values:
        return
    for line in lines_of(contents):
        nature, side, named = line.group
        if nature is None or (side is not None and named):
            continue
        owner = "bedrag_" + line.participant.replace("-", "_") if line.participant else contents.text(say("total"))
        for year in contents.years:
            word = contents.text(NATURE_NAMES[nature]).lower()
            yield f"{owner}_{year}_{word}", amount_at(contents, line, year)
