"""The factors of indices as whole numbers: a row for each step from the inputs of an index to its factor in a year.

A factor is 1 + rate, as a numerator over a denominator. A row holds the rate as `total` / (`over` × `common`).
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import gcd, lcm
from typing import Literal, NamedTuple

from ridcalc.core.amounts.indices import IndexBook
from ridcalc.core.budget.amount_rules import Index
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import say
from ridcalc.render.excel.composition.inputs import COUNT_SCALE, RATE_SCALE, Input, Inputs, scale_for
from ridcalc.render.excel.rows import EXACT_BELOW, WRITTEN_BELOW
from ridcalc.render.excel.weights import GCD_BELOW

PRECISION_SCALE = 10_000

FactorKind = Literal["rates", "values", "first", "mix", "precision", "plus", "times"]
"""What a row does: reads rates or values, begins or goes on with a mix, rounds, or adds or compounds corrections."""


_AFTER_ANOTHER: tuple[FactorKind, ...] = ("mix", "precision", "plus", "times")
"""The kinds of rows that go on from the row above."""


class Factor(NamedTuple):
    """A row: a step towards the factor of an index in a year."""

    name: str
    """The id of the index."""
    year: int
    since: int
    """The year of the value with which the value of `year` is compared; the year before, as a rule."""
    kind: FactorKind
    exact: bool
    """Whether a spreadsheet calculates the row exactly."""
    rate: Fraction
    group: int = 0
    """The group of the inputs that are added up."""
    now: int = 0
    """The position of an input: a value, a share, or a precision."""
    before: int = 0
    """The position of the value that `now` is compared with."""
    of: int = 0
    """The position of the factor that is mixed in."""
    scale: int = 1
    over: int = 1
    common: int = 1
    total: int = 0

    @property
    def divisor(self) -> int:
        """The number by which numerator and denominator are divided."""
        whole = self.over * self.common
        return gcd(whole, abs(self.total) % whole) if whole < GCD_BELOW else 1

    @property
    def numerator(self) -> int:
        """The numerator of 1 + rate."""
        return (self.over * self.common + self.total) // self.divisor

    @property
    def denominator(self) -> int:
        """The denominator of 1 + rate."""
        return self.over * self.common // self.divisor


class Factors:
    """The rows of all indices of a budget, those of an index after those that it mixes. Positions count from 1."""

    def __init__(self, budget: Budget, inputs: Inputs) -> None:
        """Add the inputs of each index, and its rows."""
        self.rows: list[Factor] = []
        self.inputs = inputs
        self._budget = budget
        self._book = IndexBook(budget.indices)
        self._positions: dict[tuple[str, int, int], int] = {}
        self._values: dict[tuple[str, int], int] = {}
        for name in self._in_order():
            self._add(name, budget.indices[name])

    def position(self, index: str, year: int, since: int) -> int:
        """Return the position of the factor of an index from one year to another."""
        place = index, year, since
        if place not in self._positions and self._budget.indices[index].values is not None:
            self._of_values(index, year, since)
        return self._positions[place]

    def at(self, position: int) -> Factor:
        """Return the row in a position."""
        return self.rows[position - 1]

    def used_with(self, position: int) -> Iterator[int]:
        """Yield the positions of the rows that lead to a factor: its own steps, and those of the factors it mixes."""
        waiting = [position]
        while waiting:
            here = waiting.pop()
            row = self.at(here)
            yield here
            waiting += [here - 1] if row.kind in _AFTER_ANOTHER else []
            waiting += [row.of] if row.of else []

    def _in_order(self) -> Iterable[str]:
        """Return the indices, those that an index mixes before the index itself."""
        order: dict[str, None] = {}
        waiting = list(reversed(self._budget.indices))
        while waiting:
            name = waiting[-1]
            below = [part for part in self._budget.indices[name].mix or () if part not in order]
            if below:
                waiting.extend(below)
            else:
                order[waiting.pop()] = None
        return order

    def _add(self, name: str, index: Index) -> None:
        if index.values is not None:
            scale = scale_for(list(index.values.values()), COUNT_SCALE)
            for year, value in sorted(index.values.items()):
                self._values[name, year] = self._input((name, "values", str(year)), value, scale)
            for year in self._book.known_years(name, only_ends=False):
                self._of_values(name, year, year - 1)
            return
        corrections = [correction for some in index.corrections.values() for correction in some]
        scale = scale_for([*(index.rates or {}).values(), *corrections], RATE_SCALE)
        parts = self._shares(name, index)
        precision = 0
        if index.precision is not None:
            of_precision = scale_for([index.precision], PRECISION_SCALE)
            precision = self._input((name, "precision"), index.precision, of_precision)
        for year in self._book.known_years(name, only_ends=False):
            if index.rates is not None:
                group = self.inputs.new_group()
                whole = int(index.rates[year] * scale)
                self._input((name, "rates", str(year)), index.rates[year], scale, group)
                self._row(name, year, "rates", group=group, scale=int(scale), common=int(scale), total=whole)
            else:
                self._mix(name, year, parts)
                if precision:
                    self._precision(name, year, precision)
            self._corrections(name, index, year, scale)
            self._positions[name, year, year - 1] = len(self.rows)

    def _input(self, path: tuple[str, ...], value: Fraction, scale: Fraction, group: int = 0) -> int:
        """Add the input with a path below `indices`: index, field and, but for a precision, year or other index."""
        name, field, *key = path
        names, is_mix = self._budget.names, field == "mix"
        entered = Input(
            about=names.of("indices", name),
            what=_WHAT[field],
            when="" if is_mix else "".join(key),
            who=names.of("indices", key[0]) if is_mix else "",
            value=value,
            scale=scale,
            style="input_number" if field == "values" else "input_rate",
            id=name,
            path="" if field == "corrections" else ".".join(("indices", *path)),
            group=group or self.inputs.new_group(),
            noted=None if self.inputs.has(name) else self._budget.indices[name],
        )
        return self.inputs.add(entered)

    def _of_values(self, name: str, year: int, since: int) -> None:
        now, before = self._values[name, year], self._values[name, since]
        of_now, of_before = (self.inputs.at(position).whole or 0 for position in (now, before))
        exact = self.inputs.at(now).exact and self.inputs.at(before).exact
        self._row(
            name,
            year,
            "values",
            since=since,
            now=now,
            before=before,
            common=of_before,
            total=of_now - of_before,
            exact=exact,
        )
        self._positions[name, year, since] = len(self.rows)

    def _row(self, name: str, year: int, kind: FactorKind, *, exact: bool = True, **fields: int) -> None:
        """Add a row, exact if the numbers on the way are: `common`, `over` × `common`, the total and the factor."""
        fields = {"since": year - 1, **fields}
        row = Factor(name, year, fields.pop("since"), kind, exact, Fraction(0), **fields)
        numbers = (row.over * row.common, row.over * row.common + row.total, row.total)
        is_exact = exact and all(abs(value) < WRITTEN_BELOW for value in numbers)
        rate = Fraction(row.total, row.over * row.common)
        self.rows.append(row._replace(exact=is_exact, rate=rate))

    def _shares(self, name: str, index: Index) -> list[tuple[str, int]]:
        """Add the shares of a mix, and return the indices, each with the position of its share."""
        scale, group = scale_for(list((index.mix or {}).values()), COUNT_SCALE), self.inputs.new_group()
        shares = (index.mix or {}).items()
        return [(part, self._input((name, "mix", part), share, scale, group)) for part, share in shares]

    def _mix(self, name: str, year: int, parts: list[tuple[str, int]]) -> None:
        """Add a row for each index that is mixed: the common denominator so far, and the sum over it."""
        common, total, is_exact = 1, 0, True
        for number, (other, share) in enumerate(parts):
            of = self._positions[other, year, year - 1]
            mixed, weight = self.at(of), self.inputs.at(share)
            wider = lcm(common, mixed.denominator)
            difference = mixed.numerator - mixed.denominator
            total = total * (wider // common) + (weight.whole or 0) * difference * (wider // mixed.denominator)
            common = wider
            is_exact = is_exact and mixed.exact and weight.exact and mixed.denominator < GCD_BELOW
            self._row(
                name,
                year,
                "mix" if number else "first",
                now=share,
                of=of,
                group=weight.group,
                over=int(weight.scale),
                common=common,
                total=total,
                exact=is_exact,
            )
            is_exact = self.rows[-1].exact

    def _precision(self, name: str, year: int, position: int) -> None:
        """Add the row that rounds a mixed rate."""
        mixed, precision = self.rows[-1], self.inputs.at(position)
        scale, whole = int(precision.scale), precision.whole or 0
        over = mixed.denominator * whole
        rise = mixed.numerator - mixed.denominator
        steps = (2 * abs(rise) * scale + over) // (2 * over) * (-1 if rise < 0 else 1)
        exact = mixed.exact and precision.exact and 2 * abs(rise) * scale + over < EXACT_BELOW
        fields = {"now": position, "scale": scale, "common": scale, "total": steps * whole}
        self._row(name, year, "precision", exact=exact, **fields)

    def _corrections(self, name: str, index: Index, year: int, scale: Fraction) -> None:
        """Add the corrections of a year: all in one row, or a row for each that is compounded."""
        corrections = index.corrections.get(year, ())
        if not corrections:
            return
        if index.correction == "additive":
            group = self.rows[-1].group if self.rows[-1].kind == "rates" else self.inputs.new_group()
            for correction in corrections:
                self._input((name, "corrections", str(year)), correction, scale, group)
            self._plus(name, year, group, int(sum(corrections) * scale), int(scale))
            return
        for correction in corrections:
            group, before, whole = self.inputs.new_group(), self.rows[-1], int(correction * scale)
            self._input((name, "corrections", str(year)), correction, scale, group)
            divisor = gcd(int(scale), whole)
            common = before.denominator * (int(scale) // divisor)
            total = before.numerator * ((int(scale) + whole) // divisor) - common
            fields = {"group": group, "scale": int(scale), "common": common, "total": total}
            self._row(name, year, "times", exact=before.exact, **fields)

    def _plus(self, name: str, year: int, group: int, whole: int, scale: int) -> None:
        """Add corrections to the row of a rate in the same scale, or in a row after a mixed rate."""
        before = self.rows[-1]
        if before.kind == "rates":
            fields = {"group": group, "scale": scale, "common": scale, "total": before.total + whole}
            self.rows.pop()
            self._row(name, year, "rates", exact=True, **fields)
            return
        common = lcm(before.denominator, scale)
        rise = (before.numerator - before.denominator) * (common // before.denominator)
        fields = {"group": group, "scale": scale, "common": common, "total": rise + whole * (common // scale)}
        exact = before.exact and before.denominator < GCD_BELOW
        self._row(name, year, "plus", exact=exact, **fields)


_WHAT = {
    "rates": say("rate"),
    "values": say("value"),
    "mix": say("share"),
    "precision": say("precision"),
    "corrections": say("correction"),
}
"""The words for what an input of an index is."""
