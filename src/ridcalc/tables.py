"""From a result to a typed table: which columns and rows, in which order, with which totals.

Formats no number and knows no language: labels are texts of the user's or messages, cells are amounts in cents.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.fields import NATURES, SIDES, NatureName, SideName
from ridcalc.core.problems import Message, say
from ridcalc.core.result import Allocation, Division
from ridcalc.core.sums import NOTHING, Sums
from ridcalc.core.tree import Tree
from ridcalc.notes import NATURE_NAMES, SIDE_NAMES, facts, foot, name_of
from ridcalc.table import Label, Row, Table

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


BOTH = say("Incidental and structural together")

Group = tuple[NatureName | None, SideName | None, bool]
"""A block of a table: nature (None: both), side (None: net), and whether its heading names the side."""


def allocation_table(allocation: Allocation, view: View) -> Table:
    """Return the table of an allocation as the view asks for it."""
    makers: dict[By, Callable[[Allocation, View], tuple[Message, tuple[Label, ...], Iterable[Row]]]] = {
        "participant": _by_participant,
        "measure": _by_measure,
        "period": _by_period,
    }
    heading, columns, rows = makers[view.by](allocation, view)
    settings = allocation.case.budget.settings
    return Table(
        settings.name or (settings.executor.name if settings.executor and settings.executor.name else "ridcalc"),
        tuple(facts(allocation.case)),
        heading,
        columns,
        tuple(rows),
        tuple(section for section in foot(allocation) if section.lines),
    )


def _by_participant(allocation: Allocation, view: View) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    years = view.years or allocation.years
    return say("Participant"), tuple(str(year) for year in years), _participant_rows(allocation, view, years)


def _participant_rows(allocation: Allocation, view: View, years: Sequence[int]) -> Iterator[Row]:
    for group in groups_of(allocation.divisions):
        yield block_row(group)
        sums = Sums(
            allocation.tree, ((division.period.year, division) for division in in_group(allocation.divisions, group))
        )
        for participant, indent in _shown(allocation.tree, view):
            yield Row(
                "body",
                name_of(allocation.case, participant),
                tuple(sums.of(participant, year) or NOTHING for year in years),
                indent,
            )
        yield Row("total", _total_label(view), tuple(sums.whole(year) or NOTHING for year in years))


def _by_measure(allocation: Allocation, view: View) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    years = view.years or allocation.years
    return say("Measure"), tuple(str(year) for year in years), _measure_rows(allocation, view, years)


def _measure_rows(allocation: Allocation, view: View, years: Sequence[int]) -> Iterator[Row]:
    measures = allocation.case.measures
    for group in groups_of(allocation.divisions):
        yield block_row(group)
        divisions = [division for division in in_group(allocation.divisions, group) if division.period.year in years]
        sums = Sums(
            allocation.tree, (((str(division.measure), division.period.year), division) for division in divisions)
        )
        for measure in dict.fromkeys(str(division.measure) for division in divisions):
            label = measures[measure].name or measure
            yield Row("head", label, tuple(sums.whole((measure, year)) for year in years))
            for participant, indent in _shown(allocation.tree, view):
                if any(sums.reaches(participant, (measure, year)) for year in years):
                    cells = tuple(sums.of(participant, (measure, year)) for year in years)
                    yield Row("body", name_of(allocation.case, participant), cells, indent + 1)
        totals = Sums(allocation.tree, ((division.period.year, division) for division in divisions))
        yield Row("total", _total_label(view), tuple(totals.whole(year) for year in years))


def _by_period(allocation: Allocation, view: View) -> tuple[Message, tuple[Label, ...], Iterator[Row]]:
    groups = list(groups_of(allocation.divisions))
    return say("Period"), tuple(block_row(group).label for group in groups), _period_rows(allocation, view, groups)


def _period_rows(allocation: Allocation, view: View, groups: Sequence[Group]) -> Iterator[Row]:
    years = view.years or allocation.years
    sums = [Sums(allocation.tree, _by_period_and_year(in_group(allocation.divisions, group))) for group in groups]
    periods = sorted({division.period for division in allocation.divisions if division.period.year in years})
    for year in years:
        for period in (period for period in periods if period.year == year):
            label = say("{year}, whole year", year=period.text) if period.text == str(year) else period.text
            yield Row("head", label, tuple(sum_.whole(period.text) for sum_ in sums))
            for participant, indent in _shown(allocation.tree, view):
                cells = tuple(sum_.of(participant, period.text) for sum_ in sums)
                if any(cell is not None for cell in cells):
                    yield Row("body", name_of(allocation.case, participant), cells, indent + 1)
        yield Row("total", say("Total {year}", year=str(year)), tuple(sum_.whole(year) for sum_ in sums))


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
