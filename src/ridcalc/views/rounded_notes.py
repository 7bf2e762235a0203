"""What is said of a table in whole units: its unit, the figures that moved, sums that do not hold, and PM posts."""

from collections.abc import Mapping

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.figures import CellKey, Figure, Shown
from ridcalc.views.table import Section


def unit_fact(unit: int) -> Message:
    """Return what a heading says of the unit."""
    return say("Amounts x {unit}, rounded so that the table adds up", unit=Euros(unit))


def unit_section(shown: Shown, seen: Mapping[CellKey, Figure], owner: str | None = None) -> Section:
    """Return what the foot says: how many figures seen are not their nearest unit, and which sums could not hold."""
    moved = {
        (key._replace(nature=None, side=None), figure) for key, figure in seen.items() if figure.moved(shown.unit)
    }  # with one nature, or one side, a figure stands in several blocks
    if moved:
        farthest = max(abs(one.shown - one.exact) for _, one in moved)
        told = say(
            "figures that are not the nearest to their exact amount, so that the table adds up: {count};"
            " the farthest is {amount} from it",
            count=len(moved),
            amount=Euros(farthest),
        )
    else:
        told = say("every figure is the nearest to its exact amount")
    heading = say("Rounded to {unit}", unit=Euros(shown.unit))
    if owner is not None:
        heading = say("{name}: rounded to {unit}", name=owner, unit=Euros(shown.unit))
    return Section(heading, (("", told), *(("", one) for one in shown.given_up)))


def unknown_posts(allocation: Allocation, key: CellKey) -> int:
    """Return how many measures a figure leaves out as PM."""
    tree = allocation.tree
    found = set()
    for division in allocation.divisions:
        if division.amount is None and _is_within(division, key):
            reached = division.plan.participants
            if key.participant is None or any(key.participant in (one, *tree.ancestors(one)) for one in reached):
                found.add(division.measure)
    return len(found)


def _is_within(division: Division, key: CellKey) -> bool:
    return (
        key.year in {None, division.period.year}
        and key.nature in {None, division.nature}
        and key.side in {None, division.side}
        and key.measure in {None, division.measure}
        and key.period in {None, division.period.text}
    )
