"""What each participant pays more or less than before, besides how much all together do."""

from collections.abc import Mapping

from ridcalc.core.analysis.compare import Comparison
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.report.charts import Bar, Bars, Titles, at_most, ticks_for
from ridcalc.views.report.material import Material
from ridcalc.views.report.sentences import listed
from ridcalc.views.table import Branch, Money, Row, Table

Moved = Mapping[str, Mapping[int, int]]
"""Participant → year → the cents that it pays more (or less)."""


def moved_of(comparison: Comparison) -> Moved:
    """Return what each participant pays more or less, without those for whom no amount differs."""
    moved: dict[str, dict[int, int]] = {}
    for row in comparison.net:
        if row.a.amount != row.b.amount:
            moved.setdefault(row.participant, {})[row.year] = row.b.amount - row.a.amount
    return moved


def more_or_less(cents: int) -> Message:
    """Return a difference in words."""
    return say("{amount} more", amount=Euros(cents)) if cents > 0 else say("{amount} less", amount=Euros(-cents))


def branch_of_moved(material: Material, moved: Moved) -> Branch:
    """Return a line for each participant."""
    lines = []
    for name, _ in material.allocation.tree.shown_order():
        by_year = moved.get(name, {})
        phrases = [say("{sum} in {year}", sum=more_or_less(by_year[year]), year=str(year)) for year in sorted(by_year)]
        if phrases:
            lines.append(Branch(say("{name}: {changes}", name=material.name(name), changes=listed(phrases))))
    return Branch(say("What changes for each participant"), tuple(lines))


def chart_of_moved(material: Material, moved: Moved) -> Bars:
    """Return the differences of those without members, in the first year that has any."""
    year = min(year for by_year in moved.values() for year in by_year)
    names = [name for name in material.payers if moved.get(name, {}).get(year)]
    bars = at_most([Bar(material.name(name), Money(moved[name][year])) for name in names])
    most = max(names, key=lambda name: abs(moved[name][year]))
    titles = Titles(
        say(
            "The change in {year} is largest for {name}: {sum}",
            year=str(year),
            name=material.name(most),
            sum=more_or_less(moved[most][year]),
        ),
        say("What each participant pays more or less in {year}", year=str(year)),
    )
    return Bars(titles, bars, ticks_for(bar.amount.cents for bar in bars))


def table_of_moved(material: Material, moved: Moved) -> Table:
    """Return a row for each participant, and a column for each year."""
    years = sorted({year for by_year in moved.values() for year in by_year})
    rows = [
        Row("body", material.name(name), tuple(Money(moved[name].get(year, 0)) for year in years), depth)
        for name, depth in material.allocation.tree.shown_order()
        if name in moved
    ]
    return Table("", (), say("Difference"), tuple(map(str, years)), tuple(rows), ())
