"""Tables and outlines of typed values, independent of language, width and colour."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.values.problems import Euros, Message

Role = Literal["block", "head", "body", "total", "part"]
"""The kind of a row: the heading of a block, the heading of a group, an ordinary row, a total, or a part of a total."""
Label = Message | str | Euros
"""A text for a reader: a sentence, a text of the user, or an amount in cents."""


class Money(NamedTuple):
    """A cell with an amount in cents, the number of measures left out as PM, and whether it rests on an assumption."""

    cents: int
    pm: int = 0
    assumed: bool = False
    whole: bool = False
    """The amount is known and in whole units; a zero is then shown as 0, also beside PM posts."""
    exact: bool = False
    """The amount is shown with its cents, also in a table in whole units."""


class Share(NamedTuple):
    """A cell with a share of 1, such as 13/25."""

    share: Fraction


class Count(NamedTuple):
    """A cell with a whole number and its unit, such as inhabitants."""

    number: int
    unit: Label | None = None


class Day(NamedTuple):
    """A cell with a date."""

    day: date


class Text(NamedTuple):
    """A cell with words."""

    label: Label


Cell = Money | Share | Count | Day | Text
"""The kinds of cells; `render/layout.py` turns each kind into text."""


def money(total: Total) -> Money:
    """Return the cell of a total, with its PM posts and its mark."""
    return Money(total.amount, total.pm, total.assumed)


def amount(cents: int) -> Money:
    """Return the cell of a known amount in cents, such as a difference."""
    return Money(cents)


class Row(NamedTuple):
    """A row of a table; a cell that is None is empty. `indent` counts levels."""

    role: Role
    label: Label
    cells: tuple[Cell | None, ...] = ()
    indent: int = 0


class Section(NamedTuple):
    """A section of the foot: a heading and its lines, each a mark (or an empty text) and a label."""

    heading: Label
    lines: tuple[tuple[str, Label], ...]


class Branch(NamedTuple):
    """A line of an outline, and the branches below it."""

    label: Label
    below: "tuple[Branch, ...]" = ()


class Outline(NamedTuple):
    """A tree of lines under a title and facts, with a foot."""

    title: Label
    facts: tuple[Label, ...]
    branches: tuple[Branch, ...]
    foot: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with a title, facts about the figures, and a foot; `heading` is that of the column of row labels."""

    title: str
    facts: tuple[Label, ...]
    heading: Message
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    foot: tuple[Section, ...]
    unit: int = 0
    """The unit of the amounts, in cents; 0: amounts are as booked."""
    every_row: bool = False
    """If a table is too wide and split into parts, a row without cells in a part is still shown in that part."""
    lines: tuple[tuple[str, Label], ...] = ()
    """The lines below the table, before the foot: each a mark (or an empty text) and a label."""
    spans: tuple[int, ...] = ()
    """How many columns stand together if a table is too wide and split into parts; empty: each stands by itself."""
    short_head: bool = False
    """Whether the title and the facts take one line each, cut at the width."""
    hints: tuple[Label, ...] = ()
    """The next commands, which only a terminal shows."""
    said: tuple[Label, ...] = ()
    """The headings of the columns in sentences, where each stands by itself; empty: those of the table."""

    def __post_init__(self) -> None:
        """Check that each row has a cell for every column, or no cells at all.

        Raises:
            ValueError: a row has another number of cells.
        """
        for row in self.rows:
            if len(row.cells) not in {0, len(self.columns)}:
                raise ValueError(f"{len(row.cells)} cells below {len(self.columns)} columns: {row}")
