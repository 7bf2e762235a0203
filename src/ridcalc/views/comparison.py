"""Tables of a comparison: A, B, their difference and its causes; the foot lists the changes."""

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
from ridcalc.views.figures import CellKey, RoundedTable
from ridcalc.views.notes import NATURE_NAMES, assumption_lines, facts, legend, name_of
from ridcalc.views.rounded_notes import unit_fact, unit_section
from ridcalc.views.table import Label, Money, Role, Row, Section, Table, amount, money


def comparison_table(comparison: Comparison, selection: Filter = ALL, per: PerUnit | None = None) -> Table:
    """Return the table of a comparison: amounts in A and B, differences and causes; with `per`, per unit of a driver.

    Years and natures without differences have no rows.
    """
    a, b = comparison.a, comparison.b
    differences = [row for row in comparison.differences if selection.takes(row.year)]
    causes = tuple(cause for cause in CAUSES if any(row.causes[cause] for row in differences))
    cause_names = (CAUSE_NAMES[cause] for cause in causes)
    columns: tuple[Label, ...] = (a.case.scenario.id, b.case.scenario.id, say("difference"), *cause_names)
    rows: list[Row] = []
    for year in sorted({row.year for row in differences}):
        for nature in NATURES:
            group = [row for row in differences if (row.year, row.nature) == (year, nature)]
            if any(_differs(row) for row in group):
                rows.append(Row("block", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature])))
                rows += _group_rows(comparison, group, causes, selection, per)
    fact_labels = tuple(_heading(comparison, per.name if per else None))
    foot = tuple(_foot(comparison, differences))
    return Table(_title(a), fact_labels, say("Participant"), columns, tuple(rows), foot)


def comparison_in_units(comparison: Comparison, selection: Filter, tables: Sequence[RoundedTable]) -> Table:
    """Return the table of a comparison in whole units, without causes; `tables` holds the rounded tables of A and B.

    A difference is that of the two rounded amounts, so that the reader can check the subtraction.
    """
    differences = [row for row in comparison.differences if selection.takes(row.year)]
    exact = comparison_table(comparison, selection)
    changed = {(row.year, row.nature) for row in differences if _differs(row)}
    unchanged = {(row.year, row.nature) for row in differences} - changed
    rounded = side_by_side_table((comparison.a, comparison.b), selection, tables, frozenset(unchanged))
    columns = (*rounded.columns[:2], say("difference"))
    fact_labels = (*exact.facts, unit_fact(tables[0].unit))
    foot = (*_foot(comparison, differences), *rounded.foot[: len(tables)])
    return exact._replace(facts=fact_labels, columns=columns, rows=rounded.rows, foot=foot, unit=tables[0].unit)


def _differs(row: Difference) -> bool:
    """Return whether a participant's amount, number of PM posts or any cause differs in a year and nature."""
    return row.a[:2] != row.b[:2] or any(row.causes.values())


def _title(allocation: Allocation) -> str:
    return allocation.case.budget.settings.name or "ridcalc"


def _heading(comparison: Comparison, per: str | None) -> Iterator[Label]:
    a, b = comparison.a.case.scenario, comparison.b.case.scenario
    yield say("From {a} to {b}", a=_id_and_name(a.id, a.name), b=_id_and_name(b.id, b.name))
    yield from list(facts(comparison.b.case))[1:]
    if per is not None:
        yield say("per unit of {driver}", driver=per)


def _id_and_name(scenario: str, name: str) -> str:
    return scenario if name == scenario else f"{scenario} ({name})"


def _group_rows(
    comparison: Comparison,
    group: Sequence[Difference],
    causes: Sequence[Cause],
    selection: Filter,
    per: PerUnit | None,
) -> Iterator[Row]:
    """Yield the rows of a block, which has one year and one nature: its participants and their total."""
    rows = {row.participant: row for row in group}
    tree = comparison.a.tree
    for participant, depth in tree.shown_order():
        if participant in rows and selection.takes(participant=participant):
            row = rows[participant]
            amounts = [row.causes[cause] for cause in causes]
            units = per.units([participant], row.year) if per else None
            figures = figures_of(row.a, row.b, amounts, units)
            yield Row("body", name_of(comparison.a.case, participant), _cells(figures), depth)
    year, nature = group[0].year, group[0].nature
    a, b = (allocation.grand_totals.get((year, nature), NOTHING) for allocation in (comparison.a, comparison.b))
    top_rows = [row for row in group if not any(above in rows for above in tree.ancestors(row.participant))]
    amounts = [sum(row.causes[cause] for row in top_rows) for cause in causes]
    top_participants = (participant for participant in tree.ids if participant not in tree.parent)
    units = per.units(top_participants, year) if per else None
    figures = figures_of(a, b, amounts, units)
    label = say("Total of all participants") if selection.participants else say("Total")
    yield Row("total", label, _cells(figures))


