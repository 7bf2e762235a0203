"""What is decided, per programma: expense, income and balance, and below it the totals and the result (BBV art. 17)."""

from collections.abc import Iterator
from functools import partial

from ridcalc.core.budget.types import SIDES, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.adding import BALANCE, balance_cells, checked, side_cells
from ridcalc.render.excel.amendment.against import against_others
from ridcalc.render.excel.amendment.annex import Annex
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.figures import Shown, Spot, again, summed_cells
from ridcalc.render.excel.amendment.planned import PlannedRow
from ridcalc.render.excel.amendment.programmes import programme_rows
from ridcalc.render.excel.amendment.references import below
from ridcalc.render.excel.amendment.sums import added, balance_of_totals, total_of
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.division import position_of
from ridcalc.render.excel.row_checks import UNBALANCED, apart
from ridcalc.views.amendment_words import RESULT_SIGNS

_TOTALS: dict[tuple[bool, SideName], Message] = {
    (False, "expense"): say("Total expense"),
    (False, "income"): say("Total income"),
    (True, "expense"): say("Total additions to reserves"),
    (True, "income"): say("Total withdrawals from reserves"),
}


def decided_rows(annex: Annex) -> Iterator[PlannedRow]:
    """Yield the rows of what is decided."""
    yield from programme_rows(annex)
    for of_reserve in (False, True):
        for side in SIDES:
            number = annex.groups.total_number(side, of_reserve=of_reserve)
            yield PlannedRow(partial(_total_row, annex, side, number, of_reserve=of_reserve), total=number)
        if not of_reserve:
            yield PlannedRow(partial(_balance_row, annex))
    yield PlannedRow(partial(_result_row, annex))
    if annex.rounds:
        yield PlannedRow(partial(_to_the_cent, annex))


def _labelled(annex: Annex, text: Message) -> Cells:
    blank: Cells = dict.fromkeys(("programma", "taakveld", "category", "nature"), Cell("", "total"))
    return blank | {"description": Cell(annex.layout.text(text), "total")}


def _balance_row(annex: Annex, row: int) -> SheetRow:
    years = balance_of_totals(annex, of_reserve=False)
    cells = balance_cells(annex, Spot(row, 1, total=True), years, "total")
    for name, side in BALANCE.items():
        cells[name] = Cell(annex.groups.total_number(side, of_reserve=False), "small")
    return checked(annex, row, cells | _labelled(annex, say("Balance of income and expense")))


def _total_row(annex: Annex, side: SideName, number: int, row: int, *, of_reserve: bool) -> SheetRow:
    years = total_of(annex, side, of_reserve=of_reserve)
    cells = side_cells(annex, Spot(row, RESULT_SIGNS[side], total=True), years, "total")
    cells |= _labelled(annex, _TOTALS[of_reserve, side]) | {"number": Cell(number, "small")}
    if of_reserve:  # a withdrawal that becomes an addition stands on neither until the workbook is exported again
        other: SideName = "income" if side == "expense" else "expense"
        cells["minus"] = Cell(annex.groups.total_number(other, of_reserve=True), "small")
        return checked(annex, row, cells)
    cells["booked"] = Cell(annex.books.number, "small")
    if annex.rounds and side == "expense":
        cells["column"] = Cell(position_of(annex.layout, "amount", str(annex.block.organisation)), "small")
    return checked(annex, row, cells, *against_others(annex, row, side))


def _result_row(annex: Annex, row: int) -> SheetRow:
    """Return the row of the result: all income and withdrawals, less all expense and additions."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    years = added(balance_of_totals(annex, of_reserve=False), balance_of_totals(annex, of_reserve=True))
    cells = summed_cells(
        layout, Spot(row, 1, total=True), years, lambda year: _signed(annex, row, "booked", year), None
    )
    cells |= _labelled(annex, say("Result")) | {"number": Cell(annex.books.number, "small")}
    others = []
    if annex.block.kind != "municipality" and not any(shown.change for shown in years.values()):
        others.append(("+".join(apart(f"SUM({at['change', year]})", "0") for year in years), UNBALANCED))
    return checked(annex, row, cells, *others)


def _signed(annex: Annex, row: int, member: str, year: int) -> str:
    """Return the formula of the sum, by sign, of the changes below that have the row's number in a column."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    changes, members, signs = (below(layout, name, row, annex.last) for name in (("change", year), member, "sign"))
    sums = [f"SUMIFS({changes},{members},{at.number},{signs},{sign})" for sign in (1, -1)]
    whose, text = f"{members},{at.number},{changes}", again(layout)
    return f"IF(COUNTIFS({whose},{text})>0,{text},{nearest_euros('-'.join(sums))})"


def _to_the_cent(annex: Annex, row: int) -> SheetRow:
    """Return the row of the result to the cent, before changes are rounded to what is booked."""
    layout = annex.layout
    accounts = annex.books.accounts
    years = {
        year: Shown(
            None, sum(RESULT_SIGNS[account.heading[2]] * account.rows[year].change for account in accounts), None
        )
        for year in layout.decision.years
    }
    cells: Cells = {"description": Cell(layout.text(say("Result to the cent, before rounding")), "wrapped")}
    cells["number"] = Cell(annex.books.number, "small")
    for year, shown in years.items():
        cells["change", year] = Cell(euros(shown.change), "money", _signed(annex, row, "block", year))
    return checked(annex, row, cells)
