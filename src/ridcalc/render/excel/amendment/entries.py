"""The rows of a block's entries, and of the total of each side."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.amendment import Entry
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.lines import AmendmentLine, BlockLines, Side
from ridcalc.render.excel.amendment.references import added_above, year_of
from ridcalc.render.excel.amendment.thousands import thousands_cells, thousands_total
from ridcalc.render.excel.cells import Cell, SheetRow, money_style, nearest_euros, total_value
from ridcalc.render.excel.columns import Cells, Name
from ridcalc.render.excel.division import group_block, groups, position_of
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


class AmountStyle(NamedTuple):
    """How amounts are shown: as totals, and without cents where only whole euros are booked."""

    total: bool = False
    whole_euros: bool = False


_TO_THE_CENT = AmountStyle()

SIDE_HEADINGS: dict[SideName, Message] = {"expense": say("EXPENSE"), "income": say("INCOME")}
_SIDE_TOTALS: dict[SideName, Message] = {"expense": say("Total expense"), "income": say("Total income")}


def side_rows(layout: Layout, lines: BlockLines, side: Side) -> Iterator[SheetRow]:
    """Yield the rows of a side: its heading, its entries and their total."""
    yield [Cell(layout.text(SIDE_HEADINGS[side.name]), "block")]
    for line in side.lines:
        yield _entry_row(layout, lines, side, line)
    yield _total_row(layout, lines, side)


def amount_cells(
    layout: Layout, row: int, totals: tuple[Total, ...], formulas: Formulas, shown: AmountStyle = _TO_THE_CENT
) -> Cells:
    """Return per year the cells of an amount, or of PM, and of the number of PM posts."""
    cells: Cells = {}
    cell_of = amendment_columns(layout).at(row)
    for year, amount in zip(layout.years, totals, strict=True):
        exact, unknown = formulas(year)
        formula = pm_formula(exact, cell_of["unknown", year])
        style = money_style(total=shown.total, assumed=amount.assumed, whole_euros=shown.whole_euros)
        cells["amount", year] = Cell(total_value(amount), style, formula)
        cells["unknown", year] = Cell(amount.pm, "pm", unknown)
    return cells


def pm_formula(amount: str, unknown: str) -> str:
    """Return the formula of an amount, or of the text PM where the amount is zero and leaves out PM posts."""
    return f'IF(({amount}=0)*({unknown}>0)>0,"PM",{amount})'


def described(text: str, remarks: Iterable[str]) -> Cell:
    """Return the cell of a description, and the remarks on it."""
    remark = "; ".join(remarks)
    return Cell(f"{text} – {remark}" if remark else text, "wrapped")


def found(layout: Layout, row: int, name: str, year: int) -> tuple[str, str]:
    """Return the formulas of what a row finds on another sheet in a year, in euros, and of its PM posts.

    `name` is the column with the number by which the row finds it: of a spending, a contribution, a payment, or a
    participant's column.
    """
    of_sheet = amounts if name == "spending" else parts
    number = amendment_columns(layout).at(row)[name]
    where = f"{of_sheet(layout, name)},{number},{of_sheet(layout, 'year')},{year_of(layout, year)}"
    return f"SUMIFS({of_sheet(layout, 'amount')},{where})", f"SUMIFS({of_sheet(layout, 'first_unknown')},{where})"


def of_division(layout: Layout, row: int, kind: str, year: int) -> str:
    """Return the formula of a participant's sum on the sheet Division in a year; `kind` is `amount` or `unknown`."""
    column = amendment_columns(layout).at(row)["column" if kind == "amount" else "pm_column"]
    return f"SUMIFS(INDEX({group_block(layout, kind)},0,{column}),{groups(layout, 'year')},{year_of(layout, year)})"


def column_cells(layout: Layout, participant: str) -> Cells:
    """Return the cells with the positions of a participant's columns on the sheet Division."""
    return {
        "column": Cell(position_of(layout, "amount", participant), "small"),
        "pm_column": Cell(position_of(layout, "unknown", participant), "small"),
    }


def group_cells(**groups: int | None) -> Cells:
    """Return the cells with the groups of a row, by the names of their columns; None is no cell."""
    return {name: Cell(group, "small") for name, group in groups.items() if group is not None}


def total_formulas(layout: Layout, row: int) -> Formulas:
    """Return the formulas of the sum of the group that a row adds up, and of the PM posts of its other group."""

    def formulas(year: int) -> tuple[str, str]:
        summed = added_above(layout, ("amount", year), row, "sums")
        return nearest_euros(summed), added_above(layout, ("unknown", year), row, "other")

    return formulas


