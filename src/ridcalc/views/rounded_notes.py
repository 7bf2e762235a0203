"""Notes on a table in whole units: its unit, figures not rounded to nearest, sums that do not hold, and PM posts."""

from collections.abc import Iterator, Mapping

from ridcalc.core.allocation.result import Allocation, Division
from ridcalc.core.budget.types import NATURES, SIDES
from ridcalc.core.values.grouping import grouped
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.figures import CellKey, RoundedFigure, RoundedTable
from ridcalc.views.table import Label, Section

NATURES_APART = say("incidental and structural do not add to both together everywhere")
NET_APART = say("the net of a nature is not everywhere its own amount rounded down or up")


def unit_fact(unit: int) -> Message:
    """Return the fact above a table in units of `unit` cents."""
    return say("Amounts x {unit}, rounded so that the table adds up", unit=Euros(unit))


def unit_section(table: RoundedTable, figures: Mapping[CellKey, RoundedFigure], owner: Label | None = None) -> Section:
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

    `figures` are those that the reader sees.
    """
    moved = [figure for figure in figures.values() if figure.moved(table.unit)]
    farthest = max((abs(figure.shown - figure.exact) for figure in moved), default=0)
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
    if not all(_natures_add_up(figures, key) for key in figures):
        yield "", NATURES_APART
    if any(abs(figure.shown - figure.exact) >= table.unit for figure in figures.values()):
        yield "", NET_APART


def _natures_add_up(figures: Mapping[CellKey, RoundedFigure], key: CellKey) -> bool:
    """Return whether the natures below a figure of both together add up to it, if both natures are shown."""
    if key.nature is not None:
        return True
    parts = [_net(figures, key._replace(nature=nature)) for nature in NATURES]
    return None in parts or sum(part.shown for part in parts if part) == figures[key].shown


def _net(figures: Mapping[CellKey, RoundedFigure], key: CellKey) -> RoundedFigure | None:
    """Return the figure of a nature: its net, or that of its only side; None if it is not shown."""
    found = (figures.get(key._replace(side=side)) for side in (None, *SIDES))
    return next((figure for figure in found if figure is not None), None)


class PmPosts:
    """The PM posts of an allocation."""

    def __init__(self, allocation: Allocation) -> None:
        """Find the posts, once for all figures."""
        self._tree = allocation.tree
        self._measures = allocation.case.measures
        self._all = [division for division in allocation.divisions if division.amount is None]
        self._of_measure = grouped(self._all, lambda division: division.measure)

    def count(self, key: CellKey) -> int:
        """Return the number of PM measures that a figure leaves out."""
        posts = self._all if key.measure is None else self._of_measure.get(key.measure, ())
        within = (post for post in posts if _is_within(post, key) and self._is_of_task(post, key.task))
        return len({post.measure for post in within if self._reaches(post, key.participant)})

    def _is_of_task(self, post: Division, task: str | None) -> bool:
        return task is None or (post.measure is not None and (self._measures[post.measure].task or "") == task)

    def _reaches(self, post: Division, participant: str | None) -> bool:
        names = post.plan.participants
        return participant is None or any(participant in (name, *self._tree.ancestors(name)) for name in names)


def _is_within(division: Division, key: CellKey) -> bool:
    return (
        key.year in {None, division.period.year}
        and key.nature in {None, division.nature}
        and key.side in {None, division.side}
        and key.measure in {None, division.measure}
        and key.period in {None, division.period.text}
    )
