"""The record that describes a kind of amount: functions of a measure of that kind."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from ridcalc.core.amounts.amount import WHOLE, Given, Rates
from ridcalc.core.amounts.indexation import Level
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import Rules
from ridcalc.core.budget.model import Measure
from ridcalc.core.values.periods import Period


class Entry(NamedTuple):
    """An amount of a measure in a period as the files give it, before anything is calculated."""

    period: Period
    written: int | None = None
    """The cents in the files; None: PM, or not in the files but calculated."""
    part: Fraction = WHOLE
    """The part of the year that the amount is for."""
    since: str | None = None
    """The entry of an amount per year, as written."""
    recipients: tuple[str, ...] = ()
    """The participants that the measure itself gives a part; empty if a key divides the amount."""


class Outcome(NamedTuple):
    """What the participants have of an entry, and the rates by which its price is indexed."""

    given: tuple[Given, ...]
    rates: Rates = ()


class Kind(NamedTuple):
    """A kind of amount: where its entries are, and what its participants have."""

    entries: Callable[[Measure, Rules, Others], Iterable[Entry]]
    """Measure, rules and other measures → its entries in order of time."""
    parts: Callable[[Measure, Entry, Rules, Level | None], Outcome] | None = None
    """Measure, entry, rules and index → what the recipients have, income positive; None: a key divides the amount.

    Raises InvalidValueError if a count or an index is missing.
    """
    assumed: Callable[[Measure, Rules, Others], bool] = lambda *_: False
    """Whether the amounts rest on an assumption about something else than the measure and its index."""