def row_check(layout: Layout, row: int, cells: Cells, *others: tuple[str, int], unless: str = "") -> Cells:
    """Return the check of a row, and what its numbers add up to at the export.

    The check says whether the numbers are other than at the export without a changed input, or another fault holds.
    """
    columns, years = amendment_columns(layout), layout.years
    names: list[Name] = [(name, year) for year in years for name in ("amount", "unknown")]
    in_thousands: list[Name] = [("thousands", year) for year in years if ("thousands", year) in cells]
    at = columns.at(row)
    spans = [f"{at[names[0]]}:{at[names[-1]]}", *(at[name] for name in in_thousands)]
    exported = exported_sum(cells.get(name) for name in (*names, *in_thousands))
    typed = typed_over(layout, at.exported, exported, spans, unless=unless)
    return {"exported": exported, "check": verdict((typed, TYPED_OVER), *others)}


def _entry_row(layout: Layout, lines: BlockLines, of_side: Side, line: AmendmentLine) -> SheetRow:
    """Return the row of an entry; the amounts of a municipality are rounded to the amendment's unit."""
    entry, side = line.entry, of_side.name
    name = "spending" if entry.payer is None else "contribution" if side == "income" else "payment"

    def formulas(year: int) -> tuple[str, str]:
        exact, unknown = found(layout, line.row, name, year)
        euros = nearest_euros(exact)
        return (_in_unit(layout, euros) if lines.rounds else euros), unknown

    cells: Cells = {
        name: account_cell(layout, code)
        for name, code in zip(("programma", "taakveld", "category"), entry.account[:3], strict=True)
    }
    cells["description"] = described(layout.text(_description(layout, side, entry)), _remarks(layout, side, entry))
    cells["nature"] = Cell(NATURE_LETTERS[entry.nature], "centre")
    cells["direction"] = _direction(layout, side, line)
    cells[name] = Cell(entry.number, "small")
    cells |= group_cells(group=of_side.group, account=line.account)
    cells |= amount_cells(layout, line.row, line.amounts, formulas, AmountStyle(whole_euros=lines.rounds))
    cells |= thousands_cells(layout, lines, of_side, line)
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
    columns, row = amendment_columns(layout), side.row
    summed = total_formulas(layout, row)

    def formulas(year: int) -> tuple[str, str]:
        total, unknown = summed(year)
        return total, _unknown_of_total(layout, lines, side, year, unknown)

    cells: Cells = dict.fromkeys(("programma", "taakveld", "category", "nature", "direction"), Cell("", "total"))
    cells["description"] = Cell(layout.text(_SIDE_TOTALS[side.name]), "total")
    cells |= group_cells(group=side.group + 1, sums=side.group, other=_other_group(lines, side), account=side.account)
    if lines.rounds:
        cells |= column_cells(layout, lines.block.organisation)
    cells |= amount_cells(layout, row, side.total, formulas, AmountStyle(total=True, whole_euros=lines.rounds))
    for position, year in enumerate(layout.years):
        cells["thousands", year] = thousands_total(layout, side, position)
    own_sum = "+".join(
        apart(added_above(layout, ("amount", year), row, "sums"), f"SUM({columns.at(row)['amount', year]})")
        for year in layout.years
    )
    others = [_against_other_sheets(layout, side)] if lines.block.kind == "executor" else []
    cells |= row_check(layout, row, cells, *others, unless=own_sum)
    return columns.filled(cells)


def _other_group(lines: BlockLines, side: Side) -> int | None:
    """Return the group whose PM posts the total of a side counts: its lines, or for income the total of expense."""
    if lines.rounds:  # a PM post behind two contributions counts once: the sheet Division counts
        return None
    if side.name == "expense":
        return side.group
    expense = lines.sides.get("expense")
    return expense.group + 1 if expense else 0


def _against_other_sheets(layout: Layout, side: Side) -> tuple[str, int]:
    """Return the fault of a side of the executor: lasten other than Measures, or contributions other than Division."""
    total = amendment_columns(layout).at(side.row)

    def measured(year: int) -> str:
        where = f'{amounts(layout, "side")},"{layout.side_words[side.name]}"'
        return f"SUMIFS({amounts(layout, 'amount')},{where},{amounts(layout, 'year')},{year_of(layout, year)})"

    def divided(year: int) -> str:
        return f"SUMIFS({groups(layout, ('amount', None))},{groups(layout, 'year')},{year_of(layout, year)})"

    of_income = side.name == "income"
    other = "+".join(
        apart(f"SUM({total['amount', year]})", measured(year) + (f"+{divided(year)}" if of_income else ""))
        for year in layout.years
    )
    return other, OTHER_THAN_DIVISION if of_income else OTHER_THAN_MEASURES


def _unknown_of_total(layout: Layout, lines: BlockLines, side: Side, year: int, counted: str) -> str:
    """Return the formula that counts the PM posts of a side in a year, each post once; `counted` is of its other group.

    The income of the executor has also the PM posts of its own income.
    """
    if lines.rounds:
        return of_division(layout, side.row, "unknown", year)
    if lines.block.kind != "executor" or side.name == "expense":
        return counted
    posts, sides, years = (amounts(layout, name) for name in ("first_unknown", "side", "year"))
    return f'{counted}+SUMIFS({posts},{sides},"{layout.side_words["income"]}",{years},{year_of(layout, year)})'
