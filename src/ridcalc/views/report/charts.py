"""The charts of a page, as values: what is drawn and what it says. Amounts are in cents.

A chart has at most `MOST` categories; the rest is one more. A reader without the drawing has the table of its section.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ridcalc.core.values.problems import Message, say
from ridcalc.views.table import Label, Money

MOST = 4
"""The most categories that are drawn by themselves."""
_STEPS = (1, 2, 5)
_MOST_TICKS = 3


class Titles(NamedTuple):
    """The texts of a chart: a sentence that says what it shows, and below it what is drawn."""

    headline: Message
    subtitle: Message


class Bar(NamedTuple):
    """A bar: its category and its amount."""

    label: Label
    amount: Money


class Bars(NamedTuple):
    """Amounts beside each other."""

    titles: Titles
    bars: tuple[Bar, ...]
    ticks: tuple[int, ...]


class Step(NamedTuple):
    """A step of a waterfall: a total that stands on zero, or a change that starts where the last step ended."""

    label: Label
    start: int
    end: int
    total: Money | None = None
    """The total, with its PM posts; None: a change."""

    @property
    def shown(self) -> Money:
        """The amount that is written at the step."""
        return self.total or Money(self.end - self.start)


class Waterfall(NamedTuple):
    """How one total becomes another."""

    titles: Titles
    steps: tuple[Step, ...]
    ticks: tuple[int, ...]


class Series(NamedTuple):
    """Amounts in time, a point for each label; of several series each has a name."""

    name: Label
    points: tuple[Bar, ...]


class Line(NamedTuple):
    """One to three series in one drawing."""

    titles: Titles
    series: tuple[Series, ...]
    ticks: tuple[int, ...]


class Span(NamedTuple):
    """A row of a timeline: its label, and the first and the last day of each part."""

    label: Label
    parts: tuple[tuple[date, date], ...]


class Timeline(NamedTuple):
    """When things happen, by quarter."""

    titles: Titles
    rows: tuple[Span, ...]
    years: tuple[int, ...]
    """The years that are drawn, without gaps."""


Chart = Bars | Waterfall | Line | Timeline
"""The kinds of charts."""


def ticks_for(amounts: Iterable[int]) -> tuple[int, ...]:
    """Return round amounts, zero included, at most a handful, from below the smallest to above the largest amount.

    >>> ticks_for([21320000, 12308843])
    (0, 10000000, 20000000, 30000000)
    """
    known = [*amounts, 0]
    low, high = min(known), max(known)
    step = _tick_step(high - low)
    return tuple(range(low // step * step, -(-high // step) * step + 1, step))


def _tick_step(width: int) -> int:
    """Return the smallest of 1, 2 and 5 times a power of ten euros by which a width has few ticks."""
    power = 100
    while True:
        for step in _STEPS:
            if step * power * _MOST_TICKS >= width:
                return step * power
        power *= 10


def at_most(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """Return the bars, or the largest and then the others together, if there are more than can be drawn."""
    if len(bars) <= MOST:
        return tuple(bars)
    largest = sorted(range(len(bars)), key=lambda number: -abs(bars[number].amount.cents))[: MOST - 1]
    others = [bar.amount for number, bar in enumerate(bars) if number not in largest]
    together = Money(
        sum(one.cents for one in others), sum(one.pm for one in others), any(one.assumed for one in others)
    )
    kept = [bars[number] for number in sorted(largest)]
    return (*kept, Bar(say("the {count} others", count=len(others)), together))
