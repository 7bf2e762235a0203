"""Tables of allocations side by side, exact or in whole units."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.problems import say
from ridcalc.views.figures import CellKey, RoundedTable
from ridcalc.views.notes import facts, legend, name_of, title_of
from ridcalc.views.rounded_notes import unit_fact, unit_section
from ridcalc.views.table import Label, Money, Role, Row, Table, money
from ridcalc.views.words import id_and_name, scenario_words
from ridcalc.views.year_blocks import YearBlock, year_blocks


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
        return Row(self.role, self.label, (*cells, *(_difference(cells[0], other) for other in cells[1:])), self.indent)


def _difference(first: Money, other: Money) -> Money:
    """Return the cell of a difference; it rests on an assumption if one of the two amounts does."""
    cents = other.cents - first.cents
    return Money(cents, assumed=bool(cents) and (first.assumed or other.assumed))


def side_by_side_table(
    allocations: Sequence[Allocation],
    selection: Filter = ALL,
    tables: Sequence[RoundedTable] = (),
    blocks: Sequence[YearBlock] | None = None,
) -> Table:
    """Return a table of allocations side by side, with the difference of each from the first.

    Amounts are exact, or rounded if `tables` holds the rounded table of each allocation. `blocks` are the blocks that
    are shown; None: all in which one of the allocations has an amount or a PM post.
    """
    first = allocations[0]
    words = [scenario_words(allocation.case.scenario.id) for allocation in allocations]
    columns: tuple[Label, ...] = (*words, *(say("{b} less {a}", b=other, a=words[0]) for other in words[1:]))
    shown = _blocks(allocations, selection) if blocks is None else blocks
    rows = [row for block in shown for row in _rows(allocations, block, selection.participants)]
    scenarios = (allocation.case.scenario for allocation in allocations)
    names = tuple(id_and_name(scenario) for scenario in scenarios)
    fact_labels = (say("Side by side: {names}", names=names), *list(facts(first.case))[1:])
    if tables:
        fact_labels = (*fact_labels, unit_fact(tables[0].unit))
    keys = [row.key for row in rows]
    rounding = (unit_section(table, table.of(keys), scenario) for table, scenario in zip(tables, words, strict=False))
    unit = tables[0].unit if tables else 0
    table_rows = tuple(row.row(tables) for row in rows)
    foot = (*rounding, *legend(table_rows))
    return Table(title_of(first.case), fact_labels, say("Participant"), columns, table_rows, foot, unit)


def _blocks(allocations: Sequence[Allocation], selection: Filter) -> list[YearBlock]:
    """Return the blocks of the selected years in which one of the allocations has an amount or a PM post."""
    return year_blocks(
        group
        for allocation in allocations
        for group, total in allocation.grand_totals.items()
        if selection.takes(group[0]) and (total.amount or total.pm)
    )


def _rows(allocations: Sequence[Allocation], block: YearBlock, participants: Sequence[str]) -> Iterator[_SideBySideRow]:
    key = CellKey(year=block.year, nature=block.nature)
    yield _SideBySideRow("block", block.label, key)
    first = allocations[0]
    for participant, depth in first.tree.shown_order():
        if not participants or participant in participants:
            totals = tuple(block.total(allocation, participant) for allocation in allocations)
            name = name_of(first.case, participant)
            yield _SideBySideRow("body", name, key._replace(participant=participant), totals, depth)
    totals = tuple(block.total(allocation) for allocation in allocations)
    label = say("Total of all participants") if participants else say("Total")
    yield _SideBySideRow("total", label, key, totals)
