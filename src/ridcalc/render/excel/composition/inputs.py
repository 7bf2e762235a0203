"""Inputs of amounts by rule: each a number in a cell, and the whole number that formulas calculate with.

An input times its scale is whole: 3.77% times 100.000 is 3.770. A spreadsheet holds 3.77% inexactly, and 3.770 exactly.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from ridcalc.core.budget.objects import Named
from ridcalc.core.values.problems import Message
from ridcalc.render.excel.cells import Style, Value
from ridcalc.render.excel.rows import WRITTEN_BELOW

RATE_SCALE, COUNT_SCALE = 100_000, 100
"""Rates may be changed to three decimals of a percent; prices, counts and shares of an index to hundredths."""


class Input(NamedTuple):
    """A number in the files from which amounts follow."""

    about: str
    """The measure, index or driver that the number stands under."""
    what: Message
    when: str
    """The year, or the start of an entry."""
    who: str
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
    noted: Named | None = None
    """The entry whose source, assumption and note stand beside the number."""
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

    def add(self, entered: Input) -> int:
        """Add an input, and return its position; an input that is there already is not added again."""
        same = entered.path or (entered.id, entered.when, entered.who, entered.value)
        if same not in self._positions or (entered.group and not entered.path):
            self.all.append(entered)
            self._ids.add(entered.id)
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
