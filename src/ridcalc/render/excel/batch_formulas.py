"""The formulas of what the trace divides: one amount or a batch, and of the PM posts that a batch leaves out."""

from ridcalc.core.amounts.amount import Amount
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.measures import MEASURES, amounts
from ridcalc.render.excel.pieces import fixed_part, piece_formula


def whole_of(layout: Layout, position: int, number: str) -> str:
    """Return the formula of what the division in a position divides, in units of rounding: an amount, or a batch.

    `number` is the cell with the row of the amount, or with the number of the batch. A PM post that gets an amount
    joins the batch of its kind, if there is one; its own rows then divide 0. A part by days has a formula of its own.
    """
    division = layout.divisions[position]
    if not layout.follows_days(position):
        known = None if division.amount is None else division.amount // division.unit
        return fixed_part([_units(layout, amount) for amount in division.amounts], layout.whole(position), known)
    if position in layout.days:
        return _part_by_days(layout, position, _units(layout, division.amounts[0]))
    if division.measure is None:
        return f"SUMIFS({amounts(layout, 'units')},{amounts(layout, 'batch')},{number})"
    units = f"INDEX({amounts(layout, 'units')},{number})"
    return f'IF({units}="PM","PM",0)' if division.amounts[0].dated in layout.batches.of_pm else units


def _units(layout: Layout, amount: Amount) -> str:
    """Return the cell with the units of an amount on the sheet of the amounts."""
    return layout.cell(MEASURES, "units", layout.amount_rows[amount.dated])


def _part_by_days(layout: Layout, position: int, units: str) -> str:
    """Return the formula of the part of a version; a cell, since an INDEX would make the formula too long."""
    return f'IF({units}="PM","PM",{piece_formula(units, *layout.days[position])})'


def unknown_of_batch(layout: Layout, number: str) -> str:
    """Return the formula that counts the PM posts of a batch, except the posts that have their own rows."""
    posts = amounts(layout, "first_unknown")
    counted, own = (f"SUMIFS({posts},{amounts(layout, name)},{number})" for name in ("batch", "batch_to_join"))
    return f"{counted}-{own}"
