"""The sheet Contributions (Bijdragen): what each participant pays in each year, before and after the decision."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import (
    Cell,
    Sheet,
    SheetRow,
    Style,
    euros,
    money_style,
    nearest_euros,
    sum_or_pm,
    total_value,
)
from ridcalc.render.excel.columns import At, Column, Columns, Name
from ridcalc.render.excel.division import group_block, groups, position_of
from ridcalc.render.excel.heads import pm_conditions, tabled_sheet, tables_in
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.legends import net_legend
from ridcalc.render.excel.overview_lines import indented, participant_cell
from ridcalc.render.excel.row_checks import TYPED_OVER, UNBALANCED, apart, exported_sum, typed_over, verdict
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import AS_EXPORTED, COLUMN_OF_AMOUNTS, COLUMN_OF_PM, NATURE_LETTERS
from ridcalc.views.notes import NATURE_NAMES

Natures = dict[NatureName, Total]


class _Row(NamedTuple):
    """A participant (None: all together) in a year: totals per nature after the decision, and before it."""

    layout: Layout
    participant: str | None
    indent: int
    year: int
    after: Natures
    before: Natures

    def change(self, *natures: NatureName) -> Total:
        """Return the change of some natures together; its PM posts are those that came or went."""
        pairs = [(self.after[nature], self.before[nature]) for nature in natures]
        return Total(
            sum(after.amount - before.amount for after, before in pairs),
            sum(abs(after.pm - before.pm) for after, before in pairs),
            any(total.assumed for pair in pairs for total in pair),
        )


def contributions_sheet(layout: Layout) -> Sheet:
    """Return the sheet: a table per year with every participant, members below their partnership, and the total."""
    columns = contributions_columns(layout)
    rows: list[SheetRow] = []
    counted_from = layout.decision.before
    after = _sums(layout, layout.allocation)
    before = _sums(layout, counted_from.allocation if counted_from else None)
    for year in layout.decision.years:
        rows.append([Cell(layout.text(say("Budget year {year}", year=str(year))), "block")])
        for participant, indent in _owners(layout):
            row = _Row(layout, participant, indent, year, after(participant, year), before(participant, year))
            rows.append(columns.row(row, FIRST_ROW + len(rows)))
        rows.append([])
    rows.append(net_legend(layout))
    sheet = tabled_sheet(layout, columns, rows, len(rows))
    pairs: list[tuple[Name, Name]] = [(("amount", name[1]), name) for name in columns.numbers if name[0] == "unknown"]
    of_pm = pm_conditions(columns, pairs, sheet.length)
    return sheet._replace(tables=tables_in(rows, FIRST_ROW), conditions=(*sheet.conditions, *of_pm))


def _owners(layout: Layout) -> Iterator[tuple[str | None, int]]:
    """Yield the selected participants with their indents, and the total (None) if all are selected."""
    yield from indented(layout)
    if layout.options.participant is None:
        yield None, 0


def _sums(layout: Layout, allocation: Allocation | None) -> Callable[[str | None, int], Natures]:
    """Return the function from a participant (None: all together) and a year to the totals per nature."""
    divisions = allocation.divisions if allocation else ()
    sums = Sums(layout.allocation.tree, (((division.period.year, division.nature), division) for division in divisions))

    def natures(participant: str | None, year: int) -> Natures:
        keys = {nature: (year, nature) for nature in NATURES}
        return {
            nature: (sums.of(participant, key) if participant else sums.whole(key)) or NOTHING
            for nature, key in keys.items()
        }

    return natures


def _label(row: _Row, _: At) -> Cell:
    return participant_cell(row.layout, row.participant, row.indent)


def _money(row: _Row, total: Total) -> Style:
    return money_style(total=row.participant is None, assumed=total.assumed)


def _divided(row: _Row, at: At, kind: str, nature: NatureName | None) -> str:
    """Return the formula of the row's sum on the sheet Division, of amounts or of PM posts, of a nature or of both."""
    column = at.column if kind == "amount" else at.pm_column
    natures = f',{groups(row.layout, "nature")},"{NATURE_LETTERS[nature]}"' if nature else ""
    return f"SUMIFS(INDEX({group_block(row.layout, kind)},0,{column}),{groups(row.layout, 'year')},{at.year}{natures})"


def _after(nature: NatureName | None) -> Callable[[_Row, At], Cell]:
    """Return the function of the cell with an amount after the decision, of a nature or of both."""

    def cell(row: _Row, at: At) -> Cell:
        total = row.after[nature] if nature else sum(row.after.values(), NOTHING)
        summed = nearest_euros(_divided(row, at, "amount", nature))
        formula = f'IF(({summed}=0)*({at["unknown", nature]}>0)>0,"PM",{summed})'
        return Cell(total_value(total), _money(row, total), formula)

    return cell


def _unknown(nature: NatureName | None) -> Callable[[_Row, At], Cell]:
    """Return the function of the cell with the number of PM posts that the amount beside it leaves out."""

    def cell(row: _Row, at: At) -> Cell:
        posts = sum(total.pm for name, total in row.after.items() if nature in {None, name})
        return Cell(posts, _count(row), _divided(row, at, "unknown", nature))

    return cell


def _count(row: _Row) -> Style:
    return "pm_total" if row.participant is None else "pm"


def _before(row: _Row, _: At) -> Cell:
    total = sum(row.before.values(), NOTHING)
    return Cell(total_value(total), _money(row, total))


def _unknown_before(row: _Row, _: At) -> Cell:
    return Cell(sum(total.pm for total in row.before.values()), _count(row))


