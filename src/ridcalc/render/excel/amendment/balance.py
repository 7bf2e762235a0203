"""The rows below the sides of an executor or partnership: the balance, and which councils are heard."""

from collections.abc import Iterator, Sequence

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.lines import BlockLines
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import UNBALANCED, apart, verdict


def known_row(
    layout: Layout, label: Message, cents: Sequence[int], formulas: Sequence[str], check: Cell | None = None
) -> SheetRow:
    """Return a row of amounts that are not PM; `cents` and `formulas` (in euros) are per year."""
    cells = Cells({"description": Cell(layout.text(label), "wrapped")})
    for year, amount, formula in zip(layout.years, cents, formulas, strict=True):
        cells["amount", year] = Cell(euros(amount), "money", formula)
    if check:
        cells["check"] = check
    return amendment_columns(layout).filled(cells)


def balance_row(layout: Layout, lines: BlockLines) -> SheetRow:
    """Return the row of the balance, baten minus lasten: zero for an organisation that passes on all its cost."""
    signs = {"expense": -1, "income": 1}
    cents = [
        sum(signs[name] * side.total[position].amount for name, side in lines.sides.items())
        for position in range(len(layout.years))
    ]
    formulas = [
        nearest_euros(f"{_total(layout, lines, 'income', year)}-{_total(layout, lines, 'expense', year)}")
        for year in layout.years
    ]
    return known_row(
        layout, say("Balance (income − expense)"), cents, formulas, _unbalanced(layout, cents, lines.below)
    )


def _unbalanced(layout: Layout, cents: Sequence[int], row: int) -> Cell | None:
    """Return the check of a balance that is zero in every year at the export; None if it is not."""
    if any(cents):
        return None
    at = amendment_columns(layout).at(row)
    return verdict(("+".join(apart(at["amount", year], "0") for year in layout.years), UNBALANCED))


def _total(layout: Layout, lines: BlockLines, name: str, year: int) -> str:
    """Return the formula of a side's total in a year; 0 if the block does not have that side."""
    rows = [side.row for side in lines.sides.values() if side.name == name]
    return f"SUM({amendment_columns(layout).at(rows[0])['amount', year]})" if rows else "0"


_CHANGES = {"yes": say("yes"), "no": say("no"), "unknown": say("not known yet (PM)")}


def hearing_rows(layout: Layout, lines: BlockLines) -> Iterator[SheetRow]:
    """Yield whether contributions change, and which councils are heard if so (zienswijze, Wgr art. 35).

    Yield nothing without contributions.
    """
    income = lines.sides.get("income")
    paid = income.paid if income else []
    if not paid:
        return
    words = {name: layout.text(message) for name, message in _CHANGES.items()}
    totals = [total for line in paid for total in line.amounts]
    changed, unknown = any(total.amount for total in totals), any(total.pm for total in totals)
    value = words["yes"] if changed else words["unknown"] if unknown else words["no"]
    formula = _changes(layout, paid[0].row, paid[-1].row, words)
    label = Cell(layout.text(say("Contribution changes:")), "total")
    columns = amendment_columns(layout)
    yield columns.filled({"description": label, ("amount", layout.years[0]): Cell(value, "total", formula)})
    message = say(
        "If so: the councils of {names} are heard, unless the regulation exempts this change.",
        names=tuple(layout.name(municipality) for municipality in lines.block.councils),
    )
    yield columns.filled({"description": Cell(layout.text(message), "fact")})


def _changes(layout: Layout, first: int, last: int, words: dict[str, str]) -> str:
    """Return the formula of the word for whether a contribution in the rows `first` to `last` changes."""
    columns = amendment_columns(layout)
    changed = "+".join(
        f'COUNTIFS({columns.down(("amount", year), first, last)},"{sign}0")'
        for year in layout.years
        for sign in (">", "<")
    )
    unknown = "+".join(f"SUM({columns.down(('unknown', year), first, last)})" for year in layout.years)
    return f'IF({changed}>0,"{words["yes"]}",IF({unknown}>0,"{words["unknown"]}","{words["no"]}"))'
