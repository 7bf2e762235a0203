"""The rows of a block's entries, and of the total of each side."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.amendment import Entry
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.lines import AmendmentLine, BlockLines, Side
from ridcalc.render.excel.amendment.thousands import thousands_cells, thousands_total
from ridcalc.render.excel.cells import Cell, SheetRow, money_style, nearest_euros, total_value
from ridcalc.render.excel.columns import Cells, Name
from ridcalc.render.excel.division import groups
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import amounts
from ridcalc.render.excel.row_checks import (
    OTHER_THAN_DIVISION,
    OTHER_THAN_MEASURES,
    TYPED_OVER,
    apart,
    exported_sum,
    typed_over,
    verdict,
)
from ridcalc.render.excel.trace import parts
from ridcalc.render.excel.wording import (
    CONTRIBUTION_CATEGORY,
    NATURE_LETTERS,
    account_cell,
    codes_text,
    missing_fields,
    some_names,
)

Formulas = Callable[[int], tuple[str, str]]
"""A function of a year that returns the formulas of an amount in euros and of its number of PM posts."""


class Look(NamedTuple):
    """How amounts are shown: as totals, and without cents where only whole euros are booked."""

    total: bool = False
    whole_euros: bool = False


_TO_THE_CENT = Look()

SIDE_HEADINGS: dict[SideName, Message] = {"expense": say("EXPENSE"), "income": say("INCOME")}
_SIDE_TOTALS: dict[SideName, Message] = {"expense": say("Total expense"), "income": say("Total income")}


def side_rows(layout: Layout, lines: BlockLines, side: Side) -> Iterator[SheetRow]:
    """Yield the rows of a side: its heading, its entries and their total."""
    yield [Cell(layout.text(SIDE_HEADINGS[side.name]), "block")]
    for line in side.lines:
        yield _entry_row(layout, lines, side, line)
    yield _total_row(layout, lines, side)


def amount_cells(
    layout: Layout, row: int, totals: tuple[Total, ...], formulas: Formulas, look: Look = _TO_THE_CENT
) -> Cells:
    """Return per year the cells of an amount, or of PM, and of the number of PM posts."""
    cells: Cells = {}
    cell_of = amendment_columns(layout).at(row)
    for year, amount in zip(layout.years, totals, strict=True):
        exact, unknown = formulas(year)
        formula = f'IF(({exact}=0)*({cell_of["unknown", year]}>0)>0,"PM",{exact})'
        style = money_style(total=look.total, assumed=amount.assumed, whole_euros=look.whole_euros)
        cells["amount", year] = Cell(total_value(amount), style, formula)
        cells["unknown", year] = Cell(amount.pm, "pm", unknown)
    return cells


def described(text: str, remarks: Iterable[str]) -> Cell:
    """Return the cell of a description, and the remarks on it."""
    remark = "; ".join(remarks)
    return Cell(f"{text} – {remark}" if remark else text, "wrapped")


def paid(layout: Layout, number: int, year: int, *, received: bool = False) -> tuple[str, str]:
    """Return the formulas of a payment (if `received`: a contribution) in a year, in euros, and of its PM posts."""
    numbers = parts(layout, "contribution" if received else "payment")
    where = f"{numbers},{number},{parts(layout, 'year')},{year}"
    return f"SUMIFS({parts(layout, 'amount')},{where})", f"SUMIFS({parts(layout, 'first_unknown')},{where})"


def _spent(layout: Layout, number: int, year: int) -> tuple[str, str]:
    """Return the formulas of a spending of the executor in a year, in euros, and of its PM posts."""
    where = f"{amounts(layout, 'spending')},{number},{amounts(layout, 'year')},{year}"
    return f"SUMIFS({amounts(layout, 'amount')},{where})", f"SUMIFS({amounts(layout, 'first_unknown')},{where})"


def row_check(layout: Layout, row: int, cells: Cells, *others: tuple[str, int], unless: str = "") -> Cells:
    """Return the check of a row, and what its numbers add up to at the export.

    The check says whether the numbers are other than at the export without a changed input, or another fault holds.
    """
    columns, years = amendment_columns(layout), layout.years
    names: list[Name] = [(name, year) for year in years for name in ("amount", "unknown")]
    in_thousands: list[Name] = [("thousands", year) for year in years if ("thousands", year) in cells]
    at = columns.at(row)
    spans = [f"{at[span[0]]}:{at[span[-1]]}" for span in (names, in_thousands) if span]
    exported = exported_sum(cells.get(name) for name in (*names, *in_thousands))
    typed = typed_over(layout, at.exported, exported, spans, unless=unless)
    return {"exported": exported, "check": verdict((typed, TYPED_OVER), *others)}


def _entry_row(layout: Layout, lines: BlockLines, of_side: Side, line: AmendmentLine) -> SheetRow:
    """Return the row of an entry; the amounts of a municipality are rounded to the amendment's unit."""
    entry, side = line.entry, of_side.name

    def formulas(year: int) -> tuple[str, str]:
        if entry.payer is None:
            exact, unknown = _spent(layout, entry.number, year)
        else:
            exact, unknown = paid(layout, entry.number, year, received=side == "income")
        euros = nearest_euros(exact)
        return (_in_unit(layout, euros) if lines.rounds else euros), unknown

    cells: Cells = {
        name: account_cell(layout, code)
        for name, code in zip(("programma", "taakveld", "category"), entry.account[:3], strict=True)
    }
    cells["description"] = described(layout.text(_description(layout, side, entry)), _remarks(layout, side, entry))
    cells["nature"] = Cell(NATURE_LETTERS[entry.nature], "centre")
    cells["direction"] = _direction(layout, side, line)
    cells |= amount_cells(layout, line.row, line.amounts, formulas, Look(whole_euros=lines.rounds))
    cells |= thousands_cells(layout, of_side, line)
    cells |= row_check(layout, line.row, cells)
    return amendment_columns(layout).filled(cells)


