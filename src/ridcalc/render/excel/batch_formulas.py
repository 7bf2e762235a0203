"""The formulas of what the trace divides: one amount or a batch, and of the PM posts that a batch leaves out."""

from ridcalc.core.allocation.result import Division
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES, amounts


def whole_of(layout: Layout, position: int, division: Division) -> str:
    """Return the formula of the amount that a division divides, in units of rounding: one amount, or a batch.

    A PM post that gets an amount joins the batch of its kind, if there is one; its own rows then divide 0.
    """
    if division.measure is None:
        return f"SUMIFS({amounts(layout, 'units')},{amounts(layout, 'batch')},{position + 1})"
    dated = division.amounts[0].dated
    cell = layout.cell(MEASURES, "units", layout.amount_rows[dated])
    return f'IF({cell}="PM","PM",0)' if dated in layout.batches.of_pm else cell


def unknown_of_batch(layout: Layout, number: int) -> str:
    """Return the formula that counts the PM posts of a batch, except the posts that have their own rows."""
    own = (dated for dated, batch in layout.batches.of_pm.items() if batch == number)
    cells = (layout.cell(MEASURES, "first_unknown", layout.amount_rows[dated]) for dated in own)
    counted = f"SUMIFS({amounts(layout, 'first_unknown')},{amounts(layout, 'batch')},{number})"
    return counted + "".join(f"-{cell}" for cell in cells)
