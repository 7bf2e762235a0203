"""From a result to a typed table: which columns and rows, in which order, with which totals.

Formats no number and knows no language: labels are texts of the user's or messages, cells are typed values.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Allocation, Division, Total
from ridcalc.core.allocation.totals import NOTHING, Sums
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.core.values.filter import ALL, Filter
from ridcalc.core.values.problems import Message, say
from ridcalc.views.figures import CellKey, FigureRow
from ridcalc.views.notes import NATURE_NAMES, SIDE_NAMES, facts, foot, name_of
from ridcalc.views.rounded_notes import unit_fact, unit_section
from ridcalc.views.table import Label, Row, Section, Table

Depth = Literal["leaf", "top", "all"]
By = Literal["participant", "measure", "period"]


class View(NamedTuple):
    """What a reader asks to see of an allocation."""

    by: By = "participant"
    depth: Depth = "all"
    asked: Filter = ALL
    unit: int = 0
    """In whole units of this many cents; 0: as booked."""


Body = tuple[Message, tuple[Label, ...], Iterable[FigureRow]]
"""The heading, the columns and the rows of a table."""

BOTH = say("Incidental and structural together")

Group = tuple[NatureName | None, SideName | None, bool]
"""A block of a table: nature (None: both), side (None: net), and whether its heading names the side."""


def allocation_table(allocation: Allocation, view: View) -> Table:
    """Return the table of an allocation as the view asks for it."""
    makers: dict[By, Callable[[Allocation, View], Body]] = {
        "participant": _by_participant,
        "measure": _by_measure,
        "period": _by_period,
    }
    heading, columns, figure_rows = makers[view.by](allocation, view)
    settings = allocation.case.budget.settings
    title = settings.name or (settings.executor.name if settings.executor and settings.executor.name else "ridcalc")
    told, sections = tuple(facts(allocation.case)), tuple(foot(allocation))
    if view.unit:
        rows, rounding = _in_units(allocation, view, tuple(figure_rows))
        told, sections = (*told, unit_fact(view.unit)), (*sections, rounding)
    else:
        rows = tuple(row.row(None) for row in figure_rows)
    foot_sections = tuple(section for section in sections if section.lines)
    return Table(title, told, heading, columns, rows, foot_sections, view.unit)


def _in_units(allocation: Allocation, view: View, figure_rows: Sequence[FigureRow]) -> tuple[tuple[Row, ...], Section]:
    """Return rows in whole units, and what the foot says of the figures in them."""
    from ridcalc.views.rounded import in_units  # most tables are as booked

    table = in_units(allocation, view.by, view.unit)
    seen = table.of(key for row in figure_rows for key in row.shown_keys())
    return tuple(row.row(table) for row in figure_rows), unit_section(table, seen)


def _by_participant(allocation: Allocation, view: View) -> Body:
    years = view.asked.years or allocation.years
    return say("Participant"), tuple(map(str, years)), _participant_rows(allocation, view, years)


def _participant_rows(allocation: Allocation, view: View, years: Sequence[int]) -> Iterator[FigureRow]:
    for group in groups_of(allocation.divisions):
        yield block_row(group)
        nature, side, _ = group
        sums = Sums(
            allocation.tree, ((division.period.year, division) for division in in_group(allocation.divisions, group))
        )
        for participant, indent in _shown(allocation.tree, view):
            figures = (
                (CellKey(participant, year, nature, side), sums.of(participant, year) or NOTHING) for year in years
            )
            yield FigureRow("body", name_of(allocation.case, participant), tuple(figures), indent)
        totals = ((CellKey(None, year, nature, side), sums.whole(year) or NOTHING) for year in years)
        yield FigureRow("total", _total_label(view), tuple(totals))


def _by_measure(allocation: Allocation, view: View) -> Body:
    years = view.asked.years or allocation.years
    return say("Measure"), tuple(map(str, years)), _measure_rows(allocation, view, years)


def _measure_rows(allocation: Allocation, view: View, years: Sequence[int]) -> Iterator[FigureRow]:
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
            heads = ((key._replace(year=year), sums.whole(year)) for year in years)
            yield FigureRow("head", label, tuple(heads))
            for participant, indent in _shown(allocation.tree, view):
                if any(sums.reaches(participant, year) for year in years):
                    figures = (
                        (key._replace(participant=participant, year=year), sums.of(participant, year)) for year in years
                    )
                    yield FigureRow("body", name_of(allocation.case, participant), tuple(figures), indent + 1)
        nature, side, _ = group
        totals = Sums(allocation.tree, ((division.period.year, division) for division in divisions))
        wholes = ((CellKey(year=year, nature=nature, side=side), totals.whole(year)) for year in years)
        yield FigureRow("total", _total_label(view), tuple(wholes))


def _by_period(allocation: Allocation, view: View) -> Body:
    groups = list(groups_of(allocation.divisions))
    return say("Period"), tuple(block_row(group).label for group in groups), _period_rows(allocation, view, groups)


def _period_rows(allocation: Allocation, view: View, groups: Sequence[Group]) -> Iterator[FigureRow]:
    years = view.asked.years or allocation.years
    sums = [Sums(allocation.tree, _by_period_and_year(in_group(allocation.divisions, group))) for group in groups]
    periods = sorted({division.period for division in allocation.divisions if division.period.year in years})

    def figures(key: CellKey, under: str | int) -> tuple[tuple[CellKey, Total | None], ...]:
        """Return what the key's participant, or (None) all together, have in a period or a year, group by group."""
        participant = key.participant
        totals = (one.of(participant, under) if participant else one.whole(under) for one in sums)
        found = zip(totals, groups, strict=True)
        return tuple((key._replace(nature=nature, side=side), total) for total, (nature, side, _) in found)

    for year in years:
        for period in (period for period in periods if period.year == year):
            text = period.text
            label = say("{year}, whole year", year=text) if text == str(year) else text
            key = CellKey(period=text, year=year)
            yield FigureRow("head", label, figures(key, text))
            for participant, indent in _shown(allocation.tree, view):
                parts = figures(key._replace(participant=participant), text)
                if any(total is not None for _, total in parts):
                    yield FigureRow("body", name_of(allocation.case, participant), parts, indent + 1)
        yield FigureRow("total", say("Total {year}", year=str(year)), figures(CellKey(year=year), year))


def _by_period_and_year(divisions: Iterable[Division]) -> Iterator[tuple[str | int, Division]]:
    for division in divisions:
        yield division.period.text, division
        yield division.period.year, division


def _total_label(view: View) -> Message:
    return say("Total of all participants") if view.asked.participants else say("Total")


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


def block_row(group: Group) -> FigureRow:
    """Return the heading of a block."""
    nature, side, named = group
    if nature is None:
        return FigureRow("block", BOTH)
    if not named:
        return FigureRow("block", NATURE_NAMES[nature])
    return FigureRow("block", say("{nature}, {side}", nature=NATURE_NAMES[nature], side=SIDE_NAMES[side]))


def _shown(tree: Tree, view: View) -> Iterator[tuple[str, int]]:
    """Yield the participants to show with their indent; those asked for by name are shown at any depth."""
    for participant, depth in tree.shown_order():
        if view.asked.participants:
            if participant in view.asked.participants:
                yield participant, 0
        elif view.depth == "all":
            yield participant, depth
        elif participant not in tree.members if view.depth == "leaf" else depth == 0:
            yield participant, 0
