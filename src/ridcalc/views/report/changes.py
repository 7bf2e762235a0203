"""What changed against another scenario or the decision before, and by which cause."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.changes import CAUSES, Cause
from ridcalc.core.analysis.compare import Comparison, Difference
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.comparison_notes import CAUSE_NAMES, change_sections
from ridcalc.views.report.charts import Bar, Step, Titles, Waterfall, at_most, ticks_for
from ridcalc.views.report.material import Material
from ridcalc.views.report.moved import (
    Moved,
    branch_of_moved,
    chart_of_moved,
    more_or_less,
    moved_of,
    table_of_moved,
)
from ridcalc.views.report.page import Section
from ridcalc.views.sums import net_rows
from ridcalc.views.table import Branch, Label, Money, Row, Table, money


class _Change(NamedTuple):
    """The change of a participant, or of all together, in a year. Causes are in cents."""

    year: int
    before: Total
    after: Total
    causes: dict[Cause, int]

    @property
    def difference(self) -> int:
        """The cents after minus the cents before."""
        return self.after.amount - self.before.amount

    @property
    def differs(self) -> bool:
        """Whether the amount or the number of PM posts differs, or a cause has an effect."""
        return self.before[:2] != self.after[:2] or any(self.causes.values())


def section(material: Material) -> Section:
    """Return the change per year with its causes; a sentence if there is nothing to compare with or no change."""
    title = say("What changed")
    comparison = material.comparison
    if comparison is None:
        return Section("changes", title, (say("There is no earlier decision to compare with."),))
    changes = list(_changes(material, comparison))
    before = material.scenario(comparison.a.case.scenario)
    differing = [change for change in changes if change.differs]
    moved = moved_of(comparison) if material.participant is None else {}
    if not differing and not moved:
        return Section("changes", title, (say("No amount differs from '{before}'.", before=before),))
    text = tuple(_differences(differing, before)) or (_same(differing, moved, before),)
    branches = tuple(
        Branch(one.heading, tuple(Branch(line) for _, line in one.lines))
        for one in change_sections(comparison, material.selection)
    )
    if not differing:
        chart, table = chart_of_moved(material, moved), table_of_moved(material, moved)
        return Section("changes", title, text, chart=chart, table=table, branches=branches)
    if moved:
        branches = (branch_of_moved(material, moved), *branches)
    steps, table = _chart(material, comparison, differing), _table(material, comparison, differing)
    return Section("changes", title, text, chart=steps, table=table, branches=branches)


def _differences(differing: Sequence[_Change], before: Label) -> Iterator[Message]:
    """Yield how much more or less it is in each year."""
    for change in differing:
        if change.difference:
            values = {"sum": more_or_less(change.difference), "before": before}
            yield say("In {year} it is {sum} than in '{before}'.", year=str(change.year), **values)


def _same(differing: Sequence[_Change], moved: Moved, before: Label) -> Message:
    """Return why something differs, though the amount does not."""
    if moved:
        return say("The total is that of '{before}'; what each participant pays of it is not.", before=before)
    if any(change.before.pm != change.after.pm for change in differing):
        return say("No amount differs from '{before}'; what is known does.", before=before)
    return say("No total differs from '{before}'; the causes cancel each other.", before=before)


def _changes(material: Material, comparison: Comparison) -> Iterator[_Change]:
    """Yield the change of each year of either allocation."""
    totals = [
        {row.year: row.total for row in net_rows(one, material.selection) if row.participant == material.participant}
        for one in (comparison.a, comparison.b)
    ]
    for year in sorted({*comparison.a.years, *comparison.b.years}):
        rows = _rows_of(material, comparison, year)
        causes = {cause: sum(row.causes[cause] for row in rows) for cause in CAUSES}
        yield _Change(year, totals[0].get(year, NOTHING), totals[1].get(year, NOTHING), causes)


def _rows_of(material: Material, comparison: Comparison, year: int) -> list[Difference]:
    """Return the differences of a year: of the participant, or of those outside any partnership."""
    rows = [row for row in comparison.net if row.year == year]
    if material.participant is not None:
        return [row for row in rows if row.participant == material.participant]
    reached = {row.participant for row in rows}
    ancestors = comparison.a.tree.ancestors
    return [row for row in rows if not reached & set(ancestors(row.participant))]


def _causes(changes: Sequence[_Change]) -> list[Cause]:
    return [cause for cause in CAUSES if any(change.causes[cause] for change in changes)]


def _table(material: Material, comparison: Comparison, changes: Sequence[_Change]) -> Table:
    """Return the table of the changes: a row for each step, a column for each year."""
    a, b = (material.scenario(one.case.scenario) for one in (comparison.a, comparison.b))
    first = tuple(money(change.before) for change in changes)
    last = tuple(money(change.after) for change in changes)
    rows = [Row("body", a, first)]
    rows += [
        Row("body", CAUSE_NAMES[cause], tuple(Money(change.causes[cause]) for change in changes))
        for cause in _causes(changes)
    ]
    return Table("", (), say("Step"), tuple(str(change.year) for change in changes), (*rows, Row("total", b, last)), ())


def _chart(material: Material, comparison: Comparison, changes: Sequence[_Change]) -> Waterfall | None:
    """Return the steps that lead from one total to the other, in the first year whose amount differs; None: no year."""
    change = next((change for change in changes if _causes([change])), None)
    if change is None:
        return None
    a, b = (material.scenario(one.case.scenario) for one in (comparison.a, comparison.b))
    steps = [Step(a, 0, change.before.amount, money(change.before))]
    for label, cents in _effects(change):
        steps.append(Step(label, steps[-1].end, steps[-1].end + cents))
    steps.append(Step(b, 0, change.after.amount, money(change.after)))
    largest = max(_causes([change]), key=lambda cause: abs(change.causes[cause]))
    titles = Titles(
        say(
            "The largest cause in {year} is {cause}: {amount}",
            year=str(change.year),
            cause=CAUSE_NAMES[largest],
            amount=Euros(change.causes[largest]),
        ),
        say("From '{before}' to '{after}' in {year}, by cause", before=a, after=b, year=str(change.year)),
    )
    return Waterfall(titles, tuple(steps), ticks_for([end for step in steps for end in (step.start, step.end)]))


def _effects(change: _Change) -> list[tuple[Label, int]]:
    """Return the causes with their effects in cents, the smallest ones together if there are many."""
    bars = at_most([Bar(CAUSE_NAMES[cause], Money(change.causes[cause])) for cause in _causes([change])])
    return [(bar.label, bar.amount.cents) for bar in bars]
