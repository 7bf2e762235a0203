"""What a spreadsheet program accepts while a reader types, for the sheets with inputs."""

from collections.abc import Iterable

from ridcalc.core.values.problems import say
from ridcalc.render.excel.conditions import Validation
from ridcalc.render.excel.layout import Layout


def accepted_amounts(layout: Layout, first: str, spans: Iterable[tuple[str, str]], whole: str) -> Validation:
    """Return what may be typed as an amount: PM, or a number of whole units.

    `first` is the first cell, `spans` are the first and last cell of each run of inputs. `whole` is the formula that
    holds if the first cell has whole units.
    """
    money = layout.language.money(layout.unit, decimals=layout.unit % 100 > 0)
    hint = say("An amount in whole units of {unit}, or PM for an unknown amount. Every sheet follows.", unit=money)
    return Validation(
        " ".join(f"{one}:{other}" for one, other in spans).replace("$", ""),
        f'IF(ISNUMBER({first}),{whole},{first}="PM")',
        layout.text(say("Amount")),
        layout.text(hint),
    )


def accepted_numbers(layout: Layout, first: str, spans: Iterable[tuple[str, str]]) -> Validation:
    """Return what may be typed as an input of amounts by rule: a number, or PM."""
    hint = say("A number; PM for an amount or a price that is not known. Every sheet follows.")
    return Validation(
        " ".join(f"{one}:{other}" for one, other in spans).replace("$", ""),
        f'IF(ISNUMBER({first}),1=1,{first}="PM")',
        layout.text(say("Input")),
        layout.text(hint),
    )
