"""The rows of both blocks with amounts of keys on the sheet Keys, and where these end."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.columns import Columns
from ridcalc.render.excel.key_amounts.amounts import key_amounts
from ridcalc.render.excel.key_amounts.had import HAD, HadLine, first_had_row
from ridcalc.render.excel.key_amounts.inputs import KEY_AMOUNTS, AmountLine, first_row
from ridcalc.render.excel.key_totals import last_row_of_weights
from ridcalc.render.excel.layout import Layout


def last_key_row(layout: Layout) -> int:
    """Return the last row of the sheet Keys: of the weights, or of the blocks below them."""
    had = key_amounts(layout).had
    if had:
        return first_had_row(layout) + len(had) - 1
    rows = key_amounts(layout).rows
    return first_row(layout) + len(rows) - 1 if rows else last_row_of_weights(layout)


def filled_below(layout: Layout) -> int:
    """Return the number of rows of the blocks of amounts, headings too."""
    blocks = (key_amounts(layout).rows, key_amounts(layout).had)
    return sum(len(rows) + 1 for rows in blocks if rows)


def amount_rows(layout: Layout) -> Iterator[SheetRow]:
    """Yield the rows of both blocks; nothing if no key holds amounts."""
    amounts = key_amounts(layout)
    if amounts.rows:
        yield from _head(layout, say("Amounts of keys"), KEY_AMOUNTS)
        for position, row in enumerate(amounts.rows, 1):
            line = AmountLine(layout, position, row)
            yield KEY_AMOUNTS.row(line, first_row(layout) + position - 1)
    if amounts.had:
        yield from _head(layout, say("These amounts per participant and year"), HAD)
        for position, had in enumerate(amounts.had, 1):
            yield HAD.row(HadLine(layout, position, had), first_had_row(layout) + position - 1)


def widths_below(layout: Layout) -> tuple[float, ...]:
    """Return the widths of the columns of the blocks; nothing if no key holds amounts."""
    if not key_amounts(layout).rows:
        return ()
    return tuple(max(pair) for pair in zip_longest(KEY_AMOUNTS.widths, HAD.widths, fillvalue=0.0))


def _head(layout: Layout, title: Message, columns: Columns[Any]) -> Iterator[SheetRow]:
    yield []
    yield [Cell(layout.text(title), "block")]
    yield columns.headings(layout.text)
