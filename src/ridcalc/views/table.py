"""The typed table: what is shown, before anything is known of language, width or colour."""

from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.values.problems import Euros, Message

Role = Literal["block", "head", "body", "total"]
Label = Message | str | Euros
"""What becomes text for a reader: a sentence, a text of the user, or an amount in cents."""


class Money(NamedTuple):
    """A cell with an amount in cents, how many measures it leaves out as PM, and whether it rests on an assumption."""

    cents: int
    pm: int = 0
    assumed: bool = False
    whole: bool = False
    """The amount is known and shown in whole units, also where that comes to zero of them."""


class Share(NamedTuple):
    """A cell with a part of 1, such as 13/25."""

    share: Fraction


class Count(NamedTuple):
    """A cell with a whole number, and the unit that it counts, such as inhabitants."""

    number: int
    unit: Label | None = None


class Day(NamedTuple):
    """A cell with a date."""

    day: date


class Text(NamedTuple):
    """A cell with words."""

    label: Label


Cell = Money | Share | Count | Day | Text
"""Every kind of cell; `render/layout.py` turns each into text."""


def money(total: Total) -> Money:
    """Return the cell of a total."""
    return Money(total.amount, total.pm, total.assumed)


def amount(cents: int) -> Money:
    """Return the cell of a known amount in cents, such as a difference."""
    return Money(cents)


class Row(NamedTuple):
    """A row: its role tells how it stands out, `indent` how deep it lies; a cell is None where nothing belongs."""

    role: Role
    label: Label
    cells: tuple[Cell | None, ...] = ()
    indent: int = 0


class Section(NamedTuple):
    """A part of the foot: a heading and its lines, each with an optional mark in front."""

    heading: Label
    lines: tuple[tuple[str, Label], ...]


class Branch(NamedTuple):
    """A line of an outline and what lies below it."""

    label: Label
    below: "tuple[Branch, ...]" = ()


class Outline(NamedTuple):
    """What is shown as a tree: a title, facts, branches, and a foot."""

    title: Label
    facts: tuple[Label, ...]
    branches: tuple[Branch, ...]
    foot: tuple[Section, ...] = ()


class Table(NamedTuple):
    """What is shown: a title, facts about the figures, a heading and rows, and the foot."""

    title: str
    facts: tuple[Label, ...]
    heading: Message
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    foot: tuple[Section, ...]
    unit: int = 0
    """The amounts are whole units of this many cents; 0: as booked."""
    every_row: bool = False
    """A row stands in each part of a table that is too wide, also where it has nothing in that part."""
