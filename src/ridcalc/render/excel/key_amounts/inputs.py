"""The block with the amounts of keys below the weights on the sheet Keys, each an input or a value.

What this block, the weights and the block in had.py have in common stands in the same column: the key, the participant,
the input, what it was at the export, what is wrong, and whether it was changed. So checks look at a column of the whole
sheet, and `ridcalc export --since` finds the inputs of both.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ridcalc.core.values.problems import say
from ridcalc.render.excel.accepted import ranges_of
from ridcalc.render.excel.by_rule.inputs import (
    changed_cell,
    exported_cell,
    fault_cell,
    scale_cell,
    value_cell,
    whole_cell,
)
from ridcalc.render.excel.cells import Cell, Style
from ridcalc.render.excel.columns import At, Column, Columns, empty
from ridcalc.render.excel.conditions import Validation
from ridcalc.render.excel.key_amounts.amounts import KeyAmount, key_amounts
from ridcalc.render.excel.key_totals import last_row_of_weights
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import AMOUNT_OF_KEY
from ridcalc.render.excel.wording import AS_EXPORTED, AS_VALUE, notes_cell, optional

ABOVE = 3
"""The rows above a block: an empty row, its title and its headings."""


@lru_cache(maxsize=2)
def first_row(layout: Layout) -> int:
    """Return the row of the first amount of a key."""
    return last_row_of_weights(layout) + ABOVE + 1


class AmountLine(NamedTuple):
    """A row of the block with inputs."""

    layout: Layout
    position: int
    amount: KeyAmount

    @property
    def is_value(self) -> bool:
        """Whether the number is a value."""
        return key_amounts(self.layout).is_value(self.position)


_PLAIN: dict[Style, Style] = {"input_money": "money", "input_rate": "share", "input_number": "exact"}
"""The style of a value, for each style of an input."""


def _value(line: AmountLine, _: At) -> Cell:
    cell = value_cell(line.amount.input)
    if not line.is_value or cell.style not in _PLAIN:
        return cell
    whole = cell.style == "input_number" and isinstance(cell.value, int)
    return cell._replace(style="whole" if whole else _PLAIN[cell.style], path=None)


def _fault(line: AmountLine, at: At) -> Cell | None:
    """Return the cell that is above 0 if an input is negative or no number of its scale, or a changed value."""
    entered = line.amount.input
    if line.is_value:
        return Cell(0, "whole", f"IF({at.value}={at.exported},0,{AMOUNT_OF_KEY})") if entered.exact else None
    cell = fault_cell(entered, at)
    most = f"+({at.value}>1)" if entered.style == "input_rate" else ""
    return cell and cell._replace(formula=f"IF({cell.formula}+({at.value}<0){most}>0,{AMOUNT_OF_KEY},0)")


def _notes(line: AmountLine, _: At) -> Cell | None:
    if line.is_value:
        return Cell(line.layout.text(AS_VALUE), "beside")
    noted = line.amount.input.noted
    return notes_cell(line.layout, noted.source, noted.assumption, noted.note) if noted else None


def _of_input(
    cell: Callable[[AmountLine, At], Cell | None],
) -> Callable[[AmountLine, At], Cell | None]:
    """Return the function of a column that only inputs have."""
    return lambda line, at: None if line.is_value else cell(line, at)


KEY_AMOUNTS: Columns[AmountLine] = Columns(
    say("Keys"),
    (
        Column("row", say("row"), 5, lambda line, _: Cell(line.position, "small")),
        Column(
            "key_name", say("key name"), 22, lambda line, _: Cell(line.layout.text(line.amount.input.about), "wrapped")
        ),
        Column("since", say("in force from"), 10, lambda line, _: optional(line.layout, line.amount.since)),
        Column("what", say("what"), 16, lambda line, _: Cell(line.layout.text(line.amount.input.what), "wrapped")),
        Column("when", say("year"), 13, lambda line, _: optional(line.layout, line.amount.input.when)),
        Column(
            "participant",
            say("participant"),
            20,
            lambda line, _: optional(line.layout, line.layout.text(line.amount.input.who)),
        ),
        Column("unit", say("unit"), 12, lambda line, _: optional(line.layout, line.layout.text(line.amount.unit))),
        Column("spare", "", 12, empty),
        Column("value", say("input"), 16, _value),
        Column("notes", say("source, assumption, note"), 34, _notes),
        Column("key_id", say("key_id"), 22, lambda line, _: Cell(line.amount.input.id)),
        Column(
            "participant_id", say("participant_id"), 18, lambda line, _: optional(line.layout, line.amount.participant)
        ),
        Column("whole", say("as a whole number"), 16, _of_input(lambda line, at: whole_cell(line.amount.input, at))),
        Column(
            "as_value", say("as value"), 10, lambda line, _: Cell(line.layout.text(AS_VALUE)) if line.is_value else None
        ),
        Column("exported", AS_EXPORTED, 14, lambda line, _: exported_cell(line.amount.input)),
        Column("fault", say("fault"), 7, _fault),
        Column("changed", say("changed"), 9, _of_input(lambda line, at: changed_cell(line.amount.input, at))),
        Column("scale", say("scale"), 16, _of_input(lambda line, _: scale_cell(line.amount.input))),
        Column("path", say("path"), 30, lambda line, _: optional(line.layout, line.amount.input.path)),
    ),
)
"""The columns of the amounts of keys, and of the numbers from which these follow."""


def amounts_of_keys(layout: Layout, name: str) -> Iterator[str]:
    """Yield the reference, for other sheets, to a column of the amounts of keys; nothing without such amounts."""
    if key_amounts(layout).rows:
        first = first_row(layout)
        yield layout.down(KEY_AMOUNTS, name, first, first + len(key_amounts(layout).rows) - 1)


def accepted_amounts_of_keys(layout: Layout) -> Iterator[Validation]:
    """Yield what may be typed as an amount of a key: a number that is not negative."""
    amounts, first = key_amounts(layout), first_row(layout)
    rows = [first + number for number in range(len(amounts.rows)) if not amounts.is_value(number + 1)]
    if rows:
        cell = KEY_AMOUNTS.at(rows[0]).value
        yield Validation(
            ranges_of(KEY_AMOUNTS, "value", rows),
            f"IF(ISNUMBER({cell}),{cell}>=0,1=0)",
            layout.text(say("Input")),
            layout.text(say("A number, 0 or more. Every sheet follows.")),
        )
