"""The formulas of what the trace divides: one amount or a batch, and of the PM posts that a batch leaves out."""

from ridcalc.core.allocation.result import Division
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import amounts


def whole_of(layout: Layout, division: Division, number: str) -> str:
    """Return the formula of the amount that a division divides, in units of rounding: one amount, or a batch.

    `number` is the cell with the row of the amount, or with the number of the batch. A PM post that gets an amount
    joins the batch of its kind, if there is one; its own rows then divide 0.
    """
    if division.measure is None:
        return f"SUMIFS({amounts(layout, 'units')},{amounts(layout, 'batch')},{number})"
    units = f"INDEX({amounts(layout, 'units')},{number})"
    return f'IF({units}="PM","PM",0)' if division.amounts[0].dated in layout.batches.of_pm else units


def unknown_of_batch(layout: Layout, number: str) -> str:
    """Return the formula that counts the PM posts of a batch, except the posts that have their own rows."""
    posts = amounts(layout, "first_unknown")
    counted, own = (f"SUMIFS({posts},{amounts(layout, name)},{number})" for name in ("batch", "batch_to_join"))
    return f"{counted}-{own}"
