"""What the document as a whole defines, which validation needs to judge the value of one field."""

from dataclasses import dataclass, field, replace


@dataclass
class Tally:
    """Counts what is done a limited number of times during a validation."""

    refused: int = 0
    """Values that were refused."""
    searches: int = 0
    """Unknown names for which a similar one was looked for among very many."""


@dataclass(frozen=True)
class Definitions:
    """What the document as a whole defines; None where that part could not be read, so that nothing is said of it."""

    ids: dict[str, frozenset[str] | None]
    """The ids of each section."""
    years: frozenset[int] | None
    unit: int
    """The rounding unit in cents."""
    tally: Tally = field(default_factory=Tally, compare=False)

    def with_measures(self, measures: frozenset[str]) -> "Definitions":
        """Return the same with some more measures."""
        known = self.ids["measures"]
        return replace(self, ids={**self.ids, "measures": None if known is None else known | measures})