def _cells(figures: Figures) -> tuple[Money | None, ...]:
    totals = (None if total is None else money(total) for total in (figures.a, figures.b))
    amounts = (None if cents is None else amount(cents) for cents in (figures.difference, *figures.causes))
    return (*totals, *amounts)


class _SideBySideRow(NamedTuple):
    """A row of a side-by-side table: the key of its figure and its total in each allocation (a heading has none)."""

    role: Role
    label: Label
    key: CellKey
    totals: tuple[Total, ...] = ()
    indent: int = 0

    def row(self, tables: Sequence[RoundedTable]) -> Row:
        """Return the row: an amount per allocation (rounded if there are tables), and differences from the first."""
        if tables:
            cells = [table.cell(total, self.key) for table, total in zip(tables, self.totals, strict=False)]
        else:
            cells = [money(total) for total in self.totals]
        differences = (amount(other.cents - cells[0].cents) for other in cells[1:])
        return Row(self.role, self.label, (*cells, *differences), self.indent)


def side_by_side_table(
    allocations: Sequence[Allocation],
    selection: Filter = ALL,
    tables: Sequence[RoundedTable] = (),
    omitted: frozenset[tuple[int, NatureName]] = frozenset(),
) -> Table:
    """Return a table of allocations side by side, with the difference of each from the first.

    Amounts are exact, or rounded if `tables` holds the rounded table of each allocation. The years and natures in
    `omitted` have no rows.
    """
    first = allocations[0]
    ids = [allocation.case.scenario.id for allocation in allocations]
    columns: tuple[Label, ...] = (*ids, *(say("{b} less {a}", b=other, a=ids[0]) for other in ids[1:]))
    rows: list[_SideBySideRow] = []
    years = sorted({year for allocation in allocations for year in allocation.years})
    for year in selection.years or years:
        for nature in NATURES:
            totals = [total for allocation in allocations if (total := allocation.grand_totals.get((year, nature)))]
            if (year, nature) not in omitted and any(total.amount or total.pm for total in totals):
                rows += _side_by_side_rows(allocations, year, nature, selection.participants)
    scenarios = (allocation.case.scenario for allocation in allocations)
    names = tuple(_id_and_name(scenario.id, scenario.name) for scenario in scenarios)
    fact_labels = (say("Side by side: {names}", names=names), *list(facts(first.case))[1:])
    if tables:
        fact_labels = (*fact_labels, unit_fact(tables[0].unit))
    keys = [row.key for row in rows]
    rounding = (unit_section(table, table.of(keys), scenario) for table, scenario in zip(tables, ids, strict=False))
    unit = tables[0].unit if tables else 0
    table_rows = tuple(row.row(tables) for row in rows)
    return Table(_title(first), fact_labels, say("Participant"), columns, table_rows, (*rounding, legend()), unit)


def _side_by_side_rows(
    allocations: Sequence[Allocation], year: int, nature: NatureName, participants: Sequence[str]
) -> Iterator[_SideBySideRow]:
    key = CellKey(year=year, nature=nature)
    yield _SideBySideRow("block", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature]), key)
    first = allocations[0]
    for participant, depth in first.tree.shown_order():
        if not participants or participant in participants:
            totals = tuple(allocation.totals.get((participant, year, nature), NOTHING) for allocation in allocations)
            name = name_of(first.case, participant)
            yield _SideBySideRow("body", name, key._replace(participant=participant), totals, depth)
    totals = tuple(allocation.grand_totals.get((year, nature), NOTHING) for allocation in allocations)
    label = say("Total of all participants") if participants else say("Total")
    yield _SideBySideRow("total", label, key, totals)


def _foot(comparison: Comparison, differences: Sequence[Difference]) -> Iterator[Section]:
    """Yield the years and natures without differences, the changes by cause, notes, assumptions and the legend."""
    groups = {(row.year, row.nature): False for row in differences}
    for row in differences:
        groups[row.year, row.nature] |= _differs(row)
    unchanged = tuple(
        ("", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature]))
        for (year, nature), differs in sorted(groups.items())
        if not differs
    )
    if unchanged:
        yield Section(say("No difference in"), unchanged)
    yield from change_sections(comparison)
    if any(row.a.pm != row.b.pm for row in differences):
        text = say("the two have different PM posts; PM is not in any sum or difference")
        yield Section(say("Note"), (("", text),))
    by_path = dict.fromkeys((*comparison.a.case.scenario.assumptions, *comparison.b.case.scenario.assumptions))
    if by_path:
        assumptions = [Assumption(text, path) for path, text in by_path]
        yield Section(say("What is assumed besides"), tuple(assumption_lines(assumptions)))
    yield legend()
