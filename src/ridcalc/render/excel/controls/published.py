"""The published figures, compared with the calculation in the workbook."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import ControlResult
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.values.problems import Euros, say
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import At, Column, Columns, empty
from ridcalc.render.excel.division import group_block, groups, position_of
from ridcalc.render.excel.heads import CHANGED_ROW, CHECKS, VALUES_ROW
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES
from ridcalc.render.excel.wording import COLUMN_OF_AMOUNTS, COLUMN_OF_PM, NATURE_LETTERS, ROW_IN_DIVISION, source_text
from ridcalc.views.notes import STATUS_NAMES

CONTROLS_ROW = VALUES_ROW + 4
"""The first row of the published figures."""


class _Figure(NamedTuple):
    """A row of the block: a published figure."""

    layout: Layout
    result: ControlResult


def published_rows(layout: Layout) -> Iterator[SheetRow]:
    """Yield a row for each published figure."""
    for index, result in enumerate(layout.controls):
        yield PUBLISHED.row(_Figure(layout, result), CONTROLS_ROW + index)


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
    difference = nearest_euros(f"{at.actual}-{at.expected}")
    return Cell(euros(figure.result.difference), "money", difference)


def _outcome(figure: _Figure, at: At) -> Cell:
    layout, result = figure.layout, figure.result
    words = {name: layout.text(message) for name, message in STATUS_NAMES.items()}
    met = f'IF({_met(at)}>0,{at.if_met},"{words["missed"]}")'
    outcome = f'IF({at.unknown}>0,"{words["incomplete"]}",{met})'
    if _formulas(figure, at)[0] is None:  # ridcalc's own amount, which is no longer valid after a change
        remark = layout.text(say("not calculated here"))
        outcome = f'IF({CHECKS.cell("count", CHANGED_ROW)}>0,"{remark}",{outcome})'
    return Cell(_outcome_text(layout, result), "text", outcome)


def _met(at: At) -> str:
    """Return the formula that is above 0 if the figure is met, exactly or after rounding."""
    unit, actual, expected = at.rounded_to, f"ROUND({at.actual}*100,0)", f"ROUND({at.expected}*100,0)"
    # in spreadsheets TRUE is greater than any number; adding 0 makes it 1
    return f"0+({at.difference}=0)+(ROUND({actual}/{unit},0)*{unit}={expected})"


def _rounded_to(figure: _Figure, _: At) -> Cell:
    return Cell(figure.result.control.rounded_to or 1, "small")


def _if_met(figure: _Figure, _: At) -> Cell:
    return Cell(figure.layout.text(STATUS_NAMES["met"]) + _how_met(figure.layout, figure.result), "small")


def _source(figure: _Figure, _: At) -> Cell | None:
    source = source_text(figure.layout, figure.result.control.source)
    return Cell(figure.layout.text(source), "wrapped") if source else None


def _position(kind: str) -> Callable[[_Figure, At], Cell]:
    """Return the function that returns the position of the participant's column on the sheet Division."""
    return lambda figure, _: Cell(position_of(figure.layout, kind, figure.result.control.participant), "small")


def _nature(figure: _Figure, _: At) -> Cell:
    nature = figure.result.control.nature
    return Cell(NATURE_LETTERS[nature] if nature else "*", "small")


def _division_row(figure: _Figure, _: At) -> Cell | None:
    rows = _division_rows(figure.layout, figure.result)
    return Cell(rows[0], "small") if rows else None


PUBLISHED: Columns[_Figure] = Columns(
    CHECKS.sheet,
    (
        Column("label", say("Published figure"), 42, lambda figure, _: _name(figure.layout, figure.result)),
        Column("expected", say("published"), 20, lambda figure, _: Cell(euros(figure.result.expected), "money")),
        Column(
            "actual",
            say("calculated"),
            20,
            lambda figure, at: Cell(euros(figure.result.actual), "money", _formulas(figure, at)[0]),
        ),
        Column("difference", say("difference"), 20, _difference),
        Column(
            "unknown",
            say("PM"),
            9,
            lambda figure, at: Cell(len(figure.result.pm), "whole", _formulas(figure, at)[1]),
        ),
        Column("outcome", say("outcome"), 18, _outcome),
        Column("source", say("source"), 32, _source),
        Column("spare", "", 8, empty),
        Column("year", say("year"), 22, lambda figure, _: Cell(figure.result.control.year, "small")),
        Column("nature", say("I/S"), 20, _nature),
        Column("column", COLUMN_OF_AMOUNTS, 10, _position("amount")),
        Column("pm_column", COLUMN_OF_PM, 10, _position("unknown")),
        Column("division_row", ROW_IN_DIVISION, 10, _division_row),
        Column("rounded_to", say("rounded to, in cents"), 10, _rounded_to),
        Column("if_met", say("outcome if met"), 18, _if_met),
    ),
    last_printed="source",
)
"""The columns of the published figures. Beside what is printed stands by what their formulas find the amounts."""


def _formulas(figure: _Figure, at: At) -> tuple[str | None, str]:
    """Return the formulas of a figure's calculated amount in euros (None: no cell holds it) and of its PM posts."""
    layout, control = figure.layout, figure.result.control
    if control.measure is None:
        where = f"{groups(layout, 'year')},{at.year},{groups(layout, 'nature')},{at.nature}"
    elif in_batches(layout.settings.rounding.level) or control.measure in _batched(layout):
        return _formulas_with_batches(layout, figure.result)
    elif not _division_rows(layout, figure.result):
        return "0", "0"
    else:
        where = f"{groups(layout, 'row')},{at.division_row}"
    amount, unknown = (
        f"SUMIFS(INDEX({group_block(layout, kind)},0,{column}),{where})"
        for kind, column in (("amount", at.column), ("unknown", at.pm_column))
    )
    return nearest_euros(amount), unknown


def _batched(layout: Layout) -> set[str]:
    """Return the measures that keys with amounts divide."""
    return {measure for division in layout.divisions if division.plan.batched for measure in division.measures}


def _division_rows(layout: Layout, result: ControlResult) -> list[int]:
    """Return the numbers of the rows, on the sheet Division, of a measure's figure: one, or none."""
    control = result.control
    return [
        number
        for number, group in enumerate(layout.groups, 1)
        if (group.measure, group.year) == (control.measure, control.year)
        and control.nature in {None, layout.divisions[group.divisions[0]].nature}
    ]


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
