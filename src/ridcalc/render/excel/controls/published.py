"""The published figures, compared with the calculation in the workbook."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import ControlResult
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.values.problems import Euros, say
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.division import division_columns, groups
from ridcalc.render.excel.heads import CHANGED_ROW, CHECKS, VALUES_ROW
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import NATURE_LETTERS, source_text
from ridcalc.views.notes import STATUS_NAMES

CONTROLS_ROW = VALUES_ROW + 4
"""The first row of the published figures."""


class _Figure(NamedTuple):
    """A row of the block: a published figure, and the formulas of the calculated amount and of its PM posts."""

    layout: Layout
    result: ControlResult
    amount: str | None
    """The formula in euros; None if no cell holds the amount, which is then written as ridcalc calculated it."""
    unknown: str


def published_rows(layout: Layout) -> Iterator[SheetRow]:
    """Yield a row for each published figure."""
    for index, result in enumerate(layout.controls):
        yield PUBLISHED.row(_Figure(layout, result, *_formulas(layout, result)), CONTROLS_ROW + index)


def control_cells(layout: Layout) -> Iterator[tuple[Cell, Cell, Cell, Cell, Cell]]:
    """Yield the cells of each published figure on the overview: name, published, calculated, difference, outcome."""
    for index, result in enumerate(layout.controls):
        at, sheet = PUBLISHED.at(CONTROLS_ROW + index), layout.text(PUBLISHED.sheet)
        expected, actual, difference, outcome = (
            f"{sheet}!{reference}" for reference in (at.expected, at.actual, at.difference, at.outcome)
        )
        yield (
            _name(layout, result),
            Cell(euros(result.expected), "money", expected),
            Cell(euros(result.actual), "money", actual),
            Cell(euros(result.difference), "money", difference),
            Cell(_outcome_text(layout, result), "text", outcome),
        )


def _name(layout: Layout, result: ControlResult) -> Cell:
    return Cell(layout.text(layout.case.budget.names.of("controls", result.id)))


def _outcome_text(layout: Layout, result: ControlResult) -> str:
    word = layout.text(STATUS_NAMES[result.status])
    return word + _how_met(layout, result) if result.status == "met" else word


def _how_met(layout: Layout, result: ControlResult) -> str:
    """Return the remark on a figure that is met by construction or after rounding; empty for other figures."""
    control = result.control
    if control.by_construction:
        return " " + layout.text(say("by construction"))
    if control.rounded_to:
        return ", " + layout.text(say("rounded to {unit}", unit=Euros(control.rounded_to)))
    return ""


def _difference(figure: _Figure, at: At) -> Cell:
    difference = nearest_euros(f"{PUBLISHED.cell('actual', at.row)}-{PUBLISHED.cell('expected', at.row)}")
    return Cell(euros(figure.result.difference), "money", difference)


def _outcome(figure: _Figure, at: At) -> Cell:
    layout, result = figure.layout, figure.result
    words = {name: layout.text(message) for name, message in STATUS_NAMES.items()}
    met = f'IF({_met(figure, at)}>0,"{words["met"]}{_how_met(layout, result)}","{words["missed"]}")'
    outcome = f'IF({PUBLISHED.cell("unknown", at.row)}>0,"{words["incomplete"]}",{met})'
    if figure.amount is None:  # ridcalc's own amount, which is no longer valid after a change
        remark = layout.text(say("not calculated here"))
        outcome = f'IF({CHECKS.cell("count", CHANGED_ROW)}>0,"{remark}",{outcome})'
    return Cell(_outcome_text(layout, result), "text", outcome)


def _met(figure: _Figure, at: At) -> str:
    """Return the formula that is above 0 if the figure is met, exactly or after rounding."""
    expected, actual, difference = (PUBLISHED.cell(name, at.row) for name in ("expected", "actual", "difference"))
    met = f"0+({difference}=0)"  # in spreadsheets TRUE is greater than any number; adding 0 makes it 1
    unit = figure.result.control.rounded_to
    if unit:
        met += f"+(ROUND(ROUND({actual}*100,0)/{unit},0)*{unit}=ROUND({expected}*100,0))"
    return met


def _source(figure: _Figure, _: At) -> Cell | None:
    source = source_text(figure.layout, figure.result.control.source)
    return Cell(figure.layout.text(source), "wrapped") if source else None


PUBLISHED: Columns[_Figure] = Columns(
    CHECKS.sheet,
    (
        Column("label", say("Published figure"), 42, lambda figure, _: _name(figure.layout, figure.result)),
        Column("expected", say("published"), 20, lambda figure, _: Cell(euros(figure.result.expected), "money")),
        Column(
            "actual",
            say("calculated"),
            20,
            lambda figure, _: Cell(euros(figure.result.actual), "money", figure.amount),
        ),
        Column("difference", say("difference"), 20, _difference),
        Column("unknown", say("PM"), 9, lambda figure, _: Cell(len(figure.result.pm), "whole", figure.unknown)),
        Column("outcome", say("outcome"), 18, _outcome),
        Column("source", say("source"), 32, _source),
    ),
)


def _formulas(layout: Layout, result: ControlResult) -> tuple[str | None, str]:
    """Return the formulas of a figure's calculated amount in euros (None: no cell holds it) and of its PM posts."""
    control = result.control
    if control.measure is None:
        conditions = f"{groups(layout, 'year')},{control.year}"
        if control.nature is not None:
            conditions += f',{groups(layout, "nature")},"{NATURE_LETTERS[control.nature]}"'
        amount, unknown = (
            f"SUMIFS({groups(layout, (kind, control.participant))},{conditions})" for kind in ("amount", "unknown")
        )
        return nearest_euros(amount), unknown
    batched = {measure for division in layout.divisions if division.plan.batched for measure in division.measures}
    if in_batches(layout.settings.rounding.level) or control.measure in batched:
        return _formulas_with_batches(layout, result)
    amounts, unknowns = (",".join(_cells_of_measure(layout, result, kind)) for kind in ("amount", "unknown"))
    return (nearest_euros(f"SUM({amounts})"), f"SUM({unknowns})") if amounts else ("0", "0")


def _cells_of_measure(layout: Layout, result: ControlResult, kind: str) -> Iterator[str]:
    """Yield the references to a measure's cells of a year on the sheet Division; `kind` is `amount` or `unknown`."""
    control, columns = result.control, division_columns(layout)
    for index, group in enumerate(layout.groups):
        nature = layout.divisions[group.divisions[0]].nature
        if (group.measure, group.year) == (control.measure, control.year) and control.nature in {None, nature}:
            yield layout.cell(columns, (kind, control.participant), FIRST_ROW + index)


def _formulas_with_batches(layout: Layout, result: ControlResult) -> tuple[str | None, str]:
    """Return the formulas for a measure that is divided in batches: no cell holds a participant's part of it."""
    control = result.control
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
