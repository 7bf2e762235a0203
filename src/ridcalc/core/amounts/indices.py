"""Indices: the exact rate of an index in a year. No year is filled in (docs/files.md, *How.*)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, assert_never

from ridcalc.core.values.problems import InvalidValueError, SeveralRefusalsError, UnavailableError, say

if TYPE_CHECKING:
    from ridcalc.core.budget.amount_rules import Index


class IndexBook:
    """The indices of a budget, looked up by id and year. A mix may not contain itself; the checks report that."""

    def __init__(self, indices: "Mapping[str, Index]") -> None:
        """Keep the indices; rates are calculated when they are first needed."""
        self.indices = indices
        self._rates: dict[tuple[str, int], Fraction] = {}

    def rate(self, name: str, year: int) -> Fraction:
        """Return the rate of an index in a year, as a part of 1; the index must not lack the year."""
        if (name, year) not in self._rates:
            index = self.indices[name]
            self._rates[name, year] = _corrected(index, self._uncorrected(index, year), year)
        return self._rates[name, year]

    def _uncorrected(self, index: "Index", year: int) -> Fraction:
        """Return the rate of an index in a year before corrections; that of a mix rounded to its precision."""
        if index.rates is not None:
            return index.rates[year]
        if index.values is not None:
            return index.values[year] / index.values[year - 1] - 1
        mixed = sum((weight * self.rate(other, year) for other, weight in (index.mix or {}).items()), Fraction(0))
        return mixed if index.precision is None else _rounded(mixed, index.precision)

    def has(self, name: str, year: int) -> bool:
        """Return whether an index, and each that it mixes, has what the rate of a year is calculated from.

        Raises:
            UnavailableError: there is no such index; the checks report that.
        """
        return not any(self._lacking(name, (year,), only_ends=False))

    def check(self, name: str, years: Iterable[int], *, only_ends: bool = False) -> None:
        """Refuse years in which an index, or one that it mixes, has no rate.

        With `only_ends`, a series of values needs no value in the years between.

        Raises:
            SeveralRefusalsError: there are such years.
            UnavailableError: there is no such index; the checks report that.
        """
        wanted = tuple(years)
        found = list(self._lacking(name, wanted, only_ends=only_ends)) if wanted else []
        if found:
            raise SeveralRefusalsError(found)

    def _lacking(self, name: str, years: tuple[int, ...], *, only_ends: bool) -> Iterator[InvalidValueError]:
        """Yield a refusal for each index, among `name` and those that it mixes, that lacks one of the years."""
        for one in self.made_of(name):
            index = self.indices.get(one)
            if index is None or (index.rates, index.values, index.mix) == (None, None, None):
                raise UnavailableError
            if index.values is not None:
                inside = only_ends and one == name
                needed = (years[0] - 1, years[-1]) if inside else (years[0] - 1, *years)
                yield from _refusals(one, "values", [year for year in needed if year not in index.values])
            elif index.rates is not None:
                yield from _refusals(one, "rates", [year for year in years if year not in index.rates])

    def made_of(self, name: str) -> tuple[str, ...]:
        """Return an index and all indices that it mixes, directly or through others, each once."""
        names = {name: None}
        waiting = [name]
        while waiting:
            index = self.indices.get(waiting.pop())
            below = [other for other in ((index and index.mix) or {}) if other not in names]
            names.update(dict.fromkeys(below))
            waiting.extend(below)
        return tuple(names)

    def known_years(self, name: str, *, only_ends: bool) -> list[int]:
        """Return the years in which an index, and all that it mixes, has a rate, in order of time.

        With `only_ends`, a series of values needs no value in the years between.
        """
        known: set[int] | None = None
        for one in self.made_of(name):
            index = self.indices[one]
            if index.mix is not None:
                continue
            if index.rates is not None:
                years = set(index.rates)
            else:
                values = index.values or {}
                through = range(min(values), max(values) + 1) if only_ends and one == name and values else values
                years = {year for year in through if year - 1 in through}
            known = years if known is None else known & years
        return sorted(known or ())

    def used_by(self, names: Iterable[str | None]) -> dict[str, None]:
        """Return the indices in `names`, and those that they mix, each once."""
        return {one: None for name in dict.fromkeys(names) if name is not None for one in self.made_of(name)}

    def any_of(self, name: str, test: "Callable[[Index], object]") -> bool:
        """Return whether an index, or one that it mixes, meets a test."""
        return any(test(self.indices[one]) for one in self.made_of(name) if one in self.indices)


def _refusals(name: str, field: str, years: list[int]) -> Iterator[InvalidValueError]:
    """Yield the refusal of an index that lacks years, if there are any."""
    if years:
        texts = tuple(map(str, years))
        if field == "rates":
            message = say("index '{index}' has no rate for {years}", index=name, years=texts)
            hint = say(
                "write {years} under indices.{index}.rates; a year without a change is written as 0%",
                years=texts,
                index=name,
            )
        else:
            message = say("index '{index}' has no value for {years}", index=name, years=texts)
            hint = say("write {years} under indices.{index}.values", years=texts, index=name)
        yield InvalidValueError(
            "index-year-missing",
            message,
            hint,
            ("indices", name, field),
        )


def _corrected(index: "Index", rate: Fraction, year: int) -> Fraction:
    """Return the rate of an index with its corrections of a year."""
    corrections = index.corrections.get(year, ())
    match index.correction:
        case "additive":
            return rate + sum(corrections, Fraction(0))
        case "compound":
            return prod((1 + one for one in corrections), start=1 + rate) - 1
        case _:
            assert_never(index.correction)


def _rounded(rate: Fraction, precision: Fraction) -> Fraction:
    """Return the multiple of `precision` nearest to a rate, halves away from zero."""
    steps = abs(rate) / precision + Fraction(1, 2)
    return (steps.numerator // steps.denominator) * precision * (1 if rate >= 0 else -1)
