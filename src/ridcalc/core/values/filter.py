"""Filter of figures by year and participant."""

from typing import NamedTuple


class Filter(NamedTuple):
    """Selects figures by year and participant id. An empty tuple selects all years, or all participants."""

    years: tuple[int, ...] = ()
    participants: tuple[str, ...] = ()

    def takes(self, year: int | None = None, participant: str | None = None) -> bool:
        """Return whether the filter selects a figure. None means all years, or all participants, and always passes."""
        year_passes = year is None or not self.years or year in self.years
        return year_passes and (participant is None or not self.participants or participant in self.participants)


ALL = Filter()
"""The filter that selects every figure."""
