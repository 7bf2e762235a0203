"""Which years and participants a reader asks for."""

from typing import NamedTuple


class Filter(NamedTuple):
    """Takes what is of some years and some participants; where none are named, it takes those of all."""

    years: tuple[int, ...] = ()
    participants: tuple[str, ...] = ()

    def takes(self, year: int | None = None, participant: str | None = None) -> bool:
        """Tell whether a figure is taken; None is a figure of all years, or of all participants, and is in any."""
        of_year = year is None or not self.years or year in self.years
        return of_year and (participant is None or not self.participants or participant in self.participants)


ALL = Filter()
"""Takes everything."""
