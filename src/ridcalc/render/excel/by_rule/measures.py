"""The cells of amounts by rule on the sheet Measures."""

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.values.problems import say
from ridcalc.render.excel.by_rule.calculations import INPUTS
from ridcalc.render.excel.by_rule.sources import amount_in_euros, link_to
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.columns import At
from ridcalc.render.excel.composition.calculation import Source
from ridcalc.render.excel.heads import changed
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.wording import AS_VALUE, EXPORT_AGAIN

NUMBER = say("number in {sheet}", sheet=INPUTS.sheet)
"""The heading of the column of numbers by which the sheet Composition knows amounts."""
_MOST_LINKS = 50_000
"""Links on the sheet; a spreadsheet accepts some 65,000."""


def formula(layout: Layout, source: Source, at: At) -> str | None:
    """Return the formula of an amount; None for a value."""
    return None if source.kind == "value" else amount_in_euros(layout, source, at.source)


def source_cell(source: Source | None) -> Cell | None:
    """Return the cell with the number by which the sheet Composition knows an amount."""
    return None if source is None or source.kind == "value" else Cell(source.number, "small")


def as_value_cell(layout: Layout, source: Source | None) -> Cell | None:
    """Return the mark of an amount that is a value; it changes once an input was changed."""
    if source is None or source.kind != "value":
        return None
    same, other = layout.text(AS_VALUE), layout.text(EXPORT_AGAIN)
    return Cell(same, "text", f'IF({changed(layout)},"{other}","{same}")')


def remark(layout: Layout, source: Source) -> Cell:
    """Return the link to the calculation of an amount, or the mark of a value."""
    if source.kind == "value":
        return Cell(layout.text(AS_VALUE))
    link = link_to(layout, source) if len(layout.amounts) <= _MOST_LINKS else None
    return Cell(layout.text(INPUTS.sheet), "link_beside", link=link)


def fault(layout: Layout, source: Source, amount: Amount, at: At, in_units: str) -> Cell:
    """Return the cell that is 1 if an amount is not what its formula gives, is too large, or needs a new export.

    `in_units` is the formula of the amount in units of rounding.
    """
    same = f"{at.amount}={formula(layout, source, at) or at.exported}"
    needs_export = "1" if amount.dated in layout.batches.without else "0"
    known = f"IF(ABS({in_units})<10^15,{needs_export},1)"
    fault = f'IF({at.amount}="PM",0,IF(ISNUMBER({at.amount}),{known},1))'
    return Cell(0, "whole", f"IF({same},{fault},1)")
