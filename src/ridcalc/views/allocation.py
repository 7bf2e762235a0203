"""Tables of an allocation: columns, rows, their order and totals.

Cells are typed values; labels are messages or texts of the user. Renderers format the numbers and translate the
messages.
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
"""The participants that get a row: those without members, those outside any partnership, or all."""
By = Literal["participant", "measure", "period"]
"""What the rows of a table are grouped by."""


class View(NamedTuple):
    """The options of an allocation table."""

    by: By = "participant"
    depth: Depth = "all"
    selection: Filter = ALL
    unit: int = 0
    """The unit of rounding, in cents; 0 shows amounts as booked."""


Body = tuple[Message, tuple[Label, ...], Iterable[FigureRow]]
"""The heading, the columns and the rows of a table."""

BOTH = say("Incidental and structural together")
"""The heading of the block that adds up both natures."""

Group = tuple[NatureName | None, SideName | None, bool]
"""A block of a table: its nature (None: both), its side (None: net), and whether its heading names the side."""


def allocation_table(allocation: Allocation, view: View) -> Table:
    """Return the table of an allocation that the view describes."""
    makers: dict[By, Callable[[Allocation, View], Body]] = {
        "participant": _by_participant,
        "measure": _by_measure,
        "period": _by_period,
    }
    heading, columns, figure_rows = makers[view.by](allocation, view)
    settings = allocation.case.budget.settings
    title = settings.name or (settings.executor.name if settings.executor and settings.executor.name else "ridcalc")
    fact_labels, sections = tuple(facts(allocation.case)), tuple(foot(allocation))
    if view.unit:
        rows, rounding = _in_units(allocation, view, tuple(figure_rows))
        fact_labels, sections = (*fact_labels, unit_fact(view.unit)), (*sections, rounding)
    else:
        rows = tuple(row.row(None) for row in figure_rows)
    foot_sections = tuple(section for section in sections if section.lines)
    return Table(title, fact_labels, heading, columns, rows, foot_sections, view.unit)


def _in_units(allocation: Allocation, view: View, figure_rows: Sequence[FigureRow]) -> tuple[tuple[Row, ...], Section]:
    """Return the rows in whole units, and the section of the foot about their rounding."""
    from ridcalc.views.rounded import in_units  # loaded only for tables in whole units

    table = in_units(allocation, view.by, view.unit)
    figures = table.of(key for row in figure_rows for key in row.shown_keys())
    return tuple(row.row(table) for row in figure_rows), unit_section(table, figures)


def _by_participant(allocation: Allocation, view: View) -> Body:
    years = view.selection.years or allocation.years
    return say("Participant"), tuple(map(str, years)), _participant_rows(allocation, view, years)


def _participant_rows(allocation: Allocation, view: View, years: Sequence[int]) -> Iterator[FigureRow]:
    """Yield for each block its heading, a row for each participant, and its total; a column is a year."""
    for group in groups_of(allocation.divisions):
        yield block_row(group)
        nature, side, _ = group
        sums = Sums(
            allocation.tree, ((division.period.year, division) for division in in_group(allocation.divisions, group))
        )
        for participant, indent in _indented(allocation.tree, view):
            figures = (
                (CellKey(participant, year, nature, side), sums.of(participant, year) or NOTHING) for year in years
            )
            yield FigureRow("body", name_of(allocation.case, participant), tuple(figures), indent)
        totals = ((CellKey(None, year, nature, side), sums.whole(year) or NOTHING) for year in years)
        yield FigureRow("total", _total_label(view), tuple(totals))


def _by_measure(allocation: Allocation, view: View) -> Body:
    years = view.selection.years or allocation.years
    return say("Measure"), tuple(map(str, years)), _measure_rows(allocation, view, years)


def _measure_rows(allocation: Allocation, view: View, years: Sequence[int]) -> Iterator[FigureRow]:
    """Yield for each block its heading, each measure with its participants, and its total; a column is a year."""
    measures = allocation.case.measures
    for group in groups_of(allocation.divisions):
        yield block_row(group)
        divisions = [division for division in in_group(allocation.divisions, group) if division.period.year in years]
        by_measure: dict[str, list[Division]] = {}
        for division in divisions:
            by_measure.setdefault(str(division.measure), []).append(division)
        for measure, measure_divisions in by_measure.items():
            sums = Sums(allocation.tree, ((division.period.year, division) for division in measure_divisions))
            key = CellKey(measure=measure, nature=measures[measure].nature, side=measures[measure].side)
            label = measures[measure].name_or(measure)
            measure_totals = ((key._replace(year=year), sums.whole(year)) for year in years)
            yield FigureRow("head", label, tuple(measure_totals))
            for participant, indent in _indented(allocation.tree, view):
                if any(sums.reaches(participant, year) for year in years):
                    figures = (
                        (key._replace(participant=participant, year=year), sums.of(participant, year)) for year in years
                    )
                    yield FigureRow("body", name_of(allocation.case, participant), tuple(figures), indent + 1)
        nature, side, _ = group
        sums = Sums(allocation.tree, ((division.period.year, division) for division in divisions))
        totals = ((CellKey(year=year, nature=nature, side=side), sums.whole(year)) for year in years)
        yield FigureRow("total", _total_label(view), tuple(totals))


def _by_period(allocation: Allocation, view: View) -> Body:
    groups = list(groups_of(allocation.divisions))
    return say("Period"), tuple(block_row(group).label for group in groups), _period_rows(allocation, view, groups)


def _period_rows(allocation: Allocation, view: View, groups: Sequence[Group]) -> Iterator[FigureRow]:
    """Yield for each year its periods with their participants, and its total; a column is a block."""
    years = view.selection.years or allocation.years
    sums = [Sums(allocation.tree, _by_period_and_year(in_group(allocation.divisions, group))) for group in groups]
    periods = sorted({division.period for division in allocation.divisions if division.period.year in years})

    def figures(key: CellKey, time: str | int) -> tuple[tuple[CellKey, Total | None], ...]:
        """Return a total for each group, in a period or year, of the key's participant (None: of all together)."""
        participant = key.participant
        totals = (group.of(participant, time) if participant else group.whole(time) for group in sums)
        columns = zip(totals, groups, strict=True)
        return tuple((key._replace(nature=nature, side=side), total) for total, (nature, side, _) in columns)

    for year in years:
        for period in (period for period in periods if period.year == year):
            text = period.text
            label = say("{year}, whole year", year=text) if text == str(year) else text
            key = CellKey(period=text, year=year)
            yield FigureRow("head", label, figures(key, text))
            for participant, indent in _indented(allocation.tree, view):
                parts = figures(key._replace(participant=participant), text)
                if any(total is not None for _, total in parts):
                    yield FigureRow("body", name_of(allocation.case, participant), parts, indent + 1)
        yield FigureRow("total", say("Total {year}", year=str(year)), figures(CellKey(year=year), year))


