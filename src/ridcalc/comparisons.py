"""From a comparison to a table: A, B, the difference and its causes; and in the foot, what was changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from ridcalc.core.amounts import dated_amounts
from ridcalc.core.apportion import nearest
from ridcalc.core.compare import CAUSES, Cause, Change, Comparison, Difference
from ridcalc.core.fields import NATURES, NatureName
from ridcalc.core.model import Measure
from ridcalc.core.problems import Message, owner_of, say
from ridcalc.core.result import Allocation, Total
from ridcalc.notes import NATURE_NAMES, facts, name_of, rounding_text, total_text
from ridcalc.table import Label, Row, Section, Table

CAUSE_NAMES: dict[Cause, Message] = {
    "scope": say("scope"),
    "amounts": say("amounts"),
    "phasing": say("phasing"),
    "nature": say("nature"),
    "key": say("key"),
    "rounding": say("rounding"),
}

Per = Callable[[Allocation, str, int], Fraction]
"""How many units of a driver a participant has in a year."""


def comparison_table(comparison: Comparison, per: tuple[str, Per] | None = None) -> Table:
    """Return what changes from A to B, for whom and by which cause; with `per`, for each unit of a driver."""
    a, b = comparison.a, comparison.b
    used = tuple(cause for cause in CAUSES if any(row.causes[cause] for row in comparison.differences))
    causes = (CAUSE_NAMES[cause] for cause in used)
    columns: tuple[Label, ...] = (a.case.chosen.id, b.case.chosen.id, say("difference"), *causes)
    rows: list[Row] = []
    for year in sorted({row.year for row in comparison.differences}):
        for nature in NATURES:
            group = [row for row in comparison.differences if (row.year, row.nature) == (year, nature)]
            if any(_differs(row) for row in group):
                rows.append(Row("block", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature])))
                rows += _group_rows(comparison, group, used, per)
    told = (*_heading(comparison, per[0] if per else None),)
    return Table(_title(a), told, say("Participant"), columns, tuple(rows), tuple(_foot(comparison)))


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
    comparison: Comparison, group: Sequence[Difference], used: Sequence[Cause], per: tuple[str, Per] | None
) -> Iterator[Row]:
    rows = {row.participant: row for row in group}
    tree = comparison.a.tree
    for participant, depth in tree.shown_order():
        if participant in rows:
            row = rows[participant]
            cells = _cells(row.a, row.b, row.causes, used)
            units = _units(comparison, [participant], row.year, per)
            yield Row("body", name_of(comparison.a.case, participant), _scaled(cells, units), depth)
    year, nature = group[0].year, group[0].nature
    a, b = (one.grand_totals.get((year, nature), Total(0, 0, assumed=False)) for one in (comparison.a, comparison.b))
    tops = [row for row in group if not any(one in rows for one in tree.ancestors(row.participant))]
    causes = {cause: sum(row.causes[cause] for row in tops) for cause in CAUSES}
    units = _units(comparison, [one for one in tree.ids if one not in tree.parent], year, per)
    yield Row("total", say("Total"), _scaled(_cells(a, b, causes, used), units))


def _cells(a: Total, b: Total, causes: dict[Cause, int], used: Sequence[Cause]) -> tuple[Total, ...]:
    difference = Total(b.amount - a.amount, 0, assumed=False)
    return (a, b, difference, *(Total(causes[cause], 0, assumed=False) for cause in used))


def _units(
    comparison: Comparison, participants: Iterable[str], year: int, per: tuple[str, Per] | None
) -> tuple[Fraction, Fraction] | None:
    """Return how many units of the driver there are in A and in B."""
    if per is None:
        return None
    names = tuple(participants)
    a, b = (sum((per[1](one, name, year) for name in names), start=Fraction(0)) for one in (comparison.a, comparison.b))
    return a, b


def _scaled(cells: tuple[Total, ...], units: tuple[Fraction, Fraction] | None) -> tuple[Total | None, ...]:
    """Return the cells for each unit, to the nearest cent; the difference is that of the two shown.

    Where A and B have other numbers of units, the causes are left out: they would not add to that difference.
    """
    if units is None:
        return cells
    a, b = _per_unit(cells[0], units[0]), _per_unit(cells[1], units[1])
    difference = Total(b.amount - a.amount, 0, assumed=False) if a is not None and b is not None else None
    causes = (_per_unit(cell, units[1]) if units[0] == units[1] else None for cell in cells[3:])
    return (a, b, difference, *causes)


def _per_unit(cell: Total, units: Fraction) -> Total | None:
    if units == 0:
        return None
    amount = Fraction(cell.amount) / units
    return cell._replace(amount=nearest(amount.numerator, amount.denominator) // amount.denominator)


def side_by_side_table(allocations: Sequence[Allocation]) -> Table:
    """Return three or more allocations side by side, and how far each is from the first."""
    first = allocations[0]
    ids = [one.case.chosen.id for one in allocations]
    columns: tuple[Label, ...] = (*ids, *(say("{b} less {a}", b=other, a=ids[0]) for other in ids[1:]))
    rows: list[Row] = []
    years = sorted({year for one in allocations for year in one.years})
    for year in years:
        for nature in NATURES:
            totals = [total for one in allocations if (total := one.grand_totals.get((year, nature)))]
            if any(total.amount or total.pm for total in totals):
                rows.append(Row("block", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature])))
                rows += _side_by_side_rows(allocations, year, nature)
    names = tuple(_named(one.case.chosen.id, one.case.chosen.name) for one in allocations)
    told = (say("Side by side: {names}", names=names), *list(facts(first.case))[1:])
    return Table(_title(first), told, say("Participant"), columns, tuple(rows), ())


def _side_by_side_rows(allocations: Sequence[Allocation], year: int, nature: NatureName) -> Iterator[Row]:
    nothing = Total(0, 0, assumed=False)
    first = allocations[0]
    for participant, depth in first.tree.shown_order():
        totals = [one.totals.get((participant, year, nature), nothing) for one in allocations]
        yield Row("body", name_of(first.case, participant), (*totals, *_less(totals)), depth)
    totals = [one.grand_totals.get((year, nature), nothing) for one in allocations]
    yield Row("total", say("Total"), (*totals, *_less(totals)))


def _less(totals: Sequence[Total]) -> Iterator[Total]:
    return (Total(other.amount - totals[0].amount, 0, assumed=False) for other in totals[1:])


def _foot(comparison: Comparison) -> Iterator[Section]:
    """Yield where nothing differs, and, cause by cause, what was changed."""
    groups = {(row.year, row.nature): False for row in comparison.differences}
    for row in comparison.differences:
        groups[row.year, row.nature] |= _differs(row)
    same = tuple(
        ("", say("{year}, {nature}", year=str(year), nature=NATURE_NAMES[nature]))
        for (year, nature), differs in sorted(groups.items())
        if not differs
    )
    if same:
        yield Section(say("No difference in"), same)
    for cause in CAUSES:
        changes = [change for change in comparison.changes if change.cause == cause]
        if changes:
            lines = tuple(("", _change_line(comparison, change)) for change in changes)
            yield Section(say("What changes: {cause}", cause=CAUSE_NAMES[cause]), lines)
    if any(row.a.pm != row.b.pm for row in comparison.differences):
        text = say("PM posts differ between the two; they are in no sum, and so in no difference")
        yield Section(say("Note"), (("", text),))


def _change_line(comparison: Comparison, change: Change) -> Message:
    name = (change.a.name if change.a else None) or (change.b.name if change.b else None) or change.id
    if change.cause == "scope" and change.b is not None:
        return say("in: {measure}, {amounts}", measure=name, amounts=_amounts(change.b))
    if change.cause == "scope" and change.a is not None:
        return say("out: {measure}, {amounts}", measure=name, amounts=_amounts(change.a))
    if change.a is None or change.b is None:
        return _other_line(comparison, change)
    if change.cause == "key":
        return say("{measure}: from key {a} to key {b}", measure=name, a=change.a.key, b=change.b.key)
    if change.cause == "nature":
        natures = NATURE_NAMES[change.a.nature], NATURE_NAMES[change.b.nature]
        return say("{measure}: from {a} to {b}", measure=name, a=natures[0], b=natures[1])
    a, b = _amounts(change.a), _amounts(change.b)
    return say("{measure}: from {a} to {b}", measure=name, a=say("{list}", list=a), b=say("{list}", list=b))


def _other_line(comparison: Comparison, change: Change) -> Message:
    """Say that a key, a driver, a partnership's key or the rounding is other."""
    if change.cause == "rounding":
        a, b = (one.case.budget.settings.rounding for one in (comparison.a, comparison.b))
        return say("from {a} to {b}", a=rounding_text(a), b=rounding_text(b))
    return say("{what} is other", what=owner_of(tuple(change.id.split("."))))


def _amounts(measure: Measure) -> tuple[Message, ...]:
    told = []
    for period, cents in dated_amounts(measure, 1):
        total = Total(cents or 0, 1 if cents is None else 0, assumed=False)
        told.append(say("{period}: {amount}", period=period.text, amount=total_text(total)))
    return tuple(told)
