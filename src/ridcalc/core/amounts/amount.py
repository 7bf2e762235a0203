"""The amount of a measure in a period, with the cents after each step from what is written to what is divided."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.budget.types import AmountKind, NatureName, SideName
from ridcalc.core.values.grouping import grouped
from ridcalc.core.values.periods import Period

StepName = Literal["written", "indexed", "divided"]
"""`written`: what the files say, income positive. `indexed`: after index, and after the part of a year. `divided`: the
cents that are divided, income negative."""

STEPS: tuple[StepName, ...] = ("written", "indexed", "divided")
"""The names of all steps, in order."""

Rates = tuple[tuple[int, Fraction], ...]
"""Years with the rate, as a part of 1, by which an amount is indexed in that year; in order of time."""

WHOLE = Fraction(1)
"""The part of a year that a whole year is."""


class Given(NamedTuple):
    """What a participant has of an amount without a key that divides it; income negative."""

    participant: str
    cents: int | None
    """The rounded cents; None: PM."""
    exact: Fraction
    """The exact cents; 0 for PM."""


class Amount(NamedTuple):
    """The amount of a measure in a period, in cents."""

    measure: str
    kind: AmountKind
    nature: NatureName
    side: SideName
    period: Period
    steps: tuple[int | None, ...]
    """The cents after each of `STEPS`; None: PM."""
    assumed: bool
    """Whether the amount rests on an assumption of the measure or of an entry that the measure names."""
    pc_document: str | None
    """The planning document (P&C-document) of the period's year."""
    since: str | None = None
    """The entry of `yearly` that the amount is of, as written; None for other kinds."""
    part: Fraction = WHOLE
    """The part of its year that an amount per year is for."""
    index_id: str | None = None
    """The id of the index that holds for the amount; None: it is not indexed."""
    price_level: int | None = None
    """The year in whose prices an indexed amount is written."""
    rates: Rates = ()
    """The rates by which it is indexed; of a tariff those of its price."""
    given: tuple[Given, ...] = ()
    """What each participant has, if the measure itself says so; empty if a key divides the amount."""

    @property
    def written(self) -> int | None:
        """The cents in the files, or the period's part of a total with a spread; income positive; None: PM."""
        return self.steps[0]

    @property
    def indexed(self) -> int | None:
        """The cents after index and the part of a year; income positive; None: PM."""
        return self.steps[1]

    @property
    def cents(self) -> int | None:
        """The cents that are divided; income negative; None: PM."""
        return self.steps[-1]

    @property
    def dated(self) -> tuple[str, Period, bool]:
        """The id of the measure, the period, and whether it is PM: of `parts`, some may be PM and others not."""
        return self.measure, self.period, self.cents is None

    @property
    def recipients(self) -> tuple[str, ...]:
        """The participants to which the measure itself gives a part; empty if a key divides the amount."""
        return tuple(one.participant for one in self.given)

    @property
    def at(self) -> tuple[str, ...]:
        """The path, below the measure, of what the amount follows from."""
        match self.kind:
            case "total":
                return "spread", self.period.text
            case "yearly":
                return "yearly", str(self.since)
            case "tariff" | "surcharge":
                return (self.kind,)
            case _:
                return self.kind, self.period.text


def by_measure(amounts: Iterable[Amount]) -> dict[str, list[Amount]]:
    """Return measure → its amounts, in the given order."""
    return grouped(amounts, lambda amount: amount.measure)