def _in_unit(layout: Layout, euros: str) -> str:
    """Return the formula that rounds an amount in euros to the unit in which municipalities book."""
    thousand = layout.settings.amendment.unit == 100_000
    return f"ROUND({euros}/1000,0)*1000" if thousand else f"ROUND({euros},0)"


def _description(layout: Layout, side: SideName, entry: Entry) -> Message:
    if entry.payer is None:
        names = list(_measures(layout, entry.number))
        return say("measures: {names}", names=some_names(names))
    if side == "expense":
        return say("contribution to {name}", name=layout.payee_name(entry.payee))
    return say("contribution of {name}", name=layout.name(entry.payer))


def _measures(layout: Layout, spending: int) -> Iterator[str]:
    """Yield the names of the measures that a spending, given by number, holds."""
    for name in dict.fromkeys(amount.measure for amount in layout.amounts):
        if layout.ledger.spending_of(layout.case.budget.measures[name]) == spending:
            yield layout.case.budget.names.of("measures", name)


def _remarks(layout: Layout, side: SideName, entry: Entry) -> Iterator[str]:
    """Yield the further codes, the missing fields of the booking, and the note of the payer."""
    account = entry.account
    missing = list(missing_fields(account))
    if account.category is None and entry.payer is None:
        missing.append(layout.text(say("category")))
    elif account.category is None and side == "expense":
        missing.append(layout.text(CONTRIBUTION_CATEGORY))
    codes = codes_text(account.codes)
    if codes:
        yield layout.text(codes)
    if missing:
        yield layout.text(say("missing: {fields}", fields=tuple(missing)))
    if side == "expense" and entry.payer is not None:
        note = layout.case.budget.participants[entry.payer].note
        if note:
            yield layout.text(note)


