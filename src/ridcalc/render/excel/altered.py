"""The check of a row whose cells are as exported, or the formulas elsewhere do not follow: one text holds them all."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ridcalc.render.excel.cells import Cell, Value
from ridcalc.render.excel.columns import At

_OTHERWISE_WRITTEN = re.compile(r"0[0-9]{1,14}|[0-9]{1,14}\.[0-9]{0,13}0")
"""A text that is a number with more zeros than it needs, such as the taakveld 0.10: some programs take it for one."""


def row_exported(values: Mapping[str, Value]) -> Cell:
    """Return the cell with the values of a row at the export, by the names of their columns."""
    return Cell("".join(f"{value}|" for value in values.values() if not _is_number(value)), "small")


def altered(at: At, values: Mapping[str, Value], exported: str) -> Cell:
    """Return the cell that is 1 if a row is other than at the export; `exported` refers to what it was."""
    same = "&".join(f'{at[name]}&"|"' for name, value in values.items() if not _is_number(value))
    differs = (f"IF({same}={exported},0,1)", *_of_numbers(at, values))
    return Cell(0, "whole", f"IF({'+'.join(differs)}>0,1,0)")


def _of_numbers(at: At, values: Mapping[str, Value]) -> Iterator[str]:
    """Yield the formula that holds if a text that may be taken for a number is neither the text nor the number."""
    for name, value in values.items():
        if _is_number(value):
            yield f'IF(({at[name]}="{value}")+({at[name]}={Decimal(str(value)).normalize():f})>0,0,1)'


def _is_number(value: Value) -> bool:
    return isinstance(value, str) and _OTHERWISE_WRITTEN.fullmatch(value) is not None
