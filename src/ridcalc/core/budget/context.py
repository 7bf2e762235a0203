"""Validation context: the ids, years and unit that the whole document defines, needed to validate a single field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass
class Tally:
    """Counters of one validation, for work that is done a limited number of times."""

    refused: int = 0
    """Number of values refused."""
    searches: int = 0
    """Number of unknown ids compared with a long list of known ids."""


@dataclass(frozen=True)
class Definitions:
    """Definitions of the whole document. A part that could not be read is None, and nothing is checked against it."""

    ids: dict[str, frozenset[str] | None]
    """The ids by section."""
    years: frozenset[int] | None
    """The years of the budget."""
    unit: int
    """The rounding unit in cents."""
    groups: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    """Group → its participants, `all` included; None for a group that could not be read."""
    tally: Tally = field(default_factory=Tally, compare=False)

    def with_measures(self, measures: frozenset[str]) -> "Definitions":
        """Return the same definitions with more ids of measures."""
        known = self.ids["measures"]
        return replace(self, ids={**self.ids, "measures": None if known is None else known | measures})
