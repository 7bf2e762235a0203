"""Which years and participants a reader asks for."""

from typing import NamedTuple


class Filter(NamedTuple):
    """Selects figures by year and by participant; an empty tuple selects every year, or every participant."""

    years: tuple[int, ...] = ()
    participants: tuple[str, ...] = ()

    def takes(self, year: int | None = None, participant: str | None = None) -> bool:
        """Tell whether a figure is selected; one of all years (None) or of all participants (None) always is."""
        of_year = year is None or not self.years or year in self.years
        return of_year and (participant is None or not self.participants or participant in self.participants)


ALL = Filter()
"""Selects every figure."""
