"""The cells of rows that add up accounts below them: the sum of a side, and the balance of two sides."""

from ridcalc.core.budget.types import SideName
from ridcalc.render.excel.amendment.annex import Annex
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.figures import Spot, again, or_pm, row_check, summed_cells
from ridcalc.render.excel.amendment.references import below
from ridcalc.render.excel.amendment.sums import Years
from ridcalc.render.excel.cells import Cell, SheetRow, nearest_euros
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.heads import frozen

BALANCE: dict[str, SideName] = {"number": "income", "minus": "expense"}
"""The columns with the numbers of what a balance adds and takes away."""


def checked(annex: Annex, row: int, cells: Cells, *others: tuple[str, int]) -> SheetRow:
    """Return a row with its check; `others` are further formulas that hold in case of a fault, with the fault."""
    return amendment_columns(annex.layout).filled(cells | row_check(annex.layout, row, cells, *others))


def side_cells(annex: Annex, spot: Spot, years: Years, member: str, *, moves: bool = False) -> Cells:
    """Return the cells of a row that adds up the accounts below it that have its number in the column `member`.

    It is not calculated where one of them, or of those with the number `minus`, is not. `moves`: a changed input can
    bring amounts of accounts that it does not add up, and it asks for a new export.
    """
    layout, row = annex.layout, spot.row
    at = amendment_columns(layout).at(row)

    def summed(name: str, year: int) -> str:
        members, column = (below(layout, column_name, row, annex.last) for column_name in (member, (name, year)))
        return f"SUMIFS({column},{members},{at.number})"

    def change(year: int) -> str:
        members, changes = (below(layout, name, row, annex.last) for name in (member, ("change", year)))
        more = f"{at['unknown', year]}>{at['unknown_before', year]}"
        known, text = or_pm(nearest_euros(summed("change", year)), more), again(layout)
        if moves:
            return frozen(layout, known)
        lacking = "+".join(f"COUNTIFS({members},{side},{changes},{text})" for side in (at.number, at.minus))
        return f"IF({lacking}>0,{text},{known})"

    def unknown(year: int) -> str:
        if keeps(year):
            return frozen(layout, at["taken", year])
        members, posts = (below(layout, name, row, annex.last) for name in (member, ("unknown", year)))
        text = again(layout)
        return f"IF(COUNTIFS({members},{at.number},{posts},{text})>0,{text},{summed('unknown', year)})"

    def keeps(year: int) -> bool:
        return moves or years[year].repeated

    cells = summed_cells(layout, spot, years, change, unknown) | {"minus": Cell(0, "small")}
    return cells | {("taken", year): Cell(shown.unknown, "small") for year, shown in years.items() if keeps(year)}


def balance_cells(annex: Annex, spot: Spot, years: Years, member: str, *, moves: bool = False) -> Cells:
    """Return the cells of a balance: the accounts below with its number, less those with the number `minus`.

    `moves` is that of `side_cells`.
    """
    layout, row = annex.layout, spot.row
    at = amendment_columns(layout).at(row)

    def change(year: int) -> str:
        members, changes = (below(layout, name, row, annex.last) for name in (member, ("change", year)))
        text, sides = again(layout), (at.number, at.minus)
        lacking = "+".join(f"COUNTIFS({members},{side},{changes},{text})" for side in sides)
        known = nearest_euros("-".join(f"SUMIFS({changes},{members},{side})" for side in sides))
        if moves:
            return frozen(layout, known)
        return f"IF({lacking}>0,{text},{known})"

    return summed_cells(layout, spot, years, change, None)
