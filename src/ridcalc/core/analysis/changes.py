"""The differences in the input of two cases, A and B, by cause (docs/decisions/compare.md, *What counts as what*)."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from ridcalc.core.allocation.amounts import Amount, amounts_of, by_measure, written_alike
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.budget.model import Case, Measure
from ridcalc.core.values.periods import Period

Cause = Literal["scope", "pm", "amounts", "index", "vat", "phasing", "nature", "key", "rounding"]
"""A cause of differences between two allocations (docs/glossary.md)."""

CAUSES: tuple[Cause, ...] = get_args(Cause)
"""The causes, in the order in which a comparison changes them from A to B. `index` and `vat` have no effect yet."""


class Change(NamedTuple):
    """A difference in the input: of a measure, a key, a driver, a partnership's key or the rounding."""

    cause: Cause
    id: str
    """The id of the measure, or the path of another object, such as `keys.rid`."""
    a: Measure | None = None
    """The measure in A; None if it is not in A, or if the change is of another object."""
    b: Measure | None = None
    """The measure in B; None if it is not in B, or if the change is of another object."""
    periods: tuple[Period, ...] = ()
    """The periods whose amounts the change is about, of a measure: those that differ, or all that A or B has."""


class Both(NamedTuple):
    """A measure that both A and B take, with its amounts in each."""

    name: str
    a: Measure
    b: Measure
    amounts_a: list[Amount]
    amounts_b: list[Amount]

    @property
    def moved(self) -> dict[Cause, tuple[Period, ...]]:
        """Cause → the periods whose amounts differ by that cause; `pm`, and one of `amounts` and `phasing`, or none.

        `pm`: a PM post became an amount, or the reverse. For the other amounts the cause is `amounts` if their sum over
        the years or the side differs, and `phasing` if the same sum is spread over the periods in another way.
        """
        moved: dict[Cause, tuple[Period, ...]] = {}
        if written_alike(self.a, self.b):
            return moved
        after_pm = with_pm_of(self.amounts_a, self.amounts_b)
        if after_pm != self.amounts_a:
            changed = set(after_pm) ^ set(self.amounts_a)
            moved["pm"] = tuple(sorted({amount.period for amount in changed}))
        before, after = ({amount.period: amount.cents for amount in side} for side in (after_pm, self.amounts_b))
        periods = tuple(sorted({period for period, _ in before.items() ^ after.items()}))
        if self.a.side != self.b.side:
            moved["amounts"] = tuple(sorted(before.keys() | after.keys()))
        elif periods:
            same_sum = sum(cents or 0 for cents in before.values()) == sum(cents or 0 for cents in after.values())
            same_pm = (None in before.values()) == (None in after.values())
            moved["phasing" if same_sum and same_pm else "amounts"] = periods
        return moved


def with_pm_of(a: Sequence[Amount], b: Sequence[Amount]) -> list[Amount]:
    """Return the amounts of a measure in A, with those of B where one has a PM post in the place of the other's amount.

    Periods that overlap, such as a half-year and its year, are one place.
    """
    amounts: list[Amount] = []
    for part_a, part_b in _places(a, b):
        kinds_a, kinds_b = ({amount.cents is None for amount in part} for part in (part_a, part_b))
        became = (True in kinds_a and False in kinds_b) or (False in kinds_a and True in kinds_b)
        amounts += part_b if became else part_a
    return amounts


def _places(a: Sequence[Amount], b: Sequence[Amount]) -> Iterator[tuple[list[Amount], list[Amount]]]:
    """Yield the amounts of A and of B whose periods overlap directly or through each other, in order of time."""
    place: tuple[list[Amount], list[Amount]] = ([], [])
    end = 0
    for period, number, amount in sorted([(one.period, 0, one) for one in a] + [(one.period, 1, one) for one in b]):
        if period.start >= end:
            yield place
            place = ([], [])
        place[number].append(amount)
        end = max(end, period.end)
    yield place


def in_both(a: Allocation, b: Allocation) -> list[Both]:
    """Return the measures that both A and B take, in the order of A.

    The amounts are those of the allocations. If their units of rounding differ, a total is divided over its spread in
    cents in both, so that the amounts can be compared.
    """
    measures_a, measures_b = a.case.measures, b.case.measures
    amounts_a, amounts_b = by_measure(a.amounts), by_measure(b.amounts)
    if a.case.budget.settings.rounding.unit != b.case.budget.settings.rounding.unit:
        amounts_a, amounts_b = (by_measure(amounts_of(measures, 1)) for measures in (measures_a, measures_b))
    return [
        Both(name, measures_a[name], measures_b[name], amounts_a.get(name, []), amounts_b.get(name, []))
        for name in measures_a
        if name in measures_b
    ]


def changes_of(a: Case, b: Case, both: list[Both]) -> Iterator[Change]:
    """Yield the changes from A to B, cause by cause; `both` holds the measures that both take.

    The planning document of a measure matters only with `level: total`, where it decides the batch of an amount. It
    then counts as rounding.
    """
    yield from (_only(name, a=measure) for name, measure in a.measures.items() if name not in b.measures)
    yield from (_only(name, b=measure) for name, measure in b.measures.items() if name not in a.measures)
    moved = [(pair, pair.moved) for pair in both]
    causes: tuple[Cause, ...] = ("pm", "amounts", "phasing")
    for cause in causes:
        yield from (
            Change(cause, pair.name, pair.a, pair.b, periods[cause]) for pair, periods in moved if cause in periods
        )
    yield from (_other("nature", pair) for pair in both if pair.a.nature != pair.b.nature)
    yield from (_other("key", pair) for pair in both if pair.a.key != pair.b.key)
    for name in {**a.budget.keys, **b.budget.keys}:
        if a.budget.keys.get(name) != b.budget.keys.get(name):
            yield Change("key", f"keys.{name}")
    for name in {**a.budget.drivers, **b.budget.drivers}:
        if a.budget.drivers.get(name) != b.budget.drivers.get(name):
            yield Change("key", f"drivers.{name}")
    for name, participant in a.budget.participants.items():
        if participant.key != b.budget.participants[name].key:
            yield Change("key", f"participants.{name}")
    if any(in_batches(case.budget.settings.rounding.level) for case in (a, b)):
        yield from (_other("rounding", pair) for pair in both if pair.a.pc_document != pair.b.pc_document)
    if a.budget.settings.rounding != b.budget.settings.rounding:
        yield Change("rounding", "budget.rounding")


def _only(name: str, a: Measure | None = None, b: Measure | None = None) -> Change:
    """Return the change of scope by a measure that only A or only B takes."""
    measure = a or b
    periods = () if measure is None else tuple(sorted(measure.amounts or measure.spread or {}))
    return Change("scope", name, a, b, periods)


def _other(cause: Cause, pair: Both) -> Change:
    """Return a change of a measure that has no amounts of its own: it concerns all its periods."""
    periods = sorted({amount.period for amount in (*pair.amounts_a, *pair.amounts_b)})
    return Change(cause, pair.name, pair.a, pair.b, tuple(periods))
