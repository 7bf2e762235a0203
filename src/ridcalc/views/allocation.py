"""From a result to a typed table: which columns and rows, in which order, with which totals.

Formats no number and knows no language: labels are texts of the user's or messages, cells are amounts in cents.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.views.notes import NATURE_NAMES, SIDE_NAMES, facts, foot, name_of
from ridcalc.views.rounded import CellKey, Figures, in_units
from ridcalc.views.rounded_notes import unit_fact, unit_section
from ridcalc.views.table import Label, Row, Table

Depth = Literal["leaf", "top", "all"]
By = Literal["participant", "measure", "period"]


class View(NamedTuple):
    """What a reader asks to see of an allocation."""

    by: By = "participant"
    depth: Depth = "all"
    years: tuple[int, ...] = ()
    """Only these years; all when empty."""
    participants: tuple[str, ...] = ()
    """Only these participants; all when empty."""
    unit: int = 0
    """In whole units of this many cents; 0: as booked."""


BOTH = say("Incidental and structural together")

Group = tuple[NatureName | None, SideName | None, bool]
"""A block of a table: nature (None: both), side (None: net), and whether its heading names the side."""


def allocation_table(allocation: Allocation, view: View) -> Table:
    """Return the table of an allocation as the view asks for it."""
    shown = in_units(allocation, view.by, view.unit) if view.unit else None
    makers: dict[By, Callable[[Allocation, View, Figures], tuple[Message, tuple[Label, ...], Iterable[Row]]]] = {
        "participant": _by_participant,
        "measure": _by_measure,
        "period": _by_period,
    }
    figures = Figures(shown)
    heading, columns, made = makers[view.by](allocation, view, figures)
    rows = tuple(made)
    settings = allocation.case.budget.settings
    told = (unit_fact(view.unit),) if shown else ()
    rounding = (unit_section(shown, figures.seen),) if shown else ()
    return Table(
        settings.name or (settings.executor.name if settings.executor and settings.executor.name else "ridcalc"),
        (*facts(allocation.case), *told),
        heading,
        columns,
        rows,
        tuple(section for section in (*foot(allocation), *rounding) if section.lines),
        view.unit,
    )


def _by_participant(
    allocation: Allocation, view: View, figures: Figures
) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    years = view.years or allocation.years
    rows = _participant_rows(allocation, view, years, figures)
    return say("Participant"), tuple(str(year) for year in years), rows


def _participant_rows(allocation: Allocation, view: View, years: Sequence[int], figures: Figures) -> Iterator[Row]:
    for group in groups_of(allocation.divisions):
        yield block_row(group)
        nature, side, _ = group
        sums = Sums(
            allocation.tree, ((division.period.year, division) for division in in_group(allocation.divisions, group))
        )
        for participant, indent in _shown(allocation.tree, view):
            cells = (
                figures.of(sums.of(participant, year) or NOTHING, CellKey(participant, year, nature, side))
                for year in years
            )
            yield Row("body", name_of(allocation.case, participant), tuple(cells), indent)
        totals = (figures.of(sums.whole(year) or NOTHING, CellKey(None, year, nature, side)) for year in years)
        yield Row("total", _total_label(view), tuple(totals))


def _by_measure(
    allocation: Allocation, view: View, figures: Figures
) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    years = view.years or allocation.years
    return say("Measure"), tuple(str(year) for year in years), _measure_rows(allocation, view, years, figures)


def _measure_rows(allocation: Allocation, view: View, years: Sequence[int], figures: Figures) -> Iterator[Row]:
    measures = allocation.case.measures
    for group in groups_of(allocation.divisions):
        yield block_row(group)
        divisions = [division for division in in_group(allocation.divisions, group) if division.period.year in years]
        of_measures: dict[str, list[Division]] = {}
        for division in divisions:
            of_measures.setdefault(str(division.measure), []).append(division)
        for measure, own in of_measures.items():
            sums = Sums(allocation.tree, ((division.period.year, division) for division in own))
            key = CellKey(measure=measure, nature=measures[measure].nature, side=measures[measure].side)
            label = measures[measure].name or measure
            heads = (figures.of(sums.whole(year), key._replace(year=year)) for year in years)
            yield Row("head", label, tuple(heads))
            for participant, indent in _shown(allocation.tree, view):
                if any(sums.reaches(participant, year) for year in years):
                    cells = (
                        figures.of(sums.of(participant, year), key._replace(participant=participant, year=year))
                        for year in years
                    )
                    yield Row("body", name_of(allocation.case, participant), tuple(cells), indent + 1)
        nature, side, _ = group
        totals = Sums(allocation.tree, ((division.period.year, division) for division in divisions))
        wholes = (figures.of(totals.whole(year), CellKey(year=year, nature=nature, side=side)) for year in years)
        yield Row("total", _total_label(view), tuple(wholes))


def _by_period(
    allocation: Allocation, view: View, figures: Figures
) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    groups = list(groups_of(allocation.divisions))
    columns = tuple(block_row(group).label for group in groups)
    return say("Period"), columns, _period_rows(allocation, view, groups, figures)


def _period_rows(allocation: Allocation, view: View, groups: Sequence[Group], figures: Figures) -> Iterator[Row]:
    years = view.years or allocation.years
    sums = [Sums(allocation.tree, _by_period_and_year(in_group(allocation.divisions, group))) for group in groups]
    periods = sorted({division.period for division in allocation.divisions if division.period.year in years})

    def cells(participant: str | None, key: CellKey, under: str | int) -> tuple[Total | None, ...]:
        """Return what a participant, or (None) all together, have under a period or a year, group by group."""
        totals = (one.of(participant, under) if participant else one.whole(under) for one in sums)
        found = zip(totals, groups, strict=True)
        return tuple(figures.of(total, key._replace(nature=nature, side=side)) for total, (nature, side, _) in found)

    for year in years:
        for period in (period for period in periods if period.year == year):
            text = period.text
            label = say("{year}, whole year", year=text) if text == str(year) else text
            key = CellKey(period=text, year=year)
            yield Row("head", label, cells(None, key, text))
            for participant, indent in _shown(allocation.tree, view):
                parts = cells(participant, key._replace(participant=participant), text)
                if any(cell is not None for cell in parts):
                    yield Row("body", name_of(allocation.case, participant), parts, indent + 1)
        yield Row("total", say("Total {year}", year=str(year)), cells(None, CellKey(year=year), year))


def _by_period_and_year(divisions: Iterable[Division]) -> Iterator[tuple[str | int, Division]]:
    for division in divisions:
        yield division.period.text, division
        yield division.period.year, division


def _total_label(view: View) -> Message:
    return say("Total of all participants") if view.participants else say("Total")


def groups_of(divisions: Sequence[Division]) -> Iterator[Group]:
    """Yield the blocks: incidental and structural apart, and where a nature has both sides, those and the net."""
    for nature in NATURES:
        sides = {division.side for division in divisions if division.nature == nature}
        if not sides:
            continue
        if None in sides:  # pools of both sides: who pays which part of either is not known
            yield nature, None, True
        elif sides == {"income"}:
            yield nature, "income", True
        elif "income" in sides:
            yield from ((nature, side, True) for side in SIDES if side in sides)
            yield nature, None, True
        else:
            yield nature, None, False
    if {division.nature for division in divisions if division.amount} == set(NATURES):
        yield None, None, False


def in_group(divisions: Iterable[Division], group: Group) -> Iterator[Division]:
    """Yield the divisions that a block adds up."""
    nature, side, _ = group
    return (division for division in divisions if nature in {None, division.nature} and side in {None, division.side})


def block_row(group: Group) -> Row:
    """Return the heading of a block."""
    nature, side, named = group
    if nature is None:
        return Row("block", BOTH)
    if not named:
        return Row("block", NATURE_NAMES[nature])
    return Row("block", say("{nature}, {side}", nature=NATURE_NAMES[nature], side=SIDE_NAMES[side]))


def _shown(tree: Tree, view: View) -> Iterator[tuple[str, int]]:
    """Yield the participants to show with their indent; those asked for by name are shown at any depth."""
    for participant, depth in tree.shown_order():
        if view.participants:
            if participant in view.participants:
                yield participant, 0
        elif view.depth == "all":
            yield participant, depth
        elif participant not in tree.members if view.depth == "leaf" else depth == 0:
            yield participant, 0
