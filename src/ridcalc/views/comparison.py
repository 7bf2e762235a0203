"""From a comparison to a table: A, B, the difference and its causes; and in the foot, what was changed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Assumption, Total
from ridcalc.core.analysis.changes import CAUSES, Cause
from ridcalc.core.analysis.compare import Comparison, Difference
from ridcalc.core.analysis.per_unit import Figures, PerUnit, figures_of
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import say
from ridcalc.views.comparison_notes import CAUSE_NAMES, change_sections
from ridcalc.views.notes import NATURE_NAMES, assumption_lines, facts, legend, name_of
from ridcalc.views.rounded import CellKey, Shown
from ridcalc.views.rounded import Figures as FiguresInUnits
from ridcalc.views.rounded_notes import unit_fact, unit_section
from ridcalc.views.table import Label, Row, Section, Table


class Narrowed(NamedTuple):
    """What a reader asks to see of a comparison; all of it when empty."""

    years: tuple[int, ...] = ()
    participants: tuple[str, ...] = ()

    def takes(self, row: Difference) -> bool:
        """Tell whether a row is to be shown."""
        return (not self.years or row.year in self.years) and (
            not self.participants or row.participant in self.participants
        )


ALL = Narrowed()


def comparison_table(comparison: Comparison, narrowed: Narrowed = ALL, per: PerUnit | None = None) -> Table:
    """Return what changes from A to B, for whom and by which cause; with `per`, for each unit of a driver."""
    a, b = comparison.a, comparison.b
    shown = [row for row in comparison.differences if not narrowed.years or row.year in narrowed.years]
    used = tuple(cause for cause in CAUSES if any(row.causes[cause] for row in shown))
    causes = (CAUSE_NAMES[cause] for cause in used)
    columns: tuple[Label, ...] = (a.case.chosen.id, b.case.chosen.id, say("difference"), *causes)
    rows: list[Row] = []
    for year in sorted({row.year for row in shown}):
        for nature in NATURES:
            group = [row for row in shown if (row.year, row.nature) == (year, nature)]
            if any(_differs(row) for row in group):
                rows.append(Row("block", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature])))
                rows += _group_rows(comparison, group, used, narrowed, per)
    told = tuple(_heading(comparison, per.name if per else None))
    return Table(_title(a), told, say("Participant"), columns, tuple(rows), tuple(_foot(comparison, shown)))


def comparison_in_units(comparison: Comparison, narrowed: Narrowed, tables: Sequence[Shown]) -> Table:
    """Return what changes from A to B as their own tables in whole units show it; the difference is of those two."""
    shown = [row for row in comparison.differences if not narrowed.years or row.year in narrowed.years]
    plain = comparison_table(comparison, narrowed)
    same = {(row.year, row.nature) for row in shown} - {(row.year, row.nature) for row in shown if _differs(row)}
    rows = side_by_side_table((comparison.a, comparison.b), narrowed, tables, frozenset(same))
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
    narrowed: Narrowed,
    per: PerUnit | None,
) -> Iterator[Row]:
    rows = {row.participant: row for row in group}
    tree = comparison.a.tree
    for participant, depth in tree.shown_order():
        if participant in rows and narrowed.takes(rows[participant]):
            row = rows[participant]
            causes = [row.causes[cause] for cause in used]
            units = per.units([participant], row.year) if per else None
            figures = figures_of(row.a, row.b, causes, units)
            yield Row("body", name_of(comparison.a.case, participant), _cells(figures), depth)
    year, nature = group[0].year, group[0].nature
    a, b = (one.grand_totals.get((year, nature), Total(0, 0, assumed=False)) for one in (comparison.a, comparison.b))
    tops = [row for row in group if not any(one in rows for one in tree.ancestors(row.participant))]
    causes = [sum(row.causes[cause] for row in tops) for cause in used]
    units = per.units((one for one in tree.ids if one not in tree.parent), year) if per else None
    figures = figures_of(a, b, causes, units)
    label = say("Total of all participants") if narrowed.participants else say("Total")
    yield Row("total", label, _cells(figures))


def _cells(figures: Figures) -> tuple[Total | None, ...]:
    amounts = (figures.difference, *figures.causes)
    return (figures.a, figures.b, *(None if cents is None else Total(cents, 0, assumed=False) for cents in amounts))


def side_by_side_table(
    allocations: Sequence[Allocation],
    narrowed: Narrowed = ALL,
    tables: Sequence[Shown] = (),
    same: frozenset[tuple[int, NatureName]] = frozenset(),
) -> Table:
    """Return allocations side by side, and how far each is from the first; as their tables in whole units, if given.

    Years and natures that are the `same` are left out.
    """
    figures = [FiguresInUnits(table) for table in tables]
    first = allocations[0]
    ids = [one.case.chosen.id for one in allocations]
    columns: tuple[Label, ...] = (*ids, *(say("{b} less {a}", b=other, a=ids[0]) for other in ids[1:]))
    rows: list[Row] = []
    years = sorted({year for one in allocations for year in one.years})
    for year in narrowed.years or years:
        for nature in NATURES:
            totals = [total for one in allocations if (total := one.grand_totals.get((year, nature)))]
            if (year, nature) not in same and any(total.amount or total.pm for total in totals):
                rows.append(Row("block", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature])))
                rows += _side_by_side_rows(allocations, year, nature, narrowed.participants, figures)
    names = tuple(_named(one.case.chosen.id, one.case.chosen.name) for one in allocations)
    told = (say("Side by side: {names}", names=names), *list(facts(first.case))[1:])
    if tables:
        told = (*told, unit_fact(tables[0].unit))
    told_of = zip(tables, figures, ids, strict=True) if tables else ()
    foot = (*(unit_section(table, seen.seen, one) for table, seen, one in told_of), legend())
    unit = tables[0].unit if tables else 0
    return Table(_title(first), told, say("Participant"), columns, tuple(rows), foot, unit)


def _side_by_side_rows(
    allocations: Sequence[Allocation],
    year: int,
    nature: NatureName,
    participants: Sequence[str],
    figures: Sequence[FiguresInUnits],
) -> Iterator[Row]:
    def seen(totals: list[Total], participant: str | None) -> list[Total]:
        key = CellKey(participant, year, nature)
        shown = [one.of(total, key) or total for total, one in zip(totals, figures, strict=False)]
        return shown or totals

    nothing = Total(0, 0, assumed=False)
    first = allocations[0]
    for participant, depth in first.tree.shown_order():
        if participants and participant not in participants:
            continue
        totals = seen([one.totals.get((participant, year, nature), nothing) for one in allocations], participant)
        yield Row("body", name_of(first.case, participant), (*totals, *_less(totals)), depth)
    totals = seen([one.grand_totals.get((year, nature), nothing) for one in allocations], None)
    label = say("Total of all participants") if participants else say("Total")
    yield Row("total", label, (*totals, *_less(totals)))


def _less(totals: Sequence[Total]) -> Iterator[Total]:
    return (Total(other.amount - totals[0].amount, 0, assumed=False) for other in totals[1:])


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
