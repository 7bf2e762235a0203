"""Mixes of two cases, A and B: measures with some fields of A and some of B, and the amounts that follow from them.

docs/decisions/compare.md, *The bridge is made of allocations*, says why these are allocations too.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.batches import Dividend
from ridcalc.core.allocation.divide import dividends_of_amount
from ridcalc.core.amounts.alike import AMOUNT_FIELDS, INDEX_FIELDS, with_fields_of
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.book import NO_OTHERS, all_known, amounts_of_measure
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.analysis.changes import with_pm_of
from ridcalc.core.budget.model import Measure
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.plans import Plan
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError


class Source(NamedTuple):
    """A measure, and the rules from which its amounts follow."""

    measure: Measure
    rules: Rules


class Entry(NamedTuple):
    """A measure in a step from A to B, with each property from A or from B."""

    name: str
    source: Source
    """The measure whose amounts are used."""
    book: KeyBook
    """The keys in which its key is looked up."""
    b: Source
    """The measure and the rules of B; those of A if only A has the measure."""
    book_b: KeyBook
    pm: Source | None = None
    """The measure whose amounts are used where it or `source` has PM in the place of the other's amount; None: none."""

    def with_pm(self) -> "Entry":
        """Return the entry with the amounts of B in the place of PM, and the reverse."""
        return self._replace(pm=self.with_amounts().source)

    def with_amounts(self) -> "Entry":
        """Return the entry with the amounts, and the counts of tariffs, of B."""
        measure = with_fields_of(self.source.measure, self.b.measure, AMOUNT_FIELDS)
        rules = self.source.rules.with_counts_of(self.b.rules)
        return self._replace(source=Source(measure, rules), pm=None)

    def with_index(self) -> "Entry":
        """Return the entry with the index and the price level of B."""
        measure = with_fields_of(self.source.measure, self.b.measure, INDEX_FIELDS)
        rules = self.source.rules.with_index_of(self.b.rules)
        pm = self.pm and Source(with_fields_of(self.pm.measure, self.b.measure, INDEX_FIELDS), self.b.rules)
        return self._replace(source=Source(measure, rules), pm=pm)

    def with_field(self, field: str) -> "Entry":
        """Return the entry with one field of B's measure."""
        measure, rules = self.source
        return self._replace(source=Source(with_fields_of(measure, self.b.measure, (field,)), rules))

    @property
    def totals(self) -> tuple[int | None, ...]:
        """The totals, in cents, that are spread over periods; None: there is none, or it is PM."""
        return self.source.measure.total, None if self.pm is None else self.pm.measure.total


class AmountsInUnits:
    """The amounts of measures, derived once per measure, rules and unit of rounding, and kept for all steps."""

    def __init__(self) -> None:
        """Start with no amounts."""
        self._kept: dict[object, tuple[object, Sequence[Amount]]] = {}

    def of(self, name: str, source: Source, unit: int) -> Sequence[Amount]:
        """Return the amounts of a measure without those that others decide; `unit` is that of rounding, in cents.

        Raises:
            InvalidValueError: the amounts of a mix cannot be calculated.
        """
        measure, rules = source
        depends = measure.kind == "tariff" or rules.indexation.index_of(measure, measure.kind) is not None
        parts = (id(rules.counts), id(rules.indexation)) if depends else ()
        key = (id(measure), unit, rules.years, *parts)
        if key not in self._kept:  # the measure and the rules are kept too, so that no other has their id()
            self._kept[key] = (source, list(all_known(amounts_of_measure(name, measure, rules._replace(unit=unit)))))
        return self._kept[key][1]

    def of_entry(self, entry: Entry, unit: int) -> Sequence[Amount]:
        """Return the amounts of an entry that is no surcharge."""
        amounts = self.of(entry.name, entry.source, unit)
        return amounts if entry.pm is None else with_pm_of(amounts, self.of(entry.name, entry.pm, unit))


def dividends_of_mix(entries: list[Entry], amounts: AmountsInUnits, unit: int) -> Iterator[Dividend]:
    """Yield the dividends of a mix of A and B. None is marked as assumed, because only their cents are used.

    Raises:
        InvalidValueError: an amount of the mix cannot be calculated, or no key divides it.
    """
    own = {entry.name: amounts.of_entry(entry, unit) for entry in entries if not entry.source.measure.surcharge}
    others = NO_OTHERS
    if len(own) < len(entries):
        measures = {entry.name: entry.source.measure for entry in entries}
        others = Others(measures, (amount for some in own.values() for amount in some))
    for entry in entries:
        found = own[entry.name] if entry.name in own else _surcharges(entry, others, unit)
        for amount in found:
            measure = entry.source.measure
            pc_document = measure.document_in(amount.period.year)
            mixed = amount._replace(nature=measure.nature, pc_document=pc_document, assumed=False)
            yield from dividends_of_amount(mixed, _plans(entry, amount), unit)


def _surcharges(entry: Entry, others: Others, unit: int) -> list[Amount]:
    measure, rules = entry.source
    return list(all_known(amounts_of_measure(entry.name, measure, rules._replace(unit=unit), others)))


def _plans(entry: Entry, amount: Amount) -> list[tuple[Period, Plan]]:
    """Return the plans of an amount by its entry's key, or by that of B if the key cannot be used."""
    if amount.given:
        return entry.book.plans(None, amount.recipients, amount.period)
    key, key_b = entry.source.measure.key, entry.b.measure.key
    try:
        if key is not None:
            return entry.book.plans(key, (), amount.period, unknown=amount.cents is None)
    except InvalidValueError:  # A has no such key, or A's key cannot be used in a period of B
        pass
    key = str(key if key_b is None else key_b)
    return entry.book_b.plans(key, (), amount.period, unknown=amount.cents is None)
