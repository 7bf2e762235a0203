"""The measures that surcharges are over, grouped and added up once for all surcharges."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.amounts.amount import Amount, by_measure
from ridcalc.core.budget.model import Measure

if TYPE_CHECKING:
    from ridcalc.core.budget.amount_rules import Base


class Sum(NamedTuple):
    """What measures come to in a year."""

    cents: int
    """Expense less income, PM left out."""
    pm: bool
    """Whether one of the amounts is PM."""
    assumed: bool
    """Whether one of the amounts rests on an assumption."""


NO_SUM = Sum(0, pm=False, assumed=False)


class Others:
    """The other measures with their amounts, for surcharges over them; a surcharge is never over another."""

    def __init__(self, measures: Mapping[str, Measure], amounts: Iterable[Amount] = ()) -> None:
        """Keep the measures and their amounts, which may be those of some measures only."""
        self._measures = measures
        self._all = amounts
        self._sums: dict[Base, dict[int, Sum]] = {}

    @cached_property
    def _amounts(self) -> dict[str, list[Amount]]:
        """Measure → its amounts."""
        return by_measure(self._all)

    @cached_property
    def _with(self) -> dict[tuple[str, str | None], list[str]]:
        """The measures with each key and of each task, in file order."""
        found: dict[tuple[str, str | None], list[str]] = {}
        for name, measure in self._measures.items():
            if not measure.surcharge:
                found.setdefault(("key", measure.key), []).append(name)
                found.setdefault(("task", measure.task), []).append(name)
        return found

    def under(self, of: "Base") -> list[str]:
        """Return the ids of the measures that a surcharge is over: those that are there, surcharges passed over."""
        if isinstance(of, tuple):
            return [name for name in of if name in self._measures and not self._measures[name].surcharge]
        return self._with.get(("task", of.task) if of.key is None else ("key", of.key), [])

    def amounts_under(self, of: "Base") -> list[Amount]:
        """Return the amounts of the measures that a surcharge is over."""
        return [amount for name in self.under(of) for amount in self._amounts.get(name, ())]

    def sums(self, of: "Base") -> dict[int, Sum]:
        """Return year → what the measures that a surcharge is over come to, for the years with amounts."""
        if of not in self._sums:
            sums: dict[int, Sum] = {}
            for amount in self.amounts_under(of):
                cents, pm, assumed = sums.get(amount.period.year, NO_SUM)
                sums[amount.period.year] = Sum(
                    cents + (amount.cents or 0), pm or amount.cents is None, assumed or amount.assumed
                )
            self._sums[of] = sums
        return self._sums[of]