def _change_of(nature: NatureName) -> Callable[[_Row, At], Cell]:
    """Return the function of the cell with the change of a nature; PM if nothing but its PM posts changes."""

    def cell(row: _Row, at: At) -> Cell:
        change = row.change(nature)
        moved = nearest_euros(f"{_divided(row, at, 'amount', nature)}-{at['amount before', nature]}")
        posts = f"{_divided(row, at, 'unknown', nature)}<>{at['unknown before', nature]}"
        return Cell(total_value(change), _money(row, change), f'IF(({moved}=0)*({posts})>0,"PM",{moved})')

    return cell


def _change(row: _Row, at: At) -> Cell:
    """Return the cell of both changes together."""
    change, natures = row.change(*NATURES), [at["change", nature] for nature in NATURES]
    return Cell(total_value(change), _money(row, change), sum_or_pm(natures))


def _in_percent(row: _Row, at: At) -> Cell:
    """Return the cell of the change as a part of the contribution before it; empty where that is zero."""
    before, change = sum(row.before.values(), NOTHING).amount, row.change(*NATURES).amount
    of_before = f"SUM({at['amount', 'before']})"
    formula = f'IF({of_before}=0,"",SUM({at["change", None]})/{of_before})'
    style: Style = "percent_total" if row.participant is None else "percent"
    return Cell(change / before if before else "", style, formula)


def _check(row: _Row, at: At) -> Cell:
    """Return the check of a row: its numbers are as exported, and they add up."""
    shown = _shown(row.layout)
    typed = typed_over(row.layout, at.exported, _exported(row, at), [f"{at[shown[0]]}:{at[shown[-1]]}"])
    if row.layout.decision.before is None:
        parts = [at["amount", nature] for nature in NATURES]
    else:
        parts = [at["amount", "before"], *(at["change", nature] for nature in NATURES)]
    return verdict((typed, TYPED_OVER), (apart(f"SUM({at['amount', None]})", f"SUM({','.join(parts)})"), UNBALANCED))


def _exported(row: _Row, at: At) -> Cell:
    columns = {column.name: column for column in contributions_columns(row.layout).columns}
    return exported_sum(columns[name].cell(row, at) for name in _shown(row.layout))


def _shown(layout: Layout) -> list[Name]:
    """Return the columns of amounts and of PM posts, in order."""
    return [column.name for column in (_BEFORE_AND_AFTER if layout.decision.before else _PER_NATURE)]


_CHANGES: dict[NatureName, Message] = {
    "incidental": say("Change, incidental"),
    "structural": say("Change, structural"),
}
_AFTER: tuple[Column[_Row], ...] = (
    Column(("amount", None), say("Contribution after"), 18, _after(None)),
    Column(("unknown", None), "PM", 8, _unknown(None)),
)
_BEFORE_AND_AFTER: tuple[Column[_Row], ...] = (
    Column(("amount", "before"), say("Contribution before"), 18, _before),
    Column(("unknown", "before"), "PM", 8, _unknown_before),
    *(Column(("change", nature), heading, 18, _change_of(nature)) for nature, heading in _CHANGES.items()),
    Column(("change", None), say("Change"), 18, _change),
    *_AFTER,
)
_PER_NATURE: tuple[Column[_Row], ...] = (
    *(
        column
        for nature in NATURES
        for column in (
            Column(("amount", nature), NATURE_NAMES[nature], 18, _after(nature)),
            Column(("unknown", nature), "PM", 8, _unknown(nature)),
        )
    ),
    _AFTER[0]._replace(heading=say("Contribution")),
    _AFTER[1],
)


def _kept(nature: NatureName) -> tuple[Column[_Row], ...]:
    """Return the columns, beyond what is printed, of what a nature was before the decision."""
    return (
        Column(
            ("amount before", nature),
            say("before, {nature}", nature=NATURE_NAMES[nature]),
            12,
            lambda row, _: Cell(euros(row.before[nature].amount), "small"),
        ),
        Column(
            ("unknown before", nature),
            say("PM before, {nature}", nature=NATURE_NAMES[nature]),
            8,
            lambda row, _: Cell(row.before[nature].pm, "small"),
        ),
    )


@lru_cache(maxsize=2)
def contributions_columns(layout: Layout) -> Columns[_Row]:
    """Return the columns: both natures of the year, or with a state before the decision what changes in it."""
    shown: tuple[Column[_Row], ...] = _PER_NATURE
    if layout.decision.before:
        shown = (*_BEFORE_AND_AFTER, Column("percent", say("change in %"), 10, _in_percent))
    columns: tuple[Column[_Row], ...] = (
        Column("label", say("Participant"), 38, _label),
        *shown,
        Column("check", say("check"), 8, _check),
        Column("exported", AS_EXPORTED, 12, _exported),
        Column("year", say("year"), 7, lambda row, _: Cell(row.year, "small")),
        Column("column", COLUMN_OF_AMOUNTS, 10, _position("amount")),
        Column("pm_column", COLUMN_OF_PM, 10, _position("unknown")),
        *(column for nature in NATURES if layout.decision.before for column in _kept(nature)),
    )
    title = say("Contributions per participant and year")
    return Columns(say("Contributions"), columns, title=title, frozen=1, last_printed=shown[-1].name)


def _position(kind: str) -> Callable[[_Row, At], Cell]:
    """Return the function of the cell with the position of the participant's column on the sheet Division."""
    return lambda row, _: Cell(position_of(row.layout, kind, row.participant), "small")
