"""Who pays what: a chart, and the table of contributions."""

from dataclasses import replace
from typing import TypeVar

from ridcalc.core.allocation.result import Total
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.allocation import allocation_table
from ridcalc.views.report.charts import MOST, Bar, Bars, Chart, Line, Series, Titles, at_most, ticks_for
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.table import money
from ridcalc.views.view import View

_Name = TypeVar("_Name", str, int)


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
    amounts = {name: total.amount for name, total in totals.items() if total.amount}
    titles = Titles(
        _highest_of_participants(material, str(year), amounts),
        say("Contribution per participant in {year}", year=str(year)),
    )
    return Bars(titles, bars, ticks_for(bar.amount.cents for bar in bars))


def _highest_of_participants(material: Material, year: str, amounts: dict[str, int]) -> Message:
    """Return who pays most in a year, or who gets back most; the highest amount alone, if several have it."""
    name, cents, others = _highest(amounts)
    values = {"year": year, "name": material.name(name), "amount": Euros(abs(cents))}
    if others and cents > 0:
        return say("The highest contribution in {year} is {amount}", **values)
    if len(amounts) > 1:
        if cents > 0:
            return say("In {year} {name} pays most: {amount}", **values)
        return say("In {year} {name} gets back {amount}; nobody gets back more", **values)
    if cents > 0:
        return say("In {year} {name} pays {amount}", **values)
    return say("In {year} {name} gets back {amount}", **values)


def _highest(amounts: dict[_Name, int]) -> tuple[_Name, int, bool]:
    """Return where the highest amount is, or the lowest if all are negative; and whether others have the same."""
    cents = max(amounts.values())
    cents = cents if cents > 0 else min(amounts.values())
    names = [name for name, amount in amounts.items() if amount == cents]
    return names[0], cents, len(names) > 1


def _of_years(material: Material, totals: dict[int, Total]) -> Chart | None:
    """Return bars for a few years, or a line for many."""
    amounts = {year: total.amount for year, total in totals.items() if total.amount}
    if not amounts:
        return None
    titles = Titles(
        _highest_of_years(material.subject, amounts), say("Contribution of {name} per year", name=material.subject)
    )
    points = tuple(Bar(str(year), money(total)) for year, total in totals.items())
    ticks = ticks_for(point.amount.cents for point in points)
    return Bars(titles, points, ticks) if len(points) <= MOST else Line(titles, (Series("", points),), ticks)


def _highest_of_years(name: str, amounts: dict[int, int]) -> Message:
    """Return in which year a participant pays most, or gets back most; the highest amount alone, if several have it."""
    year, cents, others = _highest(amounts)
    values = {"name": name, "year": str(year), "amount": Euros(abs(cents))}
    if others and cents > 0:
        return say("{name} pays at most {amount} a year", **values)
    if len(amounts) > 1:
        if cents > 0:
            return say("{name} pays most in {year}: {amount}", **values)
        return say("{name} gets back at most {amount} a year", **values)
    if cents > 0:
        return say("{name} pays {amount} in {year}", **values)
    return say("{name} gets back {amount} in {year}", **values)
