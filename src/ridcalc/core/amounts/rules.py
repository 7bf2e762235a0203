"""What the amounts of a budget follow from, apart from its measures: years, unit, drivers and indices."""

from typing import NamedTuple

from ridcalc.core.amounts.indexation import Indexation
from ridcalc.core.budget.model import Budget
from ridcalc.core.keys.counts import Counts


class Rules(NamedTuple):
    """What the amounts of a budget follow from, apart from its measures."""

    years: tuple[int, ...]
    """The budget's years in time order."""
    unit: int
    """The unit of rounding, in cents."""
    counts: Counts
    indexation: Indexation

    def with_index_of(self, other: "Rules") -> "Rules":
        """Return the same rules with the indices and the settings of indexation of others."""
        return self._replace(indexation=other.indexation)

    def with_counts_of(self, other: "Rules") -> "Rules":
        """Return the same rules with the counts and the years of others."""
        return self._replace(counts=other.counts, years=other.years)


def rules_of(budget: Budget, counts: Counts, unit: int | None = None) -> Rules:
    """Return the rules of a budget, or those with another unit of rounding, in cents."""
    settings = budget.settings
    return Rules(
        years=tuple(sorted(settings.years)),
        unit=settings.rounding.unit if unit is None else unit,
        counts=counts,
        indexation=Indexation(settings, budget.indices),
    )
