"""Notes on a table in whole units: its unit, figures not rounded to nearest, sums that do not hold, and PM posts."""

from collections.abc import Mapping

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.table import Section


def unit_fact(unit: int) -> Message:
    """Return the fact above a table in units of `unit` cents."""
    return say("Amounts x {unit}, rounded so that the table adds up", unit=Euros(unit))


def unit_section(table: RoundedTable, figures: Mapping[CellKey, RoundedFigure], owner: str | None = None) -> Section:
    """Return the section about rounding: how many of `figures` are not the nearest unit, and which sums do not hold.

    `owner` is the scenario that the heading names, if any.
    """
    moved = {
        (key._replace(nature=None, side=None), figure) for key, figure in figures.items() if figure.moved(table.unit)
    }  # a set without nature and side: with one nature or side, a figure is in several blocks and counts once
    if moved:
        farthest = max(abs(figure.shown - figure.exact) for _, figure in moved)
        line = say(
            "{count} figures are not rounded to the nearest unit so that the table adds up"
            " (largest difference {amount})",
            count=len(moved),
            amount=Euros(farthest),
        )
        if len(moved) == 1:
            line = say(
                "1 figure is not rounded to the nearest unit so that the table adds up (difference {amount})",
                amount=Euros(farthest),
            )
    else:
        line = say("every figure is the nearest to its exact amount")
    heading = say("Rounded to {unit}", unit=Euros(table.unit))
    if owner is not None:
        heading = say("{name}: rounded to {unit}", name=owner, unit=Euros(table.unit))
    return Section(heading, (("", line), *(("", sentence) for sentence in table.given_up)))


def unknown_posts(allocation: Allocation, key: CellKey) -> int:
    """Return the number of PM measures that a figure leaves out."""
    tree = allocation.tree
    measures = set()
    for division in allocation.divisions:
        if division.amount is None and _is_within(division, key):
            participants = division.plan.participants
            if key.participant is None or any(
                key.participant in (participant, *tree.ancestors(participant)) for participant in participants
            ):
                measures.add(division.measure)
    return len(measures)


def _is_within(division: Division, key: CellKey) -> bool:
    return (
        key.year in {None, division.period.year}
        and key.nature in {None, division.nature}
        and key.side in {None, division.side}
        and key.measure in {None, division.measure}
        and key.period in {None, division.period.text}
    )
