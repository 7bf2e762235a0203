"""A paragraph that is ready for the letter to the council."""

from collections.abc import Iterator

from ridcalc.core.arithmetic.apportionment import nearest
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.report.answer import back_sentence, cost_sentence, keys_sentence, share_sentence
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.report.sentences import beside_sentence, listed
from ridcalc.views.selected import pm_names, selected_assumptions
from ridcalc.views.table import Label


def section(material: Material) -> Section:
    """Return the paragraph: amount, year, key, and what is assumed; rounded as the published figures are."""
    return Section("letter", say("For the letter"), quote=tuple(paragraph(material)))


def paragraph(material: Material) -> Iterator[Label]:
    """Yield the sentences of the paragraph, in the order of a letter."""
    totals = material.totals(material.participant)
    paid = [year for year, total in totals.items() if total.amount > 0]
    back = [year for year, total in totals.items() if total.amount < 0]
    if not paid and not back:
        yield cost_sentence(material)
    if paid:
        amounts = listed([_amount(material, year, totals[year].amount) for year in paid])
        of_all = say("The cost of {name} is {amounts}.", name=material.subject, amounts=amounts)
        of_one = say("The part of {name} is {amounts}.", name=material.subject, amounts=amounts)
        yield of_all if material.participant is None else of_one
    if back:
        yield back_sentence(material, listed([_amount(material, year, -totals[year].amount) for year in back]))
    yield from share_sentence(material, material.main_year)
    yield from keys_sentence(material, material.main_year)
    posts = pm_names(material.allocation, material.selection)
    yield from beside_sentence(posts)
    assumptions = selected_assumptions(material.allocation, material.selection)
    if len(assumptions) == 1:
        yield say("The figures rest on an assumption: {text}", text=" ".join(assumptions[0].text.split()))
    elif assumptions:
        yield say(
            "The figures rest on {count} assumptions, among which: {text}",
            count=len(assumptions),
            text=" ".join(assumptions[0].text.split()),
        )


def _amount(material: Material, year: int, cents: int) -> Message:
    """Return what is paid or comes back in a year, rounded as the published figure of that year is."""
    unit = _rounded_to(material, year)
    amount = Euros(nearest(cents, unit) if unit else cents)
    if amount.cents == cents:
        return say("{amount} in {year}", amount=amount, year=str(year))
    return say("about {amount} in {year}", amount=amount, year=str(year))


def _rounded_to(material: Material, year: int) -> int | None:
    """Return the unit in cents of the rounded figure that is published of a year; None: there is no such figure."""
    for result in material.allocation.controls:
        control = result.control
        whole = control.measure is None and control.participant == material.participant and control.year == year
        if whole and control.rounded_to:
            return control.rounded_to
    return None
