"""The amounts of a budget: the cents of each measure per period, from those in the files to those that are divided.

Only this module derives amounts from measures. A rule that changes amounts is a step in `CHAIN`
(docs/decisions/structure.md, *One list of amounts*).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from ridcalc.core.arithmetic.apportionment import largest_remainder, whole_weights
from ridcalc.core.budget.choices import sign_of
from ridcalc.core.budget.model import Measure
from ridcalc.core.budget.types import NatureName, SideName
from ridcalc.core.values.periods import Period

AmountKind = Literal["amounts", "total"]
"""The form of an amount in the files: per period, or as a total with a spread."""

StepName = Literal["written", "divided"]
"""`written`: the cents in the files, income positive. `divided`: the cents that are divided, income negative."""


class AmountStep(NamedTuple):
    """A step that changes amounts between the files and the division. It is not applied to PM."""

    name: StepName
    change: Callable[[Measure, Period, int], int]
    """Measure, period and cents before the step → cents after it."""


def _with_sign_of_side(measure: Measure, _: Period, cents: int) -> int:
    """Return the cents that are divided: income counts negative (docs/glossary.md, side)."""
    return sign_of(measure.side) * cents


CHAIN = (AmountStep("divided", _with_sign_of_side),)
"""The steps after `written`, in order. The last gives the cents that are divided."""

STEPS: tuple[StepName, ...] = ("written", *(step.name for step in CHAIN))
"""The names of all steps, in order."""


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

    def after(self, step: StepName) -> int | None:
        """Return the cents after a step; None: PM."""
        return self.steps[STEPS.index(step)]

    @property
    def written(self) -> int | None:
        """The cents in the files, or the period's part of a total with a spread; income positive; None: PM."""
        return self.steps[0]

    @property
    def cents(self) -> int | None:
        """The cents that are divided; income negative; None: PM."""
        return self.steps[-1]

    @property
    def dated(self) -> tuple[str, Period]:
        """The id of the measure, and the period."""
        return self.measure, self.period


def amounts_of(measures: Mapping[str, Measure], unit: int) -> Iterator[Amount]:
    """Yield the amounts of the measures, those of a measure in time order; `unit` is the rounding unit in cents."""
    for name, measure in measures.items():
        kind: AmountKind = "amounts" if measure.amounts is not None else "total"
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
    """Return the cents after each of `STEPS`, from the cents in the files; None: PM."""
    if cents is None:
        return (None,) * len(STEPS)
    steps: list[int | None] = [cents]
    for step in CHAIN:
        cents = step.change(measure, period, cents)
        steps.append(cents)
    return tuple(steps)


def _written(measure: Measure, unit: int) -> dict[Period, int | None]:
    """Return period → cents in the files; None: PM.

    A total is divided over its spread in whole units of `unit` cents by largest remainder (docs/glossary.md), ties to
    the earliest period.
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
    """Return whether two measures have the same amounts and the same side, in the same form, in the files."""
    return (a.amounts, a.total, a.spread, a.side) == (b.amounts, b.total, b.spread, b.side)


def by_measure(amounts: Iterable[Amount]) -> dict[str, list[Amount]]:
    """Return measure → its amounts, in the given order."""
    amounts_of_measure: dict[str, list[Amount]] = {}
    for amount in amounts:
        amounts_of_measure.setdefault(amount.measure, []).append(amount)
    return amounts_of_measure
