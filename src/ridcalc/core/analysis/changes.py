"""The differences in the input of two cases, A and B, by cause."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from ridcalc.core.allocation.amounts import Amount, amounts_of, by_measure, written_alike
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.budget.model import Case, Measure

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


class Both(NamedTuple):
    """A measure that both A and B take, with its amounts in each."""

    name: str
    a: Measure
    b: Measure
    amounts_a: list[Amount]
    amounts_b: list[Amount]

    @property
    def moved(self) -> tuple[Cause, ...]:
        """The causes of the difference between the amounts: none, or `pm` and one of `amounts` and `phasing`.

        `pm`: a PM post became an amount, or the reverse. For the other amounts the cause is `amounts` if their sum over
        the years or the side differs, and `phasing` if the same sum is spread over the periods in another way.
        """
        if written_alike(self.a, self.b):
            return ()
        after_pm = with_pm_of(self.amounts_a, self.amounts_b)
        pm: tuple[Cause, ...] = () if after_pm == self.amounts_a else ("pm",)
        before, after = ({amount.period: amount.cents for amount in side} for side in (after_pm, self.amounts_b))
        if before == after and self.a.side == self.b.side:
            return pm
        same_sum = sum(cents or 0 for cents in before.values()) == sum(cents or 0 for cents in after.values())
        same_pm = (None in before.values()) == (None in after.values())
        return (*pm, "phasing" if same_sum and same_pm and self.a.side == self.b.side else "amounts")


def with_pm_of(a: Sequence[Amount], b: Sequence[Amount]) -> list[Amount]:
    """Return the amounts of a measure in A, with PM where B has PM, and with B's amounts where A has PM.

    A PM post of A gives way to the known amounts of B in its period that A lacks; known amounts of A that B lacks give
    way to a PM post of B in their period. Other amounts are those of A.
    """
    periods_a, periods_b = {amount.period for amount in a}, {amount.period for amount in b}
    known_a = [amount for amount in a if amount.cents is not None and amount.period not in periods_b]
    known_b = [amount for amount in b if amount.cents is not None and amount.period not in periods_a]
    own = {amount.period: amount for amount in a}
    for amount in b:
        before = own.get(amount.period)
        if before is not None and (before.cents is None) != (amount.cents is None):
            own[amount.period] = amount
    for post in a:
        filled = [amount for amount in known_b if post.cents is None and amount.period.overlaps(post.period)]
        if filled and post.period not in periods_b:
            del own[post.period]
            own |= {amount.period: amount for amount in filled}
    for post in b:
        emptied = [amount for amount in known_a if post.cents is None and amount.period.overlaps(post.period)]
        if emptied and post.period not in periods_a:
            own[post.period] = post
            for amount in emptied:
                own.pop(amount.period, None)
    return sorted(own.values(), key=lambda amount: amount.period)


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
    yield from (Change("scope", name, measure, None) for name, measure in a.measures.items() if name not in b.measures)
    yield from (Change("scope", name, None, measure) for name, measure in b.measures.items() if name not in a.measures)
    causes: tuple[Cause, ...] = ("pm", "amounts", "phasing")
    for cause in causes:
        yield from (Change(cause, pair.name, pair.a, pair.b) for pair in both if cause in pair.moved)
    yield from (Change("nature", pair.name, pair.a, pair.b) for pair in both if pair.a.nature != pair.b.nature)
    yield from (Change("key", pair.name, pair.a, pair.b) for pair in both if pair.a.key != pair.b.key)
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
        moved = (pair for pair in both if pair.a.pc_document != pair.b.pc_document)
        yield from (Change("rounding", pair.name, pair.a, pair.b) for pair in moved)
    if a.budget.settings.rounding != b.budget.settings.rounding:
        yield Change("rounding", "budget.rounding")
