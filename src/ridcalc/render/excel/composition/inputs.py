"""Inputs of amounts by rule: each a number in a cell, and the whole number that formulas calculate with.

An input times its scale is whole: 3.77% times 100.000 is 3.770. A spreadsheet holds 3.77% inexactly, and 3.770 exactly.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, Style, Value
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW, WRITTEN_BELOW
from ridcalc.render.excel.wording import AS_EXPORTED, AS_VALUE, notes_cell, optional
from ridcalc.views.table import Label

RATE_SCALE, COUNT_SCALE = 100_000, 100
"""Rates may be changed to three decimals of a percent; prices, counts and shares of an index to hundredths."""


class Input(NamedTuple):
    """A number in the files from which amounts follow."""

    about: Label
    """The measure, index or driver that the number stands under."""
    what: Message
    when: str
    """The year, or the start of an entry."""
    who: Label
    """The participant, or the other index."""
    value: Fraction | None
    """The number as in the files, money in euros; None: PM."""
    scale: Fraction
    style: Style
    id: str
    path: str
    """The path of the number in the files, as in `--set`; empty if there is none."""
    group: int = 0
    """Numbers that are added up have the same group."""
    notes: Cell | None = None
    may_be_pm: bool = False

    @property
    def whole(self) -> int | None:
        """The number times the scale; None: PM."""
        return None if self.value is None else int(self.value * self.scale)

    @property
    def exact(self) -> bool:
        """Whether a spreadsheet holds the number so that it leads to the same whole number."""
        return abs(self.whole or 0) < WRITTEN_BELOW and self.scale < WRITTEN_BELOW


class Inputs:
    """The inputs of a sheet, in order. Positions count from 1."""

    def __init__(self) -> None:
        """Begin without inputs."""
        self.all: list[Input] = []
        self._positions: dict[object, int] = {}
        self._ids: set[str] = set()
        self._groups = 0

    def add(self, one: Input) -> int:
        """Add an input, and return its position; an input that is there already is not added again."""
        same = one.path or (one.id, one.when, one.who)
        if same not in self._positions or not one.path and one.group:
            self.all.append(one)
            self._ids.add(one.id)
            self._positions[same] = len(self.all)
        return self._positions[same]

    def has(self, name: str) -> bool:
        """Return whether there is an input with an id."""
        return name in self._ids

    def new_group(self) -> int:
        """Return a number for the inputs of a new group."""
        self._groups += 1
        return self._groups

    def at(self, position: int) -> Input:
        """Return the input in a position."""
        return self.all[position - 1]


def scale_for(numbers: Sequence[Fraction], least: int) -> Fraction:
    """Return the scale in which numbers are whole, and also numbers in parts of 1/`least`."""
    return Fraction(lcm(least, *(number.denominator for number in numbers)))


def number(value: Fraction) -> Value:
    """Return an exact number for a cell: a decimal where it has at most fifteen digits.

    >>> number(Fraction(377, 10_000)), number(Fraction(1, 4)), number(Fraction(1, 3))
    (Decimal('0.0377'), Decimal('0.25'), 0.3333333333333333)
    """
    if value.denominator == 1:
        return int(value)
    scaled = value * WRITTEN_BELOW
    if scaled.denominator == 1 and abs(value) < 1:
        return (Decimal(int(scaled)) / WRITTEN_BELOW).normalize()
    hundred_millionths = value * 10**8
    if hundred_millionths.denominator == 1 and abs(hundred_millionths) < WRITTEN_BELOW:
        return (Decimal(int(hundred_millionths)) / 10**8).normalize()
    return float(value)


class InputLine(NamedTuple):
    """A row of a block of inputs."""

    layout: Layout
    position: int
    input: Input


def _value(line: InputLine, _: At) -> Cell:
    one = line.input
    if not one.exact:
        return Cell(str(one.value), "wrapped")
    return Cell("PM" if one.value is None else number(one.value), one.style, path=one.path or None)


def _text(line: InputLine, label: Label) -> Cell | None:
    return optional(line.layout, line.layout.text(label))


def _notes(line: InputLine, _: At) -> Cell | None:
    return line.input.notes if line.input.exact else Cell(line.layout.text(AS_VALUE), "beside")


def _if_exact(line: InputLine, cell: Cell) -> Cell | None:
    return cell if line.input.exact else None


def _whole(line: InputLine, at: At) -> Cell | None:
    whole = line.input.whole
    formula = f'IF({at.value}="PM","PM",ROUND({at.value}*{at.scale},0))'
    return _if_exact(line, Cell("PM" if whole is None else whole, "whole", formula))


def _exported(line: InputLine, at: At) -> Cell | None:
    value = _value(line, at).value
    return _if_exact(line, Cell(value, "share" if line.input.style == "input_rate" else "exact"))


def _changed(line: InputLine, at: At) -> Cell | None:
    return _if_exact(line, Cell(0, "whole", f"IF({at.value}={at.exported},0,1)"))


def _fault(line: InputLine, at: At) -> Cell | None:
    """Return the cell that is 1 if a number is too large, or has more decimals than the scale.

    The last digits of the product of the number and the scale are inexact, which is not a fault.
    """
    if not line.input.exact:
        return None
    broken = f"ABS({at.value}*{at.scale}-{at.whole})-ABS({at.whole})/(2*10^15)-1/10^6>0"
    known = f"IF(ISNUMBER({at.value}),IF(({broken})+(ABS({at.whole})-10^15>=0)>0,1,0),1)"
    return Cell(0, "whole", f'IF({at.value}="PM",{int(not line.input.may_be_pm)},{known})')


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
            Column("value", say("input"), 16, _value),
            Column("notes", say("source, assumption, note"), 36, _notes),
            Column("id", say("id"), 22, lambda line, _: Cell(line.input.id)),
            Column("path", say("path"), 30, lambda line, _: optional(line.layout, line.input.path)),
            Column("scale", say("scale"), 12, lambda line, _: _if_exact(line, Cell(number(line.input.scale), "small"))),
            Column("whole", say("as a whole number"), 16, _whole),
            Column("exported", AS_EXPORTED, 14, _exported),
            Column("changed", say("changed"), 9, _changed),
            Column("fault", say("fault"), 7, _fault),
            Column("group", say("group"), 7, lambda line, _: Cell(line.input.group, "small")),
        ),
        title=title,
        frozen=2,
        last_printed="notes",
    )


def last_input_row(inputs: Inputs) -> int:
    """Return the last row of a block of inputs."""
    return FIRST_ROW + len(inputs.all) - 1
