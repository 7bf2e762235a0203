"""The lines of a result as CSV or JSON: written a division at a time from its columns, so that nothing is held.

What is the same for all lines of a division, or for all that a plan reaches, is written once.
"""

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from math import gcd
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Column, Division
from ridcalc.core.values.filter import Filter
from ridcalc.core.values.problems import say
from ridcalc.core.values.progress import Progress
from ridcalc.language.numbers import canonical_fraction, canonical_money

COLUMNS = (
    "measure",
    "nature",
    "side",
    "period",
    "year",
    "participant",
    "amount",
    "exact",
    "pm",
    "key",
    "share",
    "assumed",
)
"""The names of a line's fields, in their order."""

_AMOUNT = COLUMNS.index("amount")


class Form(NamedTuple):
    """How a line is written: what stands before it, between its fields, and after it."""

    begin: str
    between: str
    end: str
    named: bool
    """Each value with its field's name, as JSON has it."""
    decimal_mark: str = "."
    """Of amounts."""
    formula_safe: bool = False
    """An apostrophe stands before what a spreadsheet would take for a formula."""

    def fields(self, first: int, values: Sequence[str | int | bool | None]) -> list[str]:
        """Return the values of the fields from the `first` on as they are written."""
        names = COLUMNS[first : first + len(values)]
        if self.named:
            return [f'"{name}": {json.dumps(value)}' for name, value in zip(names, values, strict=True)]
        return [
            "" if value is None else str(value).lower() if isinstance(value, bool) else str(value) for value in values
        ]

    def quote(self) -> str:
        """Return what stands around a text."""
        return '"' if self.named else ""

    def name(self, field: str) -> str:
        """Return what stands before the value of a field."""
        return f'"{field}": ' if self.named else ""


JSON = Form(",\n  {", ", ", "}", named=True)


def written(allocation: Allocation, asked: Filter, form: Form, progress: Progress) -> Iterator[str]:
    """Yield the chosen lines, all those of a division together: measures in file order, periods in time order."""
    writer = _Writer(asked, form)
    divisions = allocation.divisions
    for division in progress.each(divisions, say("writing"), len(divisions), say("amounts")):
        if asked.takes(division.period.year):
            lines = writer.lines(division)
            if lines:  # it may reach none of those chosen
                yield lines


class _Ends(NamedTuple):
    """What the lines of a plan have in common, slot by slot: from the participant to the amount, and after `exact`."""

    slots: Sequence[int]
    starts: list[str]
    ends: list[str]


class _Writer:
    def __init__(self, asked: Filter, form: Form) -> None:
        self.asked = asked
        self.form = form
        self._ends: dict[tuple[int, bool, bool], _Ends] = {}

    def lines(self, division: Division) -> str:
        form, unknown = self.form, division.amount is None
        at = (id(division.plan), division.assumed, unknown)
        ends = self._ends.get(at)
        if ends is None:
            ends = self._ends[at] = self._ends_of(division)
        common = (division.measure, division.nature, division.side, division.period.text, division.period.year)
        head = form.begin + form.between.join(form.fields(0, common)) + form.between
        if unknown:
            return "".join([f"{head}{start}{end}" for start, end in zip(ends.starts, ends.ends, strict=True)])
        amounts = _money(division.parts, form.decimal_mark)
        exacts = _exacts(division)
        if form.formula_safe:
            exacts = [f"'{exact}" if exact[0] == "-" and "/" in exact else exact for exact in exacts]
        if len(ends.slots) < len(amounts):
            amounts, exacts = [amounts[slot] for slot in ends.slots], [exacts[slot] for slot in ends.slots]
        quote = form.quote()
        between = f"{quote}{form.between}{form.name('exact')}{quote}"
        rows = zip(ends.starts, amounts, exacts, ends.ends, strict=True)
        return "".join([f"{head}{start}{amount}{between}{exact}{end}" for start, amount, exact, end in rows])

    def _ends_of(self, division: Division) -> _Ends:
        form, plan, unknown = self.form, division.plan, division.amount is None
        slots = [slot for slot, one in enumerate(plan.participants) if self.asked.takes(participant=one)]
        starts, ends = [], []
        for slot in slots:
            number, position = plan.reached_by[slot]
            stage = plan.stages[number]
            share = canonical_fraction(Fraction(stage.weights[position], stage.total))
            participant = form.fields(_AMOUNT - 1, (plan.participants[slot],))
            after = form.fields(_AMOUNT + 2, (unknown, stage.key, share, division.assumed or plan.assumed[slot]))
            if unknown:
                starts.append(form.between.join((*participant, *form.fields(_AMOUNT, (None, None)))) + form.between)
                ends.append(form.between.join(after) + form.end)
            else:
                starts.append(f"{participant[0]}{form.between}{form.name('amount')}{form.quote()}")
                ends.append(form.quote() + form.between + form.between.join(after) + form.end)
        return _Ends(slots, starts, ends)


def _money(cents: Column, decimal_mark: str) -> list[str]:
    """Return amounts in cents as `plain_money` writes them, faster where none is below zero."""
    if min(cents) < 0:
        return [canonical_money(part).replace(".", decimal_mark) for part in cents]
    after = _decimals(decimal_mark)
    return [f"{part // 100}{after[part % 100]}" for part in cents]


@cache
def _decimals(decimal_mark: str) -> list[str]:
    """Return what stands after the whole euros of an amount, by its cents."""
    return [f"{decimal_mark}{cents:02d}" for cents in range(100)]


def _exacts(division: Division) -> list[str]:
    """Return the exact value of each part in euros, as a fraction in lowest terms."""
    exacts = [""] * len(division.parts)
    for stage in division.plan.stages:
        whole = division.whole(stage) or 0
        below = 100 * stage.total
        after = {below: ""}  # by the divisor that is shared, what stands after the numerator
        for slot, weight in zip(stage.slots, stage.weights, strict=True):
            above = whole * weight
            shared = gcd(above, below)
            if shared not in after:
                after[shared] = f"/{below // shared}"
            exacts[slot] = f"{above // shared}{after[shared]}"
    return exacts
