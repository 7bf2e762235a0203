"""The sheets Composition and Indexation, of budgets whose amounts follow from rules."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from ridcalc.core.values.problems import say
from ridcalc.render.excel.accepted import accepted_numbers, ranges_of
from ridcalc.render.excel.by_rule.calculations import CALCULATIONS, INPUTS, CalculationLine, blocks_of, values_of
from ridcalc.render.excel.by_rule.chains import LINKS
from ridcalc.render.excel.by_rule.factors import FACTORS, INDEX_INPUTS
from ridcalc.render.excel.by_rule.indexation import indexation_rows
from ridcalc.render.excel.by_rule.inputs import InputLine, last_input_row
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.columns import Addresses, Columns
from ridcalc.render.excel.composition.inputs import Inputs
from ridcalc.render.excel.conditions import Validation
from ridcalc.render.excel.heads import FACTS_ROW, tabled_sheet, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.rows import FIRST_ROW


def input_blocks(layout: Layout, name: str) -> Iterator[tuple[Columns[InputLine], str, int, int]]:
    """Yield, for each of the sheets, the place of a column of its inputs: columns, name, first and last row."""
    composition = layout.composition
    for columns, inputs in ((INPUTS, composition.inputs), (INDEX_INPUTS, composition.of_indices)):
        if inputs.all:
            yield columns, name, FIRST_ROW, last_input_row(inputs)


def composition_sheets(layout: Layout, measures: Addresses) -> Iterator[Sheet]:
    """Yield the sheets: Composition where there are amounts by rule, Indexation where there are indices.

    `measures` are the columns of the sheet Measures.
    """
    composition = layout.composition
    if composition.inputs.all:
        yield _sheet(layout, INPUTS, composition.inputs, list(_composition_rows(layout, measures)), (CALCULATIONS,))
    if composition.of_indices.all:
        yield _sheet(layout, INDEX_INPUTS, composition.of_indices, list(indexation_rows(layout)), (FACTORS, LINKS))


def _sheet(
    layout: Layout, columns: Columns[InputLine], inputs: Inputs, rows: list[SheetRow], others: tuple[Columns[Any], ...]
) -> Sheet:
    """Return a sheet of inputs with blocks of other columns below them."""
    sheet = tabled_sheet(layout, columns, rows, len(rows))
    widths = tuple(max(some) for some in zip_longest(sheet.widths, *(other.widths for other in others), fillvalue=0.0))
    validations = () if layout.options.values else tuple(_accepted(layout, columns, inputs))
    tables = tables_in(rows, HEADING_ROW + 1)
    return sheet._replace(
        widths=(*sheet.widths, *widths[len(sheet.widths) :]),
        validations=validations,
        tables=tables,
        repeated_rows=(FACTS_ROW, HEADING_ROW - 1),
    )


def _accepted(layout: Layout, columns: Columns[InputLine], inputs: Inputs) -> Iterator[Validation]:
    """Yield what may be typed as an input."""
    rows = [FIRST_ROW + position for position, entered in enumerate(inputs.all) if entered.exact]
    if rows:
        yield accepted_numbers(layout, columns.at(rows[0]).value, ranges_of(columns, "value", rows))


def _composition_rows(layout: Layout, measures: Addresses) -> Iterator[SheetRow]:
    """Yield the rows of the sheet Composition below the headings of the inputs."""
    composition, blocks = layout.composition, blocks_of(layout)
    for position, entered in enumerate(composition.inputs.all, 1):
        yield INPUTS.row(InputLine(layout, position, entered), FIRST_ROW + position - 1)
    for title, head, rows in (
        (say("Index, and part of the year"), blocks.steps, composition.steps),
        (say("Tariffs: count × price × factor"), blocks.parts, composition.parts),
        (say("Surcharges"), blocks.surcharges, composition.surcharges),
    ):
        if rows:
            yield []
            yield [Cell(layout.text(title), "block")]
            yield CALCULATIONS.headings(layout.text)
        for row, calculation in enumerate(rows, head + 1):
            line = CalculationLine(layout, blocks, calculation, measures, values_of(calculation))
            yield CALCULATIONS.row(line, row)
