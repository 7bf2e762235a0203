"""The rows below the contribution of a municipality: the amount to the cent, and the coverage (dekking)."""

from collections.abc import Iterator
from typing import Literal

from ridcalc.core.analysis.amendment import Block
from ridcalc.core.budget.covering import ONE_OFF_COVERAGE
from ridcalc.core.budget.types import CoverageName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.balance import known_row
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.entries import (
    amount_cells,
    column_cells,
    described,
    found,
    group_cells,
    of_division,
    pm_formula,
    row_check,
    total_formulas,
)
from ridcalc.render.excel.amendment.lines import Side, added
from ridcalc.render.excel.amendment.references import above, added_above
from ridcalc.render.excel.cells import Cell, SheetRow, nearest_euros, total_value
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import OTHER_THAN_DIVISION, apart
from ridcalc.render.excel.wording import NATURE_LETTERS

_Source = CoverageName | Literal["several"]

_NAMES: dict[_Source, Message] = {
    "saldo": say("charged to the balance of the budget"),
    "reserve": say("withdrawn from a reserve (taakveld 0.10)"),
    "unforeseen": say("from the item for unforeseen expenses (taakveld 0.8)"),
    "existing": say("within the existing budget"),
    "several": say("from several sources in turn: see ridcalc amend"),
}


def municipality_rows(layout: Layout, block: Block, expense: Side, row: int) -> Iterator[SheetRow]:
    """Yield, from the row `row`, the contribution to the cent, the difference by rounding, and the coverage."""
    columns = amendment_columns(layout)
    total, to_the_cent = columns.at(expense.row), columns.at(row)
    exact = added([line.entry.amounts for line in expense.lines])

    def formulas(year: int) -> tuple[str, str]:
        return nearest_euros(found(layout, row, "column", year)[0]), total["unknown", year]

    cells = Cells({"description": Cell(layout.text(say("Contribution to the cent")))})
    cells |= column_cells(layout, block.organisation)
    cells |= amount_cells(layout, row, exact, formulas)
    cells |= row_check(layout, row, cells, (_apart_from_division(layout, row), OTHER_THAN_DIVISION))
    yield columns.filled(cells)
    totals = zip(expense.total, exact, strict=True)
    differences = [rounded.amount - unrounded.amount for rounded, unrounded in totals]
    rounding = [
        nearest_euros(f"SUM({total['amount', year]})-SUM({to_the_cent['amount', year]})") for year in layout.years
    ]
    yield known_row(layout, say("Difference by rounding to what is booked"), differences, rounding)
    yield from _coverage(layout, block, expense, row + 2)


def _coverage(layout: Layout, block: Block, expense: Side, row: int) -> Iterator[SheetRow]:
    """Yield, from the row `row`, a row for each source that pays for the contribution, or for what is undecided."""
    yield [Cell(layout.text(say("COVERAGE")), "block")]
    sources = dict.fromkeys(coverage.source if coverage else None for coverage in block.coverage)
    for number, source in enumerate(sorted(sources, key=lambda source: source is None), row + 1):
        yield _source_row(layout, block, expense, source, number)
    yield from _one_off_row(layout, block, expense, row + 1 + len(sources))


def _apart_from_division(layout: Layout, row: int) -> str:
    """Return the formula that holds if a contribution to the cent is other than on the sheet Division."""
    at = amendment_columns(layout).at(row)
    return "+".join(
        apart(f"SUM({at['amount', year]})", of_division(layout, row, "amount", year)) for year in layout.years
    )


def _source_row(layout: Layout, block: Block, expense: Side, source: _Source | None, row: int) -> SheetRow:
    """Return the row `row` with the total of each year that the source pays for (None: to be decided)."""
    formulas, at = total_formulas(layout, row), amendment_columns(layout).at(row)
    label = _NAMES[source] if source else say("Coverage: to be decided")
    cells = Cells({"description": described(layout.text(label), _remarks(layout, block, source))})
    cells |= group_cells(sums=expense.group + 1, other=expense.group + 1)
    for year, coverage, amount in zip(layout.years, block.coverage, expense.total, strict=True):
        if (coverage.source if coverage else None) == source:
            paid, unknown = formulas(year)
            cells["amount", year] = Cell(total_value(amount), "euros", pm_formula(paid, at["unknown", year]))
            cells["unknown", year] = Cell(amount.pm, "pm", unknown)
    return amendment_columns(layout).filled(cells)


def _remarks(layout: Layout, block: Block, source: _Source | None) -> Iterator[str]:
    """Yield the remarks on the coverage from a source."""
    remarks = dict.fromkeys(coverage.remark for coverage in block.coverage if coverage and coverage.source == source)
    yield from (layout.text(remark) for remark in remarks if remark)


def _one_off_row(layout: Layout, block: Block, expense: Side, row: int) -> Iterator[SheetRow]:
    """Yield the warning, with a word in each year, that one-off coverage pays for structural lasten.

    Yield nothing if no year has one-off coverage, or no line is structural.
    """
    columns, word = amendment_columns(layout), layout.text(say("yes"))
    structural = [line for line in expense.lines if line.entry.nature == "structural"]
    cells: Cells = {}
    for position, (year, coverage) in enumerate(zip(layout.years, block.coverage, strict=True)):
        if structural and coverage and coverage.source in ONE_OFF_COVERAGE:
            met = any(line.amounts[position].amount or line.amounts[position].pm for line in structural)
            formula = f'IF({_structural(layout, row, year)}>0,"{word}","")'
            cells["amount", year] = Cell(word if met else "", "alert", formula)
    if not cells:
        return
    at = columns.at(row)
    span = f"{at['amount', layout.years[0]]}:{at['amount', layout.years[-1]]}"
    warning = layout.text(say("WARNING: structural expense meets one-off coverage in"))
    shown = any(cell and cell.value for cell in cells.values())
    formula = f'IF(COUNTIFS({span},"{word}")>0,"{warning}","")'
    cells["description"] = Cell(warning if shown else "", "alert", formula, longest=warning)
    yield columns.filled(cells | group_cells(sums=expense.group))


def _structural(layout: Layout, row: int, year: int) -> str:
    """Return the formula of how many structural amounts and PM posts the lines have that a row adds up."""
    at, natures = amendment_columns(layout).at(row), f'{above(layout, "nature", row)},"{NATURE_LETTERS["structural"]}"'
    lines, amounts = f"{above(layout, 'group', row)},{at.sums}", above(layout, ("amount", year), row)
    counts = "+".join(f'COUNTIFS({lines},{natures},{amounts},"{sign}0")' for sign in "><")
    return f"{counts}+{added_above(layout, ('unknown', year), row, 'sums', natures)}"
