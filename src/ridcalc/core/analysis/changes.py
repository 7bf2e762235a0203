"""What is other in one case than in another, cause by cause."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from ridcalc.core.allocation.amounts import Amount, by_measure, written_alike
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.model import Case, Measure

Cause = Literal["scope", "amounts", "phasing", "nature", "key", "rounding"]
CAUSES: tuple[Cause, ...] = ("scope", "amounts", "phasing", "nature", "key", "rounding")


class Change(NamedTuple):
    """One thing that is other in B: a measure (None in A or B where it is not taken), a key, or the rounding."""

    cause: Cause
    id: str
    a: Measure | None = None
    b: Measure | None = None


class Both(NamedTuple):
    """A measure that is in A and in B, with its amounts in each."""

    name: str
    a: Measure
    b: Measure
    amounts_a: list[Amount]
    amounts_b: list[Amount]

    @property
    def moved(self) -> Literal["amounts", "phasing"] | None:
        """The cause by which the amounts differ, if they do.

        Another sum over the years, another side, and PM that became an amount or the reverse, count wholly as amounts;
        the same sum in other periods is phasing.
        """
        if written_alike(self.a, self.b):
            return None
        ones, others = ({amount.period: amount.cents for amount in amounts} for amounts in self[3:])
        if ones == others and self.a.side == self.b.side:
            return None
        same_sum = sum(cents or 0 for cents in ones.values()) == sum(cents or 0 for cents in others.values())
        same_pm = (None in ones.values()) == (None in others.values()) and not any(
            (ones[period] is None) != (others[period] is None) for period in ones.keys() & others.keys()
        )
        return "phasing" if same_sum and same_pm and self.a.side == self.b.side else "amounts"


def in_both(a: Allocation, b: Allocation) -> list[Both]:
    """Return the measures that are in A and in B, in the order of A."""
    ours, theirs = a.case.measures, b.case.measures
    amounts_a, amounts_b = by_measure(a.amounts), by_measure(b.amounts)
    return [
        Both(name, ours[name], theirs[name], amounts_a.get(name, []), amounts_b.get(name, []))
        for name in ours
        if name in theirs
    ]


def changes_of(a: Case, b: Case, both: list[Both]) -> Iterator[Change]:
    """Yield what is other in B, cause by cause."""
    ours, theirs = a.measures, b.measures
    yield from (Change("scope", name, measure, None) for name, measure in ours.items() if name not in theirs)
    yield from (Change("scope", name, None, measure) for name, measure in theirs.items() if name not in ours)
    for cause in ("amounts", "phasing"):
        yield from (Change(cause, one.name, one.a, one.b) for one in both if one.moved == cause)
    yield from (Change("nature", one.name, one.a, one.b) for one in both if one.a.nature != one.b.nature)
    yield from (Change("key", one.name, one.a, one.b) for one in both if one.a.key != one.b.key)
    for name in {**a.budget.keys, **b.budget.keys}:
        if a.budget.keys.get(name) != b.budget.keys.get(name):
            yield Change("key", f"keys.{name}")
    for name in {**a.budget.drivers, **b.budget.drivers}:
        if a.budget.drivers.get(name) != b.budget.drivers.get(name):
            yield Change("key", f"drivers.{name}")
    for name, participant in a.budget.participants.items():
        if participant.key != b.budget.participants[name].key:
            yield Change("key", f"participants.{name}")
    if "total" in {a.budget.settings.rounding.level, b.budget.settings.rounding.level}:
        moved = (one for one in both if one.a.pc_document != one.b.pc_document)
        yield from (Change("rounding", one.name, one.a, one.b) for one in moved)
    if a.budget.settings.rounding != b.budget.settings.rounding:
        yield Change("rounding", "budget.rounding")