def _direction(layout: Layout, side: SideName, line: AmendmentLine) -> Cell:
    """Return the cell of a disadvantage (N), an advantage (V) or, in different years, both (N/V)."""
    more, less = ("N", "V") if side == "expense" else ("V", "N")
    above = any(amount.amount > 0 for amount in line.amounts)
    below = any(amount.amount < 0 for amount in line.amounts)
    value = "N/V" if above and below else more if above else less if below else ""
    cell_of = amendment_columns(layout).at(line.row)
    cells = [f"SUM({cell_of['amount', year]})" for year in layout.years]
    up, lower = ("+".join(["0", *(f"({cell}{sign}0)" for cell in cells)]) for sign in "><")
    return Cell(value, "centre", f'IF({up}>0,IF({lower}>0,"N/V","{more}"),IF({lower}>0,"{less}",""))')


def _total_row(layout: Layout, lines: BlockLines, side: Side) -> SheetRow:
    columns = amendment_columns(layout)
    first, last = side.lines[0].row, side.lines[-1].row

    def formulas(year: int) -> tuple[str, str]:
        summed = nearest_euros(f"SUM({columns.down(('amount', year), first, last)})")
        return summed, _unknown_of_total(layout, lines, side, year)

    cells: Cells = dict.fromkeys(("programma", "taakveld", "category", "nature", "direction"), Cell("", "total"))
    cells["description"] = Cell(layout.text(_SIDE_TOTALS[side.name]), "total")
    cells |= amount_cells(layout, side.row, side.total, formulas, Look(total=True, whole_euros=lines.rounds))
    for position, year in enumerate(layout.years):
        cells["thousands", year] = thousands_total(layout, side, position)
    own_sum = "+".join(
        apart(f"SUM({columns.down(('amount', year), first, last)})", f"SUM({columns.at(side.row)['amount', year]})")
        for year in layout.years
    )
    others = [_against_other_sheets(layout, side)] if lines.block.kind == "executor" else []
    cells |= row_check(layout, side.row, cells, *others, unless=own_sum)
    return columns.filled(cells)


def _against_other_sheets(layout: Layout, side: Side) -> tuple[str, int]:
    """Return the fault of a side of the executor: lasten other than Measures, or contributions other than Division."""
    total = amendment_columns(layout).at(side.row)

    def measured(year: int) -> str:
        sides, years = amounts(layout, "side"), amounts(layout, "year")
        return f'SUMIFS({amounts(layout, "amount")},{sides},"{layout.side_words[side.name]}",{years},{year})'

    def divided(year: int) -> str:
        return f"SUMIFS({groups(layout, ('amount', None))},{groups(layout, 'year')},{year})"

    of_income = side.name == "income"
    other = "+".join(
        apart(f"SUM({total['amount', year]})", measured(year) + (f"+{divided(year)}" if of_income else ""))
        for year in layout.years
    )
    return other, OTHER_THAN_DIVISION if of_income else OTHER_THAN_MEASURES


def _unknown_of_total(layout: Layout, lines: BlockLines, side: Side, year: int) -> str:
    """Return the formula that counts the PM posts of a side in a year, each post once."""
    columns = amendment_columns(layout)
    if lines.rounds:  # a PM post behind two contributions counts once
        posts = groups(layout, ("unknown", lines.block.organisation))
        return f"SUMIFS({posts},{groups(layout, 'year')},{year})"
    if side.name == "expense":
        return f"SUM({columns.down(('unknown', year), side.lines[0].row, side.lines[-1].row)})"
    expense = lines.sides.get("expense")
    of_expense = columns.at(expense.row)["unknown", year] if expense else "0"
    return f"{of_expense}{_unknown_of_own_income(layout, lines, year)}"


def _unknown_of_own_income(layout: Layout, lines: BlockLines, year: int) -> str:
    """Return the formula that adds the PM posts of the executor's own income in a year."""
    if lines.block.kind != "executor":
        return ""
    posts, sides, years = (amounts(layout, name) for name in ("first_unknown", "side", "year"))
    return f'+SUMIFS({posts},{sides},"{layout.side_words["income"]}",{years},{year})'
