"""From a comparison to a table: A, B, the difference and its causes; and in the foot, what was changed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Assumption, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.changes import CAUSES, Cause
from ridcalc.core.analysis.compare import Comparison, Difference
from ridcalc.core.analysis.per_unit import Figures, PerUnit, figures_of
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.problems import say
from ridcalc.views.comparison_notes import CAUSE_NAMES, change_sections
from ridcalc.views.figures import CellKey, Shown
from ridcalc.views.notes import NATURE_NAMES, assumption_lines, facts, legend, name_of
from ridcalc.views.rounded_notes import unit_fact, unit_section
from ridcalc.views.table import Label, Money, Role, Row, Section, Table, amount, money


def comparison_table(comparison: Comparison, asked: Filter = ALL, per: PerUnit | None = None) -> Table:
    """Return what changes from A to B, for whom and by which cause; with `per`, for each unit of a driver."""
    a, b = comparison.a, comparison.b
    shown = [row for row in comparison.differences if asked.takes(row.year)]
    used = tuple(cause for cause in CAUSES if any(row.causes[cause] for row in shown))
    causes = (CAUSE_NAMES[cause] for cause in used)
    columns: tuple[Label, ...] = (a.case.chosen.id, b.case.chosen.id, say("difference"), *causes)
    rows: list[Row] = []
    for year in sorted({row.year for row in shown}):
        for nature in NATURES:
            group = [row for row in shown if (row.year, row.nature) == (year, nature)]
            if any(_differs(row) for row in group):
                rows.append(Row("block", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature])))
                rows += _group_rows(comparison, group, used, asked, per)
    told = tuple(_heading(comparison, per.name if per else None))
    return Table(_title(a), told, say("Participant"), columns, tuple(rows), tuple(_foot(comparison, shown)))


def comparison_in_units(comparison: Comparison, asked: Filter, tables: Sequence[Shown]) -> Table:
    """Return what changes from A to B as their own tables in whole units show it; the difference is of those two."""
    shown = [row for row in comparison.differences if asked.takes(row.year)]
    plain = comparison_table(comparison, asked)
    same = {(row.year, row.nature) for row in shown} - {(row.year, row.nature) for row in shown if _differs(row)}
    rows = side_by_side_table((comparison.a, comparison.b), asked, tables, frozenset(same))
    columns = (*rows.columns[:2], say("difference"))
    facts_told = (*plain.facts, unit_fact(tables[0].unit))
    foot = (*_foot(comparison, shown), *rows.foot[: len(tables)])
    return plain._replace(facts=facts_told, columns=columns, rows=rows.rows, foot=foot, unit=tables[0].unit)


def _differs(row: Difference) -> bool:
    """Tell whether anything at all is other for a participant in a year and nature."""
    return row.a[:2] != row.b[:2] or any(row.causes.values())


def _title(allocation: Allocation) -> str:
    return allocation.case.budget.settings.name or "ridcalc"


def _heading(comparison: Comparison, per: str | None) -> Iterator[Label]:
    a, b = comparison.a.case.chosen, comparison.b.case.chosen
    yield say("From {a} to {b}", a=_named(a.id, a.name), b=_named(b.id, b.name))
    yield from list(facts(comparison.b.case))[1:]
    if per is not None:
        yield say("per unit of {driver}", driver=per)


def _named(chosen: str, name: str) -> str:
    return chosen if name == chosen else f"{chosen} ({name})"


def _group_rows(
    comparison: Comparison,
    group: Sequence[Difference],
    used: Sequence[Cause],
    asked: Filter,
    per: PerUnit | None,
) -> Iterator[Row]:
    rows = {row.participant: row for row in group}
    tree = comparison.a.tree
    for participant, depth in tree.shown_order():
        if participant in rows and asked.takes(participant=participant):
            row = rows[participant]
            causes = [row.causes[cause] for cause in used]
            units = per.units([participant], row.year) if per else None
            figures = figures_of(row.a, row.b, causes, units)
            yield Row("body", name_of(comparison.a.case, participant), _cells(figures), depth)
    year, nature = group[0].year, group[0].nature
    a, b = (one.grand_totals.get((year, nature), NOTHING) for one in (comparison.a, comparison.b))
    tops = [row for row in group if not any(one in rows for one in tree.ancestors(row.participant))]
    causes = [sum(row.causes[cause] for row in tops) for cause in used]
    units = per.units((one for one in tree.ids if one not in tree.parent), year) if per else None
    figures = figures_of(a, b, causes, units)
    label = say("Total of all participants") if asked.participants else say("Total")
    yield Row("total", label, _cells(figures))


def _cells(figures: Figures) -> tuple[Money | None, ...]:
    totals = (None if total is None else money(total) for total in (figures.a, figures.b))
    amounts = (None if cents is None else amount(cents) for cents in (figures.difference, *figures.causes))
    return (*totals, *amounts)


class _Line(NamedTuple):
    """A row of allocations side by side: which figure it shows, and its total in each of them (a block has none)."""

    role: Role
    label: Label
    key: CellKey
    totals: tuple[Total, ...] = ()
    indent: int = 0

    def row(self, tables: Sequence[Shown]) -> Row:
        """Return the row, exactly or as the tables show it, with how far each figure shown is from the first."""
        if tables:
            cells = [table.cell(total, self.key) for table, total in zip(tables, self.totals, strict=False)]
        else:
            cells = [money(total) for total in self.totals]
        less = (amount(other.cents - cells[0].cents) for other in cells[1:])
        return Row(self.role, self.label, (*cells, *less), self.indent)


def side_by_side_table(
    allocations: Sequence[Allocation],
    asked: Filter = ALL,
    tables: Sequence[Shown] = (),
    same: frozenset[tuple[int, NatureName]] = frozenset(),
) -> Table:
    """Return allocations side by side, and how far each is from the first; as their tables in whole units, if given.

    Years and natures that are the `same` are left out.
    """
    first = allocations[0]
    ids = [one.case.chosen.id for one in allocations]
    columns: tuple[Label, ...] = (*ids, *(say("{b} less {a}", b=other, a=ids[0]) for other in ids[1:]))
    lines: list[_Line] = []
    years = sorted({year for one in allocations for year in one.years})
    for year in asked.years or years:
        for nature in NATURES:
            totals = [total for one in allocations if (total := one.grand_totals.get((year, nature)))]
            if (year, nature) not in same and any(total.amount or total.pm for total in totals):
                lines += _side_by_side_lines(allocations, year, nature, asked.participants)
    names = tuple(_named(one.case.chosen.id, one.case.chosen.name) for one in allocations)
    told = (say("Side by side: {names}", names=names), *list(facts(first.case))[1:])
    if tables:
        told = (*told, unit_fact(tables[0].unit))
    keys = [line.key for line in lines]
    rounding = (unit_section(table, table.of(keys), one) for table, one in zip(tables, ids, strict=False))
    rows = tuple(line.row(tables) for line in lines)
    unit = tables[0].unit if tables else 0
    return Table(_title(first), told, say("Participant"), columns, rows, (*rounding, legend()), unit)


def _side_by_side_lines(
    allocations: Sequence[Allocation], year: int, nature: NatureName, participants: Sequence[str]
) -> Iterator[_Line]:
    key = CellKey(year=year, nature=nature)
    yield _Line("block", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature]), key)
    first = allocations[0]
    for participant, depth in first.tree.shown_order():
        if not participants or participant in participants:
            totals = tuple(one.totals.get((participant, year, nature), NOTHING) for one in allocations)
            name = name_of(first.case, participant)
            yield _Line("body", name, key._replace(participant=participant), totals, depth)
    totals = tuple(one.grand_totals.get((year, nature), NOTHING) for one in allocations)
    label = say("Total of all participants") if participants else say("Total")
    yield _Line("total", label, key, totals)


def _foot(comparison: Comparison, shown: Sequence[Difference]) -> Iterator[Section]:
    """Yield where nothing differs, and, cause by cause, what was changed."""
    groups = {(row.year, row.nature): False for row in shown}
    for row in shown:
        groups[row.year, row.nature] |= _differs(row)
    same = tuple(
        ("", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature]))
        for (year, nature), differs in sorted(groups.items())
        if not differs
    )
    if same:
        yield Section(say("No difference in"), same)
    yield from change_sections(comparison)
    if any(row.a.pm != row.b.pm for row in shown):
        text = say("PM posts differ between the two; they are in no sum, and so in no difference")
        yield Section(say("Note"), (("", text),))
    assumed = dict.fromkeys((*comparison.a.case.chosen.assumptions, *comparison.b.case.chosen.assumptions))
    if assumed:
        assumptions = [Assumption(text, path) for path, text in assumed]
        yield Section(say("What is assumed besides"), tuple(assumption_lines(assumptions)))
    yield legend()
