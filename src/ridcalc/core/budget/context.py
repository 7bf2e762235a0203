"""Validation context: the ids, years and unit that the whole document defines, needed to validate a single field."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Tally:
    """Counters of one validation, for work that is done a limited number of times."""

    def __init__(self) -> None:
        """Start at zero."""
        self.refused = 0
        """Number of values refused."""
        self.searches = 0
        """Number of unknown ids compared with a long list of known ids."""


class Scenarios(NamedTuple):
    """The scenarios of the folder, also those that are not applied."""

    ids: frozenset[str]
    measures: Callable[[], frozenset[str] | None]
    """Returns the ids of the measures that the base files or any scenario define; None if a file cannot be read."""


class Definitions(NamedTuple):
    """Definitions of the whole document. A part that could not be read is None, and nothing is checked against it."""

    ids: dict[str, frozenset[str] | None]
    """The ids by section."""
    years: frozenset[int] | None
    """The years of the budget."""
    unit: int
    """The rounding unit in cents."""
    groups: Mapping[str, tuple[str, ...] | None]
    """Group → its participants, `all` included; None for a group that could not be read."""
    measures_of_folder: Callable[[], frozenset[str] | None]
    """As `Scenarios.measures`; reads the other scenarios, and is called for an unknown id alone."""
    tally: Tally

    def with_measures(self, measures: frozenset[str]) -> "Definitions":
        """Return the same definitions with more ids of measures."""
        known = self.ids["measures"]
        return self._replace(ids={**self.ids, "measures": None if known is None else known | measures})
