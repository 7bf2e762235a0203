"""Indexation: which measure is indexed, by which index and from which price level, and what its amounts become."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, NamedTuple, assert_never

from ridcalc.core.amounts.amount import Rates
from ridcalc.core.arithmetic.apportionment import nearest_to
from ridcalc.core.budget.model import Measure
from ridcalc.core.budget.sections import NO_INDEX
from ridcalc.core.budget.settings import Settings
from ridcalc.core.budget.types import AmountKind
from ridcalc.core.values.problems import InvalidValueError, Path, UnavailableError, say

if TYPE_CHECKING:
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


class Indexation:
    """The rules by which the amounts of a budget are indexed."""

    def __init__(self, settings: Settings, indices: "Mapping[str, Index]") -> None:
        """Keep the settings and the indices of a budget."""
        self.settings = settings
        self._indices = indices

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
            UnavailableError: prices are constant from a year that is not given; the checks report that.
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
        last = year
        if rules.prices == "constant":
            if rules.constant_from is None:  # that is a problem by itself
                raise UnavailableError
            last = min(year, rules.constant_from)
        years = range(level.year + 1, last + 1)
        at_once = rules.method == "cumulative"
        self.book.check(level.index_id, years, only_ends=at_once)
        if at_once and years:
            values = self.book.indices[level.index_id].values
            if values is not None and any(one not in values for one in years):
                rate = values[last] / values[level.year] - 1
                return ((last, rate),)
        return tuple((one, self.book.rate(level.index_id, one)) for one in years)

    def raised(self, number: Fraction | int, rates: Rates, unit: int) -> Fraction | int:
        """Return a number of cents after the rates, in multiples of `unit`; unchanged without rates.

        docs/files.md, *How.*, has the two methods.
        """
        for step in self.raises(number, rates, unit):
            number = step.after
        return number

    def raises(self, number: Fraction | int, rates: Rates, unit: int) -> Iterator[Raise]:
        """Yield each time that a number of cents is raised by rates and rounded to a multiple of `unit`."""
        method = self.settings.indexation.method
        match method:
            case "yearly":
                for rate in rates:
                    step = _raise(number, (rate,), unit)
                    yield step
                    number = step.after
            case "cumulative":
                if rates:
                    yield _raise(number, rates, unit)
            case _:
                assert_never(method)


def _raise(number: Fraction | int, rates: Rates, unit: int) -> Raise:
    exact = number * prod((1 + rate for _, rate in rates), start=Fraction(1))
    return Raise(number, rates, exact, nearest_to(exact, unit))
