"""Where it comes from: the measures in time, and each figure with its explanation, document and page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from ridcalc.core.allocation.result import Division
from ridcalc.core.analysis.explain import explain
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Message, say
from ridcalc.views.explanation import explanation_outline
from ridcalc.views.notes import NATURE_NAMES
from ridcalc.views.report.charts import MOST, Chart, Span, Timeline, Titles
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.report.sentences import listed
from ridcalc.views.selected import selected_divisions
from ridcalc.views.table import Branch, Row, Table, Text

_MOST_NAMED = 3
"""The most posts that the headline names."""
_MOST_ROWS = 100
"""The most posts of which the table has a row; it has the largest of more."""
_MOST_PERIODS = 6
"""The most periods that the table names of a post; of more it names the years."""
_MOST_FIGURES = 400
"""The most amounts of participants that a page explains; of more it says how to ask for them."""


def section(material: Material) -> Section:
    """Return the timeline of the measures, and the explanation of each participant's figures."""
    divisions = selected_divisions(material.allocation, material.selection)
    return Section(
        "origin",
        say("Where it comes from"),
        (say("Each line that unfolds shows the amounts, the key, the document and the page."),),
        chart=_timeline(material, divisions),
        table=_table(material, divisions),
        branches=tuple(_explained(material, divisions)),
    )


def _timeline(material: Material, divisions: Sequence[Division]) -> Chart | None:
    """Return when the measures have amounts, the largest ones by themselves; None without measures."""
    parts: dict[str, list[tuple[date, date]]] = {}
    for division in divisions:
        for measure in division.measures:
            parts.setdefault(measure, []).append(_days(division.period))
    if not parts:
        return None
    sizes = _sizes(material, divisions)
    largest = sorted(sizes, key=lambda name: -sizes[name])
    shown = largest if len(largest) <= MOST else largest[: MOST - 1]
    rows = [Span(material.budget.names.of("measures", name), tuple(parts[name])) for name in parts if name in shown]
    rest = [part for name in parts if name not in shown for part in parts[name]]
    if rest:
        others = say("the {count} others", count=len(parts) - len(shown))
        rows.append(Span(others, tuple(dict.fromkeys(rest))))
    years = [day.year for row in rows for part in row.parts for day in part]
    titles = Titles(_headline(material, sizes), say("When each post falls, by quarter"))
    return Timeline(titles, tuple(rows), tuple(range(min(years), max(years) + 1)))


def _table(material: Material, divisions: Sequence[Division]) -> Table | None:
    """Return a row for each post, with its nature and periods; None without posts."""
    periods: dict[str, dict[str, int]] = {}
    for division in divisions:
        for measure in division.measures:
            periods.setdefault(measure, {})[division.period.text] = division.period.year
    if not periods:
        return None
    sizes = _sizes(material, divisions)
    largest = set(sorted(periods, key=lambda name: -sizes[name])[:_MOST_ROWS])
    shown = [name for name in periods if name in largest]
    names, measures = material.budget.names, material.budget.measures
    rows = [
        Row(
            "body",
            names.of("measures", name),
            (Text(NATURE_NAMES[measures[name].nature]), Text(say("{periods}", periods=_named(periods[name])))),
        )
        for name in shown
    ]
    if len(shown) < len(periods):
        rows.append(Row("body", say("the {count} others", count=len(periods) - len(shown)), (None, None)))
    return Table("", (), say("Post"), (say("Nature"), say("When")), tuple(rows), ())


def _named(periods: Mapping[str, int]) -> tuple[str, ...]:
    """Return the periods of a post, or its years if there are many periods."""
    return tuple(periods) if len(periods) <= _MOST_PERIODS else tuple(map(str, dict.fromkeys(periods.values())))


def _sizes(material: Material, divisions: Sequence[Division]) -> dict[str, Fraction]:
    """Return measure → what it comes to in cents, without signs: for the participant, or for all together."""
    sizes: dict[str, Fraction] = {}
    for division in divisions:
        part = _part(division, material.participant)
        for amount in division.amounts:
            sizes[amount.measure] = sizes.get(amount.measure, Fraction(0)) + abs((amount.cents or 0) * part)
    return sizes


def _part(division: Division, participant: str | None) -> Fraction:
    """Return the part of an amount that a participant has (None: all together); 0 for PM."""
    if participant is None:
        return Fraction(1)
    return Fraction(division.part_of(participant), division.amount) if division.amount else Fraction(0)


def _headline(material: Material, sizes: Mapping[str, Fraction]) -> Message:
    """Return which post is the largest, or why none is."""
    most = max(sizes.values())
    names = [material.budget.names.of("measures", name) for name in sizes if sizes[name] == most]
    if not most:
        return say("No post has an amount yet")
    if len(sizes) == 1:
        return say("{measure} is the only post", measure=names[0])
    if len(names) > _MOST_NAMED:
        return say("{count} posts are equally large, and no post is larger", count=len(names))
    if len(names) > 1:
        return say("{measures} are the largest posts", measures=listed(names))
    return say("{measure} is the largest post", measure=names[0])


def _days(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    return date.fromordinal(period.start), date.fromordinal(period.end - 1)


def _explained(material: Material, divisions: Sequence[Division]) -> Iterator[Branch]:
    """Yield a branch for each participant with its figures below it; none if these are too many for a page."""
    names = material.selection.participants or [name for name, _ in material.allocation.tree.shown_order()]
    if len(names) * len(divisions) > _MOST_FIGURES:
        yield Branch(say("There are too many amounts to explain here; ask for the explanation of one participant."))
        return
    book = KeyBook(material.budget)
    for name in names:
        outline = explanation_outline(explain(material.allocation, name, book=book), notes=True)
        if material.participant is None:
            yield Branch(material.name(name), outline.branches)
        else:
            yield from outline.branches
