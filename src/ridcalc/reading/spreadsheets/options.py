"""What the command line says about a sheet that the sheet does not say itself."""

from typing import Literal, NamedTuple

from ridcalc.reading.spreadsheets.figures import DecimalMark
from ridcalc.reading.spreadsheets.words import Field, Nature

Section = Literal["measures", "driver", "current"]


class Options(NamedTuple):
    """The section that a sheet becomes, and what the options say about the sheet."""

    section: Section
    header: int | None = None
    """The number of the row with the headings."""
    maps: tuple[tuple[Field, str], ...] = ()
    """Each field with a column, by letter or heading; of the year also the year itself."""
    mark: DecimalMark | None = None
    nature: Nature | None = None
    key: str | None = None
