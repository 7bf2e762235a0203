"""Tables in whole units, found by trying all: the least deviation of a table that keeps the sums it shows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from ridcalc.core.budget.types import NatureName, SideName


class Place(NamedTuple):
    """A cell of a small budget: an amount of a participant without members."""

    participant: str
    year: int = 2024
    nature: NatureName = "incidental"
    side: SideName = "expense"
    measure: str = ""


Amounts = Mapping[Place, int]
"""Amounts in cents, or figures in units, by cell."""
Sums = Sequence[Collection[Place]]
"""The cells of each sum that a table shows, the grand total last: it is the nearest unit, halves away from zero."""


def sums_by(places: Collection[Place], *fields: str) -> Iterator[list[Place]]:
    """Yield the cells of each sum over all that differs in other fields."""
    groups: dict[tuple[object, ...], list[Place]] = {}
    for place in places:
        groups.setdefault(tuple(getattr(place, field) for field in fields), []).append(place)
    yield from groups.values()


def whole_units(amount: int, unit: int) -> set[int]:
    """Return an amount rounded down and up, in units."""
    return {amount // unit, -(-amount // unit)}


def nearest_unit(amount: int, unit: int) -> int:
    """Return the nearest unit of an amount, halves away from zero, in units."""
    whole, rest = divmod(abs(amount), unit)
    nearest = whole + (2 * rest >= unit)
    return nearest if amount >= 0 else -nearest


def tables(amounts: Amounts, sums: Sums, unit: int) -> Iterator[dict[Place, int]]:
    """Yield every table of `amounts` with each sum of `sums` rounded down or up, and the last of them nearest."""
    allowed = [whole_units(sum(amounts[place] for place in cells), unit) for cells in sums]
    allowed[-1] = {nearest_unit(sum(amounts[place] for place in sums[-1]), unit)}
    for figures in product(*(whole_units(amount, unit) for amount in amounts.values())):
        table = dict(zip(amounts, figures, strict=True))
        if all(sum(table[place] for place in cells) in either for cells, either in zip(sums, allowed, strict=True)):
            yield table


def deviation(amounts: Amounts, table: Amounts, unit: int) -> int:
    """Return the sum of the absolute deviations of the cells, in cents."""
    return sum(abs(table[place] * unit - amount) for place, amount in amounts.items())
