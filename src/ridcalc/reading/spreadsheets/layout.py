"""What the columns of a sheet are."""

from typing import NamedTuple

from ridcalc.core.values.column_letters import letters
from ridcalc.reading.spreadsheets.table import Row
from ridcalc.reading.spreadsheets.words import Field, Side


class AmountColumn(NamedTuple):
    """A column of amounts or counts, and what its heading says of them."""

    column: int
    period: str | None = None
    side: Side | None = None
    name: str = ""
    """What is counted, if the heading says it."""


class Listed(NamedTuple):
    """A column with a heading, and what it became: a field; None: it is not used."""

    column: int
    heading: str
    field: Field | None
    period: str | None = None
    side: Side | None = None

    @property
    def letters(self) -> str:
        """The letters of the column."""
        return letters(self.column)


class Layout(NamedTuple):
    """What the columns of a sheet are, where its rows begin, and what its title says."""

    first: int
    """The number of the first row below the headings."""
    heads: tuple[Row, ...]
    """The rows with headings, one or two."""
    titles: tuple[Row, ...]
    """The rows above the headings."""
    fields: dict[Field, int]
    amounts: tuple[AmountColumn, ...]
    listed: tuple[Listed, ...]
    year: str | None = None
    """The year of all amounts whose row and column say none."""
    unit: int = 1
    """The unit in euros of the amounts."""
