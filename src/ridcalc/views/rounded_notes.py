"""Notes on a table in whole units: its unit, figures not rounded to nearest, sums that do not hold, and PM posts."""

from collections.abc import Iterator, Mapping

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.table import Label, Section


def unit_fact(unit: int) -> Message:
    """Return the fact above a table in units of `unit` cents."""
    return say("Amounts x {unit}, rounded so that the table adds up", unit=Euros(unit))


def unit_section(table: RoundedTable, figures: Mapping[CellKey, RoundedFigure], owner: str | None = None) -> Section:
    """Return the section about rounding: how many of `figures` are not the nearest unit, and which sums do not hold.

    `owner` is the scenario that the heading names, if any.
    """
    heading = say("Rounded to {unit}", unit=Euros(table.unit))
    if owner is not None:
        heading = say("{name}: rounded to {unit}", name=owner, unit=Euros(table.unit))
    lines = tuple(unit_lines(table, figures))
    if not any(figure.moved(table.unit) for figure in figures.values()):
        lines = (("", say("every figure is the nearest to its exact amount")), *lines)
    return Section(heading, lines)


def unit_lines(table: RoundedTable, figures: Mapping[CellKey, RoundedFigure]) -> Iterator[tuple[str, Label]]:
    """Yield a line about the figures that are not the nearest unit, if there are any, and about sums that do not hold.

    With one nature or side, a figure is in several blocks and counts once.
    """
    moved = {
        (key._replace(nature=None, side=None), figure) for key, figure in figures.items() if figure.moved(table.unit)
    }
    farthest = max((abs(figure.shown - figure.exact) for _, figure in moved), default=0)
    if len(moved) == 1:
        yield (
            "",
            say(
                "1 figure is not rounded to the nearest unit so that the table adds up (difference {amount})",
                amount=Euros(farthest),
            ),
        )
    elif moved:
        yield (
            "",
            say(
                "{count} figures are not rounded to the nearest unit so that the table adds up"
                " (largest difference {amount})",
                count=len(moved),
                amount=Euros(farthest),
            ),
        )
    yield from (("", sentence) for sentence in table.given_up)


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
