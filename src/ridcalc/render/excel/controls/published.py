"""The published figures, held against the calculation in the workbook."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import ControlResult
from ridcalc.core.values.problems import Euros, say
from ridcalc.render.excel.cells import Cell, Row, euros, nearest_euros
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.controls.self_check import LAST_CHECK_ROW
from ridcalc.render.excel.division import division_columns, groups
from ridcalc.render.excel.heads import CHECKS, DIFFERING_ROW
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import NATURE_LETTERS, source_text
from ridcalc.views.notes import STATUS_NAMES

CONTROLS_ROW = LAST_CHECK_ROW + 4
"""The first row of the published figures."""


class _Figure(NamedTuple):
    """A published figure, and the formulas of its amount in the calculation and of the PM posts in its way."""

    layout: Layout
    held: ControlResult
    amount: str | None
    """None where no cell holds it: then it stands as ridcalc calculated it."""
    unknown: str


def controls_shown(layout: Layout) -> list[ControlResult]:
    """Return the published figures that the workbook can be held against."""
    asked = layout.options.participant
    return [held for held in layout.allocation.controls if asked in {None, held.control.participant}]


def published_rows(layout: Layout) -> Iterator[Row]:
    """Yield a row for each published figure."""
    for index, held in enumerate(controls_shown(layout)):
        yield PUBLISHED.row(_Figure(layout, held, *_place(layout, held)), CONTROLS_ROW + index)


def control_cells(layout: Layout) -> Iterator[tuple[Cell, Cell, Cell, Cell, Cell]]:
    """Yield each published figure as the overview shows it: name, published, calculated, difference, outcome."""
    for index, held in enumerate(controls_shown(layout)):
        expected, actual, difference, outcome = (
            layout.cell(PUBLISHED, name, CONTROLS_ROW + index)
            for name in ("expected", "actual", "difference", "outcome")
        )
        yield (
            _name(layout, held),
            Cell(euros(held.expected), "money", expected),
            Cell(euros(held.actual), "money", actual),
            Cell(euros(held.difference), "money", difference),
            Cell(_outcome_text(layout, held), "text", outcome),
        )


def _name(layout: Layout, held: ControlResult) -> Cell:
    return Cell(layout.text(held.control.name or held.id))


def _outcome_text(layout: Layout, held: ControlResult) -> str:
    word = layout.text(STATUS_NAMES[held.status])
    return word + _how_met(layout, held) if held.status == "met" else word


def _how_met(layout: Layout, held: ControlResult) -> str:
    """Return what is to be said of a figure that is met: chosen to be, or met once rounded."""
    control = held.control
    if control.by_construction:
        return " " + layout.text(say("by construction"))
    if control.rounded_to:
        return ", " + layout.text(say("rounded to {unit}", unit=Euros(control.rounded_to)))
    return ""


def _difference(figure: _Figure, at: At) -> Cell:
    difference = nearest_euros(f"{PUBLISHED.cell('actual', at.row)}-{PUBLISHED.cell('expected', at.row)}")
    return Cell(euros(figure.held.difference), "money", difference)


def _outcome(figure: _Figure, at: At) -> Cell:
    layout, held = figure.layout, figure.held
    words = {name: layout.text(message) for name, message in STATUS_NAMES.items()}
    met = f'IF({_met(figure, at)}>0,"{words["met"]}{_how_met(layout, held)}","{words["missed"]}")'
    outcome = f'IF({PUBLISHED.cell("unknown", at.row)}>0,"{words["incomplete"]}",{met})'
    if figure.amount is None:  # it stands as ridcalc calculated it, and says nothing once anything is changed
        told = layout.text(say("not calculated here"))
        outcome = f'IF({CHECKS.cell("count", DIFFERING_ROW)}>0,"{told}",{outcome})'
    return Cell(_outcome_text(layout, held), "text", outcome)


def _met(figure: _Figure, at: At) -> str:
    """Return the formula that is above 0 where the figure is met: exactly, or once rounded."""
    expected, actual, difference = (PUBLISHED.cell(name, at.row) for name in ("expected", "actual", "difference"))
    met = f"0+({difference}=0)"  # TRUE is above any number; adding 0 makes it 1
    unit = figure.held.control.rounded_to
    if unit:
        met += f"+(ROUND(ROUND({actual}*100,0)/{unit},0)*{unit}=ROUND({expected}*100,0))"
    return met


def _source(figure: _Figure, _: At) -> Cell | None:
    source = source_text(figure.layout, figure.held.control.source)
    return Cell(figure.layout.text(source), "wrapped") if source else None


PUBLISHED: Columns[_Figure] = Columns(
    CHECKS.sheet,
    (
        Column("label", say("Published figure"), 66, lambda figure, _: _name(figure.layout, figure.held)),
        Column("expected", say("published"), 20, lambda figure, _: Cell(euros(figure.held.expected), "money")),
        Column(
            "actual",
            say("calculated"),
            20,
            lambda figure, _: Cell(euros(figure.held.actual), "money", figure.amount),
        ),
        Column("difference", say("difference"), 20, _difference),
        Column("unknown", say("PM"), 9, lambda figure, _: Cell(len(figure.held.pm), "whole", figure.unknown)),
        Column("outcome", say("outcome"), 22, _outcome),
        Column("source", say("source"), 60, _source),
    ),
)


def _place(layout: Layout, held: ControlResult) -> tuple[str | None, str]:
    """Return the formulas of a figure's amount in the calculation, and of the count of PM posts in its way."""
    control = held.control
    if control.measure is None:
        where = f"{groups(layout, 'year')},{control.year}"
        if control.nature is not None:
            where += f',{groups(layout, "nature")},"{NATURE_LETTERS[control.nature]}"'
        amount, unknown = (
            f"SUMIFS({groups(layout, (kind, control.participant))},{where})" for kind in ("amount", "unknown")
        )
        return nearest_euros(amount), unknown
    if layout.settings.rounding.level == "total":
        return _place_in_batches(layout, held)
    amounts, unknowns = (",".join(_cells_of_measure(layout, held, kind)) for kind in ("amount", "unknown"))
    return (nearest_euros(f"SUM({amounts})"), f"SUM({unknowns})") if amounts else ("0", "0")


def _cells_of_measure(layout: Layout, held: ControlResult, kind: str) -> Iterator[str]:
    """Yield the references to what the division per year says of a measure in a year."""
    control, columns = held.control, division_columns(layout)
    for index, group in enumerate(layout.groups):
        nature = layout.divisions[group.divisions[0]].nature
        if (group.measure, group.year) == (control.measure, control.year) and control.nature in {None, nature}:
            yield layout.cell(columns, (kind, control.participant), FIRST_ROW + index)


def _place_in_batches(layout: Layout, held: ControlResult) -> tuple[str | None, str]:
    """Return the place of a measure that batches divide: the whole of it is live, a participant's part of it is not."""
    control = held.control
    rows = [
        layout.amount_rows[amount.dated]
        for amount in layout.amounts
        if (amount.measure, amount.period.year) == (control.measure, control.year)
        and control.nature in {None, amount.nature}
    ]
    if not rows:
        return "0", "0"
    units, unknown = (
        f"SUM({','.join(layout.cell(MEASURES, name, row) for row in rows)})" for name in ("units", "first_unknown")
    )
    return (nearest_euros(layout.to_euros(units)) if control.participant is None else None), unknown