def _by_period_and_year(divisions: Iterable[Division]) -> Iterator[tuple[str | int, Division]]:
    for division in divisions:
        yield division.period.text, division
        yield division.period.year, division


def _total_label(view: View) -> Message:
    return say("Total of all participants") if view.selection.participants else say("Total")


def groups_of(divisions: Sequence[Division]) -> Iterator[Group]:
    """Yield the blocks of a table.

    Each nature has a block, or three if it has both sides: expense, income and net. If both natures have amounts, a
    last block adds them up.
    """
    for nature in NATURES:
        sides = {division.side for division in divisions if division.nature == nature}
        if not sides:
            continue
        if None in sides:  # a batch mixes both sides, so the part of each side is unknown
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
    """Yield the divisions in a block."""
    nature, side, _ = group
    return (division for division in divisions if nature in {None, division.nature} and side in {None, division.side})


def block_row(group: Group) -> FigureRow:
    """Return the heading row of a block."""
    nature, side, names_side = group
    if nature is None:
        return FigureRow("block", BOTH)
    if not names_side:
        return FigureRow("block", NATURE_NAMES[nature])
    return FigureRow("block", say("{nature}, {side}", nature=NATURE_NAMES[nature], side=SIDE_NAMES[side]))


def _indented(tree: Tree, view: View) -> Iterator[tuple[str, int]]:
    """Yield the participants that get a row, with their indent; a filter on participants overrules the depth."""
    for participant, depth in tree.shown_order():
        if view.selection.participants:
            if participant in view.selection.participants:
                yield participant, 0
        elif view.depth == "all":
            yield participant, depth
        elif participant not in tree.members if view.depth == "leaf" else depth == 0:
            yield participant, 0
