"""The amounts of measures: one list, in file order and in order of time, that all other modules use.

Only this folder derives amounts from measures (docs/decisions/structure.md, *One list of amounts*). A rule that changes
amounts is a step in `STEPS`.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.amounts.amount import Amount, Given, Rates
from ridcalc.core.amounts.indexation import Level
from ridcalc.core.amounts.kinds import kind_named
from ridcalc.core.amounts.kinds.kind import Entry
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.budget.choices import sign_of
from ridcalc.core.budget.model import Measure
from ridcalc.core.values.problems import InvalidValueError

NOTHING = Fraction(0)
NO_OTHERS = Others({})
"""The other measures, for amounts that are not over others."""


class NoAmount(NamedTuple):
    """An entry of a measure whose amount cannot be calculated."""

    entry: Amount
    """The entry as a PM amount."""
    refusals: tuple[InvalidValueError, ...]


def amounts_of(measures: Mapping[str, Measure], rules: Rules) -> Iterator[Amount]:
    """Yield the amounts of the measures in file order, those of a measure in order of time.

    Raises:
        InvalidValueError: an amount cannot be calculated; the checks report that.
    """
    return all_known(attempts(measures, rules))


def all_known(found: Iterable[Amount | NoAmount]) -> Iterator[Amount]:
    """Yield the amounts.

    Raises:
        InvalidValueError: one of them cannot be calculated.
    """
    for one in found:
        if isinstance(one, NoAmount):
            raise one.refusals[0]
        yield one


def attempts(measures: Mapping[str, Measure], rules: Rules) -> Iterator[Amount | NoAmount]:
    """Yield the amounts of the measures in file order, or why they cannot be calculated; surcharges follow the rest."""
    if not any(measure.surcharge for measure in measures.values()):
        for name, measure in measures.items():
            yield from amounts_of_measure(name, measure, rules)
        return
    own = {
        name: list(amounts_of_measure(name, measure, rules))
        for name, measure in measures.items()
        if measure.surcharge is None
    }
    under = (one.entry if isinstance(one, NoAmount) else one for some in own.values() for one in some)
    others = Others(measures, under)
    for name, measure in measures.items():
        yield from own[name] if name in own else amounts_of_measure(name, measure, rules, others)


def amounts_of_measure(
    name: str, measure: Measure, rules: Rules, others: Others = NO_OTHERS
) -> Iterator[Amount | NoAmount]:
    """Yield the amounts of one measure in order of time; `others` has what a surcharge is over."""
    kind = kind_named(measure.kind)
    entries = iter(kind.entries(measure, rules, others))
    first = next(entries, None)
    if first is None:
        return
    level, refused = _level(name, measure, rules)
    is_assumed = bool(measure.assumption) or kind.assumed(measure, rules, others) or _index_assumed(level, rules)
    blank = _Blank(name, measure, is_assumed, rules.unit)
    while first is not None:
        entry, first = first, next(entries, None)
        amount = blank.amount(entry)
        if refused is not None:
            yield NoAmount(amount, (refused,))
            continue
        try:
            if kind.parts is not None:
                given, rates = kind.parts(measure, entry, rules, level)
                yield blank.given(amount, given, rates, level)
            elif entry.written is None or (level is None and entry.since is None):
                yield amount
            else:
                rates = rules.indexation.rates(level, entry.period.year) if level else ()
                cents = rules.indexation.raised(entry.written, rates, rules.unit)
                yield blank.indexed(amount, nearest_to(cents * entry.part, rules.unit), rates, level)
        except InvalidValueError as refusal:
            yield NoAmount(amount, refusal.all)


def _level(name: str, measure: Measure, rules: Rules) -> tuple[Level | None, InvalidValueError | None]:
    """Return the index and price level of a measure, or the refusal of one that lacks a price level."""
    try:
        return rules.indexation.level_of(name, measure, measure.kind), None
    except InvalidValueError as refusal:
        return None, refusal


def _index_assumed(level: Level | None, rules: Rules) -> bool:
    """Return whether an index rests on an assumption."""
    return level is not None and rules.indexation.book.any_of(level.index_id, lambda index: index.assumption)


class _Blank(NamedTuple):
    """What the amounts of a measure have in common."""

    name: str
    measure: Measure
    assumed: bool
    unit: int

    def amount(self, entry: Entry) -> Amount:
        """Return the amount of an entry without an index."""
        measure, written = self.measure, entry.written
        return Amount(
            self.name,
            measure.kind,
            measure.nature,
            measure.side,
            entry.period,
            self._steps(written, written),
            self.assumed,
            measure.document_in(entry.period.year),
            entry.since,
            entry.part,
            given=tuple(Given(name, None, NOTHING) for name in entry.recipients),
        )

    def _steps(self, written: int | None, indexed: int | None) -> tuple[int | None, ...]:
        """Return the cents after each of `STEPS`; None: PM."""
        return written, indexed, None if indexed is None else sign_of(self.measure.side) * indexed

    def indexed(self, amount: Amount, cents: int, rates: Rates, level: Level | None) -> Amount:
        """Return an amount after index and part of the year, with the index that holds."""
        amount = amount._replace(steps=self._steps(amount.written, cents), rates=rates)
        return amount if level is None else amount._replace(index_id=level.index_id, price_level=level.year)

    def given(self, amount: Amount, given: tuple[Given, ...], rates: Rates, level: Level | None) -> Amount:
        """Return an amount of which each participant has a given part."""
        sign = sign_of(self.measure.side)
        signed = tuple(
            Given(one.participant, None if one.cents is None else sign * one.cents, sign * one.exact) for one in given
        )
        if any(one.cents is None for one in given):
            return amount._replace(given=signed)
        cents = sum(one.cents or 0 for one in given)
        amount = amount._replace(steps=self._steps(cents, cents), given=signed, rates=rates)
        return amount if level is None else amount._replace(index_id=level.index_id, price_level=level.year)
