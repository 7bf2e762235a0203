"""Tables of a comparison: A, B, their difference and its causes; the foot lists the changes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ridcalc.core.allocation.result import Assumption
from ridcalc.core.analysis.changes import CAUSES, Cause
from ridcalc.core.analysis.compare import Comparison, Difference
from ridcalc.core.analysis.per_unit import Figures, PerUnit, figures_of
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.problems import Message, say
from ridcalc.views.comparison_notes import CAUSE_NAMES, change_sections
from ridcalc.views.figures import RoundedTable
from ridcalc.views.notes import assumption_lines, facts, legend, name_of, title_of
from ridcalc.views.rounded_notes import unit_fact
from ridcalc.views.side_by_side import side_by_side_table
from ridcalc.views.table import Label, Money, Row, Section, Table, money
from ridcalc.views.words import id_and_name, per_unit_words, scenario_words
from ridcalc.views.year_blocks import YearBlock, year_blocks

Blocks = Mapping[YearBlock, Sequence[Difference]]
"""Block → the differences in it, one per participant."""


def comparison_table(comparison: Comparison, selection: Filter = ALL, per: PerUnit | None = None) -> Table:
    """Return the table of a comparison: amounts in A and B, differences and causes; with `per`, per unit of a driver.

    Blocks without differences are left out, and so are causes without an effect.
    """
    blocks = _blocks(comparison, selection)
    differing = _differing(blocks)
    causes = tuple(cause for cause in CAUSES if any(row.causes[cause] for group in differing.values() for row in group))
    cause_names = (CAUSE_NAMES[cause] for cause in causes)
    columns: tuple[Label, ...] = (*_scenarios(comparison), say("difference"), *cause_names)
    rows: list[Row] = []
    for block in _shown_blocks(differing):
        group = differing[block]
        rows.append(Row("block", block.label))
        rows += _rows(comparison, block, group, _Shown(selection, causes, per))
    fact_labels = (*_heading(comparison), *(_per_facts(comparison, per, differing) if per else ()))
    foot = (*_foot(comparison, blocks, selection), *legend(rows))
    return Table(title_of(comparison.a.case), fact_labels, say("Participant"), columns, tuple(rows), foot)


def comparison_in_units(comparison: Comparison, selection: Filter, tables: Sequence[RoundedTable]) -> Table:
    """Return the table of a comparison in whole units, without causes; `tables` holds the rounded tables of A and B.

    A difference is that of the two rounded amounts, so that the reader can check the subtraction.
    """
    blocks = _blocks(comparison, selection)
    rounded = side_by_side_table((comparison.a, comparison.b), selection, tables, _shown_blocks(_differing(blocks)))
    columns = (*rounded.columns[:2], say("difference"))
    fact_labels = (*_heading(comparison), unit_fact(tables[0].unit))
    return replace(
        rounded, facts=fact_labels, columns=columns, foot=(*_foot(comparison, blocks, selection), *rounded.foot)
    )


def _blocks(comparison: Comparison, selection: Filter) -> Blocks:
    """Return the blocks of the selected years."""
    rows = [row for row in (*comparison.net, *comparison.differences) if selection.takes(row.year)]
    blocks = year_blocks((row.year, row.nature) for row in rows if row.nature)
    return {block: [row for row in rows if (row.year, row.nature) == block] for block in blocks}


def _differing(blocks: Blocks) -> Blocks:
    """Return the blocks with differences."""
    return {block: group for block, group in blocks.items() if any(row.differs for row in group)}


def _shown_blocks(differing: Blocks) -> list[YearBlock]:
    """Return the blocks to show: without a nature whose amounts are those of both natures together."""
    natures = Counter(block.year for block in differing if block.nature is not None)
    return [
        block
        for block, group in differing.items()
        if block.nature is None
        or natures[block.year] > 1
        or _amounts(group) != _amounts(differing.get(YearBlock(block.year, None), ()))
    ]


def _amounts(group: Iterable[Difference]) -> dict[str, tuple[int, int]]:
    """Return participant → amounts in A and B, where one of these is not zero."""
    return {row.participant: (row.a.amount, row.b.amount) for row in group if row.a.amount or row.b.amount}


def _scenarios(comparison: Comparison) -> Iterator[Label]:
    """Yield the scenarios A and B in words."""
    for allocation in (comparison.a, comparison.b):
        yield scenario_words(allocation.case.scenario.id)


def _heading(comparison: Comparison) -> Iterator[Label]:
    a, b = comparison.a.case.scenario, comparison.b.case.scenario
    yield say("From {a} to {b}", a=id_and_name(a), b=id_and_name(b))
    yield from list(facts(comparison.b.case))[1:]


def _per_facts(comparison: Comparison, per: PerUnit, blocks: Iterable[YearBlock]) -> Iterator[Message]:
    """Yield for each reference year of the driver the years in which its values are used; if A and B differ, of each.

    Raises:
        InvalidValueError: the driver has no values for a year or earlier.
    """
    used: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})
    for year in sorted({block.year for block in blocks}):
        for years, reference_year in zip(used, per.reference_years(year), strict=True):
            years.setdefault(reference_year, []).append(str(year))
    for allocation, years in zip((comparison.a, comparison.b), used, strict=True):
        for reference_year, texts in years.items():
            line = say(
                "{per}: {driver} of {year} for {years}",
                per=per_unit_words(comparison.a.case.budget, per.driver),
                driver=per.name,
                year=str(reference_year),
                years=tuple(texts),
            )
            yield (
                line
                if used[0] == used[1]
                else say("{id}, {name}", id=scenario_words(allocation.case.scenario.id), name=line)
            )
        if used[0] == used[1]:
            return


class _Shown(NamedTuple):
    """What a table shows of a comparison: the selection, the causes, and the driver of amounts per unit (or None)."""

    selection: Filter
    causes: Sequence[Cause]
    per: PerUnit | None


def _rows(comparison: Comparison, block: YearBlock, group: Sequence[Difference], shown: _Shown) -> Iterator[Row]:
    """Yield the rows of a block: its participants and their total."""
    selection, causes, per = shown
    rows = {row.participant: row for row in group}
    tree = comparison.a.tree
    for participant, depth in tree.shown_order():
        if participant in rows and selection.takes(participant=participant):
            row = rows[participant]
            amounts = [row.causes[cause] for cause in causes]
            units = per.units([participant], row.year) if per else None
            figures = figures_of(row.a, row.b, amounts, units)
            yield Row("body", name_of(comparison.a.case, participant), _cells(figures), depth)
    a, b = (block.total(allocation) for allocation in (comparison.a, comparison.b))
    top_rows = [row for row in group if not any(above in rows for above in tree.ancestors(row.participant))]
    amounts = [sum(row.causes[cause] for row in top_rows) for cause in causes]
    top_participants = (participant for participant in tree.ids if participant not in tree.parent)
    units = per.units(top_participants, block.year) if per else None
    label = say("Total of all participants") if selection.participants else say("Total")
    yield Row("total", label, _cells(figures_of(a, b, amounts, units)))


def _cells(figures: Figures) -> tuple[Money | None, ...]:
    """Return the cells of a row; a difference and its causes rest on an assumption if A or B does."""
    totals = (None if total is None else money(total) for total in (figures.a, figures.b))
    assumed = any(total is not None and total.assumed for total in (figures.a, figures.b))
    amounts = (
        None if cents is None else Money(cents, assumed=assumed and cents != 0)
        for cents in (figures.difference, *figures.causes)
    )
    return (*totals, *amounts)


def _foot(comparison: Comparison, blocks: Blocks, selection: Filter) -> Iterator[Section]:
    """Yield the blocks without differences, the changes by cause, and the assumptions of the scenarios."""
    unchanged = tuple(("", label) for label in _unchanged(blocks))
    if unchanged:
        yield Section(say("No difference in"), unchanged)
    yield from change_sections(comparison, selection)
    by_path = dict.fromkeys((*comparison.a.case.scenario.assumptions, *comparison.b.case.scenario.assumptions))
    if by_path:
        assumptions = [Assumption(text, path) for path, text in by_path]
        yield Section(say("What is assumed besides"), tuple(assumption_lines(assumptions)))


def _unchanged(blocks: Blocks) -> Iterator[Label]:
    """Yield the years without differences, and the other blocks without differences."""
    differing = _differing(blocks)
    years = {block.year for block in differing}
    yield from dict.fromkeys(str(block.year) for block in blocks if block.year not in years)
    yield from (block.label for block in blocks if block.year in years and block not in differing)
