"""The differences in the input of two cases, A and B, by cause (docs/decisions/compare.md, *What counts as what*)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.amounts.alike import AMOUNT_FIELDS, indexed_alike, with_fields_of, written_alike
from ridcalc.core.amounts.amount import Amount, by_measure
from ridcalc.core.amounts.book import NoAmount, amounts_of, amounts_of_measure
from ridcalc.core.amounts.rules import Rules, rules_of
from ridcalc.core.budget.choices import in_batches
from ridcalc.core.budget.model import Budget, Measure
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.definitions import definitions_of
from ridcalc.core.values.periods import Period

Cause = Literal["scope", "pm", "amounts", "index", "vat", "phasing", "nature", "key", "rounding"]
"""A cause of differences between two allocations (docs/glossary.md)."""

CAUSES: tuple[Cause, ...] = get_args(Cause)
"""The causes, in the order in which a comparison changes them from A to B. `vat` has no effect yet."""


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
    """The amounts of B with the index of A, so that only what the cause `index` does not explain differs."""

    @property
    def moved(self) -> dict[Cause, tuple[Period, ...]]:
        """Cause → the periods whose amounts differ by that cause; `pm`, and one of `amounts` and `phasing`, or none.

        `pm`: a PM post became an amount, or the reverse. For the other amounts the cause is `amounts` if their sum over
        the years or the side differs, and `phasing` if the same sum is spread over the periods in another way.
        """
        moved: dict[Cause, tuple[Period, ...]] = {}
        alike = written_alike(self.a, self.b)
        if "surcharge" in {self.a.kind, self.b.kind}:  # a surcharge also moves with what it is over
            return moved if alike else {"amounts": _periods((*self.amounts_a, *self.amounts_b))}
        if alike and self.a.kind in {"amounts", "total", "parts"}:
            return moved
        after_pm = with_pm_of(self.amounts_a, self.amounts_b)
        if after_pm != self.amounts_a:
            moved["pm"] = _periods(set(after_pm) ^ set(self.amounts_a))
        before, after = ({amount.dated: _content(amount) for amount in side} for side in (after_pm, self.amounts_b))
        periods = tuple(sorted({period for (_, period, _), _ in before.items() ^ after.items()}))
        if self.a.side != self.b.side:
            moved["amounts"] = _periods((*after_pm, *self.amounts_b))
        elif periods:
            moved["phasing" if self._same_sum(after_pm) else "amounts"] = periods
        return moved

    def _same_sum(self, after_pm: Sequence[Amount]) -> bool:
        """Return whether the same sum, written as amounts or a total, is only spread over the periods otherwise."""
        before, after = ([amount.written for amount in side] for side in (after_pm, self.amounts_b))
        same_sum = sum(cents or 0 for cents in before) == sum(cents or 0 for cents in after)
        same_pm = (None in before) == (None in after)
        return same_sum and same_pm and {self.a.kind, self.b.kind} <= {"amounts", "total"}


def _content(amount: Amount) -> object:
    """Return what an amount comes to, and what each participant is given of it."""
    return amount.cents, amount.given


def _periods(amounts: Iterable[Amount]) -> tuple[Period, ...]:
    """Return the periods of the amounts in order of time, each once."""
    return tuple(sorted({amount.period for amount in amounts}))


def with_pm_of(a: Sequence[Amount], b: Sequence[Amount]) -> list[Amount]:
    """Return the amounts of a measure in A, with those of B where one has a PM post in the place of the other's amount.

    Periods that overlap, such as a half-year and its year, are one place.
    """
    amounts: list[Amount] = []
    for part_a, part_b in _places(a, b):
        if _same_unknown(part_a, part_b):
            amounts += part_a
            continue
        kinds_a, kinds_b = ({amount.cents is None for amount in part} for part in (part_a, part_b))
        became = (True in kinds_a and False in kinds_b) or (False in kinds_a and True in kinds_b)
        amounts += part_b if became else part_a
    return amounts


def _same_unknown(a: Sequence[Amount], b: Sequence[Amount]) -> bool:
    """Return whether the measures themselves give their participants a part, and the same participants have PM."""
    if not all(amount.given for amount in (*a, *b)):
        return False
    unknown_a, unknown_b = (
        {one.participant for amount in side for one in amount.given if one.cents is None} for side in (a, b)
    )
    return unknown_a == unknown_b


def _places(a: Sequence[Amount], b: Sequence[Amount]) -> Iterator[tuple[list[Amount], list[Amount]]]:
    """Yield the amounts of A and of B whose periods overlap directly or through each other, in order of time."""
    place: tuple[list[Amount], list[Amount]] = ([], [])
    end = 0
    both = [(one.period, 0, one) for one in a] + [(one.period, 1, one) for one in b]
    for period, number, amount in sorted(both, key=lambda entry: entry[:2]):
        if period.start >= end:
            yield place
            place = ([], [])
        place[number].append(amount)
        end = max(end, period.end)
    yield place


def in_both(a: Allocation, b: Allocation) -> list[Both]:
    """Return the measures that both A and B take, in the order of A.

    The amounts of A are those of the allocation; those of B have the index of A. If the units of rounding differ, a
    total is divided over its spread in cents in both, so that the amounts can be compared.
    """
    measures_a, measures_b = a.case.measures, b.case.measures
    amounts_a, amounts_b = by_measure(a.amounts), by_measure(b.amounts)
    units = [side.case.budget.settings.rounding.unit for side in (a, b)]
    unit = units[0] if units[0] == units[1] else 1
    rules_a, rules_b = (rules_of(side.case.budget, Counts(side.case.budget, side.tree), unit) for side in (a, b))
    if units[0] != units[1]:
        amounts_a = by_measure(amounts_of(measures_a, rules_a))
        amounts_b = by_measure(amounts_of(measures_b, rules_b))
    rules = rules_a.with_counts_of(rules_b)
    return [
        Both(
            name,
            measure,
            measures_b[name],
            amounts_a.get(name, []),
            _with_index_of(name, measure, measures_b[name], rules, amounts_b.get(name, [])),
        )
        for name, measure in measures_a.items()
        if name in measures_b
    ]


def _with_index_of(name: str, a: Measure, b: Measure, rules: Rules, amounts_b: list[Amount]) -> list[Amount]:
    """Return the amounts of a measure in B with the index of A; those of B where that index has no rates for them."""
    indexed = any(amount.index_id for amount in amounts_b) or rules.indexation.index_of(a, a.kind) is not None
    if b.surcharge or not indexed:
        return amounts_b
    found = list(amounts_of_measure(name, with_fields_of(a, b, AMOUNT_FIELDS), rules))
    known = [amount for amount in found if not isinstance(amount, NoAmount)]
    return known if len(known) == len(found) else amounts_b


def changes_of(of_a: Allocation, of_b: Allocation, both: list[Both]) -> Iterator[Change]:
    """Yield the changes from A to B, cause by cause; `both` holds the measures that both take.

    The planning document of a measure matters only with `level: total`, where it decides the batch of an amount. It
    then counts as rounding.
    """
    a, b = of_a.case, of_b.case
    yield from _of_scope(of_a, of_b)
    moved = [(pair, pair.moved) for pair in both]
    causes: tuple[Cause, ...] = ("pm", "amounts", "phasing")
    for cause in causes:
        yield from (
            Change(cause, pair.name, pair.a, pair.b, periods[cause]) for pair, periods in moved if cause in periods
        )
    yield from _of_indices(a.budget, b.budget, both)
    yield from (_other("nature", pair) for pair in both if pair.a.nature != pair.b.nature)
    yield from (_other("key", pair) for pair in both if pair.a.key and pair.b.key and pair.a.key != pair.b.key)
    of_tariffs = {measure.tariff.driver for case in (a, b) for measure in case.measures.values() if measure.tariff}
    yield from _of_keys(a.budget, b.budget, of_tariffs)
    if any(in_batches(case.budget.settings.rounding.level) for case in (a, b)):
        yield from (_other("rounding", pair) for pair in both if pair.a.pc_document != pair.b.pc_document)
    if a.budget.settings.rounding != b.budget.settings.rounding:
        yield Change("rounding", "budget.rounding")


def _of_scope(of_a: Allocation, of_b: Allocation) -> Iterator[Change]:
    """Yield the changes of scope by measures that only A or only B takes."""
    for one, other in ((of_a, of_b), (of_b, of_a)):
        amounts = by_measure(one.amounts)
        for name, measure in one.case.measures.items():
            if name not in other.case.measures:
                periods = _periods(amounts.get(name, ()))
                a, b = (measure, None) if one is of_a else (None, measure)
                yield Change("scope", name, a, b, periods)


def _of_keys(a: Budget, b: Budget, of_tariffs: set[str]) -> Iterator[Change]:
    """Yield the changes of keys, of drivers by which they divide, and of the keys of partnerships.

    A driver that only counts for tariffs, which are among `of_tariffs`, changes amounts and no key.
    """
    for name in {**a.keys, **b.keys}:
        if a.keys.get(name) != b.keys.get(name):
            yield Change("key", f"keys.{name}")
    only_of_tariffs = of_tariffs - {*_drivers_of_keys(a), *_drivers_of_keys(b)}
    for name in {**a.drivers, **b.drivers}:
        if name not in only_of_tariffs and a.drivers.get(name) != b.drivers.get(name):
            yield Change("key", f"drivers.{name}")
    for name, participant in a.participants.items():
        if participant.key != b.participants[name].key:
            yield Change("key", f"participants.{name}")


def _of_indices(a: Budget, b: Budget, both: list[Both]) -> Iterator[Change]:
    """Yield the changes of indices, of the budget's settings of indexation, and of the index of measures."""
    for name in {**a.indices, **b.indices}:
        if a.indices.get(name) != b.indices.get(name):
            yield Change("index", f"indices.{name}")
    for field in ("index", "price_level", "indexation"):
        if getattr(a.settings, field) != getattr(b.settings, field):
            yield Change("index", f"budget.{field}")
    yield from (_other("index", pair) for pair in both if not indexed_alike(pair.a, pair.b))


def _drivers_of_keys(budget: Budget) -> Iterator[str]:
    """Yield the drivers by which keys divide; one may come more than once."""
    for key in budget.keys.values():
        for _, definition in definitions_of(key):
            if definition.driver is not None:
                yield definition.driver
            yield from (tariff.driver for tariff in (definition.tariff or {}).values() if tariff.driver is not None)


def _other(cause: Cause, pair: Both) -> Change:
    """Return a change of a measure that has no amounts of its own: it concerns all its periods."""
    periods = sorted({amount.period for amount in (*pair.amounts_a, *pair.amounts_b)})
    return Change(cause, pair.name, pair.a, pair.b, tuple(periods))
