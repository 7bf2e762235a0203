"""Where it comes from: the measures in time, and each figure with its explanation, document and page."""

from collections.abc import Iterator, Sequence
from datetime import date

from ridcalc.core.allocation.result import Division
from ridcalc.core.analysis.explain import explain
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import say
from ridcalc.views.explanation import explanation_outline
from ridcalc.views.report.charts import MOST, Chart, Span, Timeline, Titles
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.selected import selected_divisions
from ridcalc.views.table import Branch

_MOST_FIGURES = 400
"""The most amounts of participants that a page explains; of more it says how to ask for them."""


def section(material: Material) -> Section:
    """Return the timeline of the measures, and the explanation of each participant's figures."""
    divisions = selected_divisions(material.allocation, material.selection)
    return Section(
        "origin",
        say("Where it comes from"),
        (say("Each line unfolds to the amounts, the key, the document and the page."),),
        chart=_timeline(material, divisions),
        branches=tuple(_explained(material, divisions)),
    )


def _timeline(material: Material, divisions: Sequence[Division]) -> Chart | None:
    """Return when the measures have amounts, the largest ones by themselves; None without measures."""
    parts: dict[str, list[tuple[date, date]]] = {}
    sizes: dict[str, int] = {}
    for division in divisions:
        for measure in division.measures:
            parts.setdefault(measure, []).append(_days(division.period))
            sizes[measure] = sizes.get(measure, 0) + abs(division.amount or 0)
    if not parts:
        return None
    largest = sorted(sizes, key=lambda name: -sizes[name])
    shown = largest if len(largest) <= MOST else largest[: MOST - 1]
    rows = [Span(material.budget.names.of("measures", name), tuple(parts[name])) for name in parts if name in shown]
    rest = [part for name in parts if name not in shown for part in parts[name]]
    if rest:
        others = say("the {count} others", count=len(parts) - len(shown))
        rows.append(Span(others, tuple(dict.fromkeys(rest))))
    years = [day.year for row in rows for part in row.parts for day in part]
    titles = Titles(
        say("{measure} is the largest post", measure=material.budget.names.of("measures", largest[0])),
        say("When each post falls, by quarter"),
    )
    return Timeline(titles, tuple(rows), tuple(range(min(years), max(years) + 1)))


def _days(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    return date.fromordinal(period.start), date.fromordinal(period.end - 1)


def _explained(material: Material, divisions: Sequence[Division]) -> Iterator[Branch]:
    """Yield a branch for each participant with its figures below it; none if these are too many for a page."""
    names = material.selection.participants or [name for name, _ in material.allocation.tree.shown_order()]
    if len(names) * len(divisions) > _MOST_FIGURES:
        yield Branch(say("There are too many amounts to explain here; ask for the explanation of one participant."))
        return
    for name in names:
        outline = explanation_outline(explain(material.allocation, name), notes=True)
        if material.participant is None:
            yield Branch(material.name(name), outline.branches)
        else:
            yield from outline.branches
