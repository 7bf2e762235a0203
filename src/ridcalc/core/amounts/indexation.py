"""Indexation: which measure is indexed, by which index and from which price level, and what its amounts become."""

from fractions import Fraction
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, NamedTuple, assert_never, cast

from ridcalc.core.amounts.amount import Rates
from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.budget.model import Measure
from ridcalc.core.budget.sections import NO_INDEX
from ridcalc.core.budget.settings import Settings
from ridcalc.core.budget.types import AmountKind
from ridcalc.core.values.problems import InvalidValueError, Path, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ridcalc.core.amounts.indices import IndexBook
    from ridcalc.core.budget.amount_rules import Index

RESERVES = ("0.10", "0.11")
"""The taakvelden of reserves and of the result, which the index of the budget leaves alone."""


class Level(NamedTuple):
    """The index that holds for a measure, and the year in whose prices its amounts are written."""

    index_id: str
    year: int
    at: Path
    """The path of the price level."""


class Raise(NamedTuple):
    """A number of cents that is raised by one or more rates, and rounded once."""

    before: Fraction | int
    rates: Rates
    exact: Fraction
    """The number after the rates."""
    after: int
    """`exact`, rounded."""


class Raised(NamedTuple):
    """A number of cents with all rates by which it is raised."""

    number: Fraction | int
    unit: int
    """The unit of rounding."""
    rates: Rates = ()
    steps: tuple[Raise, ...] = ()


class Indexation:
    """The rules by which the amounts of a budget are indexed."""

    def __init__(self, settings: Settings, indices: "Mapping[str, Index]") -> None:
        """Keep the settings and the indices of a budget."""
        self.settings = settings
        self._indices = indices
        self._known: dict[tuple[str, int], list[tuple[int, Fraction]]] = {}
        """An index and a price level → the rates of the years after that level, as far as they were needed."""
        self._last = Raised(0, 1)

    @cached_property
    def book(self) -> "IndexBook":
        """The indices, looked up by id and year."""
        from ridcalc.core.amounts.indices import IndexBook  # few budgets have indices

        return IndexBook(self._indices)

    def index_of(self, measure: Measure, kind: AmountKind) -> str | None:
        """Return the index that holds for a measure with amounts of a kind; None: it is not indexed."""
        if kind in {"parts", "surcharge"}:
            return None
        chosen = measure.index
        if chosen is None and self._follows_budget(measure, kind):
            chosen = self.settings.index
        return None if chosen == NO_INDEX else chosen

    def _follows_budget(self, measure: Measure, kind: AmountKind) -> bool:
        """Return whether the index of the budget holds for a measure without an index of its own."""
        taakveld = measure.booking.taakveld if measure.booking else None
        prices = kind in {"yearly", "tariff"} or measure.price_level is not None
        return measure.nature == "structural" and measure.side == "expense" and prices and taakveld not in RESERVES

    def level_of(self, name: str, measure: Measure, kind: AmountKind) -> Level | None:
        """Return the index and the price level of the measure with id `name`; None: it is not indexed.

        Raises:
            InvalidValueError: an index holds, and there is no price level.
        """
        index = self.index_of(measure, kind)
        if index is None:
            return None
        year = self.settings.price_level if measure.price_level is None else measure.price_level
        if year is None:
            path = ("measures", name, "index") if measure.index else ("budget", "index")
            message = say("an index needs the year in whose prices the amounts are written, and there is none")
            hint = say("write price_level, such as price_level: 2024, under budget or under the measure")
            raise InvalidValueError("price-level-missing", message, hint, path)
        own = measure.price_level is not None
        return Level(index, year, ("measures", name, "price_level") if own else ("budget", "price_level"))

    def rates(self, level: Level, year: int) -> Rates:
        """Return the rates by which an amount of `year` is indexed.

        Raises:
            InvalidValueError: the amount is of a year before its price level, or the index lacks a year.
        """
        if year < level.year:
            raise InvalidValueError(
                "price-level-after-amount",
                say(
                    "the price level {level} is after {years}: an index does not lead back to earlier prices",
                    level=str(level.year),
                    years=(str(year),),
                ),
                say("write the year in whose prices the amount is, or index: none"),
                level.at,
            )
        rules = self.settings.indexation
        last = min(year, rules.constant_from or year) if rules.prices == "constant" else year
        return self._rates_until(level, last)

    def _rates_until(self, level: Level, last: int) -> Rates:
        """Return the rates of the years after a price level up to `last`; one rate where a series has only its ends."""
        known = self._known.setdefault((level.index_id, level.year), [])
        for year in range(level.year + 1 + len(known), last + 1):
            if not self.book.has(level.index_id, year):
                return self._rate_of_ends(level, last)
            known.append((year, self.book.rate(level.index_id, year)))
        return tuple(known[: max(last - level.year, 0)])

    def _rate_of_ends(self, level: Level, last: int) -> Rates:
        """Return the one rate of a series that lacks years between a price level and `last`.

        Raises:
            SeveralRefusalsError: the index is no series, lacks one of the ends, or each year counts.
        """
        at_once = self.settings.indexation.method == "cumulative"
        self.book.check(level.index_id, range(level.year + 1, last + 1), only_ends=at_once)
        values = cast("Mapping[int, Fraction]", self.book.indices[level.index_id].values)
        return ((last, values[last] / values[level.year] - 1),)

    def raised(self, number: Fraction | int, rates: Rates, unit: int) -> Fraction | int:
        """Return a number of cents after the rates, in multiples of `unit`; unchanged without rates.

        docs/files.md, *How.*, has the two methods.
        """
        steps = self.raises(number, rates, unit)
        return steps[-1].after if steps else number

    def raises(self, number: Fraction | int, rates: Rates, unit: int) -> tuple[Raise, ...]:
        """Return each time that a number of cents is raised by rates and rounded to a multiple of `unit`.

        The number of the call before is raised further: an amount per year takes one step more in each later year.
        """
        last = self._last
        if (last.number, last.unit) != (number, unit) or rates[: len(last.rates)] != last.rates:
            last = Raised(number, unit)
        more = rates[len(last.rates) :]
        if more:
            last = Raised(number, unit, rates, self._further(last, more))
        self._last = last
        return last.steps

    def _further(self, last: Raised, more: Rates) -> tuple[Raise, ...]:
        """Return the steps of a number that is raised by `more` rates after those of `last`."""
        method = self.settings.indexation.method
        match method:
            case "yearly":
                steps = [*last.steps]
                for rate in more:
                    steps.append(_raise(steps[-1].after if steps else last.number, (rate,), last.unit))
                return tuple(steps)
            case "cumulative":
                exact = (last.steps[0].exact if last.steps else last.number) * _growth(more)
                return (Raise(last.number, (*last.rates, *more), exact, nearest_to(exact, last.unit)),)
            case _:
                assert_never(method)


def _raise(number: Fraction | int, rates: Rates, unit: int) -> Raise:
    """Return a number after rates, rounded to a multiple of `unit`."""
    exact = number * _growth(rates)
    return Raise(number, rates, exact, nearest_to(exact, unit))


def _growth(rates: Rates) -> Fraction:
    """Return by what rates together multiply a number."""
    return prod((1 + rate for _, rate in rates), start=Fraction(1))
