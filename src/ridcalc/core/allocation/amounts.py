"""The amounts of a budget: what each measure comes to in a period, step by step from as written to as divided.

Nothing else derives an amount from a measure. A rule that changes amounts is a step in `CHAIN`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from ridcalc.core.arithmetic.apportionment import largest_remainder, whole_weights
from ridcalc.core.budget.model import Measure
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.values.periods import Period

Kind = Literal["amounts", "total"]
"""How the file writes an amount: per period, or as a total with its spread."""

StepName = Literal["written", "divided"]


class AmountStep(NamedTuple):
    """A step from what is written to what is divided: measure, period and cents in, cents out. PM stays PM."""

    name: StepName
    change: Callable[[Measure, Period, int], int]


def _lowers_contributions(measure: Measure, _: Period, cents: int) -> int:
    """Return the cents that the participants share: income is negative (design §4, rule 7)."""
    return -cents if measure.side == "income" else cents


CHAIN = (AmountStep("divided", _lowers_contributions),)
"""The steps after `written`, in order; the last gives what is divided."""

STEPS: tuple[StepName, ...] = ("written", *(step.name for step in CHAIN))


class Amount(NamedTuple):
    """What a measure comes to in a period."""

    measure: str
    kind: Kind
    nature: NatureName
    side: SideName
    period: Period
    steps: tuple[int | None, ...]
    """The cents after each of `STEPS`; None is PM."""
    assumed: bool
    pc_document: str | None

    def after(self, step: StepName) -> int | None:
        """Return the cents after a step; None is PM."""
        return self.steps[STEPS.index(step)]

    @property
    def written(self) -> int | None:
        """The cents that the file says, of a total its part of the spread; income positive; None is PM."""
        return self.steps[0]

    @property
    def cents(self) -> int | None:
        """The cents that are divided; income negative; None is PM."""
        return self.steps[-1]

    @property
    def dated(self) -> tuple[str, Period]:
        """The measure and the period."""
        return self.measure, self.period


def amounts_of(measures: Mapping[str, Measure], unit: int) -> Iterator[Amount]:
    """Yield the amounts of some measures, each in time order; `unit` is the rounding unit in cents."""
    for name, measure in measures.items():
        kind: Kind = "amounts" if measure.amounts is not None else "total"
        for period, cents in sorted(_written(measure, unit).items()):
            yield Amount(
                name,
                kind,
                measure.nature,
                measure.side,
                period,
                _steps(measure, period, cents),
                bool(measure.assumption),
                measure.pc_document.get(period.year),
            )


def _steps(measure: Measure, period: Period, cents: int | None) -> tuple[int | None, ...]:
    if cents is None:
        return (None,) * len(STEPS)
    steps: list[int | None] = [cents]
    for step in CHAIN:
        cents = step.change(measure, period, cents)
        steps.append(cents)
    return tuple(steps)


def _written(measure: Measure, unit: int) -> dict[Period, int | None]:
    """Return by period the cents that the file says; None is PM.

    A total is divided over its spread in whole units by largest remainder, ties to the earliest (design §4, rule 1).
    """
    if measure.amounts is not None:
        return measure.amounts
    spread = dict(sorted((measure.spread or {}).items()))
    if measure.total is None:
        return dict.fromkeys(spread)
    weights = whole_weights(spread)
    parts = largest_remainder(measure.total // unit, list(weights.values()))
    return {period: part * unit for period, part in zip(spread, parts, strict=True)}


def written_alike(a: Measure, b: Measure) -> bool:
    """Tell whether the files say the same amounts of two measures, in the same way and of the same side."""
    return (a.amounts, a.total, a.spread, a.side) == (b.amounts, b.total, b.spread, b.side)


def by_measure(amounts: Iterable[Amount]) -> dict[str, list[Amount]]:
    """Return the amounts of each measure."""
    found: dict[str, list[Amount]] = {}
    for amount in amounts:
        found.setdefault(amount.measure, []).append(amount)
    return found
