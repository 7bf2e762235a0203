"""The columns of a block of inputs, at the top of the sheets Composition and Indexation."""

from typing import NamedTuple

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.composition.inputs import Input, Inputs, number
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import AS_EXPORTED, AS_VALUE, notes_cell, optional


class InputLine(NamedTuple):
    """A row of a block of inputs."""

    layout: Layout
    position: int
    input: Input


def value_cell(entered: Input) -> Cell:
    """Return the cell of an input; a text if a spreadsheet does not hold it exactly."""
    if not entered.exact:
        return Cell(str(entered.value), "wrapped")
    return Cell("PM" if entered.value is None else number(entered.value), entered.style, path=entered.path or None)


def whole_cell(entered: Input, at: At) -> Cell | None:
    """Return the cell of an input as the whole number that formulas calculate with."""
    whole = entered.whole
    formula = f'IF({at.value}="PM","PM",ROUND({at.value}*{at.scale},0))'
    return _if_exact(entered, Cell("PM" if whole is None else whole, "whole", formula))


def scale_cell(entered: Input) -> Cell | None:
    """Return the cell of the number by which an input is multiplied to be whole."""
    return _if_exact(entered, Cell(number(entered.scale), "small"))


def exported_cell(entered: Input) -> Cell | None:
    """Return the cell of an input as it was at the export."""
    return _if_exact(entered, Cell(value_cell(entered).value, "share" if entered.style == "input_rate" else "exact"))


def changed_cell(entered: Input, at: At) -> Cell | None:
    """Return the cell that is 1 if an input is other than at the export."""
    return _if_exact(entered, Cell(0, "whole", f"IF({at.value}={at.exported},0,1)"))


def fault_cell(entered: Input, at: At) -> Cell | None:
    """Return the cell that is 1 if a number is too large, or has more decimals than the scale.

    The last digits of the product of the number and the scale are inexact, which is not a fault.
    """
    if not entered.exact:
        return None
    broken = f"ABS({at.value}*{at.scale}-{at.whole})-ABS({at.whole})/(2*10^15)-1/10^6>0"
    known = f"IF(ISNUMBER({at.value}),IF(({broken})+(ABS({at.whole})-10^15>=0)>0,1,0),1)"
    return Cell(0, "whole", f'IF({at.value}="PM",{int(not entered.may_be_pm)},{known})')


def _if_exact(entered: Input, cell: Cell) -> Cell | None:
    return cell if entered.exact else None


def _text(line: InputLine, label: Message | str) -> Cell | None:
    return optional(line.layout, line.layout.text(label))


def _notes(line: InputLine, _: At) -> Cell | None:
    entered = line.input
    if not entered.exact:
        return Cell(line.layout.text(AS_VALUE), "beside")
    return (
        notes_cell(line.layout, entered.noted.source, entered.noted.assumption, entered.noted.note)
        if entered.noted
        else None
    )


def input_columns(sheet: Message, title: Message) -> Columns[InputLine]:
    """Return the columns of a block of inputs, at the top of a sheet."""
    return Columns(
        sheet,
        (
            Column("row", say("row"), 5, lambda line, _: Cell(line.position, "small")),
            Column("about", say("of"), 28, lambda line, _: _text(line, line.input.about)),
            Column("what", say("what"), 24, lambda line, _: _text(line, line.input.what)),
            Column("when", say("when"), 10, lambda line, _: _text(line, line.input.when)),
            Column("who", say("participant or index"), 22, lambda line, _: _text(line, line.input.who)),
            Column("value", say("input"), 16, lambda line, _: value_cell(line.input)),
            Column("notes", say("source, assumption, note"), 36, _notes),
            Column("id", say("id"), 22, lambda line, _: Cell(line.input.id)),
            Column("path", say("path"), 30, lambda line, _: optional(line.layout, line.input.path)),
            Column("scale", say("scale"), 12, lambda line, _: scale_cell(line.input)),
            Column("whole", say("as a whole number"), 16, lambda line, at: whole_cell(line.input, at)),
            Column("exported", AS_EXPORTED, 14, lambda line, _: exported_cell(line.input)),
            Column("changed", say("changed"), 9, lambda line, at: changed_cell(line.input, at)),
            Column("fault", say("fault"), 7, lambda line, at: fault_cell(line.input, at)),
            Column("group", say("group"), 7, lambda line, _: Cell(line.input.group, "small")),
        ),
        title=title,
        frozen=2,
        last_printed="notes",
    )


def last_input_row(inputs: Inputs) -> int:
    """Return the last row of a block of inputs."""
    return FIRST_ROW + len(inputs.all) - 1
