"""The block with what participants have of the amounts of keys each year: inputs × inputs ÷ their scales, rounded."""

from collections.abc import Callable
from functools import lru_cache
from math import prod
from typing import NamedTuple

from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, euros, whole_number
from ridcalc.render.excel.columns import At, Column, Columns, empty
from ridcalc.render.excel.key_amounts.amounts import Had, key_amounts
from ridcalc.render.excel.key_amounts.inputs import ABOVE, KEY_AMOUNTS, first_row
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.quotients import UNDIVIDED, quotient
from ridcalc.render.excel.row_checks import AMOUNT_OF_KEY
from ridcalc.views.by_step import STEP_NAMES


def first_had_row(layout: Layout) -> int:
    """Return the row of the first amount that a participant has of a key."""
    return first_row(layout) + len(key_amounts(layout).rows) + ABOVE


class HadLine(NamedTuple):
    """A row of the block with what participants have."""

    layout: Layout
    position: int
    had: Had

    def input(self, number: int) -> str:
        """Return the formula of an input as a whole number; inputs count from 0, and a missing one is 1."""
        rows, columns = len(key_amounts(self.layout).rows), KEY_AMOUNTS
        first = first_row(self.layout)
        at = HAD.at(first_had_row(self.layout) + self.position - 1)
        return f"INDEX({columns.down('whole', first, first + rows - 1)},{at[_SOURCES[number]]})"


_SOURCES = ("first", "second", "third")


def _live(
    name: str, value: Callable[[HadLine], int], formula: Callable[[HadLine, At], str]
) -> Callable[[HadLine, At], Cell | None]:
    """Return the function of a column that calculates; of what is a value only the column `units` has a cell."""

    def cell(line: HadLine, at: At) -> Cell | None:
        if key_amounts(line.layout).had_as_value(line.position):
            return Cell(whole_number(value(line)), "whole") if name == "units" else None
        return Cell(value(line), "whole", formula(line, at))

    return cell


def _source(number: int) -> Callable[[HadLine, At], Cell | None]:
    """Return the function of the column with the row of an input among the amounts of keys."""

    def cell(line: HadLine, _: At) -> Cell | None:
        sources = line.had.sources
        return Cell(sources[number], "small") if number < len(sources) else None

    return cell


def _times(line: HadLine, at: At) -> str:
    """Return the formula of the product of the second and the third input; one that is missing is 1."""
    return "*".join(f'IF({at[_SOURCES[number]]}="",1,{line.input(number)})' for number in (1, 2))


def _times_value(line: HadLine) -> int:
    return prod(line.had.numbers[1:])


def _units(_: HadLine, at: At) -> str:
    nearest = f"{at.rounded_down}+IF(2*{at.remainder}>={at.sum_of_weights},1,0)"
    return f'IF({at.remainder}="{UNDIVIDED}","{UNDIVIDED}",{nearest})'


def _outcome(line: HadLine, at: At) -> Cell:
    amount = euros(line.had.units * line.layout.unit)
    if key_amounts(line.layout).had_as_value(line.position):
        return Cell(amount, "money")
    return Cell(amount, "money", f"IF(ISNUMBER({at.units}),{line.layout.to_euros(at.units)},{at.units})")


def _broken(line: HadLine, at: At) -> Cell | None:
    """Return the cell that is above 0 if a product is too large to calculate exactly."""
    if key_amounts(line.layout).had_as_value(line.position):
        return None
    return Cell(0, "whole", f"IF(ISNUMBER({at.units}),0,{AMOUNT_OF_KEY})")


def _down(line: HadLine) -> int:
    return prod(line.had.numbers) // line.had.over


def _rest(line: HadLine) -> int:
    return prod(line.had.numbers) % line.had.over


HAD: Columns[HadLine] = Columns(
    say("Keys"),
    (
        Column("row", say("row"), 5, lambda line, _: Cell(line.position, "small")),
        Column(
            "key_name",
            say("key name"),
            22,
            lambda line, _: Cell(line.layout.text(line.layout.case.budget.names.of("keys", line.had.key)), "wrapped"),
        ),
        Column("year", say("year"), 10, lambda line, _: Cell(line.had.year, "small")),
        Column("step", say("what"), 16, lambda line, _: Cell(line.layout.text(STEP_NAMES[line.had.step]))),
        Column("spare", "", 13, empty),
        Column("participant", say("participant"), 20, lambda line, _: Cell(line.layout.name(line.had.participant))),
        Column("spare 2", "", 12, empty),
        Column("spare 3", "", 12, empty),
        Column("outcome", say("outcome"), 16, _outcome),
        Column("spare 4", "", 34, empty),
        Column("key_id", say("key_id"), 22, lambda line, _: Cell(line.had.key)),
        Column("participant_id", say("participant_id"), 18, lambda line, _: Cell(line.had.participant)),
        Column(
            "to_divide",
            say("number"),
            16,
            _live("to_divide", lambda line: line.had.numbers[0], lambda line, _: line.input(0)),
        ),
        Column("weight", say("times"), 10, _live("weight", _times_value, _times)),
        Column("sum_of_weights", say("divided by"), 14, lambda line, _: Cell(line.had.over, "whole")),
        Column("fault", say("fault"), 7, _broken),
        Column("spare 5", "", 9, empty),
        Column(
            "rounded_down",
            say("rounded_down"),
            16,
            _live("rounded_down", _down, lambda _, at: quotient("product", at).rounded_down),
        ),
        Column(
            "remainder",
            say("remainder"),
            30,
            _live("remainder", _rest, lambda _, at: quotient("product", at).remainder),
        ),
        Column("units", say("units"), 16, _live("units", lambda line: line.had.units, _units)),
        *(
            Column(name, heading, 9, _source(number))
            for number, (name, heading) in enumerate(
                zip(_SOURCES, (say("input"), say("times input"), say("times another input")), strict=True)
            )
        ),
    ),
)
"""The columns of what participants have: an input × others ÷ their scales, rounded to the nearest unit."""


@lru_cache(maxsize=2)
def units_had(layout: Layout) -> str:
    """Return the reference, for other sheets, to what participants have of keys, in units of rounding."""
    first = first_had_row(layout)
    return layout.down(HAD, "units", first, first + len(key_amounts(layout).had) - 1)
