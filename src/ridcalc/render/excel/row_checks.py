"""Checks of rows: whether a row's numbers are as ridcalc wrote them while no input was changed."""

from collections.abc import Iterable
from decimal import Decimal

from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.heads import changed
from ridcalc.render.excel.layout import Layout

SOUND, TYPED_OVER, UNBALANCED, OTHER_THAN_MEASURES, OTHER_THAN_DIVISION, AMOUNT_OF_KEY = range(6)
"""The numbers in a column of checks: what is wrong with a row."""

_LARGE = 10**11
"""Above this, in euros, a sum of several amounts is exact to less than a cent in no spreadsheet."""


def exported_sum(cells: Iterable[Cell | None]) -> Cell:
    """Return the cell with the sum of a row's numbers at the export."""
    numbers = (cell.value for cell in cells if cell is not None and not isinstance(cell.value, str))
    return Cell(sum((Decimal(str(number)) for number in numbers), Decimal(0)), "small")


def typed_over(layout: Layout, exported: str, sum_of: Cell, spans: Iterable[str], *, unless: str = "") -> str:
    """Return the formula that holds if the numbers of a row add up to other than at the export, without a reason.

    The reason is a changed input. `exported` is the reference to `sum_of`, the cell that `exported_sum` returned, and
    `spans` are the references to the row's numbers. `unless` is a formula of what may not hold either way, so that the
    row is wrong even after a change.
    """
    differs = apart(f"SUM({','.join(spans)})", exported, Decimal(sum_of.value))
    wrong = f"IF({changed(layout)},0,{differs})"
    return f"{wrong}+{unless}" if unless else wrong


def apart(amount: str, other: str, size: Decimal = Decimal(0)) -> str:
    """Return the formula that is 1 if two sums in euros, of about `size`, differ, else 0."""
    tolerance = "0.004" if abs(size) < _LARGE else "0.5"
    return f"IF(ABS({amount}-({other}))>{tolerance},1,0)"


def verdict(*faults: tuple[str, int]) -> Cell:
    """Return the cell of a column of checks: the number of the first fault whose formula is above 0."""
    formula = str(SOUND)
    for condition, number in reversed(faults):
        formula = f"IF({condition}>0,{number},{formula})"
    return Cell(SOUND, "small", formula)
