"""The rows below the sides of an executor or partnership: the balance, and which councils are heard."""

from collections.abc import Iterator, Sequence

from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.entries import group_cells
from ridcalc.render.excel.amendment.lines import BlockLines
from ridcalc.render.excel.amendment.references import above, added_above
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import UNBALANCED, apart, verdict


def known_row(
    layout: Layout, label: Message, cents: Sequence[int], formulas: Sequence[str], check: Cell | None = None
) -> SheetRow:
    """Return a row of amounts that are not PM; `cents` and `formulas` (in euros) are per year."""
    return amendment_columns(layout).filled(_known(layout, label, cents, formulas) | {"check": check})


def _known(layout: Layout, label: Message, cents: Sequence[int], formulas: Sequence[str]) -> Cells:
    cells = Cells({"description": Cell(layout.text(label), "wrapped")})
    for year, amount, formula in zip(layout.years, cents, formulas, strict=True):
        cells["amount", year] = Cell(euros(amount), "money", formula)
    return cells


def balance_row(layout: Layout, lines: BlockLines) -> SheetRow:
    """Return the row of the balance, baten minus lasten: zero for an organisation that passes on all its cost."""
    signs, row = {"expense": -1, "income": 1}, lines.below
    cents = [
        sum(signs[name] * side.total[position].amount for name, side in lines.sides.items())
        for position in range(len(layout.years))
    ]
    formulas = [
        nearest_euros("-".join(added_above(layout, ("amount", year), row, name) for name in ("sums", "other")))
        for year in layout.years
    ]
    cells = _known(layout, say("Balance (income − expense)"), cents, formulas)
    cells["check"] = _unbalanced(layout, cents, row)
    cells |= group_cells(sums=_total_group(lines, "income"), other=_total_group(lines, "expense"))
    return amendment_columns(layout).filled(cells)


def _total_group(lines: BlockLines, name: SideName) -> int:
    """Return the group of a side's total; 0 if the block does not have that side."""
    side = lines.sides.get(name)
    return side.group + 1 if side else 0


def _unbalanced(layout: Layout, cents: Sequence[int], row: int) -> Cell | None:
    """Return the check of a balance that is zero in every year at the export; None if it is not."""
    if any(cents):
        return None
    at = amendment_columns(layout).at(row)
    return verdict(("+".join(apart(at["amount", year], "0") for year in layout.years), UNBALANCED))


_CHANGES = {"yes": say("yes"), "no": say("no"), "unknown": say("not known yet (PM)")}


def hearing_rows(layout: Layout, lines: BlockLines) -> Iterator[SheetRow]:
    """Yield whether contributions change, and which councils are heard if so (zienswijze, Wgr art. 35).

    Yield nothing without contributions.
    """
    income = lines.sides.get("income")
    if income is None or not income.paid:
        return
    words = {name: layout.text(message) for name, message in _CHANGES.items()}
    totals = [total for line in income.paid for total in line.amounts]
    changed, unknown = any(total.amount for total in totals), any(total.pm for total in totals)
    value = words["yes"] if changed else words["unknown"] if unknown else words["no"]
    formula = _changes(layout, lines.below + 1, words)
    label = Cell(layout.text(say("Contribution changes:")), "total")
    columns = amendment_columns(layout)
    cells = Cells({"description": label, ("amount", layout.years[0]): Cell(value, "total", formula)})
    yield columns.filled(cells | group_cells(sums=income.group))
    message = say(
        "If so: the councils of {names} are heard, unless the regulation exempts this change.",
        names=tuple(layout.name(municipality) for municipality in lines.block.councils),
    )
    yield columns.filled({"description": Cell(layout.text(message), "fact")})


def _changes(layout: Layout, row: int, words: dict[str, str]) -> str:
    """Return the formula, in the row `row`, of the word for whether a contribution of its group changes."""
    paid = f'{above(layout, "contribution", row)},">0"'
    lines = f"{above(layout, 'group', row)},{amendment_columns(layout).at(row).sums},{paid}"
    changed = "+".join(
        f'COUNTIFS({lines},{above(layout, ("amount", year), row)},"{sign}0")' for year in layout.years for sign in "><"
    )
    unknown = "+".join(added_above(layout, ("unknown", year), row, "sums", paid) for year in layout.years)
    return f'IF({changed}>0,"{words["yes"]}",IF({unknown}>0,"{words["unknown"]}","{words["no"]}"))'
