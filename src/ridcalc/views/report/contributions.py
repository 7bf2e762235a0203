"""Who pays what: a chart, and the table of contributions."""

from dataclasses import replace

from ridcalc.core.allocation.result import Total
from ridcalc.core.values.problems import Euros, say
from ridcalc.views.allocation import allocation_table
from ridcalc.views.report.charts import MOST, Bar, Bars, Chart, Line, Series, Titles, at_most, ticks_for
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.table import money
from ridcalc.views.view import View


def section(material: Material) -> Section:
    """Return the contributions: all participants, or the years of one."""
    view = View(selection=material.selection)
    table = allocation_table(material.allocation, view)
    if not table.rows or not table.columns:
        table = allocation_table(material.allocation, view._replace(zeros=True))
    shown = replace(table, title="", facts=(), lines=(), foot=(), hints=())
    return Section("contributions", say("Who pays what"), chart=_chart(material), table=shown)


def _chart(material: Material) -> Chart | None:
    """Return the chart of the main year, or of the years of one participant; None if there is no amount to draw."""
    if material.participant is not None:
        return _of_years(material, material.totals(material.participant))
    year = material.main_year
    totals = {name: material.totals(name)[year] for name in material.payers}
    bars = at_most([Bar(material.name(name), money(total)) for name, total in totals.items() if total.amount])
    if not bars:
        return None
    highest = max(totals, key=lambda name: totals[name].amount)
    titles = Titles(
        say(
            "In {year} {name} pays most: {amount}",
            year=str(year),
            name=material.name(highest),
            amount=Euros(totals[highest].amount),
        ),
        say("Contribution per participant in {year}", year=str(year)),
    )
    return Bars(titles, bars, ticks_for(bar.amount.cents for bar in bars))


def _of_years(material: Material, totals: dict[int, Total]) -> Chart | None:
    """Return bars for a few years, or a line for many."""
    known = {year: total for year, total in totals.items() if total.amount}
    if not known:
        return None
    highest = max(known, key=lambda year: known[year].amount)
    titles = Titles(
        say(
            "{name} pays most in {year}: {amount}",
            name=material.subject,
            year=str(highest),
            amount=Euros(known[highest].amount),
        ),
        say("Contribution of {name} per year", name=material.subject),
    )
    points = tuple(Bar(str(year), money(total)) for year, total in totals.items())
    ticks = ticks_for(point.amount.cents for point in points)
    return Bars(titles, points, ticks) if len(points) <= MOST else Line(titles, (Series("", points),), ticks)
