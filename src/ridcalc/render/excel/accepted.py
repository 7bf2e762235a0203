"""What a spreadsheet program accepts while a reader types, for the sheets with inputs."""

from collections.abc import Sequence

from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import runs_of
from ridcalc.render.excel.columns import Addresses, Name
from ridcalc.render.excel.conditions import Validation
from ridcalc.render.excel.layout import Layout


def ranges_of(columns: Addresses, name: Name, rows: Sequence[int]) -> str:
    """Return the references to a column's cells in some rows, as ranges with spaces between them: `I7:I9 I12:I12`."""
    ranges = (f"{columns.at(first)[name]}:{columns.at(last)[name]}" for first, last in runs_of(rows))
    return " ".join(ranges).replace("$", "")


def accepted_amounts(layout: Layout, first: str, ranges: str, whole: str) -> Validation:
    """Return what may be typed as an amount: PM, or a number of whole units.

    `first` is the first cell, `ranges` are the cells. `whole` is the formula that holds if the first cell has whole
    units.
    """
    money = layout.language.money(layout.unit, decimals=layout.unit % 100 > 0)
    hint = say("An amount in whole units of {unit}, or PM for an unknown amount. Every sheet follows.", unit=money)
    return Validation(
        ranges,
        f'IF(ISNUMBER({first}),{whole},{first}="PM")',
        layout.text(say("Amount")),
        layout.text(hint),
    )


def accepted_numbers(layout: Layout, first: str, ranges: str) -> Validation:
    """Return what may be typed as an input of amounts by rule: a number, or PM."""
    hint = say("A number; PM for an amount or a price that is not known. Every sheet follows.")
    return Validation(
        ranges,
        f'IF(ISNUMBER({first}),1=1,{first}="PM")',
        layout.text(say("Input")),
        layout.text(hint),
    )
