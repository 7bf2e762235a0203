"""What a sheet does while a reader types: looks of cells under a condition, and what may be typed in cells."""

from typing import Literal, NamedTuple

Look = Literal["alarm", "caution", "unseen", "pm_count"]
"""The looks that a condition gives to cells."""


class Condition(NamedTuple):
    """A look that cells have while a formula holds."""

    cells: str
    """The reference to the cells, on the same sheet."""
    formula: str
    """The formula for the first of the cells; the references in it move along, as in a spreadsheet."""
    look: Look


class Validation(NamedTuple):
    """What a spreadsheet program accepts in cells while a reader types, and the hint that it shows."""

    cells: str
    """The reference to the cells, on the same sheet."""
    formula: str
    """The formula for the first of the cells, which holds if its content is accepted."""
    title: str
    hint: str
