"""The table of an allocation: its rows and columns, the amounts beside them, and the lines below.

Cells are typed values; labels are messages or texts of the user. Renderers format the numbers and translate the
messages.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.values.problems import Euros, say
from ridcalc.views import contributions
from ridcalc.views.figures import RoundedTable
from ridcalc.views.notes import foot
from ridcalc.views.summary import Line, head, left_out, payers_line, summary
from ridcalc.views.table import Cell, Label, Row, Table
from ridcalc.views.view import Body, Frame, Maker, View
from ridcalc.views.zeros import without_zeros

if TYPE_CHECKING:
    from ridcalc.views.extras import Extra


def allocation_table(allocation: Allocation, view: View, against: Allocation | None = None) -> Table:
    """Return the table of an allocation that the view describes; without rows if the filter selects no amount.

    `against` is the allocation of the scenario `view.against`, whose amounts are subtracted.

    Raises:
        InvalidValueError: the driver of `view.per` lacks a value.
    """
    frame = Frame(view, (allocation, against) if against else (allocation,))
    body = body_of(allocation, frame)
    rounded = rounded_of(allocation, frame, body) if view.unit else None
    other = (against, body_of(against, frame)) if against else None
    extras, lines = _extras(allocation, frame, body, rounded, other)
    shown, rows_left_out, columns_left_out = (
        (body, 0, 0) if view.zeros else without_zeros(body, other[1] if other else None)
    )
    extras = [extra.in_body(shown) for extra in extras]
    title, fact = head(allocation, say("x {unit}", unit=Euros(view.unit)) if view.unit else None)
    sections = foot(allocation, view.selection) if view.notes else ()
    lines = (*(() if view.notes else summary(allocation, view.selection)), *lines)
    if rounded is not None:
        from ridcalc.views.rounded_notes import unit_lines, unit_section  # loaded only for tables in whole units

        figures = rounded.of(key for row in shown.rows for key in row.shown_keys())
        sections = (*sections, unit_section(rounded, figures)) if view.notes else sections
        lines = lines if view.notes else (*lines, *unit_lines(rounded, figures))
    if view.by == "step" and not view.notes:
        from ridcalc.views.batch_notes import batch_lines

        lines = (*lines, *(line for line in batch_lines(allocation, view.selection) if line[0] != "*"))
    if view.by_item:
        lines = (*payers_line(allocation, frame.payers()), *lines)
    lines = (*lines, *left_out(rows_left_out, columns_left_out))
    return Table(
        title,
        (fact,),
        shown.heading,
        tuple(_headings(shown, extras)),
        tuple(_rows(shown, rounded, extras)),
        tuple(section for section in sections if section.lines),
        view.unit,
        lines=lines,
        spans=tuple(1 + sum(column.key in extra.headings for extra in extras) for column in shown.columns),
        short_head=True,
    )


def body_of(allocation: Allocation, frame: Frame) -> Body:
    """Return the rows and columns of a table, with exact amounts."""
    make: Maker
    match "matrix" if frame.view.matrix else frame.view.by:
        case "matrix":
            from ridcalc.views.by_measure import matrix_body

            make = matrix_body
        case "participant":
            make = contributions.contributions_body
        case "nature":
            make = contributions.nature_body
        case "measure":
            from ridcalc.views.by_measure import measure_body

            make = measure_body
        case "task":
            from ridcalc.views.by_measure import task_body

            make = task_body
        case "period":
            from ridcalc.views.by_period import period_body

            make = period_body
        case "step":
            from ridcalc.views.by_step import step_body

            make = step_body
    return make(allocation, frame)


def rounded_of(allocation: Allocation, frame: Frame, body: Body) -> RoundedTable:
    """Return the figures of a table in whole units."""
    from ridcalc.views import rounded  # loaded only for tables in whole units

    view = frame.view
    total = view.total and len(frame.years) > 1
    scope = rounded.Scope(total, view.sides, view.selection.participants, frame.years)
    if view.matrix or view.by_item:
        from ridcalc.views import rounded_measures

        if view.matrix:
            return rounded_measures.matrix_in_units(allocation, view.unit, scope)
        return rounded_measures.measures_in_units(allocation, body, view.unit, scope)
    if view.by == "period":
        from ridcalc.views.rounded_periods import periods_in_units

        return periods_in_units(allocation, view.unit, scope)
    if view.by == "participant":
        return rounded.contributions_in_units(allocation, view.unit, scope)
    if total:
        from ridcalc.views.rounded_years import natures_over_years

        return natures_over_years(allocation, view.unit, scope)
    return rounded.natures_in_units(allocation, view.unit, scope)


def _extras(
    allocation: Allocation,
    frame: Frame,
    body: Body,
    rounded: RoundedTable | None,
    other: tuple[Allocation, Body] | None,
) -> tuple["list[Extra]", tuple[Line, ...]]:
    """Return the columns beside the amounts, and the lines that explain them; `other` is what is subtracted."""
    view = frame.view
    extras: list[Extra] = []
    lines: list[Line] = []
    if not (view.share or view.per or other):
        return extras, ()
    from ridcalc.views.extras import difference_column, per_unit_column, share_column

    if view.share:
        extras.append(share_column(allocation, body, frame))
    if view.per:
        column, sentences = per_unit_column(allocation, body, frame, view.per)
        extras.append(column)
        lines += [("", sentence) for sentence in sentences]
    if other:
        from ridcalc.views.words import scenario_name, scenario_words

        against, other_body = other
        other_rounded = rounded_of(against, frame, other_body) if view.unit else None
        scenario = against.case.scenario
        words, name = scenario_words(scenario.id), scenario_name(scenario)
        extras.append(difference_column(body, other_body, words, rounded, other_rounded))
        lines.append(("", say("less {id}: {name}", id=words, name=name)))
    return extras, tuple(lines)


def _headings(body: Body, extras: "Sequence[Extra]") -> Iterator[Label]:
    """Yield the headings of all columns: each column of amounts, then the columns beside it."""
    for column in body.columns:
        yield column.label
        yield from (extra.headings[column.key] for extra in extras if column.key in extra.headings)


def _rows(body: Body, rounded: RoundedTable | None, extras: "Sequence[Extra]") -> Iterator[Row]:
    for figure_row in body.rows:
        row = figure_row.row(rounded)
        cells: list[Cell | None] = []
        for column, cell, (key, _) in zip(body.columns, row.cells, figure_row.figures, strict=False):
            cells.append(cell)
            cells += [extra.cells.get(key) for extra in extras if column.key in extra.headings]
        yield row._replace(cells=tuple(cells))
