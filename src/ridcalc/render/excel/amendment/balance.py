"""What follows the sides of an executor or partnership: the balance, and whether councils must be heard."""

from collections.abc import Iterator, Sequence

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.lines import BlockLines
from ridcalc.render.excel.cells import Cell, Row, euros, nearest_euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout


def known_row(layout: Layout, label: Message, cents: Sequence[int], formulas: Sequence[str]) -> Row:
    """Return a row of amounts without PM: per year the cents and the formula in euros."""
    cells = Cells({"description": Cell(layout.text(label), "wrapped")})
    for year, amount, formula in zip(layout.years, cents, formulas, strict=True):
        cells["amount", year] = Cell(euros(amount), "money", formula)
    return amendment_columns(layout).filled(cells)


def balance_row(layout: Layout, lines: BlockLines) -> Row:
    """Return the balance of an organisation that passes everything on; it is zero."""
    signs = {"expense": -1, "income": 1}
    cents = [
        sum(signs[name] * side.total[position].amount for name, side in lines.sides.items())
        for position in range(len(layout.years))
    ]
    formulas = [
        nearest_euros(f"{_total(layout, lines, 'income', year)}-{_total(layout, lines, 'expense', year)}")
        for year in layout.years
    ]
    return known_row(layout, say("Balance (baten − lasten)"), cents, formulas)


def _total(layout: Layout, lines: BlockLines, name: str, year: int) -> str:
    """Return the formula of a side's total; 0 where the block has no such side."""
    rows = [side.row for side in lines.sides.values() if side.name == name]
    return f"SUM({amendment_columns(layout).at(rows[0])['amount', year]})" if rows else "0"


_CHANGES = {"yes": say("yes"), "no": say("no"), "unknown": say("not yet to be told (PM)")}


def hearing_rows(layout: Layout, lines: BlockLines) -> Iterator[Row]:
    """Yield whether the contributions change, and who must then be heard (Wgr art. 35)."""
    income = lines.sides.get("income")
    paid = income.paid if income else []
    if not paid:
        return
    words = {name: layout.text(message) for name, message in _CHANGES.items()}
    totals = [total for line in paid for total in line.amounts]
    yes, open_ = any(total.amount for total in totals), any(total.pm for total in totals)
    value = words["yes"] if yes else words["unknown"] if open_ else words["no"]
    formula = _changes(layout, paid[0].row, paid[-1].row, words)
    label = Cell(layout.text(say("Contribution changes:")), "total")
    columns = amendment_columns(layout)
    yield columns.filled({"description": label, ("amount", layout.years[0]): Cell(value, "total", formula)})
    told = say(
        "If so: the councils of {names} are heard (zienswijze), unless the regulation exempts this change.",
        names=tuple(layout.name(one) for one in lines.block.councils),
    )
    yield columns.filled({"description": Cell(layout.text(told), "fact")})


def _changes(layout: Layout, first: int, last: int, words: dict[str, str]) -> str:
    """Return the formula that says whether any contribution in some rows changes."""
    columns = amendment_columns(layout)
    changed = "+".join(
        f'COUNTIFS({columns.down(("amount", year), first, last)},"{sign}0")'
        for year in layout.years
        for sign in (">", "<")
    )
    unknown = "+".join(f"SUM({columns.down(('unknown', year), first, last)})" for year in layout.years)
    return f'IF({changed}>0,"{words["yes"]}",IF({unknown}>0,"{words["unknown"]}","{words["no"]}"))'
