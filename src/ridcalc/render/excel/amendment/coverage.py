"""The rows below the contribution of a municipality: the amount to the cent, and the coverage (dekking)."""

from collections.abc import Iterator

from ridcalc.core.allocation.warnings import ONE_OFF_COVERAGE
from ridcalc.core.analysis.amendment import Block
from ridcalc.core.budget.types import CoverageName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.balance import known_row
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.entries import amount_cells, described, paid
from ridcalc.render.excel.amendment.lines import Side, added
from ridcalc.render.excel.cells import Cell, SheetRow, nearest_euros, total_value
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout

_NAMES: dict[CoverageName, Message] = {
    "saldo": say("charged to the balance of the budget"),
    "reserve": say("withdrawn from a reserve (taakveld 0.10)"),
    "unforeseen": say("from the item for unforeseen expenses (taakveld 0.8)"),
    "existing": say("within the existing budget"),
}


def municipality_rows(layout: Layout, block: Block, expense: Side, row: int) -> Iterator[SheetRow]:
    """Yield, from the row `row`, the contribution to the cent, the difference by rounding, and the coverage."""
    columns = amendment_columns(layout)
    total, to_the_cent = columns.at(expense.row), columns.at(row)
    exact = added([line.entry.amounts for line in expense.lines])

    def formulas(year: int) -> tuple[str, str]:
        summed = "+".join(paid(layout, line.entry.number, year)[0] for line in expense.lines)
        return nearest_euros(summed), total["unknown", year]

    label = Cell(layout.text(say("Contribution to the cent")))
    yield columns.filled({"description": label, **amount_cells(layout, row, exact, formulas)})
    totals = zip(expense.total, exact, strict=True)
    differences = [rounded.amount - unrounded.amount for rounded, unrounded in totals]
    rounding = [
        nearest_euros(f"SUM({total['amount', year]})-SUM({to_the_cent['amount', year]})") for year in layout.years
    ]
    yield known_row(layout, say("Difference by rounding to what is booked"), differences, rounding)
    yield from _coverage(layout, block, expense)


def _coverage(layout: Layout, block: Block, expense: Side) -> Iterator[SheetRow]:
    """Yield a row for each source that pays for the contribution; years without coverage are to be decided."""
    yield [Cell(layout.text(say("COVERAGE")), "block")]
    sources = dict.fromkeys(coverage.source if coverage else None for coverage in block.coverage)
    for source in sorted(sources, key=lambda source: source is None):
        yield _source_row(layout, block, expense, source)
    one_off = tuple(_one_off_years(layout, block, expense))
    if one_off:
        message = say("WARNING: structural lasten meet one-off coverage in {years}", years=one_off)
        yield amendment_columns(layout).filled({"description": Cell(layout.text(message), "alert")})


def _source_row(layout: Layout, block: Block, expense: Side, source: CoverageName | None) -> SheetRow:
    """Return a row with the total of each year that the source pays for (None: to be decided)."""
    columns = amendment_columns(layout)
    total = columns.at(expense.row)
    label = _NAMES[source] if source else say("Coverage: to be decided")
    cells = Cells({"description": described(layout.text(label), _remarks(layout, block, source))})
    for year, coverage, amount in zip(layout.years, block.coverage, expense.total, strict=True):
        if (coverage.source if coverage else None) == source:
            cells["amount", year] = Cell(total_value(amount), "euros", total["amount", year])
            cells["unknown", year] = Cell(amount.pm, "pm", total["unknown", year])
    return columns.filled(cells)


def _remarks(layout: Layout, block: Block, source: CoverageName | None) -> Iterator[str]:
    """Yield the remarks on the coverage from a source."""
    remarks = dict.fromkeys(coverage.remark for coverage in block.coverage if coverage and coverage.source == source)
    yield from (layout.text(remark) for remark in remarks if remark)


def _one_off_years(layout: Layout, block: Block, expense: Side) -> Iterator[str]:
    """Yield the years in which one-off coverage pays for structural lasten."""
    structural = [line.entry for line in expense.lines if line.entry.nature == "structural"]
    for position, (year, coverage) in enumerate(zip(layout.years, block.coverage, strict=True)):
        amounts = [entry.amounts[position] for entry in structural]
        if coverage and coverage.source in ONE_OFF_COVERAGE and any(amount.amount or amount.pm for amount in amounts):
            yield str(year)
