"""The typed table: what is shown, before anything is known of language, width or colour."""

from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.values.problems import Message

Role = Literal["block", "head", "body", "total"]
Label = Message | str


class Row(NamedTuple):
    """A row: its role tells how it stands out, `indent` how deep it lies; a cell is None where nothing belongs."""

    role: Role
    label: Label
    cells: tuple[Total | None, ...] = ()
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
