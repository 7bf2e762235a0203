"""The columns of the sheet Trace that only keys with amounts fill: what each step gives, in units of rounding."""

from ridcalc.core.budget.types import PartStepName
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.columns import At, Column
from ridcalc.render.excel.key_amounts.amounts import key_amounts
from ridcalc.render.excel.key_amounts.had import units_had
from ridcalc.render.excel.stages import STEP_COLUMNS
from ridcalc.render.excel.trace_part import Part
from ridcalc.views.by_step import STEP_NAMES


def _step(name: PartStepName) -> Column[Part]:
    """Return the column of a step; what a participant has of its key is a formula unless the part is a value."""

    def cell(part: Part, at: At) -> Cell | None:
        value = part.stage.values[part.slot].get(name)
        if value is None:
            return None
        position = _position(part)
        if not position or part.stage.form == "value" or key_amounts(part.layout).had[position - 1].step != name:
            return Cell(value, "whole")
        return Cell(value, "whole", f"INDEX({units_had(part.layout)},{at.had_row})")

    return Column(name, STEP_NAMES[name], 14, cell)


def _position(part: Part) -> int:
    """Return the position of what a participant has of the amounts of its key; 0: it has nothing of them."""
    amounts = part.division.plan.stages[part.stage.number].amounts
    return 0 if amounts is None else key_amounts(part.layout).position(amounts, part.participant)


def _had_row(part: Part, _: At) -> Cell | None:
    position = _position(part)
    return Cell(position, "small") if position else None


STEPS: tuple[Column[Part], ...] = (
    *map(_step, STEP_COLUMNS),
    Column("had_row", say("row of the amount per participant in {sheet}", sheet=say("Keys")), 10, _had_row),
)
